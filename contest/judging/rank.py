"""Finished score sheets → score, place and spread of every entry, division by division.

The arithmetic is the plain mean: an entry's score is the mean of its sheets' composites
(contest.judging.rubric). It is right when judges are about equally severe, and anyone can recompute it with
pen and paper.

A missing sheet is missing, never 0: an entry without a sheet has no score and no place, and a sheet of blanks
is no sheet.
"""

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from contest.judging.rubric import Floats, RubricError, checked_marks, checked_weights, composites

METHOD = "plain-mean-1"
MOST_POSITIONS = 10_000_000
"""Entries and judges come by position; a number beyond this is an id that was not translated."""

Ints = npt.NDArray[np.int64]


class RankingError(RubricError):
    """Sheets that cannot be ranked; `code` says why: one of RubricError's, or sheets_differ_in_number,
    entry_not_integers, judge_not_integers, division_not_integers, pool_not_integers, entry_out_of_range,
    judge_out_of_range, sheet_twice, seed_negative."""


@dataclass(frozen=True)
class Placing:
    """What the sheets say about one entry. Scores and their measures are in the rubric's points."""

    entry: int
    """By position, as in the sheets."""
    division: int
    sheets: int
    """Sheets with at least one mark."""
    score: float | None
    """Not rounded; shown and compared as `rounded` gives it. None without a sheet."""
    place: int | None
    """Within the division, 1 is best; equal rounded scores share a place (1, 2, 2, 4)."""
    spread: float | None
    """Highest less lowest composite; None under two sheets."""
    standard_error: float | None
    """Of the score: the composites' standard deviation (n − 1) over √n; None under two sheets."""


@dataclass(frozen=True)
class Ranking:
    """A proposal: one placing per entry, in the order of entries."""

    placings: tuple[Placing, ...]
    inputs_hash: str
    method: str = METHOD


@dataclass(frozen=True)
class _Sheets:
    """Checked input without empty sheets, sorted by entry and judge."""

    entry: Ints
    judge: Ints
    marks: Floats
    weights: Floats
    division: Ints
    pool: Ints
    seed: int

    def hash(self) -> str:
        digest = hashlib.sha256(b"contest-sheets-1")
        for array in (self.entry, self.judge, self.division, self.pool):
            digest.update(len(array).to_bytes(8, "little") + array.astype("<i8").tobytes())
        digest.update(len(self.weights).to_bytes(8, "little") + self.weights.astype("<f8").tobytes())
        # One kind of NaN and no negative zero, whatever the machine that wrote them.
        plain = np.where(np.isnan(self.marks), np.nan, self.marks) + 0.0
        digest.update(plain.astype("<f8").tobytes())
        digest.update(str(self.seed).encode())
        return digest.hexdigest()


def rank(
    entry: Sequence[int] | Ints,
    judge: Sequence[int] | Ints,
    marks: Sequence[Sequence[float]] | Floats,
    *,
    weights: Sequence[float] | Floats,
    entry_division: Sequence[int] | Ints | None = None,
    judge_pool: Sequence[int] | Ints | None = None,
    seed: int = 0,
    scale: tuple[float, float] | None = None,
) -> Ranking:
    """Rank all entries by their finished sheets. The order of the sheets and the judges' numbers make no
    difference to places.

    entry, judge: (n_sheets,) integers: positions of the sheet's entry and judge, counted from 0. A pair
        occurs once.
    marks: (n_sheets, n_criteria) points, NaN for a blank.
    weights: (n_criteria,) positive numbers in any unit.
    entry_division: (n_entries,) each entry's division, any integers; it also says how many entries there are.
        Without it there is one division, 0, and the entries are 0 to the greatest that has a sheet.
    judge_pool: (n_judges,) each judge's pool, any integers. The plain mean makes no use of pools or of the
        seed.
    seed: not negative.
    scale: lowest and highest points the rubric allows, where marks are to be checked against it.

    Raises RankingError.
    """
    sheets = _checked(entry, judge, marks, weights, entry_division, judge_pool, seed, scale)
    summaries = _summaries(sheets)
    places = _places(sheets.division, [summary[1] for summary in summaries])
    return Ranking(
        placings=tuple(
            Placing(number, int(division), count, score, place, spread, standard_error)
            for number, (division, (count, score, spread, standard_error), place) in enumerate(
                zip(sheets.division, summaries, places, strict=True)
            )
        ),
        inputs_hash=sheets.hash(),
    )


