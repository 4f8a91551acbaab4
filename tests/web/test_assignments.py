"""Giving games to judges and taking them away, through an organizer's client."""

import re
from datetime import timedelta

import makers
import pytest
from conftest import sign_in

from contest.models import Assignment, AssignmentState, JudgeState

pytestmark = pytest.mark.database


class Cast:
    """A season after the deadline, with three judges, four games and an organizer."""

    def __init__(self, app, session, clock):
        app.config["WTF_CSRF_ENABLED"] = False
        self.app, self.session, self.clock = app, session, clock
        clock.time = makers.CLOSES + timedelta(days=1)
        self.season = makers.make_season(session, slug="2026-27")
        self.judges = [makers.make_judge(session, self.season, name=name) for name in ("Ann", "Bob", "Cem")]
        self.entries = [makers.make_entry(session, self.season) for _ in range(4)]
        self.client = sign_in(app, makers.make_organizer(session).id)
        session.commit()
        self.address = "/organizer/seasons/2026-27/assignments"

    def page(self, address=None, status=200):
        answer = self.client.get(address or self.address, headers={"Accept-Language": "en"})
        assert answer.status_code == status
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))

    def digest(self):
        page = self.client.get(f"{self.address}/plan").get_data(as_text=True)
        return re.search(r'name="plan" value="(\w+)"', page)[1]

    def apply(self, digest):
        return self.client.post(f"{self.address}/plan", data={"plan": digest}, headers={"Accept-Language": "en"})

    def rows(self):
        self.session.rollback()
        self.session.expire_all()
        return self.session.query(Assignment).order_by(Assignment.id).all()


@pytest.fixture
def cast(app, session, clock):
    yield Cast(app, session, clock)
    app.config["WTF_CSRF_ENABLED"] = True


def test_the_plan_is_shown_before_it_is_applied(cast):
    page = cast.page(f"{cast.address}/plan")
    assert "12 reviews would be given out. Every judge then has 4 games." in page
    assert "All judges can be compared" in page
    assert "Ann — 0 +4 4" in page
    assert cast.rows() == []
    answer = cast.apply(cast.digest())
    assert (answer.status_code, answer.location) == (303, cast.address)
    assert len(cast.rows()) == 12
    page = cast.page()
    assert "12 reviews were given out." in page
    assert "Reviews given out 12 / 12" in page
    assert "Nothing to do: every game has its 3 judges." in cast.page(f"{cast.address}/plan")


def test_a_plan_that_was_overtaken_is_shown_anew(cast):
    digest = cast.digest()
    makers.make_entry(cast.session, cast.season)
    cast.session.commit()
    answer = cast.apply(digest)
    assert (answer.status_code, answer.location) == (303, f"{cast.address}/plan")
    assert cast.rows() == []
    page = cast.page(f"{cast.address}/plan")
    assert "have changed since that plan was made" in page
    assert "15 reviews would be given out." in page


def test_what_cannot_be_given_out_is_said_in_a_sentence(cast):
    cast.session.get(type(cast.judges[0]), cast.judges[0].id).state = JudgeState.PAUSED
    cast.session.commit()
    page = cast.page(f"{cast.address}/plan")
    assert "4 games get too few judges" in page
    assert f"{cast.entries[0].code} {cast.entries[0].title} : lacks 1 review" in page


def test_before_the_deadline_nothing_is_planned(cast):
    digest = cast.digest()
    cast.clock.time = makers.CLOSES - timedelta(seconds=1)
    assert "Games are given out after the deadline for submission, 2027-04-01 08:00 ." in cast.page()
    cast.page(f"{cast.address}/plan", 409)
    assert (cast.apply(digest).status_code, cast.rows()) == (409, [])


