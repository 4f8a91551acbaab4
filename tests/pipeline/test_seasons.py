"""A season is opened, with the usual furniture or another's, and its dates are moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import makers
import pytest
from makers import CLOSES, JUDGED, JUDGING, OPENS
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contest.errors import Closed, Invalid
from contest.models import Assignment, AuditEvent, AwardBasis, Base, Criterion, Entry, Season
from contest.pipeline.seasons import SeasonPlan, change_season, change_weights, create_season, weights_are_open
from contest.rules import rubric_default

pytestmark = pytest.mark.database

PLAN = SeasonPlan(
    name_zh="2026—2027 学年大赛",
    name_en="2026/27",
    theme_zh="绿色生活",
    theme_en="A green life",
    opens_at=OPENS,
    submissions_close_at=CLOSES,
    judging_opens_at=JUDGING,
    judging_closes_at=JUDGED,
    reviews_per_entry=3,
    entries_per_school=None,
    max_authors=3,
)


def events(session: Session) -> list[tuple[str, object, object]]:
    """What the trail says: (action, before, after)."""
    return [(event.action, event.before, event.after) for event in session.scalars(select(AuditEvent))]


def test_a_new_season_comes_with_the_usual_divisions_rubric_and_awards(session: Session) -> None:
    season = create_season(session, "2026-27", PLAN, actor=makers.make_organizer(session), now=OPENS)
    session.expire_all()
    assert [(d.name_zh, d.lowest_grade, d.highest_grade) for d in season.divisions] == [
        (d.name.zh, d.lowest_grade, d.highest_grade) for d in rubric_default.DIVISIONS
    ]
    assert [(c.key, c.weight, [level.points for level in c.levels]) for c in season.criteria] == [
        ("theme", 20, [5, 4, 3, 2, 1]),
        ("creativity", 25, [5, 4, 3, 2, 1]),
        ("artistry", 15, [5, 4, 3, 2, 1]),
        ("technique", 25, [5, 4, 3, 2, 1]),
        ("completeness", 15, [5, 4, 3, 2, 1]),
    ]
    assert [(k.name_zh, k.basis, k.share_percent) for k in season.award_kinds] == [
        ("一等奖", AwardBasis.SHARE, 10),
        ("二等奖", AwardBasis.SHARE, 20),
        ("三等奖", AwardBasis.SHARE, 30),
    ]


def test_opening_a_season_is_audited_with_its_dates(session: Session) -> None:
    organizer = makers.make_organizer(session)
    season = create_season(session, "2026-27", PLAN, actor=organizer, now=CLOSES)
    event = session.scalars(select(AuditEvent)).one()
    assert (event.action, event.actor_id, event.at, event.season_id, event.subject_id) == (
        "season.create",
        organizer.id,
        CLOSES,
        season.id,
        str(season.id),
    )
    assert event.after is not None
    assert event.after["opens_at"] == OPENS.isoformat()


def test_a_season_like_another_gets_copies_and_leaves_the_other_as_it_is(session: Session) -> None:
    old = makers.make_season(session, slug="2025-26")
    new = create_season(session, "2026-27", PLAN, like=old, actor=None, now=OPENS)
    session.expire_all()

    def furniture(season: Season) -> list[object]:
        return [
            [(d.position, d.name_zh, d.name_en, d.lowest_grade, d.highest_grade) for d in season.divisions],
            [(c.position, c.key, c.weight, c.name_zh, c.hint_en) for c in season.criteria],
            [(level.points, level.text_zh, level.text_en) for c in season.criteria for level in c.levels],
            [(k.position, k.basis, k.share_percent, k.name_zh, k.name_en) for k in season.award_kinds],
        ]

    assert furniture(new) == furniture(old)
    assert len(new.divisions) == 3
    assert {d.id for d in new.divisions} & {d.id for d in old.divisions} == set()
    change_weights(session, new, {new.criteria[0].id: 99}, actor=makers.make_organizer(session), now=OPENS)
    session.expire_all()
    assert [c.weight for c in old.criteria] == [40, 60]


@pytest.mark.parametrize(
    "slug", ["", "2026/27", "2026 27", "Season", "-2026", "2026--27", "二零二六", "x" * 21, "new\n"]
)
def test_an_address_that_would_not_read_well_is_refused_beside_its_field(session: Session, slug: str) -> None:
    with pytest.raises(Invalid) as refused:
        create_season(session, slug, PLAN, actor=None, now=OPENS)
    assert refused.value.field == "slug"
    assert session.scalar(select(func.count(Season.id))) == 0


def test_an_address_is_used_once(session: Session) -> None:
    makers.make_season(session, slug="2026-27")
    with pytest.raises(Invalid) as refused:
        create_season(session, "2026-27", PLAN, actor=None, now=OPENS)
    assert refused.value.field == "slug"


def test_new_is_no_address_because_the_page_for_new_seasons_has_it(session: Session) -> None:
    with pytest.raises(Invalid) as refused:
        create_season(session, "new", PLAN, actor=None, now=OPENS)
    assert refused.value.field == "slug"


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"submissions_close_at": OPENS}, "submissions_close_at"),
        ({"judging_opens_at": CLOSES - timedelta(minutes=1)}, "judging_opens_at"),
        ({"judging_closes_at": JUDGING}, "judging_closes_at"),
    ],
)
def test_dates_out_of_order_are_refused_beside_the_field_that_is_wrong(
    session: Session, dates: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        create_season(session, "2026-27", replace(PLAN, **dates), actor=None, now=OPENS)
    assert refused.value.field == field
    season = makers.make_season(session)
    with pytest.raises(Invalid) as refused:
        change_season(session, season, replace(PLAN, **dates), actor=makers.make_organizer(session), now=OPENS)
    assert refused.value.field == field
    assert season.submissions_close_at == CLOSES


def test_judging_may_begin_the_moment_that_submission_closes(session: Session) -> None:
    season = create_season(session, "2026-27", replace(PLAN, judging_opens_at=CLOSES), actor=None, now=OPENS)
    assert season.judging_opens_at == CLOSES


def test_moving_the_dates_deletes_nothing_and_is_audited_with_both_values(session: Session) -> None:
    organizer = makers.make_organizer(session)
    season = create_season(session, "2026-27", PLAN, actor=None, now=OPENS)
    entry = makers.make_entry(session, season)
    duty = makers.make_assignment(session, entry, makers.make_judge(session, season))
    makers.make_sheet(session, duty, [5, 4, 3, 2, 1])
    session.query(AuditEvent).delete()

    def rows() -> dict[str, int]:
        tables = [table for table in Base.metadata.sorted_tables if table.name != "audit_event"]
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}

    before = rows()
    # Back to a time before anything was sent, and the quota under what there is.
    plan = replace(PLAN, **{name: getattr(PLAN, name) + timedelta(days=700) for name in DATES}, entries_per_school=1)
    change_season(session, season, plan, actor=organizer, now=JUDGED)
    session.expire_all()
    assert rows() == before
    assert (session.get(Entry, entry.id), session.get(Assignment, duty.id)) == (entry, duty)
    assert events(session) == [
        (
            "season.change",
            {"entries_per_school": None} | {name: getattr(PLAN, name).isoformat() for name in DATES},
            {"entries_per_school": 1} | {name: getattr(plan, name).isoformat() for name in DATES},
        )
    ]


DATES = ("judging_closes_at", "judging_opens_at", "opens_at", "submissions_close_at")


def test_saving_without_a_change_leaves_no_event(session: Session) -> None:
    season = create_season(session, "2026-27", PLAN, actor=None, now=OPENS)
    change_season(session, season, PLAN, actor=makers.make_organizer(session), now=OPENS)
    assert [action for action, _, _ in events(session)] == ["season.create"]


def test_weights_may_change_until_judging_begins_and_are_audited(session: Session) -> None:
    season = makers.make_season(session)
    first, second = season.criteria
    organizer = makers.make_organizer(session)
    change_weights(session, season, {first.id: 70}, actor=organizer, now=JUDGING - timedelta(seconds=1))
    session.expire_all()
    assert {c.key: c.weight for c in season.criteria} == {"theme": 70, "technique": 60}
    assert events(session) == [
        ("season.weights", {"theme": 40, "technique": 60}, {"theme": 70, "technique": 60}),
    ]
    change_weights(session, season, {first.id: 70, second.id: 60}, actor=organizer, now=OPENS)
    assert len(events(session)) == 1


def test_weights_are_fixed_once_judging_has_begun(session: Session) -> None:
    season = makers.make_season(session)
    with pytest.raises(Closed):
        change_weights(session, season, {season.criteria[0].id: 70}, actor=makers.make_organizer(session), now=JUDGING)
    assert events(session) == []


def test_moving_judging_into_the_future_does_not_open_the_weights_again_once_there_are_marks(session: Session) -> None:
    season, other = makers.make_season(session), makers.make_season(session)
    duty = makers.make_assignment(session, makers.make_entry(session, season), makers.make_judge(session, season))
    makers.make_sheet(session, duty, [5], finished=False)
    assert weights_are_open(session, season, now=OPENS) is False
    assert weights_are_open(session, other, now=OPENS) is True
    with pytest.raises(Closed):
        change_weights(session, season, {season.criteria[0].id: 70}, actor=makers.make_organizer(session), now=OPENS)


@pytest.mark.parametrize("weight", [0, -1, 101])
def test_one_impossible_weight_changes_none(session: Session, weight: int) -> None:
    season = makers.make_season(session)
    first, second = season.criteria
    with pytest.raises(Invalid):
        change_weights(
            session, season, {first.id: 7, second.id: weight}, actor=makers.make_organizer(session), now=OPENS
        )
    assert session.scalars(select(Criterion.weight).order_by(Criterion.position)).all() == [40, 60]
