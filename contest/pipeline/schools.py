"""Schools: added one by one or imported, closed and reopened, each with a code that its teachers join with."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from contest import passwords
from contest.errors import N_, Invalid
from contest.models import School, SchoolStatus, Sponsor, User
from contest.pipeline import audit

LONGEST = {"name": 120, "province": 40, "city": 60, "sponsor": 120}
MOST_COMPUTERS = 1000
HIGHEST_NUMBER = 99_999


@dataclass(frozen=True)
class SchoolFacts:
    """What is known of a school. Empty text and None: not known."""

    name: str
    province: str
    number: int | None = None
    city: str = ""
    sponsor: str = ""
    computers: int | None = None
    opened_on: date | None = None


def fold_name(name: str) -> str:
    """A name as names are compared: wide and narrow forms, cases and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def school_of_code(session: Session, typed: str) -> School:
    """The school that teachers join with this code, however it was typed."""
    code = passwords.fold_code(typed)
    school = session.scalar(select(School).where(School.code == code)) if code else None
    if school is None:
        raise Invalid(N_("No school has this code. Please compare it with your invitation sheet."), field="code")
    if school.status is SchoolStatus.CLOSED:
        raise Invalid(N_("This school's classroom is closed. Please ask the organizers."), field="code")
    return school


def facts_of(school: School) -> SchoolFacts:
    """What is known of a school in the table."""
    return SchoolFacts(
        name=school.name,
        province=school.province,
        number=school.number,
        city=school.city,
        sponsor=school.sponsor.name if school.sponsor else "",
        computers=school.computers,
        opened_on=school.opened_on,
    )


def check_facts(facts: SchoolFacts) -> None:
    """Raise Invalid for the first fact that cannot be taken."""
    for field, longest in LONGEST.items():
        text = getattr(facts, field)
        if len(text) > longest or not text.isprintable():
            raise Invalid(N_("At most %(count)s characters, on one line."), field=field, count=longest)
    for field in ("name", "province"):
        if not getattr(facts, field).strip():
            raise Invalid(N_("Please fill this in."), field=field)
    if facts.number is not None and not 1 <= facts.number <= HIGHEST_NUMBER:
        raise Invalid(N_("A number from 1 to %(most)s, please."), field="number", most=HIGHEST_NUMBER)
    if facts.computers is not None and not 0 <= facts.computers <= MOST_COMPUTERS:
        raise Invalid(N_("A number from 0 to %(most)s, please."), field="computers", most=MOST_COMPUTERS)


def add_school(session: Session, facts: SchoolFacts, actor: User | None, now: datetime) -> School:
    """A new school with a code of its own."""
    check_facts(facts)
    _check_unique(session, facts, None)
    return store_new(session, facts, actor, now)


def store_new(session: Session, facts: SchoolFacts, actor: User | None, now: datetime) -> School:
    """The same for facts that were checked already, against all schools at once."""
    school = School(code=_free_code(session), created_at=now)
    _write(session, school, facts)
    session.add(school)
    audit.record(session, "school.add", school, actor=actor, now=now, after=_plain(facts))
    return school


def edit_school(session: Session, school: School, facts: SchoolFacts, actor: User | None, now: datetime) -> None:
    """Correct what is known of a school."""
    check_facts(facts)
    _check_unique(session, facts, school)
    store_change(session, school, facts, actor, now)


def store_change(session: Session, school: School, facts: SchoolFacts, actor: User | None, now: datetime) -> None:
    """The same for facts that were checked already, against all schools at once."""
    before = facts_of(school)
    _write(session, school, facts)
    if before != facts_of(school):
        audit.record(session, "school.edit", school, actor=actor, now=now, before=_plain(before), after=_plain(facts))


def set_status(session: Session, school: School, status: SchoolStatus, actor: User, now: datetime) -> None:
    """Close a school's classroom, or reopen it. Its entries and teachers stay."""
    if school.status is status:
        return
    before = school.status
    school.status = status
    audit.record(
        session,
        "school.status",
        school,
        actor=actor,
        now=now,
        before={"status": before.value},
        after={"status": status.value},
    )


def renew_code(session: Session, school: School, actor: User, now: datetime) -> None:
    """A new code; the old one opens nothing any more. Who has joined stays."""
    school.code = _free_code(session)
    # The codes themselves stay out of the trail: the new one is a key.
    audit.record(session, "school.renew-code", school, actor=actor, now=now)


def find_sponsor(session: Session, name: str) -> Sponsor | None:
    """The company of this name, made when it is new; None for no name."""
    tidy = " ".join(name.split())
    if not tidy:
        return None
    same = session.scalar(select(Sponsor).where(Sponsor.name == tidy))
    if same is not None:
        return same
    for sponsor in session.scalars(select(Sponsor)):
        if fold_name(sponsor.name) == fold_name(name):
            return sponsor
    sponsor = Sponsor(name=tidy)
    session.add(sponsor)
    session.flush()
    return sponsor


def _write(session: Session, school: School, facts: SchoolFacts) -> None:
    school.name = " ".join(facts.name.split())
    school.province = facts.province.strip()
    school.number = facts.number
    school.city = facts.city.strip()
    school.sponsor = find_sponsor(session, facts.sponsor)
    school.computers = facts.computers
    school.opened_on = facts.opened_on


def _check_unique(session: Session, facts: SchoolFacts, own: School | None) -> None:
    for other in session.scalars(select(School)):
        if other is own:
            continue
        if fold_name(other.name) == fold_name(facts.name):
            raise Invalid(N_("There is a school of this name already."), field="name")
        if facts.number is not None and other.number == facts.number:
            raise Invalid(
                N_("Classroom %(number)s is %(school)s."), field="number", number=facts.number, school=other.name
            )


def _free_code(session: Session) -> str:
    while True:
        code = passwords.new_code()
        if session.scalar(select(School.id).where(School.code == code)) is None:
            return code


def _plain(facts: SchoolFacts) -> dict[str, Any]:
    values = dict(vars(facts))
    values["opened_on"] = facts.opened_on.isoformat() if facts.opened_on else None
    return values
