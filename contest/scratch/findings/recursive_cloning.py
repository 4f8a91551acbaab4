"""Clones that clone themselves without end."""

from collections.abc import Iterator

from contest.scratch.findings.index import CLONED, Index, Place


def find(index: Index) -> Iterator[Place]:
    """The blocks in a script for clones that clone the same sprite again."""
    for site in index.of("control_create_clone_of"):
        if site.row[-1].opcode == "control_delete_this_clone":
            continue
        if site.script.event == CLONED and index.cloned_by(site) == site.target.name:
            yield site.place
