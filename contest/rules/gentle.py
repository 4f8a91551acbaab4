"""A kind word before a sheet is sent that may have been filled in without a second look.

It asks once and stops nobody: each of these sheets can be right.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

FAST_SECONDS = 60
"""Under a minute nobody has seen a game begin, played it and read five criteria."""
FEWEST_CRITERIA = 3
"""With two criteria equal marks are an everyday thing."""
SUGGESTED_CHARACTERS = 15
"""From about so many characters on a comment tells children something. A suggestion, never a condition."""


class Word(StrEnum):
    """What may be worth a second look."""

    ALL_TOP = "all-top"
    ALL_EQUAL = "all-equal"
    FAST = "fast"


def before_sending(
    points: Sequence[int], tops: Sequence[int], *, seconds: int, has_played: bool | None
) -> tuple[Word, ...]:
    """What to say before a sheet is sent; nothing for most.

    `points` are the marks and `tops` the highest levels, criterion by criterion; `seconds` the time that the page
    counted; `has_played` whether the game was started, None where no script could tell.
    """
    said = []
    if len(points) >= FEWEST_CRITERIA:
        if list(points) == list(tops):
            said.append(Word.ALL_TOP)
        elif len(set(points)) == 1:
            said.append(Word.ALL_EQUAL)
    if has_played is False and seconds < FAST_SECONDS:
        said.append(Word.FAST)
    return tuple(said)
