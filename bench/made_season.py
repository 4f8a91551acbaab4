"""A whole season in a database of its own, written with bulk inserts: schools, games, judges, sheets with marks.

What the judges give comes from `bench/simulate.py`, so rankings, health and awards have what they have in life: severe
and careless judges, divisions with juries of their own, sheets that are odd.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bench.simulate import Case, simulate
from config import Testing
from contest.app import create_app
from contest.database import migrate
from contest.demo.games import GAMES
from contest.extensions import db
from contest.models import (
    Assignment,
    AssignmentState,
    Author,
    Entry,
    EntryState,
    Judge,
    Mark,
    ProjectFile,
    Revision,
    School,
    ScoreSheet,
    Season,
    Sponsor,
    Teacher,
    User,
)
from contest.pipeline.seasons import SeasonPlan, create_season
from contest.scratch import card_of, read

OPENS = datetime(2026, 9, 1, 16, tzinfo=UTC)
CLOSES, JUDGING, JUDGED = (OPENS + timedelta(days=days) for days in (200, 207, 237))
NOW = JUDGED + timedelta(days=2)
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class MadeSeason:
    """What one needs to ask for its pages."""

    season: Season
    organizer: User
    teacher: User
    judges: list[int]
    codes: list[str]


@contextmanager
def application() -> Iterator[Flask]:
    """The contest on an empty SQLite database in a temporary folder, at the time when all is judged."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        settings = Testing({"DATABASE_URL": f"sqlite:///{place / 'contest.sqlite'}", "UPLOADS": str(place / "files")})
        app = create_app(settings, clock=lambda: NOW)
        with app.app_context():
            migrate(db.engine)
            yield app
            db.session.remove()
            db.engine.dispose()


