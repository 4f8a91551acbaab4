"""Every page of the site, as its own people see it: whole at 360 px, quiet in the console, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browser.person import sign_in
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.demo import fill
from contest.models import (
    Announcement,
    Assignment,
    AssignmentState,
    Entry,
    Judge,
    PracticeGame,
    Publication,
    School,
    Season,
    User,
)
from contest.pipeline.rank import compute
from contest.web.store import storage

pytestmark = pytest.mark.browser
NO_PAGES = ("picture", "project", "static", ".json", ".csv", ".xlsx", "/table", "blocks", "/state")
"""Addresses that answer with something else than a page."""


def known_arguments(session: Session) -> dict[str, dict[str, Any]]:
    """Endpoint → what stands in its address; "" holds what fits all."""
    season = session.scalars(select(Season).order_by(Season.opens_at.desc())).first()
    published = session.scalars(select(Publication)).one()
    entry = session.scalars(select(Entry).where(Entry.season == season).order_by(Entry.id)).first()
    duty = session.scalars(select(Assignment).where(Assignment.state == AssignmentState.OPEN)).first()
    assert season is not None
    assert entry is not None
    assert duty is not None
    what_if = compute(session, season, without=duty.judge, actor=entry.created_by, now=season.judging_opens_at)
    session.commit()
    other = session.scalars(select(Entry.code).where(Entry.season == published.season)).first()
    own = select(Entry.id).where(Entry.season == published.season, Entry.school_id == entry.school_id)
    judged = session.scalars(own.order_by(Entry.id)).first()
    game = published.content["divisions"][0]["games"][0]["code"]
    shown = {"slug": published.season.slug, "code": game}
    return {
        "": {"slug": season.slug, "code": entry.code, "id": 1, "number": 1, "other": other},
        "public.result_season": shown,
        "public.result_game": shown,
        "public.result_method": shown,
        "judge.sheet": {"id": duty.id},
        "judge.practice": {
            "id": session.scalars(select(PracticeGame.id).where(PracticeGame.season_id == season.id)).first()
        },
        "judge.thanks": {"id": duty.judge_id},
        "organizer.jury_practice_new": {"slug": season.slug, "sha256": entry.file_sha256},
        "teacher.entry": {"id": entry.id},
        "teacher.receipt": {"id": entry.id},
        "teacher.feedback": {"id": judged},
        "organizer.ranking_what_if": {"slug": season.slug, "number": what_if.id},
        "public.announcement": {"id": session.scalars(select(Announcement.id)).first()},
        "organizer.schools_one": {"id": session.scalars(select(School.id)).first()},
        "organizer.assignments_judge": {"id": session.scalars(select(Judge.id)).first()},
    }


def people(session: Session) -> dict[str, User]:
    """Section → whoever sees its pages."""
    duty = session.scalars(select(Assignment).where(Assignment.state == AssignmentState.OPEN)).first()
    entry = session.scalars(select(Entry).where(Entry.season_id == duty.season_id).order_by(Entry.id)).first()  # type: ignore[union-attr]
    organizer = session.scalars(select(User).where(User.is_organizer)).first()
    assert duty is not None
    assert entry is not None
    assert organizer is not None
    return {"teacher": entry.created_by, "judge": duty.judge.user, "organizer": organizer, "auth": organizer}


def addresses(app: Flask, arguments: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """(section, address) of all pages."""
    with app.test_request_context():
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
            if "GET" not in (rule.methods or ()) or any(word in rule.rule for word in NO_PAGES):
                continue
            if rule.endpoint in ("player.frame", "auth.invited", "teacher.new_entry"):
                continue  # the frame has tests of its own; the others are closed here
            values = arguments[""] | arguments.get(rule.endpoint, {})
            built = app.url_map.bind("").build(rule.endpoint, {name: values[name] for name in rule.arguments})
            yield rule.endpoint.partition(".")[0], built


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_every_page_is_whole_quiet_and_at_home(
    app: Flask, session: Session, clock, serve: Callable[[Flask], str], new_page: Callable[..., Page], locale: str
) -> None:
    fill(session, storage(), fonts=[], now=clock(), progress=lambda step: None)
    session.commit()
    base = serve(app)
    arguments, readers = known_arguments(session), people(session)
    pages: dict[str, Page] = {}
    said: list[str] = []
    wrong: list[str] = []
    for section, address in addresses(app, arguments):
        if section not in pages:
            pages[section] = new_page(locale=locale, viewport={"width": 360, "height": 640})
            pages[section].on("console", lambda line: said.append(f"{line.type}: {line.text}"))
            pages[section].on("pageerror", lambda error: said.append(str(error)))
            if section in readers:
                sign_in(pages[section], app, base, readers[section])
        page = pages[section]
        said.clear()
        answer = page.goto(base + address)
        status = answer.status if answer is not None else 0
        width = page.evaluate("document.documentElement.scrollWidth")
        if status != 200 or width > 360 or said:
            wrong.append(f"{address}: {status}, {width} px, {said}")
    assert wrong == []
