"""Every route × every role × own and other rows: who gets in, written down once more, apart from the policy.

A new route needs its line in DOORS: who gets in with a row of their own, who holds the right role but sees somebody
else's row, and at what time of the season it is shut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import makers
import pytest
from conftest import Client, Clock, sign_in
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

import config
from contest.app import create_app
from contest.models import Announcement, AssignmentState, AuditEvent, AwardBasis, Invitation, StarterProject
from contest.pipeline import award, jury, publish, rank
from contest.rules.permissions import POLICY
from contest.storage import Storage

pytestmark = pytest.mark.database

EVERYONE = ("stranger", "person", "teacher", "other teacher", "judge", "other judge", "organizer")
MOMENTS = {
    "entries": datetime(2026, 11, 2, tzinfo=UTC),
    "judging": datetime(2027, 4, 20, tzinfo=UTC),
    "over": datetime(2027, 6, 1, tzinfo=UTC),
}


@dataclass(frozen=True)
class Door:
    """Who gets through a route, and when."""

    admits: tuple[str, ...]
    """With the world's row, which is theirs if it is anybody's."""
    misses: tuple[str, ...] = ()
    """The right role, but the row is somebody else's: for them it does not exist."""
    row: str = ""
    """The world's row that an <id> or <number> in the address means."""
    when: str = "entries"
    shut: str = ""
    """A time of the season at which even the right person is told: not now."""
    answer: str = "in"
    """What those who get in are told; another word where the world's own state forbids it to everybody."""
    sends: Mapping[str, str] = field(default_factory=dict)
    """What a POST must hold to be understood at all; `{award}` stands for the world's award."""


def organizers(row: str = "", **given: Any) -> Door:
    """For organizers only."""
    return Door(("organizer",), row=row, **given)


PUBLIC = Door(EVERYONE)
SIGNED_IN = Door(EVERYONE[1:])
TEACHERS = Door(("teacher", "other teacher"))
JUDGES = Door(("judge", "other judge"))
ENTRY = Door(("teacher",), ("other teacher",), row="entry")
ENTRY_CHANGE = Door(("teacher",), ("other teacher",), row="entry", shut="judging")
SHEET = Door(("judge",), ("other judge",), row="assignment", when="judging", shut="entries")
SHEET_CHANGE = Door(("judge",), ("other judge",), row="assignment", when="judging", shut="over")
PRACTICE = Door(("judge", "other judge"), row="practice")
PLACE = Door(("judge",), ("other judge",), row="judge")
DECISION = organizers(when="over", shut="judging")

