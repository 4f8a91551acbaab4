"""One pass over all blocks of a Scratch 2 project, or of one of Scratch 1.4, which is read into the same tree.

It serves counts, extensions and problems as well as the glance. What the blocks are called is settled as for the
program (`program_sb2`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from contest.scratch.blocks import is_hat
from contest.scratch.model import Project, Target
from contest.scratch.program_sb2 import FIELDS, RENAMED, TYPED, colour, field_of, renamed
from contest.scratch.selectors2 import SELECTORS, Argument, Selector
from contest.scratch.shapes import a_string, an_array, text_of

_MENU, _UNKNOWN = Selector("menu"), Selector("")


# Of each kind of block: at which place in its array the row of blocks lies, and at which ones menus of which kinds.
_PLACES = {
    known.opcode: (
        next((at for at, each in enumerate(known.arguments, 1) if each.name == "SUBSTACK"), 0),
        {at: each.menu for at, each in enumerate(known.arguments, 1) if each.menu},
    )
    for known in SELECTORS.values()
}
_NO_PLACES: tuple[int, dict[int, str]] = (0, {})


class ArrayBlock(msgspec.Struct, gc=False):
    """A block of the file: an array that begins with its selector. A menu has what is picked in place of that."""

    opcode: str
    array: list[Any]
    known: Selector


@dataclass(slots=True, eq=False)
class ArrayScript:
    """A script of the file, asked as `running.Running`; `hat` is its first block, even if that is none."""

    owner: int
    hat: ArrayBlock
    is_hatted: bool = False  # it has a hat and something under it
    blocks: list[ArrayBlock] = field(default_factory=list)
    opcodes: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)
    rows: list[tuple[ArrayBlock, list[ArrayBlock]]] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The label of the custom block that it defines."""
        return a_string(self.hat.array[1]) if self.hat.array[0] == "procDef" and len(self.hat.array) > 1 else ""

    def choice(self, block: ArrayBlock, name: str) -> str | None:
        """What is typed or picked at this name in the block; None for a reporter."""
        for argument, value in zip(block.known.arguments, block.array[1:], strict=False):
            if argument.name == name:
                return _chosen(argument, value)
        return next((value for fixed, value in block.known.fixed if fixed == name), None)

    def choices(self, block: ArrayBlock) -> list[str]:
        """What is picked in the block itself."""
        if block.known is _MENU:
            return [text_of(block.array[0])]
        pairs = zip(block.known.arguments, block.array[1:], strict=False)
        return [field_of(argument, value).value for argument, value in pairs if argument.kind in FIELDS]

    def texts(self, block: ArrayBlock) -> list[str]:
        """What is typed into the block's slots for text."""
        pairs = zip(block.known.arguments, block.array[1:], strict=False)
        found = [_chosen(argument, value) for argument, value in pairs if TYPED.get(argument.kind) == "text"]
        return [text for text in found if text is not None]


def _chosen(argument: Argument, value: Any) -> str | None:
    if argument.kind in FIELDS:
        return field_of(argument, value).value
    if value is None or type(value) is list or (value is False and argument.kind in "bs"):
        return None
    return colour(value) if argument.kind == "c" else text_of(value)


@dataclass(slots=True)
class Survey2:
    """What the pass has shown; the numbers are those of `counts`."""

    blocks: int = 0
    procedures: int = 0
    selectors: set[str] = field(default_factory=set)
    scripts: list[ArrayScript] = field(default_factory=list)
    undefined: list[list[str]] = field(default_factory=list)  # for each target the labels that it only calls


def survey2_of(project: Project) -> Survey2:
    """The survey of a project of Scratch 2 or 1.4, which is made once and kept with it."""
    if "survey2" not in project.notes:
        project.notes["survey2"] = _survey(project)
    found: Survey2 = project.notes["survey2"]
    return found


def _survey(project: Project) -> Survey2:
    survey = Survey2()
    for owner, target in enumerate(project.targets):
        called: dict[str, None] = {}
        defined: set[str] = set()
        walk = _Walk(survey, called, defined)
        survey.scripts.extend([walk.script(owner, row) for row in _scripts(target)])
        survey.undefined.append([label for label in called if label not in defined])
    return survey


def _scripts(target: Target) -> Iterator[list[Any]]:
    for script in an_array(target.tree.get("scripts")):
        if type(script) is list and len(script) > 2 and type(script[2]) is list and script[2]:
            yield script[2]


class _Walk:
    """The way through the scripts of one target. `called` and `defined` are the labels of its custom blocks."""

    def __init__(self, survey: Survey2, called: dict[str, None], defined: set[str]) -> None:
        self.survey = survey
        self.called = called
        self.defined = defined
        # What is still to be walked, the next one last; and the row to note it in besides.
        self.waiting: list[tuple[list[Any], list[ArrayBlock] | None]] = []

    def script(self, owner: int, row: list[Any]) -> ArrayScript:
        """The script with everything in it."""
        arrays = [each for each in row if type(each) is list and each and type(each[0]) is str]
        hat = _block(arrays[0] if arrays else [""])
        script = ArrayScript(owner, hat, len(arrays) > 1 and is_hat(hat.opcode))
        self._push(row, None)
        while self.waiting:
            array, beside = self.waiting.pop()
            if array and type(array[0]) is str:
                self._visit(array, script, beside)
            else:
                self._push(array, beside)
        return script

    def _push(self, arrays: list[Any], beside: list[ArrayBlock] | None) -> None:
        self.waiting.extend([(each, beside) for each in reversed(arrays) if type(each) is list])

    def _visit(self, array: list[Any], script: ArrayScript, beside: list[ArrayBlock] | None) -> None:
        selector, survey = array[0], self.survey
        survey.blocks += selector != "doForeverIf"  # which becomes two
        survey.selectors.add(selector)
        block = _block(array)
        array = block.array
        script.opcodes.add(block.opcode)
        script.blocks.append(block)
        if beside is not None:
            beside.append(block)
        if selector == "procDef":  # its arrays are names of parameters
            self._define(array)
            return
        if selector == "call":
            self._call(array, script)
        elif selector == "contentsOfList:" and len(array) > 1:
            script.lists.add(text_of(array[1]))
        if len(array) > 1:
            self._inside(block, script)

    def _inside(self, block: ArrayBlock, script: ArrayScript) -> None:
        """What lies in the block: its menus are noted, its arrays wait."""
        array, waiting = block.array, self.waiting
        row_at, menus = _PLACES.get(block.opcode, _NO_PLACES)
        for at in range(len(array) - 1, 0, -1):
            value = array[at]
            if type(value) is list:
                row: list[ArrayBlock] | None = [] if at == row_at else None
                if row is not None:
                    script.rows.append((block, row))
                waiting.append((value, row))
            elif at in menus and value is not None:
                script.opcodes.add(menus[at])
                script.blocks.append(ArrayBlock(menus[at], [value], _MENU))

    def _define(self, array: list[Any]) -> None:
        self.survey.procedures += 1
        if len(array) > 1 and type(array[1]) is str:
            self.defined.add(array[1])

    def _call(self, array: list[Any], script: ArrayScript) -> None:
        if len(array) > 1:
            script.called.add(a_string(array[1]))
            if type(array[1]) is str:
                self.called[array[1]] = None


def _block(array: list[Any]) -> ArrayBlock:
    array = renamed(array) if array[0] in RENAMED else array
    known = SELECTORS.get(array[0])
    return ArrayBlock(known.opcode, array, known) if known else ArrayBlock(f"sb2:{array[0]}", array, _UNKNOWN)
