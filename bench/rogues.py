"""What one dishonest or hostile judge can do to an order.

    python -m bench.rogues [--replicates N] [--judges N] [--without-ours] [--workers N]

Lie:    the friend is the entry that the method itself puts in 60th place of 300 when all are honest. Each of its judges
        in turn gives it all fives, and all ones to the entries of the own pile that are truly in the better half. Told:
        how often the friend comes into the top ten, its best and its average place.
Low:    the entry in 5th, 30th and 100th place gets the lowest marks from one of its judges, each in turn. Told: the
        places it loses, on average and at most.

Seasons are the base case of bench/simulate.py with the seeds 1000, 1001, …
"""

import argparse
import multiprocessing
import os
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from bench.fairness import OURS, Floats, from_ours, ranks_of
from bench.methods import METHODS
from bench.simulate import BASE, Season, simulate

FRIEND_AT, LOW_AT, TOP = 60, (5, 30, 100), 10
FIRST_SEED, REPLICATES = 1000, 50
COMPARED = ("mean", "z-score", "REML", "Rasch")

Scorer = Callable[[Season], Floats]


def scorers(*, with_ours: bool) -> dict[str, Scorer]:
    found: dict[str, Scorer] = {name: partial(score_by, name) for name in COMPARED}
    return found | ({OURS: lambda season: from_ours(season).score} if with_ours else {})


def score_by(name: str, season: Season) -> Floats:
    return METHODS[name](season).score


def places(season: Season, scorer: Scorer) -> Floats:
    return ranks_of(scorer(season), season.division)


def with_lie(season: Season, friend: int, liar: int) -> Season:
    """The liar's pile: fives for the friend, ones for everyone else who is good."""
    marks = season.marks.copy()
    is_good = season.truth > np.median(season.truth)
    mine = season.judge == liar
    marks[mine & is_good[season.entry]] = 1
    marks[mine & (season.entry == friend)] = 5
    return replace(season, marks=marks)


def with_low_sheet(season: Season, victim: int, judge: int) -> Season:
    marks = season.marks.copy()
    marks[(season.judge == judge) & (season.entry == victim)] = 1
    return replace(season, marks=marks)


def try_season(seed: int, *, judges: int, with_ours: bool) -> dict[str, tuple[list[float], dict[int, list[float]]]]:
    """method → places of the friend, one per liar; and places lost, by honest place."""
    season = simulate(BASE, seed)
    found = {}
    for name, scorer in scorers(with_ours=with_ours).items():
        honest = places(season, scorer)
        friend = int(np.flatnonzero(honest == FRIEND_AT)[0])
        lied = [
            float(places(with_lie(season, friend, int(liar)), scorer)[friend])
            for liar in season.judge[season.entry == friend][:judges]
        ]
        lost = {}
        for place in LOW_AT:
            victim = int(np.flatnonzero(honest == place)[0])
            lost[place] = [
                float(places(with_low_sheet(season, victim, int(judge)), scorer)[victim] - place)
                for judge in season.judge[season.entry == victim][:judges]
            ]
        found[name] = (lied, lost)
    return found


def main() -> None:
    warnings.simplefilter("error")
    parser = argparse.ArgumentParser()
    parser.add_argument("--replicates", type=int, default=REPLICATES)
    parser.add_argument("--judges", type=int, default=BASE.reviews, help="of each entry that are tried")
    parser.add_argument("--without-ours", action="store_true")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    seeds = range(FIRST_SEED, FIRST_SEED + asked.replicates)
    with multiprocessing.Pool(asked.workers, initializer=partial(os.nice, 5)) as pool:
        seasons = list(pool.imap(partial(try_season, judges=asked.judges, with_ours=not asked.without_ours), seeds))
    names = list(seasons[0])
    print(f"{len(seasons)} seasons, {asked.judges} judges of an entry in turn")
    print(f"{'a lie for the 60th of 300':26} {'lies':>6} {'top ten':>8} {'best':>6} {'average':>8}")
    for name in names:
        lied = np.concatenate([season[name][0] for season in seasons])
        print(f"  {name:24} {len(lied):6} {(lied <= TOP).mean():8.1%} {lied.min():6.0f} {lied.mean():8.1f}")
    print(f"{'one lowest sheet costs':26} " + " ".join(f"{f'place {place}: mean, most':>26}" for place in LOW_AT))
    for name in names:
        lost = {place: np.concatenate([season[name][1][place] for season in seasons]) for place in LOW_AT}
        cells = [f"{lost[place].mean():18.1f}, {lost[place].max():6.0f}" for place in LOW_AT]
        print(f"  {name:24} " + " ".join(cells))


if __name__ == "__main__":
    main()
