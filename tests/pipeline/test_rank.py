from datetime import timedelta
from hashlib import sha256

import makers
import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from contest.errors import Closed
from contest.jobs import run_pending
from contest.judging.rank import rank
from contest.models import (
    AssignmentState,
    AuditEvent,
    EntryState,
    Job,
    JobState,
    JudgeEstimate,
    Placing,
    Ranking,
    RankingState,
    SheetEstimate,
)
from contest.pipeline.rank import Life, cancel, compute, life, request
from contest.pipeline.rank_watch import LEASE, SILENCE, Cancelled, Watch
from contest.pipeline.work import kinds
from contest.queries.rankings import progress

pytestmark = pytest.mark.database


def line(placing):
    return (placing.place, placing.score, placing.sheets, placing.spread)


@pytest.fixture
def season(session):
    return makers.make_season(session)


@pytest.fixture
def organizer(session):
    return makers.make_organizer(session)


@pytest.fixture
def by(organizer):
    return {"actor": organizer, "now": makers.JUDGED}


@pytest.fixture
def judges(session, season):
    return [makers.make_judge(session, season) for _ in range(3)]


@pytest.fixture
def work(session, clock):
    """Do what is queued, as the worker does."""
    clock.time = makers.JUDGED
    session.commit()
    return lambda: run_pending(session, kinds(None, []), clock)


def ranked(session, season, by):
    return {placing.entry_id: line(placing) for placing in compute(session, season, **by).placings}


def make_round(session, season, order=1):
    """Eight games, five judges, three sheets a game; `order` -1 puts every row in the other way round."""
    jury = {name: None for name in ("an", "bo", "chen", "ding", "e")}
    for name in list(jury)[::order]:
        jury[name] = makers.make_judge(session, season, login=name)
    names = sorted(jury)
    for number in list(range(8))[::order]:
        entry = makers.make_entry(session, season, code=f"G{number}")
        for step in list(range(3))[::order]:
            which = (number + step) % 5
            points = [1 + (7 * number + 3 * step + which) % 5, 1 + (5 * number + which) % 5]
            makers.make_sheet(session, makers.make_assignment(session, entry, jury[names[which]]), points)
    return sorted(jury.values(), key=lambda judge: judge.user.login)


def test_the_plain_mean_is_taken_from_few_judges_and_says_why(session, season, by, judges):
    entry = makers.make_reviewed(session, judges, [5, 5], [1, 1])
    assert ranked(session, season, by) == {entry.id: (1, 3.0, 2, 4.0)}
    ranking = session.scalars(select(Ranking)).one()
    assert (ranking.method, ranking.summary["why"]) == ("plain-mean-2", "too_few_judges")


def test_equal_scores_share_a_place_and_the_next_place_is_skipped(session, season, by, judges):
    best, tied, tied_too, last = (makers.make_reviewed(session, judges, [p, p], [p, p]) for p in (5, 3, 3, 2))
    found = ranked(session, season, by)
    assert {entry: values[0] for entry, values in found.items()} == {best.id: 1, tied.id: 2, tied_too.id: 2, last.id: 4}


def test_divisions_are_ranked_apart(session, season, by, judges):
    small = makers.make_reviewed(session, judges, [2, 2], [2, 2])
    big = makers.make_reviewed(session, judges, [5, 5], [5, 5], division=season.divisions[2])
    found = ranked(session, season, by)
    assert {entry: values[0] for entry, values in found.items()} == {small.id: 1, big.id: 1}


def test_an_entry_without_a_finished_sheet_has_no_score_and_no_place(session, season, by, judges):
    entry = makers.make_entry(session, season)
    begun = makers.make_assignment(session, entry, judges[0])
    makers.make_sheet(session, begun, [5, 5], finished=False)
    assert ranked(session, season, by) == {entry.id: (None, None, 0, None)}


def test_entries_out_of_the_contest_are_not_ranked(session, season, by, judges):
    kept = makers.make_reviewed(session, judges, [3, 3])
    makers.make_reviewed(session, judges, [5, 5], state=EntryState.WITHDRAWN)
    makers.make_reviewed(session, judges, [5, 5], state=EntryState.DRAFT)
    makers.make_reviewed(session, judges, [5, 5], disqualified_at=makers.JUDGING)
    other = makers.make_judge(session, makers.make_season(session))
    makers.make_reviewed(session, [other], [5, 5])
    assert list(ranked(session, season, by)) == [kept.id]


@pytest.mark.parametrize("state", [AssignmentState.REMOVED, AssignmentState.RECUSED])
def test_a_sheet_whose_assignment_was_taken_away_does_not_count(session, season, by, judges, state):
    entry = makers.make_reviewed(session, judges, [2, 2])
    taken = makers.make_assignment(session, entry, judges[1])
    makers.make_sheet(session, taken, [5, 5])
    taken.state = state
    assert ranked(session, season, by)[entry.id][1:3] == (2.0, 1)


