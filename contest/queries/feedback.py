"""What a school learns of one of its own games once the results are published: award, comments, marks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from contest.models import Assignment, Entry, Judge, Placing, Publication, Ranking, ScoreSheet, User
from contest.queries.publication import mean_marks
from contest.queries.rankings import TAKEN_AWAY
from contest.queries.results import Frozen, game_by_code, shown_publication
from contest.rules.names import without_name

NINE_TENTHS = 1.645
"""Standard deviations to either side that hold nine tenths of a normal distribution."""
UNNAMED = "＊"


@dataclass(frozen=True)
class PublishedEntry:
    """An entry with the publication of its season that is shown now."""

    entry: Entry
    publication: Publication


@dataclass(frozen=True)
class MarkLine:
    """One criterion: the mean of the judges' points beside the middle of the division."""

    criterion: Frozen
    own: float
    median: float | None
    """None in a division of too few games, where it would tell another game's marks."""


@dataclass(frozen=True)
class ScoreLine:
    """The score with what it is worth, in the rubric's points."""

    score: float
    low: float | None
    high: float | None
    """The score of very many judges would lie between these, nine times in ten; None where nothing tells it."""
    alike: int
    """Other games of the division with a score in this range."""
    others: int
    """Other games of the division with a score."""


@dataclass(frozen=True)
class Feedback:
    """All of it."""

    awards: tuple[Frozen, ...]
    comments: tuple[str, ...]
    """In an order that says nothing, so that a judge is not the same number on every page."""
    marks: tuple[MarkLine, ...]
    """Empty where the season does not show marks."""
    score: ScoreLine | None


def published_entry(session: Session, entry_id: int) -> PublishedEntry | None:
    """The entry of this number with what is published of its season; None where there is none of either."""
    entry = session.scalar(
        select(Entry).where(Entry.id == entry_id).options(joinedload(Entry.season), joinedload(Entry.school))
    )
    publication = shown_publication(session, entry.season.slug) if entry is not None else None
    return PublishedEntry(entry, publication) if entry is not None and publication is not None else None


def feedback_of(session: Session, entry: Entry, publication: Publication) -> Feedback:
    """What the entry's school may read of it. Nothing in it is another school's but the division's medians."""
    content = publication.content
    found = game_by_code(content, entry.code)
    awards = tuple(content["awards"][position] for position in found[1]["awards"]) if found else ()
    ranking = publication.ranking if content.get("shows_marks") else None
    return Feedback(
        awards=awards,
        comments=comments_on(session, entry),
        marks=_marks(session, entry, ranking, content["judging"]) if ranking is not None else (),
        score=_score(session, entry, ranking) if ranking is not None else None,
    )


def comments_on(session: Session, entry: Entry) -> tuple[str, ...]:
    """What the judges wrote for the children, of all sheets that count; a judge who signed is unnamed again."""
    rows = session.execute(
        select(ScoreSheet.comment, User.name)
        .join(ScoreSheet.assignment)
        .join(Assignment.judge)
        .join(Judge.user)
        .where(
            Assignment.entry_id == entry.id,
            Assignment.state.not_in(TAKEN_AWAY),
            ScoreSheet.finished_at.is_not(None),
            ScoreSheet.set_aside_at.is_(None),
        )
    ).all()
    names = [name for _, name in rows]
    words = [_unnamed(comment.strip(), names) for comment, _ in rows if comment.strip()]
    return tuple(sorted(words, key=lambda comment: hashlib.sha256(comment.encode()).digest()))


def _unnamed(comment: str, names: list[str]) -> str:
    for name in names:
        comment = without_name(comment, name, UNNAMED)
    return comment


def _marks(session: Session, entry: Entry, ranking: Ranking, judging: Mapping[str, Any]) -> tuple[MarkLine, ...]:
    own = mean_marks(session, ranking, entry.id).get(entry.id, {})
    key_of = {criterion.id: criterion.key for criterion in entry.season.criteria}
    points = {key_of[number]: mean for number, mean in own.items() if number in key_of}
    position = entry.division.position if entry.division is not None else None
    medians: Frozen = next((part["medians"] for part in judging["divisions"] if part["position"] == position), {})
    return tuple(
        MarkLine(criterion, points[criterion["key"]], medians.get(criterion["key"]))
        for criterion in judging["criteria"]
        if criterion["key"] in points
    )


def _score(session: Session, entry: Entry, ranking: Ranking) -> ScoreLine | None:
    own = session.get(Placing, (ranking.id, entry.id))
    if own is None or own.score is None:
        return None
    field = (
        select(func.count())
        .select_from(Placing)
        .where(
            Placing.ranking_id == ranking.id,
            Placing.division_id == own.division_id,
            Placing.island == own.island,
            Placing.entry_id != entry.id,
            Placing.score.is_not(None),
        )
    )
    others = session.scalar(field) or 0
    if own.standard_error is None:
        return ScoreLine(own.score, None, None, 0, others)
    reach = NINE_TENTHS * own.standard_error
    low, high = own.score - reach, own.score + reach
    alike = session.scalar(field.where(Placing.score.between(low, high))) or 0
    return ScoreLine(own.score, low, high, alike, others)
