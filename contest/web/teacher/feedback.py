"""What came of a game: its award, the judges' words, and the marks where the season shows them."""

from __future__ import annotations

from typing import Any

from flask import render_template

from contest.errors import N_, Missing
from contest.extensions import db
from contest.queries.feedback import PublishedEntry, feedback_of, published_entry
from contest.web.access import guarded, row_number
from contest.web.teacher.blueprint import teacher_bp

ABOUT_EQUAL = 0.5
"""Points. Less than this between a game and the middle says nothing, with three or four sheets."""


def _published_entry(arguments: dict[str, Any]) -> PublishedEntry:
    try:
        found = published_entry(db.session(), row_number(arguments.pop("id")))
    except ValueError:
        found = None
    if found is None:
        raise Missing(N_("There is nothing at this address."))
    return found


@teacher_bp.get("/entries/<int:id>/feedback")
@guarded("feedback.read", _published_entry)
def feedback(row: PublishedEntry) -> str:
    """Award, comments and marks of one of the school's own games."""
    return render_template(
        "teacher/feedback.html",
        entry=row.entry,
        content=row.publication.content,
        feedback=feedback_of(db.session(), row.entry, row.publication),
        about_equal=ABOUT_EQUAL,
    )
