"""How many games fit into a lunch break: a judge's own pace, and the next few games at that pace."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor
from statistics import median

USUAL_MINUTES = 6.0
"""For one game, as long as a judge's own pace is not known."""
BATCH_MINUTES = 15
MOST_AT_A_TIME = 8
FEWEST_KNOWN = 3
"""So many timed sheets make a pace."""


def minutes_per_game(seconds: Sequence[int]) -> float:
    """The median of a judge's finished sheets, in minutes; a sheet without time was not counted, and counts not."""
    known = [each for each in seconds if each > 0]
    return median(known) / 60 if len(known) >= FEWEST_KNOWN else USUAL_MINUTES


def next_few(minutes: float, left: int) -> int:
    """How many of the `left` games to offer at a time: about a quarter of an hour, at least one while any is left."""
    wanted = floor(BATCH_MINUTES / max(minutes, 0.1) + 0.5)
    return min(left, max(1, min(MOST_AT_A_TIME, wanted)))
