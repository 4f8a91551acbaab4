"""Parsing a Scratch 3 project.json and judging its blocks in one go: msgspec checks their types while it parses.

Only what is of the usual shape comes through here, and that is nearly every file. Of the rest, whatever it is, this
says None, and the slow way (`json_text`, then `schema3`) tells what it is, or what is wrong with it and where.
"""

from typing import Any, Required, TypedDict

import msgspec

from contest.scratch.blocks_sb3 import RawBlocks


class _Target(TypedDict, total=False):
    """All keys of a target that anything here reads; others are not kept."""

    blocks: Required[RawBlocks]
    name: Any
    isStage: Any
    variables: Any
    lists: Any
    broadcasts: Any
    comments: Any
    costumes: Any
    sounds: Any
    currentCostume: Any
    volume: Any
    layerOrder: Any
    tempo: Any
    videoTransparency: Any
    videoState: Any
    textToSpeechLanguage: Any
    visible: Any
    x: Any
    y: Any
    size: Any
    direction: Any
    draggable: Any
    rotationStyle: Any


class _Tree(TypedDict, total=False):
    """All keys of the whole that anything here reads. `objName` is that of a Scratch 2 project."""

    targets: Required[list[_Target]]
    meta: Any
    monitors: Any
    extensions: Any
    extensionURLs: Any
    info: Any
    objName: Any


_DECODER = msgspec.json.Decoder(_Tree)
_SCRATCH_2 = b'"objName"'
_HEAD = 2000  # bytes; Scratch 2 writes the stage's name first


def usual_tree(text: bytes) -> dict[str, Any] | None:
    """The project.json, if its blocks are typed as the schema asks; slots, fields and mutations may be odd yet."""
    if text.find(_SCRATCH_2, 0, _HEAD) >= 0:
        return None
    try:
        tree: Any = _DECODER.decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return None if "objName" in tree else tree
