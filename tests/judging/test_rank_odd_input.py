"""Sheets as nobody expects them: each has a defined answer or a refusal that says why, and numpy never warns (a warning
is an error in every test)."""

import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.judging.rank import MEAN, MODEL, RankingError, rank
from contest.judging.settle import SettleError, propose
from contest.judging.suggest import SuggestError, suggest

ENTRY = np.repeat(np.arange(12), 3)
JUDGE = np.array([(entry * 5 + turn * 2) % 7 for entry in range(12) for turn in range(3)])
MARKS = np.stack([1.0 + (ENTRY * 3 + JUDGE) % 5, 1.0 + (ENTRY + JUDGE * 2) % 5], axis=1)
GIVEN = {"entry": ENTRY, "judge": JUDGE, "marks": MARKS, "weights": np.array([1.0, 2.0])}


def ranked(**changed):
    return rank(**(GIVEN | changed))


def code_of(**changed):
    with pytest.raises(RankingError) as refusal:
        ranked(**changed)
    return refusal.value.code


def hurt(where, value):
    """The marks with something else in some cells."""
    marks = MARKS.copy()
    marks[where] = value
    return marks


# Little or nothing


def test_blanks_everywhere_give_no_score_and_no_place_rather_than_nought():
    ranking = ranked(marks=MARKS * np.nan)
    assert (ranking.method, ranking.why, ranking.reliability) == (MEAN, "no_sheets", None)
    assert {(each.score, each.place, each.sheets) for each in ranking.placings} == {(None, None, 0)}
    assert {(each.composite, each.weight) for each in ranking.sheets} == {(None, 0.0)}


def test_nobody_reviewed_is_no_sheets_with_or_without_divisions():
    nothing = np.empty(0, dtype=np.int64)
    alone = rank(nothing, nothing, np.empty((0, 2)), weights=[1, 2])
    assert (alone.why, alone.placings, alone.judges, alone.sheets, alone.islands) == ("no_sheets", (), (), (), 0)
    known = rank(nothing, nothing, np.empty((0, 2)), weights=[1, 2], entry_division=[4, 4, 7], judge_pool=[0])
    assert [(each.division, each.score, each.place) for each in known.placings] == [(4, None, None)] * 2 + [
        (7, None, None)
    ]
    assert np.isnan(known.chances({4: 1})).all()
    assert math.isnan(known.p_better(0, 1))


def test_one_sheet_one_judge_and_one_entry_get_the_mean_and_a_place_only_from_two_sheets():
    one = rank([0], [0], [[4.0]], weights=[1])
    assert [(each.score, each.place) for each in one.placings] == [(4.0, None)]
    judge = rank(range(20), [0] * 20, [[n % 5] for n in range(20)], weights=[1])
    assert (judge.why, {each.place for each in judge.placings}) == ("too_few_judges", {None})
    entry = rank([0] * 20, range(20), [[n % 5] for n in range(20)], weights=[1])
    assert [(each.score, each.place, each.place_low, each.place_high) for each in entry.placings] == [(2.0, 1, 1, 1)]


def test_a_judge_with_one_sheet_is_kept_near_the_others():
    judge = np.where(np.arange(36) == 4, 9, JUDGE)
    ranking = ranked(judge=judge, marks=hurt(4, [5, 5]))
    assert ranking.method == MODEL
    assert ranking.judges[9].sheets == 1
    assert abs(ranking.judges[9].severity) < 1
    assert ranking.judges[8].sheets == 0
    assert ranking.judges[8].severity is None


def test_an_entry_without_a_sheet_and_a_judge_with_blanks_only_leave_the_others_as_they_are():
    blank_judge = ranked(marks=hurt(JUDGE == 2, np.nan))
    without = rank(ENTRY[JUDGE != 2], JUDGE[JUDGE != 2], MARKS[JUDGE != 2], weights=[1, 2], judge_pool=[0] * 7)
    assert blank_judge.placings == without.placings
    more = ranked(entry_division=[0] * 14)
    assert more.placings[:12] == ranked().placings
    assert [(each.score, each.place) for each in more.placings[12:]] == [(None, None)] * 2


