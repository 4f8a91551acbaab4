import hashlib
import json

import makers
import pytest
from sqlalchemy import select

from contest.errors import Closed
from contest.models import AuditEvent, Author, Award, EntryState, Publication
from contest.pipeline.award import add_special_kind, give, take, take_over
from contest.pipeline.publish import content_hash, hide, publish, snapshot
from contest.pipeline.rank import compute
from contest.queries.results import shown_publication, shown_publications

pytestmark = pytest.mark.database

CARD = {
    "counts": {"sprites": 3, "scripts": 16, "nonshadow": 109, "sounds": 0, "lists": None, "monitors": 4},
    "extensions": [
        {"id": "music", "runs": "ok", "name_en": "Music", "name_zh": "音乐"},
        {"id": "pen", "runs": "ok", "name_en": "Pen", "name_zh": "画笔"},
    ],
    "sprite_names": ["张小明的猫"],
}


@pytest.fixture
def organizer(session):
    return makers.make_organizer(session)


@pytest.fixture
def by(organizer):
    return {"actor": organizer, "now": makers.JUDGED}


@pytest.fixture
def season(session):
    return makers.make_season(session, slug="2026-27", theme_zh="环保", theme_en="Green")


@pytest.fixture
def judges(session, season):
    return [makers.make_judge(session, season) for _ in range(3)]


@pytest.fixture
def game(session, judges):
    """The best of two games, by two children; the teacher chose another name for one of them."""
    file = makers.make_file(session, "a" * 64, size=2048, card=CARD, picture_sha256="b" * 64)
    authors = [
        Author(position=0, full_name="张小明", grade=2),
        Author(position=1, full_name="欧阳雪", grade=3, display_name="小雪花"),
    ]
    school = makers.make_school(session, name="清河小学", province="江苏")
    makers.make_reviewed(session, judges, *[[1, 1]] * 3, code="LAST")
    return makers.make_reviewed(
        session,
        judges,
        *[[5, 5]] * 3,
        code="BEST",
        title="张小明的迷宫",
        how_to_play="方向键。\n作者：欧阳雪",
        authors=authors,
        file=file,
        school=school,
    )


@pytest.fixture
def awarded(session, season, game, by):
    take_over(session, compute(session, season, **by), **by)
    return game


def test_the_snapshot_holds_all_that_the_public_sees_and_no_more(session, season, awarded, by):
    give(session, awarded, add_special_kind(session, season, "最佳故事奖", "Best story", **by), **by)
    content = snapshot(session, season)
    judging = content.pop("judging")  # tests/pipeline/test_disclose.py looks into it
    assert (judging["method"], judging["numbers"]["sheets"]) == ("plain-mean-2", 6)
    assert content == {
        "version": 2,
        "season": {
            "slug": "2026-27",
            "name_zh": season.name_zh,
            "name_en": season.name_en,
            "theme_zh": "环保",
            "theme_en": "Green",
        },
        "awards": [
            {"name_zh": "一等奖", "name_en": "First prize", "basis": "share"},
            {"name_zh": "最佳故事奖", "name_en": "Best story", "basis": "special"},
        ],
        "divisions": [
            {
                "name_zh": "小学低年级",
                "name_en": "Grades 1–3",
                "games": [
                    {
                        "code": "BEST",
                        "title": "张*的迷宫",
                        "how_to_play": "方向键。\n作者：小雪花",
                        "school": "清河小学",
                        "province": "江苏",
                        "authors": ["张*", "小雪花"],
                        "awards": [0, 1],
                        "file": {"sha256": "a" * 64, "format": "sb3", "size": 2048},
                        "picture": "b" * 64,
                        "music": True,
                        "extensions": [
                            {"name_zh": "音乐", "name_en": "Music"},
                            {"name_zh": "画笔", "name_en": "Pen"},
                        ],
                        "counts": {"sprites": 3, "scripts": 16, "nonshadow": 109},
                    }
                ],
            }
        ],
        "shows_marks": False,
        "table": None,
    }


