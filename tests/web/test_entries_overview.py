"""Organizers look through a season's entries, open one, take it out and let it back in."""

import re

import makers
import pytest
from conftest import sign_in
from sqlalchemy import select

from contest.models import AuditEvent, EntryState
from contest.web.store import storage

pytestmark = pytest.mark.database

ENGLISH = {"Accept-Language": "en"}
LIST = "/organizer/seasons/s/entries"


@pytest.fixture
def season(session):
    return makers.make_season(session, slug="s")


@pytest.fixture
def entry(session, season):
    school = makers.make_school(session, name="Qinghe School")
    return makers.make_entry(session, season, school, code="AAAA", title="100% green")


@pytest.fixture
def client(app, session, entry):
    organizer = makers.make_organizer(session)
    session.commit()
    return sign_in(app, organizer.id)


def codes(page):
    """The entries of a list, in its order."""
    return re.findall(r'<a href="/organizer/entries/(\w+)"', page.text)


@pytest.fixture
def others(session, season, entry):
    """A withdrawn, a disqualified and a draft entry, and one of another season."""
    upper = season.divisions[1]
    makers.make_entry(session, season, code="WITH", state=EntryState.WITHDRAWN, division=upper)
    makers.make_entry(session, season, code="DISQ", disqualified_at=makers.CLOSES, disqualified_why="copied")
    makers.make_entry(session, season, code="DRAF", state=EntryState.DRAFT, submitted_at=None, title="", division=None)
    makers.make_entry(session, makers.make_season(session), code="LAST")
    session.commit()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["DRAF", "DISQ", "WITH", "AAAA"]),
        ({"state": "submitted"}, ["DISQ", "AAAA"]),
        ({"state": "withdrawn"}, ["WITH"]),
        ({"state": "draft"}, ["DRAF"]),
        ({"state": "disqualified"}, ["DISQ"]),
        ({"state": "nonsense"}, ["DRAF", "DISQ", "WITH", "AAAA"]),
        ({"text": "aaa"}, ["AAAA"]),
        ({"text": "qinghe"}, ["AAAA"]),
        ({"text": " 100% "}, ["AAAA"]),
        ({"text": "0%g"}, []),
        ({"text": "_"}, []),
        ({"state": "draft", "text": "AAAA"}, []),
        ({"division": "99999999999999999999"}, ["DRAF", "DISQ", "WITH", "AAAA"]),
    ],
)
def test_the_list_is_narrowed_by_what_is_asked(client, others, asked, found):
    assert codes(client.get(LIST, query_string=asked)) == found


def test_the_list_is_narrowed_by_division(client, others, season):
    assert codes(client.get(LIST, query_string={"division": season.divisions[1].id})) == ["WITH"]


def test_a_long_list_comes_in_pages_that_keep_what_is_asked(client, session, season):
    for number in range(61):
        makers.make_entry(session, season, code=f"P{number:02}", title="Paged")
    session.commit()
    first = client.get(LIST, query_string={"text": "paged"}, headers=ENGLISH)
    assert (len(codes(first)), codes(first)[0], "61 entries" in first.text) == (60, "P60", True)
    assert "text=paged&amp;page=2" in first.text
    assert codes(client.get(LIST, query_string={"text": "paged", "page": "2"})) == ["P00"]


def test_an_empty_list_says_why(client, season, session):
    page = client.get(LIST, query_string={"text": "nothing like it"}, headers=ENGLISH).text
    assert "Nothing matches what you asked for." in page
    makers.make_season(session, slug="new-one")
    session.commit()
    assert "as soon as a teacher begins one" in client.get("/organizer/seasons/new-one/entries", headers=ENGLISH).text


def test_one_entry_shows_school_authors_and_every_file(client, session, entry):
    entry.authors[0].full_name = "欧阳小明"
    session.commit()
    page = client.get("/organizer/entries/AAAA", headers=ENGLISH).text
    wanted = ["100% green", "Qinghe School", "欧阳小明", "Revision 1", "game.sb3", entry.file.sha256[:16]]
    assert [text for text in wanted if text not in page] == []


