"""Loops that wait for nothing."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The "repeat until" blocks without a condition."""
    for site in index.of("control_repeat_until"):
        if "CONDITION" not in site.block.inputs:
            yield site.place
