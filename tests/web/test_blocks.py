"""The scripts of a game as the pages fetch them: who reads which names in them, and what is answered when."""

import makers
import pytest
from conftest import sign_in

from contest.models import Author
from contest.pipeline.award import add_special_kind, give
from contest.pipeline.publish import publish
from contest.pipeline.rank import compute
from contest.web.store import storage
from tests.scratch import files

pytestmark = pytest.mark.database

CAT = {
    "hat": {"opcode": "event_whenflagclicked", "next": "say", "topLevel": True},
    "say": {"opcode": "looks_say", "inputs": {"MESSAGE": [1, [10, "I am 张 小明"]]}, "comment": "c"},
}
NOTE = {"c": {"blockId": "say", "text": "张小明 made it", "x": 0, "y": 0, "width": 9, "height": 9, "minimized": False}}
SIGNED = ["when flag clicked\nsay [I am 张 小明] // 张小明 made it"]
MASKED = ["when flag clicked\nsay [I am 张*] // 张* made it"]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def season(session, clock):
    clock.time = makers.JUDGING
    return makers.make_season(session)


@pytest.fixture
def entry(session, season):
    tree = files.project(files.stage(), files.sprite("张小明", blocks=CAT, comments=NOTE), files.sprite("Dog"))
    file = makers.make_file(session, storage().put(files.sb3(tree)))
    return makers.make_entry(session, season, file=file, authors=[Author(position=0, full_name="张小明", grade=4)])


def test_sprites_are_listed_with_what_they_have_and_then_fetched_one_at_a_time(app, session, entry):
    chief = makers.make_organizer(session)
    session.commit()
    client, path = sign_in(app, chief.id), f"/organizer/entries/{entry.code}/blocks"
    assert client.get(path).json == {
        "sprites": [
            {"number": 0, "name": "Stage", "is_stage": True, "scripts": 0, "blocks": 0},
            {"number": 1, "name": "张小明", "is_stage": False, "scripts": 1, "blocks": 2},
            {"number": 2, "name": "Dog", "is_stage": False, "scripts": 0, "blocks": 0},
        ]
    }
    assert client.get(f"{path}?sprite=1", headers=ENGLISH).json == {"scripts": SIGNED}
    assert client.get(f"{path}?sprite=1&language=zh").json == {
        "scripts": ["当绿旗被点击\n说 [I am 张 小明] // 张小明 made it"]
    }
    assert client.get(f"{path}?sprite=2").json == {"scripts": []}
    assert [client.get(f"{path}?sprite={wrong}").status_code for wrong in ("3", "-1", str(10**30))] == [404, 404, 404]


def test_a_judge_reads_no_full_name_of_the_authors(app, session, season, entry):
    judge = makers.make_judge(session, season)
    duty = makers.make_assignment(session, entry, judge)
    session.commit()
    client, path = sign_in(app, judge.user_id), f"/judge/sheets/{duty.id}/blocks"
    assert client.get(path).json["sprites"][1]["name"] == "张*"
    assert client.get(f"{path}?sprite=1&language=en").json == {"scripts": MASKED}


def test_the_public_reads_no_full_name_of_the_authors(app, session, clock, season, entry):
    chief = makers.make_organizer(session)
    clock.time = makers.JUDGED
    compute(session, season, actor=chief, now=clock())
    kind = add_special_kind(session, season, "最佳故事", "Best story", actor=chief, now=clock())
    give(session, entry, kind, actor=chief, now=clock())
    publish(session, season, note="", actor=chief, now=clock())
    session.commit()
    answer = app.test_client().get(f"/results/{season.slug}/{entry.code}/blocks?sprite=1&language=en")
    assert (answer.json, answer.headers["Cache-Control"]) == ({"scripts": MASKED}, "public, max-age=600")


def test_the_school_reads_what_it_has_sent(app, session, entry):
    teacher = makers.make_teacher(session, entry.school)
    session.commit()
    answer = sign_in(app, teacher.id).get(f"/teacher/entries/{entry.id}/blocks?sprite=1&language=en")
    assert (answer.json, answer.headers["Cache-Control"]) == ({"scripts": SIGNED}, "private, no-cache")


def test_what_a_browser_has_already_is_not_sent_again(app, session, entry):
    chief = makers.make_organizer(session)
    session.commit()
    client, path = sign_in(app, chief.id), f"/organizer/entries/{entry.code}/blocks?sprite=1"
    tags = [client.get(path + more).headers["ETag"] for more in ("&language=en", "&language=zh", "&language=en")]
    assert (tags[0] == tags[2], tags[0] == tags[1]) == (True, False)
    compressed = f'{tags[0][:-1]}-gzip"'
    for known in (tags[0], compressed):
        again = client.get(f"{path}&language=en", headers={"If-None-Match": known})
        assert (again.status_code, again.data) == (304, b"")


def test_no_file_a_lost_file_and_a_file_that_is_none_are_told_in_words(app, session, season):
    chief = makers.make_organizer(session)
    entries = [
        makers.make_entry(session, season),
        makers.make_entry(session, season, file=makers.make_file(session, "0" * 64)),
        makers.make_entry(session, season, file=makers.make_file(session, storage().put(b"no project"))),
    ]
    entries[0].file = None
    session.commit()
    client = sign_in(app, chief.id)
    headers = {"X-Requested-With": "fetch", **ENGLISH}
    answers = [client.get(f"/organizer/entries/{each.code}/blocks", headers=headers) for each in entries]
    assert [(answer.status_code, answer.json["error"]) for answer in answers] == [
        (404, "There is no project file yet."),
        (404, "The file is not in the store. Please tell the organizers."),
        (422, "The blocks of this file cannot be read."),
    ]
