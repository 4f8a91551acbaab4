"""Time and memory of the ranking, as multiples of one pass over the sheets.

    python -m bench.ranking_time [--largest SHEETS]

The floor reads every sheet once and adds it up for its entry and for its judge: composites, two counts and two sums. It
is measured in the same run, so the ratio holds across machines. Every size runs in a process of its own, so that the
peak of its memory is its own; what Python and numpy hold before the first sheet is told beside it.
"""

import argparse
import multiprocessing
import resource
import time
from dataclasses import replace

import numpy as np

from bench.fairness import Floats
from bench.simulate import BASE, WEIGHTS, Case, Season, simulate
from contest.judging.rank import rank
from contest.judging.rubric import composites

SEED = 20261
CASES = tuple(
    replace(BASE, name=f"{entries:,} × 4", entries=entries, divisions=divisions, deal="balanced")
    for entries, divisions in ((300, 1), (10_000, 1), (10_000, 6), (100_000, 1))
)


def floor(season: Season) -> Floats:
    """One pass: how many sheets and what mean each entry and each judge has."""
    y = composites(season.marks, WEIGHTS)
    entry_mean = np.bincount(season.entry, y) / np.maximum(np.bincount(season.entry), 1)
    judge_mean = np.bincount(season.judge, y) / np.maximum(np.bincount(season.judge), 1)
    rest: Floats = y - entry_mean[season.entry] - judge_mean[season.judge]
    return rest


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(case: Case) -> tuple[int, float, float, float, float, str]:
    """Sheets, seconds of floor and ranking, MB before and at the peak, method."""
    season = simulate(case, SEED)
    before = peak_mb()
    floors = []
    for _ in range(7):
        start = time.perf_counter()
        floor(season)
        floors.append(time.perf_counter() - start)
    start = time.perf_counter()
    ranking = rank(
        season.entry,
        season.judge,
        season.marks,
        weights=WEIGHTS,
        entry_division=season.division,
        judge_pool=season.pool,
        scale=(1, 5),
    )
    spent = time.perf_counter() - start
    return len(season.entry), min(floors), spent, before, peak_mb(), f"{ranking.method}, {ranking.sweeps:,} sweeps"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--largest", type=int, default=400_000, help="sheets of the largest size to run")
    asked = parser.parse_args()
    print(f"     entries div.   sheets {'floor ms':>9} {'rank s':>7} {'ratio':>8} {'MB before':>9} {'peak':>6}")
    for case in CASES:
        if case.entries * case.reviews > asked.largest:
            continue
        # A process forked from this small one: what an earlier size held is not counted.
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            sheets, least, spent, before, peak, how = pool.apply(run, (case,))
        print(
            f"{case.name:>12} {case.divisions:4} {sheets:8,} {1000 * least:9.2f} {spent:7.2f} {spent / least:8,.0f} "
            f"{before:9.0f} {peak:6.0f}  {how}",
            flush=True,
        )


if __name__ == "__main__":
    main()
