"""The scripts of a program that can run: what lies about, or is never called, does nothing and is left out."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeVar

from contest.scratch.blocks import Block
from contest.scratch.program_parts import Program

LOOKS_AT = frozenset(["procedures_call"])
"""The kinds of blocks that are looked at closer."""
_DEFINITION = "procedures_definition"
_CLONE = "control_start_as_clone"


class Look(Protocol):
    """A block, of a program or of the file itself; only its script knows how to ask it for more."""

    @property
    def opcode(self) -> str:
        """What kind it is, in the words of Scratch 3."""


class Hatted(Protocol):
    """A script with a hat, as far as it matters for whether it can run."""

    @property
    def owner(self) -> int:
        """Whose it is: the number of the target."""

    @property
    def hat(self) -> Look:
        """What starts it."""

    @property
    def opcodes(self) -> Set[str]:
        """The kinds of all its blocks."""

    @property
    def label(self) -> str:
        """The label of the custom block that it defines; empty where it is none."""

    @property
    def called(self) -> Set[str]:
        """The labels of the custom blocks that it uses."""


class Running(Hatted, Protocol):
    """A script that can run, as far as the card asks."""

    @property
    def blocks(self) -> Sequence[Look]:
        """Its blocks, the hat and the menus among them; at least those that were asked for."""

    @property
    def lists(self) -> Set[str]:
        """The names of the lists that stand in slots."""

    @property
    def rows(self) -> Sequence[tuple[Look, Sequence[Look]]]:
        """Blocks with the row of blocks within them, "else" left out; of each row at least the blocks asked for."""

    def choice(self, block: Any, name: str) -> str | None:
        """What is typed or picked at this name in one of its blocks; None for a reporter."""

    def choices(self, block: Any) -> list[str]:
        """What is picked in the block itself."""

    def texts(self, block: Any) -> list[str]:
        """What is typed into the block's slots for text."""


@dataclass(frozen=True, eq=False)
class ProgramScript:
    """A script of a program, with all its blocks in reading order."""

    owner: int
    hat: Block
    blocks: tuple[Block, ...]

    @cached_property
    def opcodes(self) -> frozenset[str]:
        """The kinds of its blocks."""
        return frozenset([block.opcode for block in self.blocks])

    @property
    def label(self) -> str:
        """The label of the custom block that it defines; empty where it is none."""
        head = self.hat.inputs.get("custom_block")
        return head.custom.proccode if isinstance(head, Block) and head.custom else ""

    @property
    def called(self) -> frozenset[str]:
        """The labels of the custom blocks that it uses."""
        if "procedures_call" not in self.opcodes:
            return frozenset()
        calls = (block.custom for block in self.blocks if block.opcode == "procedures_call")
        return frozenset(custom.proccode for custom in calls if custom)


_AnyScript = TypeVar("_AnyScript", bound=Hatted)


def running_scripts(program: Program) -> tuple[ProgramScript, ...]:
    """The scripts of the program that can run."""
    return able_to_run(list(_hatted(program)))


def _hatted(program: Program) -> Iterator[ProgramScript]:
    for owner, target in enumerate(program.targets):
        for script in target.scripts:
            hat = script.hat
            if hat is not None and len(script.blocks) > 1:
                yield ProgramScript(owner, hat, tuple(script.walk()))


def able_to_run(hatted: Sequence[_AnyScript]) -> tuple[_AnyScript, ...]:
    """Those of the scripts with a hat and something under it that can run.

    A custom block runs where a script that runs calls it; a clone's script, where one creates clones.
    """
    cloning = any("control_create_clone_of" in script.opcodes for script in hatted)
    possible = [script for script in hatted if cloning or script.hat.opcode != _CLONE]
    definitions = [script for script in possible if script.hat.opcode == _DEFINITION]
    if not definitions:
        return tuple(possible)
    needed = _needed(definitions, [script for script in possible if script.hat.opcode != _DEFINITION])
    return tuple(script for script in possible if script.hat.opcode != _DEFINITION or script in needed)


def _needed(definitions: Iterable[_AnyScript], callers: Sequence[_AnyScript]) -> set[_AnyScript]:
    by_label = {(script.owner, script.label): script for script in definitions}
    needed: set[_AnyScript] = set()
    waiting = list(callers)
    while waiting:
        called = {(script.owner, label) for script in waiting for label in script.called}
        waiting = [by_label[key] for key in called & by_label.keys() if by_label[key] not in needed]
        needed.update(waiting)
    return needed
