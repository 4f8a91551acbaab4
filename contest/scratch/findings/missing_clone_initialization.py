"""Clones that do nothing of their own."""

from collections.abc import Iterator

from contest.scratch.findings.index import CLONED, Index, Place


def find(index: Index) -> Iterator[Place]:
    """The blocks that clone a sprite which has neither a script for clones nor one for a click."""
    prepared = {script.target.name for script in index.starting_with(CLONED, "event_whenthisspriteclicked")}
    idle = {target.name for target, _ in index.targets} - prepared
    for site in index.of("control_create_clone_of"):
        if index.cloned_by(site) in idle:
            yield site.place
