import makers
import pytest
from judged_season import make_judged_season

from contest.errors import Closed
from contest.pipeline.award import take_over
from contest.pipeline.publish import content_hash, freeze, publish, snapshot
from contest.pipeline.rank import compute

pytestmark = pytest.mark.database


@pytest.fixture
def by(session):
    return {"actor": makers.make_organizer(session), "now": makers.JUDGED}


def published(session, by, **given):
    judged = make_judged_season(session, complete=True, shows_table=True, **given)
    take_over(session, compute(session, judged.season, **by), **by)
    return judged, publish(session, judged.season, note="", **by)


def test_every_sheet_that_counted_is_a_row_with_its_marks_and_nothing_else(session, by):
    judged, publication = published(session, by)
    rows = publication.sheet_table["sheets"]
    assert {tuple(row) for row in rows} == {("entry", "judge", "marks", "composite", "weight")}
    assert sorted((row["entry"], row["marks"]["theme"], row["marks"]["technique"]) for row in rows) == sorted(
        (sheet.assignment.entry.code, sheet.marks[0].points, sheet.marks[1].points) for sheet in judged.sheets
    )
    assert rows == sorted(rows, key=lambda row: (row["entry"], row["judge"]))
    assert [line["judge"] for line in publication.sheet_table["judges"]] == list("ABC")
    assert [line["entry"] for line in publication.sheet_table["entries"]] == sorted(e.code for e in judged.entries)


def test_the_content_holds_the_digest_of_the_table(session, by):
    _, publication = published(session, by)
    assert publication.content["table"] == {
        "sha256": content_hash(publication.sheet_table),
        "sheets": 42,
        "judges": 3,
        "entries": 14,
    }


def test_one_judge_is_one_letter_throughout(session, by):
    judged, publication = published(session, by)
    sheets = {
        (sheet.assignment.entry.code, *(mark.points for mark in sheet.marks)): sheet.assignment.judge_id
        for sheet in judged.sheets
    }
    pairs = {
        (row["judge"], sheets[row["entry"], row["marks"]["theme"], row["marks"]["technique"]])
        for row in publication.sheet_table["sheets"]
        # Where two judges gave a game the same marks, the marks do not tell which is which.
        if sum(key == (row["entry"], *row["marks"].values()) for key in sheets) == 1
        and sum(
            (each["entry"], each["marks"]) == (row["entry"], row["marks"]) for each in publication.sheet_table["sheets"]
        )
        == 1
    }
    assert len(pairs) == len({name for name, _ in pairs}) == len({judge for _, judge in pairs}) == 3


def test_a_season_that_shows_no_table_carries_none(session, by):
    judged = make_judged_season(session, complete=True)
    take_over(session, compute(session, judged.season, **by), **by)
    publication = publish(session, judged.season, note="", **by)
    assert (publication.sheet_table, publication.content["table"]) == (None, None)


def test_a_sheet_that_was_changed_after_the_ranking_stops_the_table_until_a_new_ranking(session, by):
    judged = make_judged_season(session, complete=True, shows_table=True)
    take_over(session, compute(session, judged.season, **by), **by)
    mark = judged.sheets[0].marks[0]
    mark.points = mark.points % 5 + 1
    session.flush()
    with pytest.raises(Closed, match="Compute a new ranking"):
        publish(session, judged.season, note="", **by)
    assert freeze(session, judged.season, with_table=False).sheet_table is None
    take_over(session, compute(session, judged.season, **by), **by)
    assert snapshot(session, judged.season)["table"]["sheets"] == 42


def test_sheets_of_entries_that_left_the_contest_are_not_in_it(session, by):
    judged = make_judged_season(session, complete=True, shows_table=True)
    take_over(session, compute(session, judged.season, **by), **by)
    judged.entries[-1].disqualified_at = makers.JUDGED
    session.flush()
    table = freeze(session, judged.season).sheet_table
    assert len(table["sheets"]) == 39
    assert judged.entries[-1].code not in {row["entry"] for row in table["sheets"] + table["entries"]}


def test_the_table_costs_the_same_number_of_queries_for_few_games_and_for_many(session, by):
    def queries(entries):
        judged = make_judged_season(session, entries=entries, complete=True, shows_table=True, slug=f"s{entries}")
        take_over(session, compute(session, judged.season, **by), **by)
        session.expire_all()
        with makers.count_queries(session) as statements:
            freeze(session, judged.season)
        return len(statements)

    assert queries(30) <= queries(10)
