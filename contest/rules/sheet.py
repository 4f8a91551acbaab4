"""How two writers of one score sheet are merged: two tabs, two devices, or a line that came back late.

A sheet is a handful of named fields (`mark-7`, `comment`, `note`, `flag-improper`). Whoever changes a field says
what it held when they last saw it. The change is taken if the field still holds that; if it holds something else,
the field is in conflict and keeps what it holds until a person chooses. Fields never conflict with each other, and
a change that is already there (its answer was lost on the way) is no conflict.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Value = int | str | bool | None
MOST_SECONDS_AT_ONCE = 30 * 60
"""What one save may add to the time: the page stops counting long before, when nobody moves."""
MOST_SECONDS = 24 * 60 * 60
"""Of one sheet, in all."""
MARK, FLAG = "mark-", "flag-"
WORDS = ("comment", "note")


@dataclass(frozen=True)
class Change:
    """What a writer saw in a field, and what it is to hold."""

    was: Value
    """None: nothing. That fits an unmarked criterion, an empty text and a flag that is not raised."""
    now: Value


@dataclass(frozen=True)
class Merge:
    """What becomes of a writer's changes."""

    taken: Mapping[str, Value]
    """Fields that change, with their new value."""
    conflicts: tuple[str, ...]
    """Fields that somebody else changed meanwhile, to something else."""


def merge(kept: Mapping[str, Value], changes: Mapping[str, Change]) -> Merge:
    """Decide field by field; `kept` is what the sheet holds. Raises KeyError for a field that no sheet has."""
    open_changes = {name: change for name, change in changes.items() if not same(kept[name], change.now)}
    conflicts = tuple(name for name, change in open_changes.items() if not _is_as_seen(kept[name], change.was))
    taken = {name: change.now for name, change in open_changes.items() if name not in conflicts}
    return Merge(taken, conflicts)


@dataclass(frozen=True)
class Span:
    """Time that a page has counted, told like a change: a resending of what had arrived must not count twice."""

    was: int
    """The sheet's seconds when the page last heard of them."""
    now: int
    """The same and what the page has counted since."""


def seconds_with(kept: int, span: Span) -> int:
    """The sheet's seconds with a page's added. Another tab's or device's, counted meanwhile, stay."""
    if span.now <= span.was or span.now == kept:
        return kept
    return min(MOST_SECONDS, kept + min(MOST_SECONDS_AT_ONCE, span.now - span.was))


def _is_as_seen(kept: Value, was: Value) -> bool:
    return same(kept, was) or (was is None and (kept is False or kept == ""))


def same(one: Value, other: Value) -> bool:
    """Equal and of one kind: for Python 1 equals True, but a mark of 1 is not a tick."""
    return type(one) is type(other) and one == other


def mark_field(criterion_id: int) -> str:
    """The name of the field that holds a criterion's points."""
    return f"{MARK}{criterion_id}"


def flag_field(flag: str) -> str:
    """The name of the field that holds whether a flag is raised."""
    return f"{FLAG}{flag}"
