"""What a publication says of how it was judged: the method and why, this season's own numbers, an example, the medians.

Its form, "judging" in the content (contest.pipeline.publish):

    {"method", "method_zh", "method_en", "why_zh", "why_en", "uncertainty_zh", "uncertainty_en",
     "criteria": [{key, name_zh, name_en, weight}], "lowest", "highest": the rubric's points,
     "numbers": {entries, judges, sheets, sheets_per_entry, settling: sheets asked for later to settle an award,
                 set_aside: sheets that organizers did not let count, left_out_judges, reliability, unsure,
                 not_told_apart, most_generous, most_severe},
     "divisions": [{position, name_zh, name_en, entries, typical_places, medians: {criterion key: points}}],
     "awards": [{award: position in "awards", given, expected}],
     "example": {mean, score, sheets: [{judge, composite, corrected, severity, weight}]} or None}

A number is null where the method cannot know it. Nothing in it leads to one game: medians and the example are left out
where they would be a single game's marks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Any

from sqlalchemy.orm import Session

from contest.models import AwardKind, JudgeEstimate, Ranking, Season
from contest.queries.publication import (
    CountedSheet,
    RankedEntry,
    counted_sheets,
    judge_estimates,
    mean_marks,
    ranked_entries,
    sheets_set_aside,
)
from contest.rules.awards import is_too_close
from contest.rules.uncertainty import SURE, method_words, uncertainty, why_words

FEWEST = 5
"""A median of fewer entries, or an example among fewer, would tell a single game's marks."""


def judging_part(
    session: Session, season: Season, ranking: Ranking, held: Mapping[int, int], kinds: Sequence[AwardKind]
) -> dict[str, Any]:
    """The part above. `held`: entry id → position in `kinds` of its best award by share."""
    entries, judges = ranked_entries(session, ranking), judge_estimates(session, ranking)
    sheets = counted_sheets(session, ranking)
    numbers = _numbers(ranking, entries, judges, sheets)
    numbers["set_aside"] = sheets_set_aside(session, ranking)
    method, why = method_words(ranking.method), why_words(ranking.summary.get("why", ""))
    sentence = uncertainty(numbers["sheets_per_entry"], numbers["unsure"], numbers["not_told_apart"])
    points = [level.points for criterion in season.criteria for level in criterion.levels]
    return {
        "method": ranking.method,
        "method_zh": method.zh,
        "method_en": method.en,
        "why_zh": why.zh,
        "why_en": why.en,
        "uncertainty_zh": sentence.zh,
        "uncertainty_en": sentence.en,
        "criteria": criteria(season),
        "lowest": min(points, default=0),
        "highest": max(points, default=0),
        "numbers": numbers,
        "divisions": _divisions(season, entries, mean_marks(session, ranking)),
        "awards": _awards(entries, held, kinds),
        "example": _example(ranking, entries, judges, sheets),
    }


def criteria(season: Season) -> list[dict[str, Any]]:
    """The rubric's lines, in their order."""
    return [
        {"key": each.key, "name_zh": each.name_zh, "name_en": each.name_en, "weight": each.weight}
        for each in season.criteria
    ]


