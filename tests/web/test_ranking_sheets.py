import makers
import pytest
from conftest import sign_in
from sqlalchemy import select

from contest.models import (
    Assignment,
    Placing,
    Ranking,
    Recusal,
    RecusalReason,
    ScoreSheet,
    SheetDecision,
    SheetEstimate,
)
from contest.pipeline.health import look

pytestmark = pytest.mark.database

PAGE = "/organizer/entries/GAME1/sheets"
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def season(session, clock):
    clock.time = makers.JUDGED
    return makers.make_season(session, slug="2026-27")


@pytest.fixture
def judges(session, season):
    return [makers.make_judge(session, season, name=f"Judge {number}") for number in range(6)]


@pytest.fixture
def organizer(session):
    return makers.make_organizer(session)


@pytest.fixture
def client(app, session, season, organizer):
    session.commit()
    return sign_in(app, organizer.id)


def page(client):
    response = client.get(PAGE, headers=ENGLISH)
    assert response.status_code == 200
    return response.text


def test_each_sheet_shows_marks_result_words_flags_time_and_stepping_back(client, session, season, judges):
    entry = makers.make_reviewed(session, judges, [5, 2], code="GAME1")
    first = session.scalars(select(Assignment)).one().sheet
    first.comment, first.note, first.flags, first.seconds = "Lovely colours", "Ask the teacher", ["off-topic"], 430
    back = makers.make_assignment(session, entry, judges[1], state="recused")
    session.add(Recusal(assignment=back, reason=RecusalReason.KNOWS_SCHOOL, recused_at=makers.JUDGING))
    blank = makers.make_sheet(session, makers.make_assignment(session, entry, judges[2]), [4])
    session.delete(blank.marks[0])
    session.commit()
    text = page(client)
    for word in (
        "Judge 0", "3.20", "Lovely colours", "Ask the teacher", "off the topic", "7 min", "is close to the school",
        "finished without a mark",
    ):  # fmt: skip
        assert word in text


def test_the_place_stands_with_its_interval_and_each_sheet_with_what_the_ranking_made_of_it(
    client, session, season, judges, organizer
):
    entry = makers.make_reviewed(session, judges, [5, 5], code="GAME1")
    ranking = Ranking(
        season=season, method="hierarchical-1", inputs_hash="", parameters={}, created_by=organizer,
        created_at=makers.JUDGED,
    )  # fmt: skip
    line = Placing(ranking=ranking, entry=entry, division=entry.division, place=4, place_low=2, place_high=9, sheets=2)
    line.score, line.mean, line.standard_error = 4.444, 4.999, 0.333
    sheet = session.scalars(select(ScoreSheet)).one()
    session.add_all([line, SheetEstimate(ranking=ranking, sheet=sheet, composite=5.0, corrected=4.7, weight=0.31)])
    session.commit()
    text = page(client)
    for word in ("2 to 9 with 90 % certainty", "4.44", "5.00", "0.33", "4.70", "0.31"):
        assert word in text


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([[4, 4], [4, 4]], "The judges agree"),
        ([[4, 4], [3, 3]], "differ by about a level"),
        ([[5, 5], [2, 2]], "far apart"),
    ],
)
def test_disagreement_is_said_in_words(client, session, judges, points, words):
    makers.make_reviewed(session, judges, *points, code="GAME1")
    session.commit()
    assert words in page(client)


def test_one_sheet_is_no_disagreement_and_a_set_aside_sheet_is_no_part_of_it(client, session, judges):
    makers.make_reviewed(session, judges, [5, 5], [1, 1], code="GAME1")
    session.scalars(select(ScoreSheet)).first().set_aside_at = makers.JUDGED
    session.commit()
    text = page(client)
    assert "far apart" not in text
    assert "agree about" not in text


def test_a_sheet_is_set_aside_and_taken_back_with_reasons_that_stay_on_the_page(client, session, judges):
    makers.make_reviewed(session, judges, [5, 5], [4, 4], code="GAME1")
    session.commit()
    number = session.scalars(select(ScoreSheet.id)).first()
    path = f"/organizer/sheets/{number}/decision"
    response = client.send(path, {"reason": "wrong game", "decision": "aside"})
    assert (response.status_code, response.location) == (303, PAGE)
    assert session.get(ScoreSheet, number).set_aside_at == makers.JUDGED
    assert "Let it count again" in page(client)
    client.send(path, {"reason": "the right one after all", "decision": "count"})
    session.expire_all()
    assert session.get(ScoreSheet, number).set_aside_at is None
    text = page(client)
    assert text.index("the right one after all") < text.index("wrong game")


def test_a_decision_without_a_reason_keeps_the_form_open(client, session, judges):
    makers.make_reviewed(session, judges, [5, 5], [4, 4], code="GAME1")
    session.commit()
    number = session.scalars(select(ScoreSheet.id)).first()
    response = client.send(f"/organizer/sheets/{number}/decision", {"decision": "aside"}, headers=ENGLISH)
    assert (response.status_code, response.text.count('<details class="more" open>')) == (422, 1)
    assert session.scalars(select(SheetDecision)).all() == []


def test_an_unfinished_sheet_cannot_be_decided_on(client, session, season, judges):
    entry = makers.make_entry(session, season, code="GAME1")
    sheet = makers.make_sheet(session, makers.make_assignment(session, entry, judges[0]), [3], finished=False)
    session.commit()
    assert (
        client.send(f"/organizer/sheets/{sheet.id}/decision", {"reason": "x", "decision": "aside"}).status_code == 409
    )


def test_what_is_odd_about_a_sheet_stands_on_it(client, session, season, judges):
    makers.make_reviewed(session, judges, [5, 5], code="GAME1")
    session.scalars(select(ScoreSheet)).one().seconds = 12
    look(session, season, now=makers.JUDGED)
    session.commit()
    assert "Finished after 12 s" in page(client)


def test_the_sheets_cost_the_same_number_of_queries_for_one_judge_and_for_many(
    client, session, season, judges, organizer
):
    def queries(entry):
        for sheet in session.scalars(select(ScoreSheet).join(ScoreSheet.assignment).where(Assignment.entry == entry)):
            session.add(
                SheetDecision(
                    sheet=sheet, counts=True, reason="x", decided_by=organizer, decided_at=makers.JUDGED, signs=[]
                )
            )
        code = entry.code
        session.commit()
        with makers.count_queries(session) as statements:
            assert client.get(f"/organizer/entries/{code}/sheets").status_code == 200
        return len(statements)

    one = makers.make_reviewed(session, judges, [5, 5])
    many = makers.make_reviewed(session, judges, *([n, n] for n in (1, 2, 3, 4, 5)))
    assert queries(one) == queries(many)


def test_marks_are_for_organizers_only(app, session, season, judges):
    entry = makers.make_reviewed(session, judges, [5, 5], code="GAME1")
    teacher = makers.make_teacher(session, entry.school)
    session.commit()
    assert app.test_client().get(PAGE).status_code == 401
    assert sign_in(app, teacher.id).get(PAGE).status_code == 403
    assert sign_in(app, judges[0].user_id).get(PAGE).status_code == 403
