import re

import makers
import pytest
from conftest import sign_in
from sqlalchemy import select, update

from contest.documents.spreadsheet import read_table
from contest.jobs import run_pending
from contest.models import Assignment, Job, JobState, Mark, Placing, Ranking, Recusal, RecusalReason
from contest.pipeline.rank import compute, request
from contest.pipeline.rank_watch import Watch
from contest.pipeline.work import kinds

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


@pytest.fixture
def work(session, clock):
    """Do what is queued, as the worker does."""
    return lambda: run_pending(session, kinds(None, []), clock)


def page(client, path=PAGE):
    response = client.get(path, headers=ENGLISH)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def state_of(client, number):
    return client.get(f"{PAGE}/{number}/state", headers=ENGLISH).json


def test_what_is_asked_for_is_seen_waiting_and_then_read(client, session, judges, work):
    makers.make_reviewed(session, judges, [5, 5], [4, 4])
    session.commit()
    response = client.send(PAGE)
    assert (response.status_code, response.location) == (303, PAGE)
    ranking = session.scalars(select(Ranking)).one()
    text = page(client)
    assert ("Waiting for its turn…" in text, f"{PAGE}/{ranking.id}/state" in text) == (True, True)
    assert state_of(client, ranking.id) == {"percent": 0, "words": "Waiting for its turn…", "under_way": True}
    session.rollback()
    work()
    assert state_of(client, ranking.id) == {"percent": 100, "words": "Done.", "under_way": False}
    assert "4.50" in page(client)


def test_the_bar_stands_where_the_computing_is(client, session, season, judges, organizer, clock):
    makers.make_reviewed(session, judges, [5, 5])
    ranking = request(session, season, actor=organizer, now=clock())
    session.commit()
    session.execute(update(Job).values(state=JobState.RUNNING, leased_until=clock()))
    session.commit()
    Watch(session.get_bind(), "rank", ranking.id, clock())(0.37)
    assert state_of(client, ranking.id) == {"percent": 37, "words": "Computing… 37 %", "under_way": True}
    assert '<progress max="100" value="37">' in page(client)


def test_a_silent_worker_and_a_lost_one_are_told(client, session, season, judges, organizer, clock):
    makers.make_reviewed(session, judges, [5, 5])
    ranking = request(session, season, actor=organizer, now=clock())
    session.commit()
    session.execute(update(Job).values(state=JobState.RUNNING, leased_until=clock()))
    session.commit()
    silent = state_of(client, ranking.id)
    assert ("Nothing has been heard" in silent["words"], silent["under_way"]) == (True, True)
    assert "Nothing has been heard" in page(client)
    session.rollback()
    session.execute(update(Job).values(state=JobState.FAILED, payload={}))
    session.commit()
    assert state_of(client, ranking.id)["under_way"] is False
    text = page(client)
    assert "was interrupted and will not go on by itself" in text
    assert ("Compute the ranking" in text, "data-ranking" in text) == (True, False)
    assert client.send(PAGE).status_code == 303


def test_it_is_cancelled_once_and_the_earlier_proposal_stays(client, session, season, judges, organizer, work):
    makers.make_reviewed(session, judges, [5, 5], [4, 4])
    compute(session, season, actor=organizer, now=makers.JUDGED)
    second = request(session, season, actor=organizer, now=makers.JUDGED)
    session.commit()
    response = client.send(f"{PAGE}/{second.id}/cancel")
    assert (response.status_code, response.location) == (303, PAGE)
    assert client.send(f"{PAGE}/{second.id}/cancel").status_code == 409
    session.rollback()
    work()
    text = page(client)
    assert ("Proposal 2 was cancelled" in text, "4.50" in text) == (True, True)


def test_why_it_failed_is_said(client, session, season, judges, organizer, work):
    makers.make_reviewed(session, judges, [5, 5])
    season.criteria[0].weight = 2_000_000
    request(session, season, actor=organizer, now=makers.JUDGED)
    session.commit()
    work()
    assert "could not be ranked (weight_out_of_range)" in page(client)


def test_a_ranking_of_another_season_is_missing_here(client, session, season, judges, organizer):
    other = makers.make_season(session)
    makers.make_entry(session, other)
    foreign = request(session, other, actor=organizer, now=makers.JUDGED)
    session.commit()
    for path in (f"{PAGE}/{foreign.id}/state", f"{PAGE}/without/{foreign.id}", f"{PAGE}/{2**40}/state"):
        assert client.get(path).status_code == 404
    assert client.send(f"{PAGE}/{foreign.id}/cancel").status_code == 404


