"""Scores and draws → places, their 90 % intervals, and how likely an entry is within an award's line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from contest.judging.rubric import Floats, Ints

STRETCH = 1.02
"""Draws are moved this much away from their mean before they are ranked: a model is always a little too sure."""
HELD = 0.9
"""The probability that an interval holds."""
AT_ONCE = 1_000_000
"""Numbers sorted in one go: fast for many small fields, and little memory for a large one."""

Singles = npt.NDArray[np.float32]
Draws = npt.NDArray[np.floating[Any]]
"""(n_draws, n_drawn), of either precision."""
Ranks = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Field:
    """Entries that are compared with each other: one division, or one island of it."""

    division: int
    island: int
    entries: tuple[int, ...]


class Places:
    """The entries' ranks, in order of the scores and in every draw."""

    def __init__(self, scores: Floats, draws: Singles, drawn: Ints, like: Ints, fields: Sequence[Field]) -> None:
        """scores: (n_entries,) NaN for none. draws: (n_draws, n_drawn), of the entries `drawn`, among which are those
        of all fields; like: (n_drawn,) as in Estimate. Entries in no field get no place."""
        self.fields = tuple(fields)
        self._draws, self._column = draws, np.full(len(scores), -1)
        self._column[drawn] = np.arange(len(drawn))
        self._where = {entry: number for number, each in enumerate(fields) for entry in each.entries}
        self._ranks = [_ranks(draws[:, self._column[list(each.entries)]]) for each in fields]
        self.place: list[int | None] = [None] * len(scores)
        self.low, self.high = list(self.place), list(self.place)
        self.before_next: list[float | None] = [None] * len(scores)
        for each, ranks in zip(self.fields, self._ranks, strict=True):
            self._fill(each, ranks, scores, like)

    def _fill(self, field: Field, ranks: Ranks, scores: Floats, like: Ints) -> None:
        members = np.array(field.entries)
        own = _places([rounded(score) for score in scores[members].tolist()])
        low, high = _spanned(*_shortest(ranks), like[self._column[members]])
        for position, entry in enumerate(field.entries):
            self.place[entry] = own[position]
            self.low[entry] = min(int(low[position]), own[position])
            self.high[entry] = max(int(high[position]), own[position])
        order = members[np.lexsort((members, -scores[members]))].tolist()
        for one, other in pairwise(order):
            self.before_next[one] = self.p_better(one, other)

    def chances(self, seats: Mapping[Field, int]) -> Floats:
        """(n_entries,) the share of draws in which an entry is among the best `seats` of its field; NaN elsewhere."""
        found = np.full(len(self.place), np.nan)
        for field, ranks in zip(self.fields, self._ranks, strict=True):
            if field in seats:
                found[list(field.entries)] = (ranks <= seats[field]).mean(axis=0)
        return found

    def p_better(self, one: int, other: int) -> float:
        """The share of draws in which `one` is better; NaN for entries of two fields."""
        if one not in self._where or self._where[one] != self._where.get(other):
            return math.nan
        first, second = self._column[[one, other]]
        return float((self._draws[:, first] > self._draws[:, second]).mean())


def rounded(score: float) -> float:
    """A score as it is shown and compared: to two decimals, half a hundredth upwards (3.125 → 3.13), as by
    hand."""
    # The nudge undoes the last-bit error of a mean such as 3.005, which no binary number is exactly.
    return math.floor(score * 100 + 0.5 + 1e-7) / 100


def stretched(draws: Draws) -> Singles:
    """Draws as they are ranked."""
    middle = draws.mean(axis=0, dtype=np.float64).astype(np.float32)
    moved: Singles = (middle + np.float32(STRETCH) * (draws - middle)).astype(np.float32)
    return moved


def _ranks(draws: Singles) -> Ranks:
    """1 is best, draw by draw."""
    ranks = np.empty(draws.shape, dtype=np.int32)
    counted = np.arange(1, draws.shape[1] + 1, dtype=np.int32)[None]
    together = max(1, AT_ONCE // draws.shape[1])
    for start in range(0, len(draws), together):
        rows = slice(start, start + together)
        np.put_along_axis(ranks[rows], np.argsort(-draws[rows], axis=1, kind="stable"), counted, axis=1)
    return ranks


def _shortest(ranks: Ranks) -> tuple[Ranks, Ranks]:
    """The lowest and highest place of the shortest interval, for each entry, that holds so many of its ranks; among
    equally short ones that with the most equal tails. Where places are few, quantiles would hold far more than they
    say."""
    low, high = np.empty(ranks.shape[1], dtype=np.int32), np.empty(ranks.shape[1], dtype=np.int32)
    held = math.ceil(HELD * len(ranks))
    spare = len(ranks) - held
    # Less than one place, so that it decides only between equals.
    unequal = np.abs(np.arange(spare + 1) - spare / 2) / (spare + 1)
    together = max(1, AT_ONCE // len(ranks))
    for start in range(0, ranks.shape[1], together):
        columns = slice(start, start + together)
        ordered = np.sort(ranks[:, columns].T, axis=1)
        first = (ordered[:, held - 1 :] - ordered[:, : spare + 1] + unequal).argmin(axis=1)
        own = np.arange(len(ordered))
        low[columns], high[columns] = ordered[own, first], ordered[own, first + held - 1]
    return low, high


def _spanned(low: Ranks, high: Ranks, like: Ints) -> tuple[Ranks, Ranks]:
    """Those who are alike get what spans the intervals of them all."""
    _, group = np.unique(like, return_inverse=True)
    least, most = np.full(len(low), len(low), dtype=np.int32), np.zeros(len(low), dtype=np.int32)
    np.minimum.at(least, group, low)
    np.maximum.at(most, group, high)
    return least[group], most[group]


def _places(scores: Sequence[float]) -> list[int]:
    """One more than the number of better scores."""
    ordered = np.sort(np.array(scores))
    return [1 + len(ordered) - better for better in np.searchsorted(ordered, scores, side="right").tolist()]
