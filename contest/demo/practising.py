"""The demonstration's practice games, a good one and a weak one, and what the first judges made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.demo.games import DemoGame, maze, weak
from contest.models import Judge, Season, User
from contest.pipeline import practice
from contest.pipeline.check import check, draw_picture
from contest.queries.practice import practice_games
from contest.storage import Storage

VARIANT = 2
"""Of the games: neither season's entries have it."""


@dataclass(frozen=True)
class Practice:
    """A game with what the organizers say about it; `marks` in the order of the rubric."""

    game: DemoGame
    title_en: str
    how_to_play_en: str
    marks: tuple[int, ...]
    why_zh: str
    why_en: str


PRACTICES = (
    Practice(
        maze.GAME,
        "The recycling robot's maze",
        "Walk with the arrow keys. Collect the batteries, then take them to the green bin.",
        (4, 3, 4, 4, 5),
        "主题就在玩法里：要先找齐旧电池再送去回收，所以主题是 4；没有说明为什么要回收，所以不是 5。\n\n"
        "迷宫是常见的玩法，有一处自己的改动，创造性是 3。有开始、目标、提示和结局，可以再玩一次，完整性是 5。",
        "The theme is in the play: batteries are collected and recycled, so theme is a 4; why it matters is not said, "
        "so it is no 5.\n\nA maze is familiar, with one change of their own: creativity is a 3. There is a start, a "
        "goal, feedback and an end, and one can play again: completeness is a 5.",
    ),
    Practice(
        weak.NO_FLAG,
        "The swimming fish",
        "Press the arrow keys and the fish swims.",
        (1, 1, 2, 1, 2),
        "点绿旗没有反应，要按方向键才会动，也没有目标和结局，所以完整性是 2。\n\n"
        "看不出想表达的主题，主题是 1。弱的作品也请按等级描述打分，并写一句鼓励孩子的话。",
        "Nothing happens at the green flag, only at a key; there is no goal and no end: completeness is a 2.\n\nNo "
        "theme can be seen: theme is a 1. A weak game too is scored by the words of the levels, with a kind comment.",
    ),
)
TRIES = ((0, 0, 1, 0, -1), (1, 0, 0, -1, 0), (1, 2, 1, 0, 0))
"""How far the first judges' marks were from the agreed ones on the first game."""


def add_practice(
    session: Session, storage: Storage, season: Season, organizer: User, *, fonts: Sequence[str], now: datetime
) -> None:
    """Put both games on the jury's desks; some judges have tried the first one."""
    keys = [criterion.key for criterion in season.criteria]
    for each in PRACTICES:
        file = check(session, storage, each.game.build(VARIANT), now=now)
        draw_picture(session, {"sha256": file.sha256}, now, storage=storage, fonts=fonts)
        title, play = each.game.title(VARIANT), each.game.how_to_play
        words = practice.PracticeWords(title, each.title_en, play, each.how_to_play_en, each.why_zh, each.why_en)
        agreed = dict(zip(keys, each.marks, strict=True))
        practice.add(session, season, file, words, agreed, actor=organizer, now=now)
    _try(session, season, now + timedelta(days=1))


def _try(session: Session, season: Season, now: datetime) -> None:
    first = practice_games(session, season.id)[0]
    judges = session.scalars(select(Judge).where(Judge.season_id == season.id).order_by(Judge.id))
    for judge, apart in zip(judges, TRIES, strict=False):
        agreed = zip(first.agreed.items(), apart, strict=True)
        marks = {key: min(5, max(1, points + step)) for (key, points), step in agreed}
        practice.finish(session, first, judge, marks, now=now)
