"""Pens that are put down and never lifted."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place



def find(index: Index) -> Iterator[Place]:
    """The sprites that put their pen down and nowhere lift it."""
    lifted = {site.target.name for site in index.of("pen_penUp")}
    down = {site.target.name for site in index.of("pen_penDown")}
    return (Place(target.name) for target, _ in index.targets if target.name in down - lifted)
