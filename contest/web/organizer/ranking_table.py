"""A proposal as a spreadsheet for the organizers: numbers and games, no names of children."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from sqlalchemy.orm import Session

from contest.documents.spreadsheet import write_table
from contest.judging.rank import rounded
from contest.models import AwardKind, Ranking, Season
from contest.queries.results import share_kinds
from contest.queries.standings import table_rows
from contest.web.language import in_language

WIDTHS = (22, 10, 10, 10, 10, 10, 10, 10, 10, 12, 32, 32, 14)
CHANCE_WIDTH = 16


def as_spreadsheet(session: Session, season: Season, ranking: Ranking) -> bytes:
    """An .xlsx of all lines, division by division, best first."""
    kinds = [kind for kind in share_kinds(session, season.id) if str(kind.id) in ranking.parameters.get("shares", {})]
    divisions = {division.id: in_language(division, "name") for division in season.divisions}
    split = ranking.summary.get("split_divisions", ())
    rows = [
        _row(divisions[line.division_id], line, line.division_id in split, kinds)
        for line in table_rows(session, ranking)
    ]
    widths = (*WIDTHS, *(CHANCE_WIDTH for _ in kinds))
    return write_table(gettext("Ranking"), _header(kinds), rows, widths)


def _header(kinds: list[AwardKind]) -> list[str]:
    return [
        gettext("Division"),
        gettext("Group"),
        gettext("Place"),
        gettext("Place at best (9 in 10)"),
        gettext("Place at worst (9 in 10)"),
        gettext("Score"),
        gettext("Plain mean"),
        gettext("Sheets"),
        gettext("Spread"),
        gettext("Number"),
        gettext("Game"),
        gettext("School"),
        gettext("Province"),
        *(gettext("Chance: %(award)s or better", award=in_language(kind, "name")) for kind in kinds),
    ]


def _row(division: str, line: Any, is_split: bool, kinds: list[AwardKind]) -> list[object]:
    return [
        division,
        line.island + 1 if is_split and line.place is not None else None,
        line.place,
        line.place_low,
        line.place_high,
        _short(line.score),
        _short(line.mean),
        line.sheets,
        _short(line.spread),
        line.code,
        line.title,
        line.name,
        line.province,
        *(line.chances.get(str(kind.id)) for kind in kinds),
    ]


def _short(value: float | None) -> float | None:
    return None if value is None else rounded(value)
