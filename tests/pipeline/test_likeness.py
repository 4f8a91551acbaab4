"""Who is like whom is found when a file comes, kept once a pair, and never from starter projects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import makers
import pytest
import similar_games
from conftest import Clock
from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.errors import Invalid
from contest.jobs import run_pending
from contest.models import AuditEvent, Entry, Job, LikenessPrint, Season, SimilarEntry
from contest.pipeline import likeness, submit
from contest.pipeline.likeness import Shelf, add_starter, find_similar, remove_starter
from contest.pipeline.work import kinds
from contest.queries.likeness import pair_of, similar_to, starters_of
from contest.scratch import Refusal
from contest.storage import Storage

pytestmark = pytest.mark.database


@pytest.fixture
def store(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "store")


def sent(session: Session, store: Storage, season: Season, data: bytes, clock: Clock) -> Entry:
    """An entry of a school of its own, whose file has just come."""
    entry: Entry = makers.make_entry(session, season, state="draft", submitted_at=None)
    submit.receive(session, store, entry, data, "game.sb3", actor=entry.created_by, now=clock())
    return entry


def work(session: Session, store: Storage, clock: Clock) -> None:
    session.commit()
    only = {kind: do for kind, do in kinds(store, ()).items() if kind == "likeness"} | {"picture": lambda *_: None}
    run_pending(session, only, clock)


def found(session: Session, entry: Entry) -> list[str]:
    return [similar.other.code for similar in similar_to(session, entry)]


def test_a_changed_copy_is_found_and_another_game_is_not(session: Session, store: Storage, clock: Clock) -> None:
    season = makers.make_season(session)
    first = sent(session, store, season, similar_games.original(), clock)
    other = sent(session, store, season, similar_games.different(), clock)
    copy = sent(session, store, season, similar_games.copied(), clock)
    work(session, store, clock)
    assert (found(session, copy), found(session, first), found(session, other)) == ([first.code], [copy.code], [])
    pair = pair_of(session, first, copy)
    assert pair is not None
    assert pair.score > 0.6
    assert pair.evidence["shared_assets"] == 3
    assert pair.evidence["same_file"] is False


def test_each_pair_is_kept_once_however_often_it_is_looked_for(session: Session, store: Storage, clock: Clock) -> None:
    season = makers.make_season(session)
    for data in (similar_games.original(), similar_games.copied()):
        entry = sent(session, store, season, data, clock)
    for _ in range(2):
        likeness.search_later(session, entry, now=clock())
    work(session, store, clock)
    assert len(session.scalars(select(SimilarEntry)).all()) == 1


def test_the_same_file_of_another_school_and_season_is_found(session: Session, store: Storage, clock: Clock) -> None:
    earlier, now = makers.make_season(session), makers.make_season(session)
    old = sent(session, store, earlier, similar_games.original(), clock)
    new = sent(session, store, now, similar_games.original(), clock)
    work(session, store, clock)
    assert found(session, new) == [old.code]
    pair = pair_of(session, new, old)
    assert pair is not None
    assert pair.evidence["same_file"] is True


def test_a_replaced_file_takes_its_likeness_with_it(session: Session, store: Storage, clock: Clock) -> None:
    season = makers.make_season(session)
    first = sent(session, store, season, similar_games.original(), clock)
    copy = sent(session, store, season, similar_games.copied(), clock)
    work(session, store, clock)
    submit.receive(session, store, copy, similar_games.different(), "b.sb3", actor=copy.created_by, now=clock())
    work(session, store, clock)
    assert (found(session, copy), found(session, first)) == ([], [])


def test_demonstration_entries_are_not_mixed_with_real_ones(session: Session, store: Storage, clock: Clock) -> None:
    sent(session, store, makers.make_season(session, is_demonstration=True), similar_games.original(), clock)
    real = sent(session, store, makers.make_season(session), similar_games.original(), clock)
    work(session, store, clock)
    assert found(session, real) == []


def test_what_comes_from_a_starter_makes_nobody_alike(session: Session, store: Storage, clock: Clock) -> None:
    season, organizer = makers.make_season(session), makers.make_organizer(session)
    sent(session, store, season, similar_games.original(), clock)
    entry = sent(session, store, season, similar_games.original(), clock)
    starter = add_starter(session, store, season, similar_games.original(), "Apples", actor=organizer, now=clock())
    work(session, store, clock)
    assert found(session, entry) == []
    assert [each.name for each in starters_of(session, season)] == ["Apples"]
    remove_starter(session, starter, actor=organizer, now=clock())
    work(session, store, clock)
    assert len(found(session, entry)) == 1
    actions = select(AuditEvent.action).where(AuditEvent.action.startswith("starter.")).order_by(AuditEvent.id)
    assert session.scalars(actions).all() == ["starter.add", "starter.remove"]


def test_the_same_starter_twice_and_what_is_no_project_are_refused(
    session: Session, store: Storage, clock: Clock
) -> None:
    season = makers.make_season(session)
    given: dict[str, Any] = {"actor": makers.make_organizer(session), "now": clock()}
    add_starter(session, store, season, similar_games.original(), "Apples", **given)
    with pytest.raises(Invalid):
        add_starter(session, store, season, similar_games.original(), "Apples again", **given)
    with pytest.raises(Refusal):
        add_starter(session, store, season, b"no project", "Nothing", **given)
    assert len(starters_of(session, season)) == 1


def test_files_from_before_there_were_prints_are_found(session: Session, store: Storage, clock: Clock) -> None:
    season = makers.make_season(session)
    old = sent(session, store, season, similar_games.original(), clock)
    for job in session.scalars(select(Job)):
        session.delete(job)
    new = sent(session, store, season, similar_games.copied(), clock)
    work(session, store, clock)
    assert found(session, new) == [old.code]


def test_a_print_of_an_older_version_is_made_anew(session: Session, store: Storage, clock: Clock) -> None:
    season = makers.make_season(session)
    old = sent(session, store, season, similar_games.original(), clock)
    session.add(LikenessPrint(sha256=old.file_sha256, version=0, content=b"what an older version wrote"))
    new = sent(session, store, season, similar_games.copied(), clock)
    work(session, store, clock)
    assert found(session, new) == [old.code]


def test_a_file_that_is_gone_or_unreadable_stops_nothing(session: Session, store: Storage, clock: Clock) -> None:
    season = makers.make_season(session)
    lost = makers.make_entry(session, season)
    entry = sent(session, store, season, similar_games.original(), clock)
    for each in (lost, entry):
        find_similar(session, {"entry_id": each.id}, clock(), storage=store, shelf=Shelf())
    assert (found(session, lost), found(session, entry)) == ([], [])


def test_a_shelf_that_is_kept_learns_of_new_files(session: Session, store: Storage, clock: Clock) -> None:
    season, shelf = makers.make_season(session), Shelf()
    first = sent(session, store, season, similar_games.original(), clock)
    find_similar(session, {"entry_id": first.id}, clock(), storage=store, shelf=shelf)
    copy = sent(session, store, season, similar_games.copied(), clock)
    find_similar(session, {"entry_id": copy.id}, clock(), storage=store, shelf=shelf)
    assert found(session, copy) == [first.code]


def test_a_list_of_likenesses_costs_the_same_for_one_and_for_ten(session: Session, clock: Clock) -> None:
    season = makers.make_season(session)

    def queries(others: int) -> int:
        entry = makers.make_entry(session, season)
        for _ in range(others):
            other = makers.make_entry(session, season)
            pair = SimilarEntry(entry=entry, other=other, score=0.5, evidence={}, found_at=clock())
            makers.add(session, pair)
        session.expire_all()
        with makers.count_queries(session) as counted:
            assert [each.other.school.name != "" for each in similar_to(session, entry)] == [True] * others
        return len(counted)

    assert queries(1) == queries(10)
