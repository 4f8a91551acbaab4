"""One family of errors. Each carries a sentence that a person may read; `contest.web.errors` makes it a page."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark a sentence for translation where it is written; it is translated where it is shown."""
    return message


class ContestError(Exception):
    """Something a person asked for cannot be done. `facts` fill the sentence's %(names)s after translation."""

    status = 400

    def __init__(self, message: str, *, field: str | None = None, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        """The form field that it is about, if one."""
        self.facts = facts


class Invalid(ContestError):
    """What was typed or sent cannot be taken."""

    status = 422


class Refused(ContestError):
    """This person may not do this."""

    status = 403


class Missing(ContestError):
    """There is no such thing, or it is not this person's to see."""

    status = 404


class Closed(ContestError):
    """Not now: the dates or the state forbid it."""

    status = 409
