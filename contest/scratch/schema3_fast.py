"""Parsing a Scratch 3 project.json and judging it in one go: msgspec checks the types while it parses.

Only what is of the usual shape comes through here, and that is nearly every file. Of the rest, whatever it is, this
says None, and the slow way (`json_text`, then `schema3`) tells what it is, or what is wrong with it and where. So the
types may ask for more than scratch-parser's schema does, but never for less.
"""

from typing import Annotated, Any, Literal, Required, TypeAlias, TypedDict

import msgspec

from contest.scratch.blocks_sb3 import RawBlocks
from contest.scratch.schema3 import MOST_COMMENT, meta_fault

_Number: TypeAlias = int | float
_Scalar: TypeAlias = str | int | float | bool
_AssetId = Annotated[str, msgspec.Meta(pattern=r"\A[a-fA-F0-9]{32}\Z")]
_FileName = Annotated[str, msgspec.Meta(pattern=r"\A[a-fA-F0-9]{32}\.[a-zA-Z]+\Z")]
_Index = Annotated[int, msgspec.Meta(ge=0)]
_Note = Annotated[str, msgspec.Meta(max_length=MOST_COMMENT)]


class _Costume(TypedDict, total=False):
    assetId: Required[_AssetId]
    dataFormat: Required[Literal["png", "svg", "jpeg", "jpg", "bmp", "gif"]]
    name: Required[str]
    md5ext: _FileName
    bitmapResolution: int
    rotationCenterX: _Number
    rotationCenterY: _Number


class _Sound(TypedDict, total=False):
    assetId: Required[_AssetId]
    dataFormat: Required[Literal["wav", "wave", "mp3"]]
    name: Required[str]
    md5ext: _FileName
    rate: int
    sampleCount: int


class _Comment(TypedDict, total=False):
    text: Required[_Note]
    blockId: str | None
    minimized: bool
    x: _Number | None
    y: _Number | None
    width: _Number
    height: _Number


class _Target(TypedDict, total=False):
    """All keys of a target that anything here reads; others are not kept."""

    name: Required[str]
    isStage: Required[bool]
    blocks: Required[RawBlocks]
    costumes: Required[Annotated[list[_Costume], msgspec.Meta(min_length=1)]]
    sounds: Required[list[_Sound]]
    variables: Required[dict[str, list[_Scalar]]]
    lists: dict[str, list[str | list[_Scalar]]]
    broadcasts: dict[str, str]
    comments: dict[str, _Comment]
    currentCostume: _Index
    layerOrder: _Index
    volume: _Number
    tempo: _Number
    videoTransparency: _Number
    videoState: Literal["on", "off", "on-flipped"]
    textToSpeechLanguage: Any
    visible: bool
    x: _Number
    y: _Number
    size: _Number
    direction: _Number
    draggable: bool
    rotationStyle: Literal["all around", "don't rotate", "left-right"]


class _Tree(TypedDict, total=False):
    """All keys of the whole that anything here reads. `objName` is that of a Scratch 2 project."""

    targets: Required[list[_Target]]
    meta: Required[dict[str, Any]]
    monitors: Any
    extensions: Any
    extensionURLs: Any
    info: Any
    objName: Any


_DECODER = msgspec.json.Decoder(_Tree)
_SCRATCH_2 = b'"objName"'
_HEAD = 2000  # bytes; Scratch 2 writes the stage's name first


def usual_tree(text: bytes) -> dict[str, Any] | None:
    """The project.json where scratch-parser takes it, except that its blocks' slots and mutations may be odd yet."""
    if text.find(_SCRATCH_2, 0, _HEAD) >= 0:
        return None
    try:
        tree: Any = _DECODER.decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    is_usual = "objName" not in tree and meta_fault(tree["meta"]) is None and _are_targets(tree["targets"])
    return tree if is_usual else None


def _are_targets(targets: list[dict[str, Any]]) -> bool:
    """Whether the stage comes first and is called so, and each target has what the types could not ask for."""
    for index, target in enumerate(targets):
        layer = target.get("layerOrder")
        if index == 0:
            fits = target["isStage"] and target["name"] == "Stage" and not layer
        else:
            fits = not target["isStage"] and target["name"] != "_stage_" and layer != 0
        if not (fits and _are_values(target) and _differ(target["costumes"]) and _differ(target["sounds"])):
            return False
    return True


def _are_values(target: dict[str, Any]) -> bool:
    for value in target["variables"].values():
        if not (len(value) == 2 or (len(value) == 3 and value[2] is True)) or type(value[0]) is not str:
            return False
    for value in target.get("lists", {}).values():
        if len(value) != 2 or type(value[0]) is not str or type(value[1]) is not list:
            return False
    return True


def _differ(items: list[dict[str, Any]]) -> bool:
    """Whether no two are alike; if two share file and name, only the slow way knows."""
    return len(items) < 2 or len({(item["assetId"], item["name"]) for item in items}) == len(items)
