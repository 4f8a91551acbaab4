from collections import Counter
from datetime import timedelta

import makers
import pytest
from sqlalchemy import select

from contest.models import Assignment, AssignmentState, AuditEvent, DraftKind, EntryState, JudgeState, Teacher
from contest.pipeline import assign, dealing
from contest.queries.dealing import facts_of

pytestmark = pytest.mark.database
NOW = makers.CLOSES + timedelta(days=1)


class Cast:
    """A season with judges and games of as many schools, and an organizer."""

    def __init__(self, session):
        self.session = session
        self.season = makers.make_season(session)
        self.organizer = makers.make_organizer(session)

    def judges(self, count, **given):
        return [makers.make_judge(self.session, self.season, **given) for _ in range(count)]

    def entries(self, count, **given):
        return [makers.make_entry(self.session, self.season, **given) for _ in range(count)]

    def deal(self):
        return self.apply(self.propose().digest)

    def propose(self):
        return dealing.propose(self.session, self.season, DraftKind.DEAL)

    def apply(self, digest):
        return dealing.apply(self.session, self.season, DraftKind.DEAL, digest, actor=self.organizer, now=NOW)

    def rows(self):
        return self.session.scalars(select(Assignment).order_by(Assignment.judge_id, Assignment.position)).all()

    def pairs(self):
        return {(row.entry_id, row.judge_id) for row in self.rows()}

    def events(self):
        rows = self.session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        return [(event.action, event.subject_kind, event.before, event.after) for event in rows]


@pytest.fixture
def cast(session):
    return Cast(session)


def test_every_game_gets_its_judges_and_loads_are_within_one(cast):
    judges, entries = cast.judges(4), cast.entries(7)
    moves = cast.deal()
    rows = cast.rows()
    assert Counter(row.entry_id for row in rows) == {entry.id: 3 for entry in entries}
    assert sorted(Counter(row.judge_id for row in rows).values()) == [5, 5, 5, 6]
    assert {row.state for row in rows} == {AssignmentState.OPEN}
    assert {row.season_id for row in rows} == {cast.season.id}
    for judge in judges:
        pile = [row for row in rows if row.judge_id == judge.id]
        assert [row.position for row in pile] == list(range(1, len(pile) + 1))
        assert tuple(row.entry_id for row in pile) == moves.piles[judge.id]


def test_a_proposal_writes_nothing_and_is_the_same_when_looked_at_again(cast):
    cast.judges(4), cast.entries(5)
    first, second = cast.propose(), cast.propose()
    assert (first, cast.rows(), cast.events()) == (second, [], [])


def test_no_judge_gets_a_game_of_a_school_that_the_company_paid_for_or_where_the_judge_teaches(cast):
    session = cast.session
    company = makers.make_sponsor(session)
    sponsored, taught = makers.make_school(session, sponsor=company), makers.make_school(session)
    employee = makers.make_judge(session, cast.season, company)
    colleague = makers.make_judge(session, cast.season)
    makers.add(session, Teacher(user=colleague.user, school=taught, joined_at=NOW))
    free = cast.judges(3)
    (a,), (b,) = cast.entries(1, school=sponsored), cast.entries(1, school=taught)
    cast.deal()
    assert facts_of(session, cast.season).conflicts == {(a.id, employee.id), (b.id, colleague.id)}
    assert not cast.pairs() & {(a.id, employee.id), (b.id, colleague.id)}
    assert len(cast.rows()) == 6
    assert {row.judge_id for row in cast.rows()} == {employee.id, colleague.id, *(judge.id for judge in free)}


def test_drafts_withdrawn_and_disqualified_games_and_other_seasons_are_left_out(cast):
    (entry,) = cast.entries(1)
    cast.entries(1, state=EntryState.DRAFT), cast.entries(1, state=EntryState.WITHDRAWN)
    cast.entries(1, disqualified_at=NOW)
    other = makers.make_season(cast.session)
    makers.make_entry(cast.session, other), makers.make_judge(cast.session, other)
    judges = cast.judges(3)
    for state in (JudgeState.PAUSED, JudgeState.LEFT):
        cast.judges(1)[0].state = state
    cast.deal()
    assert cast.pairs() == {(entry.id, judge.id) for judge in judges}


