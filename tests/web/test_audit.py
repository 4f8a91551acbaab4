"""The audit trail: every action has its words, values are told side by side, and only organizers read it."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import makers
import pytest
from conftest import sign_in
from makers import OPENS

from contest.models import AuditEvent
from contest.pipeline.announce import News, post
from contest.pipeline.audit import record
from contest.pipeline.disqualify import disqualify
from contest.web.organizer.audit_words import ACTIONS, LONGEST, Change, changes

pytestmark = pytest.mark.database

ENGLISH = {"Accept-Language": "en"}
CHINESE = {"Accept-Language": "zh"}
PIPELINE = Path(__file__).parents[2] / "contest" / "pipeline"


def test_every_action_of_the_pipeline_has_words_and_no_words_are_left_over():
    text = "\n".join(path.read_text("utf-8") for path in PIPELINE.glob("*.py"))
    written = set(re.findall(r'"([a-z]+(?:-[a-z]+)*\.[a-z_]+(?:-[a-z_]+)*)"', text))
    # These two are put together from the name of the flag that is set.
    assert written | {"person.is_active", "person.is_organizer"} == set(ACTIONS)


@pytest.fixture
def organizer(session):
    return makers.make_organizer(session)


@pytest.fixture
def client(app, session, organizer):
    session.commit()
    return sign_in(app, organizer.id)


def rows(page):
    """The table's text, a row a line."""
    bodies = re.findall(r"<tr>(.*?)</tr>", page.text.split("<tbody>")[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", body).split()) for body in bodies]


def test_the_trail_tells_who_did_what_to_which_and_from_what_to_what(client, session, organizer):
    season = makers.make_season(session, slug="2026-27")
    entry = makers.make_entry(session, season, code="ABCD")
    organizer.name = "Ms Wang"
    disqualify(session, entry, "copied", actor=organizer, now=OPENS)
    moved = {"submissions_close_at": datetime(2027, 4, 2, 10, tzinfo=UTC).isoformat()}
    was = {"submissions_close_at": datetime(2027, 4, 1, 10, tzinfo=UTC).isoformat(), "entries_per_school": None}
    now = OPENS + timedelta(hours=1)
    record(session, "season.change", season, actor=None, now=now, season_id=season.id, before=was, after=moved)
    session.commit()
    assert rows(client.get("/organizer/audit", headers=ENGLISH)) == [
        "2026-09-01 09:00 command line Dates or rules changed 2026-27"
        " Deadline for submission 2027-04-01 18:00 → 2027-04-02 18:00",
        "2026-09-01 08:00 Ms Wang Entry disqualified ABCD Reason copied",
    ]
    chinese = client.get("/organizer/audit", headers={"Accept-Language": "zh"})
    assert rows(chinese)[1] == "2026-09-01 08:00 Ms Wang 取消作品参赛资格 ABCD 理由 copied"


def test_a_duty_is_named_by_code_and_judge_and_a_row_that_is_gone_by_its_number(client, session, organizer):
    season = makers.make_season(session)
    judge = makers.make_judge(session, season, name="Judge Li")
    duty = makers.make_assignment(session, makers.make_entry(session, season, code="ABCD"), judge)
    record(session, "assignment.remove", duty, actor=organizer, now=OPENS)
    news = post(session, News("a", "b", "c", "d"), actor=organizer, now=OPENS)
    number = news.id
    session.delete(news)
    session.commit()
    page = rows(client.get("/organizer/audit", headers=ENGLISH))
    assert "ABCD · Judge Li" in page[1]
    assert f"No. {number}" in page[0]


def test_long_values_are_cut_and_empty_ones_left_out():
    event = AuditEvent(before={"a": "x" * 200, "b": "", "c": 0}, after={"a": None, "d": [1, 2]})
    assert changes(event) == [
        Change("a", "x" * LONGEST + "…", None),
        Change("b", None, None),
        Change("c", "0", None),
        Change("d", None, "[1, 2]"),
    ]


def test_states_criteria_and_answers_are_told_in_the_reader_s_words(client, session, organizer):
    season = makers.make_season(session)
    entry = makers.make_entry(session, season)
    changed = [
        ("sheet.finish", {"state": "open"}, {"state": "done", "marks": {"theme": 5, "technique": 4}}),
        ("sheet.mark", {"creativity": None}, {"creativity": 3}),
        ("assignment.recuse", {"state": "later"}, {"state": "recused", "reason": "knows-school"}),
        ("judge.state", {"state": "active"}, {"state": "left"}),
        ("school.status", {"status": "active"}, {"status": "closed"}),
        ("person.is_organizer", {"is_organizer": False}, {"is_organizer": True}),
    ]
    for action, before, after in changed:
        record(session, action, entry, actor=organizer, now=OPENS, before=before, after=after)
    session.commit()
    told = [row.partition(entry.code)[2].strip() for row in rows(client.get("/organizer/audit", headers=CHINESE))]
    assert told == [
        "组委会 否 → 是",
        "状态 使用中 → 已停用",
        "状态 在任 → 已退出",
        "状态 稍后再评 → 已回避 理由 我与该学校有关系",
        "创造性 3",
        "状态 待评 → 已评 分数 主题与思想性 5、技术性 4",
    ]


def test_the_trail_is_read_a_page_at_a_time_newest_first(client, session, organizer):
    season = makers.make_season(session)
    for number in range(51):
        record(session, "season.change", season, actor=organizer, now=OPENS, after={"name": number})
    session.commit()
    page = client.get("/organizer/audit", headers=ENGLISH)
    numbers = [int(row.rsplit(" ", 1)[1]) for row in rows(page)]
    assert numbers == list(range(50, 0, -1))
    older = re.search(r'href="(/organizer/audit\?before=\d+)"', page.text)
    assert older is not None
    last = client.get(older[1], headers=ENGLISH)
    assert [row.rsplit(" ", 1)[1] for row in rows(last)] == ["0"]
    assert ">Older<" not in last.text


def test_the_trail_of_one_season_leaves_the_others_out(client, session, organizer):
    one, other = makers.make_season(session, slug="one"), makers.make_season(session, slug="other")
    for season in (one, other):
        record(session, "season.change", season, actor=organizer, now=OPENS, season_id=season.id, after={"name": "x"})
    session.commit()
    page = client.get(f"/organizer/audit?season={one.id}", headers=ENGLISH)
    assert [("one" in row, "other" in row) for row in rows(page)] == [(True, False)]
    assert "Show all seasons" in page.text


@pytest.mark.parametrize("asked", ["season=x", "before=x", "season=99999999999999999999", "before=-1"])
def test_nonsense_in_the_address_is_passed_over(client, asked):
    assert client.get(f"/organizer/audit?{asked}").status_code == 200


def test_only_organizers_read_the_trail(app, session):
    teacher = makers.make_teacher(session)
    session.commit()
    assert app.test_client().get("/organizer/audit").status_code == 401
    assert sign_in(app, teacher.id).get("/organizer/audit").status_code == 403
