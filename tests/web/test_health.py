import makers
import pytest
from conftest import sign_in
from sqlalchemy import select

from contest.models import (
    Job,
    JudgeEstimate,
    OddSheet,
    Ranking,
    ScoreSheet,
    SheetDecision,
    SheetEstimate,
)
from contest.pipeline.health import KIND, look

pytestmark = pytest.mark.database

HEALTH = "/organizer/seasons/2026-27/health"
JUDGES = f"{HEALTH}/judges"
ODD = f"{HEALTH}/odd"
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


def page(client, path):
    response = client.get(path, headers=ENGLISH)
    assert response.status_code == 200
    return response.text


def make_odd(session, season, judges, games=5):
    """The first judge marks every game alike; the season is looked at. Gives that judge's sheets."""
    for number in range(games):
        makers.make_reviewed(session, judges, [3, 4], [1 + number % 5, 2], title=f"Odd game {number}")
    look(session, season, now=makers.JUDGED)
    session.commit()
    return [sheet for sheet in session.scalars(select(ScoreSheet)) if sheet.assignment.judge is judges[0]]


def make_ranking(session, season, organizer, estimates):
    """A ready ranking with these judges' estimates."""
    ranking = Ranking(
        season=season, method="hierarchical-1", inputs_hash="", parameters={}, summary={"reliability": 0.4},
        created_by=organizer, created_at=makers.JUDGED,
    )  # fmt: skip
    session.add(ranking)
    session.flush()
    for judge, values in estimates.items():
        session.add(JudgeEstimate(ranking_id=ranking.id, judge_id=judge.id, sheets=3, **values))
    for sheet in session.scalars(select(ScoreSheet)).all():
        session.add(SheetEstimate(ranking=ranking, sheet=sheet, composite=3.0, corrected=3.21, weight=0.87))
    session.commit()
    return ranking


def test_before_the_first_look_the_page_says_so_and_offers_one(client, session, season):
    assert "Nobody has looked yet" in page(client, HEALTH)
    response = client.send(HEALTH)
    assert (response.status_code, response.location) == (303, HEALTH)
    job = session.scalars(select(Job).where(Job.kind == KIND)).one()
    assert (job.payload, job.run_after) == ({"season_id": season.id}, makers.JUDGED)


def test_each_light_stands_with_a_word_and_what_to_do(client, session, season, judges, organizer):
    makers.make_reviewed(session, judges, [5, 5], [4, 4])
    makers.make_reviewed(session, judges[2:], [3, 3])
    make_ranking(session, season, organizer, {})
    look(session, season, now=makers.JUDGED)
    session.commit()
    text = page(client, HEALTH)
    for word in (
        "2 groups",
        "refuses to compare",
        "Needs action",
        "What to do:",
        "Grades 1–3",
        "40&#8239;%",
        "need action",
    ):
        assert word in text
    assert "Sheets have come or gone since" not in text
    makers.make_reviewed(session, judges, [1, 1])
    session.commit()
    assert "Sheets have come or gone since" in page(client, HEALTH)


def test_the_pictures_say_the_same_in_words(client, session, season, judges, organizer):
    makers.make_reviewed(session, judges, [5, 5], [4, 4])
    make_ranking(session, season, organizer, {judges[0]: {"severity": -0.6, "severity_error": 0.2}})
    look(session, season, now=makers.JUDGED)
    session.commit()
    text = page(client, HEALTH)
    assert text.count('role="img"') == text.count("<title id=") == text.count("<desc id=") == 4
    for word in ("Judge One", "−0.60", "No.", "Judge Two"):
        assert word in text
    assert "style=" not in text


def test_who_is_waited_for_is_named_with_the_reason(client, session, season, judges, clock):
    clock.time = makers.JUDGING
    makers.make_assignment(session, makers.make_entry(session, season), judges[1])
    look(session, season, now=clock.time)
    session.commit()
    assert "Who is waited for" not in page(client, HEALTH)
    clock.forward(days=10)
    text = page(client, HEALTH)
    assert "Judge Two" in text.split("Who is waited for")[1]
    assert "has not begun" in text


