"""The simulator that the ranking is measured with: what its seasons keep to."""

import numpy as np
import pytest

from bench.fairness import ranks_of
from bench.methods import METHODS
from bench.simulate import BASE, CASES, Case, simulate

SMALL = [case for case in CASES if case.entries <= 300]


@pytest.mark.parametrize("case", SMALL, ids=lambda case: case.name)
def test_no_judge_gets_an_entry_twice_and_marks_are_on_the_scale(case):
    season = simulate(case, 5)
    pairs = set(zip(season.entry.tolist(), season.judge.tolist(), strict=True))
    given = season.marks[~np.isnan(season.marks)]
    assert len(pairs) == len(season.entry)
    assert set(given.tolist()) <= {1.0, 2.0, 3.0, 4.0, 5.0}
    assert season.marks.shape == (len(season.entry), 5)
    assert len(season.truth) == case.entries


def test_the_same_seed_gives_the_same_season_and_another_one_another():
    one, same, other = simulate(BASE, 1), simulate(BASE, 1), simulate(BASE, 2)
    assert np.array_equal(one.marks, same.marks)
    assert not np.array_equal(one.marks, other.marks)


def test_a_balanced_deal_gives_every_entry_its_reviews_and_every_judge_the_same_load():
    season = simulate(BASE, 3)
    assert set(np.bincount(season.entry).tolist()) == {4}
    assert set(np.bincount(season.judge).tolist()) == {20}


def test_divisions_have_judges_of_their_own_but_for_the_crossing_seats():
    season = simulate(Case(divisions=3), 7)
    crossing = (season.division[season.entry] != season.pool[season.judge]).mean()
    assert 0.05 <= crossing <= 0.12
    assert set(np.bincount(season.judge).tolist()) == {20}


def test_missing_sheets_and_blanks_are_as_many_as_asked():
    season = simulate(Case(entries=1000, missing=0.2, blanks=0.1), 9)
    assert len(season.entry) / 4000 == pytest.approx(0.81, abs=0.06)
    assert np.isnan(season.marks).mean() == pytest.approx(0.1, abs=0.01)


@pytest.mark.parametrize("name", METHODS)
def test_every_method_finds_an_order_that_almost_nothing_disturbs(name):
    calm = Case(entries=60, severity=0.0, spread=0.0, noise=0.05, noise_varies=0.0, careless=0.0, own=0.5, quality=1.0)
    season = simulate(calm, 11)
    scores = METHODS[name](season)
    everyone = np.zeros(60, np.int64)
    found, true = ranks_of(scores.score, everyone), ranks_of(season.truth, everyone)
    assert np.corrcoef(found, true)[0, 1] > 0.9
    assert (scores.error > 0).all()
