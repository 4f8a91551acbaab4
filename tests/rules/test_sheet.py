from contest.rules.sheet import Change, Merge, merge, same

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
