"""Sprites that follow the mouse."""

from collections.abc import Iterator

from contest.scratch.blocks import Block
from contest.scratch.findings.index import LOOPS, Index, Place


def find(index: Index) -> Iterator[Place]:
    """The loops in which a sprite goes to the mouse pointer, or turns to it and moves."""
    for site in index.of(*LOOPS):
        if _follows(site.block.stack()):
            yield site.place


def _follows(blocks: tuple[Block, ...]) -> bool:
    turned = False
    for block in blocks:
        if block.opcode == "motion_goto" and block.choice("TO") == "_mouse_":
            return True
        if block.opcode == "motion_pointtowards" and block.choice("TOWARDS") == "_mouse_":
            turned = True
        if turned and block.opcode == "motion_movesteps":
            return True
    return False
