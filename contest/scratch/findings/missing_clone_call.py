"""Scripts for clones that are never made."""

from collections.abc import Iterator

from contest.scratch.findings.index import CLONED, Index, Place


def find(index: Index) -> Iterator[Place]:
    """The scripts for clones in sprites that nothing in the project clones."""
    for script in index.starting_with(CLONED):
        if script.body and script.target.name not in index.cloned:
            yield script.place
