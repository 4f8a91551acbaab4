"""The policy: every line of it, and the order in which it is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from contest.rules.permissions import POLICY, Actor, Role, Verdict, judge_request, may

NOW = datetime(2027, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)

STRANGER = Actor()
PERSON = Actor(user_id=1)
TEACHER = Actor(user_id=2, school_ids=frozenset({10}))
JUDGE = Actor(user_id=3, judge_ids=frozenset({20}))
ORGANIZER = Actor(user_id=4, is_organizer=True)
ALL_ROLES = Actor(user_id=5, is_organizer=True, school_ids=frozenset({10}), judge_ids=frozenset({20}))


def season(**given: datetime) -> SimpleNamespace:
    """A season that takes entries at NOW."""
    dates = {
        "opens_at": NOW - HOUR,
        "submissions_close_at": NOW + HOUR,
        "judging_opens_at": NOW + 2 * HOUR,
        "judging_closes_at": NOW + 3 * HOUR,
    }
    return SimpleNamespace(**(dates | given))


def season_in_judging() -> SimpleNamespace:
    """A season whose round began an hour ago."""
    return season(
        submissions_close_at=NOW - HOUR,
        judging_opens_at=NOW - HOUR,
        judging_closes_at=NOW + HOUR,
        opens_at=NOW - 9 * HOUR,
    )


def entry(**given: object) -> SimpleNamespace:
    """A submitted entry of school 10, in a season that takes entries."""
    values = {"school_id": 10, "state": "submitted", "disqualified_at": None, "season": season()}
    return SimpleNamespace(**(values | given))


def assignment(**given: object) -> SimpleNamespace:
    """An open duty of judge 20, in a running round."""
    values = {
        "judge_id": 20,
        "state": "open",
        "entry": entry(season=season_in_judging()),
        "judge": SimpleNamespace(state="active"),
    }
    return SimpleNamespace(**(values | given))


def test_roles_follow_from_what_a_person_is() -> None:
    assert {actor.user_id: actor.roles for actor in (STRANGER, PERSON, TEACHER, JUDGE, ORGANIZER)} == {
        None: {Role.PUBLIC},
        1: {Role.PUBLIC, Role.PERSON},
        2: {Role.PUBLIC, Role.PERSON, Role.TEACHER},
        3: {Role.PUBLIC, Role.PERSON, Role.JUDGE},
        4: {Role.PUBLIC, Role.PERSON, Role.ORGANIZER},
    }
    assert ALL_ROLES.roles == set(Role)


@pytest.mark.parametrize("action", sorted(POLICY))
def test_nobody_does_anything_without_the_role(action: str) -> None:
    needed = POLICY[action].role
    for actor in (STRANGER, PERSON, TEACHER, JUDGE, ORGANIZER):
        if needed not in actor.roles:
            wanted = Verdict.SIGN_IN if actor is STRANGER else Verdict.WRONG_ROLE
            # Without the role not even the row is looked at: None would raise.
            assert judge_request(action, actor, None, NOW) is wanted


ROLES = {
    Role.PUBLIC: {"site.read", "announcement.read", "results.read"},
    Role.PERSON: {"account.edit"},
    Role.TEACHER: {
        "desk.teach",
        "entry.create",
        "entry.read",
        "entry.edit",
        "entry.submit",
        "entry.withdraw",
        "feedback.read",
    },
    Role.JUDGE: {"desk.judge", "sheet.read", "sheet.edit", "place.read", "place.edit", "practice.take"},
}


def test_what_is_not_for_the_public_persons_teachers_or_judges_is_for_organizers() -> None:
    by_role = {role: {name for name, rule in POLICY.items() if rule.role is role} for role in Role}
    assert {role: by_role[role] for role in ROLES} == ROLES
    assert by_role[Role.ORGANIZER] == set(POLICY) - set.union(*ROLES.values())


def test_an_organizer_s_role_opens_neither_a_teacher_s_nor_a_judge_s_pages() -> None:
    assert judge_request("entry.edit", ORGANIZER, entry(), NOW) is Verdict.WRONG_ROLE
    assert judge_request("sheet.read", ORGANIZER, assignment(), NOW) is Verdict.WRONG_ROLE


def test_an_action_that_is_not_in_the_table_is_an_error_not_a_no() -> None:
    with pytest.raises(KeyError):
        judge_request("entry.eat", ORGANIZER, None, NOW)


@pytest.mark.parametrize("action", ["entry.read", "entry.edit", "entry.submit", "entry.withdraw"])
def test_a_teacher_has_only_the_own_schools_entries(action: str) -> None:
    assert judge_request(action, TEACHER, entry(), NOW) is Verdict.YES
    assert judge_request(action, TEACHER, entry(school_id=11), NOW) is Verdict.NOT_YOURS


def test_the_row_is_asked_before_the_time_so_nobody_learns_of_foreign_rows() -> None:
    over = entry(school_id=11, season=season(submissions_close_at=NOW))
    assert judge_request("entry.edit", TEACHER, over, NOW) is Verdict.NOT_YOURS
    ended = assignment(judge_id=21, entry=entry(season=season()))
    assert judge_request("sheet.edit", JUDGE, ended, NOW) is Verdict.NOT_YOURS


@pytest.mark.parametrize(
    ("dates", "verdict"),
    [
        ({"opens_at": NOW + HOUR / 2}, Verdict.NOT_NOW),
        ({"opens_at": NOW}, Verdict.YES),
        ({"submissions_close_at": NOW}, Verdict.NOT_NOW),
        ({"submissions_close_at": NOW + timedelta(microseconds=1)}, Verdict.YES),
    ],
)
def test_entries_are_created_and_changed_from_the_opening_until_the_deadline(
    dates: dict[str, datetime], verdict: Verdict
) -> None:
    assert judge_request("entry.create", TEACHER, season(**dates), NOW) is verdict
    assert judge_request("entry.edit", TEACHER, entry(season=season(**dates)), NOW) is verdict
    assert judge_request("entry.read", TEACHER, entry(season=season(**dates)), NOW) is Verdict.YES


def test_a_disqualified_entry_can_be_read_but_not_changed_by_its_teacher() -> None:
    out = entry(disqualified_at=NOW)
    assert judge_request("entry.read", TEACHER, out, NOW) is Verdict.YES
    assert judge_request("entry.edit", TEACHER, out, NOW) is Verdict.NOT_NOW


@pytest.mark.parametrize(
    "gone",
    [
        {"judge_id": 21},
        {"state": "recused"},
        {"state": "removed"},
        {"entry": entry(state="withdrawn", season=season_in_judging())},
        {"entry": entry(state="draft", season=season_in_judging())},
        {"entry": entry(disqualified_at=NOW, season=season_in_judging())},
    ],
)
def test_a_judge_reads_and_edits_only_own_standing_duties(gone: dict[str, object]) -> None:
    for action in ("sheet.read", "sheet.edit"):
        assert judge_request(action, JUDGE, assignment(), NOW) is Verdict.YES
        assert judge_request(action, JUDGE, assignment(**gone), NOW) is Verdict.NOT_YOURS


@pytest.mark.parametrize("state", ["open", "later", "done"])
def test_every_standing_duty_may_be_edited_while_the_round_lasts(state: str) -> None:
    assert may("sheet.edit", JUDGE, assignment(state=state), NOW)


def test_a_judge_who_left_may_look_back_but_edit_nothing() -> None:
    left = assignment(judge=SimpleNamespace(state="left"))
    assert judge_request("sheet.read", JUDGE, left, NOW) is Verdict.YES
    assert judge_request("sheet.edit", JUDGE, left, NOW) is Verdict.NOT_YOURS


def test_before_the_round_a_judge_sees_no_sheet_and_after_it_edits_none() -> None:
    before = assignment(entry=entry(season=season()))
    assert judge_request("sheet.read", JUDGE, before, NOW) is Verdict.NOT_NOW
    assert judge_request("sheet.edit", JUDGE, before, NOW) is Verdict.NOT_NOW
    after = assignment(entry=entry(season=season_in_judging()))
    assert judge_request("sheet.read", JUDGE, after, NOW + HOUR) is Verdict.YES
    assert judge_request("sheet.edit", JUDGE, after, NOW + HOUR) is Verdict.NOT_NOW


def test_hidden_announcements_and_withdrawn_publications_are_nobody_s() -> None:
    for actor in (STRANGER, ORGANIZER):
        assert may("announcement.read", actor, SimpleNamespace(is_hidden=False), NOW)
        assert judge_request("announcement.read", actor, SimpleNamespace(is_hidden=True), NOW) is Verdict.NOT_YOURS
        assert may("results.read", actor, SimpleNamespace(withdrawn_at=None), NOW)
        assert judge_request("results.read", actor, SimpleNamespace(withdrawn_at=NOW), NOW) is Verdict.NOT_YOURS


@pytest.mark.parametrize(
    ("action", "date"),
    [
        ("assignment.plan", "submissions_close_at"),
        ("ranking.compute", "judging_opens_at"),
        ("award.give", "judging_closes_at"),
        ("results.publish", "judging_closes_at"),
    ],
)
def test_organizers_act_on_a_stage_only_when_the_one_before_is_over(action: str, date: str) -> None:
    row = season()
    end = getattr(row, date)
    assert judge_request(action, ORGANIZER, row, end - timedelta(microseconds=1)) is Verdict.NOT_NOW
    assert judge_request(action, ORGANIZER, row, end) is Verdict.YES
