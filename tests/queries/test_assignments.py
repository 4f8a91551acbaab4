import makers
import pytest

from contest.models import AssignmentState, EntryState, JudgeState
from contest.queries.assignments import EntryProgress, Load, entry_progress, games_of_judge, loads
from contest.queries.desk import desks_of

pytestmark = pytest.mark.database


def test_loads_count_games_by_state_and_leave_out_what_left_the_contest(session):
    season = makers.make_season(session)
    company = makers.make_sponsor(session, "Acme")
    ann = makers.make_judge(session, season, company, name="Ann")
    bob = makers.make_judge(session, season, name="Bob")
    bob.state = JudgeState.LEFT
    makers.make_judge(session, makers.make_season(session), name="of another season")
    for state in ("open", "open", "later", "done", "recused", "removed"):
        makers.make_assignment(session, makers.make_entry(session, season), ann, state=AssignmentState(state))
    makers.make_assignment(session, makers.make_entry(session, season, state=EntryState.WITHDRAWN), ann)
    found = loads(session, season.id)
    assert found == [
        Load(ann.id, "Ann", "Acme", JudgeState.ACTIVE, open=2, later=1, done=1, recused=1),
        Load(bob.id, "Bob", None, JudgeState.LEFT, open=0, later=0, done=0, recused=0),
    ]
    assert [(load.total, load.is_stranded) for load in found] == [(4, False), (0, False)]


def test_progress_by_entry_lists_first_what_lacks_most(session):
    season = makers.make_season(session)
    judges = [makers.make_judge(session, season) for _ in range(3)]
    full, begun, bare = (makers.make_entry(session, season) for _ in range(3))
    makers.make_entry(session, season, disqualified_at=makers.JUDGING)
    for judge in judges:
        makers.make_sheet(session, makers.make_assignment(session, full, judge), [3, 3])
    makers.make_sheet(session, makers.make_assignment(session, begun, judges[0]), [3, 3])
    makers.make_assignment(session, begun, judges[1], state=AssignmentState.LATER)
    makers.make_assignment(session, begun, judges[2], state=AssignmentState.RECUSED)
    division = {"name_zh": "小学低年级", "name_en": "Grades 1–3"}
    expected = [
        EntryProgress(bare.id, bare.code, bare.title, division, finished=0, waiting=0, recused=0),
        EntryProgress(begun.id, begun.code, begun.title, division, finished=1, waiting=1, recused=1),
        EntryProgress(full.id, full.code, full.title, division, finished=3, waiting=0, recused=0),
    ]
    assert entry_progress(session, season) == expected
    assert entry_progress(session, season, page=2, size=2) == expected[2:]
    assert entry_progress(session, season, only=[full.id]) == expected[2:]


def test_a_desk_has_each_seasons_games_of_this_judge_only(session):
    old = makers.make_season(session, judging_opens_at=makers.CLOSES)
    new = makers.make_season(session)
    judge = makers.make_judge(session, new)
    makers.add(session, type(judge)(user=judge.user, season=old, joined_at=makers.OPENS))
    other = makers.make_judge(session, new)
    entry, theirs, gone = (makers.make_entry(session, new) for _ in range(3))
    duty = makers.make_assignment(session, entry, judge)
    makers.make_assignment(session, theirs, other)
    makers.make_assignment(session, gone, judge, state=AssignmentState.REMOVED)
    desks = desks_of(session, judge.user_id)
    assert [(desk.season, [game.assignment_id for game in desk.left], desk.total) for desk in desks] == [
        (new, [duty.id], 1),
        (old, [], 0),
    ]
    assert (desks[1].left, desks[1].later, desks[1].done) == ((), (), ())


def test_desk_and_progress_cost_as_many_queries_for_thirty_games_as_for_one(session):
    season = makers.make_season(session)
    judge = makers.make_judge(session, season)

    def cost():
        counts = []
        for read in (
            lambda: desks_of(session, judge.user_id),
            lambda: loads(session, season.id),
            lambda: entry_progress(session, season),
            lambda: [(row.entry.title, row.sheet, row.recusal) for row in games_of_judge(session, judge.id)],
        ):
            session.expire_all()
            assert season.id and judge.user_id  # what the reads below name is loaded before counting
            with makers.count_queries(session) as queries:
                read()
            counts.append(len(queries))
        return counts

    makers.make_sheet(session, makers.make_assignment(session, makers.make_entry(session, season), judge), [3, 3])
    one = cost()
    for _ in range(29):
        makers.make_judge(session, season)
        makers.make_sheet(session, makers.make_assignment(session, makers.make_entry(session, season), judge), [3, 3])
    assert cost() == one
