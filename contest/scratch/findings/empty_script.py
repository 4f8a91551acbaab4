"""Hats with nothing below them."""

from collections.abc import Iterator

from contest.scratch.findings.index import DEFINITION, Index, Place


def find(index: Index) -> Iterator[Place]:
    """The scripts that are only a hat; a definition may be empty."""
    for script in index.scripts:
        if script.hat and not script.body and script.event != DEFINITION:
            yield script.place
