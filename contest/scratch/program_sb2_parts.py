"""What a Scratch 2 target has beside its blocks: variables, lists, comments, costumes, sounds, its pose; monitors."""

from collections.abc import Iterator
from typing import Any

from contest.scratch.blocks import Block, Reference, Script
from contest.scratch.program_parts import Comment, Costume, ListOf, Monitor, Pose, Sound, Variable
from contest.scratch.selectors2 import SELECTORS
from contest.scratch.shapes import a_number, a_string, an_array, objects, text_of

_STYLES = {"normal": "all around", "leftRight": "left-right", "none": "don't rotate"}


def variable(raw: dict[str, Any]) -> Variable:
    """A variable; its name is its id."""
    name = text_of(raw.get("name"))
    return Variable(name, name, text_of(raw.get("value")), raw.get("isPersistent") is True)


def a_list(raw: dict[str, Any]) -> ListOf:
    """A list; its name is its id."""
    name = text_of(raw.get("listName"))
    return ListOf(name, name, tuple(map(text_of, an_array(raw.get("contents")))))


def comments(raw: list[Any], scripts: tuple[Script, ...]) -> Iterator[Comment]:
    """The comments, each fixed to the block that its number counts to, in reading order over all scripts."""
    blocks = _numbered(scripts) if any(_anchor(each) >= 0 for each in raw) else []
    for at, each in enumerate(raw):
        if type(each) is list and len(each) > 6:
            anchor = _anchor(each)
            block = blocks[anchor] if 0 <= anchor < len(blocks) else None
            if block is not None:
                block.comment = str(at)
            x, y, width, height = (a_number(value, 0) for value in each[:4])
            yield Comment(str(at), text_of(each[6]), block.id if block else None, x, y, width, height, each[4] is False)


def _anchor(raw: Any) -> int:
    return int(a_number(raw[5], -1)) if type(raw) is list and len(raw) > 6 else -1


def _numbered(scripts: tuple[Script, ...]) -> list[Block | None]:
    """The blocks as Scratch 2 counts them: menus do not, and variables in slots do, which are no blocks here."""
    found: list[Block | None] = []
    waiting: list[Any] = [block for script in reversed(scripts) for block in reversed(script.blocks)]
    while waiting:
        value = waiting.pop()
        if type(value) is tuple:
            waiting.extend(reversed(value))
        elif isinstance(value, Reference) and value.kind != "broadcast":
            found.append(None)
        elif isinstance(value, Block) and not value.is_shadow:
            found.append(value)
            waiting.extend(reversed(value.inputs.values()))
    return found


def costume_file(raw: dict[str, Any]) -> str:
    """The name of a costume's file: a number."""
    return f"{text_of(raw.get('baseLayerID'))}.{a_string(raw.get('baseLayerMD5')).rpartition('.')[2]}"


def sound_file(raw: dict[str, Any]) -> str:
    """The name of a sound's file: a number."""
    return f"{text_of(raw.get('soundID'))}.{a_string(raw.get('md5')).rpartition('.')[2]}"


def costume(raw: dict[str, Any]) -> Costume:
    """A costume from its object."""
    centre = raw.get("rotationCenterX"), raw.get("rotationCenterY")
    return Costume(
        name=text_of(raw.get("costumeName")),
        file=costume_file(raw),
        md5=a_string(raw.get("baseLayerMD5")).rpartition(".")[0],
        centre=(a_number(centre[0], 0), a_number(centre[1], 0)) if None not in centre else None,
        resolution=max(1.0, a_number(raw.get("bitmapResolution"), 1)),
    )


def sound(raw: dict[str, Any]) -> Sound:
    """A sound from its object."""
    return Sound(text_of(raw.get("soundName")), sound_file(raw), a_string(raw.get("md5")).rpartition(".")[0])


def pose(tree: dict[str, Any]) -> Pose:
    """How the target stands; Scratch 2 draws its sprites in the order of the file."""
    style = a_string(tree.get("rotationStyle"))
    return Pose(
        x=a_number(tree.get("scratchX"), 0),
        y=a_number(tree.get("scratchY"), 0),
        size=a_number(tree.get("scale"), 1) * 100,
        direction=a_number(tree.get("direction"), 90),
        style=_STYLES.get(style, "all around"),
        visible=tree.get("visible") is not False,
        draggable=tree.get("isDraggable") is True,
        costume=round(a_number(tree.get("currentCostumeIndex"), 0)),
    )


def monitors(tree: dict[str, Any]) -> Iterator[Monitor]:
    """The watchers among the stage's children."""
    for child in objects(tree.get("children")):
        if "listName" in child:
            name, owner = text_of(child["listName"]), text_of(child.get("target"))
            yield Monitor("data_listcontents", {"LIST": name}, owner or None, child.get("visible") is True, name)
        elif "cmd" in child:
            yield _watcher(child)


def _watcher(child: dict[str, Any]) -> Monitor:
    command, param = text_of(child["cmd"]), text_of(child.get("param"))
    owner = text_of(child.get("target")) or None
    visible = child.get("visible") is True
    if command == "getVar:":
        return Monitor("data_variable", {"VARIABLE": param}, owner, visible, param)
    known = SELECTORS.get(command)
    params = {known.arguments[0].name: param} if known and known.arguments and param else {}
    return Monitor(known.opcode if known else f"sb2:{command}", params, owner, visible)
