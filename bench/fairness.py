"""How fair the order is: ours beside six textbook methods, over the kinds of seasons of bench/simulate.py.

    python -m bench.fairness [--replicates N] [--only NAME…] [--without-ours] [--workers N]

Measures, averaged over the replicates of a kind of season, whose seeds are 0, 1, 2…:

tau       Kendall's τ-b between scores and true qualities, within divisions
hit       share of the true top ten that is in the top ten by score (shared out over the divisions)
regret    mean true quality of the true top ten less that of the chosen, in deviations of true quality
cover     share of entries whose true place is in the 90 % interval of their place
calib     P(top ten) against what came true: the greatest difference over ten bins; a bin counts from 400 forecasts
"""

import argparse
import multiprocessing
import os
import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.methods import METHODS, Scores
from bench.simulate import CASES, WEIGHTS, Case, Season, simulate

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

OURS = "ours"
SEATS, DRAWS, BINS, LEAST_IN_BIN = 10, 400, 10, 400
REPLICATES, FOR_BASE = 20, 60


@dataclass(frozen=True)
class Answer:
    """What a method says of each entry; places and chances are NaN where it says nothing."""

    score: Floats
    low: Floats
    high: Floats
    chance: Floats
    group: Ints
    """Whom the entry's place is among."""


@dataclass(frozen=True)
class Measures:
    tau: float
    hit: float
    regret: float
    cover: float
    bins: Floats
    """(BINS, 3): forecasts, their sum, how many came true."""


def seats_of(season: Season) -> dict[int, int]:
    """Division → its part of the top ten."""
    count = int(season.division.max()) + 1
    return {division: max(round(SEATS / count), 1) for division in range(count)}


def ranks_of(values: Floats, group: Ints) -> Floats:
    """Place within the group, 1 for the greatest value; over the last axis."""
    places = np.empty(values.shape)
    for here in np.unique(group):
        members = np.flatnonzero(group == here)
        order = np.argsort(-values[..., members], axis=-1, kind="stable")
        ranks = np.empty(order.shape)
        np.put_along_axis(ranks, order, np.broadcast_to(np.arange(1.0, len(members) + 1), order.shape), axis=-1)
        places[..., members] = ranks
    return places


def from_scores(season: Season, scores: Scores, rng: np.random.Generator) -> Answer:
    """Places by drawing each score with its standard error, independently."""
    noise = rng.standard_normal((DRAWS, len(scores.score)))
    ranks = ranks_of(scores.score + scores.error * noise, season.division)
    seats = seats_of(season)
    chance = (ranks <= np.array([seats[d] for d in season.division.tolist()])).mean(axis=0)
    low, high = np.floor(np.quantile(ranks, 0.05, axis=0)), np.ceil(np.quantile(ranks, 0.95, axis=0))
    return Answer(scores.score, low, high, chance, season.division)


def from_ours(season: Season) -> Answer:
    from contest.judging.rank import rank

    ranking = rank(
        season.entry,
        season.judge,
        season.marks,
        weights=WEIGHTS,
        entry_division=season.division,
        judge_pool=season.pool,
        scale=(1, 5),
    )
    placings = ranking.placings
    score = numbers(placing.score for placing in placings)
    score[np.isnan(score)] = np.nanmean(score)
    island = np.array([0 if placing.island is None else placing.island for placing in placings])
    return Answer(
        score,
        numbers(placing.place_low for placing in placings),
        numbers(placing.place_high for placing in placings),
        ranking.chances(seats_of(season)),
        season.division * (island.max() + 1) + island,
    )