DOORS: dict[str, Door] = {
    "auth.account": SIGNED_IN,
    "auth.account_details": SIGNED_IN,
    "auth.account_password": SIGNED_IN,
    "auth.code": PUBLIC,
    "auth.invited": PUBLIC,
    "auth.join": PUBLIC,
    "auth.join_send": PUBLIC,
    "auth.sign_in": PUBLIC,
    "auth.sign_in_send": PUBLIC,
    "auth.sign_out": PUBLIC,
    "judge.blocks": SHEET,
    "judge.desk": JUDGES,
    "judge.picture": SHEET,
    "judge.practice": PRACTICE,
    "judge.practice_blocks": PRACTICE,
    "judge.practice_picture": PRACTICE,
    "judge.practice_project": PRACTICE,
    "judge.project": SHEET,
    "judge.save_sheet": SHEET_CHANGE,
    "judge.send_practice": PRACTICE,
    "judge.send_sheet": SHEET_CHANGE,
    "judge.sheet": SHEET,
    "judge.step_back": SHEET_CHANGE,
    "judge.thanks": PLACE,
    "judge.wishes": PLACE,
    "organizer.announcements": organizers(),
    "organizer.announcements_edit": organizers("announcement"),
    "organizer.announcements_hide": organizers("announcement"),
    "organizer.announcements_new": organizers(),
    "organizer.assignments": organizers(),
    "organizer.assignments_apply": organizers(when="judging", shut="entries"),
    "organizer.assignments_ask": organizers(when="judging", shut="entries"),
    "organizer.assignments_entries": organizers(),
    "organizer.assignments_judge": organizers("judge"),
    "organizer.assignments_level": organizers(when="judging", shut="entries"),
    "organizer.assignments_level_apply": organizers(when="judging", shut="entries"),
    "organizer.assignments_plan": organizers(when="judging", shut="entries"),
    "organizer.assignments_remove": organizers("assignment"),
    "organizer.assignments_remove_waiting": organizers("judge"),
    "organizer.assignments_settle": organizers(when="judging", shut="entries"),
    "organizer.assignments_settle_apply": organizers(when="judging", shut="entries"),
    "organizer.assignments_state": organizers(when="judging", shut="entries"),
    "organizer.assignments_suggest": organizers(),
    "organizer.assignments_suggest_take": organizers(),
    "organizer.audit": organizers(),
    "organizer.awards": organizers(),
    "organizer.awards_give": DECISION,
    "organizer.awards_kinds": organizers(),
    "organizer.awards_kinds_add": organizers(),
    "organizer.awards_kinds_change": organizers("kind"),
    "organizer.awards_kinds_remove": organizers("special_kind"),
    "organizer.awards_take": organizers(when="over", shut="judging", sends={"award": "{award}"}),
    "organizer.awards_take_over": DECISION,
    "organizer.entries": organizers(),
    "organizer.entries_beside": organizers(),
    "organizer.entries_blocks": organizers(),
    "organizer.entries_disqualify": organizers(),
    "organizer.entries_one": organizers(),
    "organizer.entries_picture": organizers(),
    "organizer.entries_project": organizers(),
    "organizer.entries_reinstate": organizers(),
    "organizer.entries_starters": organizers(),
    "organizer.entries_starters_add": organizers(),
    "organizer.entries_starters_remove": organizers("starter"),
    "organizer.health": organizers(),
    "organizer.health_judge": organizers("judge"),
    "organizer.health_judge_set_aside": organizers("judge", answer="in"),
    "organizer.health_judges": organizers(),
    "organizer.health_look": organizers(),
    "organizer.health_odd": organizers(),
    "organizer.health_odd_decide": organizers(),
    "organizer.jury": organizers(),
    "organizer.jury_cancel": organizers("invitation"),
    "organizer.jury_company": organizers("judge"),
    "organizer.jury_invite": organizers(),
    "organizer.jury_judge": organizers("judge"),
    "organizer.jury_judge_declare": organizers("judge"),
    "organizer.jury_judge_duties": organizers("judge"),
    "organizer.jury_judge_lift": organizers("conflict"),
    "organizer.jury_practice": organizers(),
    "organizer.jury_practice_change": organizers("practice"),
    "organizer.jury_practice_hide": organizers("practice"),
    "organizer.jury_practice_new": organizers(),
    "organizer.jury_practice_picture": organizers(),
    "organizer.jury_practice_project": organizers(),
    "organizer.jury_practice_upload": organizers(),
    "organizer.jury_state": organizers("judge"),
    "organizer.overview": organizers(),
    "organizer.overview_new": organizers(),
    "organizer.people": organizers(),
    "organizer.people_code": organizers("user"),
    "organizer.people_deactivate": organizers("user"),
    "organizer.people_organizer": organizers("user"),
    "organizer.people_reactivate": organizers("user"),
    "organizer.publication": organizers(),
    "organizer.publication_hide": organizers("publication"),
    "organizer.publication_publish": DECISION,
    "organizer.ranking": organizers(),
    "organizer.ranking_cancel": organizers("under_way", when="judging", shut="entries"),
    "organizer.ranking_compare": organizers(),
    "organizer.ranking_compute": organizers(when="judging", shut="entries", answer="not now"),  # one is under way
    "organizer.ranking_sheets": organizers(),
    "organizer.ranking_sheets_decide": organizers("sheet"),
    "organizer.ranking_state": organizers("under_way"),
    "organizer.ranking_table": organizers("first_proposal"),
    "organizer.ranking_what_if": organizers("without"),
    "organizer.ranking_without": organizers("judge", when="judging", shut="entries", answer="not now"),  # likewise
    "organizer.schools": organizers(),
    "organizer.schools_import": organizers(),
    "organizer.schools_import_apply": organizers(),
    "organizer.schools_new": organizers(),
    "organizer.schools_one": organizers("school"),
    "organizer.schools_renew_code": organizers("school"),
    "organizer.schools_sheet": organizers("school"),
    "organizer.schools_sheets": organizers(),
    "organizer.schools_status": organizers("school"),
    "organizer.schools_template": organizers(),
    "organizer.season": organizers(),
    "organizer.settings": organizers(),
    "organizer.settings_weights": organizers(answer="not now"),  # the world has finished sheets
    "player.frame": PUBLIC,
    "public.announcement": Door(EVERYONE, row="announcement"),
    "public.announcements": PUBLIC,
    "public.guide": PUBLIC,
    "public.home": PUBLIC,
    "public.result_blocks": PUBLIC,
    "public.result_data": PUBLIC,
    "public.result_game": PUBLIC,
    "public.result_method": PUBLIC,
    "public.result_picture": PUBLIC,
    "public.result_project": PUBLIC,
    "public.result_season": PUBLIC,
    "public.result_table": PUBLIC,
    "public.result_table_data": PUBLIC,
    "public.results": PUBLIC,
    "public.switch_language": PUBLIC,
    "teacher.blocks": ENTRY,
    "teacher.create_entry": Door(("teacher", "other teacher"), shut="judging"),
    "teacher.desk": TEACHERS,
    "teacher.entry": ENTRY,
    "teacher.feedback": ENTRY,
    "teacher.new_entry": Door(("teacher", "other teacher"), shut="judging"),
    "teacher.picture": ENTRY,
    "teacher.project": ENTRY,
    "teacher.receipt": ENTRY,
    "teacher.restore_entry": ENTRY_CHANGE,
    "teacher.revision_project": ENTRY,
    "teacher.save_entry": ENTRY_CHANGE,
    "teacher.send_file": ENTRY_CHANGE,
    "teacher.send_snapshot": ENTRY_CHANGE,
    "teacher.withdraw_entry": ENTRY_CHANGE,
}