def test_an_entry_without_file_division_or_authors_has_its_page(client, session, season):
    makers.make_entry(session, season, code="BARE", state=EntryState.DRAFT, submitted_at=None, title="", division=None)
    bare = session.scalars(select(makers.Entry).where(makers.Entry.code == "BARE")).one()
    bare.file, bare.authors = None, []
    for revision in list(bare.revisions):
        session.delete(revision)
    session.commit()
    page = client.get("/organizer/entries/BARE", headers=ENGLISH)
    assert page.status_code == 200
    assert ("No authors yet." in page.text, "No file yet." in page.text) == (True, True)
    assert client.get("/organizer/entries/BARE/project").status_code == 404
    assert client.get("/organizer/entries/BARE/picture").status_code == 404


def test_the_project_file_is_named_after_the_code_only(app, client, session, entry):
    with app.test_request_context():
        digest = storage().put(b"project bytes")
    entry.file = makers.make_file(session, digest)
    session.commit()
    answer = client.get("/organizer/entries/AAAA/project")
    assert (answer.data, answer.headers["Content-Disposition"]) == (b"project bytes", 'attachment; filename="AAAA.sb3"')
    assert "private" in answer.headers["Cache-Control"]


def test_a_disqualified_entry_shows_when_and_why_and_comes_back(client, session, entry):
    answer = client.send("/organizer/entries/AAAA/disqualify", {"why": "Copied from\nlast year"}, headers=ENGLISH)
    assert (answer.status_code, answer.location) == (303, "/organizer/entries/AAAA")
    page = client.get(answer.location, headers=ENGLISH).text
    assert ("Out of the contest since" in page, "last year" in page, "Nothing was deleted." in page) == (True,) * 3
    assert client.send("/organizer/entries/AAAA/disqualify", {"why": "again"}).status_code == 409
    back = client.send("/organizer/entries/AAAA/reinstate")
    assert (back.status_code, back.location) == (303, "/organizer/entries/AAAA")
    session.expire_all()
    assert (entry.disqualified_at, entry.state) == (None, EntryState.SUBMITTED)
    assert session.scalars(select(AuditEvent.action)).all() == ["entry.disqualify", "entry.reinstate"]


def test_a_disqualification_without_a_reason_is_refused_beside_the_field(client, session, entry):
    answer = client.send("/organizer/entries/AAAA/disqualify", {"why": " "}, headers=ENGLISH)
    assert (answer.status_code, 'id="why-errors"><li>Please fill this in.' in answer.text) == (422, True)
    long = client.send("/organizer/entries/AAAA/disqualify", {"why": "理由" * 1001}, headers=ENGLISH)
    assert (long.status_code, "理由" * 1001 in long.text) == (422, True)
    session.expire_all()
    assert entry.disqualified_at is None


PATHS = [LIST, "/organizer/entries/AAAA", "/organizer/entries/AAAA/project", "/organizer/entries/AAAA/picture"]


@pytest.mark.parametrize("path", PATHS)
def test_only_organizers_look(app, session, season, entry, path):
    teacher, judge = makers.make_teacher(session, entry.school), makers.make_judge(session, season)
    session.commit()
    assert app.test_client().get(path).status_code == 401
    assert sign_in(app, teacher.id).get(path).status_code == 403
    assert sign_in(app, judge.user_id).get(path).status_code == 403


@pytest.mark.parametrize("verb", ["disqualify", "reinstate"])
def test_only_organizers_act_and_only_by_sending(app, client, session, entry, verb):
    teacher = makers.make_teacher(session, entry.school)
    session.commit()
    path = f"/organizer/entries/AAAA/{verb}"
    assert app.test_client().send(path, {"why": "x"}).status_code == 401
    assert sign_in(app, teacher.id).send(path, {"why": "x"}).status_code == 403
    assert client.get(path).status_code == 405
    assert client.send(f"/organizer/entries/NOPE/{verb}", {"why": "x"}).status_code == 404
    session.expire_all()
    assert entry.disqualified_at is None
