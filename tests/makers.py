"""Plain makers: each gives one row with an unsurprising default per column. They flush, and never commit."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from contest.models import (
    Assignment,
    AssignmentState,
    Author,
    AwardBasis,
    AwardKind,
    Criterion,
    Division,
    Entry,
    EntryState,
    Judge,
    Level,
    Mark,
    PracticeGame,
    ProjectFile,
    Revision,
    School,
    ScoreSheet,
    Season,
    Sponsor,
    Teacher,
    User,
)

count = itertools.count(1)
OPENS = datetime(2026, 9, 1, tzinfo=UTC)
CLOSES = datetime(2027, 4, 1, tzinfo=UTC)
JUDGING = datetime(2027, 4, 8, tzinfo=UTC)
JUDGED = datetime(2027, 5, 8, tzinfo=UTC)
PASSWORD = "correct horse 电池"


def add(session: Session, row: Any) -> Any:
    """Add and flush."""
    session.add(row)
    session.flush()
    return row


def make_season(session: Session, **given: Any) -> Season:
    """A season that takes entries from September 2026 to April 2027, with divisions, rubric and award kinds."""
    n = next(count)
    values = {
        "slug": f"s{n}",
        "name_zh": f"第{n}届",
        "name_en": f"Season {n}",
        "opens_at": OPENS,
        "submissions_close_at": CLOSES,
        "judging_opens_at": JUDGING,
        "judging_closes_at": JUDGED,
        "created_at": OPENS,
    }
    season = add(session, Season(**(values | given)))
    for position, (zh, en, low, high) in enumerate(
        [("小学低年级", "Grades 1–3", 1, 3), ("小学高年级", "Grades 4–6", 4, 6), ("初中", "Grades 7–9", 7, 9)]
    ):
        season.divisions.append(
            Division(position=position, name_zh=zh, name_en=en, lowest_grade=low, highest_grade=high)
        )
    for position, (key, weight) in enumerate([("theme", 40), ("technique", 60)]):
        criterion = Criterion(position=position, key=key, weight=weight, name_zh=f"{key}项", name_en=key.title())
        criterion.levels = [Level(points=p, text_zh=f"{p}级", text_en=f"level {p}") for p in range(5, 0, -1)]
        season.criteria.append(criterion)
    for position, (zh, en, share) in enumerate([("一等奖", "First prize", 10), ("二等奖", "Second prize", 20)]):
        season.award_kinds.append(
            AwardKind(position=position, basis=AwardBasis.SHARE, share_percent=share, name_zh=zh, name_en=en)
        )
    session.flush()
    return season


def make_sponsor(session: Session, name: str = "") -> Sponsor:
    """A company."""
    return add(session, Sponsor(name=name or f"Sponsor {next(count)}"))


def make_school(session: Session, **given: Any) -> School:
    """A school in Henan with its own code."""
    n = next(count)
    values = {"name": f"School {n}", "province": "Henan", "code": f"CODE{n:04}", "created_at": OPENS}
    return add(session, School(**(values | given)))


def make_user(session: Session, **given: Any) -> User:
    """A person who cannot sign in with a password (the hash matches none) but may be given a session."""
    n = next(count)
    values = {"login": f"user{n}", "name": f"Person {n}", "password_hash": "!", "created_at": OPENS}
    return add(session, User(**(values | given)))


def make_teacher(session: Session, school: School | None = None, **given: Any) -> User:
    """A teacher of `school`."""
    user = make_user(session, **given)
    school = school or make_school(session)
    add(session, Teacher(user=user, school=school, joined_at=OPENS))
    return user


def make_organizer(session: Session) -> User:
    """An organizer."""
    return make_user(session, is_organizer=True)


def make_judge(session: Session, season: Season, sponsor: Sponsor | None = None, **given: Any) -> Judge:
    """A place on the season's jury, with its user."""
    user = make_user(session, **given)
    return add(session, Judge(user=user, season=season, sponsor=sponsor, joined_at=OPENS))


def make_file(session: Session, sha256: str = "", **given: Any) -> ProjectFile:
    """The row of a project file; its bytes are not in the store."""
    digest = sha256 or f"{next(count):064x}"
    values = {"sha256": digest, "size": 1000, "format": "sb3", "card": {}, "personal": [], "stored_at": OPENS}
    return add(session, ProjectFile(**(values | given)))


def make_entry(session: Session, season: Season, school: School | None = None, **given: Any) -> Entry:
    """A submitted entry in the season's first division, by one child of grade 2, with a project file."""
    n = next(count)
    school = school or make_school(session)
    teacher = given.pop("created_by", None) or make_user(session)
    file = given.pop("file", None) or make_file(session)
    authors = given.pop("authors", None) or [Author(position=0, full_name=f"欧阳小{n}", grade=2)]
    values = {
        "code": f"E{n:05}",
        "season": season,
        "school": school,
        "created_by": teacher,
        "division": season.divisions[0],
        "title": f"Game {n}",
        "how_to_play": "Press the arrow keys.",
        "is_original": True,
        "has_consent": True,
        "state": EntryState.SUBMITTED,
        "submitted_at": OPENS,
        "file": file,
        "authors": authors,
        "created_at": OPENS,
        "updated_at": OPENS,
    }
    entry = add(session, Entry(**(values | given)))
    add(
        session,
        Revision(entry=entry, number=1, file=file, original_name="game.sb3", uploaded_by=teacher, uploaded_at=OPENS),
    )
    return entry


def make_assignment(session: Session, entry: Entry, judge: Judge, **given: Any) -> Assignment:
    """A duty, open unless told otherwise."""
    values = {"season_id": entry.season_id, "entry": entry, "judge": judge, "position": next(count)}
    return add(session, Assignment(**(values | {"created_at": OPENS} | given)))


def make_sheet(session: Session, assignment: Assignment, points: list[int], *, finished: bool = True) -> ScoreSheet:
    """A sheet with one mark per criterion, in the rubric's order."""
    criteria = assignment.entry.season.criteria  # asked first: asking flushes, and the sheet is not added yet
    sheet = ScoreSheet(assignment=assignment, started_at=JUDGING, saved_at=JUDGING)
    sheet.finished_at = JUDGING if finished else None
    sheet.marks = [Mark(criterion=c, points=p) for c, p in zip(criteria, points, strict=False)]
    if finished:
        assignment.state = AssignmentState.DONE
    return add(session, sheet)


def make_practice(session: Session, season: Season, **given: Any) -> PracticeGame:
    """A practice game on which the organizers agreed on level 3 of every criterion."""
    n = next(count)
    values = {
        "season_id": season.id,
        "position": n,
        "file": given.pop("file", None) or make_file(session),
        "title_zh": f"练习{n}",
        "title_en": f"Practice {n}",
        "agreed": {criterion.key: 3 for criterion in season.criteria},
        "created_at": OPENS,
    }
    return add(session, PracticeGame(**(values | given)))


def make_reviewed(session: Session, judges: list[Judge], *sheets: list[int], **given: Any) -> Entry:
    """An entry of the judges' season with one finished sheet for each list of points, by the first judges."""
    entry = make_entry(session, judges[0].season, **given)
    for judge, points in zip(judges, sheets, strict=False):
        make_sheet(session, make_assignment(session, entry, judge), points)
    return entry


@contextmanager
def count_queries(session: Session) -> Iterator[list[str]]:
    """Collect every statement that is sent to the database in the block."""
    statements: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