def test_the_judges_come_in_the_order_that_is_asked_for(client, session, season, judges, organizer):
    values = [(0.5, 1.2), (-0.5, 0.9), (0.0, 0.2)]
    estimates = {
        judge: {"severity": severity, "care": care} for judge, (severity, care) in zip(judges, values, strict=True)
    }
    make_ranking(session, season, organizer, estimates)

    def order(query):
        text = page(client, f"{JUDGES}{query}")
        return sorted(("Judge One", "Judge Two", "Judge Three"), key=text.index)

    assert order("") == ["Judge One", "Judge Three", "Judge Two"]
    assert order("?order=severity") == ["Judge Two", "Judge Three", "Judge One"]
    assert order("?order=care") == ["Judge Three", "Judge Two", "Judge One"]
    assert order("?order=nonsense") == ["Judge One", "Judge Three", "Judge Two"]


def test_a_judges_page_compares_with_the_others_on_the_same_games_in_words(client, session, season, judges, organizer):
    makers.make_reviewed(session, judges, [2, 2], [3, 3], title="Common game")
    makers.make_reviewed(session, judges, [1, 1], title="Lonely game")
    own = {"severity": -0.6, "severity_error": 0.1, "spread": 0.7, "care": 0.2}
    make_ranking(session, season, organizer, {judges[0]: own})
    text = page(client, f"/organizer/judges/{judges[0].id}/health")
    for word in (
        "Scored the same games 0.6 points lower than the others; corrected.",
        "Uses less of the scale",
        "please look",
        "1.00 points below the others' mean (1 game)",
        "Common game",
        "Lonely game",
        "3.21",
        "0.87",
    ):
        assert word in text


def test_all_sheets_of_a_judge_are_set_aside_with_a_reason_only(client, session, season, judges):
    sheets = make_odd(session, season, judges)
    path = f"/organizer/judges/{judges[0].id}/health"
    response = client.send(path, {"reason": "  "}, headers=ENGLISH)
    assert (response.status_code, "Please say why" in response.text) == (422, True)
    response = client.send(path, {"reason": "never played"})
    assert (response.status_code, response.location) == (303, path)
    session.expire_all()
    assert all(sheet.set_aside_at == makers.JUDGED for sheet in sheets)
    assert "Set all sheets aside" not in page(client, path)


def test_the_queue_groups_by_judge_and_decides_on_what_is_ticked(client, session, season, judges):
    sheets = make_odd(session, season, judges)
    text = page(client, ODD)
    for word in ("Judge One", "always the same marks", "This judge gave all 5 games the same marks.", "Odd game 4"):
        assert word in text
    fields = {"sheet": [str(sheet.id) for sheet in sheets[:2]], "reason": "looked at both", "decision": "aside"}
    response = client.send(ODD, fields)
    assert (response.status_code, response.location) == (303, ODD)
    session.expire_all()
    assert [sheet.set_aside_at is None for sheet in sheets] == [False, False, True, True, True]
    assert "Odd game 0" not in page(client, ODD)
    decided = page(client, f"{ODD}?show=decided")
    assert ("looked at both" in decided, "Odd game 0" in decided, "Odd game 4" in decided) == (True, True, False)


def test_a_mistake_in_the_queue_keeps_what_was_typed_and_ticked(client, session, season, judges):
    sheets = make_odd(session, season, judges)
    fields = {"sheet": str(sheets[0].id), "reason": "", "decision": "count"}
    response = client.send(ODD, fields, headers=ENGLISH)
    assert response.status_code == 422
    assert f'id="sheet-{sheets[0].id}" checked' in response.text
    response = client.send(ODD, {"reason": "a reason worth keeping", "decision": "count"}, headers=ENGLISH)
    assert (response.status_code, 'value="a reason worth keeping"' in response.text) == (422, True)
    response = client.send(ODD, fields | {"reason": "why", "decision": "perhaps"})
    assert response.status_code == 422
    assert session.scalars(select(SheetDecision)).all() == []


