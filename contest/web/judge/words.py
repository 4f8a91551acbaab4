"""What flags and reasons are called, in the reader's language."""

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

REASONS = {
    RecusalReason.KNOWS_AUTHOR: _l("I know the child"),
    RecusalReason.KNOWS_SCHOOL: _l("I am close to the school"),
    RecusalReason.DOES_NOT_RUN: _l("The game does not run for me"),
    RecusalReason.OTHER: _l("Another reason"),
}
