"""The teacher's lists."""

from __future__ import annotations

import makers
import pytest
from conftest import Clock
from sqlalchemy.orm import Session

from contest.models import Entry, EntryState
from contest.pipeline.submit import problems_of
from contest.queries.entries import Desk, desk, submitted_count, whole_entry

pytestmark = pytest.mark.database


def names(found: Desk) -> tuple[list[tuple[str, str, list[str]]], list[tuple[str, str, list[str]]]]:
    """(season, school, titles) of what is under way and of what is past."""

    def flat(seasons: object) -> list[tuple[str, str, list[str]]]:
        return [
            (each.season.name_en, games.school.name, [entry.title for entry in games.entries])
            for each in seasons  # type: ignore[attr-defined]
            for games in each.schools
        ]

    return flat(found.current), flat(found.past)


def test_the_desk_is_of_the_persons_schools_by_season(session: Session, clock: Clock) -> None:
    old = makers.make_season(
        session,
        name_en="Old",
        opens_at=makers.OPENS.replace(year=2025),
        submissions_close_at=makers.CLOSES.replace(year=2026),
        judging_opens_at=makers.JUDGING.replace(year=2026),
        judging_closes_at=makers.JUDGED.replace(year=2026),
    )
    new = makers.make_season(session, name_en="New")
    a, b = makers.make_school(session, name="A"), makers.make_school(session, name="B")
    makers.make_entry(session, new, a, title="one")
    makers.make_entry(session, new, a, title="two", state=EntryState.DRAFT)
    makers.make_entry(session, old, b, title="old")
    makers.make_entry(session, new, title="of another school")
    found = desk(session, {a.id, b.id}, clock())
    assert names(found) == ([("New", "A", ["one", "two"]), ("New", "B", [])], [("Old", "B", ["old"])])
    games = found.current[0].schools[0]
    assert [games.others_submitted(entry) for entry in games.entries] == [0, 1]


def test_the_desk_asks_as_often_for_thirty_games_as_for_one(session: Session, clock: Clock) -> None:
    season, school = makers.make_season(session), makers.make_school(session)
    school_id = school.id

    def look() -> None:
        for of_season in desk(session, {school_id}, clock()).current:
            for games in of_season.schools:
                for entry in games.entries:
                    problems_of(entry, games.others_submitted(entry), clock())
                    assert entry.file is not None

    makers.make_entry(session, season, school)
    session.commit()
    session.expire_all()
    with makers.count_queries(session) as once:
        look()
    for _ in range(29):
        makers.make_entry(session, season, school)
    session.commit()
    session.expire_all()
    with makers.count_queries(session) as thirty:
        look()
    assert len(thirty) == len(once)
    assert len(once) > 0


def test_an_entrys_page_asks_as_often_for_thirty_files_as_for_one(session: Session) -> None:
    entry = makers.make_entry(session, makers.make_season(session))
    session.commit()
    entry_id = entry.id

    def look() -> list[str]:
        session.expire_all()
        whole = whole_entry(session, entry_id)
        return [f"{each.uploaded_by.name}{each.file.size}" for each in whole.revisions]

    session.expunge_all()
    with makers.count_queries(session) as once:
        look()
    row = session.get_one(Entry, entry_id)
    for number in range(2, 31):
        revision = makers.Revision(
            entry=row,
            number=number,
            file=makers.make_file(session),
            original_name="",
            uploaded_by=makers.make_user(session),
            uploaded_at=makers.OPENS,
        )
        makers.add(session, revision)
    session.commit()
    session.expire_all()
    with makers.count_queries(session) as thirty:
        assert len(look()) == 30
    assert len(thirty) == len(once)


def test_only_other_submitted_entries_of_school_and_season_are_counted(session: Session) -> None:
    season, school = makers.make_season(session), makers.make_school(session)
    entries = [makers.make_entry(session, season, school) for _ in range(3)]
    makers.make_entry(session, season, school, state=EntryState.WITHDRAWN)
    makers.make_entry(session, season)
    makers.make_entry(session, makers.make_season(session), school)
    assert submitted_count(session, season.id, school.id, without=entries[0].id) == 2
