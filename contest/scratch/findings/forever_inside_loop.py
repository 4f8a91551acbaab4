"""Endless loops inside of other loops, which then run only once."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place



def find(index: Index) -> Iterator[Place]:
    """The "forever" blocks with a loop around them."""
    return (site.place for site in index.of("control_forever") if site.loop)
