"""What conditions ask for."""

from collections.abc import Iterator

from contest.scratch.blocks import Block, Reference

STEPS = frozenset(["motion_movesteps", "motion_changexby", "motion_changeyby"])
TURNS = frozenset(["motion_turnright", "motion_turnleft"])
EVENTS = frozenset(
    [
        "sensing_touchingobject",
        "sensing_touchingcolor",
        "sensing_coloristouchingcolor",
        "sensing_keypressed",
        "sensing_mousedown",
    ]
)


def condition_opcode(block: Block) -> str:
    """The opcode of the block in its condition; empty where there is none."""
    condition = block.reporter("CONDITION")
    return condition.opcode if condition else ""


def asked(block: Block) -> Iterator[Block]:
    """The blocks of its condition, each before those inside of it."""
    condition = block.reporter("CONDITION")
    return condition.walk() if condition else iter(())


def equals_variable(block: Block) -> bool:
    """Whether this asks if a variable has a certain value."""
    values = block.inputs.values()
    return block.opcode == "operator_equals" and any(
        isinstance(value, Reference) and value.kind == "variable" for value in values
    )
