"""Of two organizers who press at once, the second waits for the first, and then finds what the first did."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from contest.models import Season


def hold_season(session: Session, season_id: int) -> None:
    """Let nobody else decide about this season until the transaction ends. Read what you decide by afterwards.

    An update that changes nothing locks the row on PostgreSQL and takes the write lock on SQLite, which knows no
    SELECT … FOR UPDATE.
    """
    session.execute(
        update(Season)
        .where(Season.id == season_id)
        .values(slug=Season.slug)
        .execution_options(synchronize_session=False)
    )
