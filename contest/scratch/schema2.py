"""Whether Scratch would open this project.json as a Scratch 2 project: the rules of scratch-parser's schema.

They say next to nothing about what is inside of scripts, costumes and sounds.
"""

from typing import Any

from contest.scratch.shapes import Test, first_fault, is_array, is_boolean, is_number, is_object, is_string, or_null

_REQUIRED: dict[str, Test] = {
    "objName": is_string,
    "costumes": is_array,
    "currentCostumeIndex": lambda value: is_number(value) and value >= 0,
    "penLayerMD5": or_null(is_string),
    "tempoBPM": is_number,
    "children": lambda value: is_array(value) and all(map(is_object, value)),
}
_OPTIONAL: dict[str, Test] = {
    "variables": is_array,
    "lists": is_array,
    "scripts": is_array,
    "sounds": is_array,
    "penLayerID": lambda value: is_number(value) and value >= -1,
    "videoAlpha": lambda value: is_number(value) and 0 <= value <= 100,
    "info": lambda value: is_object(value) and not first_fault(value, {}, _INFO),
}
_INFO: dict[str, Test] = {
    "flashVersion": is_string,
    "swfVersion": is_string,
    "userAgent": is_string,
    "videoOn": is_boolean,
    "savedExtensions": is_array,
}


def sb2_fault(tree: Any) -> str | None:
    """The first key that scratch-parser refuses in a Scratch 2 project; None where it would open."""
    return first_fault(tree, _REQUIRED, _OPTIONAL) if is_object(tree) else "project.json"
