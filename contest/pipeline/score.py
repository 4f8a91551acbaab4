"""The judge's work on one game: mark, comment, put aside, step back, finish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from contest.errors import N_, Closed, Invalid
from contest.models import FLAGS, Assignment, AssignmentState, Criterion, Mark, Recusal, RecusalReason, ScoreSheet, User
from contest.pipeline import jury
from contest.pipeline.audit import record
from contest.pipeline.health import look_soon
from contest.queries.desk import last_position, rubric_of, values_of
from contest.rules.gentle import Word, before_sending
from contest.rules.sheet import MARK, WORDS, Change, Span, Value, flag_field, mark_field, merge, seconds_with

MOST_CHARACTERS = 2000
"""Of a comment or note, counted as people count: one Chinese character is one."""
MOST_EXPLANATION = 500


@dataclass(frozen=True)
class Outcome:
    """What a save came to."""

    sheet: ScoreSheet | None
    """None while nothing was ever saved."""
    values: Mapping[str, Value]
    """All fields as they now stand."""
    conflicts: tuple[str, ...]
    """Fields that were not saved, because another tab or device had changed them."""


class Unmarked(Invalid):
    """A sheet cannot be finished: criteria without a mark."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__(N_("Please choose a level for every criterion first."))
        self.fields = tuple(fields)


def save(
    session: Session,
    assignment: Assignment,
    changes: Mapping[str, Change],
    *,
    actor: User,
    now: datetime,
    span: Span | None = None,
) -> Outcome:
    """Save a judge's changes, each field by itself (contest.rules.sheet says when one is refused).

    Makes the sheet at the first save. Raises Invalid, and saves nothing, when a field or value is none of a sheet's.
    `span` is the time that the page has counted; alone it makes no sheet and no new version.
    """
    _hold(session, assignment)
    rubric = rubric_of(session, assignment.season_id)
    changes = {name: Change(change.was, _checked(name, change.now, rubric)) for name, change in changes.items()}
    sheet = assignment.sheet
    before = values_of(sheet, rubric)
    merged = merge(before, changes)
    if span is not None and sheet is not None:
        sheet.seconds = seconds_with(sheet.seconds, span)
    if not merged.taken:
        session.flush()
        return Outcome(sheet, before, merged.conflicts)
    sheet = sheet or _new_sheet(session, assignment, now, span)
    _write(sheet, merged.taken, rubric)
    sheet.version += 1
    sheet.saved_at = now
    session.flush()
    _record_marks(session, sheet, before, merged.taken, rubric, actor=actor, now=now)
    return Outcome(sheet, values_of(sheet, rubric), merged.conflicts)


def finish(session: Session, assignment: Assignment, *, actor: User, now: datetime) -> None:
    """The sheet counts from now on; finishing again changes nothing. Raises Unmarked while a mark is missing."""
    _hold(session, assignment)
    rubric = rubric_of(session, assignment.season_id)
    values = values_of(assignment.sheet, rubric)
    missing = [field for each in rubric if values[field := mark_field(each.id)] is None]
    if assignment.sheet is None or missing:
        raise Unmarked(missing)
    if assignment.state is AssignmentState.DONE:
        return
    before = assignment.state
    assignment.state = AssignmentState.DONE
    assignment.sheet.finished_at = now
    marks = {each.key: values[mark_field(each.id)] for each in rubric}
    _record_state(session, "sheet.finish", assignment, before, actor=actor, now=now, marks=marks)
    look_soon(session, assignment.season_id, now=now)


def words_before(session: Session, assignment: Assignment, *, has_played: bool | None) -> tuple[Word, ...]:
    """What to ask once before this sheet is finished; nothing for a finished one or one with a blank."""
    sheet = assignment.sheet
    if sheet is None or assignment.state is AssignmentState.DONE:
        return ()
    rubric = rubric_of(session, assignment.season_id)
    points = {mark.criterion_id: mark.points for mark in sheet.marks}
    if any(each.id not in points for each in rubric):
        return ()
    tops = [max(level.points for level in each.levels) for each in rubric]
    marks = [points[each.id] for each in rubric]
    return before_sending(marks, tops, seconds=sheet.seconds, has_played=has_played)


def put_aside(session: Session, assignment: Assignment, *, actor: User, now: datetime) -> None:
    """Move a game behind all others of its judge; it comes back when the open ones are done."""
    _hold(session, assignment)
    if assignment.state is AssignmentState.DONE:
        raise Closed(N_("This sheet is finished; you may still change it, but not put it aside."))
    before = assignment.state
    assignment.state = AssignmentState.LATER
    assignment.position = last_position(session, assignment.judge_id) + 1
    _record_state(session, "assignment.put-aside", assignment, before, actor=actor, now=now)


