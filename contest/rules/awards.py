"""Which entries of one division are proposed for which award by share. The organizers decide; this only proposes.

The rule, for kinds ordered best first with shares p₁, p₂, … in per cent and n entries that have a place:

- Line k lies after ⌈(p₁ + … + pₖ) · n / 100⌉ entries. Rounding up the running total gives every division with a
  placed entry at least one best award; without ties, all awards by share together exceed their exact share by less than
  one. With 10, 20 and 30 %: 10 entries give 1, 2, 3; 8 give 1, 2, 2; 3 give 1, 0, 1.
- An entry gets the best kind whose line its place does not lie beyond. So a tie at a line is shared: all tied get the
  better award.
- The lines below do not move for that: what a tie takes in addition comes out of the next kind.
- An entry without a place gets none.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


class SharesError(ValueError):
    """Shares that cannot be given; `code` says why: share_not_positive, shares_over_hundred, kind_twice."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Share:
    """A kind of award, by id, for so many per cent of a division."""

    kind: int
    percent: int | Decimal


@dataclass(frozen=True)
class TieAtLine:
    """Entries that share a place across a line and therefore all get the better award."""

    kind: int
    """The better award."""
    place: int
    entries: tuple[int, ...]
    seats: int
    """How many of them the share itself had room for."""


TOO_CLOSE = 0.6
"""The better of two is better with at least this probability, or their order cannot decide an award."""
FEWEST_SHEETS = 3
"""An award by share needs so many: one judge more or less must not decide it."""


@dataclass(frozen=True)
class Proposal:
    """Awards by share for one division."""

    kinds: Mapping[int, int]
    """entry → kind; only entries that get one."""
    ties: tuple[TieAtLine, ...]


def propose(places: Mapping[int, int | None], shares: Sequence[Share]) -> Proposal:
    """Awards for one division.

    places: entry → its place in the division (1 is best; ties share a place: 1, 2, 2, 4), None for no place.
    shares: best kind first. Raises SharesError when one is not positive or they exceed 100 % together.
    """
    _refuse_bad(shares)
    at_place: dict[int, list[int]] = {}
    for entry in sorted(places):
        if (place := places[entry]) is not None:
            at_place.setdefault(place, []).append(entry)
    placed = sum(len(entries) for entries in at_place.values())
    kinds: dict[int, int] = {}
    ties = []
    for share, line in zip(shares, lines(shares, placed), strict=True):
        for place in sorted(place for place in at_place if place <= line):
            entries = at_place.pop(place)
            kinds |= dict.fromkeys(entries, share.kind)
            if (seats := line - place + 1) < len(entries):
                ties.append(TieAtLine(share.kind, place, tuple(entries), seats))
    return Proposal(kinds, tuple(ties))


def is_too_close(probability: float) -> bool:
    """Whether the better of two, better with this probability, cannot be told from the other."""
    return probability < TOO_CLOSE


def lines(shares: Sequence[Share], placed: int) -> list[int]:
    """After how many of `placed` entries each kind ends; exact fractions, for 10 % + 20 % of floats is more than
    30 %."""
    so_far = Fraction(0)
    return [math.ceil((so_far := so_far + Fraction(share.percent)) * placed / 100) for share in shares]


def _refuse_bad(shares: Sequence[Share]) -> None:
    if any(share.percent <= 0 for share in shares):
        raise SharesError("share_not_positive")
    if sum(Fraction(share.percent) for share in shares) > 100:
        raise SharesError("shares_over_hundred")
    if len({share.kind for share in shares}) < len(shares):
        raise SharesError("kind_twice")
