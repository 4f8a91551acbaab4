"""Custom blocks that are used and not defined."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The uses of custom blocks that their sprite does not define."""
    for site in index.of("procedures_call"):
        custom = site.block.custom
        if custom and (site.target.name, custom.proccode) not in index.definitions:
            yield site.place
