"""What all forms share: a language for wtforms' own sentences, and errors of the rules beside their field."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import DataRequired, Length, StopValidation

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


def whole_number(least: int, most: int) -> Callable[[FlaskForm, IntegerField], None]:
    """The field holds a whole number in this range; one sentence for all that it may be instead."""

    def check(form: FlaskForm, field: IntegerField) -> None:
        if field.data is None or not least <= field.data <= most:
            field.errors[:] = []
            raise StopValidation(gettext("A number from %(least)s to %(most)s, please.", least=least, most=most))

    return check


def at_most(count: int) -> Length:
    """At most `count` characters, in plain words."""
    return Length(max=count, message=_l("At most %(max)d characters, please."))
