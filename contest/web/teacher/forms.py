"""What a teacher types about a game. Everything may be missing in a draft; only what cannot be kept is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, FieldList, Form, FormField, SelectField, StringField, TextAreaField

from contest.models import Entry, School, Season
from contest.pipeline.submit import AuthorLine, Details
from contest.rules.eligibility import HOW_TO_PLAY_LENGTH, TITLE_LENGTH
from contest.web.forms import ContestForm, at_most
from contest.web.language import in_language

NAME_LENGTH = 60
MOST_ROWS = 20
"""Of authors in one form, whatever a season allows."""


def tidy(text: str | None) -> str:
    """The text without what no database keeps; line breaks count as one character, as the browser counted them."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char.isprintable() or char in "\n\t\u200d\u3000").strip()


def tidy_line(text: str | None) -> str:
    """The same on one line."""
    return " ".join(tidy(text).split())


def number_or_none(value: object) -> int | None:
    """A choice's number; None for the empty choice. Raises ValueError for anything else."""
    return None if value in (None, "", "None") else int(str(value))


class Rows(FieldList):  # type: ignore[misc]
    """A list of rows whose numbers are plain digits: "²" is a digit too, but no number."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        return super()._extract_indices(prefix, [name for name in formdata if name.isascii()])  # type: ignore[no-any-return]


class AuthorForm(Form):  # type: ignore[misc]
    """One author's row."""

    full_name = StringField(_l("Full name"), [at_most(NAME_LENGTH)], filters=[tidy_line])
    grade = SelectField(_l("Grade"), coerce=number_or_none)
    display_name = StringField(_l("Name shown in public"), [at_most(NAME_LENGTH)], filters=[tidy_line])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grades = [(number, gettext("Grade %(number)s", number=number)) for number in range(1, 13)]
        self.grade.choices = [("", gettext("Choose…")), *grades]


class EntryForm(ContestForm):
    """The entry's page: details, authors, confirmations and, where no script sends it by itself, the file."""

    title = StringField(_l("Title"), [at_most(TITLE_LENGTH)], filters=[tidy_line])
    how_to_play = TextAreaField(_l("How to play"), [at_most(HOW_TO_PLAY_LENGTH)], filters=[tidy])
    division = SelectField(_l("Division"), coerce=number_or_none)
    authors = Rows(FormField(AuthorForm), max_entries=MOST_ROWS)
    is_original = BooleanField(_l("The children made this game themselves."))
    has_consent = BooleanField(_l("The parents agree that the game is entered and may be published."))
    project = FileField(_l("Scratch file"))

    def __init__(self, entry: Entry) -> None:
        super().__init__(data=_as_kept(entry))
        self.division.choices = [("", gettext("Choose…")), *_division_choices(entry.season)]
        while len(self.authors) < min(max(entry.season.max_authors, 1), MOST_ROWS):
            self.authors.append_entry()
        self.about_all: list[str] = []
        """Sentences that are about no field."""

    def details(self, entry: Entry) -> Details:
        """What was typed, with empty rows of authors left out."""
        rows = [AuthorLine(**row) for row in self.authors.data]
        return Details(
            title=self.title.data,
            how_to_play=self.how_to_play.data,
            division=next((each for each in entry.season.divisions if each.id == self.division.data), None),
            authors=[row for row in rows if row != AuthorLine("")],
            is_original=self.is_original.data,
            has_consent=self.has_consent.data,
        )

    def tell(self, problems: list[tuple[str, str]]) -> None:
        """Put each sentence beside its field."""
        for name, text in problems:
            field = self._fields.get("project" if name == "file" else name)
            if field is None:
                self.about_all.append(text)
            else:
                field.errors = [*field.errors, text]


class NewEntryForm(ContestForm):
    """The first step: a title, and the school where there is a choice."""

    school = SelectField(_l("School"), coerce=number_or_none)
    title = StringField(_l("Title"), [at_most(TITLE_LENGTH)], filters=[tidy_line])

    def __init__(self, schools: list[School], wanted: int | None = None) -> None:
        super().__init__(data={"school": wanted})
        self.school.choices = [(school.id, school.name) for school in schools]


def _as_kept(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "how_to_play": entry.how_to_play,
        "division": entry.division_id,
        "is_original": entry.is_original,
        "has_consent": entry.has_consent,
        "authors": [
            {"full_name": author.full_name, "grade": author.grade, "display_name": author.display_name}
            for author in entry.authors
        ],
    }


def _division_choices(season: Season) -> list[tuple[int, str]]:
    return [(division.id, in_language(division, "name")) for division in season.divisions]
