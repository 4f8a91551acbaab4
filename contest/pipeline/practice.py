"""Practice: organizers agree on the marks of a few games outside the contest, judges try the rubric on them first.

Nothing here ever counts: a practice sheet is no score sheet, and no ranking reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contest.errors import N_, Closed, Invalid
from contest.models import Judge, PracticeGame, PracticeSheet, ProjectFile, Season, User
from contest.pipeline.audit import record
from contest.pipeline.hold import hold_season
from contest.queries.desk import rubric_of
from contest.queries.practice import is_entered, last_place

TRIED = N_("You have tried this practice game already; here is how it compared.")


@dataclass(frozen=True)
class PracticeWords:
    """What organizers write about a practice game, in both languages."""

    title_zh: str
    title_en: str
    how_to_play_zh: str
    how_to_play_en: str
    why_zh: str
    why_en: str


class Blanks(Invalid):
    """Criteria without a level."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(N_("Please choose a level for every criterion first."))
        self.keys = keys


def add(
    session: Session,
    season: Season,
    file: ProjectFile,
    words: PracticeWords,
    agreed: Mapping[str, int | None],
    *,
    actor: User,
    now: datetime,
) -> PracticeGame:
    """One more practice game, behind the others. Raises Blanks, and Invalid for a file that is in this contest."""
    # Two organizers at once would take the same position.
    hold_season(session, season.id)
    if is_entered(session, season.id, file.sha256):
        raise Invalid(N_("An entry of this season has this very file: judges must not see its marks."))
    game = PracticeGame(
        season_id=season.id,
        position=last_place(session, season.id) + 1,
        file=file,
        agreed=whole_sheet(session, season.id, agreed),
        created_at=now,
        **asdict(words),
    )
    session.add(game)
    after = {"name": words.title_zh, "sha256": file.sha256, "marks": game.agreed}
    record(session, "practice.add", game, actor=actor, now=now, season_id=season.id, after=after)
    return game


def change(
    session: Session,
    game: PracticeGame,
    words: PracticeWords,
    agreed: Mapping[str, int | None],
    *,
    actor: User,
    now: datetime,
) -> None:
    """Correct words and agreed marks; judges who tried it compare with the corrected ones from now on."""
    marks = whole_sheet(session, game.season_id, agreed)
    before = {"name": game.title_zh, "marks": game.agreed}
    for name, text in asdict(words).items():
        setattr(game, name, text)
    game.agreed = marks
    after = {"name": game.title_zh, "marks": marks}
    record(session, "practice.change", game, actor=actor, now=now, season_id=game.season_id, before=before, after=after)


def set_hidden(session: Session, game: PracticeGame, is_hidden: bool, *, actor: User, now: datetime) -> None:
    """Take a practice game off the judges' desks, or put it back; what they tried stays."""
    if game.is_hidden is is_hidden:
        return
    game.is_hidden = is_hidden
    action = "practice.hide" if is_hidden else "practice.show"
    record(session, action, game, actor=actor, now=now, season_id=game.season_id, after={"name": game.title_zh})


def finish(
    session: Session, game: PracticeGame, judge: Judge, marks: Mapping[str, int | None], *, now: datetime
) -> PracticeSheet:
    """A judge's try, once: with the agreed marks seen it would be none. Raises Blanks, or Closed the second time."""
    sheet = PracticeSheet(
        game_id=game.id, judge_id=judge.id, marks=whole_sheet(session, game.season_id, marks), finished_at=now
    )
    if session.get(PracticeSheet, (game.id, judge.id)) is not None:
        raise Closed(TRIED)
    try:
        with session.begin_nested():
            session.add(sheet)
    except IntegrityError as error:  # a second click on a slow line
        raise Closed(TRIED) from error
    return sheet


def whole_sheet(session: Session, season_id: int, marks: Mapping[str, int | None]) -> dict[str, int]:
    """Criterion key → points, for every criterion of the season. Raises Blanks, and Invalid for what is no level."""
    rubric = rubric_of(session, season_id)
    levels = {each.key: {level.points for level in each.levels} for each in rubric}
    given = {key: points for key in levels if (points := marks.get(key)) is not None}
    if any(points not in levels[key] for key, points in given.items()):
        raise Invalid(N_("A mark must be one of the levels of its criterion."))
    if len(given) < len(levels):
        raise Blanks(tuple(key for key in levels if key not in given))
    return given
