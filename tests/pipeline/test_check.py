"""A file is read, stored once, and gets its picture later."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import makers
import pytest
from conftest import Clock
from flask import Flask
from PIL import Image
from project_files import a_project
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contest.errors import Invalid
from contest.extensions import db
from contest.jobs import run_pending
from contest.models import Job, ProjectFile
from contest.pipeline.check import PICTURE_SIZE, check, keep_snapshot, queue_old_cards, read_again
from contest.pipeline.work import kinds
from contest.scratch import Card, Refusal, card_of, read
from contest.storage import Storage

pytestmark = pytest.mark.database


@pytest.fixture
def store(tmp_path: Path) -> Storage:
    return Storage(tmp_path / "store")


def png(size: tuple[int, int] = (960, 720)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#0b6b43").save(out, "PNG")
    return out.getvalue()


def test_the_card_that_is_kept_is_the_card_that_was_read(session: Session, store: Storage, clock: Clock) -> None:
    data = a_project()
    file = check(session, store, data, now=clock())
    assert (file.size, file.format, file.stored_at) == (len(data), "sb3", clock())
    assert Card.from_dict(file.card) == card_of(read(data))
    assert store.get(file.sha256) == data


def test_the_same_bytes_are_one_row_and_one_picture_to_draw(session: Session, store: Storage, clock: Clock) -> None:
    first = check(session, store, a_project(), now=clock())
    assert check(session, store, a_project(), now=clock()) is first
    assert session.scalar(select(func.count()).select_from(Job)) == 1


def test_a_refused_file_is_stored_nowhere(session: Session, store: Storage, clock: Clock, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        check(session, store, b"no project", now=clock())
    assert session.scalar(select(func.count()).select_from(ProjectFile)) == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_same_new_file_from_two_at_once_is_one_row(app: Flask, store: Storage, clock: Clock) -> None:
    data, digests, ready = a_project(), [], threading.Barrier(4)

    def send() -> None:
        with app.app_context():
            ready.wait(timeout=10)
            digests.append(check(db.session(), store, data, now=clock()).sha256)
            db.session.commit()
            db.session.remove()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with app.app_context():
        rows = db.session.scalars(select(ProjectFile.sha256)).all()
        jobs = db.session.scalar(select(func.count()).select_from(Job))
    assert (digests, jobs) == (list(rows) * 4, 1)


def test_the_picture_is_drawn_outside_the_request(session: Session, store: Storage, clock: Clock) -> None:
    file = check(session, store, a_project(), now=clock())
    session.commit()
    assert file.picture_sha256 is None
    assert run_pending(session, kinds(store, []), clock) == 1
    session.refresh(file)
    assert (file.picture_sha256 is not None, file.picture_error) == (True, None)
    picture = Image.open(io.BytesIO(store.get(file.picture_sha256 or "")))
    assert (picture.format, picture.size) == ("WEBP", PICTURE_SIZE)


def test_a_picture_that_cannot_be_drawn_is_told_and_not_tried_again(
    session: Session, store: Storage, clock: Clock
) -> None:
    digest = store.put(b"ScratchV02 and nothing more")
    file = makers.make_file(session, digest, format="sb")
    work = kinds(store, [])["picture"]
    work(session, {"sha256": digest}, clock())
    assert (file.picture_sha256, file.picture_error) == (None, "refused")


def test_a_card_of_an_older_form_is_read_again(session: Session, store: Storage, clock: Clock) -> None:
    data = a_project()
    file = makers.make_file(session, store.put(data), card={"version": 1})
    makers.make_file(session, card=card_of(read(a_project("嗨"))).to_dict())
    assert queue_old_cards(session, now=clock()) == 1
    session.commit()
    assert run_pending(session, kinds(store, []), clock) == 1
    session.refresh(file)
    assert Card.from_dict(file.card) == card_of(read(data))
    assert queue_old_cards(session, now=clock()) == 0


def test_a_file_that_is_refused_today_keeps_its_old_card(session: Session, store: Storage, clock: Clock) -> None:
    file = makers.make_file(session, store.put(b"no project"), card={"version": 1})
    kinds(store, [])["card"](session, {"sha256": file.sha256}, clock())
    assert file.card == {"version": 1}


def test_a_snapshot_is_drawn_anew_and_bounded(session: Session, store: Storage) -> None:
    file = makers.make_file(session, format="sb", picture_error="unsupported")
    assert keep_snapshot(session, store, file, png()) is True
    picture = Image.open(io.BytesIO(store.get(file.picture_sha256 or "")))
    assert (picture.format, picture.size, file.picture_error) == ("WEBP", PICTURE_SIZE, None)


def test_a_picture_that_is_there_is_never_replaced_by_a_snapshot(session: Session, store: Storage) -> None:
    file = makers.make_file(session, picture_sha256="a" * 64)
    assert keep_snapshot(session, store, file, png()) is False
    assert file.picture_sha256 == "a" * 64


@pytest.mark.parametrize("data", [b"", b"<svg/>", png()[:200], png((4001, 3000)), b"GIF89a" + bytes(100)])
def test_what_is_no_fair_picture_is_refused(data: bytes, session: Session, store: Storage) -> None:
    file = makers.make_file(session)
    with pytest.raises(Invalid):
        keep_snapshot(session, store, file, data)
    assert file.picture_sha256 is None


def test_personal_data_is_kept_beside_the_card_and_masked(session: Session, store: Storage, clock: Clock) -> None:
    file = check(session, store, a_project("电话13812345678"), now=clock())
    session.commit()
    session.refresh(file)
    found = {"kind": "phone", "confidence": "sure", "excerpt": "138****5678"}
    assert file.personal == [{**found, "place": "block", "sprite": "球", "name": ""}]
    assert "5678" not in str(file.card)


def test_a_file_that_was_never_searched_is_read_again(session: Session, store: Storage, clock: Clock) -> None:
    file = check(session, store, a_project("电话13812345678"), now=clock())
    found, file.personal = file.personal, None
    session.commit()
    assert queue_old_cards(session, now=clock()) == 1
    read_again(session, {"sha256": file.sha256}, clock(), storage=store)
    assert file.personal == found
    assert queue_old_cards(session, now=clock()) == 0
