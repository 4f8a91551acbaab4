"""Blocks as plain values, before they get ids: what the words of `build_words` and `build_control` give back.

A block has an opcode, slots (the holes that take a number, a text, another block…) and fields (a choice
without a hole).
Reporters understand Python's operators, so that a condition reads as it would on the stage:
`(score > 9) & touching(cat)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

NUMBER, POSITIVE, WHOLE, INTEGER, ANGLE, COLOUR, TEXT = range(4, 11)
"""Codes of the primitives that a saved project writes into an empty hole; they decide what a child may type
there."""


class Named(Protocol):
    """Anything with a name that a menu can show: a sprite, a sound, a costume."""

    @property
    def name(self) -> str:
        """The name shown in menus."""


@dataclass(frozen=True)
class Literal:
    """A hole with something typed into it, or a reporter dropped over what was typed."""

    code: int
    value: Value


@dataclass(frozen=True)
class Menu:
    """A hole with a drop-down menu; `opcode` and `field` are those of the menu's own little block."""

    opcode: str
    field: str
    value: str | Expression


@dataclass(frozen=True)
class Message:
    """The hole of a broadcast."""

    name: str


@dataclass(frozen=True)
class Check:
    """A six-cornered hole. None leaves it empty, which counts as false."""

    condition: Condition | None


@dataclass(frozen=True)
class Body:
    """The mouth of a loop or of an `if`."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Fixed:
    """A hole whose block is grown together with it: the heading of a custom block's definition."""

    block: Block


Slot: TypeAlias = "Literal | Menu | Message | Check | Body | Fixed"


@dataclass(frozen=True, eq=False)
class Block:
    """One block. `fields` maps a field to its value, or to a variable, list or message that has an id of its
    own."""

    opcode: str
    slots: Mapping[str, Slot] = field(default_factory=dict)
    fields: Mapping[str, str | Variable | ListVariable | Message] = field(default_factory=dict)
    mutation: Mapping[str, str] | None = None


Steps: TypeAlias = "Block | Sequence[Steps]"
"""What a script or a mouth accepts: blocks, or lists of blocks that a Python function put together."""


def flatten(steps: Iterable[Steps]) -> tuple[Block, ...]:
    """The blocks of `steps` in order, lists inside lists unpacked."""
    blocks: list[Block] = []
    for step in steps:
        if isinstance(step, Block):
            blocks.append(step)
        else:
            blocks.extend(flatten(step))
    return tuple(blocks)


class Expression:
    """Anything that has a value while the game runs. Python's operators build the green operator blocks."""

    def __add__(self, other: Value) -> ReporterBlock:
        return _arithmetic("operator_add", self, other)

    def __radd__(self, other: Value) -> ReporterBlock:
        return _arithmetic("operator_add", other, self)

    def __sub__(self, other: Value) -> ReporterBlock:
        return _arithmetic("operator_subtract", self, other)

    def __rsub__(self, other: Value) -> ReporterBlock:
        return _arithmetic("operator_subtract", other, self)

    def __mul__(self, other: Value) -> ReporterBlock:
        return _arithmetic("operator_multiply", self, other)

    def __rmul__(self, other: Value) -> ReporterBlock:
        return _arithmetic("operator_multiply", other, self)

    def __truediv__(self, other: Value) -> ReporterBlock:
        return _arithmetic("operator_divide", self, other)

    def __rtruediv__(self, other: Value) -> ReporterBlock:
        return _arithmetic("operator_divide", other, self)

    def __mod__(self, other: Value) -> ReporterBlock:
        return _arithmetic("operator_mod", self, other)

    def __gt__(self, other: Value) -> Condition:
        return _comparison("operator_gt", self, other)

    def __lt__(self, other: Value) -> Condition:
        return _comparison("operator_lt", self, other)

    def equals(self, other: Value) -> Condition:
        """`self = other`. Python's own == stays what it is, so that values can live in sets and tests."""
        return _comparison("operator_equals", self, other)


Value: TypeAlias = "int | float | str | Expression"


class ReporterBlock(Block, Expression):
    """A round block."""


