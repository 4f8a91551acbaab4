"""Levelling, settling rounds, large seasons and what suits a season, through an organizer's client."""

import re
from datetime import timedelta

import makers
import pytest
from conftest import sign_in
from judged_season import make_judged_season
from sqlalchemy import select

from contest.jobs import run_pending
from contest.models import Assignment, AuditEvent, DraftKind, Judge, JudgeState, Season
from contest.pipeline import dealing, rank
from contest.pipeline.work import kinds

pytestmark = pytest.mark.database
ENGLISH = {"Accept-Language": "en"}


class Office:
    """An organizer before the pages of one season's assignment."""

    def __init__(self, app, session, clock, season):
        self.app, self.session, self.clock, self.season = app, session, clock, season
        self.organizer = makers.make_organizer(session)
        self.client = sign_in(app, self.organizer.id)
        clock.time = makers.JUDGING + timedelta(days=3)
        session.commit()
        self.address = f"/organizer/seasons/{season.slug}/assignments"

    def page(self, part="", status=200):
        answer = self.client.get(self.address + part, headers=ENGLISH)
        assert answer.status_code == status, answer.text
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))

    def press(self, part):
        """Open the page and send the form that its button belongs to."""
        html = self.client.get(self.address + part, headers=ENGLISH).text
        sent = {name: re.search(rf'name="{name}" value="([^"]*)"', html) for name in ("plan", "budget")}
        return self.client.send(
            self.address + part.split("?")[0],
            {name: found[1] for name, found in sent.items() if found},
            headers=ENGLISH,
        )

    def rows(self):
        self.session.rollback()
        self.session.expire_all()
        return self.session.scalars(select(Assignment).order_by(Assignment.id)).all()

    def change(self, row, **values):
        for name, value in values.items():
            setattr(self.session.get(type(row), row.id), name, value)
        self.session.commit()


@pytest.fixture
def office(app, session, clock):
    season = makers.make_season(session, slug="2026-27")
    office = Office(app, session, clock, season)
    office.judges = [makers.make_judge(session, season, name=name) for name in ("Ann", "Bob", "Cem", "Dee")]
    office.entries = [makers.make_entry(session, season, title=f"Game {n}") for n in range(4)]
    session.commit()
    return office


@pytest.fixture
def judged(app, session, clock):
    made = make_judged_season(session)
    office = Office(app, session, clock, made.season)
    office.judges, office.entries = made.judges, made.entries
    return office


def compute(office):
    rank.compute(office.session, office.season, actor=office.organizer, now=office.clock())
    office.session.commit()


# ---- levelling ----


def test_levelling_is_offered_when_a_judge_leaves_shown_game_by_game_and_applied(office):
    office.press("/plan")
    assert "unfinished" not in office.page()
    office.change(office.judges[0], state=JudgeState.LEFT)
    assert "3 unfinished games lie with judges who have left or pause." in office.page()
    jury = office.client.get("/organizer/seasons/2026-27/jury", headers=ENGLISH).text
    assert f"{office.address}/level" in jury
    page = office.page("/level")
    assert "3 games would change hands. 3 come from judges who have left or pause." in page
    assert len(re.findall(r"Game \d E\d+ Ann (?:Bob|Cem|Dee) left the jury", page)) == 3
    assert len(office.rows()) == 12
    answer = office.press("/level")
    assert (answer.status_code, answer.location) == (303, office.address)
    assert "3 games were moved." in office.page()
    assert [row.state for row in office.rows()].count("removed") == 3
    assert "Nothing to move" in office.page("/level")


def test_a_newcomer_is_pointed_out_and_gets_a_share(office):
    office.press("/plan")
    makers.make_judge(office.session, office.season, name="Eve")
    office.session.commit()
    assert "1 judge takes games and has none. Levelling gives them their share." in office.page()
    page = office.page("/level")
    assert "2 games would change hands. 2 move so that the piles are even." in page
    assert "Eve — 0 — +2 2" in page


