"""Sheets kept back and spent where they settle an award, beside the same number dealt out evenly.

    python -m bench.settling [--replicates N] [--workers N]

uniform   every entry gets as many sheets
settled   three quarters are dealt evenly; the last quarter goes in three batches to where `propose` says, after a
          ranking each; a judge takes at most as many as in the deal and half of that again
equal     the same, but a judge takes at most as many as the uniform deal would give

Both spend the same number of sheets on the same entries and judges; both end with the same ranking. Forecast: the share
of right seats that `propose` said before and after each batch, beside what came true. The kinds of seasons are those of
bench/simulate.py, with the seeds 3000, 3001…
"""

import argparse
import multiprocessing
import os
import warnings
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from bench.fairness import Floats, Ints, numbers, ranks_of
from bench.simulate import BASE, NIGHTMARE, WEIGHTS, Case, Season, World, draw_world, seats
from contest.judging.rank import Ranking, rank
from contest.judging.settle import Settling, propose

FIRST_SEED, REPLICATES, BATCHES = 3000, 30, 3


@dataclass(frozen=True)
class Contest:
    """A kind of season, and how many seats its award has."""

    case: Case
    top: int


CONTESTS = (
    Contest(BASE, 10),
    Contest(replace(BASE, name="60 entries, 3 reviews", entries=60, reviews=3, load=15), 3),
    Contest(replace(NIGHTMARE, missing=0.0), 10),
)


def ranked(season: Season) -> Ranking:
    return rank(season.entry, season.judge, season.marks, weights=WEIGHTS, entry_division=season.division, scale=(1, 5))


def scores(ranking: Ranking) -> Floats:
    return numbers(placing.score for placing in ranking.placings)


def hits(season: Season, ranking: Ranking, top: int) -> tuple[float, float]:
    """Share of the true top that is found; and mean true quality missed, in deviations."""
    score = scores(ranking)
    score[np.isnan(score)] = -np.inf
    is_best = ranks_of(season.truth, season.division) <= top
    is_chosen = ranks_of(score, season.division) <= top
    missed = season.truth[is_best].mean() - season.truth[is_chosen].mean()
    return float((is_best & is_chosen).sum() / top), float(missed / season.truth.std())


def even_deal(world: World, sheets: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """So many sheets, as evenly over entries and judges as they go."""
    case, each = world.case, -(-sheets // world.case.entries)
    dealt = seats("balanced", case.entries, len(world.pool), each, rng)
    entry, judge = np.repeat(np.arange(case.entries), each), dealt.ravel()
    last = rng.permutation(case.entries)[: case.entries * each - sheets] * each
    kept = np.ones(len(entry), bool)
    kept[last] = False
    return entry[kept], judge[kept]


def joined(one: Season, two: Season) -> Season:
    return replace(
        one,
        entry=np.concatenate([one.entry, two.entry]),
        judge=np.concatenate([one.judge, two.judge]),
        marks=np.concatenate([one.marks, two.marks]),
    )


def proposal(season: Season, ranking: Ranking, top: int, most: int, budget: int) -> Settling:
    done = np.bincount(season.judge, minlength=len(season.pool))
    is_left_out = np.array([judge.is_left_out for judge in ranking.judges])
    return propose(
        scores(ranking),
        numbers(placing.deviation for placing in ranking.placings),
        season.division,
        {0: (top,)},
        judge_noise=numbers(judge.noise for judge in ranking.judges),
        judge_spread=numbers(judge.spread for judge in ranking.judges),
        judge_free=np.where(is_left_out, 0, most - done),
        forbidden=list(zip(season.entry.tolist(), season.judge.tolist(), strict=True)),
        budget=budget,
    )


def settled(
    world: World, top: int, most: int, rng: np.random.Generator
) -> tuple[Season, list[tuple[float, float, float, float]]]:
    """The season after three batches; per batch the share forecast and true, before and after."""
    budget = world.case.entries * world.case.reviews
    season = world.season(*even_deal(world, budget - budget // 4, rng), rng)
    told = []
    ranking = ranked(season)
    for batch in range(BATCHES):
        left = budget - len(season.entry)
        proposed = proposal(season, ranking, top, most, left // (BATCHES - batch))
        before = hits(season, ranking, top)[0]
        entry = np.array([pair.entry for pair in proposed.pairs], np.int64)
        judge = np.array([pair.judge for pair in proposed.pairs], np.int64)
        season = joined(season, world.season(entry, judge, rng))
        ranking = ranked(season)
        told.append(
            (proposed.expected_before or 0.0, before, proposed.expected_after or 0.0, hits(season, ranking, top)[0])
        )
    return season, told


def try_world(seed: int, *, contest: Contest) -> tuple[dict[str, tuple[float, float, float]], Floats]:
    """name → hit, regret, sheets spent; and the forecasts of the settled season."""
    case, top = contest.case, contest.top
    rng = np.random.default_rng([seed, 4])
    world = draw_world(case, rng)
    budget = case.entries * case.reviews
    uniform = world.season(*even_deal(world, budget, rng), rng)
    found = {"uniform": (*hits(uniform, ranked(uniform), top), float(len(uniform.entry)))}
    generous, told = settled(world, top, round(case.load * 0.75 * 1.5), rng)
    found["settled"] = (*hits(generous, ranked(generous), top), float(len(generous.entry)))
    equal, _ = settled(world, top, case.load, rng)
    found["equal"] = (*hits(equal, ranked(equal), top), float(len(equal.entry)))
    return found, np.array(told)


def main() -> None:
    warnings.simplefilter("error")
    parser = argparse.ArgumentParser()
    parser.add_argument("--replicates", type=int, default=REPLICATES)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    with multiprocessing.Pool(asked.workers, initializer=partial(os.nice, 5)) as pool:
        for contest in CONTESTS:
            count = asked.replicates * (3 if contest.case.entries < 100 else 1)
            seeds = range(FIRST_SEED, FIRST_SEED + count)
            results = list(pool.imap(partial(try_world, contest=contest), seeds))
            print(f"{contest.case.name}: top {contest.top} of {contest.case.entries}, {count} seasons")
            hit = {name: np.array([found[name] for found, _ in results]) for name in results[0][0]}
            for name, values in hit.items():
                lead = values[:, 0] - hit["uniform"][:, 0]
                error = lead.std(ddof=1) / np.sqrt(count) if count > 1 else 0.0
                print(
                    f"  {name:9} found {values[:, 0].mean():.3f} ({lead.mean():+.3f} ± {error:.3f}), "
                    f"regret {values[:, 1].mean():.3f}, {values[:, 2].mean():.0f} sheets"
                )
            for batch, (said, was, will, is_now) in enumerate(np.mean([told for _, told in results], axis=0), 1):
                print(
                    f"  batch {batch}: right {said:.3f} told, {was:.3f} true; "
                    f"after it {will:.3f} told, {is_now:.3f} true"
                )


if __name__ == "__main__":
    main()
