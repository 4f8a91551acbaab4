"""The scripts of a Scratch 3 project that have a hat, seen without making its program.

What is linked is followed as the program does it (`program_sb3`): each block once, the first that claims it wins. Only
a menu that two blocks claim is that of both here.
"""

from collections.abc import Iterator, Set
from typing import Any

from contest.scratch.blocks import is_hat
from contest.scratch.blocks_sb3 import RawBlock, RawBlocks
from contest.scratch.model import Project
from contest.scratch.program_sb3 import PROTOTYPE, REFERENCE_BLOCKS, TYPED_BLOCKS
from contest.scratch.shapes import a_string, text_of
from contest.scratch.structure import survey_of

_LIST = 13  # the code of a list's short array
_TEXT = 10  # and of a typed text's
_REFERENCES = (12, _LIST)  # those of variables and lists
_CALL = "procedures_call"


class RawScript:
    """A script of the file, asked as `running.Running`."""

    __slots__ = ("_raw", "blocks", "called", "hat", "label", "lists", "opcodes", "owner", "rows")

    def __init__(self, owner: int, hat: RawBlock, raw: RawBlocks) -> None:
        self.owner = owner
        self.hat = hat
        self.blocks = [hat]
        self.opcodes = {hat.opcode}
        self.label = ""
        self.called: set[str] = set()
        self.lists: set[str] = set()
        self.rows: list[tuple[RawBlock, list[RawBlock]]] = []
        self._raw = raw

    def choice(self, block: RawBlock, name: str) -> str | None:
        """What is typed or picked at this name in the block; None for a reporter."""
        if name in block.fields:
            return _field(block.fields[name])
        slot = _first(block.inputs.get(name, ()), self._raw)
        if type(slot) is list:
            return None if slot[0] in _REFERENCES else text_of(slot[1]) if len(slot) > 1 else ""
        return None if slot is None or name.startswith("SUBSTACK") else self._chosen(slot)

    def _chosen(self, block: RawBlock) -> str | None:
        """What is picked in a menu or stands in a block for a typed value; None for a reporter."""
        if block.next in self._raw:
            return None
        picked = next(map(_field, block.fields.values()), None)
        if block.opcode in TYPED_BLOCKS or REFERENCE_BLOCKS.get(block.opcode) == "broadcast":
            return picked or ""
        return picked if block.is_shadow and block.opcode not in REFERENCE_BLOCKS else None

    def choices(self, block: RawBlock) -> list[str]:
        """What is picked in the block itself."""
        return [_field(each) for each in block.fields.values()]

    def texts(self, block: RawBlock) -> list[str]:
        """What is typed into the block's slots for text."""
        found = []
        for value in block.inputs.values():
            slot = _first(value, self._raw)
            if type(slot) is list:
                if slot[0] == _TEXT:
                    found.append(text_of(slot[1]) if len(slot) > 1 else "")
            elif slot is not None and slot.opcode == "text":
                found.append(self._chosen(slot) or "")
        return found


def _first(value: Any, raw: RawBlocks) -> Any:
    """The first thing in a slot that is there: a short array or a block; None where there is none."""
    for slot in value[1:]:
        found = raw.get(slot) if type(slot) is str else slot
        if found is not None:
            return found
    return None


def _field(raw: Any) -> str:
    if isinstance(raw, list):
        return text_of(raw[0]) if raw else ""
    return text_of(raw)


def hatted(project: Project, wanted: Set[str]) -> list[RawScript]:
    """The scripts with a hat and something under it. Of their blocks they have the hat and the wanted ones."""
    found: list[RawScript] = []
    for owner, (target, tops) in enumerate(zip(project.targets, survey_of(project).tops, strict=True)):
        found.extend(_Walk(owner, target.blocks, tops, wanted).scripts())
    return found


class _Walk:
    """The way through the scripts of one target."""

    __slots__ = ("owner", "raw", "seen", "tops", "waiting", "wanted")

    def __init__(self, owner: int, raw: RawBlocks, tops: list[str], wanted: Set[str]) -> None:
        self.owner = owner
        self.raw = raw
        self.tops = tops
        self.wanted = wanted
        self.seen = set(tops)
        # The first ids of rows that are still to be walked, and where to note their wanted blocks besides.
        self.waiting: list[tuple[str, list[RawBlock] | None]] = []

    def scripts(self) -> Iterator[RawScript]:
        """The scripts, in the order of the file."""
        for key in self.tops:
            hat = self.raw[key]
            if isinstance(hat, RawBlock) and is_hat(hat.opcode) and hat.next in self.raw and hat.next not in self.seen:
                yield self._script(hat)

    def _script(self, hat: RawBlock) -> RawScript:
        script = RawScript(self.owner, hat, self.raw)
        head = _first(hat.inputs.get("custom_block", ()), self.raw)
        if isinstance(head, RawBlock):
            script.label = a_string(head.mutation.get("proccode"))
        self._inputs(hat, script, None)
        self._row(hat.next, script, None)
        while self.waiting:
            key, beside = self.waiting.pop()
            self._row(key, script, beside)
        return script

    def _row(self, key: str | None, script: RawScript, beside: list[RawBlock] | None) -> None:
        """This block and those below it."""
        raw, seen, wanted, opcodes = self.raw, self.seen, self.wanted, script.opcodes
        while key is not None and key not in seen and (block := raw.get(key)) is not None:
            seen.add(key)
            if isinstance(block, list):
                if block[0] == _LIST:
                    script.lists.add(block[1])
                return
            opcodes.add(block.opcode)
            row: list[RawBlock] | None = None
            if block.opcode in wanted:
                row = self._noted(block, script, beside)
            if block.inputs and block.opcode != PROTOTYPE:
                self._inputs(block, script, row)
            key = block.next

    def _noted(self, block: RawBlock, script: RawScript, beside: list[RawBlock] | None) -> list[RawBlock] | None:
        """Adds a wanted block; gives where to note the wanted blocks in its own row, if it has one."""
        if block.opcode == _CALL:
            if block.mutation:
                script.called.add(a_string(block.mutation.get("proccode")))
            return None
        script.blocks.append(block)
        if beside is not None:
            beside.append(block)
        if "SUBSTACK" not in block.inputs:
            return None
        row: list[RawBlock] = []
        script.rows.append((block, row))
        return row

    def _inputs(self, block: RawBlock, script: RawScript, row: list[RawBlock] | None) -> None:
        raw, seen = self.raw, self.seen
        for name, value in block.inputs.items():
            for slot in value[1:]:
                if type(slot) is str:
                    if slot in raw and slot not in seen:
                        self.waiting.append((slot, row if name == "SUBSTACK" else None))
                        break
                elif slot is not None:
                    if slot[0] == _LIST:
                        script.lists.add(slot[1])
                    break
