"""Custom blocks that are put to use."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The uses of custom blocks that their sprite defines."""
    for site in index.of("procedures_call"):
        if site.block.custom and (site.target.name, site.block.custom.proccode) in index.definitions:
            yield site.place
