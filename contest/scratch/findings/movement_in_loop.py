"""Keys that are asked for in a loop, so that the sprite moves smoothly."""

from collections.abc import Iterator

from contest.scratch.blocks import Block
from contest.scratch.findings.conditions import STEPS, condition_opcode
from contest.scratch.findings.index import Index, Place



def find(index: Index) -> Iterator[Place]:
    """The scripts with an "if key pressed" that moves the sprite inside of an endless loop."""
    for site in index.of("control_forever"):
        if any(_moves(each) for each in site.block.stack()):
            yield site.place


def _moves(block: Block) -> bool:
    return condition_opcode(block) == "sensing_keypressed" and any(each.opcode in STEPS for each in block.stack())
