"""Whatever is shared out: drafts of large seasons, two organizers at once, settings that reach the planner."""

import threading
from collections import Counter

import makers
import pytest
from sharing_cast import NOW, Cast
from sqlalchemy import select

from contest.extensions import db
from contest.jobs import run_pending
from contest.models import (
    AssignmentState,
    Draft,
    DraftKind,
    Entry,
    EntryState,
    Job,
    Judge,
    JudgeState,
    RecusalReason,
    Season,
    User,
)
from contest.pipeline import dealing, jury, score
from contest.pipeline.moves import Moves, write
from contest.pipeline.work import kinds

pytestmark = pytest.mark.database
DEAL, LEVEL = DraftKind.DEAL, DraftKind.LEVEL


@pytest.fixture
def cast(session):
    return Cast(session)


@pytest.fixture
def large(session, monkeypatch):
    """A season that counts as large."""
    monkeypatch.setattr(dealing, "AT_ONCE", 10)
    made = Cast(session)
    made.judges(4), made.entries(6)
    return made


def ask(cast, kind=DEAL, budget=0):
    dealing.request(cast.session, cast.season, kind, budget, now=NOW)
    cast.session.commit()


def work(cast):
    return run_pending(cast.session, kinds(None, []), lambda: NOW)


# ---- drafts of large seasons ----


def test_a_large_seasons_deal_is_asked_for_worked_out_by_a_job_and_applied(large):
    assert (large.propose().moves, large.propose().is_large, large.propose().is_waited_for) == (None, True, False)
    ask(large)
    assert (large.propose().moves, large.propose().is_waited_for) == (None, True)
    assert work(large) == 1
    proposal = large.propose()
    assert (proposal.moves.given, proposal.is_waited_for, proposal.asked_at) == (18, False, NOW)
    assert large.rows() == []
    large.apply(proposal.digest)
    assert Counter(row.judge_id for row in large.rows()).most_common()[0][1] <= 5
    assert [event[0] for event in large.events()] == ["assignment.plan"]
    assert large.session.scalars(select(Draft)).all() == []


def test_a_draft_is_exactly_what_is_worked_out_at_once(large, monkeypatch):
    ask(large)
    work(large)
    kept = large.propose().moves
    monkeypatch.setattr(dealing, "AT_ONCE", 10**9)
    made = large.propose().moves
    assert (kept.digest, kept.facts) == (made.digest, made.facts)
    assert Moves.from_dict(made.to_dict()) == made


def test_asked_twice_it_is_worked_out_once_and_asked_for_something_else_it_is_worked_out_anew(large):
    ask(large), ask(large)
    assert len(large.session.scalars(select(Job)).all()) == 1
    ask(large, DraftKind.SETTLE, 5)
    ask(large, DraftKind.SETTLE, 9)
    work(large)
    assert dealing.budget_asked(large.session, large.season) == 9
    assert large.propose(DraftKind.SETTLE, 9).moves.facts == {"why": "no_ranking"}
    assert large.propose(DraftKind.SETTLE, 5).moves is None


def test_a_job_that_began_before_another_was_asked_for_leaves_that_one_alone(large, monkeypatch):
    ask(large, DraftKind.SETTLE, 5)
    way = dealing.WAYS[DraftKind.SETTLE]

    def slow(session, season, facts, budget):
        found = way(session, season, facts, budget)
        session.get(Draft, (season.id, DraftKind.SETTLE)).budget = 9
        session.flush()
        return found

    monkeypatch.setitem(dealing.WAYS, DraftKind.SETTLE, slow)
    dealing.work_out(large.session, {"season": large.season.id, "kind": "settle"}, NOW)
    large.session.expire_all()
    draft = large.session.get(Draft, (large.season.id, DraftKind.SETTLE))
    assert (draft.budget, draft.content) == (9, None)


def test_a_pair_that_was_given_meanwhile_makes_the_draft_outdated(large):
    ask(large)
    work(large)
    proposal = large.propose()
    judge, pile = next(iter(proposal.moves.piles.items()))
    makers.make_assignment(large.session, large.session.get_one(Entry, pile[0]), large.session.get_one(Judge, judge))
    with pytest.raises(dealing.Outdated):
        large.apply(proposal.digest)


