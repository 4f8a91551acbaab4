"""What sharing out games rests on: a season's games, judges, duties and conflicts, as plain values."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.models import Assignment, AssignmentState, Entry, Judge, JudgeState, ProjectFile, ScoreSheet, Season
from contest.queries.assignments import Pair
from contest.queries.conflicts import judges_apart
from contest.queries.desk import ON_DESK, in_contest

LITTLE_TEXT = 24
"""Chinese characters, a word counting as two, up to which a game's text does not matter (contest.scratch.texts)."""
FOREIGN = 10
"""Per cent of the text that must be in a language for it to matter to the player."""


@dataclass(frozen=True)
class Seat:
    """One judge of the season."""

    state: JudgeState
    division_id: int | None
    most_games: int | None
    reads_chinese: bool


@dataclass(frozen=True)
class Duty:
    """One pair that was ever assigned, of a game still in the contest or not."""

    entry: int
    judge: int
    state: AssignmentState
    is_begun: bool
    """Whether something was saved on its sheet."""
    is_set_aside: bool
    round: int

    @property
    def pair(self) -> Pair:
        """(entry, judge)."""
        return self.entry, self.judge


@dataclass(frozen=True)
class Facts:
    """One season at one moment."""

    season_id: int
    per_entry: int
    cross_percent: int
    entries: Mapping[int, tuple[int, int | None]]
    """entry in the contest → (school, division)."""
    judges: Mapping[int, Seat]
    duties: tuple[Duty, ...]
    apart: Mapping[int, frozenset[int]]
    """school → judges who must not have its games."""
    needs_reading: frozenset[int]
    """Games with text that somebody who reads no Chinese cannot read; empty where the season does not mind."""

    @cached_property
    def active(self) -> tuple[int, ...]:
        """The judges who may get more games."""
        return tuple(judge for judge, seat in self.judges.items() if seat.state is JudgeState.ACTIVE)

    @cached_property
    def conflicts(self) -> frozenset[Pair]:
        """Pairs that must not be."""
        of = self.entries.items()
        return frozenset((entry, judge) for entry, (school, _) in of for judge in self.apart.get(school, ()))

    @cached_property
    def on_desk(self) -> tuple[Duty, ...]:
        """What judges have to do or have done, of games in the contest."""
        return tuple(duty for duty in self.duties if duty.state in ON_DESK and duty.entry in self.entries)

    @cached_property
    def ever(self) -> frozenset[Pair]:
        """Every pair that was ever assigned."""
        return frozenset(duty.pair for duty in self.duties)

    @cached_property
    def limits(self) -> dict[int, int]:
        """judge → own limit, for those who have one."""
        return {judge: seat.most_games for judge, seat in self.judges.items() if seat.most_games is not None}

    @cached_property
    def judge_pool(self) -> dict[int, int]:
        """judge → division, for those who have one."""
        return {judge: seat.division_id for judge, seat in self.judges.items() if seat.division_id is not None}

    @cached_property
    def entry_pool(self) -> dict[int, int]:
        """entry → division."""
        return {entry: division for entry, (_, division) in self.entries.items() if division is not None}

    @cached_property
    def cannot_read(self) -> frozenset[int]:
        """Judges who read no Chinese."""
        return frozenset(judge for judge, seat in self.judges.items() if not seat.reads_chinese)

    @cached_property
    def seed(self) -> int:
        """The lot is drawn from the facts themselves, so nobody can draw again until they like the deal. How far the
        judges are does not go in."""
        seats = [(judge, seat.state.value, seat.division_id, seat.most_games) for judge, seat in self.judges.items()]
        pairs = sorted(duty.pair for duty in self.duties)
        text = repr((self.season_id, self.per_entry, self.cross_percent, sorted(self.entries), seats, pairs))
        return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)


def facts_of(session: Session, season: Season) -> Facts:
    """Read all of it: eight queries at most, whatever the size."""
    entries = {
        number: (school, division)
        for number, school, division in session.execute(
            select(Entry.id, Entry.school_id, Entry.division_id)
            .where(Entry.season_id == season.id, in_contest())
            .order_by(Entry.id)
        )
    }
    judges = {
        number: Seat(state, division, most, reads_chinese)
        for number, state, division, most, reads_chinese in session.execute(
            select(Judge.id, Judge.state, Judge.division_id, Judge.most_games, Judge.reads_chinese)
            .where(Judge.season_id == season.id)
            .order_by(Judge.id)
        )
    }
    minds = season.is_language_respected and any(not seat.reads_chinese for seat in judges.values())
    return Facts(
        season_id=season.id,
        per_entry=season.reviews_per_entry,
        cross_percent=season.cross_percent,
        entries=entries,
        judges=judges,
        duties=_duties(session, season.id),
        apart=judges_apart(session, season.id),
        needs_reading=_needs_reading(session, season.id) if minds else frozenset(),
    )


def _duties(session: Session, season_id: int) -> tuple[Duty, ...]:
    rows = session.execute(
        select(
            Assignment.entry_id,
            Assignment.judge_id,
            Assignment.state,
            ScoreSheet.id.is_not(None),
            ScoreSheet.set_aside_at.is_not(None),
            Assignment.round,
        )
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.season_id == season_id)
        .order_by(Assignment.entry_id, Assignment.judge_id)
    )
    return tuple(
        Duty(entry, judge, state, bool(begun), bool(aside), number)
        for entry, judge, state, begun, aside, number in rows
    )


def _needs_reading(session: Session, season_id: int) -> frozenset[int]:
    """Games whose card says that text matters which is not in English."""
    languages = ProjectFile.card["languages"]
    rows = session.execute(
        select(Entry.id, languages["zh"].as_integer(), languages["other"].as_integer())
        .join(ProjectFile, Entry.file_sha256 == ProjectFile.sha256)
        .where(Entry.season_id == season_id, in_contest(), languages["amount"].as_integer() > LITTLE_TEXT)
    )
    return frozenset(entry for entry, zh, other in rows if (zh or 0) >= FOREIGN or (other or 0) >= FOREIGN)
