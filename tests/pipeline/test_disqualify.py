"""Taking an entry out of the contest deletes nothing and can be undone."""

from __future__ import annotations

import makers
import pytest
from makers import CLOSES, JUDGING
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contest.errors import Closed, Invalid
from contest.models import AuditEvent, Entry, EntryState, ScoreSheet
from contest.pipeline.disqualify import disqualify, reinstate
from contest.queries.seasons import progress

pytestmark = pytest.mark.database


@pytest.fixture
def entry(session: Session) -> Entry:
    """A submitted entry with one finished sheet."""
    season = makers.make_season(session)
    entry = makers.make_entry(session, season)
    makers.make_sheet(session, makers.make_assignment(session, entry, makers.make_judge(session, season)), [5, 4])
    return entry


def trail(session: Session) -> list[tuple[object, ...]]:
    """(action, season, before, after) of every event."""
    found = session.scalars(select(AuditEvent))
    return [(event.action, event.season_id, event.before, event.after) for event in found]


def test_a_disqualified_entry_leaves_the_contest_and_keeps_its_state_files_and_sheets(
    session: Session, entry: Entry
) -> None:
    disqualify(session, entry, "  抄袭去年的作品。 ", actor=makers.make_organizer(session), now=CLOSES)
    session.expire_all()
    assert (entry.disqualified_at, entry.disqualified_why, entry.state) == (
        CLOSES,
        "抄袭去年的作品。",
        EntryState.SUBMITTED,
    )
    assert (len(entry.revisions), entry.file is not None) == (1, True)
    found = progress(session, entry.season)
    assert (found.in_contest, found.disqualified, found.wanted_sheets) == (0, 1, 0)
    assert session.scalar(select(func.count()).select_from(ScoreSheet)) == 1
    assert trail(session) == [("entry.disqualify", entry.season_id, None, {"why": "抄袭去年的作品。"})]


@pytest.mark.parametrize("why", ["", "  \n "])
def test_it_needs_a_reason(session: Session, entry: Entry, why: str) -> None:
    with pytest.raises(Invalid) as refused:
        disqualify(session, entry, why, actor=makers.make_organizer(session), now=CLOSES)
    assert (refused.value.field, entry.disqualified_at, trail(session)) == ("why", None, [])


def test_a_second_time_is_refused_and_the_first_reason_stands(session: Session, entry: Entry) -> None:
    organizer = makers.make_organizer(session)
    disqualify(session, entry, "first", actor=organizer, now=CLOSES)
    with pytest.raises(Closed):
        disqualify(session, entry, "second", actor=organizer, now=JUDGING)
    assert (entry.disqualified_why, entry.disqualified_at, len(trail(session))) == ("first", CLOSES, 1)


def test_letting_it_back_in_undoes_it_and_is_audited(session: Session, entry: Entry) -> None:
    organizer = makers.make_organizer(session)
    disqualify(session, entry, "why", actor=organizer, now=CLOSES)
    reinstate(session, entry, actor=organizer, now=JUDGING)
    reinstate(session, entry, actor=organizer, now=JUDGING)
    assert (entry.disqualified_at, entry.disqualified_why) == (None, "")
    found = progress(session, entry.season)
    assert (found.in_contest, found.done_sheets) == (1, 1)
    assert trail(session)[1:] == [("entry.reinstate", entry.season_id, {"why": "why"}, None)]
