"""Settling rounds: where a few sheets more would settle an award, by the newest ranking."""

from datetime import timedelta

import makers
import pytest
from judged_season import make_judged_season
from sharing_cast import NOW
from sqlalchemy import select

from contest.models import Assignment, AuditEvent, DraftKind, JudgeState, Placing
from contest.pipeline import dealing, jury, rank
from contest.queries.settling import reserve_of

pytestmark = pytest.mark.database
SETTLE = DraftKind.SETTLE
JUDGED = makers.JUDGING + timedelta(days=3)


class Judged:
    """A judged and ranked season."""

    def __init__(self, session, **given):
        self.session = session
        made = make_judged_season(session, **given)
        self.season, self.judges, self.entries = made.season, made.judges, made.entries
        self.organizer = makers.make_organizer(session)
        self.ranking = rank.compute(session, self.season, actor=self.organizer, now=JUDGED)

    def propose(self, budget=4):
        return dealing.propose(self.session, self.season, SETTLE, budget)

    def settle(self, budget=4):
        digest = self.propose(budget).digest
        return dealing.apply(self.session, self.season, SETTLE, digest, budget, actor=self.organizer, now=JUDGED)

    def new(self):
        rows = self.session.scalars(select(Assignment).where(Assignment.round > 1).order_by(Assignment.id))
        return [(row.entry_id, row.judge_id, row.round, row.state) for row in rows]


@pytest.fixture
def judged(session):
    return Judged(session)


def test_without_a_ranking_there_is_nothing_to_settle_by(session):
    season = makers.make_season(session)
    assert dealing.propose(session, season, SETTLE, 5).moves.facts == {"why": "no_ranking"}


def test_the_round_goes_to_games_near_a_line_and_is_expected_to_buy_something(judged):
    moves = judged.propose(4).moves
    assert moves.given == 4
    before, after = moves.facts["expected"]
    assert 0 < before < after <= 1
    kinds = [kind.id for kind in judged.season.award_kinds]
    assert {line["kind"] for line in moves.facts["lines"]} == set(kinds)
    assert all(line["before"] <= line["after"] + 0.02 for line in moves.facts["lines"])
    # Seven games a division with 10 % and 20 %: the lines lie after places 1 and 3.
    assert {line["seats"] for line in moves.facts["lines"]} == {1, 3}
    entries = {entry for pile in moves.piles.values() for entry in pile}
    places = judged.session.scalars(select(Placing.place).where(Placing.entry_id.in_(entries)))
    assert max(places) <= 5


def test_a_click_gives_it_out_as_a_round_of_its_own_and_as_one_event(judged):
    moves = judged.settle(4)
    assert [(number, state) for _, _, number, state in judged.new()] == [(2, "open")] * 4
    event = judged.session.scalars(select(AuditEvent).where(AuditEvent.action == "assignment.settle")).one()
    assert (event.after["assignments"], event.after["round"], event.after["ranking"]) == (4, 2, judged.ranking.id)
    before, after = (round(100 * share) for share in moves.facts["expected"])
    assert event.after["expected"] == f"{before} % → {after} %"
    reserve = reserve_of(judged.session, judged.season)
    assert (reserve.first, reserve.kept, reserve.used, reserve.rounds, reserve.left) == (42, 14, 4, 1, 10)
    assert reserve.next_batch == 5
    judged.settle(2)
    assert [number for _, _, number, _ in judged.new()] == [2, 2, 2, 2, 3, 3]


def test_what_is_on_its_way_is_not_bought_again(judged):
    first = judged.settle(3)
    again = judged.propose(3).moves
    assert {(e, j) for j, pile in first.piles.items() for e in pile}.isdisjoint(
        (e, j) for j, pile in again.piles.items() for e in pile
    )
    assert again.facts["expected"][0] > first.facts["expected"][0]


def test_no_judge_gets_a_game_that_they_had_or_must_not_have_and_no_one_more_than_their_limit(judged):
    session = judged.session
    moves = judged.propose(6).moves
    entry, judge = next((pile[0], judge) for judge, pile in moves.piles.items())
    school = next(each.school for each in judged.entries if each.id == entry)
    near = next(each for each in judged.judges if each.id == judge)
    jury.declare_conflict(session, near, school, "", judged.organizer, NOW)
    other = next(each for each in judged.judges if each.id != judge)
    other.most_games = 0
    resting = next(each for each in judged.judges if each.id not in (judge, other.id))
    resting.state = JudgeState.PAUSED
    session.flush()
    ever = {(row.entry_id, row.judge_id) for row in session.scalars(select(Assignment))}
    piles = judged.settle(6).piles
    pairs = {(e, j) for j, pile in piles.items() for e in pile}
    assert pairs
    assert not pairs & ever
    assert (entry, judge) not in pairs
    assert not {other.id, resting.id} & piles.keys()


def test_games_that_left_the_contest_get_nothing(judged):
    for entry in judged.entries[:4]:
        entry.disqualified_at = NOW
    judged.session.flush()
    given = {entry for pile in judged.propose(6).moves.piles.values() for entry in pile}
    assert given
    assert not given & {entry.id for entry in judged.entries[:4]}


def test_a_division_in_two_islands_is_named_and_gets_nothing(session):
    season = makers.make_season(session)
    judges = [makers.make_judge(session, season) for _ in range(4)]
    for pair in (judges[:2], judges[2:]):
        for points in (5, 4, 3, 2, 1):
            makers.make_reviewed(session, pair, [points, points], [points, max(1, points - 1)])
    rank.compute(session, season, actor=makers.make_organizer(session), now=JUDGED)
    facts = dealing.propose(session, season, SETTLE, 5).moves
    assert (facts.facts["split"], facts.given) == ([season.divisions[0].id], 0)


def test_a_ranking_that_was_overtaken_by_a_new_one_is_not_settled_by(judged):
    digest = judged.propose(4).digest
    for entry in judged.entries[2:5]:
        free = next(j for j in judged.judges if (entry.id, j.id) not in ever(judged.session))
        makers.make_sheet(judged.session, makers.make_assignment(judged.session, entry, free), [1, 1])
    rank.compute(judged.session, judged.season, actor=judged.organizer, now=JUDGED)
    with pytest.raises(dealing.Outdated):
        dealing.apply(judged.session, judged.season, SETTLE, digest, 4, actor=judged.organizer, now=JUDGED)
    assert judged.new() == []


def ever(session):
    return {(row.entry_id, row.judge_id) for row in session.scalars(select(Assignment))}