@pytest.mark.parametrize("change", ["left", "limit", "conflict", "withdrawn", "fewer reviews"])
def test_a_draft_that_something_has_overtaken_is_not_applied(large, change):
    ask(large)
    work(large)
    proposal = large.propose()
    judge = large.session.get_one(Judge, next(iter(proposal.moves.piles)))
    entry = large.session.get_one(Entry, proposal.moves.piles[judge.id][0])
    if change == "left":
        judge.state = JudgeState.LEFT
    elif change == "limit":
        judge.most_games = 1
    elif change == "conflict":
        jury.declare_conflict(large.session, judge, entry.school, "", large.organizer, NOW)
    elif change == "withdrawn":
        entry.state = EntryState.WITHDRAWN
    else:
        large.season.reviews_per_entry = 2
    large.session.flush()
    with pytest.raises(dealing.Outdated):
        large.apply(proposal.digest)
    assert large.rows() == []


def test_a_levelling_draft_does_not_take_what_was_begun_meanwhile_and_a_new_game_does_not_disturb_it(large):
    ask(large)
    work(large)
    large.apply(large.propose().digest)
    large.judges(2)
    ask(large, LEVEL)
    work(large)
    proposal = large.propose(LEVEL)
    large.entries(1)
    row = next(r for r in large.rows() if (r.entry_id, r.judge_id) == proposal.moves.taken[0])
    makers.make_sheet(large.session, row, [3], finished=False)
    with pytest.raises(dealing.Outdated):
        large.apply(proposal.digest, LEVEL)
    large.session.delete(row.sheet)
    large.session.flush()
    assert len(large.apply(proposal.digest, LEVEL).taken) == len(proposal.moves.taken)


def test_what_the_planner_refuses_is_told_and_may_be_asked_for_again(large, monkeypatch):
    def refuse(*given):
        raise ValueError("no")

    ask(large)
    monkeypatch.setitem(dealing.WAYS, DEAL, refuse)
    work(large)
    assert (large.propose().problem, large.propose().is_waited_for) == ("ValueError", False)
    monkeypatch.undo()
    monkeypatch.setattr(dealing, "AT_ONCE", 10)
    ask(large)
    work(large)
    assert large.propose().moves.given == 18


def test_one_whose_worker_was_ended_time_and_again_is_said_to_be_lost(large):
    ask(large)
    large.session.scalars(select(Job)).one().state = "failed"
    large.session.flush()
    assert (large.propose().is_lost, large.propose().is_waited_for) == (True, False)
    ask(large)
    work(large)
    assert large.propose().moves.given == 18


def test_an_applied_draft_cannot_be_applied_again_and_a_stale_job_makes_none(large):
    ask(large)
    dealing.forget(large.session, large.season, DEAL)
    large.session.commit()
    work(large)
    assert large.propose().moves is None
    ask(large)
    work(large)
    digest = large.propose().digest
    large.apply(digest)
    with pytest.raises(dealing.Outdated):
        large.apply(digest)


# ---- two organizers at once ----


@pytest.mark.parametrize("kind", [DEAL, LEVEL])
def test_of_two_organizers_who_press_at_once_one_is_told_to_look_again(app, cast, kind):
    judges, entries = cast.judges(5), cast.entries(12)
    if kind is LEVEL:
        cast.deal()
        cast.leaves(judges[0])
    digest, season, organizer = cast.propose(kind).digest, cast.season.id, cast.organizer.id
    cast.session.commit()
    told, begin = [], threading.Barrier(2)

    def press():
        with app.app_context():
            own = db.session()
            begin.wait(timeout=10)
            try:
                dealing.apply(
                    own, own.get_one(Season, season), kind, digest, actor=own.get_one(User, organizer), now=NOW
                )
                own.commit()
                told.append("done")
            except dealing.Outdated:
                own.rollback()
                told.append("look again")
            db.session.remove()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(told) == ["done", "look again"]
    standing = Counter(row.entry_id for row in cast.rows() if row.state == "open")
    assert standing == {entry.id: 3 for entry in entries}


