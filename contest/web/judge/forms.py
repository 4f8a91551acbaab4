"""What a judge sends: a whole sheet, single changes, or a reason for stepping back."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from contest.errors import N_, Invalid
from contest.models import RecusalReason
from contest.rules.sheet import FLAG, MARK, Change, Value
from contest.web.forms import ContestForm
from contest.web.words import REASONS


class StepBackForm(ContestForm):
    """Why the judge steps back."""

    reason = RadioField(
        _l("Why?"),
        choices=[SelectChoice(reason.value, words) for reason, words in REASONS.items()],
        validators=[InputRequired(_l("Please choose a reason."))],
    )
    explanation = TextAreaField(_l("In your own words"))

    def chosen(self) -> RecusalReason:
        """The reason, once the form is valid."""
        return RecusalReason(self.reason.data)


def typed_values(form: Mapping[str, str], kept: Mapping[str, Value]) -> dict[str, Value]:
    """What a form sent without a script holds in every field of the sheet; `kept` names the fields."""
    return {name: _typed(form, name, old) for name, old in kept.items()}


def _typed(form: Mapping[str, str], name: str, old: Value) -> Value:
    if name.startswith(FLAG):
        return name in form
    sent = form.get(name)
    if sent is None:
        return old
    if name.startswith(MARK):
        # What is no number stays a text, which no mark may be.
        return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 4 else sent
    return sent.replace("\r\n", "\n")


def changes_of_form(typed: Mapping[str, Value], kept: Mapping[str, Value], *, is_fresh: bool) -> dict[str, Change]:
    """The fields that a plain form would change.

    It sends all fields and cannot say what each held before. If nothing was saved since the page was made
    (`is_fresh`), they held what they hold now; else every field that differs and is not empty is in doubt.
    """
    return {
        name: Change(was=kept[name] if is_fresh else None, now=value)
        for name, value in typed.items()
        if value != kept[name]
    }


def changes_of_json(body: object) -> dict[str, Change]:
    """`{"changes": {"mark-7": {"was": null, "now": 4}}}`, as static/js/score.js sends it. Raises Invalid."""
    changes = body.get("changes") if isinstance(body, dict) else None
    if not isinstance(changes, dict) or not all(_is_change(each) for each in changes.values()):
        raise Invalid(N_("This score sheet has no such field or value. Please reload the page."))
    return {name: Change(each["was"], each["now"]) for name, each in changes.items()}


def _is_change(each: object) -> bool:
    plain = (int, str, bool, type(None))
    return (
        isinstance(each, dict)
        and set(each) == {"was", "now"}
        and all(isinstance(value, plain) for value in each.values())
    )
