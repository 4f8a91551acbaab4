"""How a season was judged, in plain words and its own numbers; the table from which anyone recomputes its scores."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template
from flask_babel import lazy_gettext as _l

from contest.documents.sheet_table import as_csv
from contest.errors import N_, Missing
from contest.models import Publication
from contest.pipeline.publish import canonical
from contest.web.access import guarded
from contest.web.language import language
from contest.web.public.blueprint import public_bp
from contest.web.public.results import publication_by_slug

COLUMNS = {
    "entry": _l("Entry number"),
    "division": _l("Division"),
    "judge": _l("Judge"),
    "composite": _l("Sheet's weighted mean"),
    "weight": _l("Sheet's weight"),
    "severity": _l("Judge's severity"),
    "spread": _l("Judge's spread"),
    "spread_squared": _l("Judge's mean squared spread"),
    "level": _l("Level of all games"),
    "division_level": _l("Level of the division"),
    "pull": _l("Pull towards the division's level"),
    "score": _l("Published score"),
    "deviation": _l("Uncertainty (standard deviation)"),
    "place_low": _l("Place, best likely"),
    "place_high": _l("Place, worst likely"),
}
"""The columns of the table for spreadsheets."""


@public_bp.get("/results/<slug>/how-we-judge")
@guarded("results.read", publication_by_slug)
def result_method(row: Publication) -> str:
    """The method in words, with this season's own numbers."""
    if not row.content.get("judging"):
        raise Missing(N_("These results say nothing of how they were judged."))
    return render_template("public/result_method.html", publication=row, content=row.content)


@public_bp.get("/results/<slug>/score-sheets.csv")
@guarded("results.read", publication_by_slug)
def result_table(row: Publication) -> Response:
    """The table of all sheets for a spreadsheet."""
    words = {field: str(name) for field, name in COLUMNS.items()}
    return _sent(row, as_csv(_table(row), words, language()), "text/csv", "csv")


@public_bp.get("/results/<slug>/score-sheets.json")
@guarded("results.read", publication_by_slug)
def result_table_data(row: Publication) -> Response:
    """The same for programs: the bytes whose SHA-256 stands in the publication."""
    return _sent(row, canonical(_table(row)), "application/json", "json")


def _table(row: Publication) -> dict[str, Any]:
    if row.sheet_table is None:
        raise Missing(N_("The table of score sheets is not published for this season."))
    return row.sheet_table


def _sent(row: Publication, data: bytes, kind: str, ending: str) -> Response:
    response = Response(data, mimetype=kind)
    name = f"{row.content['season']['slug']}-score-sheets.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
