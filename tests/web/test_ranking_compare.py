import re

import makers
import pytest
from conftest import sign_in
from sqlalchemy import select

from contest.jobs import run_pending
from contest.models import Ranking
from contest.pipeline.rank import compute
from contest.pipeline.work import kinds

pytestmark = pytest.mark.database

PAGE = "/organizer/seasons/2026-27/ranking"
COMPARE = f"{PAGE}/compare"
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def season(session, clock):
    clock.time = makers.JUDGED
    return makers.make_season(session, slug="2026-27")


@pytest.fixture
def jury(session, season):
    return [makers.make_judge(session, season, name=f"Judge {letter}") for letter in "ABCD"]


@pytest.fixture
def games(session, jury):
    return [
        makers.make_reviewed(session, jury, *[[points, points]] * 3, title=f"Game of {points}")
        for points in (5, 4, 3, 2)
    ]


@pytest.fixture
def by(session):
    return {"actor": makers.make_organizer(session), "now": makers.JUDGED}


@pytest.fixture
def client(app, session, season, by):
    session.commit()
    return sign_in(app, by["actor"].id)


def page(client, path=COMPARE):
    response = client.get(path, headers=ENGLISH)
    assert response.status_code == 200
    return response.text


def lift_the_third(session, jury, games):
    makers.make_sheet(session, makers.make_assignment(session, games[2], jury[3]), [5, 5])
    makers.make_sheet(session, makers.make_assignment(session, games[1], jury[3]), [1, 1])


def test_one_proposal_is_nothing_to_compare(client, session, season, games, by):
    assert "Two computed proposals are needed." in page(client)
    compute(session, season, **by)
    session.commit()
    assert "Two computed proposals are needed." in page(client)


def test_the_two_newest_are_compared_with_who_moved_and_why(client, session, season, jury, games, by):
    compute(session, season, **by)
    compute(session, season, **by)
    lift_the_third(session, jury, games)
    compute(session, season, **by)
    session.commit()
    text = page(client)
    assert "From proposal 2 to proposal 3" in text
    assert ("2 sheets were added." in text, "Judges with a sheet for the first time: Judge D" in text) == (True, True)
    rows = re.findall(r"<strong>(Game of \d)</strong>.*?(▲|▼) 1<", text, re.DOTALL)
    assert rows == [("Game of 3", "▲"), ("Game of 4", "▼")]


def test_places_before_and_after_have_their_intervals(client, session, season, jury, games, by):
    compute(session, season, **by)
    lift_the_third(session, jury, games)
    compute(session, season, **by)
    session.commit()
    cells = re.findall(
        r'<td class="number[^"]*" data-label="Place (?:before|after)">(.*?)</td>', page(client), re.DOTALL
    )
    assert len(cells) == 4
    assert all(" to " in cell or "very likely" in cell for cell in cells)


def test_any_two_are_compared_the_earlier_one_first_whatever_the_address_says(client, session, season, games, by):
    for _ in range(3):
        compute(session, season, **by)
    session.commit()
    assert "From proposal 1 to proposal 3" in page(client, f"{COMPARE}?old=3&new=1")
    assert "Choose two different proposals." in page(client, f"{COMPARE}?old=2&new=2")
    assert client.get(f"{COMPARE}?old=9").status_code == 404


def test_nothing_moved_is_said(client, session, season, games, by):
    compute(session, season, **by)
    compute(session, season, **by)
    session.commit()
    text = page(client)
    assert ("No game moved, and no score changed." in text, "No sheet, no mark and no weight." in text) == (True, True)


def test_without_a_judge_is_asked_on_a_click_computed_and_read(client, session, season, jury, games, by, clock):
    lift_the_third(session, jury, games)
    compute(session, season, **by)
    session.commit()
    response = client.send(f"/organizer/jury/{jury[3].id}/without")
    ranking = session.scalars(select(Ranking).order_by(Ranking.id.desc())).first()
    assert (response.status_code, response.location) == (303, f"{PAGE}/without/{ranking.id}")
    assert "Waiting for its turn…" in page(client, response.location)
    session.rollback()
    run_pending(session, kinds(None, []), clock)
    text = page(client, response.location)
    assert "What would change without Judge D" in text
    assert re.findall(r"<strong>(Game of \d)</strong>", text) == ["Game of 4", "Game of 3"]
    assert text.count("this judge: ") == 2
    # It is no proposal: nothing on the ranking's page follows from it.
    assert "Proposal 2" not in page(client, PAGE)


def test_a_whole_ranking_is_no_answer_to_what_would_change(client, session, season, games, by):
    ranking = compute(session, season, **by)
    session.commit()
    assert client.get(f"{PAGE}/without/{ranking.id}").status_code == 404


def test_without_a_judge_and_without_a_proposal_there_is_nothing_to_compare_with(
    client, session, season, jury, games, by
):
    ranking = compute(session, season, without=jury[0], **by)
    session.commit()
    assert "There is no proposal to compare with" in page(client, f"{PAGE}/without/{ranking.id}")


def test_comparing_costs_the_same_number_of_queries_for_few_and_many(client, session, season, jury, games, by):
    def queries():
        compute(session, season, **by)
        session.commit()
        with makers.count_queries(session) as statements:
            page(client)
        return len(statements)

    compute(session, season, **by)
    lift_the_third(session, jury, games)
    few = queries()
    for number, division in enumerate(season.divisions * 4):
        marks = [[1 + (number + step) % 5, 2 + step] for step in range(3)]
        makers.make_reviewed(session, jury, *marks, division=division)
    assert queries() == few
