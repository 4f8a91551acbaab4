"""The program of a Scratch 2 project, in the words of Scratch 3; also of Scratch 1.4, which is read into the same tree.

What differs is settled here: values and menus get the kinds that Scratch 3 gives them, messages and variables go by
their names (which serve as ids too), and block ids are numbers in reading order. A selector that Scratch 2 does not
know keeps its name, as "sb2:forget", with its arguments as inputs "1", "2" and so on.
"""

from collections.abc import Iterator
from typing import Any

from contest.scratch import program_sb2_parts as parts
from contest.scratch.blocks import NOTHING, Block, Custom, Field, LiteralKind, Reference, Script, Typed, Value
from contest.scratch.model import Project, Target
from contest.scratch.program_parts import Program, ProgramTarget
from contest.scratch.selectors2 import SELECTORS, Argument, Selector
from contest.scratch.shapes import a_number, a_string, an_array, objects, text_of

TYPED: dict[str, LiteralKind] = {
    "n": "number",
    "p": "positive",
    "w": "whole",
    "i": "integer",
    "a": "angle",
    "t": "text",
    "b": "text",
    "s": "text",
}
FIELDS = frozenset("fvle")
RENAMED = frozenset(["whenSensorGreaterThan", "doForeverIf", "EventHatMorph", "changeVariable"])
# Choices that Scratch 3 writes otherwise.
_UPPER = frozenset(["EFFECT", "CURRENTMENU", "WHENGREATERTHANMENU"])
_MARKS = {"n": "n", "s": "t", "b": "b"}  # in the label of a custom block -> kind of the slot
_CHOICES = {"other scripts in stage": "other scripts in sprite", "other scripts": "other scripts in sprite"}


def program(project: Project) -> Program:
    """The program of a project read from an .sb2 or .sb file."""
    targets = [_target(target) for target in project.targets]
    if targets:
        targets[0] = _with_messages(targets)
    return Program(project.format, tuple(targets), tuple(parts.monitors(project.tree)))


def _target(target: Target) -> ProgramTarget:
    tree = target.tree
    scripts = tuple(_scripts(tree))
    comments = tuple(parts.comments(an_array(tree.get("scriptComments")), scripts))
    return ProgramTarget(
        name=target.name,
        is_stage=target.is_stage,
        scripts=scripts,
        variables=tuple(parts.variable(each) for each in objects(tree.get("variables"))),
        lists=tuple(parts.a_list(each) for each in objects(tree.get("lists"))),
        comments=comments,
        costumes=tuple(parts.costume(each) for each in target.costumes),
        sounds=tuple(parts.sound(each) for each in target.sounds),
        pose=parts.pose(tree),
    )


def _with_messages(targets: list[ProgramTarget]) -> ProgramTarget:
    """The stage with all messages that occur, for Scratch 2 declares none."""
    names = {name: name for target in targets for block in target.walk() for name in _messages(block)}
    stage = targets[0]
    return ProgramTarget(
        **{name: getattr(stage, name) for name in ProgramTarget.__slots__ if name != "broadcasts"}, broadcasts=names
    )


def _messages(block: Block) -> Iterator[str]:
    if "BROADCAST_OPTION" in block.fields:
        yield block.fields["BROADCAST_OPTION"].value
    for value in block.inputs.values():
        if isinstance(value, Reference) and value.kind == "broadcast":
            yield value.name


def _scripts(tree: dict[str, Any]) -> Iterator[Script]:
    maker = _Maker()
    for script in an_array(tree.get("scripts")):
        if type(script) is list and len(script) > 2 and type(script[2]) is list and script[2]:
            row = maker.row(script[2])
            if row:
                yield Script(row, a_number(script[0], 0), a_number(script[1], 0))


