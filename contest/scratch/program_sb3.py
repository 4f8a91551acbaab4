"""The program of a Scratch 3 project.

Two passes over each target: first every block is made with empty slots, then the slots are filled from the scripts
downwards, each block being handed out once. So neither order nor depth nor circles in the file matter.
"""

import json
from functools import lru_cache
from typing import Any

from contest.scratch import program_sb3_parts as parts
from contest.scratch.blocks import (
    NOTHING,
    Block,
    Custom,
    Field,
    LiteralKind,
    Reference,
    ReferenceKind,
    Script,
    Typed,
    Value,
)
from contest.scratch.blocks_sb3 import RawBlock, RawBlocks
from contest.scratch.model import Project, Target
from contest.scratch.program_parts import Program, ProgramTarget
from contest.scratch.shapes import a_number, a_string, an_array, an_object, objects, text_of

# The codes of short arrays, and the opcodes that other programs write in their place.
_TYPED: dict[int, LiteralKind] = {
    4: "number",
    5: "positive",
    6: "whole",
    7: "integer",
    8: "angle",
    9: "colour",
    10: "text",
}
_REFERENCES: dict[int, ReferenceKind] = {11: "broadcast", 12: "variable", 13: "list"}
TYPED_BLOCKS: dict[str, LiteralKind] = {
    "math_number": "number",
    "math_positive_number": "positive",
    "math_whole_number": "whole",
    "math_integer": "integer",
    "math_angle": "angle",
    "colour_picker": "colour",
    "text": "text",
}
REFERENCE_BLOCKS: dict[str, ReferenceKind] = {
    "event_broadcast_menu": "broadcast",
    "data_variable": "variable",
    "data_listcontents": "list",
}
PROTOTYPE = "procedures_prototype"


def program(project: Project) -> Program:
    """The program of a project read from an .sb3 file."""
    targets = tuple(_target(target) for target in project.targets)
    return Program("sb3", targets, tuple(parts.monitor(each) for each in objects(project.tree.get("monitors"))))


def _target(target: Target) -> ProgramTarget:
    scripts, strays = _Workspace(target.blocks).scripts()
    tree = target.tree
    return ProgramTarget(
        name=target.name,
        is_stage=target.is_stage,
        scripts=scripts,
        strays=strays,
        variables=tuple(parts.variable(key, an_array(each)) for key, each in an_object(tree.get("variables")).items()),
        lists=tuple(parts.a_list(key, an_array(each)) for key, each in an_object(tree.get("lists")).items()),
        broadcasts={key: a_string(each) for key, each in an_object(tree.get("broadcasts")).items()},
        comments=tuple(parts.comment(key, an_object(each)) for key, each in an_object(tree.get("comments")).items()),
        costumes=tuple(parts.costume(each) for each in target.costumes),
        sounds=tuple(parts.sound(each) for each in target.sounds),
        pose=parts.pose(tree),
    )


