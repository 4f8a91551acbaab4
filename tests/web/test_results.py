import hashlib
import re

import makers
import pytest

from contest.models import Author, EntryState
from contest.pipeline.award import give, take_over
from contest.pipeline.publish import publish
from contest.pipeline.rank import compute
from contest.web.public import results
from contest.web.store import storage

pytestmark = pytest.mark.database

PROJECT, PICTURE = b"a project", b"a picture"
PATHS = ("", "/data.json", "/BEST", "/BEST/project", "/BEST/picture")
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def season(session, clock):
    clock.time = makers.JUDGED
    return makers.make_season(session, slug="2026-27", name_en="The great season")


@pytest.fixture
def by(session):
    return {"actor": makers.make_user(session, name="Olga Organizer", is_organizer=True), "now": makers.JUDGED}


@pytest.fixture
def judges(session, season):
    return [makers.make_judge(session, season, name=name) for name in ("Jutta Judge", "Jim Judge", "Joan Judge")]


@pytest.fixture
def game(session, judges):
    """The winner, from Jiangsu; its sheets carry marks and words that must not get out."""
    sha, picture = storage().put(PROJECT), storage().put(PICTURE)
    file = makers.make_file(session, sha, size=len(PROJECT), picture_sha256=picture)
    entry = makers.make_reviewed(
        session,
        judges,
        [5, 4],
        [4, 4],
        [4, 4],
        code="BEST",
        title="张小明的迷宫",
        authors=[
            Author(position=0, full_name="张小明", grade=2),
            Author(position=1, full_name="Maria Weber", grade=3, display_name="小雪花"),
        ],
        created_by=makers.make_user(session, name="Tina Teacher", login="13800000000"),
        school=makers.make_school(session, name="清河小学", province="江苏"),
        file=file,
    )
    entry.revisions[0].original_name = "张小明.sb3"
    return entry


@pytest.fixture
def published(session, season, game, judges, by):
    makers.make_reviewed(
        session, judges, [1, 1], code="LAST", title="Last game", authors=[Author(position=0, full_name="王五五")]
    )
    take_over(session, compute(session, season, **by), **by)
    made = publish(session, season, note="an internal note", **by)
    session.commit()
    return made


@pytest.fixture
def client(app):
    return app.test_client()


def test_the_results_show_season_division_award_game_school_and_publication(client, published):
    text = client.get("/results/2026-27", headers=ENGLISH).text
    for word in ("The great season", "Grades 1–3", "First prize", "张*的迷宫", "小雪花", "清河小学", "江苏"):
        assert word in text
    assert "Publication no. 1" in text
    assert published.content_hash[:12] in text


def test_the_list_of_seasons_and_the_games_page_answer_in_both_languages(client, published):
    for path in ("/results", "/results/2026-27", "/results/2026-27/BEST"):
        for language in ("zh", "en"):
            assert client.get(path, headers={"Accept-Language": language}).status_code == 200


def test_no_publication_is_an_empty_page_and_unknown_seasons_are_missing(client, season, session):
    session.commit()
    assert client.get("/results").status_code == 200
    for path in PATHS:
        assert client.get(f"/results/2026-27{path}").status_code == 404
        assert client.get(f"/results/no-such{path}").status_code == 404


def test_names_marks_people_and_file_names_get_out_nowhere(client, published, game):
    secrets = ["张小明", "Maria", "Weber", "王五五", "Tina", "13800000000", "Jutta", "Jim", "Olga", "internal note"]
    secrets += [
        "4.20",
        "4.40",
        "4.00",
        "Last game",
        "LAST",
        '"score"',
        '"place"',
        '"points"',
        '"grade"',
        '"marks"',
        '"composite"',
    ]
    for path in ("/results", *(f"/results/2026-27{path}" for path in PATHS)):
        response = client.get(path, headers=ENGLISH)
        assert response.status_code == 200
        seen = response.text + str(response.headers)
        assert [secret for secret in secrets if secret in seen] == []


def test_later_edits_change_nothing_for_the_public(client, session, published, game, season):
    before = client.get("/results/2026-27/data.json").data
    game.title, game.school.name, game.authors[1].display_name = "Changed", "Changed", "Changed"
    game.file = makers.make_file(session)
    game.state = EntryState.WITHDRAWN
    season.name_en = season.award_kinds[0].name_en = "Changed"
    session.commit()
    assert client.get("/results/2026-27/data.json").data == before
    for path in ("", "/BEST"):
        assert "Changed" not in client.get(f"/results/2026-27{path}", headers=ENGLISH).text
    assert client.get("/results/2026-27/BEST/project").data == PROJECT


