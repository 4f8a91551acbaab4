"""What conditions ask for."""

from collections.abc import Iterator

from contest.scratch.blocks import Block, Reference, Typed

STEPS = frozenset(["motion_movesteps", "motion_changexby", "motion_changeyby"])
SENSING = frozenset(
    [
        "sensing_touchingobject",
        "sensing_touchingcolor",
        "sensing_coloristouchingcolor",
        "sensing_keypressed",
        "sensing_mousedown",
        "sensing_distanceto",
    ]
)
_COMPARISONS = frozenset(["operator_equals", "operator_gt", "operator_lt"])


def condition_opcode(block: Block) -> str:
    """The opcode of the block in its condition; empty where there is none."""
    condition = block.reporter("CONDITION")
    return condition.opcode if condition else ""


def sensed(block: Block, *, variables: bool) -> Iterator[Block]:
    """The blocks of its condition that sense something; with `variables` also the comparisons of a variable."""
    condition = block.reporter("CONDITION")
    for each in condition.walk() if condition else ():
        if each.opcode in SENSING or (variables and each.opcode in _COMPARISONS and _compares_variable(each)):
            yield each


def _compares_variable(comparison: Block) -> bool:
    return {type(value) for value in comparison.inputs.values()} == {Reference, Typed}
