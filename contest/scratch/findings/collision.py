"""Touching another sprite, or a colour, leads to something."""

from collections.abc import Iterator

from contest.scratch.findings.conditions import condition_opcode
from contest.scratch.findings.index import Index, Place



def find(index: Index) -> Iterator[Place]:
    """The "if touching" inside of "forever" that move the sprite or change its looks."""
    for site in index.of("control_if"):
        if site.endless and site.endless.opcode == "control_forever":
            if condition_opcode(site.block) == "sensing_touchingobject" and any(each.opcode.startswith(("motion_", "looks_")) for each in site.block.stack()):
                yield site.place