def letter(number: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def letters(judge_ids: Iterable[int], inputs_hash: str) -> dict[int, str]:
    """A letter for each judge, in an order that says nothing: not of when they joined, nor of how they score.

    The inputs' hash is never published, so the order cannot be found again from the judges' numbers.
    """

    def lot(judge_id: int) -> str:
        return hashlib.sha256(f"{inputs_hash} {judge_id}".encode()).hexdigest()

    return {judge_id: letter(place) for place, judge_id in enumerate(sorted(set(judge_ids), key=lot))}


@dataclass(frozen=True)
class Formula:
    """The constants of the published formula as a ranking kept them; None and nothing where it has none."""

    level: float | None
    levels: Mapping[int, float]
    """division id → points"""
    pull: float | None


def formula_of(ranking: Ranking) -> Formula:
    """What `contest.pipeline.rank` wrote into the summary, under "formula"; a plain mean needs none of it."""
    kept = ranking.summary.get("formula", {}) if ranking.method.startswith("hierarchical") else {}
    levels = {int(division): level for division, level in kept.get("levels", {}).items()}
    return Formula(kept.get("level"), levels, kept.get("pull"))


def short(value: float | None, digits: int = 6) -> float | None:
    """Rounded as it is published."""
    return None if value is None else round(value, digits) + 0.0  # no negative zero


def _numbers(
    ranking: Ranking, entries: list[RankedEntry], judges: list[JudgeEstimate], sheets: list[CountedSheet]
) -> dict[str, Any]:
    counting = [sheet for sheet in sheets if sheet.weight > 0]
    severities = [judge.severity for judge in judges if judge.severity is not None and not judge.is_left_out]
    pairs = [entry.before_next for entry in entries if entry.before_next is not None]
    return {
        "entries": len(entries),
        "judges": len({sheet.judge_id for sheet in counting}),
        "sheets": len(counting),
        "sheets_per_entry": round(len(counting) / len(entries), 2) if entries else 0,
        "settling": sum(sheet.round > 1 for sheet in counting),
        "left_out_judges": sum(judge.is_left_out for judge in judges),
        "reliability": short(ranking.summary.get("reliability"), 2),
        "unsure": short(mean(chance < SURE for chance in pairs), 2) if pairs else None,
        "not_told_apart": short(mean(map(is_too_close, pairs)), 2) if pairs else None,
        "most_generous": short(max(severities), 2) if len(severities) > 1 else None,
        "most_severe": short(min(severities), 2) if len(severities) > 1 else None,
    }


def _divisions(
    season: Season, entries: list[RankedEntry], marks: Mapping[int, Mapping[int, float]]
) -> list[dict[str, Any]]:
    parts = []
    for division in season.divisions:
        own = [entry for entry in entries if entry.division_id == division.id]
        if own:
            widths = [
                entry.place_high - entry.place_low + 1
                for entry in own
                if entry.place_low is not None and entry.place_high is not None
            ]
            parts.append(
                {
                    "position": division.position,
                    "name_zh": division.name_zh,
                    "name_en": division.name_en,
                    "entries": len(own),
                    "typical_places": round(median(widths)) if len(widths) >= FEWEST else None,
                    "medians": _medians(season, [marks[each.entry_id] for each in own if each.entry_id in marks]),
                }
            )
    return parts


def _medians(season: Season, marks: list[Mapping[int, float]]) -> dict[str, float]:
    medians = {}
    for criterion in season.criteria:
        given = [each[criterion.id] for each in marks if criterion.id in each]
        if len(given) >= FEWEST:
            medians[criterion.key] = round(median(given), 2)
    return medians


def _awards(entries: list[RankedEntry], held: Mapping[int, int], kinds: Sequence[AwardKind]) -> list[dict[str, Any]]:
    """Of each award by share: how many hold it or a better one, and how many of them very many judges would put there
    too."""
    lines = []
    for position, kind in enumerate(kinds):
        chances = [
            entry.chances[str(kind.id)]
            for entry in entries
            if held.get(entry.entry_id, len(kinds)) <= position and entry.chances.get(str(kind.id)) is not None
        ]
        if chances:
            lines.append({"award": position, "given": len(chances), "expected": round(sum(chances), 1)})
    return lines


def _example(
    ranking: Ranking, entries: list[RankedEntry], judges: list[JudgeEstimate], sheets: list[CountedSheet]
) -> dict[str, Any] | None:
    """One game without its number, whose score was corrected more than that of three games in four."""
    able = [each for each in entries if each.score is not None and each.mean is not None and each.sheets > 1]
    if len(able) < FEWEST:
        return None
    able.sort(key=lambda each: (abs((each.score or 0) - (each.mean or 0)), each.code))
    chosen = able[3 * len(able) // 4]
    of_judge = {judge.judge_id: judge for judge in judges}
    own = [sheet for sheet in sheets if sheet.entry_id == chosen.entry_id and sheet.weight > 0]
    own.sort(key=lambda sheet: (-sheet.composite, sheet.weight))
    return {
        "mean": short(chosen.mean, 4),
        "score": short(chosen.score, 4),
        "sheets": [
            {
                "judge": letter(place),
                "composite": short(sheet.composite),
                "corrected": short(sheet.corrected),
                "severity": short(of_judge[sheet.judge_id].severity) if sheet.judge_id in of_judge else None,
                "weight": short(sheet.weight),
            }
            for place, sheet in enumerate(own)
        ],
    }