def test_a_sheet_of_another_season_cannot_be_decided_on_here(client, session, season, judges):
    other = makers.make_season(session, slug="2025-26")
    foreign = make_odd(session, other, [makers.make_judge(session, other) for _ in range(2)])
    response = client.send(ODD, {"sheet": str(foreign[0].id), "reason": "why", "decision": "aside"})
    assert response.status_code == 422
    assert session.scalars(select(SheetDecision)).all() == []


def test_a_sheet_leaves_the_queue_with_its_entry_and_with_its_duty(client, session, season, judges):
    sheets = make_odd(session, season, judges)
    sheets[0].assignment.entry.disqualified_at = makers.JUDGED
    sheets[1].assignment.state = "removed"
    session.commit()
    text = page(client, ODD)
    assert [f"Odd game {number}" in text for number in range(5)] == [False, False, True, True, True]


PATHS = [HEALTH, JUDGES, ODD, "/organizer/judges/{judge}/health"]


@pytest.mark.parametrize("path", PATHS)
def test_judging_seen_from_outside_is_for_organizers_only(app, session, season, judges, path):
    path = path.format(judge=judges[0].id)
    makers.make_reviewed(session, judges, [3, 3])
    teacher = makers.make_teacher(session)
    session.commit()
    assert app.test_client().get(path).status_code == 401
    assert sign_in(app, teacher.id).get(path).status_code == 403
    assert sign_in(app, judges[0].user_id).get(path).status_code == 403


@pytest.mark.parametrize(
    "path", [HEALTH, ODD, "/organizer/judges/{judge}/health", "/organizer/sheets/{sheet}/decision"]
)
def test_only_organizers_decide(app, session, season, judges, path):
    makers.make_reviewed(session, judges, [3, 3])
    sheet = session.scalars(select(ScoreSheet)).one()
    path = path.format(judge=judges[0].id, sheet=sheet.id)
    session.commit()
    fields = {"reason": "why", "decision": "aside", "sheet": str(sheet.id)}
    assert app.test_client().send(path, fields).status_code == 401
    assert sign_in(app, judges[0].user_id).send(path, fields).status_code == 403
    session.expire_all()
    assert sheet.set_aside_at is None


def test_unknown_seasons_judges_and_sheets_are_missing(client):
    for path in ("/organizer/seasons/none/health", "/organizer/judges/4711/health", "/organizer/judges/0/health"):
        assert client.get(path).status_code == 404
    assert client.send("/organizer/sheets/4711/decision", {"reason": "x", "decision": "count"}).status_code == 404


def test_a_judge_sees_nothing_of_it(app, client, session, season, judges):
    sheets = make_odd(session, season, judges)
    client.send(ODD, {"sheet": str(sheets[0].id), "reason": "never played", "decision": "aside"})
    judge = sign_in(app, judges[0].user_id)
    for path in ("/judge", f"/judge/sheets/{sheets[0].assignment_id}"):
        response = judge.get(path, headers=ENGLISH, follow_redirects=True)
        assert response.status_code == 200
        for word in ("never played", "set aside", "always the same", "odd sheet"):
            assert word not in response.text.lower()


@pytest.mark.parametrize("path", [HEALTH, JUDGES, ODD, f"{ODD}?show=decided", "/organizer/judges/{judge}/health"])
def test_pages_cost_the_same_number_of_queries_for_few_and_many(client, session, season, judges, organizer, path):
    def queries():
        session.expire_all()
        sheets = make_odd(session, season, judges)
        for sheet in sheets:
            session.add(
                SheetDecision(
                    sheet=sheet, counts=True, reason="x", decided_by=organizer, decided_at=makers.JUDGED, signs=[]
                )
            )
        make_ranking(session, season, organizer, {judge: {"severity": 0.1} for judge in judges})
        look(session, season, now=makers.JUDGED)
        session.commit()
        with makers.count_queries(session) as statements:
            page(client, path.format(judge=judges[0].id))
        return len(statements)

    few = queries()
    for _ in range(20):
        judges.append(makers.make_judge(session, season))
        makers.make_reviewed(session, judges[-2:], [1, 2], [3, 4])
    assert queries() == few
    assert session.scalars(select(OddSheet)).first() is not None
