"""The forest plot of a ranking's page: for every line where its place may lie, drawn by the template as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contest.models import AwardKind, Placing
from contest.rules.awards import Share, lines

LEFT, WIDTH = 4.0, 192.0
"""Of the drawing, in its own units: a place lies at LEFT … LEFT + WIDTH."""


@dataclass(frozen=True)
class AwardEnd:
    """Where an award ends, and how many get it or a better one."""

    kind: AwardKind
    seats: int
    x: float


@dataclass(frozen=True)
class Axis:
    """The places of one division from left (1) to right."""

    last: int
    ends: tuple[AwardEnd, ...]

    def x(self, place: float) -> float:
        """Where a place lies; half places lie between two."""
        if self.last < 2:
            return LEFT + WIDTH / 2
        return round(LEFT + WIDTH * (place - 1) / (self.last - 1), 1)

    def strip(self, line: Placing) -> tuple[float, float, float] | None:
        """Where the interval begins, where it ends, and where the place itself lies; None without an interval."""
        if line.place is None or line.place_low is None or line.place_high is None:
            return None
        return self.x(line.place_low), self.x(line.place_high), self.x(line.place)


def axis(kinds: Sequence[AwardKind], placed: int, *, is_split: bool) -> Axis:
    """The axis of a division with so many places. Where a division falls apart no award has an end."""
    bare = Axis(placed, ())
    shares = [] if is_split else [kind for kind in kinds if kind.share_percent]
    ends = lines([Share(kind.id, kind.share_percent or 0) for kind in shares], placed)
    return Axis(
        placed,
        tuple(
            AwardEnd(kind, seats, bare.x(seats + 0.5))
            for kind, seats in zip(shares, ends, strict=True)
            if 0 < seats < placed
        ),
    )
