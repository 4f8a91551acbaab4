"""Places that are set when the game starts."""

from collections.abc import Iterator

from contest.scratch.blocks import Typed
from contest.scratch.findings.index import FLAG, Index, Place

_PARTS = {"motion_setx", "motion_sety"}


def find(index: Index) -> Iterator[Place]:
    """The blocks directly in a script of the flag that say where the sprite begins."""
    for script in index.starting_with(FLAG):
        seen = set()
        for block in script.body:
            seen.add(block.opcode)
            if not all(isinstance(value, Typed) for value in block.inputs.values()):
                continue
            if block.opcode == "motion_gotoxy" or (block.opcode in _PARTS and seen >= _PARTS):
                seen -= _PARTS
                yield Place(script.target.name, block.id)
