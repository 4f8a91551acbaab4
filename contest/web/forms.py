"""What all forms share: a language for wtforms' own sentences, and errors of the rules beside their field."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, Length

from contest.errors import ContestError
from contest.web.errors import sentence


class ContestForm(FlaskForm):  # type: ignore[misc]
    """A form that can take a rule's error as its own."""

    def take(self, error: ContestError) -> None:
        """Put the error's sentence beside the field that it is about, or re-raise when it is about none."""
        field = self._fields.get(error.field or "")
        if field is None:
            raise error
        field.errors = [*field.errors, sentence(error)]


def required() -> DataRequired:
    """The field may not be empty, in plain words."""
    return DataRequired(_l("Please fill this in."))


def at_most(count: int) -> Length:
    """At most `count` characters, in plain words."""
    return Length(max=count, message=_l("At most %(max)d characters, please."))