def test_later_edits_do_not_touch_what_was_published(session, season, awarded, by):
    publication = publish(session, season, note="", **by)
    frozen = json.loads(json.dumps(publication.content))
    awarded.title = "Another title"
    awarded.how_to_play = "Other words"
    awarded.authors[0].full_name = "李四"
    awarded.authors[1].display_name = ""
    awarded.school.name = "Another school"
    awarded.file = makers.make_file(session)
    season.name_zh = season.name_en = "Another season"
    season.divisions[0].name_en = "Another division"
    season.award_kinds[0].name_en = "Another award"
    session.flush()
    take(session, session.scalars(select(Award)).one(), **by)
    session.expire_all()
    assert publication.content == frozen
    assert content_hash(publication.content) == publication.content_hash


def test_the_check_number_is_the_digest_of_sorted_compact_json(session, season, awarded, by):
    publication = publish(session, season, note="", **by)
    text = json.dumps(publication.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert publication.content_hash == hashlib.sha256(text.encode()).hexdigest()


def test_publishing_again_makes_number_two_and_hides_number_one(session, season, awarded, by):
    first = publish(session, season, note="", **by)
    awarded.title = "A better title"
    second = publish(session, season, note="title corrected", **by)
    assert [(each.number, each.withdrawn_at) for each in (first, second)] == [(1, makers.JUDGED), (2, None)]
    assert [each.content["divisions"][0]["games"][0]["title"] for each in (first, second)] == [
        "张*的迷宫",
        "A better title",
    ]
    assert shown_publication(session, "2026-27") is second


def test_hidden_is_not_shown_and_the_next_gets_a_new_number(session, season, awarded, by):
    first = publish(session, season, note="", **by)
    hide(session, first, **by)
    assert (shown_publication(session, "2026-27"), shown_publications(session)) == (None, [])
    assert publish(session, season, note="", **by).number == 2
    assert [each.number for each in session.scalars(select(Publication).order_by(Publication.number))] == [1, 2]


def test_the_same_results_have_the_same_check_number(session, season, awarded, by):
    assert publish(session, season, note="", **by).content_hash == publish(session, season, note="x", **by).content_hash


@pytest.mark.parametrize("out", ["withdrawn", "disqualified"])
def test_an_awarded_game_that_left_the_contest_is_not_published(session, season, awarded, by, out):
    if out == "withdrawn":
        awarded.state = EntryState.WITHDRAWN
    else:
        awarded.disqualified_at = makers.JUDGED
    session.flush()
    assert snapshot(session, season)["divisions"] == []
    with pytest.raises(Closed, match="nothing to publish"):
        publish(session, season, note="", **by)


def test_games_without_an_award_are_not_published(session, season, awarded):
    codes = [game["code"] for division in snapshot(session, season)["divisions"] for game in division["games"]]
    assert codes == ["BEST"]


def test_a_game_without_a_card_or_picture_is_published_with_what_there_is(session, season, judges, by):
    makers.make_reviewed(session, judges, *[[5, 5]] * 3, file=makers.make_file(session, "c" * 64))
    take_over(session, compute(session, season, **by), **by)
    game = snapshot(session, season)["divisions"][0]["games"][0]
    assert (game["picture"], game["music"], game["extensions"], game["counts"]) == (None, False, [], {})


def test_publishing_and_hiding_are_recorded(session, season, awarded, by):
    publication = publish(session, season, note="", **by)
    hide(session, publication, **by)
    hide(session, publication, **by)
    events = session.scalars(select(AuditEvent).where(AuditEvent.action.like("results.%")).order_by(AuditEvent.id))
    assert [(event.action, event.before, event.after) for event in events] == [
        ("results.publish", None, {"number": 1, "hash": publication.content_hash}),
        ("results.hide", {"number": 1}, None),
    ]


def test_the_snapshot_costs_the_same_number_of_queries_for_one_game_and_for_many(session, season, judges, by):
    def queries():
        session.expire_all()
        with makers.count_queries(session) as statements:
            snapshot(session, season)
        return len(statements)

    kind = season.award_kinds[0]
    give(session, makers.make_reviewed(session, judges, [3, 3]), kind, **by)
    few = queries()
    for division in season.divisions * 4:
        give(session, makers.make_reviewed(session, judges, [3, 3], division=division), kind, **by)
    assert queries() <= few
