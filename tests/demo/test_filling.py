"""The demonstration contest: every stage has happened, nothing is empty, and everything says that it is one."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contest.demo import fill
from contest.demo.cast import JUDGES
from contest.models import (
    Announcement,
    Assignment,
    AssignmentState,
    Author,
    Award,
    Entry,
    EntryState,
    Judge,
    ProjectFile,
    Publication,
    School,
    Season,
    User,
)
from contest.queries.seasons import season_lines
from contest.rules.timetable import Phase
from contest.web.store import storage

pytestmark = pytest.mark.database


@pytest.fixture
def filled(app: Flask, session: Session, clock) -> Session:  # type: ignore[no-untyped-def]
    """A session on a database with the demonstration in it."""
    fill(session, storage(), fonts=[], now=clock(), progress=lambda step: None)
    session.commit()
    return session


def test_demonstration_leaves_no_stage_empty(filled: Session, clock) -> None:  # type: ignore[no-untyped-def]
    session = filled
    assert [line.phase for line in season_lines(session, clock())] == [Phase.JUDGING, Phase.PUBLISHED]
    assert all(season.is_demonstration for season in session.scalars(select(Season)))
    submitted = session.scalars(select(Entry).where(Entry.state == EntryState.SUBMITTED)).all()
    assert len(submitted) >= 24
    assert {entry.division_id for entry in submitted} == {
        division.id for season in session.scalars(select(Season)) for division in season.divisions
    }
    assert {entry.state for entry in session.scalars(select(Entry))} == set(EntryState)
    assert session.scalar(select(func.count(School.id))) == 7
    judges = Counter(session.scalars(select(Judge.season_id)))
    assert set(judges.values()) == {len(JUDGES)} == {6}
    states = Counter(session.scalars(select(Assignment.state)))
    assert states[AssignmentState.DONE] > 0.7 * sum(states.values())
    assert {AssignmentState.OPEN, AssignmentState.LATER, AssignmentState.RECUSED} <= set(states)
    for table in (Award, Publication, Announcement):
        assert session.scalars(select(table)).first() is not None, table.__tablename__
    assert all(file.picture_sha256 for file in session.scalars(select(ProjectFile)))


def test_everybody_in_the_demonstration_says_that_they_do_not_exist(filled: Session) -> None:
    users = filled.scalars(select(User.name)).all()
    assert [name for name in users if "演示" not in name and "demonstration" not in name] == []
    authors = filled.scalars(select(Author.full_name)).all()
    assert [name for name in authors if "示例" not in name] == []