def test_a_judge_who_finishes_in_the_very_moment_of_levelling_keeps_the_sheet(cast):
    judges, _ = cast.judges(5), cast.entries(5)
    cast.deal()
    cast.leaves(judges[0])
    moves = cast.propose(LEVEL).moves
    row = cast.rows(judges[0])[0]
    makers.make_sheet(cast.session, row, [4, 4])
    with pytest.raises(dealing.Outdated):
        write(cast.session, cast.season, moves, NOW)


# ---- what the season asks for ----


def text_card(amount, zh):
    return {"languages": {"amount": amount, "zh": zh, "en": 0, "other": 0}}


def test_a_judge_who_reads_no_chinese_gets_games_with_little_text_where_the_season_minds(cast):
    session = cast.session
    cast.season.reviews_per_entry = 2
    guest = cast.judges(4)[0]
    guest.reads_chinese = False
    full = cast.entries(4, file=makers.make_file(session, card=text_card(300, 90)))
    bare = cast.entries(4, file=makers.make_file(session, card=text_card(6, 100)))
    english = cast.entries(2, file=makers.make_file(session, card=text_card(300, 0)))
    cast.season.is_language_respected = True
    moves = cast.propose().moves
    assert moves.facts["unreadable"] == 0
    assert set(moves.piles[guest.id]) <= {entry.id for entry in (*bare, *english)}
    cast.season.is_language_respected = False
    assert cast.propose().moves.facts["unreadable"] == 0
    assert {entry for pile in cast.propose().moves.piles.values() for entry in pile} >= {entry.id for entry in full}


def test_judges_with_divisions_of_their_own_cross_them_by_the_share_that_the_season_asks_for(cast):
    divisions = cast.season.divisions
    for number in range(24):
        cast.judges(1)[0].division = divisions[number % 3]
    for number in range(60):
        cast.entries(1, division=divisions[number % 3])
    facts = cast.propose().moves.facts
    assert facts["pooled"] == 180
    assert 0.10 <= facts["across"] / facts["pooled"] <= 0.15
    cast.season.cross_percent = 0
    facts = cast.propose().moves.facts
    assert facts["groups"] == 1
    assert facts["across"] <= 6, "only what it takes to join three divisions"


def test_a_judges_own_limit_and_a_declared_conflict_reach_the_deal(cast):
    judges, entries = cast.judges(5), cast.entries(10)
    jury.set_judge_duties(
        cast.session, judges[0], division=None, most_games=2, reads_chinese=True, actor=cast.organizer, now=NOW
    )
    jury.declare_conflict(cast.session, judges[1], entries[0].school, "", cast.organizer, NOW)
    moves = cast.deal()
    assert len(moves.piles[judges[0].id]) == 2
    assert (entries[0].id, judges[1].id) not in cast.pairs()


def test_a_pair_is_never_made_twice_whatever_became_of_it(cast):
    judges, entries = cast.judges(6), cast.entries(6)
    cast.deal()
    rows = cast.rows()
    rows[0].state = AssignmentState.REMOVED
    score.step_back(cast.session, rows[5], RecusalReason.KNOWS_AUTHOR, "", actor=judges[0].user, now=NOW)
    cast.deal()
    for judge in (judges[1], judges[2]):
        cast.leaves(judge)
        cast.level()
        cast.leaves(judge, JudgeState.ACTIVE)
        if not cast.propose(LEVEL).moves.is_empty:
            cast.level()
    pairs = Counter((row.entry_id, row.judge_id) for row in cast.rows())
    assert set(pairs.values()) == {1}
    standing = Counter(row.entry_id for row in cast.rows() if row.state == "open")
    assert standing == {entry.id: 3 for entry in entries}


def test_a_sheet_that_was_set_aside_is_replaced_and_still_counts_in_its_judges_load(cast):
    judges, (entry,) = cast.judges(4), cast.entries(1)
    cast.deal()
    row = cast.rows()[0]
    makers.make_sheet(cast.session, row, [1, 1]).set_aside_at = NOW
    had = {each.judge_id for each in cast.rows()}
    (free,) = {judge.id for judge in judges} - had
    moves = cast.deal()
    assert moves.piles == {free: (entry.id,)}
    assert dict(moves.facts["loads"]) == {judge.id: 1 for judge in judges}
