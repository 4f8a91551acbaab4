"""Practice games on a desk, and what may become one."""

import makers
import pytest

from contest.models import Author, PracticeSheet, Publication, StarterProject
from contest.queries.practice import Ready, Try, authors_in, ready_projects, tries_of

pytestmark = pytest.mark.database


def test_a_judge_has_the_seasons_shown_practice_games_in_order(session):
    season = makers.make_season(session)
    judge, other = makers.make_judge(session, season), makers.make_judge(session, season)
    second, first = makers.make_practice(session, season, position=2), makers.make_practice(session, season, position=1)
    makers.make_practice(session, season, position=3, is_hidden=True)
    makers.make_practice(session, makers.make_season(session))
    makers.add(session, PracticeSheet(game=first, judge=judge, marks={}, finished_at=makers.JUDGING))
    with makers.count_queries(session) as statements:
        tries = tries_of(session, [judge.id, other.id])
    assert tries == {
        judge.id: [Try(first, True), Try(second, False)],
        other.id: [Try(first, False), Try(second, False)],
    }
    assert len(statements) == 1


def test_starters_and_other_seasons_published_games_may_be_practised_on(session):
    season, last = makers.make_season(session), makers.make_season(session)
    organizer = makers.make_organizer(session)
    starter, published, ours, both = (makers.make_file(session) for _ in range(4))
    makers.make_entry(session, season, file=both)
    for file in (starter, both):
        makers.add(
            session,
            StarterProject(season=last, file=file, name="Apples", added_by=organizer, added_at=makers.OPENS),
        )

    def publish(of, file):
        game = {"title": "Maze", "how_to_play": "Arrows", "file": {"sha256": file.sha256}}
        content = {"divisions": [{"games": [game, {"title": "Gone", "how_to_play": "", "file": None}]}]}
        given = {"content_hash": "", "published_by": organizer, "published_at": makers.JUDGED}
        makers.add(session, Publication(season=of, number=1, content=content, **given))

    publish(last, published)
    publish(season, ours)
    assert ready_projects(session, season) == [
        Ready(starter.sha256, "Apples", "", ""),
        Ready(published.sha256, "Maze", "Arrows", last.slug),
    ]


def test_the_authors_of_a_file_are_those_of_every_entry_it_was_sent_for(session):
    season, file = makers.make_season(session), makers.make_file(session)
    entry = makers.make_entry(session, season, file=file, authors=[Author(position=0, full_name="欧阳娜娜", grade=2)])
    makers.make_entry(session, season)
    entry.file = makers.make_file(session)  # replaced since; its revision stays
    session.flush()
    assert [author.full_name for author in authors_in(session, file.sha256)] == ["欧阳娜娜"]
