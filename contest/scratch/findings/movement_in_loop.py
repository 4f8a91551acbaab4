"""Keys that are asked for in a loop, so that the sprite moves smoothly."""

from collections.abc import Iterator
from itertools import chain

from contest.scratch.findings.conditions import STEPS, TURNS, condition_opcode
from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The "forever" blocks that ask for a key, and move or turn the sprite."""
    for site in index.of("control_forever"):
        asking = [each for each in site.block.stack() if condition_opcode(each) == "sensing_keypressed"]
        blocks = chain(site.block.stack(), *(each.stack() for each in asking))
        if asking and any(block.opcode in STEPS or block.opcode in TURNS for block in blocks):
            yield site.place
