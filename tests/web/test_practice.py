"""Practice games on the organizers' side: taken from what is here or sent, described, scored, hidden."""

import io
import re

import makers
import pytest
from conftest import sign_in

from contest.demo.games import GAMES
from contest.models import PracticeGame, PracticeSheet, ProjectFile, StarterProject

pytestmark = pytest.mark.database
WORDS = {"title_zh": "迷宫", "title_en": "Maze", "why_zh": "", "why_en": "Its walls can be walked through."}
MARKS = {"mark-theme": "4", "mark-technique": "2"}


class Office:
    """An organizer at a season with one judge."""

    def __init__(self, app, session):
        self.session = session
        self.season, self.organizer = makers.make_season(session), makers.make_organizer(session)
        self.judge = makers.make_judge(session, self.season)
        self.file = makers.make_file(session)
        session.commit()
        self.client = sign_in(app, self.organizer.id)
        self.list = f"/organizer/seasons/{self.season.slug}/jury/practice"
        self.new = f"{self.list}/new/{self.file.sha256}"

    def page(self, path):
        return self.client.get(path, headers={"Accept-Language": "en"}).get_data(as_text=True)

    def send(self, path, data):
        return self.client.send(path, data, headers={"Accept-Language": "en"})

    def games(self):
        self.session.rollback()
        return self.session.query(PracticeGame).order_by(PracticeGame.position).all()


@pytest.fixture
def office(app, session):
    return Office(app, session)


def test_a_sent_file_is_read_like_an_entrys_and_then_described(office):
    sent = {"project": (io.BytesIO(GAMES[0].build()), "张小明.sb3")}
    answer = office.send(office.list, sent)
    file = office.session.query(ProjectFile).filter(ProjectFile.sha256 != office.file.sha256).one()
    assert (answer.status_code, answer.location) == (303, f"{office.list}/new/{file.sha256}")
    assert file.card["counts"]["sprites"] > 0
    assert "张小明" not in office.page(answer.location)


def test_what_is_no_scratch_file_is_refused_in_words(office):
    answer = office.send(office.list, {"project": (io.BytesIO(b"no game"), "a.sb3")})
    assert answer.status_code == 422
    assert "field-errors" in answer.get_data(as_text=True)
    assert office.session.query(ProjectFile).count() == 1


def test_described_and_scored_it_is_on_the_judges_desk(office):
    answer = office.send(office.new, WORDS | MARKS)
    assert (answer.status_code, answer.location) == (303, office.list)
    (game,) = office.games()
    assert (game.title_en, game.agreed, game.why_en) == ("Maze", {"theme": 4, "technique": 2}, WORDS["why_en"])
    assert "Maze" in office.page(office.list)


def test_a_blank_keeps_all_that_was_typed(office):
    answer = office.send(office.new, WORDS | {"mark-theme": "4"})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, office.games()) == (422, [])
    assert re.search(r'name="mark-theme" value="4" checked', page)
    assert "Its walls can be walked through." in page
    answer = office.send(office.new, WORDS | MARKS | {"title_zh": ""})
    assert (answer.status_code, office.games()) == (422, [])
    assert re.search(r'name="mark-technique" value="2" checked', answer.get_data(as_text=True))


def test_a_file_that_is_entered_in_the_season_is_refused_in_words(office):
    makers.make_entry(office.session, office.season, file=office.file)
    office.session.commit()
    answer = office.send(office.new, WORDS | MARKS)
    assert (answer.status_code, office.games()) == (422, [])
    assert "An entry of this season has this very file" in answer.get_data(as_text=True)


def test_a_correction_shows_what_stood_and_takes_the_rest(office):
    office.send(office.new, WORDS | MARKS)
    (game,) = office.games()
    page = office.page(f"/organizer/practice/{game.id}")
    assert re.search(r'name="mark-theme" value="4" checked', page)
    answer = office.send(f"/organizer/practice/{game.id}", WORDS | MARKS | {"title_en": "The maze", "mark-theme": "5"})
    assert answer.status_code == 303
    (game,) = office.games()
    assert (game.title_en, game.agreed) == ("The maze", {"theme": 5, "technique": 2})
    assert office.send(f"/organizer/practice/{game.id}", WORDS | {"mark-theme": "1"}).status_code == 422
    assert office.games()[0].agreed == {"theme": 5, "technique": 2}


def test_hidden_it_stays_in_the_list_and_may_come_back(office):
    office.send(office.new, WORDS | MARKS)
    (game,) = office.games()
    hide = f"/organizer/practice/{game.id}/hidden"
    assert office.send(hide, {"hidden": "1"}).location == office.list
    assert [each.is_hidden for each in office.games()] == [True]
    assert "Show again" in office.page(office.list)
    office.send(hide, {"hidden": "0"})
    assert [each.is_hidden for each in office.games()] == [False]


def test_the_list_tells_how_many_tried_and_were_close(office):
    game = makers.make_practice(office.session, office.season)
    far = makers.make_judge(office.session, office.season)
    for judge, points in ((office.judge, 4), (far, 1)):
        marks = {"theme": points, "technique": 3}
        makers.add(office.session, PracticeSheet(game=game, judge=judge, marks=marks, finished_at=makers.JUDGING))
    office.session.commit()
    assert "1 of 2: no criterion more than one level apart" in office.page(office.list)


def test_a_starter_project_is_offered_with_its_name(office):
    makers.add(
        office.session,
        StarterProject(
            season=office.season, file=office.file, name="Apples", added_by=office.organizer, added_at=makers.OPENS
        ),
    )
    office.session.commit()
    assert f'href="{office.new}"' in office.page(office.list)
    assert re.search(r'name="title_zh"[^>]*value="Apples"', office.page(office.new))


def test_the_list_costs_as_many_queries_for_ten_games_as_for_one(office):
    def cost():
        with makers.count_queries(office.session) as statements:
            office.page(office.list)
        return len(statements)

    def add_tried():
        game = makers.make_practice(office.session, office.season)
        sheet = PracticeSheet(game=game, judge=office.judge, marks={}, finished_at=makers.JUDGING)
        makers.add(office.session, sheet)
        office.session.commit()

    add_tried()
    few = cost()
    for _ in range(9):
        add_tried()
    assert cost() == few


def test_the_jury_page_leads_to_practice_and_thanks_for_the_minutes(office):
    duty = makers.make_assignment(office.session, makers.make_entry(office.session, office.season), office.judge)
    makers.make_sheet(office.session, duty, [4, 2]).seconds = 85 * 60
    office.session.commit()
    page = office.page(f"/organizer/seasons/{office.season.slug}/jury")
    assert f'href="{office.list}"' in page
    assert "together they have given 85 minutes" in page