GONE = [
    ("public.announcement", "hidden_announcement", "stranger", "entries", "not there"),
    ("public.announcement", "hidden_announcement", "organizer", "entries", "not there"),
    ("judge.sheet", "recused", "judge", "judging", "not there"),
    ("judge.project", "recused", "judge", "judging", "not there"),
    ("judge.sheet", "removed", "judge", "judging", "not there"),
    ("judge.practice", "hidden_practice", "judge", "judging", "not there"),
    ("judge.practice", "practice", "leaver", "judging", "not there"),
    ("judge.practice", "practice_elsewhere", "judge", "judging", "not there"),
    ("judge.send_practice", "practice_elsewhere", "judge", "judging", "not there"),
    ("judge.practice_project", "hidden_practice", "judge", "judging", "not there"),
    ("judge.wishes", "leaver_place", "leaver", "judging", "not there"),
    ("judge.save_sheet", "removed", "judge", "judging", "not there"),
    ("judge.sheet", "of_disqualified", "judge", "judging", "not there"),
    ("judge.sheet", "of_withdrawn", "judge", "judging", "not there"),
    ("judge.sheet", "of_leaver", "leaver", "judging", "in"),
    ("judge.save_sheet", "of_leaver", "leaver", "judging", "not there"),
    ("teacher.entry", "disqualified", "teacher", "entries", "in"),
    ("teacher.save_entry", "disqualified", "teacher", "entries", "not now"),
    ("teacher.withdraw_entry", "disqualified", "teacher", "entries", "not now"),
    ("teacher.entry", "nothing", "teacher", "entries", "not there"),
    ("organizer.schools_one", "nothing", "organizer", "entries", "not there"),
    ("organizer.schools_one", "nothing", "teacher", "entries", "wrong role"),
    ("organizer.schools_one", "nothing", "stranger", "entries", "sign in"),
]
"""(endpoint, row, who, when, answer): rows that were taken away, hidden or never were."""


def all_rules() -> list[Rule]:
    app = create_app(config.Testing({"DATABASE_URL": "sqlite://"}))
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))


RULES = [rule for rule in all_rules() if rule.endpoint != "static"]
DOORWAYS = [
    pytest.param(rule.endpoint, method, id=f"{method} {rule.rule}")
    for rule in RULES
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
]


def test_every_view_names_its_action(app: Flask) -> None:
    unguarded = [
        rule.endpoint for rule in RULES if getattr(app.view_functions[rule.endpoint], "action", "") not in POLICY
    ]
    assert unguarded == [], "these views need @guarded with an action of contest.rules.permissions.POLICY"


def test_every_route_has_its_line_in_the_table() -> None:
    endpoints = {rule.endpoint for rule in RULES}
    assert sorted(endpoints - DOORS.keys()) == [], "these routes need a line in DOORS of this file: who gets in?"
    assert sorted(DOORS.keys() - endpoints) == [], "these lines of DOORS belong to no route any more"


