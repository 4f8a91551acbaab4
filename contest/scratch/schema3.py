"""Whether Scratch 3 itself would open this project.json: the rules of scratch-parser's schema, by hand for speed.

The schema asks for little: it looks at no reference between blocks, no asset, no monitor. Each rule here is one of
its rules; the keys that it does not name may hold anything.
"""

import re
from typing import Any

from contest.scratch.schema3_blocks import block_fault
from contest.scratch.shapes import (
    Test,
    canonical,
    first_fault,
    is_array,
    is_boolean,
    is_integer,
    is_number,
    is_object,
    is_string,
    one_of,
    or_null,
)

MOST_COMMENT = 8000  # characters


def _matches(pattern: str) -> Test:
    compiled = re.compile(pattern)
    return lambda value: type(value) is str and compiled.match(value) is not None


def _is_scalar(value: Any) -> bool:
    return type(value) in (str, int, float, bool)


_META: tuple[dict[str, Test], dict[str, Test]] = (
    {"semver": _matches(r"3\.[0-9]+\.[0-9]+\Z")},
    {
        "vm": _matches(r"[0-9]+\.[0-9]+\.[0-9]+(\Z|-)"),
        "agent": is_string,
        "origin": is_string,
    },
)
_COSTUME: tuple[dict[str, Test], dict[str, Test]] = (
    {
        "assetId": _matches(r"[a-fA-F0-9]{32}\Z"),
        "dataFormat": one_of("png", "svg", "jpeg", "jpg", "bmp", "gif"),
        "name": is_string,
    },
    {
        "bitmapResolution": is_integer,
        "md5ext": _matches(r"[a-fA-F0-9]{32}\.[a-zA-Z]+\Z"),
        "rotationCenterX": is_number,
        "rotationCenterY": is_number,
    },
)
_SOUND: tuple[dict[str, Test], dict[str, Test]] = (
    {
        "assetId": _COSTUME[0]["assetId"],
        "dataFormat": one_of("wav", "wave", "mp3"),
        "name": is_string,
    },
    {
        "md5ext": _matches(r"[a-fA-F0-9]{32}\.[a-zA-Z0-9]+\Z"),
        "rate": is_integer,
        "sampleCount": is_integer,
    },
)
_COMMENT: tuple[dict[str, Test], dict[str, Test]] = (
    {"text": lambda value: type(value) is str and len(value) <= MOST_COMMENT},
    {
        "blockId": or_null(is_string),
        "minimized": is_boolean,
        "x": or_null(is_number),
        "y": or_null(is_number),
        "width": is_number,
        "height": is_number,
    },
)
_STAGE: tuple[dict[str, Test], dict[str, Test]] = (
    {"name": one_of("Stage"), "isStage": lambda value: value is True},
    {
        "tempo": is_number,
        "videoTransparency": is_number,
        "videoState": one_of("on", "off", "on-flipped"),
        "layerOrder": lambda value: is_number(value) and value == 0,
    },
)
_SPRITE: tuple[dict[str, Test], dict[str, Test]] = (
    {"name": lambda value: type(value) is str and value != "_stage_", "isStage": lambda value: value is False},
    {
        "visible": is_boolean,
        "x": is_number,
        "y": is_number,
        "size": is_number,
        "direction": is_number,
        "draggable": is_boolean,
        "rotationStyle": one_of("all around", "don't rotate", "left-right"),
        "layerOrder": lambda value: is_integer(value) and value >= 1,
    },
)


def sb3_fault(tree: Any) -> str | None:
    """The place of the first thing that scratch-parser refuses, such as targets[1].costumes[0].name; else None."""
    if not is_object(tree):
        return "project.json"
    if not is_object(tree.get("meta")):
        return "meta"
    fault = meta_fault(tree["meta"])
    if fault:
        return f"meta.{fault}"
    if not is_array(tree.get("targets")):
        return "targets"
    for index, target in enumerate(tree["targets"]):
        fault = _target_fault(target, _SPRITE if index else _STAGE)
        if fault is not None:
            return f"targets[{index}]{fault}"
    return None


def meta_fault(meta: dict[str, Any]) -> str | None:
    """The first key of `meta` that scratch-parser refuses."""
    return first_fault(meta, *_META)


def _target_fault(target: Any, own: tuple[dict[str, Test], dict[str, Test]]) -> str | None:
    if not is_object(target):
        return ""
    key = first_fault(target, *own) or first_fault(target, *_TARGET)
    if key is not None:
        return f".{key}"
    block = block_fault(target["blocks"])
    if block is not None:
        return f".blocks[{block[:40]}]"
    return (
        _map_fault(target, "variables", _is_variable)
        or _map_fault(target, "lists", _is_list)
        or _map_fault(target, "broadcasts", is_string)
        or _map_fault(target, "comments", lambda value: is_object(value) and not first_fault(value, *_COMMENT))
        or _media_fault(target, "costumes", _COSTUME)
        or _media_fault(target, "sounds", _SOUND)
    )


_TARGET: tuple[dict[str, Test], dict[str, Test]] = (
    {
        "variables": is_object,
        "costumes": lambda value: is_array(value) and len(value) > 0,
        "sounds": is_array,
        "blocks": is_object,
    },
    {
        "currentCostume": lambda value: is_integer(value) and value >= 0,
        "lists": is_object,
        "broadcasts": is_object,
        "comments": is_object,
        "volume": is_number,
    },
)


def _map_fault(target: dict[str, Any], key: str, test: Test) -> str | None:
    for name, value in target.get(key, {}).items():
        if not test(value):
            return f".{key}[{name[:40]}]"
    return None


def _media_fault(target: dict[str, Any], key: str, rules: tuple[dict[str, Test], dict[str, Test]]) -> str | None:
    for index, item in enumerate(target[key]):
        if not is_object(item):
            return f".{key}[{index}]"
        fault = first_fault(item, *rules)
        if fault:
            return f".{key}[{index}].{fault}"
    return _repeated(key, target[key])


def _repeated(key: str, items: list[dict[str, Any]]) -> str | None:
    """The place of an item that is equal to an earlier one. Items of different names need no closer look."""
    if len({(item["assetId"], item["name"]) for item in items}) == len(items):
        return None
    seen: set[tuple[object, ...]] = set()
    for index, item in enumerate(items):
        form = canonical(item)
        if form in seen:
            return f".{key}[{index}]"
        seen.add(form)
    return None


def _is_variable(value: Any) -> bool:
    if type(value) is not list or len(value) > 3:
        return False
    return (
        (len(value) < 1 or type(value[0]) is str)
        and (len(value) < 2 or _is_scalar(value[1]))
        and (len(value) < 3 or value[2] is True)
    )


def _is_list(value: Any) -> bool:
    if type(value) is not list or len(value) > 2:
        return False
    if value and type(value[0]) is not str:
        return False
    return len(value) < 2 or (type(value[1]) is list and all(map(_is_scalar, value[1])))
