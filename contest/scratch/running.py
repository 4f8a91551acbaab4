"""The scripts of a program that can run: what lies about, or is never called, does nothing and is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from contest.scratch.blocks import Block
from contest.scratch.program_parts import Program, ProgramTarget

_DEFINITION = "procedures_definition"
_CLONE = "control_start_as_clone"


@dataclass(frozen=True, eq=False)
class Running:
    """A script that can run: its hat, and all its blocks in reading order, the hat and the menus among them."""

    target: ProgramTarget
    hat: Block
    blocks: tuple[Block, ...]
    row: tuple[Block, ...]  # only those under the hat, not what lies within them

    @cached_property
    def opcodes(self) -> frozenset[str]:
        """The kinds of its blocks."""
        return frozenset([block.opcode for block in self.blocks])

    @property
    def called(self) -> frozenset[str]:
        """The labels of the custom blocks that it uses."""
        if "procedures_call" not in self.opcodes:
            return frozenset()
        calls = (block.custom for block in self.blocks if block.opcode == "procedures_call")
        return frozenset(custom.proccode for custom in calls if custom)


def running_scripts(program: Program) -> tuple[Running, ...]:
    """The scripts with a hat and something under it.

    A custom block runs where a script that runs calls it; a clone's script, where one creates clones.
    """
    hatted = list(_hatted(program))
    cloning = any("control_create_clone_of" in script.opcodes for script in hatted)
    possible = [script for script in hatted if cloning or script.hat.opcode != _CLONE]
    definitions = [script for script in possible if script.hat.opcode == _DEFINITION]
    needed = _needed(definitions, [script for script in possible if script.hat.opcode != _DEFINITION])
    return tuple(script for script in possible if script.hat.opcode != _DEFINITION or script in needed)


def _hatted(program: Program) -> Iterator[Running]:
    for target in program.targets:
        for script in target.scripts:
            hat = script.hat
            if hat is not None and len(script.blocks) > 1:
                yield Running(target, hat, tuple(script.walk()), script.blocks[1:])


def _needed(definitions: list[Running], callers: list[Running]) -> set[Running]:
    by_label = {(id(script.target), label_of(script.hat)): script for script in definitions}
    needed: set[Running] = set()
    waiting = callers if by_label else []
    while waiting:
        called = {(id(script.target), label) for script in waiting for label in script.called}
        waiting = [by_label[key] for key in called & by_label.keys() if by_label[key] not in needed]
        needed.update(waiting)
    return needed


def label_of(definition: Block) -> str:
    """The label of the custom block that this hat defines."""
    head = definition.inputs.get("custom_block")
    return head.custom.proccode if isinstance(head, Block) and head.custom else ""
