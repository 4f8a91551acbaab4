"""Conditions that are tested once, at the very start, though they can only come true later."""

from collections.abc import Iterator

from contest.scratch.findings.conditions import sensed
from contest.scratch.findings.index import BRANCHES, CLONED, FLAG, Index, Place



def find(index: Index) -> Iterator[Place]:
    """What is sensed (or read from a variable) in an "if" outside of an endless loop, in scripts started by the flag or for a clone."""
    for site in index.of(*BRANCHES):
        if site.endless is None and site.script.event in (FLAG, CLONED):
            for block in sensed(site.block, variables=True):
                yield Place(site.target.name, block.id)
