"""Two organizers press at the same moment, or one of them twice on a slow line."""

import threading

import makers
import pytest
from sqlalchemy import select

from contest.errors import Closed
from contest.extensions import db
from contest.models import AuditEvent, Award, AwardKind, Entry, Publication, Ranking, ScoreSheet, Season, User
from contest.pipeline.award import give, take_over
from contest.pipeline.odd import decide
from contest.pipeline.publish import publish
from contest.pipeline.rank import compute, request

pytestmark = pytest.mark.database
NOW = makers.JUDGED


class Office:
    """A judged season, and organizers who press in the same moment, each with a session of their own."""

    def __init__(self, app, session):
        self.app, self.session = app, session
        self.season, self.organizer = makers.make_season(session), makers.make_organizer(session)
        jury = [makers.make_judge(session, self.season) for _ in range(3)]
        self.games = [makers.make_reviewed(session, jury, *[[points, points]] * 3) for points in (5, 4, 3, 2, 1)]
        self.ranking = compute(session, self.season, actor=self.organizer, now=NOW)
        session.commit()

    def press(self, *deeds):
        """Every deed gets its session and who does it; gives what came of each: its value, or the error's name."""
        begin, came, who = threading.Barrier(len(deeds)), [], self.organizer.id
        self.session.commit()

        def one(deed):
            with self.app.app_context():
                own = db.session()
                begin.wait(timeout=10)
                try:
                    value = deed(own, actor=own.get_one(User, who), now=NOW)
                    own.commit()
                    came.append(value)
                except Exception as error:
                    own.rollback()
                    came.append(type(error).__name__)
                db.session.remove()

        threads = [threading.Thread(target=one, args=(deed,)) for deed in deeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        self.session.expire_all()
        return came


@pytest.fixture
def office(app, session):
    return Office(app, session)


def test_a_proposal_taken_over_twice_gives_every_award_once(office, session):
    number = office.ranking.id
    came = office.press(*[lambda own, **by: take_over(own, own.get_one(Ranking, number), **by)] * 4)
    given = session.scalars(select(Award.entry_id)).all()
    assert len(given) == len(set(given)) > 0
    assert sorted(came) == [0, 0, 0, len(given)]
    assert len(session.scalars(select(AuditEvent).where(AuditEvent.action == "award.give")).all()) == len(given)


def test_two_awards_by_share_given_by_hand_at_once_leave_one(office, session):
    game = office.games[0].id
    kinds = session.scalars(select(AwardKind.id).order_by(AwardKind.position)).all()[:2]

    def hand(kind):
        def deed(own, **by):
            give(own, own.get_one(Entry, game), own.get_one(AwardKind, kind), **by)

        return deed

    for _ in range(5):
        assert office.press(*(hand(kind) for kind in kinds)) == [None, None]
        assert len(session.scalars(select(Award.kind_id).where(Award.entry_id == game)).all()) == 1


def test_a_ranking_asked_for_twice_is_computed_once(office, session):
    def deed(own, **by):
        request(own, own.get_one(Season, office_season), **by)

    office_season = office.season.id
    came = office.press(*[deed] * 4)
    assert came.count(None) == 1
    assert came.count(Closed.__name__) == 3


def test_of_two_opposite_decisions_on_a_sheet_the_later_one_holds(office, session):
    number = session.scalars(select(ScoreSheet.id)).first()

    def say(counts):
        def deed(own, **by):
            decide(own, [own.get_one(ScoreSheet, number)], counts=counts, reason="why", **by)

        return deed

    for _ in range(10):
        assert office.press(say(True), say(False)) == [None, None]
        sheet = session.get_one(ScoreSheet, number)
        assert sheet.decisions[-1].counts is (sheet.set_aside_at is None)
        session.commit()


def test_publishing_twice_shows_one_publication_and_both_are_kept(office, session):
    take_over(session, office.ranking, actor=office.organizer, now=NOW)
    number = office.season.id
    came = office.press(*[lambda own, **by: publish(own, own.get_one(Season, number), note="", **by).number] * 3)
    assert sorted(came) == [1, 2, 3]
    shown = select(Publication.number).where(Publication.withdrawn_at.is_(None))
    assert session.scalars(shown).all() == [3]
