import csv
import hashlib
import io
import re

import makers
import pytest
from judged_season import SECRETS, make_judged_season
from recomputing import scores_from_csv, scores_from_json

from contest.models import Publication
from contest.pipeline.award import give, take_over
from contest.pipeline.publish import content_hash, hide, publish
from contest.pipeline.rank import compute

pytestmark = pytest.mark.database

ENGLISH, CHINESE = {"Accept-Language": "en"}, {"Accept-Language": "zh"}
SEASON = "/results/2026-27"
METHOD, CSV, JSON = (f"{SEASON}/{name}" for name in ("how-we-judge", "score-sheets.csv", "score-sheets.json"))


@pytest.fixture
def by(session):
    return {"actor": makers.make_user(session, name="Olga Organizer", is_organizer=True), "now": makers.JUDGED}


@pytest.fixture
def client(app, clock):
    clock.time = makers.JUDGED
    return app.test_client()


def publish_season(session, by, **given):
    """A judged season, ranked, awarded and published; (what was made, its ranking, its publication)."""
    judged = make_judged_season(session, **{"shows_table": True, **given})
    ranking = compute(session, judged.season, **by)
    take_over(session, ranking, **by)
    publication = publish(session, judged.season, note="an internal note", **by)
    session.commit()
    return judged, ranking, publication


def published_scores(ranking):
    return {placing.entry.code: placing.score for placing in ranking.placings}


@pytest.mark.parametrize("complete", [False, True], ids=["model", "plain mean"])
def test_anyone_recomputes_every_score_from_the_downloaded_table_alone(client, session, by, complete):
    _, ranking, _ = publish_season(session, by, complete=complete)
    assert ranking.method == ("plain-mean-2" if complete else "hierarchical-1")
    official = published_scores(ranking)
    from_csv = scores_from_csv(client.get(CSV, headers=ENGLISH).data)
    from_json, said = scores_from_json(client.get(JSON).data)
    for scores in (from_csv, from_json, said):
        assert scores == pytest.approx(official, abs=0.0005)


def test_a_judge_left_out_and_a_blank_mark_are_in_the_table_and_it_still_gives_the_scores(client, session, by):
    judged = make_judged_season(session, shows_table=True)
    constant = makers.make_judge(session, judged.season, name="Judge Secret Constant")
    for entry in judged.entries[:6]:
        makers.make_sheet(session, makers.make_assignment(session, entry, constant), [3, 3])
    session.delete(judged.sheets[0].marks[0])
    ranking = compute(session, judged.season, **by)
    take_over(session, ranking, **by)
    publish(session, judged.season, note="", **by)
    session.commit()
    official = published_scores(ranking)
    table = client.get(JSON).json
    assert [judge["sheets"] for judge in table["judges"] if judge["is_left_out"]] == [6]
    assert sum(sheet["weight"] == 0 for sheet in table["sheets"]) == 6
    assert sum(None in sheet["marks"].values() for sheet in table["sheets"]) == 1
    for scores in (scores_from_csv(client.get(CSV).data), scores_from_json(client.get(JSON).data)[0]):
        assert scores == pytest.approx(official, abs=0.0005)
    assert "1 judge gave every game the same marks" in client.get(METHOD, headers=ENGLISH).text


def test_the_table_opens_in_excel_and_its_bytes_have_the_digest_of_the_publication(client, session, by):
    _, _, publication = publish_season(session, by, complete=True)
    data = client.get(JSON).data
    assert hashlib.sha256(data).hexdigest() == publication.content["table"]["sha256"]
    answer = client.get(CSV, headers=CHINESE)
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="2026-27-score-sheets.csv"'
    first = answer.data.decode("utf-8-sig").split("\r\n")[0]
    assert first.startswith("作品编号 (entry),组别 (division),评委 (judge),theme项 (theme),technique项 (technique),")


def test_a_name_that_looks_like_a_formula_stays_text(client, session, by):
    judged = make_judged_season(session, complete=True, shows_table=True)
    judged.season.divisions[0].name_en = "=1+1"
    judged.season.criteria[0].name_en = "@sum"
    take_over(session, compute(session, judged.season, **by), **by)
    publish(session, judged.season, note="", **by)
    session.commit()
    cells = [cell for row in csv.reader(io.StringIO(client.get(CSV, headers=ENGLISH).text)) for cell in row]
    assert "'=1+1" in cells
    assert [cell for cell in cells if cell[:1] in ("=", "@")] == []


