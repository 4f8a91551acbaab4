import makers
import pytest
from sqlalchemy import select

from contest.errors import Closed, Invalid
from contest.models import AuditEvent, Award, AwardBasis, AwardKind, EntryState, RankingState
from contest.pipeline.award import (
    add_special_kind,
    change_kind,
    give,
    propose_awards,
    remove_special_kind,
    take,
    take_over,
)
from contest.pipeline.rank import compute

pytestmark = pytest.mark.database


@pytest.fixture
def organizer(session):
    return makers.make_organizer(session)


@pytest.fixture
def season(session):
    return makers.make_season(session)


@pytest.fixture
def by(organizer):
    return {"actor": organizer, "now": makers.JUDGED}


@pytest.fixture
def jury(session, season):
    return [makers.make_judge(session, season) for _ in range(3)]


def make_game(session, jury, points, **given):
    """A game to which every judge gives the same."""
    return makers.make_reviewed(session, jury, *[[points, points]] * len(jury), **given)


@pytest.fixture
def games(session, jury):
    """Five games of one division, best first."""
    return [make_game(session, jury, points) for points in (5, 4, 3, 2, 1)]


@pytest.fixture
def special(session, season, by):
    return add_special_kind(session, season, "最佳故事奖", "Best story", **by)


def held(session):
    found = session.execute(select(Award.entry_id, AwardKind.name_en).join(Award.kind)).all()
    return sorted(tuple(row) for row in found)


def audited(session, action):
    events = session.scalars(select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.id))
    return [event.before or event.after for event in events]


def test_taking_over_gives_the_shares_of_each_division(session, season, by, jury, games):
    alone = make_game(session, jury, 2, division=season.divisions[1])
    ranking = compute(session, season, **by)
    assert take_over(session, ranking, **by) == 3
    first, second = games[:2]
    assert held(session) == sorted([(first.id, "First prize"), (second.id, "Second prize"), (alone.id, "First prize")])
    assert {award.ranking_id for award in session.scalars(select(Award))} == {ranking.id}


def test_taking_over_again_changes_only_what_differs(session, season, by, jury, games):
    take_over(session, compute(session, season, **by), **by)
    better = make_game(session, jury, 5)
    games[0].state = EntryState.WITHDRAWN
    ranking = compute(session, season, **by)
    assert take_over(session, ranking, **by) == 2
    assert held(session) == sorted([(better.id, "First prize"), (games[1].id, "Second prize")])
    assert {award.ranking_id for award in session.scalars(select(Award))} == {ranking.id}
    assert audited(session, "award.take") == [
        {"entry": games[0].code, "award": "First prize", "ranking": ranking.id - 1}
    ]


def test_taking_over_leaves_special_prizes(session, season, by, games, special):
    give(session, games[4], special, **by)
    take_over(session, compute(session, season, **by), **by)
    assert (games[4].id, "Best story") in held(session)


def test_tied_at_a_line_all_get_the_better_award(session, season, by, jury):
    tied = [make_game(session, jury, 4) for _ in range(2)]
    ranking = compute(session, season, **by)
    proposal = propose_awards(session, ranking)
    first = season.award_kinds[0].id
    assert proposal.kinds == {entry.id: first for entry in tied}
    assert [(tie.kind, tie.place, tie.seats) for tie in proposal.ties] == [(first, 1, 1)]


def test_whoever_left_since_the_ranking_leaves_no_gap(session, season, by, games):
    ranking = compute(session, season, **by)
    games[0].disqualified_at = makers.JUDGED
    session.flush()
    kinds = {
        entry: session.get_one(AwardKind, kind).name_en
        for entry, kind in propose_awards(session, ranking).kinds.items()
    }
    assert kinds == {games[1].id: "First prize", games[2].id: "Second prize"}


def test_an_award_waits_for_three_sheets_and_what_is_held_meanwhile_stays(session, season, by, jury):
    first, second = season.award_kinds[:2]
    best = make_game(session, jury[:2], 5)
    for points in (4, 3, 2):
        make_game(session, jury, points)
    give(session, best, first, **by)
    ranking = compute(session, season, **by)
    proposal = propose_awards(session, ranking)
    assert (best.id in proposal.kinds, dict(proposal.short)) == (False, {best.id: first.id})
    take_over(session, ranking, **by)
    assert (best.id, "First prize") in held(session)
    give(session, best, second, **by)
    take_over(session, ranking, **by)
    assert best.id not in [entry for entry, _ in held(session)]


def with_first_line(session, ranking, probability):
    """The ranking as if the game at the first line were better than the next with this probability."""
    best = next(placing for placing in ranking.placings if placing.place == 1)
    best.before_next = probability
    session.flush()
    return ranking


@pytest.mark.parametrize(("probability", "is_close"), [(0.4, True), (0.59, True), (0.6, False), (1.0, False)])
def test_a_line_is_close_when_the_order_across_it_is_nearly_a_toss(session, season, by, games, probability, is_close):
    proposal = propose_awards(session, with_first_line(session, compute(session, season, **by), probability))
    line = proposal.lines[0]
    assert (line.kind, line.inside, line.outside) == (season.award_kinds[0].id, games[0].id, (games[1].id,))
    assert (line in proposal.close) is is_close


def test_at_a_close_line_and_nowhere_else_the_award_may_be_shared(session, season, by, games):
    ranking = with_first_line(session, compute(session, season, **by), 0.5)
    assert take_over(session, ranking, shared=[games[1].id, games[3].id], **by) == 2
    assert held(session) == [(games[0].id, "First prize"), (games[1].id, "First prize")]


