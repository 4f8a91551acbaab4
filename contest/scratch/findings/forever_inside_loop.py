"""Endless loops inside of other loops, which then never come to a second turn."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The "forever" blocks with a loop around them that has more in it, or below it."""
    for site in index.of("control_forever"):
        if site.loop and not (site.around is site.loop and len(site.row) == 1 and site.loop.is_last):
            yield site.place