def test_a_sheet_that_was_set_aside_does_not_count(session, season, by, judges):
    entry = makers.make_reviewed(session, judges, [2, 2])
    aside = makers.make_sheet(session, makers.make_assignment(session, entry, judges[1]), [5, 5])
    aside.set_aside_at = makers.JUDGED
    session.flush()
    assert ranked(session, season, by)[entry.id][1:3] == (2.0, 1)


def test_a_proposal_keeps_what_it_was_computed_with(session, season, by, judges):
    makers.make_reviewed(session, judges, [3, 3], [4, 4])
    ranking = compute(session, season, **by)
    known = dict(ranking.parameters)
    assert (known.pop("numpy").count(".") >= 1, known.pop("python").count(".")) == (True, 2)
    assert known == {
        "weights": {"theme": 40, "technique": 60},
        "shares": {str(season.award_kinds[0].id): 10, str(season.award_kinds[1].id): 20},
        "sheets": 2,
        "judges": 2,
        "entries": 1,
        "seed": 0,
        "sweeps": 0,
        "chains": 0,
        "provisional": False,
        "stamp": progress(session, season).stamp,
    }
    assert (ranking.state, ranking.done_percent) == (RankingState.READY, 100)
    assert (ranking.created_at, ranking.created_by) == (by["now"], by["actor"])


def test_before_judging_ends_a_proposal_is_provisional(session, season, organizer, judges):
    makers.make_reviewed(session, judges, [3, 3])
    early = compute(session, season, actor=organizer, now=makers.JUDGING)
    late = compute(session, season, actor=organizer, now=makers.JUDGED)
    assert [each.parameters["provisional"] for each in (early, late)] == [True, False]


def test_earlier_proposals_stay_as_they_are(session, season, by, judges):
    entry = makers.make_reviewed(session, judges, [3, 3])
    first = compute(session, season, **by)
    makers.make_sheet(session, makers.make_assignment(session, entry, judges[1]), [5, 5])
    second = compute(session, season, **by)
    session.expire_all()
    found = session.execute(select(Placing.ranking_id, Placing.score).order_by(Placing.ranking_id)).all()
    assert [tuple(row) for row in found] == [(first.id, 3.0), (second.id, 4.0)]


def test_every_judge_and_every_sheet_gets_its_estimate(session, season, by):
    jury = make_round(session, season)
    ranking = compute(session, season, **by)
    assert ranking.method == "hierarchical-1"
    estimates = session.scalars(select(JudgeEstimate).order_by(JudgeEstimate.judge_id)).all()
    assert [(each.judge_id, each.sheets) for each in estimates] == [
        (judge.id, sheets) for judge, sheets in zip(jury, (4, 5, 6, 5, 4), strict=True)
    ]
    assert all(each.severity is not None and each.noise > 0 for each in estimates)
    sheets = session.scalars(select(SheetEstimate)).all()
    assert len(sheets) == 24
    assert all(1 <= each.composite <= 5 and each.weight > 0 for each in sheets)
    assert set(ranking.summary["formula"]["levels"]) == {str(season.divisions[0].id)}
    assert 0 <= ranking.summary["reliability"] <= 1


def test_chances_are_those_of_being_within_each_awards_line(session, season, by):
    make_round(session, season)
    lines = compute(session, season, **by).placings
    first, second = (str(kind.id) for kind in season.award_kinds)
    assert all(line.chances[first] <= line.chances[second] for line in lines)
    # 10 % of 8 games is 1 seat, 30 % are 3: the probabilities of all games add up to the seats.
    assert sum(line.chances[first] for line in lines) == pytest.approx(1, abs=0.01)
    assert sum(line.chances[second] for line in lines) == pytest.approx(3, abs=0.01)


def known_lines(ranking):
    """What a ranking says of each game, by what does not depend on the database."""
    return sorted(
        (each.entry.code, each.place, each.place_low, each.place_high, each.score, each.before_next)
        for each in ranking.placings
    )


