"""Places that are compared for being exactly equal, though a move may step over them."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place

_PLACES = frozenset(["motion_xposition", "motion_yposition", "sensing_mousex", "sensing_mousey", "sensing_distanceto"])


def find(index: Index) -> Iterator[Place]:
    """The conditions that ask whether a coordinate or a distance equals a value."""
    for site in index.of("operator_equals"):
        inputs = site.block.inputs
        if any(getattr(inputs.get(slot), "opcode", "") in _PLACES for slot in ("OPERAND1", "OPERAND2")) and site.around:
            yield site.place