def test_a_criterion_that_nobody_marked_counts_for_nobody():
    found = ranked(marks=hurt((slice(None), 0), np.nan))
    alone = rank(ENTRY, JUDGE, MARKS[:, 1:], weights=[2])
    assert found.scores() == pytest.approx(alone.scores(), abs=0.03)


def test_judges_who_all_give_everybody_their_own_same_marks_leave_nothing_to_tell_apart():
    entry, judge = np.divmod(np.arange(80), 8)
    kept = (entry + judge) % 3 > 0
    ranking = rank(entry[kept], judge[kept], (judge[kept] % 4 + 1.0)[:, None], weights=[1])
    assert ranking.why == "all_marks_equal"
    assert {each.is_left_out for each in ranking.judges} == {False}


def test_differences_too_small_for_two_decimals_share_a_place():
    assert {each.place for each in ranked(marks=999_999 + MARKS * 1e-6).placings} == {1}
    assert {each.place for each in ranked(marks=3 + MARKS * 1e-11).placings} == {1}


def test_ten_thousand_judges_with_one_sheet_each_have_an_answer_without_islands_of_one():
    ranking = rank(np.arange(10_000) // 4, np.arange(10_000), (np.arange(10_000) % 5.0)[:, None], weights=[1])
    assert (ranking.method, ranking.why, len(ranking.judges)) == (MEAN, "nothing_overlaps", 10_000)
    assert all(each.place is not None and each.place_low <= each.place <= each.place_high for each in ranking.placings)


def test_a_position_far_from_the_others_is_answered_in_little_time_and_memory():
    ranking = ranked(judge=np.where(JUDGE == 6, 200_000, JUDGE), entry=np.where(ENTRY == 11, 200_000, ENTRY))
    assert ranking.placings[200_000].score is not None
    assert ranking.placings[199_999].score is None


# What is taken as it is


@pytest.mark.parametrize(
    "changed",
    [
        {"entry": ENTRY.tolist(), "judge": JUDGE.tolist(), "marks": MARKS.tolist(), "weights": [1, 2]},
        {"entry": ENTRY.astype(np.uint8), "judge": JUDGE.astype(np.int16)},
        {"marks": MARKS.astype(np.int8)},
        {"marks": np.asfortranarray(MARKS)},
        {"marks": MARKS[::-1][::-1].astype(object)},
        {"seed": np.int64(0)},
        {"scale": (1, 5)},
        {"entry_division": [3] * 12},
        {"judge_pool": [9] * 7},
    ],
)
def test_any_kind_of_array_of_the_same_numbers_gives_the_same_order(changed):
    assert ranked(**changed).scores() == pytest.approx(ranked().scores(), abs=0.05)


def test_nothing_that_was_given_is_changed():
    before = {name: np.array(value) for name, value in GIVEN.items()}
    for value in GIVEN.values():
        value.setflags(write=False)
    ranked()
    assert all(np.array_equal(GIVEN[name], value) for name, value in before.items())


def test_what_is_masked_is_blank():
    masked = np.ma.masked_where(MARKS == 3, MARKS)
    assert ranked(marks=masked) == ranked(marks=np.where(MARKS == 3, np.nan, MARKS))
    assert ranked(marks=[[None if mark == 3 else mark for mark in row] for row in MARKS.tolist()]) == ranked(
        marks=masked
    )


# What is refused


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"entry": ENTRY.astype(float)}, "entry_not_integers"),
        ({"entry": ENTRY > 3}, "entry_not_integers"),
        ({"entry": None}, "entry_not_integers"),
        ({"entry": 3}, "entry_not_integers"),
        ({"entry": [2**70] * 36}, "entry_not_integers"),
        ({"entry": ENTRY.astype(np.uint64) + np.uint64(2**63)}, "entry_not_integers"),
        ({"entry": ENTRY + 2**40}, "entry_out_of_range"),
        ({"entry": ENTRY + 1_000_000}, "entry_out_of_range"),
        ({"entry": ENTRY - 1}, "entry_out_of_range"),
        ({"judge": JUDGE - 1}, "judge_out_of_range"),
        ({"judge": JUDGE + 1_000_000}, "judge_out_of_range"),
        ({"judge": np.where(JUDGE == 2, -5, JUDGE), "marks": hurt(JUDGE == 2, np.nan)}, "judge_out_of_range"),
        ({"judge": JUDGE[:-1]}, "sheets_differ_in_number"),
        ({"judge": JUDGE * 0}, "sheet_twice"),
        ({"marks": MARKS[:, 0]}, "marks_not_numbers"),
        ({"marks": MARKS[:, :, None]}, "marks_not_numbers"),
        ({"marks": None}, "marks_not_numbers"),
        ({"marks": 3.0}, "marks_not_numbers"),
        ({"marks": MARKS + 0j}, "marks_not_numbers"),
        ({"marks": MARKS.astype(str)}, "marks_not_numbers"),
        ({"marks": MARKS.astype("datetime64[s]")}, "marks_not_numbers"),
        ({"marks": [[1], [1, 2]] * 18}, "marks_not_numbers"),
        ({"marks": hurt(3, math.inf)}, "mark_infinite"),
        ({"marks": hurt(3, -math.inf)}, "mark_infinite"),
        ({"marks": hurt(3, 1e300)}, "mark_outside_scale"),
        ({"marks": hurt(3, 5.1), "scale": (1, 5)}, "mark_outside_scale"),
        ({"marks": hurt(3, 0), "scale": (1, 5)}, "mark_outside_scale"),
        ({"scale": (5, 1)}, "scale_not_a_range"),
        ({"scale": (math.nan, 5)}, "scale_not_a_range"),
        ({"scale": (1, 2, 3)}, "scale_not_a_range"),
        ({"weights": [0, 1]}, "weight_not_positive"),
        ({"weights": [-1, 1]}, "weight_not_positive"),
        ({"weights": [math.nan, 1]}, "weights_not_numbers"),
        ({"weights": [math.inf, 1]}, "weights_not_numbers"),
        ({"weights": None}, "weights_not_numbers"),
        ({"weights": [[1, 1]]}, "weights_not_numbers"),
        ({"weights": []}, "no_criteria"),
        ({"weights": [1]}, "marks_do_not_fit_weights"),
        ({"weights": [1, 1e-9]}, "weight_out_of_range"),
        ({"entry_division": [0] * 5}, "entry_out_of_range"),
        ({"entry_division": [math.nan] * 12}, "division_not_integers"),
        ({"entry_division": [[0]] * 12}, "division_not_integers"),
        ({"judge_pool": [0]}, "judge_out_of_range"),
        ({"judge_pool": [0.0] * 7}, "pool_not_integers"),
        ({"seed": 1.5}, "seed_not_an_integer"),
        ({"seed": None}, "seed_not_an_integer"),
        ({"seed": -1}, "seed_negative"),
    ],
)
def test_what_cannot_be_ranked_is_refused_with_the_reason(changed, code):
    assert code_of(**changed) == code


