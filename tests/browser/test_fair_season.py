"""Fair judging from end to end in a real Chromium: the games are dealt, a judge practises and judges, another leaves,
the rest is levelled, awards are settled, ranked, compared, given and published; then anyone recomputes the scores."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import makers
import pytest
from browser.person import Person, eventually_sees, sign_in
from flask import Flask
from playwright.sync_api import Page
from recomputing import scores_from_csv
from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.demo.games import GAMES
from contest.jobs import run_pending
from contest.models import Assignment, AssignmentState, AuditEvent, Entry, Judge, JudgeState, Placing, Season, User
from contest.pipeline import score
from contest.pipeline.work import kinds
from contest.rules.sheet import Change, Value, mark_field
from contest.web.store import fonts, storage

pytestmark = pytest.mark.browser
SEASON = "/organizer/seasons/2026-27"
SEVERITY = (0.8, 0.4, 0.1, -0.2, -0.4, -0.8)
ENTRIES, REVIEWS = 14, 3


@dataclass
class Cast:
    """A season whose games are all in, its jury, and an organizer at a browser."""

    app: Flask
    session: Session
    clock: Any
    season: Season
    entries: list[Entry]
    judges: list[Judge]
    organizer: Person
    lots: random.Random

    def do_jobs(self) -> None:
        """What a worker beside the server does."""
        with self.app.app_context():
            run_pending(self.session, kinds(storage(), fonts()), self.clock)

    def fill_in(self, judges: Collection[Judge]) -> None:
        """These judges finish all that lies on their desks, each by the games' worth and a severity of their own."""
        self.session.expire_all()
        worth = {entry.id: 4.6 - 3.0 * number / ENTRIES for number, entry in enumerate(self.entries)}
        waiting = select(Assignment).where(
            Assignment.state.in_([AssignmentState.OPEN, AssignmentState.LATER]),
            Assignment.judge_id.in_([judge.id for judge in judges]),
        )
        severity = dict(zip([judge.id for judge in self.judges], SEVERITY, strict=True))
        for duty in self.session.scalars(waiting.order_by(Assignment.id)).all():
            level = worth[duty.entry_id] + severity[duty.judge_id]
            changes = {
                mark_field(criterion.id): Change(None, self._points(level)) for criterion in self.season.criteria
            }
            score.save(self.session, duty, changes, actor=duty.judge.user, now=self.clock())
            score.finish(self.session, duty, actor=duty.judge.user, now=self.clock())
        self.session.commit()

    def _points(self, level: float) -> Value:
        return min(5, max(1, round(level + self.lots.gauss(0, 0.5))))

    def count(self, *conditions: Any) -> int:
        """How many assignments are so."""
        self.session.expire_all()
        return len(self.session.scalars(select(Assignment).where(*conditions)).all())


def make_cast(app: Flask, session: Session, clock: Any, base: str, page: Page) -> Cast:
    season = makers.make_season(session, slug="2026-27", reviews_per_entry=REVIEWS, shows_table=True, shows_marks=True)
    data = GAMES[0].build()
    file = makers.make_file(session, storage().put(data), size=len(data))
    entries = [makers.make_entry(session, season, title=f"Game {n}", file=file) for n in range(ENTRIES)]
    judges = [
        makers.make_judge(session, season, name=f"Judge {name}", login=f"judge-{name}") for name in ("One", *"BCDEF")
    ]
    makers.make_practice(session, season, file=file)
    boss = makers.make_organizer(session)
    session.commit()
    sign_in(page, app, base, boss)
    return Cast(app, session, clock, season, entries, judges, Person(page, base), random.Random(11))


def deal(cast: Cast) -> None:
    """The plan is looked at, then given out."""
    cast.organizer.open(f"{SEASON}/assignments/plan")
    cast.organizer.sees(f"{ENTRIES * REVIEWS} reviews would be given out", "drawn by lot")
    assert cast.count() == 0, "looking at the plan gave something out"
    cast.organizer.press("Give them out")
    cast.organizer.sees(f"{ENTRIES * REVIEWS} reviews were given out.")


def choose_levels(judge: Person, points: list[int]) -> None:
    """One level for each criterion of the page's rubric."""
    for fieldset, wanted in zip(
        judge.page.locator("#sheet fieldset:has(input[type=radio])").all(), points, strict=True
    ):
        fieldset.locator(f"input[type=radio][value='{wanted}']").check(force=True)


def practise_and_judge(judge: Person) -> None:
    """First the practice game, compared with the agreed marks; then the first game of the pile."""
    judge.open("/judge/")
    judge.sees("Practise first?")
    judge.page.locator("main a[href*='/judge/practice/']").first.click()
    judge.page.wait_for_url("**/judge/practice/*")
    choose_levels(judge, [4, 3])
    judge.press("Send and compare")
    judge.sees("Your marks beside the agreed ones", "one level higher", "the same")
    judge.open("/judge/")
    judge.page.get_by_role("link", name="First game").click()
    judge.page.wait_for_url("**/judge/sheets/*")
    choose_levels(judge, [4, 5])
    eventually_sees(judge, "Saved ")
    judge.page.locator("[data-finish]").click()
    gentle = judge.page.locator("[data-gentle] button")
    gentle.first.wait_for(timeout=10_000)  # nobody can have played in so few seconds
    gentle.first.click()
    judge.page.wait_for_url(re.compile(r"/judge/(sheets/|$)"))