@pytest.mark.parametrize("order", [1, -1])
def test_the_same_sheets_give_the_same_ranking_on_any_database_and_in_any_order_of_rows(session, season, by, order):
    make_round(session, season, order)
    ranking = compute(session, season, **by)
    # The library, which knows no database, gets the round as it is written down in `make_round`.
    entry, judge = [n for n in range(8) for _ in range(3)], [(n + step) % 5 for n in range(8) for step in range(3)]
    marks = [
        [1 + (7 * n + 3 * step + (n + step) % 5) % 5, 1 + (5 * n + (n + step) % 5) % 5]
        for n in range(8)
        for step in range(3)
    ]
    expected = rank(entry, judge, marks, weights=[40, 60], entry_division=[0] * 8, judge_pool=[0] * 5)
    assert known_lines(ranking) == [
        (f"G{each.entry}", each.place, each.place_low, each.place_high, each.score, each.before_next)
        for each in expected.placings
    ]
    names = ([f"G{n}" for n in range(8)], ["an", "bo", "chen", "ding", "e"], ["theme", "technique"])
    positions = repr(tuple(tuple(each) for each in names))
    assert ranking.inputs_hash == sha256(f"{expected.inputs_hash} {positions}".encode()).hexdigest()


def test_computing_twice_gives_the_same_to_the_last_bit(session, season, by):
    make_round(session, season)
    one, other = compute(session, season, **by), compute(session, season, **by)
    assert known_lines(one) == known_lines(other)
    assert one.summary == other.summary


def test_any_change_of_what_goes_in_gives_another_inputs_hash(session, season, by, judges):
    entry = makers.make_reviewed(session, judges, [3, 3], [4, 4])
    hashes = [compute(session, season, **by).inputs_hash]

    def note():
        session.flush()
        hashes.append(compute(session, season, **by).inputs_hash)

    season.criteria[0].weight = 50
    note()
    makers.make_entry(session, season)
    note()
    added = makers.make_assignment(session, entry, judges[2])
    makers.make_sheet(session, added, [3, 3])
    note()
    added.judge = makers.make_judge(session, season)
    note()
    entry.division = season.divisions[1]
    note()
    assert len(set(hashes)) == 6


def test_nothing_to_rank_is_said_and_nothing_is_stored(session, season, by):
    for ask in (compute, request):
        with pytest.raises(Closed, match="nothing to rank"):
            ask(session, season, **by)
    assert session.scalars(select(Ranking)).all() == []
    assert session.scalars(select(Job)).all() == []


def test_computing_is_recorded_without_marks(session, season, organizer, by, judges):
    makers.make_reviewed(session, judges, [3, 3])
    ranking = compute(session, season, **by)
    found = session.scalars(select(AuditEvent)).one()
    assert (found.action, found.actor_id, found.season_id) == ("ranking.compute", organizer.id, season.id)
    assert found.after == {"inputs": ranking.inputs_hash, "method": "plain-mean-2", "sheets": 1}


# ---- asked for, and computed outside the request ----


def test_what_is_asked_for_waits_and_the_worker_computes_it(session, season, by, judges, work):
    entry = makers.make_reviewed(session, judges, [3, 3], [4, 4])
    ranking = request(session, season, **by)
    assert (ranking.state, ranking.done_percent, ranking.placings) == (RankingState.WAITING, 0, [])
    session.commit()
    assert work() == 1
    session.refresh(ranking)
    assert (ranking.state, ranking.done_percent, ranking.problem) == (RankingState.READY, 100, "")
    assert [line(placing) for placing in ranking.placings] == [(1, 3.5, 2, 1.0)]
    assert ranking.placings[0].entry_id == entry.id
    assert ranking.inputs_hash == compute(session, season, **by).inputs_hash


def test_one_ranking_of_a_season_at_a_time(session, season, by, judges):
    makers.make_reviewed(session, judges, [3, 3])
    request(session, season, **by)
    with pytest.raises(Closed, match="being computed already"):
        request(session, season, **by)


def test_how_far_it_is_can_be_seen_from_outside_and_its_lease_is_prolonged(session, season, by, judges):
    makers.make_reviewed(session, judges, [3, 3])
    ranking = request(session, season, **by)
    session.commit()
    session.execute(update(Job).values(state=JobState.RUNNING, leased_until=by["now"]))
    session.commit()
    watch = Watch(session.get_bind(), "rank", ranking.id, by["now"])
    watch(0.42)
    watch(0.84)  # too soon after the first to be told
    with Session(session.get_bind()) as outside:
        seen = outside.get_one(Ranking, ranking.id)
        assert (seen.state, seen.done_percent) == (RankingState.RUNNING, 42)
        assert outside.scalars(select(Job)).one().leased_until >= by["now"] + LEASE


def test_a_cancelled_one_is_left_at_the_next_look(session, season, by, judges):
    makers.make_reviewed(session, judges, [3, 3])
    ranking = request(session, season, **by)
    cancel(session, ranking, **by)
    session.commit()
    with pytest.raises(Cancelled):
        Watch(session.get_bind(), "rank", ranking.id, by["now"])(0.5)
    assert session.scalars(select(AuditEvent.action)).all() == ["ranking.cancel"]


