"""Endless loops inside of other loops, which then run only once."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place



def find(index: Index) -> Iterator[Place]:
    """The "forever" blocks with a loop around them."""
    for site in index.of("control_forever"):
        alone = site.around is site.loop and len(site.row) == 1  # that is a loop too many, but it does no harm
        if site.loop and not alone:
            yield site.place
