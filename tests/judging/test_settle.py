"""Where a few more score sheets would settle an award."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.judging.chance import expected_excess
from contest.judging.settle import NO_DIVISION, Pair, SettleError, Settling, propose

BLANK = math.nan


def ask(score: list[float], seats: dict[int, tuple[int, ...]], **changed: object) -> Settling:
    """A question with three equal judges who have time, all entries in division 0 and known to 0.3 points."""
    question = {
        "deviation": [0.3] * len(score),
        "division": [0] * len(score),
        "judge_noise": [0.5, 0.5, 0.5],
        "judge_spread": [1.0, 1.0, 1.0],
        "judge_free": [10, 10, 10],
        "budget": 6,
    } | changed
    return propose(score, question.pop("deviation"), question.pop("division"), seats, **question)


def entries_of(settling: Settling) -> list[int]:
    return [pair.entry for pair in settling.pairs]


@st.composite
def questions(draw: st.DrawFn) -> dict[str, object]:
    entries, judges = draw(st.integers(0, 8)), draw(st.integers(0, 5))

    def each(count: int, value: st.SearchStrategy[object]) -> list[object]:
        return draw(st.lists(value, min_size=count, max_size=count))

    # Any finite size: also scores that are all alike, and deviations of nothing.
    points = st.one_of(st.just(BLANK), st.floats(-1e6, 1e6), st.sampled_from([1.0, 3.0, 5.0]))
    pair = st.tuples(st.integers(0, 7), st.integers(0, 4))
    return {
        "score": each(entries, points),
        "deviation": each(entries, st.one_of(st.just(BLANK), st.floats(0, 1e3), st.just(0.0))),
        "division": each(entries, st.integers(0, 2)),
        "seats": draw(st.dictionaries(st.integers(0, 3), st.lists(st.integers(1, 9), max_size=3))),
        "judge_noise": each(judges, st.one_of(st.just(BLANK), st.floats(1e-3, 1e3))),
        "judge_spread": each(judges, st.one_of(st.just(BLANK), st.floats(0.1, 3))),
        "judge_free": each(judges, st.integers(-1, 4)),
        "judge_division": draw(st.one_of(st.none(), st.just(each(judges, st.integers(-1, 2))))),
        "forbidden": draw(st.lists(pair, max_size=15)),
        "budget": draw(st.integers(0, 12)),
        "most_per_entry": draw(st.integers(1, 3)),
        "seed": draw(st.integers(0, 2**32)),
    }


@given(questions())
@settings(max_examples=300, deadline=None)
def test_a_proposal_keeps_the_budget_the_judges_time_conflicts_and_the_most_an_entry_may_get(question):
    settling = propose(**question)
    pairs = [(pair.entry, pair.judge) for pair in settling.pairs]
    assert len(pairs) <= question["budget"]
    assert len(set(pairs)) == len(pairs)
    assert set(pairs) & set(question["forbidden"]) == set()
    assert all(count <= question["judge_free"][judge] for judge, count in Counter(j for _, j in pairs).items())
    assert all(count <= question["most_per_entry"] for count in Counter(e for e, _ in pairs).values())
    bound = question["judge_division"] or [NO_DIVISION] * len(question["judge_free"])
    assert all(bound[judge] in (NO_DIVISION, question["division"][entry]) for entry, judge in pairs)
    assert all(pair.gain > 0 for pair in settling.pairs)


@given(questions())
@settings(max_examples=100, deadline=None)
def test_only_entries_with_a_place_in_a_division_with_an_award_line_get_sheets(question):
    settling = propose(**question)
    lines = {line.division for line in settling.lines}
    for entry in entries_of(settling):
        assert question["division"][entry] in lines
        assert math.isfinite(question["score"][entry])
        assert math.isfinite(question["deviation"][entry])
    for line in settling.lines:
        assert 0 <= line.expected_before <= 1
        assert 0 <= line.expected_after <= 1
    assert (settling.expected_before is None) == (settling.lines == ())


@given(questions())
@settings(max_examples=50, deadline=None)
def test_the_same_question_gives_the_same_answer(question):
    assert propose(**question) == propose(**question)


@given(questions())
@settings(max_examples=50, deadline=None)
def test_the_order_of_forbidden_pairs_and_naming_one_twice_change_nothing(question):
    turned = question | {"forbidden": [*reversed(question["forbidden"]), *question["forbidden"]]}
    assert propose(**turned) == propose(**question)


def test_sheets_go_to_the_entries_at_the_line_not_to_the_certain_ones():
    settling = ask([5.0, 4.9, 3.05, 2.95, 1.1, 1.0], {0: (3,)}, budget=4)
    assert set(entries_of(settling)) == {2, 3}
    assert [(line.seats, line.cut) for line in settling.lines] == [(3, 3.0)]


def test_the_gain_of_a_sheet_is_the_knowledge_gradient():
    settling = ask([3.2, 3.0], {0: (1,)}, budget=1)
    moved = 0.09 / math.sqrt(0.09 + 0.25)
    z = -0.1 / moved
    density, below = math.exp(-z * z / 2) / math.sqrt(2 * math.pi), math.erfc(-z / math.sqrt(2)) / 2
    worth = moved * (density + z * below)
    assert settling.gains == pytest.approx((worth, worth), abs=1e-6)
    assert settling.pairs[0].gain == pytest.approx(worth, abs=1e-6)


def test_a_second_sheet_for_an_entry_is_worth_less_than_the_first():
    settling = ask([3.0, 3.0], {0: (1,)}, budget=6)
    by_entry = [[pair.gain for pair in settling.pairs if pair.entry == entry] for entry in (0, 1)]
    assert [len(gains) for gains in by_entry] == [3, 3]
    assert all(gains == sorted(gains, reverse=True) for gains in by_entry)


def test_a_less_known_entry_comes_before_a_better_known_one_equally_near_the_line():
    assert entries_of(ask([3.1, 2.9], {0: (1,)}, deviation=[0.2, 0.4], budget=1)) == [1]


def test_the_most_informative_judge_comes_first_then_the_next_when_time_is_used_up():
    settling = ask(
        [3.2, 3.1, 3.0, 2.9],
        {0: (2,)},
        judge_noise=[0.9, 0.3, 0.9],
        judge_spread=[1.0, 1.0, 2.0],
        judge_free=[9, 2, 1],
        budget=4,
    )
    assert [pair.judge for pair in settling.pairs] == [1, 1, 2, 0]


def test_a_judge_of_whom_nothing_is_known_counts_as_a_usual_one():
    settling = ask(
        [3.1, 3.0], {0: (1,)}, judge_noise=[0.7, BLANK, 0.3, 0.5], judge_spread=[1, 1, 1, 1], judge_free=[1] * 4,
        budget=4, most_per_entry=2,
    )  # fmt: skip
    order = [pair.judge for pair in settling.pairs]
    assert (order[0], set(order[1:3]), order[3]) == (2, {1, 3}, 0)


def test_conflicts_leave_the_entry_to_the_next_judge_or_to_nobody():
    conflicts = [(0, 0), (1, 0), (1, 1), (1, 2)]
    settling = ask([3.1, 3.0], {0: (1,)}, judge_noise=[0.3, 0.5, 0.6], forbidden=conflicts)
    assert [(pair.entry, pair.judge) for pair in settling.pairs] == [(0, 1), (0, 2)]


def test_an_entry_between_two_lines_gains_from_both():
    one_line, two_lines = ask([4.0, 3.5, 3.0], {0: (1,)}), ask([4.0, 3.5, 3.0], {0: (1, 2)})
    other_line = ask([4.0, 3.5, 3.0], {0: (2,)})
    assert two_lines.gains[1] == pytest.approx(one_line.gains[1] + other_line.gains[1])


def test_each_division_has_its_own_line():
    settling = ask(
        [4.0, 3.95, 1.0, 2.0, 1.95, 0.5], {0: (1,), 1: (1,)}, division=[0, 0, 0, 1, 1, 1], budget=4, most_per_entry=1
    )
    assert sorted(entries_of(settling)) == [0, 1, 3, 4]
    assert [(line.division, line.seats) for line in settling.lines] == [(0, 1), (1, 1)]


def test_a_judge_bound_to_a_division_gets_no_other():
    settling = ask([4.0, 3.9, 2.0, 1.9], {0: (1,), 1: (1,)}, division=[0, 0, 1, 1], judge_division=[1, 1, NO_DIVISION])
    assert {pair.judge for pair in settling.pairs if pair.entry < 2} == {2}
    assert {pair.judge for pair in settling.pairs if pair.entry >= 2} <= {0, 1, 2}


def test_where_everyone_has_a_seat_there_is_nothing_to_settle():
    assert ask([3.0, 2.0], {0: (2, 5)}) == Settling((), (), None, None, (0.0, 0.0))


def test_nothing_known_gives_nothing_to_propose():
    assert ask([BLANK, BLANK], {0: (1,)}) == Settling((), (), None, None, (0.0, 0.0))
    assert ask([], {0: (1,)}) == Settling((), (), None, None, ())


def test_scores_that_are_certain_are_right_now_and_cost_nothing():
    settling = ask([3.0, 2.0, 1.0], {0: (1,)}, deviation=[0.0, 0.0, 0.0])
    assert (settling.pairs, settling.expected_before, settling.expected_after) == ((), 1.0, 1.0)


def test_two_entries_that_cannot_be_told_apart_are_right_by_half_and_better_after_more_sheets():
    settling = ask([3.0, 3.0], {0: (1,)}, judge_noise=[0.05] * 3)
    assert settling.expected_before == pytest.approx(0.5, abs=0.05)
    assert settling.expected_after > 0.85


def test_the_forecast_is_the_share_of_seats_that_come_out_right():
    """Two entries, one seat: an orthant of two normals, ½ + arcsin(ρ)/π with ρ² the share of variance known."""
    settling = ask([3.0, 3.0], {0: (1,)}, budget=6)
    added = 3 / 0.25
    known = added * 0.09 / (1 + added * 0.09)
    assert settling.expected_after == pytest.approx(0.5 + math.asin(math.sqrt(known)) / math.pi, abs=0.04)


@given(st.lists(st.floats(1, 5), min_size=4, max_size=30), st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_more_sheets_are_never_forecast_to_make_the_choice_worse(score, seed):
    settling = ask(score, {0: (2,)}, seed=seed, budget=20)
    # Three standard errors of what a thousand drawn seasons can say.
    assert settling.expected_after >= settling.expected_before - 0.035


def test_pairs_come_with_their_entry_judge_and_gain():
    settling = ask([3.0, 3.0], {0: (1,)}, budget=1)
    assert settling.pairs == (Pair(0, 0, settling.gains[0]),)


def test_expected_excess_is_right_where_it_is_known():
    assert expected_excess(np.array([0.0, -1.0, -20.0])) == pytest.approx([0.39894228, 0.08331547, 0.0], abs=1e-7)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"deviation": [0.1]}, "entries_differ_in_number"),
        ({"division": [0]}, "entries_differ_in_number"),
        ({"deviation": [0.1, -0.1]}, "deviation_negative"),
        ({"judge_noise": [0.5]}, "judges_differ_in_number"),
        ({"judge_division": [0]}, "judges_differ_in_number"),
        ({"judge_noise": [0.5, 0.0, 0.5]}, "noise_not_positive"),
        ({"judge_spread": [1.0, -1.0, 1.0]}, "spread_not_positive"),
        ({"budget": -1}, "budget_negative"),
        ({"most_per_entry": 0}, "most_not_positive"),
        ({"seed": -1}, "seed_negative"),
    ],
)
def test_a_question_without_sense_is_refused_with_the_reason(changed, code):
    with pytest.raises(SettleError) as refusal:
        ask([3.0, 2.0], {0: (1,)}, **changed)
    assert refusal.value.code == code


def test_a_line_with_no_seat_is_refused():
    with pytest.raises(SettleError) as refusal:
        ask([3.0, 2.0], {0: (0, 1)})
    assert refusal.value.code == "seats_not_positive"
