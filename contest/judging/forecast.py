"""How much of an award's true set is found, by the scores as they are and with sheets to come."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from contest.judging.inputs import Floats

DRAWS = 1000
CELLS = 2_000_000
"""Numbers drawn at once: bounds the memory of a forecast."""


def expected_right(
    score: Floats, variance: Floats, extra: Floats, counts: Sequence[int], rng: np.random.Generator
) -> list[tuple[float, float]]:
    """For each number of seats: the share of them that the truly best are expected to have, when seats go by `score`,
    and when they go by the score after new sheets of precision `extra` (1/points²) per entry.

    score, variance, extra: (n,) of one division; each count is under n. True qualities are normal around the scores.
    """
    seated_now = np.argsort(-score, kind="stable")
    share = extra * variance / (1 + extra * variance)
    error = np.divide(1.0, np.sqrt(extra), out=np.zeros_like(extra), where=extra > 0)
    found = np.zeros((len(counts), 2))
    drawn = 0
    while drawn < DRAWS:
        draws = min(DRAWS - drawn, max(CELLS // len(score), 1))
        drawn += draws
        moved = np.sqrt(variance) * rng.standard_normal((draws, len(score)))
        after = score + share * (moved + error * rng.standard_normal(moved.shape))
        truth = score + moved
        for row, count in zip(found, counts, strict=True):
            is_best = truth >= np.partition(truth, -count, axis=1)[:, [-count]]
            row[0] += is_best[:, seated_now[:count]].sum() / count
            chosen = np.argpartition(-after, count - 1, axis=1)[:, :count]
            row[1] += np.take_along_axis(is_best, chosen, axis=1).sum() / count
    return [(float(before), float(after)) for before, after in np.minimum(found / DRAWS, 1.0)]
