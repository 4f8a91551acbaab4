"""A block as a Scratch 3 project.json has it."""

from typing import Any, TypeAlias

import msgspec


class RawBlock(msgspec.Struct, rename={"is_shadow": "shadow", "is_top": "topLevel"}, omit_defaults=True, gc=False):
    """One block. What the file leaves out has here the value that means the same; other keys are not kept.

    The types are those that scratch-parser's schema asks for. What it asks of the slots in `inputs`, of `mutation` and
    of `fields` is not among them.
    """

    opcode: str
    next: str | None = None
    parent: str | None = None
    inputs: dict[str, list[Any]] = {}
    fields: dict[str, Any] = {}
    is_shadow: bool = False
    is_top: bool = False
    x: int | float = 0
    y: int | float = 0
    mutation: dict[str, Any] = {}
    comment: str = ""


RawBlocks: TypeAlias = dict[str, RawBlock | list[Any]]
"""Id -> block, or the array of a loose variable or list."""


def raw_block(found: dict[str, Any]) -> RawBlock:
    """The block from its JSON object, which scratch-parser's schema takes."""
    return RawBlock(
        found["opcode"],
        found.get("next"),
        found.get("parent"),
        found.get("inputs", {}),
        found.get("fields", {}),
        found.get("shadow", False),
        found.get("topLevel", False),
        found.get("x", 0),
        found.get("y", 0),
        found.get("mutation", {}),
        found.get("comment", ""),
    )
