"""The plain mean, for the seasons in which nothing better can be computed, with its honest uncertainty."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from contest.judging.results import Estimate, Formula, JudgeEstimate, SheetEstimate
from contest.judging.rubric import Floats, Ints
from contest.judging.sheets import Sheets, canonical

DRAWS, LEAST_DRAWS, DRAWN_NUMBERS = 2_000, 250, 10_000_000
"""As many draws as keep the numbers at this size, within these bounds."""


def by_mean(given: Sheets, rows: int, *, is_complete: bool) -> Estimate:
    """Scores by pen and paper. `rows` is how many sheets the input had, those of blanks included.

    is_complete: in each division all its judges scored all its entries, so a judge's severity takes nothing from an
    entry and is left out of the error.

    The draws are of one normal model for all: an entry's true worth lies around its division's mean with a variance
    that the sheets' disagreement does not explain; given its score it is drawn towards the middle as that says
    (empirical Bayes), with Student's t for a noise known from few sheets. Where nothing tells the noise, as with a
    single sheet an entry, the draws know nothing.
    """
    size = len(given.division)
    scores = means(given.entry, given.composite, size)
    has = ~np.isnan(scores)
    noise, freedom = _noise(given, scores, is_complete)
    error = np.where(has, (noise or 0.0) / np.maximum(np.bincount(given.entry, minlength=size), 1), np.nan)
    middle = _by_division(scores, given.division)
    worth = max(0.0, float(np.mean(((scores - middle) ** 2 - error)[has]))) if noise is not None else 0.0
    trust = worth / (worth + error) if worth > 0 else np.zeros(size)
    # In canonical order: draws belong to an entry's sheets, not to its number.
    order = canonical(given)
    drawn, rng = order.entries, np.random.default_rng(order.seed)
    count = max(LEAST_DRAWS, min(DRAWS, DRAWN_NUMBERS // max(1, len(drawn))))
    heavy = np.sqrt(freedom / (2 * rng.standard_gamma(freedom / 2, (count, 1)))) if noise is not None else 1.0
    draws = rng.standard_normal((count, len(drawn)))
    # A hair of chance lets equal entries take turns at being first.
    draws *= np.sqrt(trust * error)[drawn] * heavy + 1e-6 * (1 + math.sqrt(noise or 0.0))
    draws += (middle + trust * (scores - middle))[drawn]
    whole = math.fsum(scores[has]) / int(has.sum()) if has.any() else 0.0
    return Estimate(
        scores=scores,
        deviation=np.full(size, np.nan) if noise is None else np.sqrt(error),
        draws=draws,
        drawn=drawn,
        like=order.like_entry if worth > 0 else np.zeros(len(drawn), dtype=np.int64),
        judges=_judges(given),
        sheets=_sheets(given, rows),
        formula=Formula(whole, {int(each): whole for each in np.unique(given.division)}, 0.0),
        entry_variance=None if noise is None else worth,
        judge_variance=None,
        noise_variance=noise,
        reliability=None if noise is None or not has.any() else float(np.mean(trust[has])),
    )


def _judges(given: Sheets) -> tuple[JudgeEstimate, ...]:
    counts = np.bincount(given.judge, minlength=len(given.pool)).tolist()
    return tuple(
        JudgeEstimate(number, pool, count, None, None, None, None, None, None, is_left_out=False, is_careless=False)
        for number, (pool, count) in enumerate(zip(given.pool.tolist(), counts, strict=True))
    )


def _sheets(given: Sheets, rows: int) -> tuple[SheetEstimate, ...]:
    composites = dict(zip(given.row.tolist(), given.composite.tolist(), strict=True))
    return tuple(
        SheetEstimate(row, composites.get(row), composites.get(row), float(row in composites), is_odd=False)
        for row in range(rows)
    )


def means(entry: Ints, composite: Floats, entries: int) -> Floats:
    """(entries,) each entry's mean, NaN without a sheet. An exact sum is the same to the last bit in any order, so
    nothing depends on who is called judge 1."""
    bounds = np.searchsorted(entry, np.arange(entries + 1)).tolist()
    values = composite.tolist()
    found = [values[start:end] for start, end in pairwise(bounds)]
    return np.array([math.fsum(each) / len(each) if each else np.nan for each in found])


def _by_division(scores: Floats, division: Ints) -> Floats:
    """Each entry's division's mean score."""
    _, index = np.unique(division, return_inverse=True)
    has = ~np.isnan(scores)
    total = np.bincount(index[has], scores[has], minlength=int(index.max(initial=0)) + 1)
    return (total / np.maximum(np.bincount(index[has], minlength=len(total)), 1))[index]


def _noise(given: Sheets, scores: Floats, is_complete: bool) -> tuple[float | None, float]:
    """The variance of one sheet's error, and its degrees of freedom; None where no entry has two sheets."""
    error = given.composite - scores[given.entry]
    freedom = len(given.entry) - len(np.unique(given.entry))
    if is_complete:
        division = given.division[given.entry]
        pairs, index = np.unique(np.stack([division, given.judge]), axis=1, return_inverse=True)
        error = error - (np.bincount(index, error) / np.bincount(index))[index]
        freedom -= pairs.shape[1] - len(np.unique(division))
    if freedom < 1:
        return None, 0.0
    return float(np.dot(error, error)) / freedom, float(freedom)
