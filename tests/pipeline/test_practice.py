"""Practice games: agreed on, tried once, never counted."""

from datetime import timedelta

import makers
import pytest
from sqlalchemy import select

from contest.errors import Closed, Invalid
from contest.models import AuditEvent, PracticeGame, PracticeSheet, ScoreSheet
from contest.pipeline import practice

pytestmark = pytest.mark.database
NOW = makers.JUDGING - timedelta(days=2)
WORDS = practice.PracticeWords("迷宫", "Maze", "方向键", "Arrow keys", "主题清楚", "Its theme is clear")


class Cast:
    def __init__(self, session):
        self.session = session
        self.season = makers.make_season(session)
        self.organizer, self.judge = makers.make_organizer(session), makers.make_judge(session, self.season)

    def add(self, words=WORDS, file=None, **agreed):
        file, agreed = file or makers.make_file(self.session), {"theme": 4, "technique": 2} | agreed
        return practice.add(self.session, self.season, file, words, agreed, actor=self.organizer, now=NOW)

    def events(self):
        rows = self.session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        return [(event.action, event.before, event.after) for event in rows]


@pytest.fixture
def cast(session):
    return Cast(session)


def test_a_practice_game_comes_behind_the_others_and_is_on_record(cast):
    first, second = cast.add(), cast.add()
    assert (first.position, second.position, first.agreed, first.why_en) == (
        1,
        2,
        {"theme": 4, "technique": 2},
        "Its theme is clear",
    )
    assert cast.events()[0] == (
        "practice.add",
        None,
        {"name": "迷宫", "sha256": first.file_sha256, "marks": {"theme": 4, "technique": 2}},
    )


def test_an_entry_of_the_season_is_never_practised_on(cast):
    entry = makers.make_entry(cast.session, cast.season)
    with pytest.raises(Invalid):
        cast.add(file=entry.file)
    assert cast.session.scalars(select(PracticeGame)).all() == []


def test_the_agreed_sheet_has_no_blank_and_only_levels(cast):
    with pytest.raises(practice.Blanks) as refusal:
        cast.add(technique=None)
    assert refusal.value.keys == ("technique",)
    with pytest.raises(Invalid):
        cast.add(technique=6)


def test_a_correction_keeps_before_and_after(cast):
    game = cast.add()
    agreed = {"theme": 3, "technique": 3}
    practice.change(cast.session, game, WORDS, agreed, actor=cast.organizer, now=NOW)
    assert game.agreed == agreed
    assert cast.events()[-1] == (
        "practice.change",
        {"name": "迷宫", "marks": {"theme": 4, "technique": 2}},
        {"name": "迷宫", "marks": agreed},
    )


def test_hiding_keeps_what_was_tried(cast):
    game = cast.add()
    practice.finish(cast.session, game, cast.judge, {"theme": 5, "technique": 2}, now=NOW)
    practice.set_hidden(cast.session, game, True, actor=cast.organizer, now=NOW)
    practice.set_hidden(cast.session, game, True, actor=cast.organizer, now=NOW)
    practice.set_hidden(cast.session, game, False, actor=cast.organizer, now=NOW)
    assert [action for action, _, _ in cast.events()] == ["practice.add", "practice.hide", "practice.show"]
    assert cast.session.get(PracticeSheet, (game.id, cast.judge.id)).marks == {"theme": 5, "technique": 2}


def test_a_practice_sheet_is_sent_once_and_is_no_score_sheet(cast):
    game = cast.add()
    practice.finish(cast.session, game, cast.judge, {"theme": 5, "technique": 2}, now=NOW)
    with pytest.raises(Closed):
        practice.finish(cast.session, game, cast.judge, {"theme": 4, "technique": 2}, now=NOW)
    assert cast.session.get(PracticeSheet, (game.id, cast.judge.id)).marks == {"theme": 5, "technique": 2}
    assert cast.session.scalars(select(ScoreSheet)).all() == []


@pytest.mark.parametrize("marks", [{}, {"theme": 4}, {"theme": 4, "technique": None}])
def test_a_practice_sheet_with_a_blank_is_not_sent(cast, marks):
    game = cast.add()
    with pytest.raises(practice.Blanks):
        practice.finish(cast.session, game, cast.judge, marks, now=NOW)
    assert cast.session.get(PracticeSheet, (game.id, cast.judge.id)) is None
