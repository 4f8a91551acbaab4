"""contest.pipeline.schools and school_import: codes, corrections, and importing a list twice."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import makers
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contest.documents.spreadsheet import read_table
from contest.errors import Invalid
from contest.models import AuditEvent, School, SchoolStatus, Sponsor
from contest.passwords import ALPHABET, grouped
from contest.pipeline import schools
from contest.pipeline.school_import import apply_import, plan_import
from contest.pipeline.schools import SchoolFacts

pytestmark = pytest.mark.database
NOW = datetime(2026, 11, 2, tzinfo=UTC)
DEMO = Path(__file__).parents[2] / "contest" / "demo" / "schools.csv"
SONGJIANG = SchoolFacts(
    name="Chenchun Primary School",
    province="Shanghai",
    city="Songjiang",
    sponsor="Christian Dior",
    computers=25,
    opened_on=date(2016, 11, 21),
)


def outcomes(session: Session, *rows: str, header: str = "number,name,province,city,sponsor,computers,opened") -> list:
    plan = plan_import(session, read_table("\n".join((header, *rows)).encode()))
    return [(row.change.value, [problem.message for problem in row.problems]) for row in plan.rows]


def test_a_school_gets_a_code_of_its_own_and_its_sponsor_is_made_once(session: Session) -> None:
    first = schools.add_school(session, SONGJIANG, None, NOW)
    second = schools.add_school(session, SchoolFacts("另一所小学", "上海", sponsor=" christian  DIOR"), None, NOW)
    assert set(first.code) <= set(ALPHABET)
    assert (len(first.code), first.code != second.code) == (8, True)
    assert schools.facts_of(first) == SONGJIANG
    assert second.sponsor is first.sponsor
    assert session.scalar(select(func.count(Sponsor.id))) == 1


def test_a_code_opens_its_school_however_it_is_typed(session: Session) -> None:
    school = schools.add_school(session, SONGJIANG, None, NOW)
    assert schools.school_of_code(session, f" {grouped(school.code).lower()} ") is school


def test_wrong_and_closed_codes_are_told_apart(session: Session) -> None:
    closed = makers.make_school(session, status=SchoolStatus.CLOSED)
    said = []
    for typed in ["", "---", "ZZZZ-ZZZZ", closed.code]:
        with pytest.raises(Invalid) as refused:
            schools.school_of_code(session, typed)
        said.append(refused.value.message.split(".")[0])
    assert said == ["No school has this code"] * 3 + ["This school's classroom is closed"]


def test_a_renewed_code_ends_the_old_one_and_stays_out_of_the_trail(session: Session) -> None:
    chief, school = makers.make_organizer(session), makers.make_school(session)
    old = school.code
    schools.renew_code(session, school, chief, NOW)
    with pytest.raises(Invalid):
        schools.school_of_code(session, old)
    assert schools.school_of_code(session, school.code) is school
    event = session.scalars(select(AuditEvent)).one()
    assert (event.action, event.before, event.after) == ("school.renew-code", None, None)


def test_closing_and_reopening_a_classroom_leaves_traces(session: Session) -> None:
    chief, school = makers.make_organizer(session), makers.make_school(session)
    for status in (SchoolStatus.CLOSED, SchoolStatus.CLOSED, SchoolStatus.ACTIVE):
        schools.set_status(session, school, status, chief, NOW)
    rows = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
    assert [(row.before, row.after) for row in rows] == [
        ({"status": "active"}, {"status": "closed"}),
        ({"status": "closed"}, {"status": "active"}),
    ]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (SchoolFacts("", "Henan"), "name"),
        (SchoolFacts("小" * 121, "Henan"), "name"),
        (SchoolFacts("two\nlines", "Henan"), "name"),
        (SchoolFacts("New", " "), "province"),
        (SchoolFacts("New", "Henan", number=0), "number"),
        (SchoolFacts("New", "Henan", computers=-1), "computers"),
        (SchoolFacts("ＣＨＥＮＣＨＵＮ  primary school", "Henan"), "name"),
        (SchoolFacts("New", "Henan", number=65), "number"),
    ],
)
def test_facts_that_cannot_be_taken_name_their_field(session: Session, facts: SchoolFacts, field: str) -> None:
    schools.add_school(session, SONGJIANG, None, NOW)
    makers.make_school(session, number=65)
    with pytest.raises(Invalid) as refused:
        schools.add_school(session, facts, None, NOW)
    assert refused.value.field == field


def test_the_list_of_2016_is_imported_once(session: Session) -> None:
    table = read_table(DEMO.read_bytes())
    first = apply_import(session, table, None, NOW)
    assert [first.count(change) for change in ("add", "change", "same", "problem")] == [7, 0, 0, 0]
    kept = session.scalars(select(School).where(School.city == "Songjiang")).one()
    assert schools.facts_of(kept) == SONGJIANG
    codes = session.scalars(select(School.code).order_by(School.id)).all()
    again = apply_import(session, table, None, NOW)
    assert [again.count(change) for change in ("add", "change", "same", "problem")] == [0, 0, 7, 0]
    assert again.does_nothing
    assert session.scalars(select(School.code).order_by(School.id)).all() == codes
    assert session.scalar(select(func.count(AuditEvent.id))) == 7


def test_chinese_headers_in_any_order_are_understood(session: Session) -> None:
    text = "省份,学校,编号,城市,捐赠企业,电脑数,启用日期\n上海,辰春小学,7,松江,迪奥,25台,2016年11月21日"
    apply_import(session, read_table(text.encode("gbk")), None, NOW)
    assert schools.facts_of(session.scalars(select(School)).one()) == SchoolFacts(
        "辰春小学", "上海", 7, "松江", "迪奥", 25, date(2016, 11, 21)
    )


def test_a_known_school_is_corrected_and_an_empty_cell_wipes_nothing(session: Session) -> None:
    school = schools.add_school(session, SONGJIANG, None, NOW)
    table = read_table(b"name,province,number,computers,sponsor\nCHENCHUN primary school,,12,30,-\n")
    plan = plan_import(session, table)
    assert [(row.change.value, row.fields, row.school) for row in plan.rows] == [
        ("change", ("number", "computers"), school)
    ]
    apply_import(session, table, None, NOW)
    assert schools.facts_of(school) == SchoolFacts(
        "Chenchun Primary School", "Shanghai", 12, "Songjiang", "Christian Dior", 30, date(2016, 11, 21)
    )


def test_a_numbered_school_may_be_renamed(session: Session) -> None:
    school = makers.make_school(session, number=66, name="A school in Pudong")
    apply_import(session, read_table("编号,学校,省份\n66,浦东小学,上海".encode()), None, NOW)
    assert (school.name, school.province) == ("浦东小学", "上海")


def test_each_bad_row_says_what_is_wrong_and_the_others_go_in(session: Session) -> None:
    makers.make_school(session, number=1, name="One")
    makers.make_school(session, number=2, name="Two")
    rows = [
        "3,Three,Henan,,,,",
        ",,Henan,,,,",
        ",Four,,,,,",
        "x,Five,Henan,,,many,2016-02-30",
        "1,Two,Henan,,,,",
        "9,Two,Henan,,,,",
        "4,three,Henan,,,,",
        "0,Six,Henan,,,,",
    ]
    assert outcomes(session, *rows) == [
        ("add", []),
        ("problem", ["Please fill this in."]),
        ("problem", ["Please fill this in."]),
        (
            "problem",
            ["“%(text)s” is not a whole number."] * 2 + ["“%(text)s” is not a day such as 2016-11-15."],
        ),
        ("problem", ["Number %(number)s is %(numbered)s, but the name is another school's."]),
        ("problem", ["This school has the number %(number)s so far."]),
        ("problem", ["Row %(line)s is about the same school."]),
        ("problem", ["A number from 1 to %(most)s, please."]),
    ]


def test_a_long_list_reads_all_schools_once_and_not_once_a_row(session: Session) -> None:
    table = [["number", "name", "province", "sponsor"]]
    table += [[str(number), f"School {number}", "Henan", "Rexel"] for number in range(1, 31)]
    changed = [table[0], *([number, name, "Hebei", sponsor] for number, name, _, sponsor in table[1:])]
    whole_table = re.compile(r"FROM school( LEFT OUTER JOIN \S+( AS \S+)? ON [^=]+ = \S+)?$")
    readings = []
    for each in (table, changed):
        session.expunge_all()
        with makers.count_queries(session) as statements:
            apply_import(session, each, None, NOW)
        readings.append(sum(bool(whole_table.search(text.replace("\n", ""))) for text in statements))
    assert readings == [1, 1]
    assert set(session.scalars(select(School.province))) == {"Hebei"}


@pytest.mark.parametrize("text", ["", "a,b\n1,2", "name,city\nX,Y"])
def test_without_the_needed_columns_nothing_is_read(session: Session, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        plan_import(session, read_table(text.encode()))
    assert refused.value.field == "file"
