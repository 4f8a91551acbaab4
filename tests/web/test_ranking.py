import makers
import pytest
from conftest import sign_in
from sqlalchemy import select

from contest.models import Assignment, Mark, Ranking, Recusal, RecusalReason
from contest.pipeline.rank import compute

pytestmark = pytest.mark.database

PAGE = "/organizer/seasons/2026-27/ranking"
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def season(session, clock):
    clock.time = makers.JUDGED
    return makers.make_season(session, slug="2026-27")


@pytest.fixture
def judges(session, season):
    return [makers.make_judge(session, season, name=name) for name in ("Judge One", "Judge Two", "Judge Three")]


@pytest.fixture
def organizer(session):
    return makers.make_organizer(session)


@pytest.fixture
def client(app, session, season, organizer):
    session.commit()
    return sign_in(app, organizer.id)


def page(client, path=PAGE):
    response = client.get(path)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def test_computing_stores_a_proposal_and_comes_back(client, session, judges):
    makers.make_reviewed(session, judges, [5, 5])
    session.commit()
    response = client.send(PAGE)
    assert (response.status_code, response.location) == (303, PAGE)
    assert len(session.scalars(select(Ranking)).all()) == 1


def test_computing_again_says_since_when_nothing_changed(client, session, judges):
    makers.make_reviewed(session, judges, [5, 5])
    session.commit()
    client.send(PAGE)
    client.send(PAGE)
    page(client)
    client.send(PAGE, headers=ENGLISH)
    assert "Nothing changed since proposal 2." in client.get(PAGE, headers=ENGLISH).text


def test_before_judging_ends_it_may_be_read_and_not_computed(client, session, clock, judges):
    makers.make_reviewed(session, judges, [5, 5])
    session.commit()
    clock.time = makers.JUDGING
    assert "button" not in page(client).split("ranking-state")[1].split("</section>")[0]
    assert client.send(PAGE).status_code == 409
    assert session.scalars(select(Ranking)).all() == []


def test_nothing_to_rank_is_answered_in_words(client, season):
    response = client.send(PAGE, headers=ENGLISH)
    assert (response.status_code, "nothing to rank" in response.text) == (409, True)


def test_the_page_shows_place_score_spread_and_how_sure(client, session, season, judges, organizer):
    makers.make_reviewed(session, judges, [5, 5], [4, 4], title="Sure game")
    makers.make_reviewed(session, judges, [3, 3], title="Single game")
    makers.make_entry(session, season, title="Bare game")
    makers.make_reviewed(session, judges, [5, 5], title="Gone game", disqualified_at=makers.JUDGING)
    compute(session, season, actor=organizer, now=makers.JUDGED)
    session.commit()
    text = client.get(PAGE, headers=ENGLISH).text
    order = [text.index(word) for word in ("Sure game", "Single game", "Bare game", "Gone game")]
    assert order == sorted(order)
    for word in ("4.50", "±&#8239;0.50", "only 1 sheet", "no finished sheet", "Disqualified"):
        assert word in text


def test_a_proposal_older_than_the_sheets_says_so(client, session, season, judges, organizer):
    entry = makers.make_reviewed(session, judges, [5, 5])
    compute(session, season, actor=organizer, now=makers.JUDGED)
    session.commit()
    assert "notice warning" not in page(client)
    makers.make_sheet(session, makers.make_assignment(session, entry, judges[2]), [1, 1])
    session.commit()
    assert "notice warning" in page(client)


def test_earlier_proposals_are_read_by_number_and_unknown_ones_are_missing(client, session, season, judges, organizer):
    makers.make_reviewed(session, judges, [5, 5])
    for _ in range(2):
        compute(session, season, actor=organizer, now=makers.JUDGED)
    session.commit()
    assert page(client, f"{PAGE}?proposal=1")
    assert client.get(f"{PAGE}?proposal=3").status_code == 404


def test_sheets_of_an_entry_show_marks_words_and_stepping_back(client, session, season, judges):
    entry = makers.make_reviewed(session, judges, [5, 2], code="GAME1")
    first = session.scalars(select(Assignment)).one().sheet
    first.comment, first.note, first.flags = "Lovely colours", "Ask the teacher", ["off-topic"]
    back = makers.make_assignment(session, entry, judges[1], state="recused")
    session.add(Recusal(assignment=back, reason=RecusalReason.KNOWS_SCHOOL, recused_at=makers.JUDGING))
    blank = makers.make_sheet(session, makers.make_assignment(session, entry, judges[2]), [4])
    session.delete(blank.marks[0])
    session.commit()
    text = client.get("/organizer/entries/GAME1/sheets", headers=ENGLISH).text
    for word in ("Judge One", "3.20", "Lovely colours", "Ask the teacher", "off the topic", "is close to the school"):
        assert word in text
    assert "finished without a mark" in text
    assert session.scalars(select(Mark.points).order_by(Mark.points)).all() == [2, 5]


@pytest.mark.parametrize("path", [PAGE, "/organizer/entries/GAME1/sheets"])
def test_marks_are_for_organizers_only(app, session, season, judges, path):
    entry = makers.make_reviewed(session, judges, [5, 5], code="GAME1")
    teacher = makers.make_teacher(session, entry.school)
    session.commit()
    assert app.test_client().get(path).status_code == 401
    assert sign_in(app, teacher.id).get(path).status_code == 403
    assert sign_in(app, judges[0].user_id).get(path).status_code == 403


def test_unknown_seasons_and_entries_are_missing(client):
    assert client.get("/organizer/seasons/none/ranking").status_code == 404
    assert client.get("/organizer/entries/NONE/sheets").status_code == 404


def test_the_list_costs_the_same_number_of_queries_for_few_and_many(client, session, season, judges, organizer):
    def queries():
        compute(session, season, actor=organizer, now=makers.JUDGED)
        session.commit()
        with makers.count_queries(session) as statements:
            page(client)
        return len(statements)

    makers.make_reviewed(session, judges, [5, 5], [4, 4])
    few = queries()
    for division in season.divisions * 4:
        makers.make_reviewed(session, judges, [5, 5], [4, 4], division=division)
    assert queries() == few


def test_the_sheets_cost_the_same_number_of_queries_for_one_judge_and_for_many(client, session, season, judges):
    def queries(code):
        with makers.count_queries(session) as statements:
            page(client, f"/organizer/entries/{code}/sheets")
        return len(statements)

    makers.make_reviewed(session, judges, [5, 5], code="ONE")
    makers.make_reviewed(session, judges, [5, 5], [4, 4], [3, 3], code="MANY")
    session.commit()
    assert queries("ONE") == queries("MANY")
