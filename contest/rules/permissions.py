"""Who may do what: the whole policy, on one screen.

Templates, views, exports and tests all ask this table. A row that is not the actor's own is answered as if it
did not exist; a wrong role is refused; a right person at a wrong time is told so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a person may be. Everyone is public; whoever signed in is a person."""

    PUBLIC = "public"
    PERSON = "person"
    TEACHER = "teacher"
    JUDGE = "judge"
    ORGANIZER = "organizer"


@dataclass(frozen=True)
class Actor:
    """Who asks, reduced to what the rules need."""

    user_id: int | None = None
    is_organizer: bool = False
    school_ids: frozenset[int] = frozenset()
    judge_ids: frozenset[int] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """All roles this actor holds."""
        held = {Role.PUBLIC}
        if self.user_id is not None:
            held.add(Role.PERSON)
        if self.school_ids:
            held.add(Role.TEACHER)
        if self.judge_ids:
            held.add(Role.JUDGE)
        if self.is_organizer:
            held.add(Role.ORGANIZER)
        return frozenset(held)


class Verdict(StrEnum):
    """The answer to "may this actor do this to this row now?"."""

    YES = "yes"
    SIGN_IN = "sign-in"
    WRONG_ROLE = "wrong-role"
    NOT_YOURS = "not-yours"
    NOT_NOW = "not-now"


RowTest = Callable[[Actor, Any], bool]
TimeTest = Callable[[Any, datetime], bool]


def any_row(actor: Actor, row: Any) -> bool:
    """No condition on the row."""
    return True


def any_time(row: Any, now: datetime) -> bool:
    """No condition on the time."""
    return True


def is_own_entry(actor: Actor, row: Any) -> bool:
    """An entry of a school that the actor teaches at."""
    return row.school_id in actor.school_ids


def is_own_assignment(actor: Actor, row: Any) -> bool:
    """A duty of the actor's that was not taken away and whose entry is still in the contest."""
    gone = row.state in ("removed", "recused")
    return row.judge_id in actor.judge_ids and not gone and is_in_contest(row.entry)


def is_own_duty(actor: Actor, row: Any) -> bool:
    """The same, of a judge who has not left the jury."""
    return is_own_assignment(actor, row) and row.judge.state != "left"


def is_own_place(actor: Actor, row: Any) -> bool:
    """The actor's own place on a jury."""
    return row.id in actor.judge_ids


def is_own_seat(actor: Actor, row: Any) -> bool:
    """The same, of a judge who has not left the jury."""
    return is_own_place(actor, row) and row.state != "left"


def is_own_practice(actor: Actor, row: Any) -> bool:
    """A practice game that is shown to the jury on which the actor sits; `row` is the game and the actor's place."""
    return row.judge is not None and is_own_seat(actor, row.judge) and not row.game.is_hidden


def is_own_published(actor: Actor, row: Any) -> bool:
    """An entry of the actor's school that is in the contest, beside the publication that is shown of its season."""
    return is_own_entry(actor, row.entry) and is_in_contest(row.entry) and is_shown(actor, row.publication)


def is_shown(actor: Actor, row: Any) -> bool:
    """A publication that was not withdrawn."""
    return row.withdrawn_at is None


def is_posted(actor: Actor, row: Any) -> bool:
    """An announcement that is not hidden."""
    return not row.is_hidden


def is_in_contest(entry: Any) -> bool:
    """Submitted, and neither withdrawn nor disqualified."""
    return entry.state == "submitted" and entry.disqualified_at is None


def season_takes_entries(season: Any, now: datetime) -> bool:
    """Between opening and the deadline."""
    return bool(season.opens_at <= now < season.submissions_close_at)


def entry_may_change(entry: Any, now: datetime) -> bool:
    """Before the deadline, unless the organizers took it out."""
    return entry.disqualified_at is None and season_takes_entries(entry.season, now)


