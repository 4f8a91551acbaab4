"""Touching something has consequences."""

from collections.abc import Iterator

from contest.scratch.findings.conditions import condition_opcode
from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The "if touching" inside of "forever" that move the sprite or change its looks."""
    for site in index.of("control_if"):
        touches = site.forever and condition_opcode(site.block) == "sensing_touchingobject"
        if touches and any(each.opcode.startswith(("motion_", "looks_")) for each in site.block.stack()):
            yield site.place