def test_a_season_without_judges_or_games_says_so(cast):
    empty = makers.make_season(cast.session)
    cast.session.commit()
    assert "No judges yet" in cast.page(f"/organizer/seasons/{empty.slug}/assignments")
    assert "No judge takes games now" in cast.page(f"/organizer/seasons/{empty.slug}/assignments/plan")
    assert "No game is in the contest" in cast.page(f"/organizer/seasons/{empty.slug}/assignments/entries")
    makers.make_judge(cast.session, empty)
    cast.session.commit()
    assert "No game is in the contest" in cast.page(f"/organizer/seasons/{empty.slug}/assignments/plan")


def test_games_of_a_judge_who_left_are_taken_away_and_given_to_others(cast):
    makers.make_judge(cast.session, cast.season, name="Dee")
    cast.session.commit()
    cast.apply(cast.digest())
    ann = cast.judges[0]
    mine = [row for row in cast.rows() if row.judge_id == ann.id]
    cast.session.get(type(ann), ann.id).state = JudgeState.LEFT
    makers.make_sheet(cast.session, mine[0], [3, 3])
    cast.session.commit()
    assert "has left with 2 games unfinished" in cast.page()
    answer = cast.client.post(f"/organizer/judges/{ann.id}/assignments/remove")
    assert (answer.status_code, answer.location) == (303, f"/organizer/judges/{ann.id}/assignments")
    assert sorted(row.state for row in cast.rows() if row.judge_id == ann.id) == ["done", "removed", "removed"]
    assert "2 reviews would be given out." in cast.page(f"{cast.address}/plan")


def test_one_game_is_taken_away_and_its_sheet_kept(cast):
    cast.apply(cast.digest())
    row = cast.rows()[0]
    number, judge_id = row.id, row.judge_id
    makers.make_sheet(cast.session, row, [3, 3])
    cast.session.commit()
    answer = cast.client.post(f"/organizer/assignments/{number}/remove")
    assert (answer.status_code, answer.location) == (303, f"/organizer/judges/{judge_id}/assignments")
    cast.rows()
    row = cast.session.get(Assignment, number)
    assert (row.state, len(row.sheet.marks)) == (AssignmentState.REMOVED, 2)


def test_a_game_with_a_judge_who_must_not_have_it_is_pointed_out(cast):
    cast.apply(cast.digest())
    company = makers.make_sponsor(cast.session)
    cast.session.get(type(cast.judges[1]), cast.judges[1].id).sponsor = company
    cast.session.get(type(cast.entries[0]), cast.entries[0].id).school.sponsor = company
    cast.session.commit()
    assert "1 game lies with a judge who must not have it" in cast.page()
    assert cast.page(f"/organizer/judges/{cast.judges[1].id}/assignments").count("must not have this game") == 1


def test_progress_by_game_names_what_lacks(cast):
    cast.apply(cast.digest())
    for row in cast.rows()[:1]:
        makers.make_sheet(cast.session, row, [3, 3])
    cast.session.get(Assignment, cast.rows()[-1].id).state = AssignmentState.RECUSED
    cast.session.commit()
    page = cast.page(f"{cast.address}/entries")
    assert "0 / 3 2 1 too few judges" in page


def test_only_organizers_see_and_change_assignments(cast):
    cast.apply(cast.digest())
    number = cast.rows()[0].id
    judge_id = cast.judges[0].id
    reads = [
        cast.address,
        f"{cast.address}/entries",
        f"{cast.address}/plan",
        f"/organizer/judges/{judge_id}/assignments",
    ]
    writes = [f"{cast.address}/plan", f"/organizer/assignments/{number}/remove"]
    writes.append(f"/organizer/judges/{judge_id}/assignments/remove")

    def answers(client):
        asked = [client.get(address) for address in reads] + [client.post(address) for address in writes]
        return {answer.status_code for answer in asked}

    assert answers(cast.app.test_client()) == {401}
    assert answers(sign_in(cast.app, cast.judges[0].user_id)) == {403}
    assert {row.state for row in cast.rows()} == {AssignmentState.OPEN}
    missing = ["/organizer/seasons/none/assignments", "/organizer/judges/99999/assignments"]
    assert [cast.client.get(address).status_code for address in missing] == [404, 404]
    assert cast.client.post("/organizer/assignments/99999/remove").status_code == 404
