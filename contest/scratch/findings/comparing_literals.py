"""Comparisons of two typed values: always true or always false."""

from collections.abc import Iterator

from contest.scratch.blocks import Typed
from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The comparisons in whose two holes lie no blocks, only what is typed, be it an empty text."""
    for site in index.of("operator_equals", "operator_lt", "operator_gt"):
        if all(isinstance(site.block.inputs.get(slot), Typed) for slot in ("OPERAND1", "OPERAND2")):
            yield site.place