def step_back(
    session: Session,
    assignment: Assignment,
    reason: RecusalReason,
    explanation: str,
    *,
    actor: User,
    now: datetime,
    from_whole_school: bool = False,
) -> None:
    """Recuse the judge from this game for good. What was marked is kept and does not count.

    With `from_whole_school` all other games of that school are kept from the judge as well, who need not learn
    which school it is.
    """
    _hold(session, assignment)
    explanation = plain(explanation).strip()
    if reason is RecusalReason.OTHER and not explanation:
        raise Invalid(N_("Please say in a few words why."), field="explanation")
    if len(explanation) > MOST_EXPLANATION:
        raise Invalid(N_("At most %(count)s characters, please."), field="explanation", count=MOST_EXPLANATION)
    before = assignment.state
    assignment.state = AssignmentState.RECUSED
    session.add(Recusal(assignment=assignment, reason=reason, explanation=explanation, recused_at=now))
    # The explanation stays out of the trail: it may name a child.
    _record_state(session, "assignment.recuse", assignment, before, actor=actor, now=now, reason=reason.value)
    if from_whole_school:
        jury.declare_conflict(session, assignment.judge, assignment.entry.school, "", actor, now)


def plain(text: str) -> str:
    """Text as every database can keep it: one kind of line break, no NUL, no half of a surrogate pair."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _hold(session: Session, assignment: Assignment) -> None:
    """Let nobody else write on this duty until the transaction ends, and see what was written last.

    An update that changes nothing locks the row on PostgreSQL and takes the write lock on SQLite, which knows no
    SELECT … FOR UPDATE.
    """
    session.execute(update(Assignment).where(Assignment.id == assignment.id).values(state=Assignment.state))
    session.refresh(assignment, ["state", "position", "sheet"])
    if assignment.sheet is not None:
        session.refresh(assignment.sheet)
    if assignment.state in (AssignmentState.RECUSED, AssignmentState.REMOVED):
        raise Closed(N_("This game is no longer on your desk."))


def _new_sheet(session: Session, assignment: Assignment, now: datetime, span: Span | None) -> ScoreSheet:
    sheet = ScoreSheet(assignment=assignment, comment="", note="", flags=[], version=0, started_at=now, saved_at=now)
    sheet.seconds = seconds_with(0, span) if span is not None else 0
    session.add(sheet)
    return sheet


def _checked(name: str, value: Value, rubric: Sequence[Criterion]) -> Value:
    """The value as it will be stored, if this field may hold it."""
    levels = {mark_field(each.id): {level.points for level in each.levels} for each in rubric}
    if name in levels:
        # True is 1 to Python; a mark is a whole number and nothing else.
        if type(value) is not int or value not in levels[name]:
            raise Invalid(N_("A mark must be one of the levels of its criterion."), field=name)
        return value
    if name in WORDS and isinstance(value, str):
        text = plain(value)
        if len(text) > MOST_CHARACTERS:
            raise Invalid(N_("At most %(count)s characters, please."), field=name, count=MOST_CHARACTERS)
        return text
    if name in {flag_field(flag) for flag in FLAGS} and isinstance(value, bool):
        return value
    raise Invalid(N_("This score sheet has no such field or value. Please reload the page."))


def _write(sheet: ScoreSheet, taken: Mapping[str, Value], rubric: Sequence[Criterion]) -> None:
    marks = {mark.criterion_id: mark for mark in sheet.marks}
    for each in rubric:
        points = taken.get(mark_field(each.id))
        if not isinstance(points, int):
            continue
        if each.id in marks:
            marks[each.id].points = points
        else:
            sheet.marks.append(Mark(criterion_id=each.id, points=points))
    sheet.comment = str(taken.get("comment", sheet.comment))
    sheet.note = str(taken.get("note", sheet.note))
    sheet.flags = [flag for flag in FLAGS if taken.get(flag_field(flag), flag in sheet.flags)]


def _record_marks(
    session: Session,
    sheet: ScoreSheet,
    before: Mapping[str, Value],
    taken: Mapping[str, Value],
    rubric: Sequence[Criterion],
    *,
    actor: User,
    now: datetime,
) -> None:
    """One event a save, holding only the criteria whose mark changed."""
    if not any(name.startswith(MARK) for name in taken):
        return
    changed = [(each.key, mark_field(each.id)) for each in rubric if mark_field(each.id) in taken]
    record(
        session,
        "sheet.mark",
        sheet,
        actor=actor,
        now=now,
        season_id=sheet.assignment.season_id,
        before={key: before[field] for key, field in changed},
        after={key: taken[field] for key, field in changed},
    )


def _record_state(
    session: Session,
    action: str,
    assignment: Assignment,
    before: AssignmentState,
    *,
    actor: User,
    now: datetime,
    **more: Any,
) -> None:
    record(
        session,
        action,
        assignment,
        actor=actor,
        now=now,
        season_id=assignment.season_id,
        before={"state": before.value},
        after={"state": assignment.state.value} | more,
    )