def numbers(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def kendall(score: Floats, truth: Floats, group: Ints) -> float:
    """τ-b over all pairs within groups; the truth has no ties."""
    agree, untied, pairs = 0.0, 0.0, 0.0
    for here in np.unique(group):
        mine, true = score[group == here], truth[group == here]
        first, second = np.triu_indices(len(mine), 1)
        sign = np.sign(np.round(mine[first] - mine[second], 9))
        agree += float(sign @ np.sign(true[first] - true[second]))
        untied, pairs = untied + np.count_nonzero(sign), pairs + len(first)
    return agree / np.sqrt(untied * pairs) if untied else 0.0


def measure(season: Season, answer: Answer) -> Measures:
    seats = np.array([seats_of(season)[d] for d in season.division.tolist()])
    is_best = ranks_of(season.truth, season.division) <= seats
    is_chosen = ranks_of(answer.score, season.division) <= seats
    has_place = ~np.isnan(answer.low)
    truth_place = np.full(len(seats), np.nan)
    truth_place[has_place] = ranks_of(season.truth[has_place], answer.group[has_place])
    inside = (answer.low <= truth_place) & (truth_place <= answer.high)
    told = ~np.isnan(answer.chance)
    column = np.minimum((answer.chance[told] * BINS).astype(int), BINS - 1)
    # An island of a division has its own top ten, so what was forecast is compared with the truth of the island.
    came_true = ranks_of(season.truth, answer.group) <= seats
    bins = [np.bincount(column, weight, BINS) for weight in (None, answer.chance[told], came_true[told])]
    return Measures(
        tau=kendall(answer.score, season.truth, season.division),
        hit=float((is_best & is_chosen).sum() / is_best.sum()),
        regret=float((season.truth[is_best].mean() - season.truth[is_chosen].mean()) / season.truth.std()),
        cover=float(inside[has_place].mean()) if has_place.any() else np.nan,
        bins=np.stack(bins, axis=1).astype(float),
    )


def replicate(task: tuple[Case, int], *, with_ours: bool) -> tuple[str, dict[str, Measures]]:
    """All methods on one season."""
    case, seed = task
    season = simulate(case, seed)
    rng = np.random.default_rng([seed, 3])
    found = {name: measure(season, from_scores(season, method(season), rng)) for name, method in METHODS.items()}
    if with_ours:
        found[OURS] = measure(season, from_ours(season))
    return case.name, found


def calibration(bins: Floats) -> float:
    """The greatest difference between forecast and outcome over bins with enough forecasts; NaN where none has."""
    enough = bins[:, 0] >= LEAST_IN_BIN
    return (
        float(np.abs(bins[enough, 1] - bins[enough, 2]).__truediv__(bins[enough, 0]).max()) if enough.any() else np.nan
    )


def averages(several: Sequence[Measures]) -> dict[str, float]:
    found = {name: float(np.mean([getattr(each, name) for each in several])) for name in ("tau", "hit", "regret")}
    found["cover"] = float(np.nanmean([each.cover for each in several]))
    found["calib"] = calibration(np.sum([each.bins for each in several], axis=0))
    return found


def print_case(case: Case, found: dict[str, list[Measures]]) -> None:
    count = len(next(iter(found.values())))
    print(f"\n{case.name}: {case.entries} entries, {case.reviews} reviews, {case.load} a judge; {count} replicates")
    print(f"  {'method':14} {'tau':>6} {'hit':>6} {'regret':>7} {'cover':>6} {'calib':>6} {'ours − it in tau':>20}")
    for name, several in found.items():
        a = averages(several)
        line = f"  {name:14} {a['tau']:6.3f} {a['hit']:6.3f} {a['regret']:7.3f} {a['cover']:6.3f} {a['calib']:6.3f}"
        if OURS in found and name != OURS:
            lead = np.array([ours.tau - its.tau for ours, its in zip(found[OURS], several, strict=True)])
            line += f" {lead.mean():+12.4f} ± {lead.std(ddof=1) / np.sqrt(len(lead)) if len(lead) > 1 else 0:.4f}"
        print(line, flush=True)


def print_bars(results: dict[str, dict[str, list[Measures]]]) -> None:
    """Which of the bars are held."""
    print("\nBars")
    tau = {case: {name: averages(each)["tau"] for name, each in found.items()} for case, found in results.items()}
    behind = sorted(
        (found[OURS] - found[name], case, name) for case, found in tau.items() for name in found if name != OURS
    )
    say(
        behind[0][0] >= -0.01,
        f"never more than .010 tau behind: worst {behind[0][0]:+.4f} ({behind[0][1]}, {behind[0][2]})",
    )
    if "base" in tau:
        for name, lead in (("mean", 0.05), ("REML", 0.02)):
            ahead = tau["base"][OURS] - tau["base"][name]
            say(ahead >= lead, f"base: at least {lead:+.2f} tau over {name}: {ahead:+.4f}")
        cover = averages(results["base"][OURS])["cover"]
        say(0.88 <= cover <= 0.92, f"base: coverage .88 to .92: {cover:.3f}")
    covers = {case: averages(found[OURS])["cover"] for case, found in results.items()}
    for case, cover in covers.items():
        if not 0.85 <= cover <= 0.96:
            say(False, f"coverage .85 to .96: {cover:.3f} ({case})")
    say(True, f"coverage over all: {min(covers.values()):.3f} to {max(covers.values()):.3f}")
    for case, found in results.items():
        off = calibration(np.sum([each.bins for each in found[OURS]], axis=0))
        if off > 0.05:
            say(False, f"P(top ten) within .05: {off:.3f} ({case})")
    together = np.sum([each.bins for found in results.values() for each in found[OURS]], axis=0)
    say(calibration(together) <= 0.05, f"P(top ten) over all seasons: off by {calibration(together):.3f} at most")
    for count, told, true in together:
        print(f"     forecast {told / max(count, 1):.3f}  came true {true / max(count, 1):.3f}  ({count:.0f} entries)")


def say(is_held: bool, sentence: str) -> None:
    print(f"  {'held  ' if is_held else 'MISSED'} {sentence}", flush=True)


def arguments() -> Any:
    parser = argparse.ArgumentParser()
    parser.add_argument("--replicates", type=int, default=REPLICATES)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--without-ours", action="store_true")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    return parser.parse_args()


def main() -> None:
    warnings.simplefilter("error")
    asked = arguments()
    cases = [case for case in CASES if not asked.only or case.name in asked.only]
    results: dict[str, dict[str, list[Measures]]] = {}
    with multiprocessing.Pool(asked.workers, initializer=partial(os.nice, 5)) as pool:
        for case in cases:
            count = FOR_BASE * asked.replicates // REPLICATES if case.name == "base" else asked.replicates
            found: dict[str, list[Measures]] = defaultdict(list)
            tasks = [(case, seed) for seed in range(max(count, 1))]
            for _, measures in pool.imap(partial(replicate, with_ours=not asked.without_ours), tasks):
                for name, each in measures.items():
                    found[name].append(each)
            results[case.name] = found
            print_case(case, found)
    if not asked.without_ours:
        print_bars(results)


if __name__ == "__main__":
    main()
