"""What a Scratch 3 target has beside its blocks: variables, lists, comments, costumes, sounds, its pose; monitors."""

from typing import Any

from contest.scratch.program_parts import Comment, Costume, ListOf, Monitor, Pose, Sound, Variable
from contest.scratch.shapes import a_number, a_string, an_array, an_object, text_of


def variable(key: str, raw: list[Any]) -> Variable:
    """A variable from [name, value] or [name, value, true]."""
    return Variable(key, *_first_two(raw), len(raw) > 2 and raw[2] is True)


def _first_two(raw: list[Any]) -> tuple[str, str]:
    return text_of(raw[0]) if raw else "", text_of(raw[1]) if len(raw) > 1 else ""


def a_list(key: str, raw: list[Any]) -> ListOf:
    """A list from [name, [value, ...]]."""
    values = an_array(raw[1]) if len(raw) > 1 else []
    return ListOf(key, text_of(raw[0]) if raw else "", tuple(map(text_of, values)))


def comment(key: str, raw: dict[str, Any]) -> Comment:
    """A comment from its object."""
    block = raw.get("blockId")
    x, y = a_number(raw.get("x"), 0), a_number(raw.get("y"), 0)
    width, height = a_number(raw.get("width"), 200), a_number(raw.get("height"), 200)
    text, minimized = a_string(raw.get("text")), raw.get("minimized") is True
    return Comment(key, text, block if type(block) is str else None, x, y, width, height, minimized)


def costume_file(raw: dict[str, Any]) -> str:
    """The name by which Scratch finds the file of a costume: its id and kind."""
    return f"{raw.get('assetId')}.{raw.get('dataFormat')}"


def sound_file(raw: dict[str, Any]) -> str:
    """The name by which Scratch finds the file of a sound: its md5ext, if it has one."""
    return a_string(raw.get("md5ext")) or costume_file(raw)


def costume(raw: dict[str, Any]) -> Costume:
    """A costume from its object."""
    centre = raw.get("rotationCenterX"), raw.get("rotationCenterY")
    known = None not in centre
    return Costume(
        name=a_string(raw.get("name")),
        file=costume_file(raw),
        md5=a_string(raw.get("assetId")),
        centre=(a_number(centre[0], 0), a_number(centre[1], 0)) if known else None,
        resolution=max(1.0, a_number(raw.get("bitmapResolution"), 1)),
    )


def sound(raw: dict[str, Any]) -> Sound:
    """A sound from its object."""
    return Sound(a_string(raw.get("name")), sound_file(raw), a_string(raw.get("assetId")))


def pose(tree: dict[str, Any]) -> Pose:
    """How the target stands."""
    return Pose(
        x=a_number(tree.get("x"), 0),
        y=a_number(tree.get("y"), 0),
        size=a_number(tree.get("size"), 100),
        direction=a_number(tree.get("direction"), 90),
        style=a_string(tree.get("rotationStyle"), "all around"),
        visible=tree.get("visible") is not False,
        draggable=tree.get("draggable") is True,
        layer=round(a_number(tree.get("layerOrder"), 0)),
        costume=round(a_number(tree.get("currentCostume"), 0)),
        volume=a_number(tree.get("volume"), 100),
    )


def monitor(raw: dict[str, Any]) -> Monitor:
    """A monitor from its object."""
    params = {key: text_of(each) for key, each in an_object(raw.get("params")).items()}
    sprite = raw.get("spriteName")
    return Monitor(
        a_string(raw.get("opcode")),
        params,
        sprite if type(sprite) is str else None,
        raw.get("visible") is True,
        a_string(raw.get("id")),
    )
