"""What flags and reasons for stepping back are called, in the reader's language: the one place that says it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from contest.models import RecusalReason

FLAGS = {
    "does-not-run": _l("It does not run"),
    "improper": _l("Something in it is not fit for children"),
    "personal-data": _l("It shows personal data (a name, a number, an address)"),
    "not-original": _l("It looks copied"),
    "off-topic": _l("It has little to do with the theme"),
}
"""As a judge raises them."""

SHORT_FLAGS = {
    "does-not-run": _l("does not run"),
    "improper": _l("improper content"),
    "personal-data": _l("personal data"),
    "not-original": _l("perhaps not their own work"),
    "off-topic": _l("off the topic"),
}
"""As organizers read them in a list."""

REASONS = {
    RecusalReason.KNOWS_AUTHOR: _l("I know the child"),
    RecusalReason.KNOWS_SCHOOL: _l("I am close to the school"),
    RecusalReason.DOES_NOT_RUN: _l("The game does not run for me"),
    RecusalReason.OTHER: _l("Another reason"),
}
"""As a judge gives them."""

REASONS_OF_OTHERS = {
    RecusalReason.KNOWS_AUTHOR: _l("knows the child"),
    RecusalReason.KNOWS_SCHOOL: _l("is close to the school"),
    RecusalReason.DOES_NOT_RUN: _l("does not run"),
    RecusalReason.OTHER: _l("another reason"),
}
"""As organizers read them."""


def flag_name(flag: str) -> str:
    """A flag in a few words; the bare key of one that is not known any more."""
    return str(SHORT_FLAGS.get(flag, flag))


def reason_name(reason: str) -> str:
    """Why somebody stepped back, said about them."""
    return str(REASONS_OF_OTHERS[RecusalReason(reason)])
