"""Schools from a spreadsheet: first a plan that says what would happen to each row, then the same plan done."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.errors import N_, ContestError, Invalid
from contest.models import School, User
from contest.pipeline.schools import SchoolFacts, check_facts, facts_of, fold_name, store_change, store_new

COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("编号", "number", "no", "no.", "classroom", "教室编号", "学校编号", "序号"),
    "name": ("学校", "name", "school", "学校名称", "校名"),
    "province": ("省份", "province", "省", "省/市", "省市"),
    "city": ("城市", "city", "place", "市", "地区", "所在地"),
    "sponsor": ("捐赠企业", "sponsor", "企业", "捐赠方"),
    "computers": ("电脑数", "computers", "电脑", "电脑数量", "电脑台数"),
    "opened_on": ("启用日期", "opened", "opened on", "开放日期", "启用时间"),
}
"""What a column may be called; the Chinese name first, the English one second, as the template has them."""
NOTHING = frozenset(("", "-", "–", "—", "/", "无"))
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class RowChange(StrEnum):
    """What becomes of a row."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"
    PROBLEM = "problem"


@dataclass(frozen=True)
class RowPlan:
    """One row: what it says, which school it is about, what would change, what is wrong with it."""

    line: int
    """Counted as in the spreadsheet, the header being line 1 (empty rows are not counted)."""
    facts: SchoolFacts
    change: RowChange
    school: School | None = None
    fields: tuple[str, ...] = ()
    """The facts that would change."""
    problems: tuple[ContestError, ...] = ()


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do."""

    rows: tuple[RowPlan, ...]

    def count(self, change: str) -> int:
        """How many rows will be added, changed, stay the same, or have a problem."""
        return sum(row.change == change for row in self.rows)

    @property
    def does_nothing(self) -> bool:
        """Whether all is as the spreadsheet says already, or nothing in it can be taken."""
        return not (self.count(RowChange.ADD) or self.count(RowChange.CHANGE))


def apply_import(session: Session, table: Sequence[Sequence[str]], actor: User | None, now: datetime) -> ImportPlan:
    """Add and change schools as the table says; rows with a problem are left out. Gives what was done."""
    plan = plan_import(session, table)
    for row in plan.rows:
        if row.change is RowChange.ADD:
            store_new(session, row.facts, actor, now)
        elif row.change is RowChange.CHANGE and row.school is not None:
            store_change(session, row.school, row.facts, actor, now)
    return plan


def plan_import(session: Session, table: Sequence[Sequence[str]]) -> ImportPlan:
    """What each row would do, by the classroom's number where it is known, else by the school's name.

    An empty cell says nothing: it never wipes out what is known. Raises Invalid when a column is missing.
    """
    places = _columns(table[0] if table else ())
    known = _Known(session)
    return ImportPlan(tuple(_plan_row(known, line, row, places) for line, row in enumerate(table[1:], start=2)))


def _columns(header: Sequence[str]) -> dict[str, int]:
    titles = [fold_name(title) for title in header]
    places = {}
    for field, names in COLUMNS.items():
        found = [titles.index(name) for name in names if name in titles]
        if found:
            places[field] = found[0]
    if "name" not in places or "province" not in places:
        raise Invalid(
            N_("The first row must name the columns; at least “name” and “province” (学校, 省份) are needed."),
            field="file",
        )
    return places


class _Known:
    """Which school a row is about, among those in the table and the rows before it."""

    def __init__(self, session: Session) -> None:
        schools = session.scalars(select(School)).all()
        self.by_number = {school.number: school for school in schools if school.number is not None}
        self.by_name = {fold_name(school.name): school for school in schools}
        self.seen: dict[object, int] = {}

    def find(self, facts: SchoolFacts) -> School | None:
        """The school of these facts; Invalid when number and name point to different ones."""
        numbered = self.by_number.get(facts.number) if facts.number is not None else None
        named = self.by_name.get(fold_name(facts.name))
        if numbered is not None and named is not None and numbered is not named:
            raise Invalid(
                N_("Number %(number)s is %(numbered)s, but the name is another school's."),
                number=facts.number,
                numbered=numbered.name,
            )
        if numbered is None and named is not None and None not in (facts.number, named.number):
            raise Invalid(N_("This school has the number %(number)s so far."), number=named.number)
        return numbered or named

    def check_new(self, facts: SchoolFacts, school: School | None, line: int) -> None:
        """Raise Invalid when an earlier row was about the same school."""
        keys = (("number", facts.number), ("name", fold_name(facts.name)), ("school", school.id if school else None))
        for key in keys:
            if not key[1]:
                continue
            earlier = self.seen.setdefault(key, line)
            if earlier != line:
                raise Invalid(N_("Row %(line)s is about the same school."), line=earlier)


def _plan_row(known: _Known, line: int, row: Sequence[str], places: dict[str, int]) -> RowPlan:
    facts, problems = _read_facts(row, places)
    if problems:
        return RowPlan(line, facts, RowChange.PROBLEM, problems=tuple(problems))
    try:
        school = known.find(facts)
        known.check_new(facts, school, line)
        merged = _merged(facts_of(school), facts) if school else facts
        check_facts(merged)
    except Invalid as error:
        return RowPlan(line, facts, RowChange.PROBLEM, problems=(error,))
    if school is None:
        return RowPlan(line, merged, RowChange.ADD)
    before = facts_of(school)
    fields = tuple(name for name in COLUMNS if getattr(before, name) != getattr(merged, name))
    return RowPlan(line, merged, RowChange.CHANGE if fields else RowChange.SAME, school, fields)


def _merged(known: SchoolFacts, told: SchoolFacts) -> SchoolFacts:
    news = {name: value for name, value in vars(told).items() if value not in ("", None)}
    for name in ("name", "sponsor"):
        # The same name in other letters is no news: it would change back and forth between two spreadsheets.
        if name in news and fold_name(news[name]) == fold_name(getattr(known, name)):
            del news[name]
    return replace(known, **news)


def _read_facts(row: Sequence[str], places: dict[str, int]) -> tuple[SchoolFacts, list[ContestError]]:
    cells = {field: _cell(row, place) for field, place in places.items()}
    problems: list[ContestError] = []
    values: dict[str, object] = {field: cells.get(field, "") for field in ("name", "province", "city", "sponsor")}
    for field, read in (("number", _whole), ("computers", _whole), ("opened_on", _day)):
        try:
            values[field] = read(cells.get(field, ""), field)
        except Invalid as error:
            problems.append(error)
    return SchoolFacts(**values), problems  # type: ignore[arg-type]


def _cell(row: Sequence[str], place: int) -> str:
    text = " ".join(row[place].split()) if place < len(row) else ""
    return "" if text in NOTHING else text


def _whole(text: str, field: str) -> int | None:
    if not text:
        return None
    digits = unicodedata.normalize("NFKC", text).removesuffix("台").strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        raise Invalid(N_("“%(text)s” is not a whole number."), field=field, text=text[:40])
    return int(digits)


def _day(text: str, field: str) -> date | None:
    if not text:
        return None
    found = DATE.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        if found is None:
            raise ValueError(text)
        return date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise Invalid(N_("“%(text)s” is not a day such as 2016-11-15."), field=field, text=text[:40]) from error
