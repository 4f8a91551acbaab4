"""How a rubric is written down: for each level from 1 up, the blocks of which one is enough."""

from collections.abc import Iterable, Set
from typing import TypeAlias

Ladder: TypeAlias = tuple[frozenset[str], ...]


def ladder(*levels: Iterable[str]) -> Ladder:
    """The ladder with these blocks at level 1, 2 and so on."""
    return tuple(frozenset(level) for level in levels)


def level(ladder: Ladder, opcodes: Set[str]) -> int:
    """The highest level of which the program has a block; 0 where there is none of any."""
    for step in range(len(ladder), 0, -1):
        if not ladder[step - 1].isdisjoint(opcodes):
            return step
    return 0
