"""How many careless judges and planted sheets the ranking flags, and how many honest ones with them.

    python -m bench.flags [--replicates N] [--workers N]

Judges: a fifth or 8 % are careless (bench/simulate.py): 2.5 times the noise, dice, or the same marks for everybody.
        Flagged are those with `is_careless`, and those who are left out for giving everybody the same.
Sheets: a sheet in a hundred, of careful judges, has its marks turned upside down (5 becomes 1). Flagged are those with
        `is_odd`, which a ranking counts, and those `far_from_others`, which an organizer is asked to look at. Only
        those are counted as planted that this moved by at least 2 points: others are hardly wrong.

Seasons have the seeds 2000, 2001…
"""

import argparse
import multiprocessing
import os
import warnings
from dataclasses import replace
from functools import partial

import numpy as np

from bench.fairness import Floats
from bench.simulate import BASE, WEIGHTS, Case, Season, draw_world, simulate
from contest.judging.odd import Sheet, far_from_others
from contest.judging.rank import Ranking, rank
from contest.judging.rubric import composites

FIRST_SEED, REPLICATES = 2000, 30
TURNED, FAR = 0.01, 2.0
FAULTS = {1: "2.5 times the noise", 2: "always the same", 3: "dice"}
CASES = (
    BASE,
    replace(BASE, name="a fifth careless", careless=0.2),
    replace(BASE, name="6 reviews, 30 a judge", reviews=6, load=30),
    replace(BASE, name="3 reviews, 12 a judge", reviews=3, load=12),
)


def ranked(season: Season) -> Ranking:
    return rank(season.entry, season.judge, season.marks, weights=WEIGHTS, scale=(1, 5))


def try_season(task: tuple[Case, int]) -> tuple[Floats, Floats]:
    """By fault (0 none): judges and how many are flagged. Sheets, planted and honest: how many, odd, far."""
    case, seed = task
    # The same generator as `simulate` uses, so that this is the jury behind the season.
    jury = draw_world(case, np.random.default_rng([seed, 20262])).jury
    season = simulate(case, seed)
    flagged = np.array([each.is_careless or each.is_left_out for each in ranked(season).judges])
    by_fault = np.array([[(jury.fault == fault).sum(), flagged[jury.fault == fault].sum()] for fault in range(4)])

    rng = np.random.default_rng([seed, 5])
    turned = (rng.random(len(season.entry)) < TURNED) & (jury.fault[season.judge] == 0)
    marks = np.where(turned[:, None], 6 - season.marks, season.marks)
    moved = np.abs(composites(marks, WEIGHTS) - composites(season.marks, WEIGHTS)) >= FAR
    is_odd = np.array([each.is_odd for each in ranked(replace(season, marks=marks)).sheets])
    honest = ~turned & (jury.fault[season.judge] == 0)
    scored = composites(marks, WEIGHTS).tolist()
    pairs = zip(season.entry.tolist(), season.judge.tolist(), scored, strict=True)
    far = far_from_others([Sheet(row, entry, judge, (), y) for row, (entry, judge, y) in enumerate(pairs)])
    is_far = np.isin(np.arange(len(scored)), list(far))
    by_sheet = np.array([[each.sum(), is_odd[each].sum(), is_far[each].sum()] for each in (turned & moved, honest)])
    return by_fault.astype(float), by_sheet.astype(float)


def share(row: Floats) -> str:
    return f"{row[1] / max(row[0], 1):6.1%} of {row[0]:6.0f}"


def main() -> None:
    warnings.simplefilter("error")
    parser = argparse.ArgumentParser()
    parser.add_argument("--replicates", type=int, default=REPLICATES)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    seeds = range(FIRST_SEED, FIRST_SEED + asked.replicates)
    with multiprocessing.Pool(asked.workers, initializer=partial(os.nice, 5)) as pool:
        for case in CASES:
            results = list(pool.imap(try_season, [(case, seed) for seed in seeds]))
            judges, sheets = (np.sum(each, axis=0) for each in zip(*results, strict=True))
            print(f"{case.name}: {len(results)} seasons")
            print(f"  careless judges found {share(judges[1:].sum(axis=0))}, honest ones flagged {share(judges[0])}")
            print("    " + ", ".join(f"{words} {share(judges[fault])}" for fault, words in FAULTS.items()))
            for words, column in (("odd to the model", 1), ("far from others", 2)):
                planted, honest = sheets[:, [0, column]]
                print(f"  sheets {words}: planted {share(planted)}, honest {share(honest)}", flush=True)


if __name__ == "__main__":
    main()