QUESTION = {
    "score": [3.0, 2.9, 2.0], "deviation": [0.3] * 3, "division": [0] * 3, "seats": {0: (1,)},
    "judge_noise": [0.5, 0.5], "judge_spread": [1.0, 1.0], "judge_free": [3, 3], "budget": 4,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"score": ["a", 1, 2]}, "not_numbers"),
        ({"score": [math.inf, 1, 2]}, "out_of_range"),
        ({"deviation": [1e300] * 3}, "out_of_range"),
        ({"judge_noise": [1e-300, 1]}, "out_of_range"),
        ({"judge_spread": [math.inf, 1]}, "out_of_range"),
        ({"division": [0.5] * 3}, "not_integers"),
        ({"judge_free": [1.5, 1]}, "not_integers"),
        ({"judge_free": [math.nan, 1]}, "not_integers"),
        ({"judge_division": [math.nan, 1]}, "not_integers"),
        ({"budget": 1.5}, "not_integers"),
        ({"seed": None}, "not_integers"),
        ({"most_per_entry": 1.5}, "not_integers"),
        ({"seats": {0: (1.5,)}}, "seats_not_integers"),
        ({"forbidden": [(0,)]}, "pairs_not_integers"),
        ({"forbidden": [(1.5, 0)]}, "pairs_not_integers"),
        ({"forbidden": [("a", 1)]}, "pairs_not_integers"),
    ],
)
def test_a_settling_question_of_the_wrong_kind_is_refused_with_the_reason(changed, code):
    asked = QUESTION | changed
    with pytest.raises(SettleError) as refusal:
        propose(**asked)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"entries": 1.5}, "not_integers"),
        ({"entries": None}, "not_integers"),
        ({"seats": math.nan}, "not_integers"),
        ({"minutes_per_judge": None}, "not_numbers"),
        ({"minutes_per_game": math.nan}, "not_numbers"),
        ({"reliability": "good"}, "not_numbers"),
        ({"minutes_per_judge": math.inf}, "minutes_out_of_range"),
        ({"minutes_per_game": 1e-300}, "minutes_out_of_range"),
        ({"entries": 10**30}, "too_many"),
    ],
)
def test_a_season_of_the_wrong_kind_is_not_suggested_for(changed, code):
    asked = {"entries": 300, "judges": 60, "seats": 10, "minutes_per_game": 6, "minutes_per_judge": 120} | changed
    with pytest.raises(SuggestError) as refusal:
        suggest(**asked)
    assert refusal.value.code == code


