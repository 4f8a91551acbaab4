"""Blocks, whatever the format: an opcode with what lies in its slots. See `program`.

Nothing here recurses, so that a block nested a million deep is only slow to walk.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

LiteralKind: TypeAlias = Literal["number", "positive", "whole", "integer", "angle", "colour", "text"]
ReferenceKind: TypeAlias = Literal["variable", "list", "broadcast"]

# Scripts that begin with one of these start by themselves; so do those whose opcode's second part begins with "when".
_HATS = frozenset(["control_start_as_clone", "procedures_definition"])


class Typed(msgspec.Struct, frozen=True, gc=False):
    """What a child has typed or picked into a slot. `text` is as Scratch shows it: 10, never 10.0."""

    kind: LiteralKind
    text: str


class Reference(msgspec.Struct, frozen=True, gc=False):
    """A variable, list or message in a slot. `id` is None where the format goes by names (Scratch 2 and 1.4)."""

    kind: ReferenceKind
    name: str
    id: str | None = None


class Field(NamedTuple):
    """A choice in the block itself, such as the key of a hat. `id` only with variables, lists and messages."""

    value: str
    id: str | None = None


class Custom(msgspec.Struct, frozen=True, gc=False):
    """The signature of a custom block, at its definition or at a call (which knows no names and defaults)."""

    proccode: str  # the label with %s, %b or %n where arguments go
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    warp: bool = False  # runs without refreshing the screen


NOTHING: dict[str, Any] = {}  # shared by the many blocks that have no inputs or fields


class Block(msgspec.Struct, eq=False, gc=False):
    """One block; two blocks are equal only if they are the same one, so that they can be kept in sets.

    Not to be changed by those who read it; it is not frozen because its slots are filled after it is made, and
    because that would make it three times as slow. A program is a tree, so the garbage collector, which would take
    as long as making it, need not look for circles among its blocks.

    `inputs` leaves out empty slots. A slot that takes a row of blocks holds a tuple of them. `covered` holds the
    menus that lie hidden under a reporter; they do nothing. The parameters shown in a definition's own head are not
    blocks here: its input "custom_block" holds the procedures_prototype, whose `custom` has their names.
    """

    opcode: str
    id: str  # as in the file, unique only within its target; made up for Scratch 2 and 1.4
    inputs: dict[str, "Value"]
    fields: Mapping[str, Field]
    is_shadow: bool = False
    custom: Custom | None = None
    comment: str | None = None  # the id of the comment fixed to it
    covered: Mapping[str, "Block"] = msgspec.field(default_factory=lambda: NOTHING)

    def __repr__(self) -> str:
        return f"<{self.opcode} {self.id}>"

    def stack(self, name: str = "SUBSTACK") -> tuple["Block", ...]:
        """The row of blocks in this slot; empty where there is none."""
        value = self.inputs.get(name)
        return value if type(value) is tuple else ()

    def stacks(self) -> list[tuple["Block", ...]]:
        """The rows of blocks inside of this block, such as the two of "if else"."""
        return [value for value in self.inputs.values() if type(value) is tuple]

    def reporter(self, name: str) -> "Block | None":
        """The block that lies in this slot; None for what is typed, picked, a variable or nothing."""
        value = self.inputs.get(name)
        return value if isinstance(value, Block) and not value.is_shadow else None

    def choice(self, name: str) -> str | None:
        """What is typed or picked at this name, be it a field, a menu, a value or a message; None for a reporter."""
        if name in self.fields:
            return self.fields[name].value
        value = self.inputs.get(name)
        if isinstance(value, Typed):
            return value.text
        if isinstance(value, Reference):
            return value.name if value.kind == "broadcast" else None
        if isinstance(value, Block) and value.is_shadow:
            return next((each.value for each in value.fields.values()), None)
        return None

    def inner(self) -> Iterator["Block"]:
        """The blocks directly in its slots, in the order of the slots."""
        for value in self.inputs.values():
            if type(value) is Block:
                yield value
            elif type(value) is tuple:
                yield from value

    def walk(self) -> Iterator["Block"]:
        """This block and all within it, menus too, as read from top to bottom."""
        return walk((self,))


Value: TypeAlias = Typed | Reference | Block | tuple[Block, ...]


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """These blocks and all within them, each before those inside of it, as read from top to bottom."""
    waiting = [*blocks]
    waiting.reverse()
    while waiting:
        block = waiting.pop()
        yield block
        if block.inputs:
            for value in reversed(block.inputs.values()):
                if type(value) is Block:
                    waiting.append(value)
                elif type(value) is tuple:
                    waiting.extend(reversed(value))


def is_hat(opcode: str) -> bool:
    """Whether a script that begins with this block starts by itself."""
    return opcode in _HATS or opcode.partition("_")[2].startswith("when")


@dataclass(frozen=True, slots=True)
class Script:
    """Blocks that hang together on the workspace. A reporter that lies about loose is a script of one block."""

    blocks: tuple[Block, ...]
    x: float = 0.0
    y: float = 0.0
    _order: list[Block] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def hat(self) -> Block | None:
        """The block that starts it; None for blocks that only lie about."""
        return self.blocks[0] if is_hat(self.blocks[0].opcode) else None

    def walk(self) -> Iterator[Block]:
        """All blocks in it, as read from top to bottom."""
        if not self._order:  # found once: whoever looks at a program walks through it, eight times in all
            self._order.extend(walk(self.blocks))
        return iter(self._order)
