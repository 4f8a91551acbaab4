"""One judge's division, limit, language and conflicts, through an organizer's client."""

import makers
import pytest
from conftest import sign_in
from sqlalchemy import select

from contest.models import AuditEvent, DeclaredConflict, Judge, JudgeState

pytestmark = pytest.mark.database
ENGLISH = {"Accept-Language": "en"}


class Desk:
    """An organizer before one judge's page."""

    def __init__(self, app, session):
        self.app, self.session = app, session
        self.season = makers.make_season(session, slug="2026-27")
        self.judge = makers.make_judge(session, self.season, name="Ann")
        self.school = makers.make_school(session, name="Qinghe School")
        self.client = sign_in(app, makers.make_organizer(session).id)
        session.commit()
        self.address = f"/organizer/jury/{self.judge.id}"

    def page(self, address=None):
        return self.client.get(address or self.address, headers=ENGLISH).text

    def stored(self):
        self.session.expire_all()
        judge = self.session.get(Judge, self.judge.id)
        return judge.division_id, judge.most_games, judge.reads_chinese

    def conflicts(self):
        self.session.expire_all()
        rows = self.session.scalars(select(DeclaredConflict).order_by(DeclaredConflict.id))
        return [(row.judge_id, row.school_id, row.note, row.lifted_at is None) for row in rows]


@pytest.fixture
def desk(app, session):
    return Desk(app, session)


def test_division_limit_and_language_are_set_and_shown(desk):
    division = desk.season.divisions[1]
    answer = desk.client.send(f"{desk.address}/duties", {"division": str(division.id), "most_games": "12"})
    assert (answer.status_code, answer.location) == (303, desk.address)
    assert desk.stored() == (division.id, 12, False)
    jury = desk.page("/organizer/seasons/2026-27/jury")
    for words in ("Grades 4–6", "at most 12", "reads no Chinese"):
        assert words in jury
    desk.client.send(f"{desk.address}/duties", {"division": "", "most_games": "", "reads_chinese": "y"})
    assert desk.stored() == (None, None, True)
    actions = desk.session.scalars(select(AuditEvent.action)).all()
    assert actions == ["judge.duties", "judge.duties"]


@pytest.mark.parametrize("typed", ["-1", "10001", "many"])
def test_a_limit_that_is_none_is_kept_beside_its_error(desk, typed):
    answer = desk.client.send(f"{desk.address}/duties", {"division": "", "most_games": typed}, headers=ENGLISH)
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert 'class="field-errors"' in answer.text
    assert desk.stored() == (None, None, True)


def test_a_division_of_another_season_is_refused(desk):
    other = makers.make_season(desk.session).divisions[0]
    desk.session.commit()
    answer = desk.client.send(f"{desk.address}/duties", {"division": str(other.id), "most_games": ""})
    assert (answer.status_code, desk.stored()) == (422, (None, None, True))


def test_a_school_is_kept_apart_and_let_go_again(desk):
    answer = desk.client.send(
        f"{desk.address}/conflicts", {"school": str(desk.school.id), "note": "her brother teaches there"}
    )
    assert (answer.status_code, answer.location) == (303, desk.address)
    assert desk.conflicts() == [(desk.judge.id, desk.school.id, "her brother teaches there", True)]
    assert "her brother teaches there" in desk.page()
    assert "kept from 1 school" in desk.page("/organizer/seasons/2026-27/jury")
    number = desk.session.scalar(select(DeclaredConflict.id))
    answer = desk.client.send(f"/organizer/conflicts/{number}/lift")
    assert (answer.status_code, answer.location) == (303, desk.address)
    assert [row[3] for row in desk.conflicts()] == [False]
    assert "her brother teaches there" not in desk.page()


@pytest.mark.parametrize("school", ["", "99999", "x"])
def test_no_school_is_an_error_and_the_note_is_kept(desk, school):
    answer = desk.client.send(f"{desk.address}/conflicts", {"school": school, "note": "a reason"}, headers=ENGLISH)
    assert (answer.status_code, desk.conflicts()) == (422, [])
    assert 'value="a reason"' in answer.text


def test_too_long_a_note_is_an_error(desk):
    answer = desk.client.send(f"{desk.address}/conflicts", {"school": str(desk.school.id), "note": "x" * 201})
    assert (answer.status_code, desk.conflicts()) == (422, [])


def test_a_judge_who_left_with_games_leads_to_levelling(desk, clock):
    clock.time = makers.JUDGING
    makers.make_assignment(desk.session, makers.make_entry(desk.session, desk.season), desk.judge)
    desk.session.commit()
    desk.client.send(f"{desk.address}/state", {"state": "left"})
    assert "1 game is unfinished." in desk.page()
    assert "/assignments/level" in desk.page()
    desk.session.expire_all()
    assert desk.session.get(Judge, desk.judge.id).state is JudgeState.LEFT


def test_only_organizers_get_in_and_what_is_not_there_is_not_there(desk):
    def answers(client):
        return {client.get(desk.address).status_code} | {
            client.send(path).status_code
            for path in (f"{desk.address}/duties", f"{desk.address}/conflicts", "/organizer/conflicts/1/lift")
        }

    assert answers(desk.app.test_client()) == {401}
    assert answers(sign_in(desk.app, desk.judge.user_id)) == {403}
    assert desk.client.get("/organizer/jury/99999").status_code == 404
    assert desk.client.send("/organizer/conflicts/99999/lift").status_code == 404
    assert desk.client.get(f"{desk.address}/duties").status_code == 405
