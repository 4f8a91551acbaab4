import makers
import pytest
from conftest import sign_in
from sqlalchemy import select

from contest.models import Award, AwardBasis, AwardKind, EntryState
from contest.pipeline.award import add_special_kind, give
from contest.pipeline.rank import compute

pytestmark = pytest.mark.database

PAGE = "/organizer/seasons/2026-27/awards"
KINDS = f"{PAGE}/kinds"
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def season(session, clock):
    clock.time = makers.JUDGED
    return makers.make_season(session, slug="2026-27")


@pytest.fixture
def by(session):
    return {"actor": makers.make_organizer(session), "now": makers.JUDGED}


@pytest.fixture
def judge(session, season):
    return makers.make_judge(session, season)


@pytest.fixture
def jury(session, season, judge):
    return [judge, *(makers.make_judge(session, season) for _ in range(2))]


def make_game(session, jury, points, **given):
    """A game to which every judge gives the same."""
    return makers.make_reviewed(session, jury, *[[points, points]] * len(jury), **given)


@pytest.fixture
def game(session, jury):
    return make_game(session, jury, 5, code="BEST", title="Best game")


@pytest.fixture
def client(app, session, season, by):
    session.commit()
    return sign_in(app, by["actor"].id)


def held(session):
    session.rollback()
    return session.execute(select(Award.entry_id, Award.kind_id).order_by(Award.kind_id)).all()


def test_the_proposal_stands_beside_what_is_given_and_is_taken_over(client, session, season, game, by):
    compute(session, season, **by)
    session.commit()
    text = client.get(PAGE, headers=ENGLISH).text
    assert "1 game would get another award than it has now." in text
    response = client.send(f"{PAGE}/take-over", {"proposal": "1"}, headers=ENGLISH)
    assert (response.status_code, response.location) == (303, f"{PAGE}?proposal=1")
    assert held(session) == [(game.id, season.award_kinds[0].id)]
    text = client.get(PAGE, headers=ENGLISH).text
    assert "1 award changed" in text
    assert "The awards by share are those of proposal 1." in text


def close_at_the_first_line(session, season, jury, by):
    """Four games, of which another jury would put the second before the first almost as often."""
    games = [make_game(session, jury, points, title=f"Game of {points}") for points in (5, 4, 3, 2)]
    ranking = compute(session, season, **by)
    next(placing for placing in ranking.placings if placing.place == 1).before_next = 0.55
    session.commit()
    return games


def test_a_close_line_names_both_games_and_offers_one_more_review_or_sharing(client, session, season, jury, by):
    _, second, *_ = close_at_the_first_line(session, season, jury, by)
    text = client.get(PAGE, headers=ENGLISH).text
    for words in (
        "Too close to decide",
        "“Game of 5” is better than “Game of 4” with a probability of 55\u202f%.",
        "Ask for one more review",
        f'name="share" id="share-{second.id}" value="{second.id}"',
    ):
        assert words in text


def test_an_award_is_shared_with_a_tick_and_the_tick_is_remembered(client, session, season, jury, by):
    first, second, *_ = close_at_the_first_line(session, season, jury, by)
    kind = season.award_kinds[0].id
    client.send(f"{PAGE}/take-over", {"proposal": "1", "share": str(second.id)})
    assert held(session) == [(first.id, kind), (second.id, kind)]
    assert f'value="{second.id}" checked' in client.get(PAGE).text


def test_where_a_sheet_is_lacking_the_award_waits_and_says_so(client, session, season, jury, by):
    makers.make_reviewed(session, jury, [5, 5], [5, 5], title="Two sheets only")
    make_game(session, jury, 3)
    compute(session, season, **by)
    session.commit()
    text = client.get(PAGE, headers=ENGLISH).text
    assert "1 game is within an award's line but has fewer than 3 sheets" in " ".join(text.split())
    assert "First prize, after one more review" in text


@pytest.mark.parametrize(
    ("known", "words"),
    [({"provisional": True}, "while judging was still running"), ({"stamp": "other"}, "have changed since this")],
)
def test_a_proposal_that_awards_should_not_follow_from_says_so(client, session, season, game, by, known, words):
    ranking = compute(session, season, **by)
    ranking.parameters = ranking.parameters | known
    session.commit()
    text = client.get(PAGE, headers=ENGLISH).text
    assert words in text
    assert ("Take over the proposal" in text) is ("stamp" in known)


def test_taking_over_a_proposal_that_does_not_exist_is_missing(client):
    assert client.send(f"{PAGE}/take-over", {"proposal": "7"}).status_code == 404
    assert client.send(f"{PAGE}/take-over").status_code == 404


def test_one_award_is_given_and_taken_by_hand(client, session, season, game):
    kind = season.award_kinds[1]
    session.commit()
    response = client.send(f"{PAGE}/give", {"entry_code": " best ", "kind": str(kind.id)})
    assert (response.status_code, response.location) == (303, PAGE)
    assert held(session) == [(game.id, kind.id)]
    award = session.scalars(select(Award)).one()
    assert client.send(f"{PAGE}/take", {"award": str(award.id)}).status_code == 303
    assert held(session) == []


