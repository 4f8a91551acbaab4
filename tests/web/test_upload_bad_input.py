"""What is no game: a sentence beside the field, in both languages; what was typed stays; nothing is stored."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import makers
import pytest
from conftest import sign_in
from flask import Flask
from markupsafe import escape
from project_files import a_deep_project, a_lying_zip_bomb, a_project, a_traversal, a_zip_bomb, zipped
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contest.models import Entry, Job, ProjectFile, Revision

pytestmark = pytest.mark.database
MB = 1024 * 1024

BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a Word document": (
        lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
        "This is a Word document, not a Scratch project.",
        "这是 Word 文档，不是 Scratch 作品。",
    ),
    "a text": (lambda: "这是一个文本".encode(), "This is a text file", "这是文本文件"),
    "cut off": (lambda: a_project()[:-200], "The file is ", "文件"),
    "empty": (lambda: b"", "The file is empty.", "这个文件是空的"),
    "a zip bomb": (a_zip_bomb, "Unpacked, the file would take 301 MB", "文件解压后有 301 MB"),
    "a zip bomb that lies": (a_lying_zip_bomb, "unpacks to more than it says", "解压后比它标明的大"),
    "a part with a traversal name": (a_traversal, "points outside of it", "指向文件之外"),
    "nested 100,000 deep": (a_deep_project, "nested too deeply", "嵌套得太深"),
    "larger than the limit": (
        lambda: bytes(3 * MB + 1),
        "The file is too large: 4 MB, and at most 3 MB are allowed.",
        "文件太大：4 MB，最多允许 3 MB。",
    ),
    "larger than any form": (
        lambda: bytes(9 * MB),
        "The file is too large: 9 MB, and at most 3 MB are allowed.",
        "文件太大：9 MB，最多允许 3 MB。",
    ),
}


@pytest.fixture
def limited(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A contest that takes 3 MB, so that the test need not send more than fifty."""
    monkeypatch.setitem(app.config, "UPLOAD_LIMIT", 3 * MB)
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 4 * MB)
    return app


@pytest.fixture
def entry(limited: Flask, session: Session) -> Entry:
    """A draft of a teacher's, without a file."""
    school = makers.make_school(session)
    row = Entry(
        code="ABC234",
        season=makers.make_season(session),
        school=school,
        created_by=makers.make_teacher(session, school),
        created_at=makers.OPENS,
        updated_at=makers.OPENS,
    )
    makers.add(session, row)
    session.commit()
    return row


def client_of(app: Flask, session: Session, entry: Entry, language: str) -> Any:
    entry.created_by.language = language
    session.commit()
    return sign_in(app, entry.created_by.id)


def stored(app: Flask, session: Session) -> tuple[int, int, int, list[str]]:
    """Rows of files, revisions and jobs, and what is in the store."""
    counts = [session.scalar(select(func.count()).select_from(table)) or 0 for table in (ProjectFile, Revision, Job)]
    folder = Path(app.config["UPLOADS"])
    return counts[0], counts[1], counts[2], [str(path) for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_gets_a_sentence_beside_the_field_and_costs_no_text(
    kind: str, language: str, limited: Flask, session: Session, entry: Entry
) -> None:
    make, english, chinese = BAD[kind]
    client = client_of(limited, session, entry, language)
    sent = {"title": "接水果", "how_to_play": "按方向键。", "project": (io.BytesIO(make()), "游戏.sb3")}
    answer = client.send(f"/teacher/entries/{entry.id}", sent)
    assert answer.status_code == 422
    beside = answer.text.partition('id="project-errors"')[2].partition("</ul>")[0]
    assert str(escape(english if language == "en" else chinese)) in beside
    assert 'value="接水果"' in answer.text
    assert "按方向键。</textarea>" in answer.text
    assert stored(limited, session) == (0, 0, 0, [])


@pytest.mark.parametrize("kind", BAD)
def test_the_script_gets_the_same_sentence(kind: str, limited: Flask, session: Session, entry: Entry) -> None:
    make, _, chinese = BAD[kind]
    client = client_of(limited, session, entry, "zh")
    answer = client.send(
        f"/teacher/entries/{entry.id}/file",
        {"project": (io.BytesIO(make()), "游戏.sb3")},
        headers={"X-Requested-With": "fetch"},
    )
    assert (answer.status_code, list(answer.json)) == (422, ["error"])
    assert chinese in answer.json["error"]
    assert stored(limited, session) == (0, 0, 0, [])


def test_far_more_than_any_limit_is_still_answered_in_words(limited: Flask, session: Session, entry: Entry) -> None:
    client = client_of(limited, session, entry, "zh")
    sent = {"title": "接水果", "project": (io.BytesIO(bytes(17 * MB)), "游戏.sb3")}
    answer = client.send(f"/teacher/entries/{entry.id}", sent)
    assert answer.status_code == 413
    assert "文件超过了" in answer.text
    assert stored(limited, session) == (0, 0, 0, [])


@pytest.mark.parametrize(("language", "sentence"), [("en", "At most 60 characters, please."), ("zh", "60 个字")])
def test_a_title_of_five_megabytes_is_refused_in_words_and_kept(
    language: str, sentence: str, limited: Flask, session: Session, entry: Entry
) -> None:
    limited.config["MAX_CONTENT_LENGTH"] = 51 * MB
    client = client_of(limited, session, entry, language)
    title = "长" * (5 * MB // 3)
    sent = {"title": title, "how_to_play": "按方向键。", "project": (io.BytesIO(a_project()), "游戏.sb3")}
    answer = client.send(f"/teacher/entries/{entry.id}", sent)
    assert answer.status_code == 422
    assert sentence in answer.text.partition('id="title-errors"')[2].partition("</ul>")[0]
    assert f'value="{title}"' in answer.text
    assert "按方向键。</textarea>" in answer.text
    session.expire_all()
    assert session.get_one(Entry, entry.id).title == ""
    assert stored(limited, session) == (0, 0, 0, [])


def test_a_good_file_after_a_bad_one_is_taken(limited: Flask, session: Session, entry: Entry) -> None:
    client = client_of(limited, session, entry, "zh")
    address = f"/teacher/entries/{entry.id}/file"
    client.send(address, {"project": (io.BytesIO(b"nothing"), "游戏.sb3")})
    assert client.send(address, {"project": (io.BytesIO(a_project()), "游戏.sb3")}).status_code == 200
    assert stored(limited, session)[:3] == (1, 1, 2)  # its picture and the search for similar games