def test_the_frozen_copy_can_be_fetched_and_its_digest_is_the_check_number(client, published):
    response = client.get("/results/2026-27/data.json")
    assert response.mimetype == "application/json"
    assert hashlib.sha256(response.data).hexdigest() == published.content_hash


def test_project_and_picture_come_from_the_store_with_an_etag(client, published, game):
    project = client.get("/results/2026-27/BEST/project")
    picture = client.get("/results/2026-27/BEST/picture")
    assert (project.data, picture.data) == (PROJECT, PICTURE)
    assert project.headers["Content-Disposition"] == 'attachment; filename="BEST.sb3"'
    assert picture.mimetype == "image/webp"
    for path, response, digest in (
        ("project", project, game.file_sha256),
        ("picture", picture, game.file.picture_sha256),
    ):
        assert response.headers["ETag"] == f'"{digest}"'
        assert response.headers["Cache-Control"] == "public, max-age=600"
        again = client.get(f"/results/2026-27/BEST/{path}", headers={"If-None-Match": f'"{digest}"'})
        assert (again.status_code, again.data) == (304, b"")


def test_files_of_games_outside_the_publication_are_not_served(client, session, published, season):
    storage().put(b"a secret draft")
    makers.make_entry(session, season, code="DRAFT", state=EntryState.DRAFT)
    session.commit()
    for code in ("LAST", "DRAFT", "NONE"):
        for path in ("", "/project", "/picture"):
            assert client.get(f"/results/2026-27/{code}{path}").status_code == 404


def test_a_game_without_picture_or_file_bytes_is_missing_not_broken(client, session, season, by):
    entry = makers.make_entry(session, season, code="BARE")
    give(session, entry, season.award_kinds[0], **by)
    publish(session, season, note="", **by)
    session.commit()
    assert client.get("/results/2026-27/BARE").status_code == 200
    assert client.get("/results/2026-27/BARE/picture").status_code == 404
    assert client.get("/results/2026-27/BARE/project").status_code == 404


def test_many_winners_come_in_pages_that_keep_the_filters(client, session, published, judges, season, by, monkeypatch):
    monkeypatch.setattr(results, "PAGE", 1)
    for number in range(2):
        more = makers.make_reviewed(session, judges, [5, 5], code=f"MORE{number}")
        give(session, more, season.award_kinds[1], **by)
    publish(session, season, note="", **by)
    session.commit()
    pages = [client.get(f"/results/2026-27?division=1&page={number}", headers=ENGLISH).text for number in (1, 2, 3, 99)]
    found = [re.findall(r"/results/2026-27/([A-Z0-9]+)[\"/]", page) for page in pages]
    assert [set(codes) for codes in found] == [{"BEST"}, {"MORE0"}, {"MORE1"}, {"MORE1"}]
    assert "Page 2 of 3" in pages[1]
    assert "division=1&amp;page=3" in pages[1]
    assert client.get("/results/2026-27?division=9", headers=ENGLISH).text.count("No awarded game here") == 1


def test_one_province_at_a_time(client, session, published, judges, season, by):
    school = makers.make_school(session, name="Other school", province="Jilin")
    other = makers.make_reviewed(session, judges, *[[5, 5]] * 3, title="Other game", school=school)
    give(session, other, season.award_kinds[1], **by)
    publish(session, season, note="", **by)
    session.commit()
    text = client.get("/results/2026-27?province=Jilin").text
    assert ("Other game" in text, "张*的迷宫" in text) == (True, False)
    nowhere = client.get("/results/2026-27", query_string={"province": "<b>"}, headers=ENGLISH)
    assert nowhere.status_code == 200
    assert "&lt;b&gt;" in nowhere.text


@pytest.mark.parametrize("path", ["/results", "/results/2026-27", "/results/2026-27/BEST"])
def test_pages_cost_the_same_number_of_queries_for_few_and_many(client, session, published, season, by, path):
    def queries():
        with makers.count_queries(session) as statements:
            assert client.get(path).status_code == 200
        return len(statements)

    few = queries()
    for division in season.divisions * 4:
        give(session, makers.make_entry(session, season, division=division), season.award_kinds[0], **by)
    publish(session, season, note="", **by)
    session.commit()
    assert queries() == few
