"""One season from its opening to its publication, by people who only open pages and send the forms they find."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from journeys.visitor import Visitor
from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.demo.games import GAMES
from contest.jobs import run_pending
from contest.models import AuditEvent, Entry
from contest.pipeline.people import create_organizer
from contest.pipeline.work import kinds
from contest.web.store import storage

pytestmark = pytest.mark.database
PASSWORD = "correct horse 电池"
SCHOOLS = """编号,学校,省份,城市,捐赠企业,电脑数,启用日期
66,浦东一小,上海,浦东,Acme,25,2016-11-15
,水口庙小学,河南,李家镇,Globex,20,
"""
DATES = {
    "opens_at": "2026-10-01T08:00",
    "submissions_close_at": "2026-12-01T18:00",
    "judging_opens_at": "2026-12-05T08:00",
    "judging_closes_at": "2026-12-20T18:00",
}
LEVELS = {"judge-a": [5, 3], "judge-b": [4, 2], "judge-c": [5, 4]}
"""Each judge's points on every criterion for the good game and for the other."""


def organizer_of(app: Flask, session: Session) -> Visitor:
    """An organizer from the command line signs in."""
    create_organizer(session, "boss", "Organizer", PASSWORD, datetime(2026, 9, 1, tzinfo=UTC))
    session.commit()
    visitor = Visitor(app)
    visitor.open("/sign-in")
    visitor.send("/sign-in", login="BOSS", password=PASSWORD)
    visitor.sees("Organize")
    return visitor