def scores_are_open(assignment: Any, now: datetime) -> bool:
    """While the season's judging round lasts."""
    season = assignment.entry.season
    return bool(season.judging_opens_at <= now < season.judging_closes_at)


def round_has_begun(row: Any, now: datetime) -> bool:
    """From the first moment of judging on, also after its end: a judge may look back."""
    season = row.season if hasattr(row, "season") else row.entry.season
    return bool(season.judging_opens_at <= now)


def judging_has_begun(row: Any, now: datetime) -> bool:
    """From the beginning of the round on; `row` is a season or belongs to one."""
    season = row.season if hasattr(row, "season") else row
    return bool(season.judging_opens_at <= now)


def submissions_are_over(season: Any, now: datetime) -> bool:
    """From the deadline on."""
    return bool(season.submissions_close_at <= now)


def judging_is_over(season: Any, now: datetime) -> bool:
    """From the end of the round on."""
    return bool(season.judging_closes_at <= now)


@dataclass(frozen=True)
class Rule:
    """One line of the policy."""

    role: Role
    row: RowTest = any_row
    time: TimeTest = any_time


P, S, T, J, O = Role.PUBLIC, Role.PERSON, Role.TEACHER, Role.JUDGE, Role.ORGANIZER  # noqa: E741

POLICY: dict[str, Rule] = {
    # the public
    "site.read": Rule(P),
    "announcement.read": Rule(P, is_posted),
    "results.read": Rule(P, is_shown),
    # whoever signed in
    "account.edit": Rule(S),
    # teachers
    "desk.teach": Rule(T),
    "entry.create": Rule(T, time=season_takes_entries),
    "entry.read": Rule(T, is_own_entry),
    "feedback.read": Rule(T, is_own_published),
    "entry.edit": Rule(T, is_own_entry, entry_may_change),
    "entry.submit": Rule(T, is_own_entry, entry_may_change),
    "entry.withdraw": Rule(T, is_own_entry, entry_may_change),
    # judges
    "desk.judge": Rule(J),
    "sheet.read": Rule(J, is_own_assignment, round_has_begun),
    "sheet.edit": Rule(J, is_own_duty, scores_are_open),
    "place.read": Rule(J, is_own_place),
    "place.edit": Rule(J, is_own_seat),
    "practice.take": Rule(J, is_own_practice),
    # organizers
    "contest.oversee": Rule(O),
    "season.edit": Rule(O),
    "school.edit": Rule(O),
    "people.edit": Rule(O),
    "announcement.edit": Rule(O),
    "entry.inspect": Rule(O),
    "entry.disqualify": Rule(O),
    "likeness.read": Rule(O),
    "starter.edit": Rule(O),
    "jury.edit": Rule(O),
    "practice.edit": Rule(O),
    "assignment.plan": Rule(O, time=submissions_are_over),
    "assignment.edit": Rule(O),
    "marks.read": Rule(O),
    "sheet.decide": Rule(O),
    "ranking.compute": Rule(O, time=judging_has_begun),
    "ranking.read": Rule(O),
    "award.give": Rule(O, time=judging_is_over),
    "results.publish": Rule(O, time=judging_is_over),
    "results.hide": Rule(O),
    "audit.read": Rule(O),
}


def judge_request(action: str, actor: Actor, row: Any, now: datetime) -> Verdict:
    """Whether `actor` may do `action` to `row` at `now`. Raises KeyError for an action not in the table.

    Whether the row is the actor's is asked before the time, so that nobody learns of foreign rows.
    """
    rule = POLICY[action]
    if rule.role not in actor.roles:
        return Verdict.WRONG_ROLE if actor.user_id is not None else Verdict.SIGN_IN
    if not rule.row(actor, row):
        return Verdict.NOT_YOURS
    if not rule.time(row, now):
        return Verdict.NOT_NOW
    return Verdict.YES


def may(action: str, actor: Actor, row: Any, now: datetime) -> bool:
    """The same as a plain yes or no, for templates and exports."""
    return judge_request(action, actor, row, now) is Verdict.YES
