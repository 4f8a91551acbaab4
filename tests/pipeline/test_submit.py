"""From draft to submitted, replaced, withdrawn and back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import makers
import pytest
from conftest import Clock
from flask import Flask
from project_files import a_project
from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.errors import Closed
from contest.extensions import db
from contest.models import AuditEvent, Entry, EntryState, School, SchoolStatus, Season, User
from contest.pipeline import submit
from contest.pipeline.submit import AuthorLine, Details, Incomplete
from contest.rules.eligibility import Problem
from contest.storage import Storage

pytestmark = pytest.mark.database


@pytest.fixture
def store(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "store")


@pytest.fixture
def school(session: Session) -> School:
    return makers.make_school(session)


@pytest.fixture
def teacher(session: Session, school: School) -> User:
    return makers.make_teacher(session, school)


@pytest.fixture
def season(session: Session) -> Season:
    return makers.make_season(session)


@pytest.fixture
def draft(session: Session, season: Season, school: School, teacher: User, clock: Clock) -> Entry:
    return submit.create(session, season, school, "接水果", actor=teacher, now=clock())


def full(season: Season, **given: Any) -> Details:
    details = Details(
        title="接水果",
        how_to_play="按左右方向键。",
        division=season.divisions[0],
        authors=[AuthorLine("欧阳小明", 2), AuthorLine("李雷", 3, "小雷")],
        is_original=True,
        has_consent=True,
    )
    return replace(details, **given)


@pytest.fixture
def ready(session: Session, draft: Entry, season: Season, store: Storage, teacher: User, clock: Clock) -> Entry:
    """A draft that lacks nothing."""
    submit.save(session, draft, full(season), actor=teacher, now=clock())
    submit.receive(session, store, draft, a_project(), "game.sb3", actor=teacher, now=clock())
    return draft


def actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def authors(entry: Entry) -> list[tuple[int, str, int | None, str]]:
    return [(each.position, each.full_name, each.grade, each.display_name) for each in entry.authors]


def test_a_new_entry_is_a_draft_with_a_code_that_is_easy_to_read(draft: Entry) -> None:
    assert draft.state is EntryState.DRAFT
    assert len(draft.code) == 6
    assert set(draft.code) <= set("23456789ABCDEFGHJKMNPQRSTUVWXYZ")


def test_a_code_is_drawn_again_while_another_entry_has_it(
    session: Session, draft: Entry, season: Season, school: School, teacher: User, clock: Clock
) -> None:
    codes: Iterator[str] = iter([draft.code, draft.code, "ABC234"])
    other = submit.create(session, season, school, "另一个", actor=teacher, now=clock(), draw=lambda: next(codes))
    assert other.code == "ABC234"


def test_a_second_click_makes_no_second_draft_and_a_later_one_does(
    session: Session, draft: Entry, season: Season, school: School, teacher: User, clock: Clock
) -> None:
    assert submit.create(session, season, school, "接水果", actor=teacher, now=clock()) is draft
    assert submit.create(session, season, school, "别的", actor=teacher, now=clock()) is not draft
    clock.forward(minutes=1)
    assert submit.create(session, season, school, "接水果", actor=teacher, now=clock()) is not draft


def test_a_draft_may_lack_anything(session: Session, draft: Entry, teacher: User, clock: Clock) -> None:
    submit.save(session, draft, Details(authors=[AuthorLine("", 5)]), actor=teacher, now=clock())
    assert (draft.title, draft.how_to_play, draft.division) == ("", "", None)
    assert authors(draft) == [(0, "", 5, "")]


def test_authors_are_written_in_their_order_and_left_out_ones_are_gone(
    session: Session, ready: Entry, season: Season, teacher: User, clock: Clock
) -> None:
    kept = ready.authors[0].id
    submit.save(session, ready, full(season, authors=[AuthorLine("李雷", 3)]), actor=teacher, now=clock())
    session.expire(ready)
    assert authors(ready) == [(0, "李雷", 3, "")]
    assert ready.authors[0].id == kept


def test_submitting_tells_all_that_is_missing_at_once(
    session: Session, draft: Entry, teacher: User, clock: Clock
) -> None:
    with pytest.raises(Incomplete) as told:
        submit.submit(session, draft, actor=teacher, now=clock())
    assert told.value.problems == (
        Problem.HOW_TO_PLAY_MISSING,
        Problem.DIVISION_MISSING,
        Problem.AUTHORS_MISSING,
        Problem.ORIGINALITY_NOT_CONFIRMED,
        Problem.CONSENT_NOT_CONFIRMED,
        Problem.FILE_MISSING,
    )
    assert draft.state is EntryState.DRAFT


def test_the_whole_way_leaves_a_trail_without_names(
    session: Session, ready: Entry, season: Season, store: Storage, teacher: User, clock: Clock
) -> None:
    first = ready.file_sha256
    submit.submit(session, ready, actor=teacher, now=clock())
    submit.receive(session, store, ready, a_project("再见"), "new.sb3", actor=teacher, now=clock())
    submit.save(session, ready, full(season, title="新名字"), actor=teacher, now=clock())
    submit.withdraw(session, ready, actor=teacher, now=clock())
    assert submit.restore(session, ready, actor=teacher, now=clock()) is EntryState.SUBMITTED
    events = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(event.action, event.before, event.after) for event in events] == [
        ("entry.create", None, {"state": "draft"}),
        ("entry.file", {"sha256": None}, {"sha256": first}),
        ("entry.submit", {"state": "draft"}, {"state": "submitted", "sha256": first}),
        ("entry.file", {"sha256": first}, {"sha256": ready.file_sha256}),
        ("entry.edit", None, {"fields": ["title"]}),
        ("entry.withdraw", {"state": "submitted"}, {"state": "withdrawn", "sha256": ready.file_sha256}),
        ("entry.restore", {"state": "withdrawn"}, {"state": "submitted", "sha256": ready.file_sha256}),
    ]
    assert {(event.actor_id, event.season_id, event.subject_id) for event in events} == {
        (teacher.id, season.id, str(ready.id))
    }


def test_submitting_twice_keeps_the_first_time(session: Session, ready: Entry, teacher: User, clock: Clock) -> None:
    first = clock()
    submit.submit(session, ready, actor=teacher, now=first)
    clock.forward(hours=1)
    submit.submit(session, ready, actor=teacher, now=clock())
    assert ready.submitted_at == first
    assert actions(session).count("entry.submit") == 1


def test_every_file_that_was_sent_stays_as_a_revision(
    session: Session, ready: Entry, store: Storage, teacher: User, clock: Clock
) -> None:
    clock.forward(days=1)
    name = "C:\\Users\\teacher\\作品\\李雷的游戏.sb3"
    assert submit.receive(session, store, ready, a_project("2"), name, actor=teacher, now=clock()) is True
    assert submit.receive(session, store, ready, a_project(), "first.sb3", actor=teacher, now=clock()) is True
    session.expire(ready)
    assert [(each.number, each.original_name) for each in ready.revisions] == [
        (1, "game.sb3"),
        (2, "李雷的游戏.sb3"),
        (3, "first.sb3"),
    ]
    assert ready.revisions[0].sha256 == ready.revisions[2].sha256 == ready.file_sha256


def test_the_very_same_file_again_is_no_new_revision(
    session: Session, ready: Entry, store: Storage, teacher: User, clock: Clock
) -> None:
    assert submit.receive(session, store, ready, a_project(), "copy.sb3", actor=teacher, now=clock()) is False
    assert [each.original_name for each in ready.revisions] == ["game.sb3"]


def test_a_submitted_entry_must_stay_complete(
    session: Session, ready: Entry, season: Season, teacher: User, clock: Clock
) -> None:
    submit.submit(session, ready, actor=teacher, now=clock())
    session.commit()
    with pytest.raises(Incomplete) as told:
        submit.save(session, ready, full(season, title=" ", has_consent=False), actor=teacher, now=clock())
    session.rollback()
    assert told.value.problems == (Problem.TITLE_MISSING, Problem.CONSENT_NOT_CONFIRMED)
    assert (ready.title, ready.has_consent) == ("接水果", True)


def test_a_withdrawn_draft_comes_back_as_a_draft(session: Session, draft: Entry, teacher: User, clock: Clock) -> None:
    submit.withdraw(session, draft, actor=teacher, now=clock())
    assert draft.state is EntryState.WITHDRAWN
    assert submit.restore(session, draft, actor=teacher, now=clock()) is EntryState.DRAFT


def test_an_entry_that_is_no_longer_eligible_comes_back_as_a_draft(
    session: Session, ready: Entry, school: School, teacher: User, clock: Clock
) -> None:
    submit.submit(session, ready, actor=teacher, now=clock())
    submit.withdraw(session, ready, actor=teacher, now=clock())
    school.status = SchoolStatus.CLOSED
    assert submit.restore(session, ready, actor=teacher, now=clock()) is EntryState.DRAFT
    assert ready.submitted_at is None


def test_a_withdrawn_entry_is_not_changed_before_it_is_brought_back(
    session: Session, ready: Entry, season: Season, store: Storage, teacher: User, clock: Clock
) -> None:
    submit.withdraw(session, ready, actor=teacher, now=clock())
    for change in (
        lambda: submit.save(session, ready, full(season), actor=teacher, now=clock()),
        lambda: submit.receive(session, store, ready, a_project("2"), "2.sb3", actor=teacher, now=clock()),
        lambda: submit.submit(session, ready, actor=teacher, now=clock()),
    ):
        with pytest.raises(Closed):
            change()


def test_a_quota_counts_the_schools_other_submitted_entries_only(
    session: Session, ready: Entry, season: Season, school: School, teacher: User, clock: Clock
) -> None:
    season.entries_per_school = 1
    makers.make_entry(session, season)
    makers.make_entry(session, makers.make_season(session), school)
    makers.make_entry(session, season, school, state=EntryState.WITHDRAWN)
    submit.submit(session, ready, actor=teacher, now=clock())
    other = makers.make_entry(session, season, school, state=EntryState.DRAFT, submitted_at=None)
    with pytest.raises(Incomplete) as told:
        submit.submit(session, other, actor=teacher, now=clock())
    assert told.value.problems == (Problem.SCHOOL_QUOTA_REACHED,)


def together(app: Flask, acts: list[Any]) -> list[str]:
    """Do all at the same moment, each with a session of its own; gives what went wrong."""
    wrong: list[str] = []
    begin = threading.Barrier(len(acts))

    def run(act: Any) -> None:
        with app.app_context():
            begin.wait(timeout=10)
            try:
                act(db.session())
                db.session.commit()
            except Exception as error:
                db.session.rollback()
                wrong.append(type(error).__name__)
            db.session.remove()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return wrong


def test_two_tabs_saving_at_once_both_succeed_and_one_of_them_stays(
    app: Flask, session: Session, ready: Entry, teacher: User, clock: Clock
) -> None:
    session.commit()
    entry_id, teacher_id, typed = ready.id, teacher.id, [["甲"], ["乙", "丙"], ["丁", "戊", "己"]]

    def saving(names: list[str]) -> Any:
        def act(own: Session) -> None:
            entry, actor = own.get_one(Entry, entry_id), own.get_one(User, teacher_id)
            lines = [AuthorLine(name) for name in names]
            submit.save(own, entry, Details(title=names[0], authors=lines), actor=actor, now=clock())

        return act

    assert together(app, [saving(names) for names in typed]) == []
    session.expire_all()
    assert [each.full_name for each in ready.authors] in typed
    assert ready.title == ready.authors[0].full_name


def test_two_entries_never_share_the_last_place_of_a_quota(
    app: Flask, session: Session, ready: Entry, season: Season, school: School, teacher: User, clock: Clock
) -> None:
    other = makers.make_entry(session, season, school, state=EntryState.DRAFT, submitted_at=None)
    season.entries_per_school = 1
    session.commit()
    teacher_id = teacher.id

    def submitting(number: int) -> Any:
        def act(own: Session) -> None:
            actor = own.get_one(User, teacher_id)
            submit.submit(own, own.get_one(Entry, number), actor=actor, now=clock())

        return act

    assert together(app, [submitting(ready.id), submitting(other.id)]) == ["Incomplete"]
    session.expire_all()
    assert sorted([ready.state, other.state]) == [EntryState.DRAFT, EntryState.SUBMITTED]


def test_two_files_at_once_are_two_revisions(
    app: Flask, session: Session, ready: Entry, store: Storage, teacher: User, clock: Clock
) -> None:
    session.commit()
    entry_id, teacher_id = ready.id, teacher.id

    def sending(words: str) -> Any:
        def act(own: Session) -> None:
            entry, actor = own.get_one(Entry, entry_id), own.get_one(User, teacher_id)
            submit.receive(own, store, entry, a_project(words), words, actor=actor, now=clock())

        return act

    assert together(app, [sending("二"), sending("三")]) == []
    session.expire_all()
    assert [each.number for each in ready.revisions] == [1, 2, 3]
    assert sorted(each.original_name for each in ready.revisions) == sorted(["game.sb3", "二", "三"])
    assert ready.file_sha256 == ready.revisions[-1].sha256