@dataclass(frozen=True)
class World:
    """One season with everything in it, as numbers and words for addresses."""

    people: dict[str, int]
    rows: dict[str, Any]
    links: dict[str, str]
    """An invitation for each, as one works only once."""


@pytest.fixture
def world(app: Flask, session: Session, clock: Clock) -> World:
    """A season with an entry that is submitted, judged, ranked, awarded and published."""
    store = Storage(app.config["UPLOADS"])
    season, school = makers.make_season(session, shows_table=True), makers.make_school(session)
    company = makers.make_sponsor(session)
    teacher, other_teacher = makers.make_teacher(session, school), makers.make_teacher(session)
    judge, other_judge, leaver = (makers.make_judge(session, season) for _ in range(3))
    chief, _ = makers.make_organizer(session), makers.make_organizer(session)
    file = makers.make_file(session, store.put(b"a project"), picture_sha256=store.put(b"a picture"))

    def entry(**given: Any) -> Any:
        return makers.make_entry(session, season, school, created_by=teacher, file=file, **given)

    own = entry()
    session.flush()
    disqualified, withdrawn = entry(disqualified_at=makers.OPENS), entry(state="withdrawn")
    assignment = makers.make_assignment(session, own, judge)
    sheet = makers.make_sheet(session, assignment, [5, 4])
    for colleague in (other_judge, makers.make_judge(session, season)):
        makers.make_sheet(session, makers.make_assignment(session, own, colleague), [4, 4])
    pairs = {
        "recused": makers.make_assignment(session, entry(), judge, state=AssignmentState.RECUSED),
        "removed": makers.make_assignment(session, entry(), judge, state=AssignmentState.REMOVED),
        "of_disqualified": makers.make_assignment(session, disqualified, judge),
        "of_withdrawn": makers.make_assignment(session, withdrawn, judge),
        "of_leaver": makers.make_assignment(session, own, leaver),
    }
    leaver.state = "left"
    news, hidden = (
        makers.add(
            session,
            Announcement(
                title_zh="新", title_en="New", body_zh="新", body_en="New", posted_by=chief, posted_at=makers.OPENS
            ),
        )
        for _ in range(2)
    )
    hidden.is_hidden = True
    clock.time = MOMENTS["over"]
    award.take_over(session, rank.compute(session, season, actor=chief, now=clock()), actor=chief, now=clock())
    without = rank.compute(session, season, without=judge, actor=chief, now=clock())
    under_way = rank.request(session, season, actor=chief, now=clock())
    special = award.add_special_kind(session, season, "最佳故事", "Best story", actor=chief, now=clock())
    free = award.add_special_kind(session, season, "最佳音乐", "Best music", actor=chief, now=clock())
    given = award.give(session, own, special, actor=chief, now=clock())
    publication = publish.publish(session, season, note="", actor=chief, now=clock())
    # At the time when the tests look at it, the link must still be good.
    links = {who: jury.invite_judge(session, season, company, who, chief, MOMENTS["over"], days=14) for who in EVERYONE}
    share = next(kind for kind in season.award_kinds if kind.basis is AwardBasis.SHARE)
    starter = StarterProject(season=season, file=file, name="Apples", added_by=chief, added_at=makers.OPENS)
    session.add(starter)
    practice = makers.make_practice(session, season, file=file)
    hidden_practice = makers.make_practice(session, season, is_hidden=True)
    elsewhere = makers.make_practice(session, makers.make_season(session))
    conflict = jury.declare_conflict(session, other_judge, makers.make_school(session), "", chief, clock())
    session.commit()
    people = {
        "person": makers.make_user(session).id,
        "teacher": teacher.id,
        "other teacher": other_teacher.id,
        "judge": judge.user_id,
        "other judge": other_judge.user_id,
        "leaver": leaver.user_id,
        "organizer": chief.id,
    }
    rows = {
        "slug": season.slug,
        "way": "deal",
        "code": own.code,
        "other": withdrawn.code,
        "starter": starter.id,
        "sha256": file.sha256,
        "practice": practice.id,
        "hidden_practice": hidden_practice.id,
        "practice_elsewhere": elsewhere.id,
        "leaver_place": leaver.id,
        "entry": own.id,
        "disqualified": disqualified.id,
        "assignment": assignment.id,
        "judge": judge.id,
        "school": school.id,
        "user": makers.make_user(session).id,
        "announcement": news.id,
        "conflict": conflict.id,
        "hidden_announcement": hidden.id,
        "publication": publication.id,
        "kind": share.id,
        "sheet": sheet.id,
        "first_proposal": 1,
        "without": without.id,
        "under_way": under_way.id,
        "special_kind": free.id,
        "award": given.id,
        "invitation": session.scalars(select(Invitation.id)).first(),
        "nothing": 10**6,
        **{name: row.id for name, row in pairs.items()},
    }
    session.commit()
    return World(people, rows, links)