@pytest.mark.parametrize("code", ["NOSUCH", "OTHER", "GONE", "", "x" * 40])
def test_what_cannot_get_an_award_is_said_beside_the_field_and_what_was_typed_is_kept(client, session, season, code):
    makers.make_entry(session, makers.make_season(session), code="OTHER")
    makers.make_entry(session, season, code="GONE", state=EntryState.WITHDRAWN)
    kind = season.award_kinds[1].id
    session.commit()
    response = client.send(f"{PAGE}/give", {"entry_code": code, "kind": str(kind)})
    assert response.status_code == 422
    assert response.text.count('class="field-errors"') == 1
    assert f'value="{code}"' in response.text
    assert f'<option selected value="{kind}">' in response.text
    assert held(session) == []


def test_an_award_of_another_season_is_neither_given_nor_taken_here(client, session, season, game, by):
    other = makers.make_season(session)
    award = give(session, makers.make_entry(session, other), other.award_kinds[0], **by)
    session.commit()
    before = held(session)
    assert client.send(f"{PAGE}/take", {"award": str(award.id)}).status_code == 404
    assert client.send(f"{PAGE}/take", {"award": "words"}).status_code == 404
    assert client.send(f"{PAGE}/give", {"entry_code": "BEST", "kind": str(other.award_kinds[0].id)}).status_code == 422
    assert client.send(f"{KINDS}/{other.award_kinds[0].id}/remove").status_code == 404
    assert held(session) == before


def test_before_judging_ends_nothing_is_given(client, session, season, game, clock):
    kind = season.award_kinds[0].id
    session.commit()
    clock.time = makers.JUDGING
    assert client.send(f"{PAGE}/give", {"entry_code": "BEST", "kind": str(kind)}).status_code == 409
    assert client.send(f"{PAGE}/take-over", {"proposal": "1"}).status_code == 409
    assert client.send(f"{PAGE}/take", {"award": "1"}).status_code == 409
    assert "by-hand" not in client.get(PAGE).text
    assert held(session) == []


def test_impossible_shares_are_explained_in_the_page(client, session, season, game, by):
    compute(session, season, **by)
    season.award_kinds[0].share_percent = 99
    session.commit()
    assert "All shares together may not exceed 100 per cent." in client.get(PAGE, headers=ENGLISH).text
    assert client.send(f"{PAGE}/take-over", {"proposal": "1"}).status_code == 422


def test_an_award_of_a_game_outside_the_proposal_is_still_listed(client, session, season, game, by):
    compute(session, season, **by)
    late = makers.make_entry(session, season, title="Late game")
    give(session, late, add_special_kind(session, season, "故事奖", "Best story", **by), **by)
    session.commit()
    assert "Late game" in client.get(PAGE).text


def test_a_special_prize_is_added_renamed_and_removed(client, session, season):
    assert client.send(KINDS, {"name_zh": "故事奖", "name_en": "Best story"}).status_code == 303
    kind = session.scalars(select(AwardKind).where(AwardKind.basis == AwardBasis.SPECIAL)).one()
    fields = {f"kind-{kind.id}-name_zh": "音乐奖", f"kind-{kind.id}-name_en": "Best music"}
    assert client.send(f"{KINDS}/{kind.id}", fields).status_code == 303
    session.expire_all()
    assert (kind.name_zh, kind.name_en, kind.position) == ("音乐奖", "Best music", 2)
    assert client.send(f"{KINDS}/{kind.id}/remove").status_code == 303
    session.expire_all()
    assert session.scalars(select(AwardKind).where(AwardKind.basis == AwardBasis.SPECIAL)).all() == []


@pytest.mark.parametrize("share", ["", "0", "101", "x", "81"])
def test_a_share_that_cannot_be_is_said_beside_its_field_and_what_was_typed_is_kept(client, session, season, share):
    kind = season.award_kinds[0]
    prefix = f"kind-{kind.id}-"
    session.commit()
    fields = {f"{prefix}name_zh": "特等奖", f"{prefix}name_en": "Grand", f"{prefix}share_percent": share}
    response = client.send(f"{KINDS}/{kind.id}", fields)
    assert response.status_code == 422
    assert response.text.count('class="field-errors"') == 1
    assert 'value="特等奖"' in response.text
    assert f'value="{share}"' in response.text
    session.expire_all()
    assert (kind.share_percent, kind.name_zh) == (10, "一等奖")


def test_a_special_prize_needs_both_names_and_keeps_what_was_typed(client):
    response = client.send(KINDS, {"name_zh": "故事奖", "name_en": ""})
    assert response.status_code == 422
    assert 'value="故事奖"' in response.text


@pytest.mark.parametrize("path", ["/take-over", "/give", "/take", "/kinds", "/kinds/1", "/kinds/1/remove"])
def test_only_organizers_give_awards(app, session, season, judge, path):
    session.commit()
    assert app.test_client().get(PAGE).status_code == 401
    client = sign_in(app, judge.user_id)
    assert client.get(PAGE).status_code == 403
    assert client.send(PAGE + path).status_code == 403


def test_the_list_costs_the_same_number_of_queries_for_few_and_many(client, session, season, judge, by):
    def queries():
        compute(session, season, **by)
        session.commit()
        with makers.count_queries(session) as statements:
            assert client.get(PAGE).status_code == 200
        return len(statements)

    kind = season.award_kinds[0]
    give(session, makers.make_reviewed(session, [judge], [5, 5]), kind, **by)
    few = queries()
    for division in season.divisions * 4:
        give(session, makers.make_reviewed(session, [judge], [5, 5], division=division), kind, **by)
    assert queries() == few
