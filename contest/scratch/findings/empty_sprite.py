"""Sprites that do nothing."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The sprites without any script; the stage may have none."""
    return (Place(target.name) for target, scripts in index.targets if not scripts and not target.is_stage)
