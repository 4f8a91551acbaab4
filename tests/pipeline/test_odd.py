import makers
import pytest
from sqlalchemy import select

from contest.errors import Closed, Invalid
from contest.models import AuditEvent, Mark, OddSheet, ScoreSheet, SheetDecision
from contest.pipeline.health import look
from contest.pipeline.odd import MOST_REASON, decide, set_aside_all

pytestmark = pytest.mark.database
NOW = makers.JUDGED


@pytest.fixture
def season(session):
    return makers.make_season(session)


@pytest.fixture
def organizer(session):
    return makers.make_organizer(session)


@pytest.fixture
def judge(session, season):
    return makers.make_judge(session, season)


@pytest.fixture
def sheets(session, season, judge):
    """Five sheets with the same marks, looked at."""
    for _ in range(5):
        makers.make_reviewed(session, [judge], [3, 4])
    look(session, season, now=NOW)
    return list(session.scalars(select(ScoreSheet).order_by(ScoreSheet.id)))


def waiting(session, season):
    """The sheets that wait, after another look."""
    look(session, season, now=NOW)
    return sorted(session.scalars(select(OddSheet.sheet_id).where(OddSheet.is_waiting)))


def test_setting_aside_keeps_the_sheet_and_leaves_decision_and_trail(session, season, sheets, organizer):
    decide(session, sheets[:1], counts=False, reason=" never played ", actor=organizer, now=NOW)
    assert [sheet.set_aside_at for sheet in sheets] == [NOW, None, None, None, None]
    decision = session.scalars(select(SheetDecision)).one()
    assert (decision.counts, decision.signs, decision.reason) == (False, ["constant"], "never played")
    assert (decision.decided_by, decision.decided_at) == (organizer, NOW)
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "sheet.set-aside")).one()
    assert (event.actor_id, event.season_id, event.subject_id) == (organizer.id, season.id, str(sheets[0].id))
    assert (event.before, event.after) == ({"counts": True}, {"counts": False, "why": "never played"})
    assert sheets[0].marks


def test_a_decision_is_taken_back_by_another_and_both_stay(session, sheets, organizer):
    decide(session, sheets[:1], counts=False, reason="never played", actor=organizer, now=NOW)
    decide(session, sheets[:1], counts=True, reason="the judge rang", actor=organizer, now=NOW)
    assert sheets[0].set_aside_at is None
    assert session.scalars(select(SheetDecision.counts).order_by(SheetDecision.id)).all() == [False, True]
    assert session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()[-2:] == [
        "sheet.set-aside",
        "sheet.count",
    ]


def test_a_decided_sheet_leaves_the_queue_until_a_new_sign_appears(session, season, sheets, organizer):
    decide(session, sheets[:2], counts=True, reason="all alike, indeed", actor=organizer, now=NOW)
    rest = [sheet.id for sheet in sheets[2:]]
    assert sorted(session.scalars(select(OddSheet.sheet_id).where(OddSheet.is_waiting))) == rest
    assert waiting(session, season) == rest
    sheets[0].seconds = 10
    assert waiting(session, season) == [sheets[0].id, *rest]
    decide(session, sheets[:1], counts=True, reason="a very short game", actor=organizer, now=NOW)
    assert waiting(session, season) == rest


def test_a_sign_that_goes_and_comes_back_was_decided_on_already(session, season, sheets, organizer):
    sheets[0].seconds = 10
    look(session, season, now=NOW)
    decide(session, sheets, counts=True, reason="known", actor=organizer, now=NOW)
    sheets[0].seconds = 0
    look(session, season, now=NOW)
    decide(session, sheets[:1], counts=True, reason="known", actor=organizer, now=NOW)
    sheets[0].seconds = 10
    assert waiting(session, season) == []


@pytest.mark.parametrize("reason", ["", "  \n", "x" * (MOST_REASON + 1)])
def test_no_decision_without_a_reason_of_sensible_length(session, sheets, organizer, reason):
    with pytest.raises(Invalid):
        decide(session, sheets, counts=False, reason=reason, actor=organizer, now=NOW)
    assert [sheet.set_aside_at for sheet in sheets] == [None] * 5


def test_what_does_not_count_anyway_is_not_decided_on_and_nothing_else_is_done(session, season, sheets, organizer):
    judge = makers.make_judge(session, season)
    entry = sheets[0].assignment.entry
    begun = makers.make_sheet(session, makers.make_assignment(session, entry, judge), [3], finished=False)
    with pytest.raises(Closed):
        decide(session, [sheets[0], begun], counts=False, reason="why", actor=organizer, now=NOW)
    sheets[1].assignment.state = "removed"
    with pytest.raises(Closed):
        decide(session, sheets[:2], counts=False, reason="why", actor=organizer, now=NOW)
    assert session.scalars(select(SheetDecision)).all() == []


def test_all_sheets_of_a_judge_that_still_count_are_set_aside_and_nobody_elses(
    session, season, judge, sheets, organizer
):
    other = makers.make_sheet(
        session, makers.make_assignment(session, sheets[0].assignment.entry, makers.make_judge(session, season)), [1, 2]
    )
    decide(session, sheets[:1], counts=False, reason="first", actor=organizer, now=NOW)
    assert set_aside_all(session, judge, reason="all", actor=organizer, now=NOW) == 4
    assert all(sheet.set_aside_at is not None for sheet in sheets)
    assert other.set_aside_at is None
    assert session.scalars(select(SheetDecision.reason).order_by(SheetDecision.id)).all() == ["first"] + ["all"] * 4


def test_a_set_aside_sheet_says_nothing_about_others(session, season, sheets, organizer):
    """Its full marks are looked at, but it is no witness against another judge's."""
    entry = sheets[0].assignment.entry
    top = makers.make_judge(session, season)
    full = makers.make_sheet(session, makers.make_assignment(session, entry, top), [5, 5])
    second = makers.make_judge(session, season)
    makers.make_sheet(session, makers.make_assignment(session, entry, second), [2, 3])
    assert full.id in waiting(session, season)
    decide(session, sheets[:1], counts=False, reason="why", actor=organizer, now=NOW)
    assert full.id not in waiting(session, season)
    assert session.scalars(select(Mark.points).where(Mark.sheet_id == sheets[0].id)).all() == [3, 4]