def inputs_hash(
    entry: Sequence[int] | Ints,
    judge: Sequence[int] | Ints,
    marks: Sequence[Sequence[float]] | Floats,
    *,
    weights: Sequence[float] | Floats,
    entry_division: Sequence[int] | Ints | None = None,
    judge_pool: Sequence[int] | Ints | None = None,
    seed: int = 0,
) -> str:
    """SHA-256, in hexadecimal, over all that `rank` would take in, in any order of sheets: the same inputs,
    the same hash."""
    return _checked(entry, judge, marks, weights, entry_division, judge_pool, seed, None).hash()


def rounded(score: float) -> float:
    """A score as it is shown and compared: to two decimals, half a hundredth upwards (3.125 → 3.13), as by
    hand."""
    # The nudge undoes the last-bit error of a mean such as 3.005, which no binary number is exactly.
    return math.floor(score * 100 + 0.5 + 1e-7) / 100


def _summaries(sheets: _Sheets) -> list[tuple[int, float | None, float | None, float | None]]:
    """Per entry: number of sheets, score, spread, standard error."""
    values = composites(sheets.marks, sheets.weights).tolist()
    bounds = np.searchsorted(sheets.entry, np.arange(len(sheets.division) + 1)).tolist()
    return [_summary(values[start:end]) for start, end in pairwise(bounds)]


def _summary(values: list[float]) -> tuple[int, float | None, float | None, float | None]:
    count = len(values)
    if count == 0:
        return 0, None, None, None
    # An exact sum is the same to the last bit in any order, so nothing depends on who is called judge 1.
    mean = math.fsum(values) / count
    if count == 1:
        return 1, mean, None, None
    variance = math.fsum((value - mean) ** 2 for value in values) / (count - 1)
    return count, mean, max(values) - min(values), math.sqrt(variance / count)


def _places(divisions: Iterable[int], scores: list[float | None]) -> list[int | None]:
    """Each entry's place in its division: one more than the number of entries with a better rounded score."""
    by_division: dict[int, list[tuple[float, int]]] = {}
    for number, (division, score) in enumerate(zip(divisions, scores, strict=True)):
        if score is not None:
            by_division.setdefault(int(division), []).append((-rounded(score), number))
    places: list[int | None] = [None] * len(scores)
    for field in by_division.values():
        better, last = 0, math.nan
        for position, (lost, number) in enumerate(sorted(field)):
            if lost != last:
                better, last = position, lost
            places[number] = better + 1
    return places


def _checked(
    entry: Sequence[int] | Ints,
    judge: Sequence[int] | Ints,
    marks: Sequence[Sequence[float]] | Floats,
    weights: Sequence[float] | Floats,
    entry_division: Sequence[int] | Ints | None,
    judge_pool: Sequence[int] | Ints | None,
    seed: int,
    scale: tuple[float, float] | None,
) -> _Sheets:
    """All inputs as arrays, or a RankingError that says what is wrong with them."""
    try:
        checked = checked_weights(weights)
        given = checked_marks(np.empty((0, len(checked))) if len(marks) == 0 else marks, scale)
    except RubricError as error:
        raise RankingError(error.code) from error
    entries, judges = _integers(entry, "entry_not_integers"), _integers(judge, "judge_not_integers")
    if given.shape[1] != len(checked):
        raise RankingError("marks_do_not_fit_weights")
    if not len(entries) == len(judges) == len(given):
        raise RankingError("sheets_differ_in_number")
    if seed < 0:
        raise RankingError("seed_negative")
    division = _groups(entries, entry_division, "entry_out_of_range", "division_not_integers")
    order = np.lexsort((judges, entries))
    entries, judges, given = entries[order], judges[order], given[order]
    if ((entries[1:] == entries[:-1]) & (judges[1:] == judges[:-1])).any():
        raise RankingError("sheet_twice")
    kept = ~np.isnan(given).all(axis=1)
    pool = _groups(judges[kept], judge_pool, "judge_out_of_range", "pool_not_integers")
    return _Sheets(entries[kept], judges[kept], given[kept], checked, division, pool, seed)


def _integers(values: Sequence[int] | Ints, code: str) -> Ints:
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise RankingError(code) from error
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise RankingError(code)
    return array.astype(np.int64)


def _groups(members: Ints, groups: Sequence[int] | Ints | None, out_of_range: str, not_integers: str) -> Ints:
    """Each entry's division, or each judge's pool; all in group 0 where none are given."""
    last = int(members.max(initial=-1))
    if members.min(initial=0) < 0 or last >= MOST_POSITIONS:
        raise RankingError(out_of_range)
    if groups is None:
        return np.zeros(last + 1, dtype=np.int64)
    array = _integers(groups, not_integers)
    if last >= len(array):
        raise RankingError(out_of_range)
    return array
