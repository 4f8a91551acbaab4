"""What must hold of a ranking whatever the season: exactly where nothing but names and order changes, nearly where the
sheets say the same in another way."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.fairness import kendall
from bench.simulate import BASE, WEIGHTS, Case, Season, simulate
from contest.judging.formula import recompute
from contest.judging.rank import Ranking, rank, rounded

SMALL = replace(BASE, entries=24, reviews=3, load=9)
CASES = st.sampled_from(
    [SMALL, replace(SMALL, divisions=2, entries=32), replace(SMALL, deal="panel"), replace(SMALL, blanks=0.1)]
)
SEEDS = st.integers(0, 2**16)
# Drawn the same in every run: the bounds are those of chance, and one season in many thousands goes beyond any.


def ranked(season: Season, **changed: object) -> Ranking:
    inputs = {
        "entry": season.entry, "judge": season.judge, "marks": season.marks, "weights": WEIGHTS,
        "entry_division": season.division, "judge_pool": season.pool,
    }  # fmt: skip
    return rank(**(inputs | changed))


def agreement(one: Ranking, other: Ranking, season: Season) -> float:
    """Kendall's τ of two orders of the same entries."""
    return kendall(one.scores(), other.scores() + 1e-9 * np.arange(len(season.division)), season.division)


@given(CASES, SEEDS, st.randoms(use_true_random=False))
@settings(max_examples=5, deadline=None, derandomize=True)
def test_the_order_of_the_rows_changes_nothing_at_all(case: Case, seed: int, chance):
    season = simulate(case, seed)
    order = np.array(chance.sample(range(len(season.entry)), len(season.entry)))
    mixed = replace(season, entry=season.entry[order], judge=season.judge[order], marks=season.marks[order])
    one, other = ranked(season), ranked(mixed)
    assert (one.placings, one.judges, one.formula) == (other.placings, other.judges, other.formula)
    assert one.inputs_hash == other.inputs_hash
    assert [one.sheets[row].weight for row in order] == [sheet.weight for sheet in other.sheets]


@given(CASES, SEEDS, st.randoms(use_true_random=False))
@settings(max_examples=5, deadline=None, derandomize=True)
def test_other_numbers_for_judges_entries_divisions_and_pools_change_nothing_but_the_numbers(case, seed, chance):
    season = simulate(case, seed)
    judges, entries = len(season.pool), len(season.division)
    new_judge = np.array(chance.sample(range(judges), judges))
    new_entry = np.array(chance.sample(range(entries), entries))
    division, pool = np.empty(entries, np.int64), np.empty(judges, np.int64)
    division[new_entry], pool[new_judge] = season.division, season.pool
    named = replace(season, entry=new_entry[season.entry], judge=new_judge[season.judge], division=division, pool=pool)
    one, other = ranked(season), ranked(named)
    for number, placing in enumerate(one.placings):
        moved = other.placings[new_entry[number]]
        assert replace(moved, entry=number, island=placing.island) == placing
    for number, estimate in enumerate(one.judges):
        assert replace(other.judges[new_judge[number]], judge=number) == estimate


@given(CASES, SEEDS, st.floats(-1.5, 1.5))
@settings(max_examples=5, deadline=None, derandomize=True)
def test_a_constant_on_one_judges_marks_goes_into_the_severity_and_hardly_moves_anybody(case, seed, constant):
    season = simulate(case, seed)
    judge = int(np.bincount(season.judge).argmax())
    moved = replace(season, marks=season.marks + np.where(season.judge == judge, constant, 0.0)[:, None])
    one, other = ranked(season), ranked(moved)
    if one.judges[judge].is_left_out:
        return
    change = (other.judges[judge].severity + other.formula.level) - (one.judges[judge].severity + one.formula.level)
    # From nine sheets and eight judges a severity is believed by half at least; never more than there is.
    assert 0.4 * abs(constant) - 0.1 < change * np.sign(constant) < 1.2 * abs(constant) + 0.1
    assert agreement(one, other, season) > 0.85
    # A plain mean would move this judge's entries by a third of the constant.
    assert np.abs(other.scores() - one.scores()).mean() < 0.05 + 0.15 * abs(constant)


@given(CASES, SEEDS, st.sampled_from([0.5, 3.0, 1000.0]), st.sampled_from([-50.0, 0.0, 7.0]))
@settings(max_examples=5, deadline=None, derandomize=True)
def test_another_unit_and_another_zero_of_all_marks_change_the_units_alone(case, seed, unit, zero):
    season = simulate(case, seed)
    one, other = ranked(season), ranked(season, marks=zero + unit * season.marks)
    assert other.scores() == pytest.approx(zero + unit * one.scores(), abs=0.03 * unit)
    places = [
        [each.place_high - each.place_low for each in found.placings if each.place is not None]
        for found in (one, other)
    ]
    assert np.mean(places[0]) == pytest.approx(np.mean(places[1]), rel=0.08)


