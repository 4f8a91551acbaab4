"""News is posted, corrected, hidden; nothing of it is lost."""

from __future__ import annotations

from dataclasses import replace

import makers
import pytest
from makers import CLOSES, OPENS
from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.models import AuditEvent
from contest.pipeline.announce import News, change, post, set_hidden
from contest.queries.site import announcements

pytestmark = pytest.mark.database

NEWS = News("延期通知", "Deadline moved", "截止时间延长一天。", "The deadline moves by one day.")


def trail(session: Session) -> list[tuple[str, object, object]]:
    """(action, before, after) of every event."""
    return [(event.action, event.before, event.after) for event in session.scalars(select(AuditEvent))]


def test_posted_news_is_public_and_says_by_whom_and_when(session: Session) -> None:
    organizer = makers.make_organizer(session)
    row = post(session, NEWS, actor=organizer, now=OPENS)
    assert (row.title_zh, row.body_en, row.posted_by, row.posted_at, row.is_hidden) == (
        "延期通知",
        "The deadline moves by one day.",
        organizer,
        OPENS,
        False,
    )
    assert announcements(session) == [row]
    assert [action for action, _, _ in trail(session)] == ["announcement.post"]


def test_a_correction_keeps_the_day_and_what_it_said_before(session: Session) -> None:
    organizer = makers.make_organizer(session)
    row = post(session, NEWS, actor=organizer, now=OPENS)
    change(session, row, replace(NEWS, title_en="Deadline moved again"), actor=organizer, now=CLOSES)
    assert (row.title_en, row.posted_at) == ("Deadline moved again", OPENS)
    action, before, after = trail(session)[-1]
    assert action == "announcement.change"
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert (before["title_en"], after["title_en"]) == ("Deadline moved", "Deadline moved again")


def test_a_correction_that_changes_nothing_leaves_no_event(session: Session) -> None:
    organizer = makers.make_organizer(session)
    row = post(session, NEWS, actor=organizer, now=OPENS)
    change(session, row, NEWS, actor=organizer, now=CLOSES)
    assert [action for action, _, _ in trail(session)] == ["announcement.post"]


def test_hiding_takes_it_off_the_public_pages_and_keeps_it_for_organizers(session: Session) -> None:
    organizer = makers.make_organizer(session)
    row = post(session, NEWS, actor=organizer, now=OPENS)
    other = post(session, NEWS, actor=organizer, now=CLOSES)
    set_hidden(session, row, True, actor=organizer, now=CLOSES)
    set_hidden(session, row, True, actor=organizer, now=CLOSES)
    assert announcements(session) == [other]
    assert announcements(session, with_hidden=True) == [other, row]
    set_hidden(session, row, False, actor=organizer, now=CLOSES)
    assert announcements(session) == [other, row]
    assert [action for action, _, _ in trail(session)][2:] == ["announcement.hide", "announcement.show"]


def test_the_home_page_asks_for_the_newest_few(session: Session) -> None:
    organizer = makers.make_organizer(session)
    rows = [post(session, NEWS, actor=organizer, now=OPENS) for _ in range(4)]
    assert announcements(session, most=3) == rows[:0:-1]