def test_all_that_share_the_place_beyond_a_close_line_are_named(session, season, by, jury):
    inside, *tied, _ = [make_game(session, jury, points) for points in (5, 4, 4, 1)]
    lines = propose_awards(session, with_first_line(session, compute(session, season, **by), 0.5)).close
    assert [(line.inside, line.outside) for line in lines] == [(inside.id, tuple(game.id for game in tied))]


def test_who_left_from_a_line_leaves_it_without_a_probability(session, season, by, games):
    ranking = with_first_line(session, compute(session, season, **by), 0.5)
    games[1].state = EntryState.WITHDRAWN
    session.flush()
    line = propose_awards(session, ranking).lines[0]
    assert (line.inside, line.outside, line.probability, line.is_close) == (games[0].id, (games[2].id,), None, False)


def test_nothing_is_proposed_in_a_division_that_falls_apart_and_what_is_held_there_stays(session, season, by, games):
    give(session, games[4], season.award_kinds[0], **by)
    ranking = compute(session, season, **by)
    ranking.summary = ranking.summary | {"split_divisions": [season.divisions[0].id]}
    session.flush()
    proposal = propose_awards(session, ranking)
    assert (proposal.kinds, proposal.lines, proposal.split) == ({}, (), {season.divisions[0].id})
    assert take_over(session, ranking, **by) == 0
    assert held(session) == [(games[4].id, "First prize")]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": RankingState.RUNNING}, "not computed to its end"),
        ({"parameters": {"without_judge": 1}}, "leaves a judge out"),
        ({"parameters": {"provisional": True}}, "while judging was still running"),
    ],
)
def test_awards_follow_only_from_a_whole_ranking_of_all_sheets(session, season, by, games, values, words):
    ranking = compute(session, season, **by)
    for name, value in values.items():
        setattr(ranking, name, value)
    with pytest.raises(Closed, match=words):
        take_over(session, ranking, **by)
    assert held(session) == []


def test_games_without_a_place_get_no_share(session, season, by):
    makers.make_entry(session, season)
    assert propose_awards(session, compute(session, season, **by)).kinds == {}


def test_shares_over_a_hundred_are_said_not_given(session, season, by, games):
    ranking = compute(session, season, **by)
    season.award_kinds[0].share_percent = 90
    session.flush()
    with pytest.raises(Invalid, match="100 per cent"):
        take_over(session, ranking, **by)
    assert held(session) == []


@pytest.mark.parametrize(
    "values",
    [{"state": EntryState.WITHDRAWN}, {"state": EntryState.DRAFT}, {"disqualified_at": makers.JUDGED}],
)
def test_a_game_out_of_the_contest_cannot_get_an_award(session, season, by, special, values):
    entry = makers.make_entry(session, season, **values)
    with pytest.raises(Closed):
        give(session, entry, special, **by)
    assert held(session) == []


def test_another_award_by_share_replaces_the_one_before(session, season, by, games, special):
    first, second = season.award_kinds[:2]
    give(session, games[2], special, **by)
    give(session, games[2], second, **by)
    give(session, games[2], first, **by)
    assert held(session) == [(games[2].id, "Best story"), (games[2].id, "First prize")]


def test_giving_twice_is_giving_once(session, season, by, games, special):
    assert give(session, games[0], special, **by) is give(session, games[0], special, **by)
    assert held(session) == [(games[0].id, "Best story")]


def test_every_giving_and_taking_is_recorded(session, season, by, games, special):
    award = give(session, games[0], special, **by)
    take(session, award, **by)
    described = {"entry": games[0].code, "award": "Best story", "ranking": None}
    assert (audited(session, "award.give"), audited(session, "award.take")) == ([described], [described])
    assert held(session) == []


def test_a_changed_share_is_recorded_and_changes_the_next_proposal_only(session, season, by, games):
    first, second = season.award_kinds[:2]
    ranking = compute(session, season, **by)
    take_over(session, ranking, **by)
    change_kind(session, first, "特等奖", "Grand prize", 40, **by)
    assert held(session) == [(games[0].id, "Grand prize"), (games[1].id, "Second prize")]
    assert propose_awards(session, ranking).kinds == {
        games[0].id: first.id,
        games[1].id: first.id,
        games[2].id: second.id,
    }
    events = session.scalars(select(AuditEvent).where(AuditEvent.action == "award-kind.change")).all()
    assert [(event.before, event.after) for event in events] == [
        ({"zh": "一等奖", "en": "First prize", "share": 10}, {"zh": "特等奖", "en": "Grand prize", "share": 40})
    ]


def test_shares_may_not_exceed_a_hundred_together(session, season, by):
    with pytest.raises(Invalid) as raised:
        change_kind(session, season.award_kinds[0], "一等奖", "First prize", 81, **by)
    assert raised.value.field == "share_percent"


def test_a_special_prize_is_removed_only_while_nobody_holds_it(session, season, by, games, special):
    award = give(session, games[0], special, **by)
    with pytest.raises(Closed, match="has been given"):
        remove_special_kind(session, special, **by)
    take(session, award, **by)
    remove_special_kind(session, special, **by)
    kinds = session.scalars(select(AwardKind.basis).where(AwardKind.season_id == season.id)).all()
    assert kinds == [AwardBasis.SHARE, AwardBasis.SHARE]


def test_an_award_by_share_is_not_removed_here(session, season, by):
    with pytest.raises(Closed):
        remove_special_kind(session, season.award_kinds[0], **by)
