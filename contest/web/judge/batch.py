"""A few games at a time: which one of how many this is. It travels in addresses and forms; nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request

MOST = 20


@dataclass(frozen=True)
class Batch:
    """Game `at` of `of`, counted from 1."""

    at: int
    of: int

    @property
    def is_last(self) -> bool:
        """Whether this game is the batch's last."""
        return self.at >= self.of

    def after(self) -> Batch:
        """The next game's place."""
        return Batch(self.at + 1, self.of)

    def fields(self) -> dict[str, Any]:
        """As it stands in an address or a form."""
        return {"at": self.at, "of": self.of}


def sent_batch() -> Batch | None:
    """The batch that the request is part of; None for a game that was chosen by itself."""
    at, of = request.values.get("at", type=int), request.values.get("of", type=int)
    if at is None or of is None or not 1 <= at <= of <= MOST:
        return None
    return Batch(at, of)


def batch_fields(batch: Batch | None) -> dict[str, Any]:
    """The batch's fields; none without one."""
    return batch.fields() if batch is not None else {}
