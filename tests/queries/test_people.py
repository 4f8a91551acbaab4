"""Lists of people and schools: a page of thirty costs as many queries as a page of one."""

from __future__ import annotations

import makers
import pytest
from conftest import sign_in
from flask import Flask
from sqlalchemy.orm import Session

from contest.models import Invitation, InvitationKind
from contest.passwords import digest
from contest.queries import people, schools

pytestmark = pytest.mark.database


def fill(session: Session, count: int, season: makers.Season, chief: makers.User) -> None:
    for _ in range(count):
        sponsor = makers.make_sponsor(session)
        school = makers.make_school(session, sponsor=sponsor)
        makers.make_teacher(session, school)
        judge = makers.make_judge(session, season, sponsor)
        invitation = Invitation(
            kind=InvitationKind.JUDGE,
            digest=digest(str(judge.id)),
            season=season,
            sponsor=sponsor,
            created_by=chief,
            created_at=makers.OPENS,
            expires_at=makers.CLOSES,
        )
        makers.add(session, invitation)
    session.commit()


def test_every_list_costs_the_same_for_thirty_rows_as_for_one(app: Flask, session: Session) -> None:
    season, chief = makers.make_season(session), makers.make_organizer(session)
    slug, chief_id = season.slug, chief.id
    paths = [
        "/organizer/schools",
        "/organizer/schools/sheets",
        "/organizer/people",
        f"/organizer/seasons/{slug}/jury",
    ]

    def costs() -> dict[str, int]:
        client = sign_in(app, chief_id)
        counted = {}
        for path in paths:
            with makers.count_queries(session) as statements:
                assert client.get(path).status_code == 200
            counted[path] = len(statements)
        return counted

    fill(session, 1, season, chief)
    few = costs()
    fill(session, 29, season, chief)
    assert costs() == few


def test_a_page_of_people_holds_fifty_and_counts_all(session: Session) -> None:
    for number in range(people.PAGE + 3):
        makers.make_user(session, name=f"Person {number:03}", login=f"p{number}")
    first, second = (people.search_people(session, page=page) for page in (1, 2))
    assert (len(first.people), first.total, first.pages) == (50, 53, 2)
    assert [user.name for user in second.people] == ["Person 050", "Person 051", "Person 052"]


def test_schools_carry_the_number_of_their_teachers(session: Session) -> None:
    numbered, plain = makers.make_school(session, number=65, name="B"), makers.make_school(session, name="A")
    makers.make_teacher(session, plain)
    makers.make_teacher(session, plain)
    assert [(line.school, line.teachers) for line in schools.list_schools(session)] == [(numbered, 0), (plain, 2)]
