"""Finished score sheets → score, place and uncertainty of every entry, division by division.

Judges differ in severity, in how much of the scale they use, and in care; with three or four sheets an entry that
decides prizes. `contest.judging.model` estimates it from the games that judges share; the official score then follows
from a formula that anyone can recompute (`contest.judging.formula`), and the draws of the model say how sure the order
is. Where a model has nothing to go by, the plain mean is taken, and `why` says so:

every_judge_scored_every_entry   the mean is already fair: everybody met the same judges
nothing_overlaps                 no judge has two sheets, or no entry has
too_few_judges, too_few_entries  fewer than 4 judges or 8 entries with a sheet
all_marks_equal                  there is nothing to tell apart
no_sheets                        nobody has scored anything: no entry has a score

A missing sheet is missing, never 0: an entry without a sheet has no score and no place, and a sheet of blanks is no
sheet. A judge who gives everybody the same is left out (not from the plain mean); every other sheet counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from contest.judging import sheets
from contest.judging.hierarchical import by_model
from contest.judging.islands import islands
from contest.judging.means import by_mean, means
from contest.judging.places import Field, Places, rounded, stretched
from contest.judging.results import Estimate, JudgeEstimate, Placing, Ranking, SheetEstimate
from contest.judging.rubric import Floats, Ints
from contest.judging.sheets import RankingError, Sheets

__all__ = ["MEAN", "MODEL", "JudgeEstimate", "Placing", "Ranking", "RankingError", "SheetEstimate", "inputs_hash"]
__all__ += ["rank", "rounded"]

MODEL, MEAN = "hierarchical-1", "plain-mean-2"
LEAST_JUDGES, LEAST_ENTRIES = 4, 8
LEAST_SHEETS = 2
"""An entry with fewer gets no place."""
CONSTANT_FROM = 5
"""So many equal composites, and nothing else, make a judge a constant scorer."""

Flags = npt.NDArray[np.bool_]


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
    tell: Callable[[float], object] = lambda share: None,
) -> Ranking:
    """Rank all entries by their finished sheets. The order of the sheets and the numbers of entries and judges make no
    difference: the same sheets give the same ranking, under the same version of numpy.

    entry, judge: (n_sheets,) integers: positions of the sheet's entry and judge, counted from 0. A pair occurs once.
        Who gets which entry is taken to be chance: where strong entries are sent to severe judges on purpose, severity
        is found too small.
    marks: (n_sheets, n_criteria) points, NaN for a blank.
    weights: (n_criteria,) positive numbers in any unit.
    entry_division: (n_entries,) each entry's division, any integers; it also says how many entries there are.
        Without it there is one division, 0, and the entries are 0 to the greatest that has a sheet.
    judge_pool: (n_judges,) each judge's pool, any integers: judges who mostly met the same division.
    seed: not negative; another seed shows how far chance goes. Few hundredths of a point.
    scale: lowest and highest points the rubric allows, where marks are to be checked against it.
    tell: called with the share that is done, from 0 to 1, now and then; what it raises ends the computing.

    All that a Ranking says of points is in the rubric's points, all that it says of chance between 0 and 1.

    Raises RankingError, whose `code` says what is wrong; nothing is rounded, cut off or guessed to make it fit. 300
    entries with 4 sheets each take two seconds, 100,000 under a minute. Sources: `contest.judging.model`.
    """
    given = sheets.checked(entry, judge, marks, weights, entry_division, judge_pool, seed, scale)
    constant = _constant_scorers(given)
    kept = given.only(~constant[given.judge])
    why = _why_plain(kept) if len(given.entry) else "no_sheets"
    tell(0.0)
    if why:
        found = by_mean(given, len(marks), is_complete=_is_complete(given))
    else:
        found = by_model(given, kept, constant, len(marks), tell)
    tell(1.0)
    return _ranking(given, given if why else kept, why, found)


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
    return sheets.checked(entry, judge, marks, weights, entry_division, judge_pool, seed, None).hash()


def _constant_scorers(given: Sheets) -> Flags:
    """(n_judges,)"""
    size = len(given.pool)
    lowest, highest = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(lowest, given.judge, given.composite)
    np.maximum.at(highest, given.judge, given.composite)
    is_constant: Flags = (np.bincount(given.judge, minlength=size) >= CONSTANT_FROM) & (lowest > highest - 1e-9)
    return is_constant


def _why_plain(kept: Sheets) -> str:
    """The reason for the plain mean; empty when there is none."""
    if len(kept.entry) == 0 or np.ptp(kept.composite) < 1e-9:
        return "all_marks_equal"
    by_entry, by_judge = np.bincount(kept.entry), np.bincount(kept.judge)
    if (by_judge > 0).sum() < LEAST_JUDGES:
        return "too_few_judges"
    if (by_entry > 0).sum() < LEAST_ENTRIES:
        return "too_few_entries"
    if by_entry.max() < 2 or by_judge.max() < 2:
        return "nothing_overlaps"
    return "every_judge_scored_every_entry" if _is_complete(kept) else ""


def _is_complete(given: Sheets) -> bool:
    """Whether in every division each of its judges scored each of its entries."""
    for number in np.unique(given.division[given.entry]).tolist():
        own = given.division[given.entry] == number
        size = len(np.unique(given.entry[own])) * len(np.unique(given.judge[own]))
        if size != int(own.sum()):
            return False
    return True


def _ranking(given: Sheets, counted: Sheets, why: str, found: Estimate) -> Ranking:
    """Everybody placed."""
    size = len(given.division)
    island = islands(counted.entry, counted.judge, size)
    sheet_counts = np.bincount(counted.entry, minlength=size)
    fields = _fields(given.division, island, sheet_counts)
    places = Places(found.scores, stretched(found.draws), found.drawn, found.like, fields)
    lowest, highest = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(lowest, counted.entry, counted.composite)
    np.maximum.at(highest, counted.entry, counted.composite)
    plain = means(counted.entry, counted.composite, size)
    in_division = Counter(each.division for each in fields)
    return Ranking(
        placings=tuple(
            Placing(
                entry=entry,
                division=int(given.division[entry]),
                island=int(island[entry]),
                sheets=int(sheet_counts[entry]),
                score=_or_none(found.scores[entry]),
                mean=_or_none(plain[entry]),
                deviation=_or_none(found.deviation[entry]),
                place=places.place[entry],
                place_low=places.low[entry],
                place_high=places.high[entry],
                before_next=places.before_next[entry],
                spread=float(highest[entry] - lowest[entry]) if sheet_counts[entry] > 1 else None,
            )
            for entry in range(size)
        ),
        judges=found.judges,
        sheets=found.sheets,
        method=MEAN if why else MODEL,
        why=why,
        inputs_hash=given.hash(),
        seed=given.seed,
        sweeps=found.sweeps,
        chains=found.chains,
        formula=found.formula,
        entry_variance=found.entry_variance,
        judge_variance=found.judge_variance,
        noise_variance=found.noise_variance,
        reliability=found.reliability,
        islands=len({each.island for each in fields}),
        split_divisions=tuple(sorted(division for division, parts in in_division.items() if parts > 1)),
        places=places,
    )


def _fields(division: Ints, island: Ints, sheet_counts: Ints) -> list[Field]:
    """The entries to be compared with each other: of one division and one island, with sheets enough for a place."""
    members: dict[tuple[int, int], list[int]] = {}
    for entry in np.flatnonzero(sheet_counts >= LEAST_SHEETS).tolist():
        members.setdefault((int(division[entry]), int(island[entry])), []).append(entry)
    return [Field(*key, tuple(entries)) for key, entries in sorted(members.items())]


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
