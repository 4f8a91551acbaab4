"""Custom blocks that are made and never used."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The definitions whose block stands nowhere in their sprite."""
    for (target, label), script in index.definitions.items():
        if (target, label) not in index.calls:
            yield script.place