def prepare(organizer: Visitor) -> list[str]:
    """A season is opened and two schools are imported; gives their codes."""
    organizer.open("/organizer/seasons/new")
    texts = {"name_zh": "第一届", "name_en": "First season", "slug": "2026-27"}
    organizer.send(**texts, **DATES, reviews_per_entry="3", max_authors="3", like="0")
    organizer.sees("The season is open for its preparations.")
    organizer.open("/organizer/schools/import")
    organizer.send(files={"file": ("schools.csv", SCHOOLS.encode("gbk"))})
    organizer.send("/import/apply")
    organizer.sees("浦东一小", "水口庙小学")
    numbers = re.findall(r'href="/organizer/schools/(\d+)"', organizer.page)
    sheets = [organizer.open(f"/organizer/schools/{number}/sheet") for number in sorted(set(numbers), key=int)]
    return [next(iter(re.findall(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", sheet))) for sheet in sheets]


def join_as_teacher(app: Flask, code: str, login: str) -> Visitor:
    """A teacher joins with the code from the school's sheet."""
    teacher = Visitor(app)
    teacher.open(f"/join?code={code.lower()}")
    teacher.send("/join", name="陈老师", login=login, password=PASSWORD, password_again=PASSWORD)
    teacher.sees("0 games submitted")
    return teacher


def enter_game(teacher: Visitor, data: bytes, title: str, child: str) -> str:
    """A teacher enters one game, first without its file, and submits it; gives the entry's address."""
    teacher.open("/teacher/seasons/2026-27/new")
    teacher.send("/new", title=title)
    address = teacher.address
    teacher.send(address, press=("do", "submit"))
    assert teacher.status == 422, "a game without file and authors was taken"
    assert title in teacher.page
    division = re.search(r'<option value="(\d+)">Primary school, grades 1', teacher.page)
    assert division is not None
    teacher.send(
        address,
        press=("do", "submit"),
        files={"project": (f"{child}.sb3", data)},
        how_to_play="用方向键移动。",
        division=division.group(1),
        is_original="y",
        has_consent="y",
        **{"authors-0-full_name": child, "authors-0-grade": "2"},
    )
    teacher.sees(title, child)
    return address


def join_jury(app: Flask, organizer: Visitor, login: str, company: str = "") -> Visitor:
    """An organizer makes a link; a judge redeems it."""
    organizer.open("/organizer/seasons/2026-27/jury")
    option = re.search(rf'<option value="(\d+)">{company}</option>', organizer.page) if company else None
    organizer.send("/jury", note=login, sponsor=option.group(1) if option else "")
    link = re.search(r'value="http://[^/"]+(/invited/[^"]+)"', organizer.page)
    assert link is not None
    judge = Visitor(app, language="zh-CN")
    judge.open(link.group(1))
    judge.send(link.group(1), name="评委", login=login, password=PASSWORD, password_again=PASSWORD)
    judge.open("/judge/")
    judge.sees("评审")
    second = Visitor(app)
    second.open(link.group(1))
    assert second.status == 404, "an invitation worked twice"
    return judge


def score_pile(judge: Visitor, points: dict[str, int], secrets: list[str]) -> int:
    """A judge scores all games on the desk, by title; gives how many. No page shows whose game it is."""
    done = 0
    while True:
        sheets = re.findall(r'href="(/judge/sheets/\d+)"', judge.open("/judge/"))
        todo = [sheet for sheet in sheets if not _is_done(judge, sheet)]
        if not todo:
            return done
        page = judge.open(todo[0])
        assert not [secret for secret in secrets if secret in page]
        title = next(title for title in points if title in page)
        fields = {name: str(points[title]) for name in set(re.findall(r'name="(mark-\d+)"', page))}
        judge.send(todo[0], press=("then", "finish"), **fields, comment="很好玩！")
        if "data-gentle" in judge.page:  # the same level everywhere is asked about, once
            judge.send(todo[0], press=("then", "send"))
        done += 1


def _is_done(judge: Visitor, sheet: str) -> bool:
    return 'value="later"' not in judge.open(sheet)


def test_a_season_runs_from_opening_to_publication(app: Flask, session: Session, clock) -> None:
    clock.time = datetime(2026, 10, 10, 2, 0, tzinfo=UTC)
    organizer = organizer_of(app, session)
    codes = prepare(organizer)
    teacher = join_as_teacher(app, codes[0], "138 0000 0001")
    other = join_as_teacher(app, codes[1], "13800000002")
    good, weak = "电子垃圾分类", "会游的小鱼"
    address = enter_game(teacher, GAMES[0].build(), good, "张小明")
    enter_game(other, GAMES[12].build(), weak, "欧阳小红")
    other.open(address)
    assert other.status == 404, "a teacher saw another school's game"
    assert run_pending(session, kinds(storage(), []), clock) == 4, "each file is drawn once and compared once"

    judges = {name: join_jury(app, organizer, name) for name in LEVELS}
    helper = join_jury(app, organizer, "judge-d", company="Acme")
    clock.time = datetime(2026, 12, 6, 2, 0, tzinfo=UTC)
    teacher.open("/teacher/seasons/2026-27/new")
    assert teacher.status == 409, "a game could be begun after the deadline"
    organizer.open("/organizer/seasons/2026-27/assignments/plan")
    organizer.send("/plan")
    organizer.open("/organizer/seasons/2026-27/assignments")
    secrets = ["浦东一小", "水口庙小学", "张小明", "欧阳小红", "陈老师"]
    points = {name: dict(zip((good, weak), levels, strict=True)) for name, levels in LEVELS.items()}
    scored = {name: score_pile(judge, points[name], secrets) for name, judge in judges.items()}
    scored["judge-d"] = score_pile(helper, {good: 1, weak: 3}, secrets)
    assert sum(scored.values()) == 6, scored
    assert scored["judge-d"] <= 1, "a judge got a game of a school that their company sponsors"

    clock.time = datetime(2026, 12, 21, 2, 0, tzinfo=UTC)
    organizer.open("/organizer/seasons/2026-27/ranking")
    organizer.send("/ranking")
    organizer.sees("Waiting for its turn…")
    assert run_pending(session, kinds(storage(), []), clock) >= 1
    organizer.open("/organizer/seasons/2026-27/ranking")
    organizer.sees(good, weak)
    organizer.open("/organizer/seasons/2026-27/awards")
    organizer.send("/awards/take-over")
    organizer.open("/organizer/seasons/2026-27/publication")
    organizer.send("/publication")
    organizer.sees("Publish again")

    public = Visitor(app, language="zh-CN")
    public.open("/results/2026-27")
    public.sees(good, "张*", "浦东一小", "一等奖")
    code = session.scalar(select(Entry.code).where(Entry.title == good))
    for page in ("/results", "/results/2026-27", f"/results/2026-27/{code}", "/results/2026-27/data.json"):
        text = public.open(page)
        assert public.status == 200
        assert "张小明" not in text
        assert "欧阳小红" not in text
    project = public.client.get(f"/results/2026-27/{code}/project")
    assert project.data == GAMES[0].build()
    assert "张小明" not in str(project.headers)

    actions = set(session.scalars(select(AuditEvent.action)))
    expected = {"season.create", "entry.submit", "teacher.join", "assignment.plan", "sheet.finish", "results.publish"}
    assert expected <= actions