def drop_and_level(cast: Cast, leaver: Judge) -> None:
    """A judge leaves; what they have not done moves to others, after it was shown, as one event."""
    left = cast.count(Assignment.judge_id == leaver.id, Assignment.state == AssignmentState.OPEN)
    cast.organizer.open(f"/organizer/jury/{leaver.id}")
    cast.organizer.press("Has left the jury")
    cast.session.refresh(leaver)
    assert leaver.state is JudgeState.LEFT
    cast.organizer.open(f"{SEASON}/assignments/level")
    cast.organizer.sees(f"{left} games would change hands.", "left the jury", leaver.user.name)
    cast.organizer.page.get_by_role("button", name=re.compile(r"^Move \d")).click()
    cast.organizer.page.wait_for_url(f"**{SEASON}/assignments")
    cast.organizer.sees(f"{left} games were moved.")
    assert cast.count(Assignment.judge_id == leaver.id, Assignment.state == AssignmentState.OPEN) == 0
    assert cast.count(Assignment.state != AssignmentState.REMOVED) == ENTRIES * REVIEWS
    assert len(cast.session.scalars(select(AuditEvent).where(AuditEvent.action == "assignment.level")).all()) == 1


def rank(cast: Cast) -> None:
    """Ask, wait, look."""
    cast.organizer.open(f"{SEASON}/ranking")
    cast.organizer.page.get_by_role("button", name=re.compile("^Compute")).click()
    eventually_sees(cast.organizer, "Waiting for its turn")
    cast.do_jobs()
    cast.organizer.page.locator("[data-ranking]").wait_for(state="detached", timeout=20_000)  # the page comes anew
    cast.organizer.page.locator(".ranking-table").wait_for()


def settle(cast: Cast, budget: int) -> None:
    """More sheets where they would settle an award."""
    cast.organizer.open(f"{SEASON}/assignments/settle?budget={budget}")
    cast.organizer.sees("awards expected to go to the right games")
    assert re.search(r"\d+\s*% → \S*\d+\s*%", cast.organizer.page.inner_text(".settle-buys"))
    cast.organizer.page.get_by_role("button", name=re.compile(r"^Give out")).click()
    cast.organizer.page.wait_for_url(f"**{SEASON}/assignments")
    assert 0 < cast.count(Assignment.round > 1) <= budget
    pairs = cast.session.execute(select(Assignment.entry_id, Assignment.judge_id)).all()
    assert len(set(pairs)) == len(pairs), "a judge got a game a second time"


def test_judging_is_fair_from_the_deal_to_the_recomputed_scores(
    app: Flask, session: Session, clock: Any, serve: Callable[[Flask], str], new_page: Callable[..., Page]
) -> None:
    clock.time = makers.JUDGING + timedelta(hours=3)
    base = serve(app)
    cast = make_cast(app, session, clock, base, new_page())
    deal(cast)

    judge = Person(new_page(), base)
    sign_in(judge.page, app, base, session.get_one(User, cast.judges[0].user_id))
    practise_and_judge(judge)
    assert cast.count(Assignment.state == AssignmentState.DONE) == 1

    drop_and_level(cast, cast.judges[-1])
    cast.fill_in(cast.judges[:-1])
    rank(cast)
    cast.organizer.sees("Provisional")
    settle(cast, 6)
    cast.fill_in(cast.judges[:-1])

    clock.time = makers.JUDGED + timedelta(hours=1)
    rank(cast)
    table = cast.organizer.page.inner_text(".ranking-table")
    assert len(re.findall(r"\d+ to \d+|very likely", table)) >= ENTRIES, "a place stands without its interval"
    cast.organizer.open(f"{SEASON}/ranking/compare")
    cast.organizer.sees("From proposal 1 to proposal 2", "sheets were added", "Who moved")

    cast.organizer.open(f"{SEASON}/awards")
    cast.organizer.press("Take over the proposal")
    cast.organizer.sees("The proposal is taken over")
    cast.organizer.open(f"{SEASON}/publication")
    cast.organizer.press("Publish")
    check_published(cast, Person(new_page(), base))


def check_published(cast: Cast, public: Person) -> None:
    """Everyone reads how it was judged, and recomputes each score from the downloaded table alone."""
    public.open("/results/2026-27/how-we-judge")
    public.sees("How sure is this?", "Recompute it yourself")
    assert not [judge.user.name for judge in cast.judges if judge.user.name in public.page.content()]
    with public.page.expect_download() as download:
        public.page.get_by_role("link", name=re.compile("Table for Excel")).click()
    data = download.value.path().read_bytes()
    assert b"Judge One" not in data
    cast.session.expire_all()
    newest = select(Placing.ranking_id).order_by(Placing.ranking_id.desc()).limit(1)
    placings = cast.session.scalars(select(Placing).where(Placing.ranking_id == newest.scalar_subquery())).all()
    official = {placing.entry.code: placing.score for placing in placings}
    assert len(official) == ENTRIES
    assert scores_from_csv(data) == pytest.approx(official, abs=0.0005)