class Condition(ReporterBlock):
    """A six-cornered block. `&`, `|` and `~` are and, or, not."""

    def __and__(self, other: Condition) -> Condition:
        return Condition("operator_and", {"OPERAND1": Check(self), "OPERAND2": Check(other)})

    def __or__(self, other: Condition) -> Condition:
        return Condition("operator_or", {"OPERAND1": Check(self), "OPERAND2": Check(other)})

    def __invert__(self) -> Condition:
        return Condition("operator_not", {"OPERAND": Check(self)})


def _arithmetic(opcode: str, left: Value, right: Value) -> ReporterBlock:
    return ReporterBlock(opcode, {"NUM1": number(left), "NUM2": number(right)})


def _comparison(opcode: str, left: Value, right: Value) -> Condition:
    return Condition(opcode, {"OPERAND1": text(left), "OPERAND2": text(right)})


@dataclass(frozen=True, eq=False)
class Variable(Expression):
    """A variable of the stage (seen by all) or of one sprite. Made by `Game.variable` and
    `Sprite.variable`."""

    name: str
    id: str

    def set(self, value: Value) -> Block:
        """Set the variable to `value`."""
        return Block("data_setvariableto", {"VALUE": text(value)}, {"VARIABLE": self})

    def change(self, by: Value) -> Block:
        """Add `by` to the variable."""
        return Block("data_changevariableby", {"VALUE": number(by)}, {"VARIABLE": self})

    def show(self) -> Block:
        """Show the variable's box on the stage."""
        return Block("data_showvariable", fields={"VARIABLE": self})

    def hide(self) -> Block:
        """Hide the variable's box."""
        return Block("data_hidevariable", fields={"VARIABLE": self})


@dataclass(frozen=True, eq=False)
class ListVariable(Expression):
    """A list. Its value in a text is all its items. Indexes start at 1, as in Scratch; "last" and "random"
    also work."""

    name: str
    id: str

    def add(self, item: Value) -> Block:
        """Put `item` at the end."""
        return Block("data_addtolist", {"ITEM": text(item)}, {"LIST": self})

    def clear(self) -> Block:
        """Take everything out."""
        return Block("data_deletealloflist", fields={"LIST": self})

    def delete(self, index: Value) -> Block:
        """Take out the item at `index`."""
        return Block("data_deleteoflist", {"INDEX": Literal(INTEGER, index)}, {"LIST": self})

    def insert(self, item: Value, index: Value) -> Block:
        """Put `item` before the one at `index`."""
        return Block("data_insertatlist", {"ITEM": text(item), "INDEX": Literal(INTEGER, index)}, {"LIST": self})

    def replace(self, index: Value, item: Value) -> Block:
        """Put `item` in the place of the one at `index`."""
        return Block("data_replaceitemoflist", {"INDEX": Literal(INTEGER, index), "ITEM": text(item)}, {"LIST": self})

    def item(self, index: Value) -> ReporterBlock:
        """The item at `index`."""
        return ReporterBlock("data_itemoflist", {"INDEX": Literal(INTEGER, index)}, {"LIST": self})

    def index_of(self, item: Value) -> ReporterBlock:
        """Where `item` is first found; 0 where it is not."""
        return ReporterBlock("data_itemnumoflist", {"ITEM": text(item)}, {"LIST": self})

    def length(self) -> ReporterBlock:
        """How many items there are."""
        return ReporterBlock("data_lengthoflist", fields={"LIST": self})

    def contains(self, item: Value) -> Condition:
        """Whether `item` is in the list."""
        return Condition("data_listcontainsitem", {"ITEM": text(item)}, {"LIST": self})


def number(value: Value) -> Literal:
    """A hole for any number."""
    return Literal(NUMBER, value)


def text(value: Value) -> Literal:
    """A hole for any text."""
    return Literal(TEXT, value)


def body(steps: Iterable[Steps]) -> Body:
    """The mouth of a loop."""
    return Body(flatten(steps))


def menu(opcode: str, field_name: str, choice: str | Named | Expression) -> Menu:
    """A menu hole; a sprite, costume or sound given as an object stands for its name."""
    return Menu(opcode, field_name, choice if isinstance(choice, str | Expression) else choice.name)
