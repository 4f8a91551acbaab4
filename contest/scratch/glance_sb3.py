"""The scripts of a Scratch 3 project that have a hat, seen without making its program.

What is linked is followed as the program does it (`program_sb3`): each block once, the first that claims it wins.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from contest.scratch.blocks import is_hat
from contest.scratch.model import Project
from contest.scratch.program_sb3 import PROTOTYPE, REFERENCE_BLOCKS, TYPED_BLOCKS
from contest.scratch.shapes import a_string, an_object, text_of
from contest.scratch.structure import survey_of

_LIST = 13  # the code of a list's short array
_TEXT = 10  # and of a typed text's
_CALL = "procedures_call"

Blocks = Mapping[str, Any]


class RawBlock:
    """A block of the file, asked as a `running.Look`. Its stack has only blocks of the kinds that were wanted."""

    __slots__ = ("blocks", "opcode", "raw", "row")

    def __init__(self, raw: dict[str, Any], blocks: Blocks) -> None:
        self.opcode: str = raw["opcode"]
        self.raw = raw
        self.blocks = blocks
        self.row: list[RawBlock] = []

    def choice(self, name: str) -> str | None:
        """What is typed or picked at this name; None for a reporter."""
        fields = self.raw.get("fields")
        if fields and name in fields:
            return _field(fields[name])
        slot = self._slot(an_object(self.raw.get("inputs")).get(name, ()))
        if type(slot) is list:
            return None if slot[0] in (12, _LIST) else text_of(slot[1]) if len(slot) > 1 else ""
        return None if slot is None or name.startswith("SUBSTACK") else self._chosen(slot)

    def _chosen(self, block: dict[str, Any]) -> str | None:
        """What is picked in a menu or stands in a block for a typed value; None for a reporter."""
        opcode = block["opcode"]
        values = map(_field, (block.get("fields") or {}).values())
        if block.get("next") in self.blocks:
            return None
        if opcode in TYPED_BLOCKS or REFERENCE_BLOCKS.get(opcode) == "broadcast":
            return next(values, "")
        is_menu = block.get("shadow") is True and opcode not in REFERENCE_BLOCKS
        return next(values, None) if is_menu else None

    def choices(self) -> list[str]:
        """What is picked in the block itself."""
        return [_field(each) for each in (self.raw.get("fields") or {}).values()]

    def texts(self) -> list[str]:
        """What is typed into its slots for text."""
        slots = [self._slot(value) for value in (self.raw.get("inputs") or {}).values()]
        return [text for slot in slots if slot is not None and (text := self._text(slot)) is not None]

    def _text(self, slot: Any) -> str | None:
        if type(slot) is list:
            return (text_of(slot[1]) if len(slot) > 1 else "") if slot[0] == _TEXT else None
        return self._chosen(slot) if slot["opcode"] == "text" else None

    def stack(self) -> "list[RawBlock]":
        """The row of blocks inside of it."""
        return self.row

    def _slot(self, value: Any) -> Any:
        """The first thing in a slot that is there: a short array or a block; None where there is none."""
        for slot in value[1:]:
            found = self.blocks.get(slot) if type(slot) is str else slot
            if found is not None:
                return found
        return None


def _field(raw: Any) -> str:
    if type(raw) is list:
        return text_of(raw[0]) if raw else ""
    return text_of(raw)


@dataclass(slots=True, eq=False)
class RawScript:
    """A script of the file, asked as `running.Running`."""

    owner: int
    hat: RawBlock
    label: str = ""
    blocks: list[RawBlock] = field(default_factory=list)
    opcodes: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)


def hatted(project: Project, wanted: Set[str]) -> list[RawScript]:
    """The scripts with a hat and something under it. Of their blocks they have the hat and the wanted ones."""
    found: list[RawScript] = []
    for owner, (target, tops) in enumerate(zip(project.targets, survey_of(project).tops, strict=True)):
        walk = _Walk(owner, target.blocks, tops, wanted | {_CALL})
        found.extend(walk.scripts())
    return found


class _Walk:
    """The way through the scripts of one target."""

    __slots__ = ("blocks", "owner", "seen", "tops", "waiting", "wanted")

    def __init__(self, owner: int, blocks: Blocks, tops: list[str], wanted: Set[str]) -> None:
        self.owner = owner
        self.blocks = blocks
        self.tops = tops
        self.wanted = wanted
        self.seen = set(tops)
        self.waiting: list[tuple[str, list[RawBlock] | None]] = []  # first ids of rows, and the block around them

    def scripts(self) -> Iterator[RawScript]:
        """The scripts, in the order of the file."""
        for key in self.tops:
            raw = self.blocks[key]
            if type(raw) is dict and is_hat(raw["opcode"]):
                following = raw.get("next")
                if following in self.blocks and following not in self.seen:
                    yield self._script(raw)

    def _script(self, raw: dict[str, Any]) -> RawScript:
        hat = RawBlock(raw, self.blocks)
        script = RawScript(self.owner, hat, self._label(raw), [hat], {hat.opcode})
        self._inputs(raw, script, None)
        self._row(raw["next"], script, None)
        while self.waiting:
            key, around = self.waiting.pop()
            self._row(key, script, around)
        return script

    def _label(self, raw: dict[str, Any]) -> str:
        """The label of the custom block that a hat defines."""
        slots = an_object(raw.get("inputs")).get("custom_block", ())
        head = next((self.blocks[each] for each in slots[1:] if type(each) is str and each in self.blocks), None)
        return a_string(an_object(head.get("mutation")).get("proccode")) if type(head) is dict else ""

    def _row(self, key: Any, script: RawScript, around: list[RawBlock] | None) -> None:
        """This block and those below it."""
        blocks, seen, wanted, opcodes = self.blocks, self.seen, self.wanted, script.opcodes
        while key in blocks and key not in seen:
            seen.add(key)
            raw = blocks[key]
            if type(raw) is list:
                if raw[0] == _LIST:
                    script.lists.add(raw[1])
                return
            opcode, inputs = raw["opcode"], raw.get("inputs")
            opcodes.add(opcode)
            inside = self._noted(raw, script, around) if opcode in wanted else None
            if inputs and opcode != PROTOTYPE:
                self._inputs(raw, script, inside)
            key = raw.get("next")

    def _noted(self, raw: dict[str, Any], script: RawScript, around: list[RawBlock] | None) -> list[RawBlock] | None:
        """Adds a wanted block; gives the place for what stands in its own row."""
        if raw["opcode"] == _CALL:
            if raw.get("mutation"):
                script.called.add(a_string(raw["mutation"].get("proccode")))
            return None
        block = RawBlock(raw, self.blocks)
        script.blocks.append(block)
        if around is not None:
            around.append(block)
        return block.row

    def _inputs(self, raw: dict[str, Any], script: RawScript, inside: list[RawBlock] | None) -> None:
        for name, value in (raw.get("inputs") or {}).items():
            for slot in value[1:]:
                if type(slot) is str:
                    if slot in self.blocks and slot not in self.seen:
                        self.waiting.append((slot, inside if name == "SUBSTACK" else None))
                        break
                elif slot is not None:
                    if slot[0] == _LIST:
                        script.lists.add(slot[1])
                    break
