"""Conditions that are tested once, at the very start, though they come true only later."""

from collections.abc import Iterator

from contest.scratch.blocks import Block
from contest.scratch.findings.conditions import EVENTS, asked, equals_variable
from contest.scratch.findings.index import BRANCHES, CLONED, FLAG, Index, Place


def find(index: Index) -> Iterator[Place]:
    """Each touching, key, mouse button, distance or value of a variable asked for by an "if" outside of an endless
    loop, in scripts started by the flag or for a clone; not after "wait until"."""
    for script in index.starting_with(FLAG, CLONED):
        for site in script.sites:
            if site.opcode == "control_wait_until":
                break
            if site.opcode in BRANCHES and site.endless is None:
                yield from (Place(script.target.name, each.id) for each in asked(site.block) if _comes_late(each))


def _comes_late(block: Block) -> bool:
    return block.opcode in EVENTS or block.opcode == "sensing_distanceto" or equals_variable(block)
