from datetime import timedelta

import makers
import pytest

from contest.models import Publication
from contest.queries.results import (
    best_games,
    by_division,
    game_by_code,
    newest_publication,
    part_of,
    provinces,
    shown_publication,
    shown_publications,
)

pytestmark = pytest.mark.database

FIRST = {"name_en": "First", "basis": "share"}
STORY = {"name_en": "Story", "basis": "special"}


def game(code, province, *awards):
    return {"code": code, "province": province, "awards": list(awards)}


A, B, C = game("A", "Henan", 0, 1), game("B", "Jilin", 0), game("C", "Henan", 1)
SMALL, BIG = {"name_en": "Small", "games": [A, B]}, {"name_en": "Big", "games": [C]}
CONTENT = {"awards": [FIRST, STORY], "divisions": [SMALL, BIG]}


def laid_out(parts):
    return [(part.division, [(group.award, group.games) for group in part.awards]) for part in parts]


def test_a_game_stands_once_under_its_best_award():
    assert laid_out(by_division(CONTENT)) == [(SMALL, [(FIRST, (A, B))]), (BIG, [(STORY, (C,))])]


def test_one_province_leaves_empty_divisions_and_awards_out():
    assert laid_out(by_division(CONTENT, "Jilin")) == [(SMALL, [(FIRST, (B,))])]
    assert laid_out(by_division(CONTENT, "Tibet")) == []


def test_one_division_is_asked_for_by_its_number():
    assert laid_out(by_division(CONTENT, only=2)) == [(BIG, [(STORY, (C,))])]
    assert laid_out(by_division(CONTENT, "Jilin", 2)) == laid_out(by_division(CONTENT, only=3)) == []


def test_a_page_of_results_keeps_headings_and_whole_counts_and_every_game_is_on_one_page():
    whole = by_division(CONTENT)
    pages = [part_of(whole, start, 2) for start in (0, 2, 4)]
    assert [laid_out(page) for page in pages] == [[(SMALL, [(FIRST, (A, B))])], [(BIG, [(STORY, (C,))])], []]
    assert laid_out(part_of(whole, 1, 2)) == [(SMALL, [(FIRST, (B,))]), (BIG, [(STORY, (C,))])]
    assert [part.count for part in part_of(whole, 1, 1)] == [2]


def test_provinces_are_those_of_awarded_games():
    assert provinces(CONTENT) == ["Henan", "Jilin"]


def test_a_game_is_found_by_its_code_with_its_division():
    assert game_by_code(CONTENT, "C") == (BIG, C)
    assert game_by_code(CONTENT, "D") is None


def make_publication(session, season, number, hidden=False):
    return makers.add(
        session,
        Publication(
            season=season,
            number=number,
            content=CONTENT,
            content_hash="0" * 64,
            published_by=makers.make_organizer(session),
            published_at=makers.JUDGED,
            withdrawn_at=makers.JUDGED if hidden else None,
        ),
    )


def test_the_latest_publication_that_is_not_hidden_counts_newest_season_first(session):
    years = [makers.make_season(session, opens_at=makers.OPENS - timedelta(days=days)) for days in (700, 0, 350)]
    for season in years:
        make_publication(session, season, 1)
    newest = make_publication(session, years[1], 2)
    make_publication(session, years[1], 3, hidden=True)
    assert [(each.season, each.number) for each in shown_publications(session)] == [
        (years[1], 2),
        (years[2], 1),
        (years[0], 1),
    ]
    assert shown_publication(session, years[1].slug) is newest
    assert newest_publication(session) is newest
    assert shown_publication(session, "nothing") is None


def test_best_games_take_turns_between_the_divisions() -> None:
    games = {
        "divisions": [
            {
                "name_en": "A",
                "games": [
                    {"code": "A1", "province": "Henan", "awards": [0]},
                    {"code": "A2", "province": "Henan", "awards": [0]},
                ],
            },
            {"name_en": "B", "games": [{"code": "B1", "province": "Jilin", "awards": [1]}]},
        ],
        "awards": [{"name_en": "First", "basis": "share"}, {"name_en": "Second", "basis": "share"}],
    }
    assert [game["code"] for game in best_games(games, most=3)] == ["A1", "B1", "A2"]
    assert [game["code"] for game in best_games(games, most=1)] == ["A1"]