def test_a_levelling_that_was_overtaken_is_shown_anew(office):
    office.press("/plan")
    office.change(office.judges[0], state=JudgeState.LEFT)
    html = office.client.get(f"{office.address}/level").text
    shown = re.search(r'name="plan" value="(\w+)"', html)[1]
    office.change(office.judges[1], state=JudgeState.LEFT)
    answer = office.client.send(f"{office.address}/level", {"plan": shown}, headers=ENGLISH)
    assert (answer.status_code, answer.location) == (303, f"{office.address}/level")
    assert "have changed since that plan was made" in office.page("/level")
    assert {row.state for row in office.rows()} == {"open"}


def test_a_game_in_conflict_that_nobody_can_take_is_said(office):
    office.press("/plan")
    company = makers.make_sponsor(office.session)
    for judge in office.judges:
        office.change(judge, sponsor_id=company.id)
    office.change(office.entries[0].school, sponsor_id=company.id)
    assert "3 games lie with judges who must not have them" in office.page()
    assert "3 games are taken from judges who must not have them, and nobody else can take them." in office.page(
        "/level"
    )
    office.press("/level")
    assert [row.state for row in office.rows()].count("removed") == 3


# ---- settling ----


def test_settling_asks_for_a_ranking_first(office):
    assert "A ranking comes first" in office.page("/settle")


def test_a_settling_round_says_what_it_buys_and_is_given_out_on_a_click(judged):
    compute(judged)
    page = judged.page("/settle?budget=4")
    assert re.search(r"4 more sheets: awards expected to go to the right games \d+\s% → \d+\s%", page)
    assert "First prize 1 place" in page
    assert "Second prize or better 3 places" in page
    assert "25 % of all sheets are kept back for this: 14." in page
    before = len(judged.rows())
    answer = judged.press("/settle?budget=4")
    assert (answer.status_code, answer.location) == (303, judged.address)
    assert len(judged.rows()) == before + 4
    assert {row.round for row in judged.rows()[before:]} == {2}
    assert "4 reviews were given out." in judged.page()
    assert "Reserve left 10 / 14" in judged.page()
    judge = judged.session.get(Judge, judged.rows()[-1].judge_id)
    entry = judged.rows()[-1].entry
    desk = sign_in(judged.app, judge.user_id).get("/judge/").text
    assert entry.title in desk


def test_without_a_word_a_third_of_the_reserve_is_proposed(judged):
    compute(judged)
    assert 'value="5"' in judged.client.get(f"{judged.address}/settle").text
    assert "5 more sheets" in judged.page("/settle")


def test_new_sheets_since_the_ranking_are_said_before_any_are_bought(judged):
    compute(judged)
    assert "have changed since the newest ranking" not in judged.page("/settle")
    entry = judged.entries[0]
    ever = {row.judge_id for row in judged.rows() if row.entry_id == entry.id}
    free = next(judge for judge in judged.judges if judge.id not in ever)
    makers.make_sheet(judged.session, makers.make_assignment(judged.session, entry, free), [1, 1])
    judged.session.commit()
    assert "have changed since the newest ranking" in judged.page("/settle")


@pytest.mark.parametrize("typed", ["0", "-3", "many", "1000000", ""])
def test_a_budget_that_is_no_number_of_sheets_is_kept_beside_its_error(judged, typed):
    compute(judged)
    html = judged.client.get(f"{judged.address}/settle?budget={typed}", headers=ENGLISH)
    assert html.status_code == 422
    assert 'class="field-errors"' in html.text
    assert f'value="{typed}"' in html.text
    assert 'name="plan"' not in html.text


@pytest.mark.parametrize("typed", ["-3", "many", "1000000000000", ""])
def test_an_address_with_a_budget_that_no_page_offers_buys_nothing(judged, typed):
    compute(judged)
    state = judged.client.get(f"{judged.address}/settle/state?budget={typed}", headers=ENGLISH)
    assert (state.status_code, state.get_json()) == (200, {"waiting": False})
    before = len(judged.rows())
    answer = judged.client.send(f"{judged.address}/settle", {"plan": "", "budget": typed}, headers=ENGLISH)
    assert (answer.status_code, answer.location) == (303, f"{judged.address}/settle")
    assert len(judged.rows()) == before


