"""Whether Scratch 3 itself would take a block: the part of scratch-parser's schema that is asked most often."""

import re
from typing import Any

from contest.scratch.shapes import (
    Test,
    first_fault,
    is_array,
    is_boolean,
    is_number,
    is_object,
    is_string,
    one_of,
    or_null,
)

_COLOUR = re.compile(r"#[a-fA-F0-9]{6}\Z")
_USUAL = 7  # keys that all blocks have which Scratch writes
_UNUSUAL = ("x", "y", "mutation", "comment")
_TEXTUAL = (4, 10, 6, 5, 7, 8)  # the codes of inline primitives that hold any text

_BLOCK: dict[str, Test] = {
    "comment": is_string,
    "inputs": lambda value: _are_inputs(value),
    "fields": is_object,
    "next": or_null(is_string),
    "topLevel": is_boolean,
    "parent": or_null(is_string),
    "shadow": is_boolean,
    "x": is_number,
    "y": is_number,
    "mutation": lambda value: is_object(value) and not first_fault(value, {}, _MUTATION),
}


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


def block_fault(blocks: dict[str, Any]) -> str | None:
    """The id of the first block that scratch-parser does not take; None where it takes all."""
    for key, block in blocks.items():
        if type(block) is dict and len(block) >= _USUAL and _is_usual(block):
            continue
        if not _is_block(block):
            return key
    return None


def _is_block(value: Any) -> bool:
    if type(value) is list:
        return len(value) > 0 and is_number(value[0]) and value[0] in (12, 13) and _is_reference(value)
    if type(value) is not dict or type(value.get("opcode")) is not str:
        return False
    for key, item in value.items():
        test = _BLOCK.get(key)
        if test is not None and not test(item):
            return False
    return True


def _is_usual(block: dict[str, Any]) -> bool:
    """Whether a block has the seven usual keys, all as they should be, and nothing wrong with any other."""
    try:
        following, parent = block["next"], block["parent"]
        return (
            type(block["opcode"]) is str
            and (following is None or type(following) is str)
            and (parent is None or type(parent) is str)
            and type(block["fields"]) is dict
            and type(block["shadow"]) is bool
            and type(block["topLevel"]) is bool
            and _are_inputs(block["inputs"])
            and (len(block) == _USUAL or all(key not in block or _BLOCK[key](block[key]) for key in _UNUSUAL))
        )
    except KeyError:
        return False


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
            if type(slot) is list and len(slot) == 2 and slot[0] in _TEXTUAL and type(slot[1]) is str:
                continue
            if not _is_primitive(slot):
                return False
    return True


def _is_primitive(value: Any) -> bool:
    """An inline primitive. Its tail may be missing: the schema asks no least length but of variables and lists."""
    if type(value) is not list or not value or type(value[0]) is bool:
        return False
    code, length = value[0], len(value)
    if code in _TEXTUAL:
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
