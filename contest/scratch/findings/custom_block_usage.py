"""Custom blocks that are made and used."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place



def find(index: Index) -> Iterator[Place]:
    """The definitions whose block stands somewhere in their sprite."""
    for (target, label), script in index.definitions.items():
        if (target, label) in index.calls:
            yield script.place
