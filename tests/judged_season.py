"""A small season with severe and generous judges, large enough for the model of judges; its sheets hold secrets."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import makers
from sqlalchemy.orm import Session

from contest.models import Author, Entry, Judge, ScoreSheet, Season

SEVERITY = (0.9, 0.5, 0.1, -0.1, -0.5, -0.9)
SECRETS = ("王小明", "评委甲", "Judge Secret", "13800000000", "no-award school", "the organizers' note", "Titled")
"""Words that are nobody's to read: a child's name, judges' names, a login, the school and title of a game without an
award, a judge's note."""


@dataclass(frozen=True)
class JudgedSeason:
    """The season with all that was made for it."""

    season: Season
    judges: list[Judge]
    entries: list[Entry]
    sheets: list[ScoreSheet]


def make_judged_season(session: Session, *, entries: int = 14, complete: bool = False, **given: Any) -> JudgedSeason:
    """`entries` games in two divisions, three sheets each by some of six judges, which takes the model of judges two
    seconds; or, `complete`, by all of three judges, where the plain mean is taken at once."""
    season = makers.make_season(session, **{"slug": "2026-27", **given})
    lots = random.Random(7)
    names = ["评委甲", *(f"Judge Secret {number}" for number in range(1, 6))][: 3 if complete else 6]
    judges = [
        makers.make_judge(session, season, name=name, login=f"13800000000-{season.slug}-{number}")
        for number, name in enumerate(names)
    ]
    made = JudgedSeason(season, judges, [], [])
    for number in range(entries):
        entry = makers.make_entry(
            session,
            season,
            makers.make_school(session, name=f"no-award school {season.slug} {number}"),
            code=f"{season.id}C{lots.randrange(10**6):06}",
            title=f"Titled {number}",
            division=season.divisions[number % 2],
            authors=[Author(position=0, full_name="王小明", grade=2)],
        )
        made.entries.append(entry)
        chosen = judges if complete else lots.sample(range(6), 3)
        for place in range(3):
            who = place if complete else chosen[place]
            worth = 4.4 - 2.8 * number / entries + SEVERITY[who]
            points = [min(5, max(1, round(worth + lots.gauss(0, 0.5)))) for _ in season.criteria]
            sheet = makers.make_sheet(session, makers.make_assignment(session, entry, judges[who]), points)
            sheet.comment = f"Comment {number}-{place} by {judges[who].user.name}"
            sheet.note = "the organizers' note"
            made.sheets.append(sheet)
    session.flush()
    return made
