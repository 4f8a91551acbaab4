"""Drawings that are never erased."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The blocks that put a pen down, if nothing in the project erases."""
    if not any(index.of("pen_clear")):
        yield from (site.place for site in index.of("pen_penDown"))
