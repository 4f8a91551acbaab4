"""Scripts that stand twice in one sprite."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice, repeat

from contest.scratch.findings.index import Index, Place
from contest.scratch.findings.sameness import canonical

_MOST = 10_000
"""A file may hold many thousand equal scripts, and their pairs grow with the square."""


def find(index: Index) -> Iterator[Place]:
    """The pairs of equal scripts in a sprite, named by the later one; at most _MOST of them."""
    return islice(_pairs(index), _MOST)


def _pairs(index: Index) -> Iterator[Place]:
    for _, scripts in index.targets:
        copies = Counter[tuple[object, ...]]()
        for script in scripts:
            form = canonical(script.row)
            yield from repeat(script.place, copies[form])
            copies[form] += 1
