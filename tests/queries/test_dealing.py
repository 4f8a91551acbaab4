"""What sharing out rests on: read in a fixed number of queries, and read right."""

import makers
import pytest
from sharing_cast import NOW, Cast

from contest.models import AssignmentState, DraftKind, EntryState, JudgeState, Teacher
from contest.pipeline import dealing, jury
from contest.queries.assignments import Round, loads, round_of, titles_of
from contest.queries.conflicts import (
    Misplaced,
    barred_games,
    count_apart,
    count_declared,
    declared_conflicts,
    judges_apart,
    misplaced,
)
from contest.queries.dealing import facts_of

pytestmark = pytest.mark.database


@pytest.fixture
def cast(session):
    return Cast(session)


def card(amount, zh=0, other=0):
    return {"languages": {"amount": amount, "zh": zh, "en": 0, "other": other}}


def test_a_season_of_thirty_games_is_read_in_as_many_queries_as_one_of_two(cast, session):
    cast.season.is_language_respected = True
    cast.judges(3)[0].reads_chinese = False
    cast.entries(2)
    counts = []
    for more in (0, 28):
        cast.entries(more), cast.judges(more)
        session.commit()
        cast.season.id  # noqa: B018 - loads what the commit expired
        with makers.count_queries(session) as read:
            facts_of(session, cast.season)
        with makers.count_queries(session) as told:
            misplaced(session, cast.season.id), count_apart(session, cast.season.id), round_of(session, cast.season.id)
            loads(session, cast.season.id, page=1, size=50)
        counts.append((len(read), len(told)))
    assert counts[0] == counts[1]
    assert counts[0][0] <= 8


@pytest.mark.parametrize("kind", DraftKind)
def test_proposing_costs_the_same_queries_for_few_and_for_many(cast, session, kind):
    cast.judges(3), cast.entries(2)
    counts = []
    for more in (0, 20):
        cast.entries(more), cast.judges(more)
        session.commit()
        cast.season.id  # noqa: B018 - loads what the commit expired
        with makers.count_queries(session) as sent:
            dealing.propose(session, cast.season, kind, 3)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_text_matters_where_there_is_much_that_is_not_english(cast, session):
    cast.season.is_language_respected = True
    guest = cast.judges(2)[0]
    cards = [card(300, zh=80), card(300, other=50), card(300), card(20, zh=100), {}]
    games = [cast.entries(1, file=makers.make_file(session, card=each))[0].id for each in cards]
    assert facts_of(session, cast.season).needs_reading == frozenset(), "everybody reads Chinese"
    guest.reads_chinese = False
    session.flush()
    facts = facts_of(session, cast.season)
    assert (facts.needs_reading, facts.cannot_read) == (frozenset(games[:2]), {guest.id})
    cast.season.is_language_respected = False
    assert facts_of(session, cast.season).needs_reading == frozenset()


def test_companies_teachers_and_declared_conflicts_keep_apart_and_a_family_name_does_not(cast, session):
    company = makers.make_sponsor(session)
    sponsored, taught, named, free = (
        makers.make_school(session, **given) for given in ({"sponsor": company}, {}, {}, {})
    )
    employee = makers.make_judge(session, cast.season, company, name="欧阳小明")
    colleague, friend = cast.judges(2)
    makers.add(session, Teacher(user=colleague.user, school=taught, joined_at=NOW))
    lifted = jury.declare_conflict(session, employee, free, "", cast.organizer, NOW)
    jury.lift_conflict(session, lifted, actor=cast.organizer, now=NOW)
    jury.declare_conflict(session, friend, named, "", cast.organizer, NOW)
    for school in (sponsored, taught, named, free):
        cast.entries(2, school=school)
    assert judges_apart(session, cast.season.id) == {
        sponsored.id: {employee.id},
        taught.id: {colleague.id},
        named.id: {friend.id},
        free.id: frozenset(),
    }
    assert count_apart(session, cast.season.id) == 6
    assert count_declared(session, [employee.id, friend.id]) == {friend.id: 1}
    assert [each.school for each in declared_conflicts(session, friend.id)] == [named]


def test_games_that_lie_where_they_should_not_are_counted_once_and_those_that_left_the_contest_are_not(cast, session):
    company = makers.make_sponsor(session)
    school = makers.make_school(session, sponsor=company)
    employee = makers.make_judge(session, cast.season, company)
    gone, resting, fine = cast.judges(3)
    gone.state, resting.state = JudgeState.LEFT, JudgeState.PAUSED
    makers.add(session, Teacher(user=employee.user, school=school, joined_at=NOW))
    jury.declare_conflict(session, employee, school, "", cast.organizer, NOW)
    near, judged, withdrawn = cast.entries(2, school=school) + cast.entries(
        1, school=school, state=EntryState.WITHDRAWN
    )
    other, another = cast.entries(2)
    makers.make_assignment(session, near, employee)
    makers.make_sheet(session, makers.make_assignment(session, judged, employee), [3, 3])
    makers.make_assignment(session, withdrawn, employee)
    makers.make_assignment(session, other, gone), makers.make_assignment(session, other, resting)
    makers.make_assignment(session, another, gone, state=AssignmentState.REMOVED)
    makers.make_sheet(session, makers.make_assignment(session, another, resting), [3, 3])
    makers.make_assignment(session, other, fine)
    assert misplaced(session, cast.season.id) == Misplaced(of_absent=2, in_conflict=1, judged_in_conflict=1)
    assert misplaced(session, makers.make_season(session).id) == Misplaced(0, 0, 0)
    assert barred_games(session, employee) == {near.id, judged.id, withdrawn.id}
    assert round_of(session, cast.season.id) == Round(judges=4, active=2, standing=6, finished=2, newcomers=0)
    cast.judges(1)
    assert round_of(session, cast.season.id).newcomers == 1
    assert titles_of(session, [near.id]) == {near.id: (near.code, near.title)}


def test_judges_are_listed_page_by_page_by_name(cast, session):
    for name in ("Cem", "Ann", "Bob"):
        cast.judges(1, name=name)
    pages = [loads(session, cast.season.id, page=page, size=2) for page in (1, 2, 3)]
    assert [[load.name for load in page] for page in pages] == [["Ann", "Bob"], ["Cem"], []]
    assert [load.name for load in loads(session, cast.season.id, only=[pages[1][0].judge_id])] == ["Cem"]
