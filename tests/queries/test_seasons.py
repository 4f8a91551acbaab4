"""Seasons and their progress, counted; lists cost the same number of queries for one row and for thirty."""

import makers
import pytest
from makers import CLOSES, JUDGED, JUDGING, OPENS, count_queries

from contest.models import AssignmentState, AuditEvent, EntryState, Publication
from contest.pipeline.announce import News, post
from contest.pipeline.audit import record
from contest.queries.entries_overview import entries_of, whole_entry
from contest.queries.seasons import full_season, has_marks, progress, season_at_work, season_lines
from contest.queries.site import announcements, audit_events, subject_names
from contest.rules.timetable import Phase

pytestmark = pytest.mark.database


def cost(session, read):
    """How many statements `read` sends, from a session that knows no row yet."""
    session.flush()
    session.expire_all()
    session.expunge_all()
    with count_queries(session) as statements:
        read()
    return len(statements)


def test_seasons_are_listed_newest_first_with_what_is_in_the_contest(session):
    old = makers.make_season(session, opens_at=OPENS.replace(year=2025))
    new = makers.make_season(session)
    makers.make_entry(session, new)
    makers.make_entry(session, new, state=EntryState.WITHDRAWN)
    makers.make_entry(session, new, disqualified_at=CLOSES)
    organizer = makers.make_organizer(session)
    shown = {"content": {}, "content_hash": "0" * 64, "published_by": organizer, "published_at": JUDGED}
    makers.add(session, Publication(season=old, number=1, withdrawn_at=JUDGED, **shown))
    assert [(line.season, line.phase, line.submitted) for line in season_lines(session, JUDGED)] == [
        (new, Phase.DECIDING, 1),
        (old, Phase.DECIDING, 0),
    ]
    makers.add(session, Publication(season=old, number=2, **shown))
    assert [line.phase for line in season_lines(session, JUDGED)] == [Phase.DECIDING, Phase.PUBLISHED]


def test_the_season_at_work_is_the_newest_that_has_begun_else_the_next_to_begin(session):
    assert season_at_work(session, OPENS) is None
    first = makers.make_season(session)
    later = makers.make_season(session, opens_at=OPENS.replace(month=10))
    assert [
        line.season if (line := season_at_work(session, moment)) else None
        for moment in (OPENS.replace(month=8), OPENS, OPENS.replace(month=10))
    ] == [first, first, later]


def test_progress_counts_each_thing_once_and_nothing_of_another_season(session):
    season, other = makers.make_season(session), makers.make_season(session)
    school = makers.make_school(session)
    judges = [makers.make_judge(session, season), makers.make_judge(session, season)]
    judges[1].state = "left"
    makers.make_judge(session, other)
    first, second = (makers.make_entry(session, season, school) for _ in range(2))
    makers.make_entry(session, season, state=EntryState.DRAFT, submitted_at=None, division=None)
    out = makers.make_entry(session, season, disqualified_at=CLOSES)
    makers.make_assignment(session, out, judges[0])
    makers.make_entry(session, other)
    makers.make_sheet(session, makers.make_assignment(session, first, judges[0]), [5, 5])
    makers.make_assignment(session, second, judges[0], state=AssignmentState.LATER)
    makers.make_assignment(session, first, judges[1], state=AssignmentState.RECUSED)
    makers.make_assignment(session, second, judges[1], state=AssignmentState.REMOVED)
    session.flush()
    found = progress(session, season)
    assert found.entries == {EntryState.SUBMITTED: 3, EntryState.DRAFT: 1}
    assert (found.in_contest, found.disqualified, found.schools, found.judges) == (2, 1, 1, 1)
    assert found.by_division == {season.divisions[0].id: 2}
    assert (found.done_sheets, found.wanted_sheets) == (1, 2)
    assert (found.rankings, found.awards, found.publications) == (0, 0, 0)
    assert (has_marks(session, season), has_marks(session, other)) == (True, False)


def test_the_list_of_seasons_costs_the_same_for_one_and_for_thirty(session):
    makers.make_entry(session, makers.make_season(session))
    one = cost(session, lambda: [line.season.slug for line in season_lines(session, JUDGING)])
    for _ in range(29):
        makers.make_entry(session, makers.make_season(session))
    assert cost(session, lambda: [line.season.slug for line in season_lines(session, JUDGING)]) == one


def test_progress_costs_the_same_for_one_entry_and_for_thirty(session):
    season = makers.make_season(session)
    number = season.id

    def fill(count):
        here = full_season(session, number)
        judge = makers.make_judge(session, here)
        for _ in range(count):
            duty = makers.make_assignment(session, makers.make_entry(session, here), judge)
            makers.make_sheet(session, duty, [5, 5])

    fill(1)
    one = cost(session, lambda: progress(session, full_season(session, number)))
    fill(29)
    assert cost(session, lambda: progress(session, full_season(session, number))) == one


def test_the_list_of_entries_costs_the_same_for_one_and_for_thirty(session):
    season = makers.make_season(session)
    number = season.id

    def read():
        found = entries_of(session, full_season(session, number))
        return [
            (entry.school.name, entry.division.name_en, entry.file.picture_sha256, entry.season_id) for entry in found
        ]

    makers.make_entry(session, season)
    one = cost(session, read)
    for _ in range(29):
        makers.make_entry(session, full_season(session, number))
    assert (len(read()), cost(session, read)) == (30, one)


def test_one_entry_costs_the_same_for_one_revision_and_for_thirty(session):
    entry = makers.make_entry(session, makers.make_season(session))
    number = entry.id

    def read():
        found = whole_entry(session, number)
        names = [author.full_name for author in found.authors]
        sizes = [revision.file.size for revision in found.revisions]
        return names, sizes, found.school.sponsor, found.season.slug, found.created_by.name

    one = cost(session, read)
    for position in range(2, 31):
        revision = makers.Revision(
            entry_id=number,
            number=position,
            file=makers.make_file(session),
            original_name="x.sb3",
            uploaded_by=makers.make_user(session),
            uploaded_at=OPENS,
        )
        makers.add(session, revision)
    assert (len(read()[1]), cost(session, read)) == (30, one)


def test_announcements_cost_the_same_for_one_and_for_thirty(session):
    organizer = makers.make_organizer(session)
    words = News("标题", "Title", "正文", "Text")
    post(session, words, actor=organizer, now=OPENS)
    one = cost(session, lambda: [row.title_en for row in announcements(session)])
    organizer = makers.make_organizer(session)
    for _ in range(29):
        post(session, words, actor=organizer, now=OPENS)
    assert cost(session, lambda: [row.title_en for row in announcements(session)]) == one


def test_the_audit_trail_costs_the_same_for_one_event_of_each_kind_and_for_many(session):
    season = makers.make_season(session)
    number = season.id

    def fill():
        here = full_season(session, number)
        judge = makers.make_judge(session, here)
        entry = makers.make_entry(session, here)
        duty = makers.make_assignment(session, entry, judge)
        sheet = makers.make_sheet(session, duty, [5, 5])
        subjects = (here, judge, entry, duty, sheet, entry.school, judge.user, makers.make_organizer(session))
        for subject in subjects:
            record(session, "season.change", subject, actor=makers.make_user(session), now=OPENS)

    def read():
        events, _ = audit_events(session)
        return [event.actor.name for event in events], subject_names(session, events)

    fill()
    one = cost(session, read)
    for _ in range(4):
        fill()
    assert (len(read()[0]), cost(session, read)) == (40, one)
    assert session.query(AuditEvent).count() == 40
