"""Clones that do nothing of their own."""

from collections.abc import Iterator

from contest.scratch.findings.index import CLONED, Index, Place

_CLONES_START = (CLONED, "event_whenthisspriteclicked")


def find(index: Index) -> Iterator[Place]:
    """The sprites that are cloned and have neither a script for clones nor one for a click."""
    for target, scripts in index.targets:
        if target.name in index.cloned and not any(script.event in _CLONES_START for script in scripts):
            yield Place(target.name)
