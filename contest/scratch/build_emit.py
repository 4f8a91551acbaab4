"""From blocks as values to the flat table of a saved project: ids, parents, shadows, menus and primitives."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contest.scratch.build_blocks import (
    Block,
    Body,
    Check,
    Expression,
    Fixed,
    ListVariable,
    Literal,
    Menu,
    Message,
    Slot,
    Value,
    Variable,
)

Json = dict[str, Any]

_MESSAGE, _VARIABLE, _LIST = 11, 12, 13
_ROW = 56
"""About the height of one block in the editor, so that scripts do not lie on top of each other there."""


def make_id(*parts: str) -> str:
    """A 20-letter id that depends on nothing but `parts`, as long as those Scratch itself makes."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]


def message_id(name: str) -> str:
    """The id of a broadcast. Scratch tells messages apart by name, whatever the case."""
    return make_id("message", name.casefold())


def written(value: float | str) -> str:
    """How a number or a text stands in a saved hole: 3, not 3.0."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def height(blocks: Sequence[Block]) -> int:
    """About how high a script is in the editor."""
    total = 0
    for block in blocks:
        mouths = [slot for slot in block.slots.values() if isinstance(slot, Body)]
        total += _ROW + sum(height(mouth.blocks) + _ROW // 2 for mouth in mouths)
    return total


@dataclass
class Emitter:
    """Writes the scripts of one target. `choices` says, per menu opcode, which names exist; unknown ones are
    refused."""

    target: str
    choices: Mapping[str, frozenset[str]]
    blocks: dict[str, Json] = field(default_factory=dict)
    messages: set[str] = field(default_factory=set)
    _y: int = 40

    def script(self, hat: Block, steps: Sequence[Block]) -> None:
        """Write one script, below the last one."""
        chain = [hat, *steps]
        first = self.blocks[self._chain(chain, None)]
        first.update(topLevel=True, x=40, y=self._y)
        self._y += height(chain) + _ROW

    def _chain(self, blocks: Sequence[Block], parent: str | None) -> str:
        ids = [self._block(block) for block in blocks]
        for above, own, below in zip([parent, *ids], ids, [*ids[1:], None], strict=False):
            self.blocks[own].update(parent=above, next=below)
        return ids[0]

    def _block(self, block: Block, parent: str | None = None, *, shadow: bool = False) -> str:
        own = make_id("block", self.target, str(len(self.blocks)))
        record: Json = {"opcode": block.opcode, "next": None, "parent": parent, "inputs": {}, "fields": {}}
        record |= {"shadow": shadow, "topLevel": False}
        self.blocks[own] = record
        record["fields"] = {name: self._field(value) for name, value in block.fields.items()}
        for name, slot in block.slots.items():
            written_slot = self._slot(slot, own)
            if written_slot is not None:
                record["inputs"][name] = written_slot
        if block.mutation is not None:
            record["mutation"] = {"tagName": "mutation", "children": [], **block.mutation}
        return own

    def _field(self, value: str | Variable | ListVariable | Message) -> list[str | None]:
        if isinstance(value, str):
            return [value, None]
        if isinstance(value, Message):
            return [value.name, self._message(value.name)]
        return [value.name, value.id]

    def _slot(self, slot: Slot, owner: str) -> list[Any] | None:
        if isinstance(slot, Literal):
            return self._literal(slot, owner)
        if isinstance(slot, Menu):
            return self._menu(slot, owner)
        if isinstance(slot, Message):
            return [1, [_MESSAGE, slot.name, self._message(slot.name)]]
        if isinstance(slot, Body):
            return [2, self._chain(slot.blocks, owner)] if slot.blocks else None
        if isinstance(slot, Fixed):
            return [1, self._block(slot.block, owner, shadow=True)]
        return self._check(slot, owner)

    def _check(self, slot: Check, owner: str) -> list[Any] | None:
        if slot.condition is None:
            return None
        return [2, self._block(slot.condition, owner)]

    def _literal(self, slot: Literal, owner: str) -> list[Any]:
        if isinstance(slot.value, Expression):
            return [3, self._reporter(slot.value, owner), [slot.code, ""]]
        return [1, [slot.code, written(slot.value)]]

    def _menu(self, slot: Menu, owner: str) -> list[Any]:
        default = self._default(slot.opcode) if isinstance(slot.value, Expression) else slot.value
        self._refuse_unknown(slot.opcode, default)
        shadow = self._block(Block(slot.opcode, fields={slot.field: default}), owner, shadow=True)
        if isinstance(slot.value, Expression):
            return [3, self._reporter(slot.value, owner), shadow]
        return [1, shadow]

    def _default(self, menu: str) -> str:
        return min(self.choices.get(menu, frozenset({""})), default="")

    def _refuse_unknown(self, menu: str, name: str) -> None:
        known = self.choices.get(menu)
        if known is not None and name and name not in known:
            raise ValueError(f"{self.target}: {menu} knows no {name!r}, only {sorted(known)}")

    def _reporter(self, value: Value, owner: str) -> Any:
        if isinstance(value, Variable):
            return [_VARIABLE, value.name, value.id]
        if isinstance(value, ListVariable):
            return [_LIST, value.name, value.id]
        if isinstance(value, Block):
            return self._block(value, owner)
        raise TypeError(f"{value!r} is no block")

    def _message(self, name: str) -> str:
        self.messages.add(name)
        return message_id(name)