class _Workspace:
    """The blocks of one target on their way to scripts."""

    def __init__(self, raw: RawBlocks) -> None:
        self.raw = raw
        self.free = dict(raw)  # the blocks that no slot and no script has yet
        self.unfilled: list[tuple[Block, dict[str, list[Any]]]] = []

    def scripts(self) -> tuple[tuple[Script, ...], tuple[Script, ...]]:
        """The scripts, and what hangs on nothing."""
        tops = [(key, each) for key, each in self.raw.items() if _is_top(each)]
        for key, _ in tops:
            del self.free[key]
        scripts = tuple([self._script(key, raw) for key, raw in tops])
        return scripts, tuple(self._strays()) if self.free else ()

    def _strays(self) -> list[Script]:
        """Begins with blocks that no other stray points to; what then is left are circles."""
        pointed_to = {key for raw in self.free.values() for key in _pointed_to(raw)}
        found = []
        for key in sorted(self.free, key=lambda each: each in pointed_to):
            raw = self.free.pop(key, None)
            if raw is not None:
                found.append(self._script(key, raw))
        return found

    def _script(self, key: str, raw: RawBlock | list[Any]) -> Script:
        row = self._row(key, raw)
        while self.unfilled:
            self._fill(*self.unfilled.pop())
        x, y = [*raw[3:5], None, None][:2] if isinstance(raw, list) else (raw.x, raw.y)
        return Script(row, a_number(x, 0), a_number(y, 0))

    def _row(self, key: str, raw: RawBlock | list[Any]) -> tuple[Block, ...]:
        """This block and those below it; all of them are then taken, and wait for their slots to be filled."""
        row = [self._block(key, raw)]
        while isinstance(raw, RawBlock) and raw.next is not None and raw.next in self.free:
            key, raw = raw.next, self.free.pop(raw.next)
            row.append(self._block(key, raw))
        return tuple(row)

    def _block(self, key: str, raw: RawBlock | list[Any]) -> Block:
        """The block with its slots still empty."""
        if isinstance(raw, list):
            opcode, name = ("data_variable", "VARIABLE") if raw[0] == 12 else ("data_listcontents", "LIST")
            return Block(opcode, key, NOTHING, {name: Field(raw[1], raw[2])})
        opcode, fields, mutation = raw.opcode, raw.fields, raw.mutation
        block = Block(
            opcode,
            key,
            NOTHING,
            {name: _field(each) for name, each in fields.items()} if fields else NOTHING,
            raw.is_shadow or opcode == PROTOTYPE,
            _custom(mutation) if mutation and opcode.startswith("procedures_") else None,
            raw.comment or None,
            NOTHING,
        )
        if raw.inputs and opcode == PROTOTYPE:
            for each in _pointed_to(raw):
                self.free.pop(each, None)
        elif raw.inputs:
            self.unfilled.append((block, raw.inputs))
        return block

    def _fill(self, block: Block, inputs: dict[str, list[Any]]) -> None:
        filled: dict[str, Value] = {}
        for name, slots in inputs.items():
            value: Value | None = None
            for slot in slots[1:]:
                if slot is None:
                    continue
                if value is None:
                    value = _short(slot) if type(slot) is list else self._linked(name, slot)
                elif type(slot) is str:
                    self._cover(block, name, slot)
            if value is not None:
                filled[name] = value
        block.inputs = filled

    def _cover(self, block: Block, name: str, hidden: str) -> None:
        raw = self.free.pop(hidden, None)
        if raw is not None:
            shadow = self._row(hidden, raw)[0]
            if shadow.opcode not in TYPED_BLOCKS:
                block.covered = {**block.covered, name: shadow}

    def _linked(self, name: str, key: str) -> Value | None:
        """What stands under this id; None where it stands nowhere or is already taken."""
        raw = self.free.pop(key, None)
        if raw is None:
            return None
        if name.startswith("SUBSTACK") or (isinstance(raw, RawBlock) and raw.next in self.free):
            return self._row(key, raw)
        block = self._block(key, raw)
        if block.opcode in TYPED_BLOCKS or block.opcode in REFERENCE_BLOCKS:
            return _plain(block)
        return block


def _is_top(raw: RawBlock | list[Any]) -> bool:
    return len(raw) > 3 if isinstance(raw, list) else raw.is_top


def _pointed_to(raw: RawBlock | list[Any]) -> list[str]:
    """The ids of the blocks below and within this one."""
    if isinstance(raw, list):
        return []
    found: list[Any] = [raw.next]
    for slots in raw.inputs.values():
        found.extend(slots[1:])
    return [each for each in found if type(each) is str]


def _short(slot: list[Any]) -> Value | None:
    code, length = slot[0], len(slot)
    if code in _TYPED:
        return typed(_TYPED[code], text_of(slot[1]) if length > 1 else "")
    if code in _REFERENCES:
        return Reference(_REFERENCES[code], slot[1] if length > 1 else "", slot[2] if length > 2 else None)
    return None


def typed(kind: LiteralKind, text: str) -> Typed:
    """The value; most are typed again and again, and need to be made only once."""
    return _known(kind, text) if len(text) < 40 else Typed(kind, text)


_known = lru_cache(maxsize=4096)(Typed)


def _plain(block: Block) -> Value:
    """The short form of a block that only stands for a value."""
    field = next(iter(block.fields.values()), Field(""))
    if block.opcode in TYPED_BLOCKS:
        return typed(TYPED_BLOCKS[block.opcode], field.value)
    return Reference(REFERENCE_BLOCKS[block.opcode], field.value, field.id)


def _field(raw: Any) -> Field:
    if type(raw) is not list:
        return Field(text_of(raw))
    identity = raw[1] if len(raw) > 1 else None
    return Field(text_of(raw[0]) if raw else "", identity if type(identity) is str else None)


def _custom(mutation: dict[str, Any]) -> Custom:
    return Custom(
        a_string(mutation.get("proccode")),
        _texts(mutation.get("argumentids")),
        _texts(mutation.get("argumentnames")),
        _texts(mutation.get("argumentdefaults")),
        mutation.get("warp") in ("true", True),
    )


def _texts(raw: Any) -> tuple[str, ...]:
    """An array of texts that is itself written as text."""
    if type(raw) is not str or raw in ("", "[]"):
        return ()
    try:
        return tuple([text_of(each) for each in an_array(json.loads(raw))])
    except (ValueError, RecursionError):
        return ()