def test_a_jury_that_agrees_to_the_last_mark_is_ranked_without_a_warning():
    marks = [(5, 5), (4, 4), (3, 3), (2, 2), *((1 + number % 5, 2) for number in range(12))]
    sheets = [(game, judge, marks[game]) for game in range(16) for judge in range(3)]
    sheets += [(2, 3, (5, 5)), (1, 3, (1, 1))]
    entry, judge, given = zip(*sheets, strict=True)
    ranking = rank(entry, judge, np.array(given, float), weights=[40, 60], entry_division=[n % 3 for n in range(16)])
    assert ranking.method == MODEL
    assert [placing.entry for placing in ranking.placings if placing.place == 1] == [0, 1, 8]
    # A mark is a whole level, so no sheet is exact; whoever agreed is trusted, and whoever did not is not.
    careful, wild = ranking.judges[:3], ranking.judges[3]
    assert all(0.01 < judge.noise < wild.noise for judge in careful)


@st.composite
def anything(draw):
    """Sheets of all kinds of designs, from a handful to enough for the model; with blanks, ties and wild numbers."""
    entries, judges = draw(st.integers(1, 12)), draw(st.integers(1, 8))
    pairs = draw(st.lists(st.tuples(st.integers(0, entries - 1), st.integers(0, judges - 1)), unique=True, max_size=60))
    mark = st.one_of(st.just(math.nan), st.integers(0, 5).map(float), st.floats(-1e6, 1e6), st.just(-0.0))
    marks = draw(st.lists(st.tuples(mark, mark), min_size=len(pairs), max_size=len(pairs)))
    return {
        "entry": [entry for entry, _ in pairs],
        "judge": [judge for _, judge in pairs],
        "marks": np.array(marks).reshape(len(pairs), 2),
        "weights": draw(st.tuples(st.floats(1e-6, 1e6), st.floats(1e-6, 1e6))),
        "entry_division": draw(st.lists(st.integers(-2, 2), min_size=entries, max_size=entries)),
        "judge_pool": draw(st.lists(st.integers(-2, 2), min_size=judges, max_size=judges)),
    }


@given(anything())
@settings(max_examples=40, deadline=None)
def test_whatever_the_sheets_say_every_number_is_a_number_or_none(sheets):
    ranking = rank(**sheets)
    for placing in ranking.placings:
        assert (placing.score is None) == (placing.sheets == 0)
        assert (placing.place is None) == (placing.sheets < 2)
        numbers = (placing.score, placing.mean, placing.deviation, placing.spread, placing.before_next)
        assert all(number is None or math.isfinite(number) for number in numbers)
        assert placing.place is None or 1 <= placing.place_low <= placing.place <= placing.place_high
    for judge in ranking.judges:
        numbers = (judge.severity, judge.severity_error, judge.spread, judge.noise, judge.care)
        assert all(number is None or math.isfinite(number) for number in numbers)
    assert all(math.isfinite(sheet.weight) and sheet.weight >= 0 for sheet in ranking.sheets)


def test_the_library_loads_numpy_and_neither_flask_nor_sqlalchemy():
    code = (
        "import sys, contest.judging.rank, contest.judging.settle, contest.judging.suggest, contest.judging.assign;"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'flask', 'sqlalchemy', 'werkzeug', 'numpy'}))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "['numpy']"