def fill(session: Session, entries: int, reviews: int = 4, *, seed: int = 0) -> MadeSeason:
    """Write a season of so many games with so many finished sheets each. Commits."""
    organizer = User(
        login="organizer", name="Organizer", password_hash="!", is_organizer=True, created_at=OPENS, language="zh"
    )
    teacher = User(login="teacher", name="Teacher", password_hash="!", created_at=OPENS, language="zh")
    session.add_all([organizer, teacher])
    session.flush()
    plan = SeasonPlan(
        "大赛季",
        "Large season",
        "",
        "",
        OPENS,
        CLOSES,
        JUDGING,
        JUDGED,
        reviews,
        None,
        3,
        shows_marks=True,
        shows_table=True,
    )
    season = create_season(session, f"made-{entries}", plan, actor=organizer, now=OPENS)
    made = simulate(Case(entries=entries, reviews=reviews, divisions=len(season.divisions)), seed)
    schools = _schools(session, max(3, entries // 15), teacher)
    codes = _entries(session, season, schools, made.division.tolist(), teacher)
    judges = _judges(session, season, made.pool.tolist())
    _sheets(session, season, made.entry, made.judge, made.marks, judges, np.random.default_rng(seed))
    session.commit()
    return MadeSeason(season, organizer, teacher, judges, codes)


def _next(session: Session, table: type[Any]) -> int:
    return int(session.query(table.id).order_by(table.id.desc()).limit(1).scalar() or 0) + 1


def _schools(session: Session, count: int, teacher: User) -> list[int]:
    sponsors = [Sponsor(name=f"Company {number}") for number in range(max(1, count // 10))]
    session.add_all(sponsors)
    session.flush()
    first = _next(session, School)
    rows: Rows = [
        {
            "id": first + number,
            "name": f"第{number}绿色小学",
            "province": ("河南", "四川", "甘肃", "云南")[number % 4],
            "code": f"S{number:06}",
            "sponsor_id": sponsors[number % len(sponsors)].id,
            "created_at": OPENS,
        }
        for number in range(count)
    ]
    session.execute(insert(School), rows)
    session.add(Teacher(user_id=teacher.id, school_id=first, joined_at=OPENS))
    return [row["id"] for row in rows]


def _entries(session: Session, season: Season, schools: list[int], division: list[int], teacher: User) -> list[str]:
    cards = [card_of(read(game.build(variant=0))).to_dict() for game in GAMES[:12]]
    first = _next(session, Entry)
    known = {"season_id": season.id, "created_by_id": teacher.id, "is_original": True, "has_consent": True}
    files, entries, authors, revisions = [], [], [], []
    for number, where in enumerate(division):
        digest, entry_id = f"{number:064x}", first + number
        files.append(
            {"sha256": digest, "size": 90_000, "format": "sb3", "card": cards[number % 12], "personal": []}
            | {"stored_at": OPENS}
        )
        entries.append(
            {"id": entry_id, "code": f"G{number:06}", "school_id": schools[number % len(schools)]}
            | {"division_id": season.divisions[where].id, "title": f"作品 {number}", "how_to_play": "按方向键移动。"}
            | {"state": EntryState.SUBMITTED, "submitted_at": OPENS, "file_sha256": digest}
            | {"created_at": OPENS, "updated_at": OPENS}
            | known
        )
        authors.append({"entry_id": entry_id, "position": 0, "full_name": f"欧阳小{number}", "grade": 1 + 3 * where})
        revisions.append(
            {"entry_id": entry_id, "number": 1, "sha256": digest, "original_name": "game.sb3"}
            | {"uploaded_by_id": teacher.id, "uploaded_at": OPENS}
        )
    for table, rows in ((ProjectFile, files), (Entry, entries), (Author, authors), (Revision, revisions)):
        session.execute(insert(table), rows)
    return [row["code"] for row in entries]


def _judges(session: Session, season: Season, pool: list[int]) -> list[int]:
    first_user, first = _next(session, User), _next(session, Judge)
    people: Rows = [
        {"id": first_user + number, "login": f"judge{number}", "name": f"评委 {number}", "password_hash": "!"}
        | {"created_at": OPENS}
        for number in range(len(pool))
    ]
    places: Rows = [
        {"id": first + number, "season_id": season.id, "user_id": first_user + number, "joined_at": OPENS}
        | {"division_id": season.divisions[where].id}
        for number, where in enumerate(pool)
    ]
    session.execute(insert(User), people)
    session.execute(insert(Judge), places)
    return [row["id"] for row in places]


def _sheets(
    session: Session,
    season: Season,
    entry: np.ndarray[Any, Any],
    judge: np.ndarray[Any, Any],
    marks: np.ndarray[Any, Any],
    judges: list[int],
    rng: np.random.Generator,
) -> None:
    first_entry = _next(session, Entry) - int(entry.max()) - 1
    first, first_sheet = _next(session, Assignment), _next(session, ScoreSheet)
    criteria = [criterion.id for criterion in season.criteria]
    seconds = rng.integers(60, 900, len(entry)).tolist()
    duties, sheets, points = [], [], []
    for row, (of_entry, of_judge) in enumerate(zip(entry.tolist(), judge.tolist(), strict=True)):
        at = JUDGING + timedelta(minutes=row % 40_000)
        duties.append(
            {"id": first + row, "season_id": season.id, "entry_id": first_entry + of_entry}
            | {"judge_id": judges[of_judge], "position": row, "state": AssignmentState.DONE, "created_at": CLOSES}
        )
        sheets.append(
            {"id": first_sheet + row, "assignment_id": first + row, "started_at": at, "saved_at": at, "finished_at": at}
            | {
                "comment": f"画面清楚，操作顺手，很有想法（{row}）。",
                "flags": [],
                "seconds": seconds[row],
                "version": 1,
            }
        )
        given = zip(criteria, marks[row].tolist(), strict=True)
        points += [{"sheet_id": first_sheet + row, "criterion_id": c, "points": int(p)} for c, p in given if p == p]
    for table, rows in ((Assignment, duties), (ScoreSheet, sheets), (Mark, points)):
        session.execute(insert(table), rows)
