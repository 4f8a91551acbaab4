"""How healthy a season's judging is: figures, and what each of them means.

Each figure gets a light: GOOD, LOOK (worth an organizer's look), ACT (do something before ranking) or UNKNOWN. The
bounds stand here with their reasons; the sentences stand in the page.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

STRONG, THIN = 0.3, 0.1
"""λ₂/load: from STRONG on any deal of that size gives about the same order; under THIN a few judges carry all
comparison between two parts of the jury."""
RELIABLE, UNRELIABLE = 0.7, 0.5
"""Below one half, chance makes more of the differences between scores than the games do."""
CEILING, LOW_CEILING = 0.15, 0.30
"""Share of marks at the top: beyond the first the best games can hardly be told apart, beyond the second not at all."""
FEWEST_SHEETS, AWARD_SHEETS = 2, 3
"""Under two sheets there is no place; awards want three."""
WORTH, LITTLE_WORTH = 0.8, 0.6
"""Effective over actual sheets: below, unequal care of the judges costs a game a fifth (two fifths) of its sheets."""
MOST_IN_A_PLOT = 60
"""Judges; more make a picture of who shares games with whom a grey disc."""
EARLY = 0.25
"""Share of the round in which nobody is called slow yet; also how far behind the clock a judge may be."""
QUIET_DAYS = 3.0
"""A judge may rest this long in the shortest round."""


class Light(StrEnum):
    """How a figure stands."""

    GOOD = "good"
    LOOK = "look"
    ACT = "act"
    UNKNOWN = "unknown"


class Slow(StrEnum):
    """Why a judge is waited for."""

    NOT_BEGUN = "not-begun"
    SILENT = "silent"
    BEHIND = "behind"


@dataclass(frozen=True)
class Pile:
    """One judge's games. Moments are seconds since 1970."""

    judge: int
    total: int
    done: int
    began: float
    """When the first game was dealt, or judging began if that was later."""
    last: float | None
    """When a sheet was last saved; None: never."""


@dataclass(frozen=True)
class DivisionGroups:
    """How the sheets of one division hang together."""

    division: int
    dealt: int
    """Groups when all that is dealt is finished; 0 for a division without games."""
    finished: int
    """Groups as far as it is finished."""


@dataclass(frozen=True)
class Figures:
    """What one look at a season found. Numbers of entries, judges and criteria are their ids."""

    entries: int
    judges: int
    """Active ones."""
    groups: tuple[DivisionGroups, ...]
    strength_dealt: float | None
    strength_finished: float | None
    loads: tuple[int, int, int] | None
    """Fewest, median and most games of the active judges who are not at their own limit."""
    dealt: tuple[int, ...]
    """At place n: entries with n reviews dealt."""
    finished: tuple[int, ...]
    """At place n: entries with n sheets that count."""
    effective: float | None
    """Mean over entries with a sheet of how many equal sheets theirs are worth; None without a ranking."""
    reliability: float | None
    marks: Mapping[int, Mapping[int, int]]
    """criterion → points → marks given."""
    top: Mapping[int, int]
    """criterion → the rubric's highest points."""
    piles: tuple[Pile, ...]
    """Of judges with unfinished games."""
    shared: tuple[tuple[int, int, int], ...] | None
    """(judge, other, games both have), of what is dealt; None with more than MOST_IN_A_PLOT judges."""

    def to_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Figures:
        """The inverse, also after JSON has made all keys text and all tuples lists."""
        shared = kept["shared"]
        return cls(
            **{
                **kept,
                "groups": tuple(DivisionGroups(**each) for each in kept["groups"]),
                "loads": None if kept["loads"] is None else tuple(kept["loads"]),
                "dealt": tuple(kept["dealt"]),
                "finished": tuple(kept["finished"]),
                "marks": {
                    int(key): {int(points): count for points, count in counts.items()}
                    for key, counts in kept["marks"].items()
                },
                "top": {int(key): points for key, points in kept["top"].items()},
                "piles": tuple(Pile(**each) for each in kept["piles"]),
                "shared": None if shared is None else tuple((one, other, games) for one, other, games in shared),
            }
        )

    def top_share(self, criterion: int | None = None) -> float | None:
        """Share of marks at the top, of one criterion or of all; None without a mark."""
        chosen = [criterion] if criterion is not None else list(self.marks)
        total = sum(sum(self.marks.get(each, {}).values()) for each in chosen)
        at_top = sum(self.marks.get(each, {}).get(self.top[each], 0) for each in chosen)
        return at_top / total if total else None


