"""Scripts that are too long to be understood at a glance."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place

_LONG = 12


def find(index: Index) -> Iterator[Place]:
    """The scripts of more than twelve blocks, counting the hat and what lies in loops, not what lies in holes."""
    for script in index.scripts:
        if sum(1 for site in script.sites if site.row) > _LONG:
            yield script.place