def test_after_the_end_of_judging_it_is_said_that_nobody_can_score_these(judged):
    compute(judged)
    assert "Judging is over" not in judged.page("/settle")
    judged.clock.time = makers.JUDGED + timedelta(days=1)
    assert "Judging is over" in judged.page("/settle")


# ---- large seasons ----


@pytest.fixture
def large(office, monkeypatch):
    monkeypatch.setattr(dealing, "AT_ONCE", 10)
    return office


def work(office):
    run_pending(office.session, kinds(None, []), office.clock)


@pytest.mark.parametrize("part", ["/plan", "/level", "/settle?budget=5"])
def test_a_large_seasons_page_asks_waits_and_shows(large, part):
    if part.startswith("/settle"):
        compute(large)
    way = {"/plan": "deal", "/level": "level"}.get(part, "settle")
    assert "working it out takes some seconds" in large.page(part)
    answer = large.client.send(f"{large.address}/{way}/ask", {"budget": "5" if way == "settle" else "0"})
    assert (answer.status_code, answer.location) == (303, large.address + part)
    page = large.client.get(large.address + part, headers=ENGLISH).text
    state = re.search(r'data-wait="([^"]+)"', page)[1].replace("&amp;", "&")
    assert "wait.js" in page
    assert large.client.get(state).json == {"waiting": True}
    work(large)
    assert large.client.get(state).json == {"waiting": False}
    assert "Work it out anew" in large.page(part)


def test_a_large_seasons_deal_is_given_out_and_a_draft_that_was_overtaken_is_thrown_away(large):
    ask = f"{large.address}/deal/ask"
    large.client.send(ask)
    work(large)
    large.change(large.judges[0], state=JudgeState.LEFT)
    assert large.press("/plan").location == f"{large.address}/plan"
    assert "have changed since that plan was made" in large.page("/plan")
    assert large.rows() == []
    large.client.send(ask)
    work(large)
    assert large.press("/plan").location == large.address
    assert len(large.rows()) == 12


def test_a_budget_out_of_range_is_not_asked_for(large):
    large.client.send(f"{large.address}/settle/ask", {"budget": "-1"})
    large.client.send(f"{large.address}/settle/ask", {"budget": "many"})
    assert dealing.budget_asked(large.session, large.season) is None


def test_more_judges_than_a_page_holds_are_on_the_next(office):
    for number in range(101):
        makers.make_judge(office.session, office.season, name=f"Judge {number:03}")
    for _ in range(60):
        makers.make_entry(office.session, office.season)
    office.session.commit()
    first, second = office.page(), office.page("?page=2")
    assert ("Judge 000" in first, "Judge 100" in first) == (True, False)
    assert ("Judge 000" in second, "Judge 100" in second) == (False, True)
    assert "Page 2 of 2" in office.page("/plan?page=2")


# ---- what suits the season ----


def test_what_suits_the_season_is_shown_and_taken_over_by_hand(office):
    assert "See what suits this season" in office.page()
    page = office.page("/suggest?entries=300&judges=60&minutes_per_judge=120&minutes_per_game=6")
    assert "judges per game, and 25 % of all sheets kept back: 300." in page
    assert "too much" in page
    answer = office.client.send(f"{office.address}/suggest", {"reviews": "4", "reserve_percent": "20"})
    assert (answer.status_code, answer.location) == (303, office.address)
    office.session.expire_all()
    season = office.session.get(Season, office.season.id)
    assert (season.reviews_per_entry, season.reserve_percent) == (4, 20)
    event = office.session.scalars(select(AuditEvent).where(AuditEvent.action == "season.change")).one()
    assert (event.before, event.after) == (
        {"reserve_percent": 25, "reviews_per_entry": 3},
        {"reserve_percent": 20, "reviews_per_entry": 4},
    )


def test_too_little_time_is_said(office):
    page = office.page("/suggest?entries=300&judges=10&minutes_per_judge=60&minutes_per_game=6")
    assert "There is not enough time for a fair round." in page
    assert "would take each judge about 540 minutes." in page


