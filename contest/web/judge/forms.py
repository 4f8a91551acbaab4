"""What a judge sends: a whole sheet, single changes, or a reason for stepping back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Optional

from contest.errors import N_, Invalid
from contest.models import RecusalReason
from contest.rules.sheet import FLAG, MARK, Change, Span, Value
from contest.web.forms import ContestForm
from contest.web.words import REASONS


class StepBackForm(ContestForm):
    """Why the judge steps back."""

    reason = RadioField(
        _l("Why?"),
        choices=[SelectChoice(reason.value, words) for reason, words in REASONS.items()],
        validators=[InputRequired(_l("Please choose a reason."))],
    )
    whole_school = BooleanField(_l("Keep all games of this school away from me"))
    explanation = TextAreaField(_l("In your own words"))

    def chosen(self) -> RecusalReason:
        """The reason, once the form is valid."""
        return RecusalReason(self.reason.data)

    @property
    def is_from_school(self) -> bool:
        """Whether the whole school is meant; a tick beside another reason means nothing."""
        return self.chosen() is RecusalReason.KNOWS_SCHOOL and bool(self.whole_school.data)


class WishesForm(ContestForm):
    """What a judge says of themselves."""

    no_chinese = BooleanField(_l("I do not read Chinese"))
    most_games = IntegerField(_l("At most so many games"), [Optional(_l("A whole number, please."))])


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


def span_of_json(body: object) -> Span | None:
    """`{"seconds": {"was": 40, "now": 65}}` beside the changes; None where it is not sent, or is no such thing."""
    span = body.get("seconds") if isinstance(body, dict) else None
    if not isinstance(span, dict) or any(type(span.get(name)) is not int for name in ("was", "now")):
        return None
    return Span(span["was"], span["now"]) if 0 <= span["was"] <= span["now"] else None


def played_of(form: Mapping[str, str]) -> bool | None:
    """Whether the page saw the game start; None where no script could look."""
    return {"1": True, "0": False}.get(form.get("played", ""))


def marks_of(form: Mapping[str, str], keys: Iterable[str], prefix: str = "mark-") -> dict[str, int | None]:
    """Criterion key → the points chosen for it; None where none were, or where it is no number."""
    sent = {key: form.get(f"{prefix}{key}", "") for key in keys}
    return {
        key: int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else None for key, text in sent.items()
    }


def _is_change(each: object) -> bool:
    plain = (int, str, bool, type(None))
    return (
        isinstance(each, dict)
        and set(each) == {"was", "now"}
        and all(isinstance(value, plain) for value in each.values())
    )