class _Maker:
    """Makes the blocks of one target. A block waits for its slots to be filled instead of filling them itself."""

    def __init__(self) -> None:
        self.made = 0
        self.unfilled: list[tuple[Block, list[Any]]] = []

    def row(self, arrays: list[Any]) -> tuple[Block, ...]:
        """The blocks of one script, with everything in them."""
        row = self._row(arrays)
        while self.unfilled:
            self._fill(*self.unfilled.pop())
        return row

    def _row(self, arrays: list[Any]) -> tuple[Block, ...]:
        return tuple([self._block(each) for each in arrays if _is_block(each)])

    def _block(self, array: list[Any]) -> Block:
        array = renamed(array) if array[0] in RENAMED else array
        self.made += 1
        known = SELECTORS.get(array[0])
        block = Block(known.opcode if known else f"sb2:{array[0]}", str(self.made), NOTHING, NOTHING)
        if len(array) > 1 or (known and known.fixed):
            self.unfilled.append((block, array))
        return block

    def _fill(self, block: Block, array: list[Any]) -> None:
        selector = array[0]
        if selector == "procDef":
            self._define(block, array)
        elif selector == "call":
            self._call(block, array)
        else:
            unknown = tuple(Argument("t", str(at)) for at in range(1, len(array)))
            self._arguments(block, SELECTORS.get(selector) or Selector("", unknown), array[1:])
            if selector == "getParam" and array[2:] == ["b"]:
                block.opcode = "argument_reporter_boolean"

    def _arguments(self, block: Block, selector: Selector, given: list[Any]) -> None:
        """Fills the block's slots and fields with these arguments."""
        inputs: dict[str, Value] = {}
        fields = {name: Field(value) for name, value in selector.fixed}
        for argument, value in zip(selector.arguments, given, strict=False):
            if argument.kind in FIELDS:
                fields[argument.name] = field_of(argument, value)
            elif (filled := self._value(argument, value)) is not None:
                inputs[argument.name] = filled
        block.inputs, block.fields = inputs, fields

    def _value(self, argument: Argument, value: Any) -> Value | None:
        if type(value) is list:
            return self._inner(value)
        if value is None or (value is False and argument.kind in "bs"):
            return None
        if argument.kind == "m":
            self.made += 1
            return Block(argument.menu, str(self.made), NOTHING, {argument.name: Field(text_of(value))}, is_shadow=True)
        if argument.kind == "r":
            return Reference("broadcast", text_of(value), text_of(value))
        if argument.kind == "c":
            return Typed("colour", colour(value))
        return Typed(TYPED[argument.kind], text_of(value))

    def _inner(self, value: list[Any]) -> Value | None:
        """A block or a row of blocks. A variable or list alone in a slot is a reference, as in Scratch 3."""
        if not _is_block(value):
            return self._row(value) or None
        if value[0] in ("readVariable", "contentsOfList:"):
            name = text_of(value[1]) if len(value) > 1 else ""
            return Reference("variable" if value[0] == "readVariable" else "list", name, name)
        return self._block(value)

    def _define(self, block: Block, array: list[Any]) -> None:
        """procDef: label, names of parameters, their defaults, and whether it runs without refreshing."""
        label, names, defaults, warp = [*array[1:5], None, None, None, None][:4]
        texts = [tuple(text_of(each) for each in an_array(some)) for some in (names, defaults)]
        custom = Custom(a_string(label), _ids(len(texts[0])), texts[0], texts[1], warp is True)
        self.made += 1
        head = Block("procedures_prototype", str(self.made), NOTHING, NOTHING, is_shadow=True, custom=custom)
        block.inputs = {"custom_block": head}

    def _call(self, block: Block, array: list[Any]) -> None:
        """call: label, then the arguments."""
        label = a_string(array[1])
        marks = [each[:1] for each in label.split("%")[1:] if each[:1] in _MARKS]
        slots = tuple(Argument(_MARKS[mark], name) for mark, name in zip(marks, _ids(len(marks)), strict=True))
        self._arguments(block, Selector("", slots), array[2:])
        block.custom = Custom(label, _ids(len(marks)))


def _ids(count: int) -> tuple[str, ...]:
    """The ids that Scratch 3 gives to the parameters of a Scratch 2 block."""
    return tuple(f"input{at}" for at in range(count))


def _is_block(value: Any) -> bool:
    return type(value) is list and len(value) > 0 and type(value[0]) is str


def colour(value: Any) -> str:
    """As #rrggbb. Scratch 2 writes colours as numbers, also negative ones, of which the lowest 24 bits count."""
    if type(value) is str:
        return value
    return f"#{int(a_number(value, 0)) & 0xFFFFFF:06x}"


def field_of(argument: Argument, value: Any) -> Field:
    """The choice that an argument becomes, in the words of Scratch 3."""
    text = text_of(value)
    if argument.kind != "f":
        return Field(text, text)
    if argument.name in _UPPER:
        return Field("DAYOFWEEK" if text == "day of week" else text.upper())
    return Field(_CHOICES.get(text, text) if argument.name == "STOP_OPTION" else text)


def renamed(array: list[Any]) -> list[Any]:
    """The block as Scratch 3 has it, where that is split in two or was written in another order by 1.4 (`RENAMED`)."""
    selector, given = array[0], array[1:]
    if selector == "whenSensorGreaterThan" and given[:1] == ["video motion"]:
        return ["videoSensing_whenMotionGreaterThan", *given[1:]]
    if selector == "doForeverIf":
        return ["doForever", [["doIf", *given]]]
    if selector == "EventHatMorph":
        return ["whenGreenFlag"] if given == ["Scratch-StartClicked"] else ["whenIReceive", *given]
    if selector == "changeVariable" and len(given) > 1 and given[1] in ("setVar:to:", "changeVar:by:"):
        return [given[1], given[0], *given[2:]]
    return array
