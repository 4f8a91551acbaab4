"""A change of the assignments that was worked out and waits to be looked at."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from contest.models.base import Base, words


class DraftKind(enum.StrEnum):
    """What the change is for."""

    DEAL = "deal"
    """Every game gets the judges it lacks."""
    LEVEL = "level"
    """The rest of the round is shared out anew."""
    SETTLE = "settle"
    """More reviews where they would settle an award."""


class Draft(Base):
    """The newest draft of its kind in a season. For large seasons only: working one out takes seconds, so it is done
    beside the requests and kept until it is applied or asked for again."""

    __tablename__ = "draft"

    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"), primary_key=True)
    kind: Mapped[DraftKind] = mapped_column(words(DraftKind, "draft_kind"), primary_key=True)
    budget: Mapped[int]
    """Sheets that a settling round may use; 0 for the other kinds."""
    content: Mapped[dict[str, Any] | None]
    """contest.pipeline.moves.Moves.to_dict(); None while it is worked out."""
    problem: Mapped[str] = mapped_column(String(60), default="")
    """The kind of error that kept it from being worked out."""
    asked_at: Mapped[datetime]
