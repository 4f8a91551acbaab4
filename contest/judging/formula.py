"""The published formula: every score follows from the table of sheets and judges, by anyone, without a sampler.

    score = level + (Σ w · s · (y − level − b) + pull · (level_d − level)) / (Σ w · s² + pull)

over the sheets of one entry: y the sheet's composite, w its weight, b, s and s² the judge's severity, spread and
squared spread, level_d the level of the entry's division. Each sheet is corrected for its judge; few sheets are drawn
towards what an average entry of the division gets. The plain mean is the same with b = 0, s = s² = w = 1 and no pull.
"""

from __future__ import annotations

import numpy as np

from contest.judging.rubric import Floats, Ints


def recompute(
    entry: Ints,
    judge: Ints,
    composite: Floats,
    weight: Floats,
    *,
    severity: Floats,
    spread: Floats,
    spread_squared: Floats,
    level: float,
    levels: Floats,
    pull: float,
) -> Floats:
    """The scores, (n_entries,), in points; NaN for an entry without a sheet of any weight.

    entry, judge, composite, weight: (n_sheets,), positions counted from 0. severity, spread, spread_squared:
    (n_judges,). levels: (n_entries,) the level of each entry's division.
    """
    size = len(levels)
    lever = weight * spread[judge]
    told = np.bincount(entry, lever * (composite - level - severity[judge]), size)
    certain = np.bincount(entry, weight * spread_squared[judge], size)
    scores = np.full(size, np.nan)
    np.divide(told + pull * (levels - level), certain + pull, out=scores, where=certain > 0)
    return level + scores
