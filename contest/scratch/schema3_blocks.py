"""Whether Scratch 3 itself would take a block: the part of scratch-parser's schema that is asked most often."""

import re
from typing import Any

from contest.scratch.shapes import (
    Test,
    first_fault,
    is_array,
    is_number,
    is_object,
    is_string,
    one_of,
)

_COLOUR = re.compile(r"#[a-fA-F0-9]{6}\Z")
TEXTUAL = (10, 4, 6, 5, 7, 8)  # the codes of inline primitives that hold any text


def _is_flag(value: Any) -> bool:
    return value is None or type(value) is bool or (type(value) is str and value in ("true", "false", "null"))


_MUTATION: dict[str, Test] = {
    "tagName": one_of("mutation"),
    "children": is_array,
    "proccode": is_string,
    "argumentids": is_string,
    "warp": _is_flag,
    "hasnext": _is_flag,
}


def is_mutation(value: dict[str, Any]) -> bool:
    """Whether scratch-parser takes what a block notes of the custom block that it belongs to."""
    return not first_fault(value, {}, _MUTATION)


# The keys of a block that few blocks have; the others are asked for in `_is_block`.
_UNUSUAL: dict[str, Test] = {
    "x": is_number,
    "y": is_number,
    "mutation": lambda value: is_object(value) and is_mutation(value),
    "comment": is_string,
}


def block_fault(blocks: dict[str, Any]) -> str | None:
    """The id of the first block that scratch-parser does not take; None where it takes all."""
    for key, block in blocks.items():
        if not (_is_block(block) if type(block) is dict else is_loose(block)):
            return key
    return None


def is_loose(value: Any) -> bool:
    """Whether scratch-parser takes a variable or list that lies about on the workspace."""
    if type(value) is not list or not value:
        return False
    return is_number(value[0]) and value[0] in (12, 13) and _is_reference(value)


def _is_block(block: dict[str, Any]) -> bool:
    """In one expression: a quarter of the time of reading a project goes by here."""
    get = block.get
    following, parent = get("next"), get("parent")
    return (
        type(get("opcode")) is str
        and (following is None or type(following) is str)
        and (parent is None or type(parent) is str)
        and type(get("fields", block)) is dict
        and type(get("shadow", False)) is bool
        and type(get("topLevel", False)) is bool
        and ("inputs" not in block or _are_inputs(block["inputs"]))
        and (block.keys().isdisjoint(_UNUSUAL) or all(_UNUSUAL[key](block[key]) for key in _UNUSUAL if key in block))
    )


def _are_inputs(inputs: Any) -> bool:
    """Plain loops, and the usual shapes first: half of the time of reading a project goes by here."""
    if type(inputs) is not dict:
        return False
    for value in inputs.values():
        if type(value) is not list or (value and (value[0] not in (1, 2, 3) or type(value[0]) is bool)):
            return False
        for slot in value[1:]:
            if type(slot) is str or slot is None:
                continue
            if type(slot) is list and len(slot) == 2 and slot[0] in TEXTUAL and type(slot[1]) is str:
                continue
            if not is_primitive(slot):
                return False
    return True


def is_primitive(value: Any) -> bool:
    """Whether scratch-parser takes an inline value. Its tail may be missing, except of variables and lists."""
    if type(value) is not list or not value or type(value[0]) is bool:
        return False
    code, length = value[0], len(value)
    if code in TEXTUAL:
        return length == 1 or (length == 2 and type(value[1]) in (str, int, float))
    if code == 9:
        return length == 1 or (length == 2 and type(value[1]) is str and _COLOUR.match(value[1]) is not None)
    if code == 11:
        return length <= 3 and all(type(item) is str for item in value[1:])
    return code in (12, 13) and _is_reference(value)


def _is_reference(value: list[Any]) -> bool:
    """A variable's or list's name and id, and at the top level its place."""
    return (
        3 <= len(value) <= 5
        and type(value[1]) is str
        and type(value[2]) is str
        and all(is_number(item) for item in value[3:])
    )
