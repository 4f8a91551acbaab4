"""Lists that are used."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place

_CHANGES = (
    "data_addtolist",
    "data_deleteoflist",
    "data_deletealloflist",
    "data_insertatlist",
    "data_replaceitemoflist",
    "data_showlist",
    "data_hidelist",
)


def find(index: Index) -> Iterator[Place]:
    """The blocks that change a list, show or hide it."""
    return (site.place for site in index.of(*_CHANGES))
