"""The label of a custom block: its words and slots, and the names of its parameters."""

import re
from collections.abc import Iterator

from contest.scratch.blocks import Block, Custom
from contest.scratch.blocks_labels import Slot

_SLOT_MARK = re.compile(r"(?:^|(?<=\s))%([nbs])")  # as Scratch's editor splits it: "100%sure" is a word
_BRACKETS = {"n": "(", "s": "[", "b": "<"}


def custom_of(definition: Block) -> Custom | None:
    """The signature in a definition's head; None where there is none."""
    head = definition.inputs.get("custom_block")
    return head.custom if isinstance(head, Block) else None


def custom_parts(proccode: str) -> Iterator[str | Slot]:
    """The words of the label, and its slots, named by their number."""
    at = 0
    for number, mark in enumerate(_SLOT_MARK.finditer(proccode)):
        if words := proccode[at : mark.start()].strip():
            yield words
        yield Slot(str(number), _BRACKETS[mark[1]], False)
        at = mark.end()
    if words := proccode[at:].strip():
        yield words