def light_of_groups(groups: Sequence[int]) -> Light:
    """All games of a division must hang together."""
    if not any(groups):
        return Light.UNKNOWN
    return Light.ACT if max(groups) > 1 else Light.GOOD


def light_of_strength(value: float | None) -> Light:
    """λ₂/load."""
    if value is None:
        return Light.UNKNOWN
    return Light.GOOD if value >= STRONG else Light.LOOK if value >= THIN else Light.ACT


def light_of_loads(loads: tuple[int, int, int] | None) -> Light:
    """A deal is even within one. Moves in the round make it less so; a fair share is what volunteers ask for."""
    if loads is None:
        return Light.UNKNOWN
    fewest, middle, most = loads
    if most - fewest <= max(2, math.ceil(0.25 * middle)):
        return Light.GOOD
    return Light.ACT if most >= 2 * max(middle, 1) and most - middle >= 5 else Light.LOOK


def light_of_sheets(counts: Sequence[int], aimed: int) -> Light:
    """`counts[n]` entries have n sheets; `aimed` is the season's number of sheets a game."""
    if not sum(counts):
        return Light.UNKNOWN
    if sum(counts[:FEWEST_SHEETS]) and aimed >= FEWEST_SHEETS:
        return Light.ACT
    return Light.LOOK if sum(counts[: min(aimed, AWARD_SHEETS)]) else Light.GOOD


def light_of_effective(effective: float | None, sheets: float) -> Light:
    """Effective judges per entry against the mean number of sheets."""
    if effective is None or not sheets:
        return Light.UNKNOWN
    share = effective / sheets
    return Light.GOOD if share >= WORTH else Light.LOOK if share >= LITTLE_WORTH else Light.ACT


def light_of_reliability(value: float | None) -> Light:
    """Share of the differences between scores that the games make."""
    if value is None:
        return Light.UNKNOWN
    return Light.GOOD if value >= RELIABLE else Light.LOOK if value >= UNRELIABLE else Light.ACT


def light_of_ceiling(share: float | None) -> Light:
    """Share of marks at the top."""
    if share is None:
        return Light.UNKNOWN
    return Light.GOOD if share <= CEILING else Light.LOOK if share <= LOW_CEILING else Light.ACT


def slow(pile: Pile, *, begins: float, ends: float, now: float) -> Slow | None:
    """Whether a judge is waited for, and why; moments in seconds.

    Somebody who got games late is measured from then on. In the first quarter of their time nobody is slow.
    """
    left, began = pile.total - pile.done, max(begins, pile.began)
    whole = max(ends - began, 1.0)
    elapsed = min(1.0, (now - began) / whole)
    if left <= 0 or elapsed < EARLY:
        return None
    if pile.last is None:
        return Slow.NOT_BEGUN
    if now - pile.last >= max(QUIET_DAYS * 86400, EARLY * whole):
        return Slow.SILENT
    return Slow.BEHIND if elapsed - pile.done / pile.total >= EARLY else None


def light_of_slow(left_with_slow: int, dealt: int) -> Light:
    """Reviews that wait with slow judges, against all that are dealt."""
    if not dealt:
        return Light.UNKNOWN
    if not left_with_slow:
        return Light.GOOD
    return Light.ACT if left_with_slow > 0.1 * dealt else Light.LOOK
