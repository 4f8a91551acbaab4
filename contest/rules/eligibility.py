"""What still keeps an entry from being submitted: every problem at once, in the order of the form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contest.rules.text import visible
from contest.rules.timetable import Phase, SeasonDates, phase

TITLE_LENGTH = 60
HOW_TO_PLAY_LENGTH = 2000
"""Characters, Chinese or not."""


class Problem(StrEnum):
    """One thing to be put right first. Which form field it is about is the value's first word."""

    TITLE_MISSING = "title-missing"
    TITLE_TOO_LONG = "title-too-long"
    HOW_TO_PLAY_MISSING = "how_to_play-missing"
    HOW_TO_PLAY_TOO_LONG = "how_to_play-too-long"
    DIVISION_MISSING = "division-missing"
    AUTHORS_MISSING = "authors-missing"
    AUTHORS_TOO_MANY = "authors-too-many"
    AUTHORS_WITHOUT_NAME = "authors-without-name"
    AUTHORS_WITHOUT_GRADE = "authors-without-grade"
    AUTHORS_OUTSIDE_GRADES = "authors-outside-grades"
    ORIGINALITY_NOT_CONFIRMED = "is_original-not-confirmed"
    CONSENT_NOT_CONFIRMED = "has_consent-not-confirmed"
    FILE_MISSING = "file-missing"
    SCHOOL_INACTIVE = "school-inactive"
    SCHOOL_QUOTA_REACHED = "school-quota-reached"
    SEASON_NOT_OPEN = "season-not-open"
    SEASON_CLOSED = "season-closed"

    @property
    def field(self) -> str:
        """title, how_to_play, division, authors, is_original, has_consent or file; school and season are no fields."""
        return self.value.partition("-")[0]


@dataclass(frozen=True)
class Pupil:
    """An author as entered."""

    full_name: str
    grade: int | None


@dataclass(frozen=True)
class Draft:
    """An entry as it stands in the form."""

    title: str
    how_to_play: str
    grades: tuple[int, int] | None
    """Lowest and highest grade of the chosen division; None while none is chosen."""
    authors: Sequence[Pupil]
    is_original: bool
    has_consent: bool
    has_file: bool


@dataclass(frozen=True)
class Standing:
    """The school's standing in this season."""

    is_active: bool
    others_submitted: int
    """The school's entries now submitted, without this one."""
    quota: int | None
    """The most entries a school may submit; None is no limit."""
    late_until: datetime | None = None
    """End of this school's late-entry permission, where it has one."""


@dataclass(frozen=True)
class Decision:
    """May it be submitted; if not, everything that stands against it."""

    problems: tuple[Problem, ...]

    @property
    def is_allowed(self) -> bool:
        return not self.problems


def may_submit(
    draft: Draft, school: Standing, dates: SeasonDates, now: datetime, *, max_authors: int, is_published: bool = False
) -> Decision:
    """Whether this entry may be submitted (or, once submitted, changed) at `now`."""
    return Decision(
        (
            *_text_problems(draft),
            *_author_problems(draft, max_authors),
            *_confirmation_problems(draft),
            *_school_problems(school),
            *time_problems(dates, now, late_until=school.late_until, is_published=is_published),
        )
    )


def time_problems(
    dates: SeasonDates, now: datetime, *, late_until: datetime | None = None, is_published: bool = False
) -> tuple[Problem, ...]:
    """Whether `now` is a time to enter, replace or withdraw games.

    It is while submission is open, and for a school with a late-entry permission until that ends, though never once
    the results are published.
    """
    current = phase(dates, now, is_published=is_published)
    if current is Phase.PLANNED:
        return (Problem.SEASON_NOT_OPEN,)
    is_late_but_welcome = late_until is not None and now < late_until and current is not Phase.PUBLISHED
    if current is Phase.SUBMITTING or is_late_but_welcome:
        return ()
    return (Problem.SEASON_CLOSED,)


def _text_problems(draft: Draft) -> list[Problem]:
    found = {
        Problem.TITLE_MISSING: not visible(draft.title),
        Problem.TITLE_TOO_LONG: len(draft.title.strip()) > TITLE_LENGTH,
        Problem.HOW_TO_PLAY_MISSING: not visible(draft.how_to_play),
        Problem.HOW_TO_PLAY_TOO_LONG: len(draft.how_to_play.strip()) > HOW_TO_PLAY_LENGTH,
        Problem.DIVISION_MISSING: draft.grades is None,
    }
    return [problem for problem, is_found in found.items() if is_found]


def _author_problems(draft: Draft, max_authors: int) -> list[Problem]:
    known = [author.grade for author in draft.authors if author.grade is not None]
    lowest, highest = draft.grades or (min(known, default=0), max(known, default=0))
    found = {
        Problem.AUTHORS_MISSING: not draft.authors,
        Problem.AUTHORS_TOO_MANY: len(draft.authors) > max_authors,
        Problem.AUTHORS_WITHOUT_NAME: any(not visible(author.full_name) for author in draft.authors),
        Problem.AUTHORS_WITHOUT_GRADE: len(known) < len(draft.authors),
        Problem.AUTHORS_OUTSIDE_GRADES: any(not lowest <= grade <= highest for grade in known),
    }
    return [problem for problem, is_found in found.items() if is_found]


def _confirmation_problems(draft: Draft) -> list[Problem]:
    found = {
        Problem.ORIGINALITY_NOT_CONFIRMED: not draft.is_original,
        Problem.CONSENT_NOT_CONFIRMED: not draft.has_consent,
        Problem.FILE_MISSING: not draft.has_file,
    }
    return [problem for problem, is_found in found.items() if is_found]


def _school_problems(school: Standing) -> list[Problem]:
    found = {
        Problem.SCHOOL_INACTIVE: not school.is_active,
        Problem.SCHOOL_QUOTA_REACHED: school.quota is not None and school.others_submitted >= school.quota,
    }
    return [problem for problem, is_found in found.items() if is_found]