def test_planning_again_only_fills_gaps_and_puts_new_games_behind(cast):
    cast.judges(4), cast.entries(4)
    cast.deal()
    before = {row.id: (row.entry_id, row.judge_id, row.position) for row in cast.rows()}
    (late,) = cast.entries(1)
    cast.deal()
    after = {row.id: (row.entry_id, row.judge_id, row.position) for row in cast.rows()}
    new = [after[number] for number in after if number not in before]
    assert {number: after[number] for number in before} == before
    assert [(entry, position) for entry, _, position in new] == [(late.id, 4)] * 3


def test_a_recused_or_removed_pair_is_never_dealt_again(cast):
    cast.judges(5)
    entries = cast.entries(4)
    cast.deal()
    gone = cast.rows()[0], cast.rows()[-1]
    gone[0].state = AssignmentState.RECUSED
    assign.remove(cast.session, gone[1], actor=cast.organizer, now=NOW)
    moves = cast.deal()
    pairs = Counter((row.entry_id, row.judge_id) for row in cast.rows())
    assert set(pairs.values()) == {1}
    assert [row.state for row in gone] == [AssignmentState.RECUSED, AssignmentState.REMOVED]
    assert moves.given == 2
    standing = Counter(row.entry_id for row in cast.rows() if row not in gone)
    assert standing == {entry.id: 3 for entry in entries}


def test_what_cannot_be_given_is_said_and_the_rest_is_given(cast):
    judges, (entry,) = cast.judges(2), cast.entries(1)
    assert cast.deal().facts["shortfall"] == [[entry.id, 1]]
    assert cast.pairs() == {(entry.id, judge.id) for judge in judges}


def test_a_plan_that_was_overtaken_is_not_applied(cast):
    cast.judges(3), cast.entries(2)
    digest = cast.propose().digest
    cast.entries(1)
    with pytest.raises(dealing.Outdated):
        cast.apply(digest)
    assert (cast.rows(), cast.events()) == ([], [])


def test_the_same_plan_is_not_applied_twice(cast):
    cast.judges(3), cast.entries(2)
    digest = cast.deal().digest
    with pytest.raises(dealing.Outdated):
        cast.apply(digest)


def test_giving_out_is_one_event(cast):
    judges = cast.judges(3)
    cast.entries(2)
    moves = cast.deal()
    after = {
        "assignments": 6,
        "by_judge": {str(judge.id): 2 for judge in judges},
        "seed": moves.facts["seed"],
        "inputs_hash": moves.digest,
    }
    assert cast.events() == [("assignment.plan", "season", None, after)]


def test_removing_keeps_the_sheet(cast):
    cast.judges(3), cast.entries(1)
    cast.deal()
    row = cast.rows()[0]
    makers.make_sheet(cast.session, row, [4, 5])
    assign.remove(cast.session, row, actor=cast.organizer, now=NOW)
    assign.remove(cast.session, row, actor=cast.organizer, now=NOW)
    assert (row.state, [mark.points for mark in row.sheet.marks]) == (AssignmentState.REMOVED, [4, 5])
    assert cast.events()[1:] == [("assignment.remove", "assignment", {"state": "done"}, {"state": "removed"})]


def test_who_left_loses_what_is_unfinished_and_others_get_it(cast):
    judges, _ = cast.judges(4), cast.entries(4)
    cast.deal()
    leaving = judges[0]
    done, aside, left = (row for row in cast.rows() if row.judge_id == leaving.id)
    makers.make_sheet(cast.session, done, [4, 5])
    aside.state, leaving.state = AssignmentState.LATER, JudgeState.LEFT
    assert assign.remove_waiting(cast.session, leaving, actor=cast.organizer, now=NOW) == 2
    states = [cast.session.get(Assignment, row.id, populate_existing=True).state for row in (done, aside, left)]
    assert states == [AssignmentState.DONE, AssignmentState.REMOVED, AssignmentState.REMOVED]
    assert cast.events()[1:] == [
        ("assignment.remove-waiting", "judge", {"waiting": sorted([aside.id, left.id])}, {"waiting": []})
    ]
    assert assign.remove_waiting(cast.session, leaving, actor=cast.organizer, now=NOW) == 0
    assert cast.deal().given == 2
