"""Places that are set when the game starts."""

from collections.abc import Iterator

from contest.scratch.blocks import Typed
from contest.scratch.findings.index import DEFINITION, FLAG, Index, Place, ScriptSite

_PARTS = ("motion_setx", "motion_sety")


def find(index: Index) -> Iterator[Place]:
    """The "go to x y", and the pairs of "set x" and "set y", with typed numbers, directly in scripts of the flag and in
    definitions."""
    for _, scripts in index.targets:
        for event in (FLAG, DEFINITION):
            yield from _places([script for script in scripts if script.event == event])


def _places(scripts: list[ScriptSite]) -> Iterator[Place]:
    missing = set(_PARTS)
    for script in scripts:
        for block in script.body:
            if all(isinstance(value, Typed) for value in block.inputs.values()):
                missing.discard(block.opcode)
                if block.opcode == "motion_gotoxy" or not missing:
                    yield Place(script.target.name, block.id)
                missing = missing or set(_PARTS)
