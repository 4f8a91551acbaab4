"""How a rubric is written down: for each level from 1 up, the blocks of which one is enough."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

Ladder: TypeAlias = Sequence[Collection[str]]


def level(ladder: Ladder, opcodes: Mapping[str, int] | Collection[str]) -> int:
    """The highest level of which the program has a block; 0 where there is none of any."""
    return max(
        (step for step, asked in enumerate(ladder, start=1) if any(each in opcodes for each in asked)), default=0
    )