def address(endpoint: str, method: str, row: str, world: World, who: str = "stranger") -> str:
    """The route's address with the world's rows filled in."""
    rule = next(each for each in RULES if each.endpoint == endpoint and method in (each.methods or set()))
    values = world.rows | {"id": world.rows.get(row), "number": world.rows.get(row), "token": world.links[who]}
    if endpoint == "teacher.revision_project":
        values["number"] = 1
    built = rule.build({name: values[name] for name in rule.arguments})
    assert built is not None
    return built[1]


ANSWERS = {401: "sign in", 403: "wrong role", 404: "not there", 409: "not now"}


def knock(app: Flask, world: World, who: str, method: str, path: str, sends: Mapping[str, str]) -> str:
    """What the route says to this person, in a word."""
    client = cast(Client, app.test_client()) if who == "stranger" else sign_in(app, world.people[who])
    if method == "GET":
        status = client.get(path).status_code
    else:
        status = client.send(path, {name: text.format(**world.rows) for name, text in sends.items()}).status_code
    return "in" if status in (200, 204, 302, 303, 422) else ANSWERS.get(status, str(status))


def expected(door: Door, who: str) -> str:
    """The answer that the table promises."""
    if who in door.admits:
        return "in"
    if who in door.misses:
        return "not there"
    return "sign in" if who == "stranger" else "wrong role"


@pytest.mark.parametrize(("endpoint", "method"), DOORWAYS)
def test_each_route_lets_in_whom_the_table_names(
    app: Flask, session: Session, clock: Clock, world: World, endpoint: str, method: str
) -> None:
    if endpoint not in DOORS:
        pytest.fail(f"{endpoint} needs a line in DOORS of tests/web/test_permissions.py: who gets in?")
    door = DOORS[endpoint]
    clock.time = MOMENTS[door.when]

    def answers(people: Iterable[str]) -> dict[str, str]:
        return {
            who: knock(app, world, who, method, address(endpoint, method, door.row, world, who), door.sends)
            for who in people
        }

    events = session.scalar(select(func.count(AuditEvent.id)))
    session.rollback()
    others = [who for who in EVERYONE if who not in door.admits]
    assert answers(others) == {who: expected(door, who) for who in others}
    assert session.scalar(select(func.count(AuditEvent.id))) == events, "a refused request changed something"
    session.rollback()
    if door.shut:
        clock.time = MOMENTS[door.shut]
        assert answers(EVERYONE) == {who: "not now" if who in door.admits else expected(door, who) for who in EVERYONE}
        clock.time = MOMENTS[door.when]
    # Those who get in may change the world, so each comes to it last, and public routes are asked by all.
    assert answers(door.admits) == dict.fromkeys(door.admits, door.answer)


@pytest.mark.parametrize(("endpoint", "row", "who", "when", "answer"), GONE)
def test_rows_that_are_gone_stay_gone(
    app: Flask, clock: Clock, world: World, endpoint: str, row: str, who: str, when: str, answer: str
) -> None:
    clock.time = MOMENTS[when]
    method = "GET" if any(r.endpoint == endpoint and "GET" in (r.methods or set()) for r in RULES) else "POST"
    assert knock(app, world, who, method, address(endpoint, method, row, world), {}) == answer


def test_withdrawn_results_are_gone_for_everyone(app: Flask, clock: Clock, world: World) -> None:
    sign_in(app, world.people["organizer"]).send(f"/organizer/publications/{world.rows['publication']}/hide")
    slug, code = world.rows["slug"], world.rows["code"]
    paths = [
        f"/results/{slug}{rest}" for rest in ("", "/data.json", f"/{code}", f"/{code}/project", f"/{code}/picture")
    ]
    assert {(who, path): knock(app, world, who, "GET", path, {}) for who in EVERYONE for path in paths} == {
        (who, path): "not there" for who in EVERYONE for path in paths
    }