def test_the_seasons_own_size_is_filled_in_and_an_empty_one_asks_for_it(office):
    known = {"entries": "4", "judges": "4", "minutes_per_judge": "120", "minutes_per_game": "6.0"}
    html = office.client.get(f"{office.address}/suggest").text
    assert {name: re.search(rf'name="{name}"[^>]* value="([^"]*)"', html)[1] for name in known} == known
    for entry in office.entries:
        office.change(entry, disqualified_at=makers.CLOSES)
    for judge in office.judges:
        office.change(judge, state=JudgeState.LEFT)
    assert "Please say how many games and judges you expect." in office.page("/suggest")


@pytest.mark.parametrize(
    ("name", "typed"), [("entries", "0"), ("judges", "x"), ("minutes_per_judge", ""), ("minutes_per_game", "nan")]
)
def test_a_size_that_cannot_be_is_kept_beside_its_error(office, name, typed):
    asked = {"entries": "30", "judges": "6", "minutes_per_judge": "120", "minutes_per_game": "6"} | {name: typed}
    answer = office.client.get(f"{office.address}/suggest", query_string=asked, headers=ENGLISH)
    assert answer.status_code == 422
    assert answer.text.count('class="field-errors"') == 1
    assert f'value="{typed}"' in answer.text


@pytest.mark.parametrize("reviews, percent", [("", ""), ("0", "20"), ("21", "20"), ("4", "51")])
def test_an_option_that_is_none_changes_nothing(office, reviews, percent):
    answer = office.client.send(f"{office.address}/suggest", {"reviews": reviews, "reserve_percent": percent})
    assert (answer.status_code, answer.location) == (303, f"{office.address}/suggest")
    office.session.expire_all()
    assert office.session.get(Season, office.season.id).reviews_per_entry == 3


# ---- who gets in ----


def test_only_organizers_get_in_and_an_unknown_season_is_not_there(office):
    parts = ["/plan", "/level", "/settle", "/suggest", "/deal/state"]
    sends = ["/plan", "/level", "/settle", "/suggest", "/deal/ask"]

    def answers(client):
        return {client.get(office.address + part).status_code for part in parts} | {
            client.send(office.address + part).status_code for part in sends
        }

    assert answers(office.app.test_client()) == {401}
    assert answers(sign_in(office.app, office.judges[0].user_id)) == {403}
    assert office.rows() == []
    for part in parts:
        assert office.client.get(f"/organizer/seasons/none/assignments{part}").status_code == 404
    assert office.client.get(f"{office.address}/wish/state").status_code == 404


def test_before_the_deadline_only_the_season_s_size_is_looked_at(office):
    office.clock.time = makers.CLOSES - timedelta(days=1)
    parts = ("/level", "/settle", "/suggest")
    assert [office.client.get(office.address + part).status_code for part in parts] == [409, 409, 200]
    assert office.client.send(f"{office.address}/level").status_code == 409


def test_every_page_costs_the_same_queries_for_few_and_for_many(office):
    office.press("/plan")
    office.change(office.judges[0], state=JudgeState.LEFT)
    counts = []
    for more in (1, 12):
        for _ in range(more):
            makers.make_entry(office.session, office.season), makers.make_judge(office.session, office.season)
        office.session.commit()
        found = {}
        for part in ("", "/plan", "/level", "/settle", "/suggest"):
            with makers.count_queries(office.session) as sent:
                office.page(part)
            found[part] = len(sent)
        with makers.count_queries(office.session) as sent:
            office.client.get("/organizer/seasons/2026-27/jury")
        counts.append(found | {"jury": len(sent)})
    assert counts[0] == counts[1]


def test_the_trail_tells_of_levelling_and_settling_in_words(judged):
    compute(judged)
    judged.press("/settle?budget=3")
    judged.change(judged.judges[0], state=JudgeState.LEFT)
    judged.press("/level")
    trail = judged.client.get("/organizer/audit", headers=ENGLISH).text
    for event, words in ((DraftKind.SETTLE, "Settling round"), (DraftKind.LEVEL, "Games taken away")):
        assert words in trail, event
    assert "assignment.level" not in trail
    assert "assignment.settle" not in trail
