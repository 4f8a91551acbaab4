"""The audit trail, to read."""

from __future__ import annotations

from flask import render_template, request

from contest.extensions import db
from contest.models import Season
from contest.queries.site import audit_events, subject_names
from contest.web.access import guarded, row_number
from contest.web.organizer.audit_words import changes, what
from contest.web.organizer.blueprint import organizer_bp


@organizer_bp.get("/audit")
@guarded("audit.read")
def audit() -> str:
    """Newest events first, a page at a time; of one season, or of all."""
    season_id = request.args.get("season", type=row_number)
    events, older = audit_events(db.session(), season_id=season_id, before=request.args.get("before", type=row_number))
    return render_template(
        "organizer/audit.html",
        events=events,
        older=older,
        only=db.session.get(Season, season_id) if season_id is not None else None,
        names=subject_names(db.session(), events),
        what=what,
        changes=changes,
    )
