"""The audit trail in people's words: what happened, and what changed from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from contest.models import AuditEvent
from contest.rules.rubric_default import RUBRIC
from contest.web.filters import moment
from contest.web.language import language
from contest.web.words import REASONS

ACTIONS = {
    "announcement.change": _l("Announcement corrected"),
    "announcement.hide": _l("Announcement hidden"),
    "announcement.post": _l("Announcement posted"),
    "announcement.show": _l("Announcement shown again"),
    "assignment.level": _l("Rest of the round shared out anew"),
    "assignment.plan": _l("Games dealt to the judges"),
    "assignment.put-aside": _l("Game put aside for later"),
    "assignment.recuse": _l("Judge stepped back from a game"),
    "assignment.remove": _l("Game taken from a judge"),
    "assignment.remove-waiting": _l("All waiting games taken from a judge"),
    "assignment.settle": _l("More reviews given out where an award is open"),
    "award-kind.add": _l("Kind of award added"),
    "award-kind.change": _l("Kind of award changed"),
    "award-kind.remove": _l("Kind of award removed"),
    "award.give": _l("Award given"),
    "award.take": _l("Award taken back"),
    "conflict.declare": _l("Judge kept apart from a school"),
    "conflict.lift": _l("Judge no longer kept apart from a school"),
    "entry.create": _l("Entry begun"),
    "entry.disqualify": _l("Entry disqualified"),
    "entry.edit": _l("Entry edited"),
    "entry.file": _l("Project file sent"),
    "entry.reinstate": _l("Entry let back in"),
    "entry.restore": _l("Withdrawn entry brought back"),
    "entry.submit": _l("Entry submitted"),
    "entry.withdraw": _l("Entry withdrawn"),
    "judge.cancel-invitation": _l("Invitation cancelled"),
    "judge.duties": _l("Judge's limit, division or language changed"),
    "judge.invite": _l("Judge invited"),
    "judge.join": _l("Judge joined the jury"),
    "judge.sponsor": _l("Judge's company changed"),
    "judge.state": _l("Judge paused, left or came back"),
    "person.is_active": _l("Account closed or opened again"),
    "person.is_organizer": _l("Organizer's role given or taken"),
    "person.make-code": _l("One-time code made"),
    "person.use-code": _l("One-time code used"),
    "practice.add": _l("Practice game added"),
    "practice.change": _l("Practice game corrected"),
    "practice.hide": _l("Practice game hidden"),
    "practice.show": _l("Practice game shown again"),
    "ranking.cancel": _l("Ranking cancelled"),
    "ranking.compute": _l("Ranking computed"),
    "ranking.without": _l("Looked at what would change without a judge"),
    "results.hide": _l("Publication hidden"),
    "results.publish": _l("Results published"),
    "school.add": _l("School added"),
    "school.edit": _l("School's data changed"),
    "school.renew-code": _l("School's code renewed"),
    "school.status": _l("School opened or closed"),
    "season.change": _l("Dates or rules changed"),
    "season.create": _l("Season opened"),
    "season.weights": _l("Rubric's weights changed"),
    "sheet.count": _l("Score sheet looked at: it counts"),
    "sheet.finish": _l("Score sheet finished"),
    "sheet.mark": _l("Marks changed"),
    "sheet.set-aside": _l("Score sheet set aside: it does not count"),
    "starter.add": _l("Starter project added"),
    "starter.remove": _l("Starter project taken off the list"),
    "teacher.join": _l("Teacher joined"),
}

FIELDS = {
    "name_zh": _l("Name in Chinese"),
    "name_en": _l("Name in English"),
    "theme_zh": _l("Theme in Chinese"),
    "theme_en": _l("Theme in English"),
    "opens_at": _l("Submission opens"),
    "submissions_close_at": _l("Deadline for submission"),
    "judging_opens_at": _l("Judging begins"),
    "judging_closes_at": _l("Judging ends"),
    "reviews_per_entry": _l("Judges per game"),
    "entries_per_school": _l("Games per school, at most"),
    "max_authors": _l("Authors per game, at most"),
    "reserve_percent": _l("Kept back, in per cent"),
    "cross_percent": _l("Across divisions, in per cent"),
    "is_language_respected": _l("Judges who read no Chinese get games with little text"),
    "shows_marks": _l("Teachers see their own games' marks"),
    "shows_table": _l("Everyone can recompute the scores"),
    "title_zh": _l("Title in Chinese"),
    "title_en": _l("Title in English"),
    "body_zh": _l("Text in Chinese"),
    "body_en": _l("Text in English"),
    "why": _l("Reason"),
    "state": _l("State"),
    "award": _l("Award"),
    "entry": _l("Entry"),
    "school": _l("School"),
    "sponsor": _l("Sponsor"),
    "name": _l("Name"),
    "zh": _l("Name in Chinese"),
    "en": _l("Name in English"),
    "share": _l("Share in per cent"),
    "marks": _l("Marks"),
    "ranking": _l("Ranking"),
    "status": _l("State"),
    "reason": _l("Reason"),
    "counts": _l("Counts"),
    "sheets": _l("Sheets"),
    "method": _l("method"),
    "inputs": _l("inputs"),
    "number": _l("Number"),
    "hash": _l("check number"),
    "computers": _l("Computers"),
    "province": _l("Province"),
    "city": _l("City or county"),
    "opened_on": _l("Opened on"),
    "assignments": _l("Reviews given out"),
    "by_judge": _l("By judge's number"),
    "seed": _l("Number of the lot"),
    "inputs_hash": _l("check number"),
    "taken": _l("Games taken away"),
    "taken_by_judge": _l("Taken away, by judge's number"),
    "round": _l("Settling round"),
    "expected": _l("Awards expected right, before and after"),
    "judge": _l("Judge"),
    "division": _l("Division"),
    "most_games": _l("Games at most"),
    "reads_chinese": _l("Reads Chinese"),
    "is_organizer": _l("Organizer"),
    "is_active": _l("May sign in"),
}
STATES = {
    "draft": _l("Draft"),
    "submitted": _l("Submitted"),
    "withdrawn": _l("Withdrawn"),
    "open": _l("left"),
    "later": _l("put aside"),
    "done": _l("done"),
    "recused": _l("stepped back"),
    "removed": _l("taken away"),
    "active": _l("Active"),
    "paused": _l("paused"),
    "left": _l("left the jury"),
}
"""Of entries, assignments and judges."""
VALUES: Mapping[str, Mapping[str, Any]] = {
    "state": STATES,
    "status": {"active": _l("In use"), "closed": _l("Closed")},
    "reason": {reason.value: words for reason, words in REASONS.items()},
}
"""Field → the words for its values."""
CRITERIA = {criterion.key: criterion.name for criterion in RUBRIC}
LONGEST = 80


@dataclass(frozen=True)
class Change:
    """One value of an event; None where there was, or is, none."""

    name: str
    before: str | None
    after: str | None


def what(event: AuditEvent) -> str:
    """What happened; the bare action where no words are known for it."""
    return str(ACTIONS.get(event.action, event.action))


def changes(event: AuditEvent) -> list[Change]:
    """The event's values side by side, those first that had a value before."""
    before, after = event.before or {}, event.after or {}
    names = [*before, *(name for name in after if name not in before)]
    return [Change(_label(name), _short(name, before.get(name)), _short(name, after.get(name))) for name in names]


def _label(name: str) -> str:
    words = CRITERIA.get(name)
    if words is not None:
        return words.zh if language() == "zh" else words.en
    return str(FIELDS.get(name, name))


def _short(name: str, value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        text = str(gettext("yes") if value else gettext("no"))
    elif isinstance(value, dict):
        text = str(gettext(", ")).join(f"{_label(key)} {part}" for key, part in value.items())
    elif isinstance(value, str):
        text = _moment(value) or str(VALUES.get(name, {}).get(value, value))
    else:
        text = str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _moment(text: str) -> str | None:
    """A stored moment on the contest's clock; None for any other text."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return None
    return str(moment(value).striptags()) if value.tzinfo is not None else None
