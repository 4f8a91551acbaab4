"""Drawings that are never erased."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place



def find(index: Index) -> Iterator[Place]:
    """The sprites that draw, if nothing in the project erases."""
    if any(index.of("pen_clear")):
        return
    drawing = {site.target.name for site in index.of("pen_penDown", "pen_stamp")}
    yield from (Place(target.name) for target, _ in index.targets if target.name in drawing)
