import pytest

from contest.rules.sheet import Change, Merge, Span, merge, same, seconds_with

KEPT = {"mark-1": 3, "mark-2": None, "comment": "good", "flag-improper": False}


def test_a_change_of_what_the_writer_saw_is_taken():
    changes = {"mark-1": Change(3, 4), "mark-2": Change(None, 5), "flag-improper": Change(False, True)}
    assert merge(KEPT, changes) == Merge({"mark-1": 4, "mark-2": 5, "flag-improper": True}, ())


def test_a_field_that_somebody_else_changed_is_in_conflict_and_the_others_are_taken():
    changes = {"comment": Change("", "fine"), "mark-1": Change(3, 1)}
    assert merge(KEPT, changes) == Merge({"mark-1": 1}, ("comment",))


def test_a_change_that_already_arrived_is_neither_taken_again_nor_a_conflict():
    assert merge(KEPT, {"comment": Change("", "good"), "mark-1": Change(2, 3)}) == Merge({}, ())


def test_who_saw_nothing_may_write_where_there_is_nothing():
    empty = {"mark-1": None, "comment": "", "flag-improper": False}
    changes = {"mark-1": Change(None, 2), "comment": Change(None, "a"), "flag-improper": Change(None, True)}
    assert merge(empty, changes) == Merge({"mark-1": 2, "comment": "a", "flag-improper": True}, ())
    assert merge({"mark-1": 0}, {"mark-1": Change(None, 2)}) == Merge({}, ("mark-1",))


def test_a_tick_is_not_a_mark_of_one():
    assert [same(1, True), same(0, False), same(None, False), same(1, 1)] == [False, False, False, True]


@pytest.mark.parametrize(
    ("kept", "was", "now", "seconds"),
    [
        (0, 0, 25, 25),
        (25, 25, 40, 40),
        (40, 25, 40, 40),  # its answer was lost, and it was sent again
        (60, 25, 40, 75),  # another tab's seconds stay
        (60, 40, 40, 60),
        (60, 40, 20, 60),
        (0, 0, 10**9, 1800),  # no chair is sat on for so long
        (86_000, 0, 10_000, 86_400),
    ],
)
def test_a_pages_seconds_are_added_once_and_never_without_end(kept, was, now, seconds):
    assert seconds_with(kept, Span(was, now)) == seconds
