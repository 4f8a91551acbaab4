"""What a ranking says of entries, judges and sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from contest.judging.places import Draws, Field, Places
from contest.judging.rubric import Floats, Ints


@dataclass(frozen=True)
class Placing:
    """What the sheets say about one entry. Scores and their measures are in the rubric's points."""

    entry: int
    """By position, as in the sheets."""
    division: int
    island: int
    """Entries of two islands share no judge, not even by way of others; islands are numbered by their first entry."""
    sheets: int
    """Those that count: with at least one mark, of no judge who is left out."""
    score: float | None
    """Not rounded; shown and compared as `rounded` gives it. None without a sheet."""
    mean: float | None
    """The plain mean of the composites of the same sheets."""
    deviation: float | None
    """Standard deviation of the score's uncertainty; None where nothing tells it."""
    place: int | None
    """Within the division (and island), 1 is best; equal rounded scores share a place (1, 2, 2, 4). None under two
    sheets."""
    place_low: int | None
    place_high: int | None
    """The place lies between these with a probability of 90 %; `place` always does."""
    before_next: float | None
    """Probability that this entry is better than the next one in the order of places; None for the last."""
    spread: float | None
    """Highest less lowest composite; None under two sheets."""


@dataclass(frozen=True)
class JudgeEstimate:
    """What the sheets say about one judge; None where the plain mean was taken, or the judge has no sheet."""

    judge: int
    pool: int
    sheets: int
    severity: float | None
    """Points by which this judge's composites lie above (generous) or below (severe) an average judge's."""
    severity_error: float | None
    """Standard deviation of the severity."""
    spread: float | None
    """1 uses the scale as the others do; below, marks huddle together."""
    spread_squared: float | None
    """Mean of the squared spread: more than the square of the mean, by what is uncertain."""
    noise: float | None
    """Standard deviation, in points, of what entry and severity leave unexplained."""
    care: float | None
    """spread² / noise² over the median judge's: how much one of this judge's sheets tells."""
    is_left_out: bool
    """All composites equal, on five sheets or more: they tell nothing apart, and do not count."""
    is_careless: bool
    """`care` under `contest.judging.reading.CARELESS`: worth a look. The sheets count, with little weight."""


@dataclass(frozen=True)
class SheetEstimate:
    """What became of one sheet, in the order of the input."""

    sheet: int
    composite: float | None
    """None for a sheet of blanks."""
    corrected: float | None
    """The composite as an average judge would have given it; the score lies among these."""
    weight: float
    """1 is a usual sheet of a usual judge; 0 does not count."""
    is_odd: bool
    """Far from what this judge and this entry let expect: worth a look."""


@dataclass(frozen=True)
class Formula:
    """All that is needed, beside the judges' estimates, to recompute scores with
    `contest.judging.formula.recompute`."""

    level: float
    """What an average judge gives to an average entry, in points."""
    levels: Mapping[int, float]
    """division → the same for an average entry of that division."""
    pull: float
    """How many usual sheets the division's level weighs as much as: few sheets are drawn towards it."""


@dataclass(frozen=True)
class Estimate:
    """What a method made of the sheets, before anybody is placed."""

    scores: Floats
    """(n_entries,) NaN for none; `deviation` likewise."""
    deviation: Floats
    draws: Draws
    """(n_draws, n_drawn) what the scores of the entries that have one may be."""
    drawn: Ints
    """(n_drawn,) the entry of each column."""
    like: Ints
    """(n_drawn,) a number shared by entries that nothing but chance tells apart: their intervals are the same."""
    judges: tuple[JudgeEstimate, ...]
    sheets: tuple[SheetEstimate, ...]
    formula: Formula
    entry_variance: float | None
    judge_variance: float | None
    noise_variance: float | None
    reliability: float | None
    sweeps: int = 0
    chains: int = 0


@dataclass(frozen=True)
class Ranking:
    """A proposal: placings in the order of entries, judges in the order of judges, sheets in the order given."""

    placings: tuple[Placing, ...]
    judges: tuple[JudgeEstimate, ...]
    sheets: tuple[SheetEstimate, ...]
    method: str
    why: str
    """Why the plain mean was taken; empty for the model. Codes in `contest.judging.rank`."""
    inputs_hash: str
    seed: int
    sweeps: int
    """Draws per chain; 0 for the plain mean. `chains` likewise."""
    chains: int
    formula: Formula
    entry_variance: float | None
    """Of the entries' quality, in points²; None where nothing tells it. The next two likewise."""
    judge_variance: float | None
    """Of the judges' severity."""
    noise_variance: float | None
    """Of a usual sheet's error."""
    reliability: float | None
    """Share of the scores' variance that is the entries' and not the sheets': 0 is a lottery, 1 is certain."""
    islands: int
    split_divisions: tuple[int, ...]
    """Divisions whose entries lie on several islands: each island is placed by itself, and none can be compared."""
    places: Places = field(repr=False, compare=False)
    """The ranks in every draw."""

    def chances(self, seats: Mapping[int, int]) -> Floats:
        """(n_entries,) the probability that an entry is among the best `seats[division]` of its division; NaN for
        entries without a place and divisions without a number. An island of a split division counts as a division."""
        return self.places.chances({each: seats[each.division] for each in self.fields() if each.division in seats})

    def p_better(self, one: int, other: int) -> float:
        """Probability that entry `one` is better than `other`; NaN when they cannot be compared."""
        return self.places.p_better(one, other)

    def fields(self) -> tuple[Field, ...]:
        """The sets of entries that are compared with each other."""
        return self.places.fields

    def scores(self) -> Floats:
        """(n_entries,) the scores, NaN for none."""
        return np.array([np.nan if each.score is None else each.score for each in self.placings])
