"""What still stands against an entry, its state and the time that is left, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l

from contest.models import Entry, EntryState
from contest.rules.eligibility import HOW_TO_PLAY_LENGTH, TITLE_LENGTH, Problem
from contest.web.language import in_language

STATES = {
    EntryState.DRAFT: (_l("Draft"), "warn"),
    EntryState.SUBMITTED: (_l("Submitted"), "good"),
    EntryState.WITHDRAWN: (_l("Withdrawn"), ""),
}
"""A state's word and the look of its tag."""

SENTENCES = {
    Problem.TITLE_MISSING: _l("Give the game a title."),
    Problem.TITLE_TOO_LONG: _l("The title may have at most %(title_length)s characters."),
    Problem.HOW_TO_PLAY_MISSING: _l("Say how the game is played: which keys, and what the aim is."),
    Problem.HOW_TO_PLAY_TOO_LONG: _l("“How to play” may have at most %(how_to_play_length)s characters."),
    Problem.DIVISION_MISSING: _l("Choose the division."),
    Problem.AUTHORS_MISSING: _l("Enter at least one author."),
    Problem.AUTHORS_TOO_MANY: _l("A game may have at most %(max_authors)s authors."),
    Problem.AUTHORS_WITHOUT_NAME: _l("An author has no name yet."),
    Problem.AUTHORS_WITHOUT_GRADE: _l("An author has no grade yet."),
    Problem.AUTHORS_OUTSIDE_GRADES: _l("An author's grade does not belong to the chosen division %(division)s."),
    Problem.ORIGINALITY_NOT_CONFIRMED: _l("Confirm that the children made the game themselves."),
    Problem.CONSENT_NOT_CONFIRMED: _l("Confirm that the parents agree."),
    Problem.FILE_MISSING: _l("Upload the game's Scratch file."),
    Problem.SCHOOL_INACTIVE: _l("This school is marked as closed. Please talk to the organizers."),
    Problem.SCHOOL_QUOTA_REACHED: _l(
        "Your school has already submitted %(quota)s games, which is the most for this season. "
        "Withdraw another one first."
    ),
    Problem.SEASON_NOT_OPEN: _l("Games cannot be submitted yet."),
    Problem.SEASON_CLOSED: _l("The deadline has passed."),
}


def problem_sentences(entry: Entry, problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """(form field, sentence) of each problem."""
    facts = {
        "title_length": TITLE_LENGTH,
        "how_to_play_length": HOW_TO_PLAY_LENGTH,
        "max_authors": entry.season.max_authors,
        "quota": entry.season.entries_per_school,
        "division": f"“{in_language(entry.division, 'name')}”" if entry.division is not None else "",
    }
    return [(problem.field, str(SENTENCES[problem]) % facts) for problem in problems]


def time_left(deadline: datetime, now: datetime) -> str:
    """The time until `deadline`, rounded down, so that nobody counts on more than there is."""
    minutes = int((deadline - now).total_seconds() // 60)
    if minutes < 1:
        return str(gettext("less than a minute left"))
    if minutes < 120:
        return str(ngettext("%(num)d minute left", "%(num)d minutes left", minutes))
    hours = minutes // 60
    if hours < 48:
        return str(ngettext("%(num)d hour left", "%(num)d hours left", hours))
    return str(ngettext("%(num)d day left", "%(num)d days left", hours // 24))