def test_no_child_judge_or_unawarded_school_is_on_any_page_export_or_file_name(client, session, by):
    judged, _, publication = publish_season(session, by, shows_marks=True, complete=True)
    awarded = {game["school"]: game["title"] for part in publication.content["divisions"] for game in part["games"]}
    for path in ("/", "/results", SEASON, METHOD, CSV, JSON, f"{SEASON}/data.json"):
        answer = client.get(path, headers=ENGLISH)
        assert answer.status_code == 200
        seen = answer.text + str(answer.headers)
        for school, title in sorted(awarded.items(), key=lambda names: len(names[0]), reverse=True):
            seen = re.sub(rf"{re.escape(school)}(?!\d)|{re.escape(title)}(?!\d)", "", seen)
        assert [secret for secret in (*SECRETS, "Comment", "internal note", "Olga") if secret in seen] == []
    others = [entry.code for entry in judged.entries if entry.school.name not in awarded]
    assert len(others) == 8
    pages = "".join(client.get(path).text for path in ("/", "/results", SEASON, METHOD, f"{SEASON}/data.json"))
    assert [code for code in others if code in pages] == []
    assert {client.get(f"{SEASON}/{code}").status_code for code in others} == {404}


def test_no_page_shows_an_exact_place(client, session, by):
    publish_season(session, by, complete=True)
    for path in (SEASON, METHOD):
        assert re.findall(r"(?i)\bplace \d|第 ?\d+ ?名", client.get(path, headers=ENGLISH).text) == []
        assert re.findall(r"第 ?\d+ ?名", client.get(path, headers=CHINESE).text) == []


def test_results_carry_the_sentence_on_uncertainty_and_lead_to_the_explanation(client, session, by):
    _, _, publication = publish_season(session, by, complete=True)
    judging = publication.content["judging"]
    page = client.get(SEASON, headers=ENGLISH).text
    assert judging["uncertainty_en"] in page
    assert f'href="{METHOD}"' in page
    assert page.index("First prize") < page.index(judging["uncertainty_en"])
    assert judging["uncertainty_zh"] in client.get(SEASON, headers=CHINESE).text


def test_the_explanation_has_this_seasons_own_numbers_and_an_example_in_both_languages(client, session, by):
    _, _, publication = publish_season(session, by)
    english = client.get(METHOD, headers=ENGLISH).text
    numbers, example = publication.content["judging"]["numbers"], publication.content["judging"]["example"]
    words = [
        f"the most generous judge gave {numbers['most_generous']:.1f} points more",
        f"the most severe {-numbers['most_severe']:.1f} points less",
        f"The plain mean of these sheets is {example['mean']:.2f}.",
        f"the score is {example['score']:.2f}.",
        "42</dd><dt>score sheets",
        'href="/results/2026-27/score-sheets.csv"',
        publication.content["table"]["sha256"],
    ]
    assert [each for each in words if each not in english] == []
    chinese = client.get(METHOD, headers=CHINESE).text
    assert "评审方法" in chinese
    assert publication.content["judging"]["why_zh"] in chinese


def test_without_the_settings_leave_there_is_no_table_to_fetch(client, session, by):
    publish_season(session, by, complete=True, shows_table=False)
    assert {client.get(path).status_code for path in (CSV, JSON)} == {404}
    page = client.get(METHOD, headers=ENGLISH).text
    assert "is not published for this season" in page
    assert "score-sheets" not in page
    assert '"marks"' not in client.get(f"{SEASON}/data.json").text


def test_hidden_results_take_explanation_and_table_with_them(client, session, by):
    _, _, publication = publish_season(session, by, complete=True)
    hide(session, publication, **by)
    session.commit()
    assert {client.get(path).status_code for path in (METHOD, CSV, JSON)} == {404}


def test_a_change_of_the_settings_counts_from_the_next_publication_on(client, session, by):
    judged, _, _ = publish_season(session, by, complete=True)
    judged.season.shows_table = False
    session.commit()
    assert client.get(CSV).status_code == 200
    publish(session, judged.season, note="", **by)
    session.commit()
    assert client.get(CSV).status_code == 404


def test_a_publication_of_the_first_form_is_still_read(client, session, by):
    season = makers.make_season(session, slug="2026-27")
    give(session, makers.make_entry(session, season, code="OLD", title="An old game"), season.award_kinds[0], **by)
    made = publish(session, season, note="", **by)
    old = {name: part for name, part in made.content.items() if name not in ("judging", "shows_marks", "table")}
    made.content = old | {"version": 1}
    made.content_hash = content_hash(made.content)
    session.commit()
    assert session.query(Publication).one().content["version"] == 1
    for path in ("/", "/results", SEASON, f"{SEASON}/OLD", f"{SEASON}/data.json"):
        assert "An old game" in client.get(path, headers=ENGLISH).text or path == "/results"
    assert "How sure is this?" not in client.get(SEASON, headers=ENGLISH).text
    assert {client.get(path).status_code for path in (METHOD, CSV, JSON)} == {404}


def test_pages_do_not_load_the_table_and_cost_the_same_for_few_and_many(client, session, by):
    publish_season(session, by, complete=True)
    for path in (SEASON, METHOD):
        with makers.count_queries(session) as statements:
            assert client.get(path).status_code == 200
        assert [statement for statement in statements if "sheet_table" in statement] == []
        assert len(statements) == 1
