"""Pens that are put down and never lifted."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The blocks that put down a pen which the sprite nowhere lifts."""
    lifted = {site.target.name for site in index.of("pen_penUp")}
    return (site.place for site in index.of("pen_penDown") if site.target.name not in lifted)
