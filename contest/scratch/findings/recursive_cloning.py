"""Clones that clone themselves without end."""

from collections.abc import Iterator

from contest.scratch.findings.index import CLONED, Index, Place


def find(index: Index) -> Iterator[Place]:
    """The blocks in a script for clones that clone the same sprite again, unless the clone then deletes itself."""
    for site in index.of("control_create_clone_of"):
        replaced = any(block.opcode == "control_delete_this_clone" for block in site.row[-1:])
        if site.script.event == CLONED and index.cloned_by(site) == site.target.name and not replaced:
            yield site.place