def test_one_that_is_cancelled_before_its_turn_is_never_computed(session, season, by, judges, work):
    makers.make_reviewed(session, judges, [3, 3])
    ranking = request(session, season, **by)
    cancel(session, ranking, **by)
    session.commit()
    assert work() == 1
    session.refresh(ranking)
    assert (ranking.state, ranking.placings) == (RankingState.CANCELLED, [])


def test_one_that_is_cancelled_while_it_is_computed_writes_nothing(session, season, by, judges, work):
    makers.make_reviewed(session, judges, [3, 3])
    ranking = request(session, season, **by)
    session.commit()
    number, engine = ranking.id, session.get_bind()

    def cancel_from_outside(connection, cursor, statement, *rest):
        if "FROM mark" in statement:
            with Session(engine) as outside:
                outside.execute(update(Ranking).values(state=RankingState.CANCELLED))
                outside.commit()

    event.listen(engine, "before_cursor_execute", cancel_from_outside)
    try:
        assert work() == 1
    finally:
        event.remove(engine, "before_cursor_execute", cancel_from_outside)
    session.expire_all()
    assert session.get_one(Ranking, number).state is RankingState.CANCELLED
    assert session.scalar(select(func.count()).select_from(Placing)) == 0
    assert session.scalars(select(Job.state)).all() == [JobState.DONE]


def test_what_has_ended_cannot_be_cancelled(session, season, by, judges):
    makers.make_reviewed(session, judges, [3, 3])
    ranking = compute(session, season, **by)
    with pytest.raises(Closed):
        cancel(session, ranking, **by)
    assert ranking.state is RankingState.READY


def test_what_cannot_be_ranked_fails_with_its_code(session, season, by, judges, work):
    makers.make_reviewed(session, judges, [3, 3])
    season.criteria[0].weight = 2_000_000
    ranking = request(session, season, **by)
    session.commit()
    assert work() == 1
    session.refresh(ranking)
    assert (ranking.state, ranking.problem) == (RankingState.FAILED, "weight_out_of_range")
    assert ranking.placings == []


def test_entries_that_left_before_its_turn_fail_it_too(session, season, by, judges, work):
    entry = makers.make_reviewed(session, judges, [3, 3])
    ranking = request(session, season, **by)
    entry.state = EntryState.WITHDRAWN
    session.commit()
    work()
    session.refresh(ranking)
    assert (ranking.state, ranking.problem) == (RankingState.FAILED, "nothing_to_rank")


def test_one_whose_worker_was_lost_for_good_is_in_nobodys_way(session, season, by, judges):
    makers.make_reviewed(session, judges, [3, 3])
    lost = request(session, season, **by)
    assert life(session, lost, now=by["now"]) is Life.WELL
    session.execute(update(Job).values(state=JobState.FAILED, payload={}))
    session.flush()
    assert life(session, lost, now=by["now"]) is Life.LOST
    request(session, season, **by)
    assert (lost.state, lost.problem) == (RankingState.FAILED, "worker_lost")


def test_a_worker_that_tells_nothing_for_a_while_is_noticed(session, season, by, judges):
    makers.make_reviewed(session, judges, [3, 3])
    ranking = request(session, season, **by)
    session.commit()
    session.execute(update(Job).values(state=JobState.RUNNING, leased_until=by["now"]))
    session.commit()
    Watch(session.get_bind(), "rank", ranking.id, by["now"])(0.3)
    session.expire_all()
    later = [life(session, ranking, now=by["now"] + SILENCE + timedelta(seconds=step)) for step in (-1, 1)]
    assert later == [Life.WELL, Life.SILENT]


def test_done_twice_a_job_changes_nothing(session, season, by, judges, work):
    makers.make_reviewed(session, judges, [3, 3])
    ranking = request(session, season, **by)
    session.commit()
    work()
    session.execute(update(Job).values(state=JobState.WAITING, payload={"ranking": ranking.id}))
    session.commit()
    assert work() == 1
    assert session.scalar(select(func.count()).select_from(Placing)) == 1


# ---- without one judge ----


def test_without_a_judge_only_the_others_sheets_count_and_it_says_so(session, season, by, judges, work):
    entry = makers.make_reviewed(session, judges, [1, 1], [4, 4])
    ranking = request(session, season, without=judges[0], **by)
    session.commit()
    work()
    session.refresh(ranking)
    assert ranking.parameters["without_judge"] == judges[0].id
    assert [(each.entry_id, each.score, each.sheets) for each in ranking.placings] == [(entry.id, 4.0, 1)]
    assert [each.judge_id for each in ranking.judge_estimates] == [judges[1].id]
    assert session.scalars(select(AuditEvent.action)).all() == ["ranking.without"]