def test_computing_again_says_since_when_nothing_changed(client, session, judges, work):
    makers.make_reviewed(session, judges, [5, 5])
    session.commit()
    for _ in range(3):
        client.send(PAGE)
        session.rollback()
        work()
    assert "Nothing changed since proposal 2." in page(client)


def test_while_judging_runs_it_is_provisional_and_before_that_it_cannot_be_computed(client, session, clock, judges):
    makers.make_reviewed(session, judges, [5, 5])
    session.commit()
    clock.time = makers.CLOSES
    assert "button" not in page(client).split("ranking-state")[1].split("</section>")[0]
    assert client.send(PAGE).status_code == 409
    assert session.scalars(select(Ranking)).all() == []
    session.rollback()
    clock.time = makers.JUDGING
    assert client.send(PAGE).status_code == 303
    session.rollback()
    run_pending(session, kinds(None, []), clock)
    assert "Provisional: this was computed while judging was still running." in page(client)


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


def test_every_place_has_its_interval_beside_it(client, session, season, judges, organizer):
    for points in (5, 4, 3, 2):
        makers.make_reviewed(session, judges, [points, points], [points - 1, points])
    ranking = compute(session, season, actor=organizer, now=makers.JUDGED)
    session.commit()
    for path in (PAGE, PAGE.replace("ranking", "awards")):
        cells = re.findall(r'<td class="number place".*?</td>', page(client, path), re.DOTALL)
        assert len(cells) == 4
        for cell, line in zip(cells, sorted(ranking.placings, key=lambda each: each.place), strict=True):
            span = f"{line.place_low} to {line.place_high}"
            assert (f"<strong>{line.place}</strong>" in cell, span in cell or "very likely" in cell) == (True, True)


def test_neighbours_that_cannot_be_told_apart_say_so(client, session, season, judges, organizer):
    for points in (5, 4, 3):
        makers.make_reviewed(session, judges, [points, points], [points, points])
    first, second, _ = compute(session, season, actor=organizer, now=makers.JUDGED).placings
    first.before_next, second.before_next = 0.55, 0.9
    session.commit()
    text = page(client)
    assert (text.count("hard to tell from the next"), "55\u202f%" in text) == (1, True)


def test_groups_that_share_no_judge_are_not_compared(client, session, season, organizer):
    for first in (5, 2):
        island = [makers.make_judge(session, season) for _ in range(2)]
        for points in (first, first - 1):
            makers.make_reviewed(session, island, [points, points], [points, points])
    compute(session, season, actor=organizer, now=makers.JUDGED)
    session.commit()
    text = page(client)
    assert "nobody can say which group is better" in text
    places = re.findall(r'<td class="number place".*?<strong>(\d+)</strong>|>(A group by itself)<', text, re.DOTALL)
    assert [place or word for place, word in places] == ["A group by itself", "1", "2"] * 2
    assert "No awards are proposed in these divisions" in page(client, PAGE.replace("ranking", "awards"))


def test_the_plain_mean_is_named_with_its_reason(client, session, season, judges, organizer):
    makers.make_reviewed(session, judges, [5, 5], [4, 4])
    compute(session, season, actor=organizer, now=makers.JUDGED)
    session.commit()
    assert "The plain mean of the sheets, weighted by the rubric. With fewer than four judges" in page(client)


def test_the_spreadsheet_holds_every_line_with_its_interval_and_no_childs_name(
    client, session, season, judges, organizer
):
    best = makers.make_reviewed(session, judges, [5, 5], [4, 4], title="=1+1")
    bare = makers.make_entry(session, season, division=season.divisions[1])
    ranking = compute(session, season, actor=organizer, now=makers.JUDGED)
    session.commit()
    line = session.get_one(Placing, (ranking.id, best.id))
    response = client.get(f"{PAGE}/1/table", headers=ENGLISH)
    assert response.headers["Content-Disposition"] == 'attachment; filename="ranking-2026-27-1.xlsx"'
    header, *rows = read_table(response.data)
    assert header[2:6] == ["Place", "Place at best (9 in 10)", "Place at worst (9 in 10)", "Score"]
    assert [row[9] for row in rows] == [best.code, bare.code]
    assert rows[0][2:6] == ["1", str(line.place_low), str(line.place_high), "4.5"]
    assert rows[0][10] == "=1+1"
    assert not any("欧阳" in cell for row in rows for cell in row)
    assert client.get(f"{PAGE}/2/table").status_code == 404


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