@given(CASES, SEEDS, st.sampled_from([0.01, 4.0, 1000.0]))
@settings(max_examples=4, deadline=None, derandomize=True)
def test_weights_count_by_their_proportion(case, seed, unit):
    season = simulate(case, seed)
    assert ranked(season).scores() == pytest.approx(ranked(season, weights=unit * WEIGHTS).scores(), abs=0.03)


@given(CASES, SEEDS)
@settings(max_examples=4, deadline=None, derandomize=True)
def test_a_criterion_split_in_two_with_the_same_marks_changes_nothing(case, seed):
    season = simulate(replace(case, blanks=0.0), seed)
    marks = np.concatenate([season.marks, season.marks[:, :1]], axis=1)
    weights = np.concatenate([WEIGHTS, WEIGHTS[:1] / 2])
    weights[0] /= 2
    assert ranked(season).scores() == pytest.approx(ranked(season, marks=marks, weights=weights).scores(), abs=0.03)


@given(CASES, SEEDS, st.integers(1, 2**70))
@settings(max_examples=4, deadline=None, derandomize=True)
def test_another_seed_moves_scores_by_hundredths_at_most(case, seed, chance):
    season = simulate(case, seed)
    one, other = ranked(season), ranked(season, seed=chance)
    assert one == ranked(season)
    assert other.scores() == pytest.approx(one.scores(), abs=0.05)
    assert agreement(one, other, season) > 0.97


def test_divisions_that_share_no_judge_are_ranked_much_as_if_each_were_a_contest_of_its_own():
    halves = [simulate(replace(BASE, entries=60, load=12), seed) for seed in (1, 2)]
    entries, judges = len(halves[0].division), len(halves[0].pool)
    both = rank(
        np.concatenate([halves[0].entry, halves[1].entry + entries]),
        np.concatenate([halves[0].judge, halves[1].judge + judges]),
        np.concatenate([halves[0].marks, halves[1].marks]),
        weights=WEIGHTS,
        entry_division=np.repeat([0, 1], entries),
        judge_pool=np.repeat([0, 1], judges),
    )
    together = both.scores()
    for number, season in enumerate(halves):
        own = ranked(season).scores()
        assert kendall(together[number * entries :][:entries], own, season.division) > 0.9


@given(CASES, SEEDS)
@settings(max_examples=5, deadline=None, derandomize=True)
def test_every_score_follows_from_the_published_table_to_two_decimals(case, seed):
    """The table has composites and weights to four decimals, and of each judge the severity, spread and its square."""
    season = simulate(case, seed)
    ranking = ranked(season)
    told = [0.0 if sheet.composite is None else round(sheet.composite, 4) for sheet in ranking.sheets]
    again = recompute(
        season.entry,
        season.judge,
        np.array(told),
        np.array([round(sheet.weight, 4) for sheet in ranking.sheets]),
        severity=np.array([round(each.severity or 0.0, 4) for each in ranking.judges]),
        spread=np.array([round(1.0 if each.spread is None else each.spread, 4) for each in ranking.judges]),
        spread_squared=np.array(
            [round(1.0 if each.spread_squared is None else each.spread_squared, 4) for each in ranking.judges]
        ),
        level=round(ranking.formula.level, 4),
        levels=np.array([round(ranking.formula.levels[each], 4) for each in season.division.tolist()]),
        pull=round(ranking.formula.pull, 4),
    )
    for mine, placing in zip(again.tolist(), ranking.placings, strict=True):
        if placing.score is not None:
            assert mine == pytest.approx(placing.score, abs=2e-4)
            assert abs(rounded(mine) - rounded(placing.score)) < 0.011


def test_two_entries_with_the_same_marks_by_the_same_judges_have_the_same_score_and_interval():
    season = simulate(BASE, 4)
    season = replace(season, entry=season.entry[:400], judge=season.judge[:400], marks=season.marks[:400].copy())
    first, twin = (np.flatnonzero(season.entry == entry) for entry in (10, 11))
    judge = season.judge.copy()
    judge[twin], season.marks[twin] = judge[first], season.marks[first]
    ranking = rank(season.entry, judge, season.marks, weights=WEIGHTS)
    one, other = ranking.placings[10], ranking.placings[11]
    assert (one.score, one.place, one.place_low, one.place_high) == (
        other.score,
        other.place,
        other.place_low,
        other.place_high,
    )


def test_an_interval_is_the_shortest_that_holds_nine_draws_in_ten():
    season = simulate(replace(BASE, entries=60), 7)
    ranking = ranked(season)
    for placing in ranking.placings:
        chance = {
            seats: ranking.chances({0: seats})[placing.entry] for seats in (placing.place_low - 1, placing.place_high)
        }
        held = chance[placing.place_high] - (chance[placing.place_low - 1] if placing.place_low > 1 else 0.0)
        assert held >= 0.9
