import json
import re
from statistics import median

import makers
import pytest
from judged_season import SECRETS, make_judged_season

from contest.pipeline.award import give, take_over
from contest.pipeline.disclose import letter, letters
from contest.pipeline.publish import publish, snapshot
from contest.pipeline.rank import compute
from contest.queries.publication import ranked_entries

pytestmark = pytest.mark.database


@pytest.fixture
def by(session):
    return {"actor": makers.make_organizer(session), "now": makers.JUDGED}


@pytest.fixture
def judged(session):
    return make_judged_season(session, complete=True)


@pytest.fixture
def ranking(session, judged, by):
    ranking = compute(session, judged.season, **by)
    take_over(session, ranking, **by)
    return ranking


@pytest.fixture
def judging(session, judged, ranking):
    return snapshot(session, judged.season)["judging"]


def test_letters_go_on_after_z():
    assert [letter(number) for number in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_the_order_of_letters_follows_neither_the_judges_numbers_nor_is_the_same_for_other_sheets():
    orders = {tuple(sorted(letters(range(8), seed), key=letters(range(8), seed).__getitem__)) for seed in "abcdefgh"}
    assert len(orders) == 8
    assert letters([3, 1, 2], "a") == letters([1, 2, 3], "a")


def test_method_reason_and_the_sentence_on_uncertainty_stand_in_both_languages(judging):
    assert (judging["method"], judging["method_en"]) == ("plain-mean-2", "the plain mean of the score sheets")
    assert judging["why_en"].startswith("With fewer than four judges")
    for name in ("method", "why", "uncertainty"):
        assert re.search("[一-龥]", judging[f"{name}_zh"])
        assert re.search("[a-z]", judging[f"{name}_en"])


def test_a_sheet_that_the_awards_rest_on_is_not_said_to_be_left_out_though_it_was_set_aside_since(
    session, judged, ranking, by
):
    judged.sheets[0].set_aside_at = by["now"]
    session.flush()
    numbers = snapshot(session, judged.season)["judging"]["numbers"]
    assert (numbers["sheets"], numbers["set_aside"]) == (len(judged.sheets), 0)


def test_the_numbers_are_those_of_the_ranking(session, by):
    judged = make_judged_season(session)
    for sheet in judged.sheets[:2]:
        sheet.assignment.round = 2
    judge = makers.make_judge(session, judged.season)
    aside = makers.make_sheet(session, makers.make_assignment(session, judged.entries[0], judge), [1, 1])
    aside.set_aside_at = makers.JUDGED
    ranking = compute(session, judged.season, **by)
    take_over(session, ranking, **by)
    judging = snapshot(session, judged.season)["judging"]
    assert judging["method_en"] == "scores corrected for severe, generous and careless judges (a hierarchical model)"
    lines, judges = ranked_entries(session, ranking), ranking.judge_estimates
    pairs = [line.before_next for line in lines if line.before_next is not None]
    assert judging["numbers"] == {
        "entries": 14,
        "judges": 6,
        "sheets": 42,
        "sheets_per_entry": 3.0,
        "settling": 2,
        "set_aside": 1,
        "left_out_judges": 0,
        "reliability": round(ranking.summary["reliability"], 2),
        "unsure": round(sum(chance < 0.9 for chance in pairs) / len(pairs), 2),
        "not_told_apart": round(sum(chance < 0.6 for chance in pairs) / len(pairs), 2),
        "most_generous": round(max(judge.severity for judge in judges), 2),
        "most_severe": round(min(judge.severity for judge in judges), 2),
    }


def test_each_division_has_the_median_of_its_games_mean_marks(judged, judging):
    def medians(division):
        own = [entry for entry in judged.entries if entry.division == division]
        found = {}
        for number, criterion in enumerate(judged.season.criteria):
            means = [
                sum(sheet.marks[number].points for sheet in judged.sheets if sheet.assignment.entry is entry) / 3
                for entry in own
            ]
            found[criterion.key] = round(median(means), 2)
        return found

    first, second = judged.season.divisions[:2]
    assert [(part["position"], part["entries"], part["medians"]) for part in judging["divisions"]] == [
        (0, 7, medians(first)),
        (1, 7, medians(second)),
    ]


def test_few_games_have_no_median_and_no_example_because_they_would_be_one_games_marks(session, by):
    small = make_judged_season(session, entries=8, complete=True)
    take_over(session, compute(session, small.season, **by), **by)
    judging = snapshot(session, small.season)["judging"]
    assert [(part["entries"], part["medians"], part["typical_places"]) for part in judging["divisions"]] == [
        (4, {}, None),
        (4, {}, None),
    ]
    for entry in small.entries[4:]:
        entry.state = "withdrawn"
    session.flush()
    assert snapshot(session, small.season)["judging"]["example"] is None


def test_of_each_award_it_is_said_how_many_would_hold_it_with_very_many_judges(session, judged, judging, ranking):
    first = str(judged.season.award_kinds[0].id)
    best = {award["award"]: award for award in judging["awards"]}
    chances = sorted((line.chances[first] for line in ranked_entries(session, ranking)), reverse=True)
    assert [best[0]["given"], best[1]["given"]] == [2, 6]
    assert best[0]["expected"] <= round(sum(chances[:2]), 1)
    assert 0 < best[0]["expected"] <= 2
    assert 0 < best[1]["expected"] <= 6


def test_the_example_is_a_real_game_without_its_number(judged, judging, ranking):
    example = judging["example"]
    assert example.keys() == {"mean", "score", "sheets"}
    found = [
        placing
        for placing in ranking.placings
        if (round(placing.mean, 4), round(placing.score, 4)) == (example["mean"], example["score"])
    ]
    assert len(found) >= 1
    assert [sheet["judge"] for sheet in example["sheets"]] == ["A", "B", "C"]


def test_awards_given_by_hand_alone_say_nothing_of_judging(session, judged, by):
    compute(session, judged.season, **by)
    give(session, judged.entries[0], judged.season.award_kinds[0], **by)
    content = snapshot(session, judged.season)
    assert (content["judging"], content["table"]) == (None, None)


def test_entries_that_left_the_contest_are_in_no_number(session, judged, ranking):
    judged.entries[-1].state = "withdrawn"
    session.flush()
    content = snapshot(session, judged.season)
    assert content["judging"]["numbers"]["entries"] == 13
    assert content["judging"]["numbers"]["sheets"] == 39


def test_a_publication_names_no_judge_no_child_and_no_school_without_an_award(session, judged, ranking, by):
    judged.season.shows_table = judged.season.shows_marks = True
    publication = publish(session, judged.season, note="", **by)
    awarded = {game["code"] for part in publication.content["divisions"] for game in part["games"]}
    text = json.dumps([publication.content, publication.sheet_table], ensure_ascii=False)
    # The schools and titles of awarded games are public; everybody else's are not.
    for part in publication.content["divisions"]:
        for game in part["games"]:
            text = text.replace(f'"{game["school"]}"', "").replace(f'"{game["title"]}"', "")
    assert [secret for secret in SECRETS if secret in text] == []
    assert "Comment" not in text
    others = [entry for entry in judged.entries if entry.code not in awarded]
    assert len(others) == 8
    assert [entry.code for entry in others if entry.code in json.dumps(publication.content)] == []
