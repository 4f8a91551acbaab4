"""Loops that only wait for a condition, where "wait until" would do."""

from collections.abc import Iterator

from contest.scratch.blocks import Block
from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The "forever" blocks that hold only an "if" which ends the script or the clone."""
    for site in index.of("control_forever"):
        inside = site.block.stack()
        if len(inside) == 1 and inside[0].opcode == "control_if" and _ends(inside[0].stack()):
            yield site.place


def _ends(blocks: tuple[Block, ...]) -> bool:
    return bool(blocks) and (
        blocks[-1].opcode == "control_delete_this_clone"
        or (blocks[-1].opcode == "control_stop" and blocks[-1].choice("STOP_OPTION") in ("all", "this script"))
    )
