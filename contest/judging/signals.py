"""The figures of a look, read: one signal a question that an organizer has, with its light and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contest.judging.health import (
    FEWEST_SHEETS,
    Figures,
    Light,
    Pile,
    Slow,
    light_of_ceiling,
    light_of_effective,
    light_of_groups,
    light_of_loads,
    light_of_reliability,
    light_of_sheets,
    light_of_slow,
    light_of_strength,
    slow,
)


@dataclass(frozen=True)
class Signal:
    """The answer to one question."""

    question: str
    light: Light
    facts: Mapping[str, Any] = field(default_factory=dict)


def signals(figures: Figures, *, aimed: int, begins: float, ends: float, now: float) -> tuple[Signal, ...]:
    """All signals, in the order in which an organizer would act on them.

    `aimed`: the season's sheets a game. `begins`, `ends` and `now`: the judging round and the moment, in seconds.
    While judging runs, groups, strength and sheets are read from what is dealt; afterwards from what was finished.
    """
    is_over = now >= ends
    return (
        _groups(figures, is_over),
        _sheets(figures, aimed, is_over),
        _slow(figures, begins, ends, now),
        _strength(figures, is_over),
        Signal("loads", light_of_loads(figures.loads), {"loads": figures.loads}),
        _effective(figures),
        Signal("reliability", light_of_reliability(figures.reliability), {"value": figures.reliability}),
        _ceiling(figures),
    )


def slow_judges(figures: Figures, *, begins: float, ends: float, now: float) -> list[tuple[Pile, Slow]]:
    """Judges who are waited for, those with most games left first."""
    found = [(pile, slow(pile, begins=begins, ends=ends, now=now)) for pile in figures.piles]
    waited = [(pile, why) for pile, why in found if why is not None]
    return sorted(waited, key=lambda each: (each[0].done - each[0].total, each[0].judge))


def _groups(figures: Figures, is_over: bool) -> Signal:
    counts = [each.finished if is_over else each.dealt for each in figures.groups]
    facts = {
        "split": [each.division for each, count in zip(figures.groups, counts, strict=True) if count > 1],
        "most": max(counts, default=0),
        "finished": max((each.finished for each in figures.groups), default=0),
        "is_over": is_over,
    }
    return Signal("groups", light_of_groups(counts), facts)


def _strength(figures: Figures, is_over: bool) -> Signal:
    value = figures.strength_finished if is_over else figures.strength_dealt
    facts = {"value": value, "finished": figures.strength_finished, "is_over": is_over}
    return Signal("strength", light_of_strength(value), facts)


def _sheets(figures: Figures, aimed: int, is_over: bool) -> Signal:
    counts = figures.finished if is_over else figures.dealt
    total = sum(figures.finished)
    facts = {
        "mean": sum(n * count for n, count in enumerate(figures.finished)) / total if total else 0.0,
        "dealt": sum(n * count for n, count in enumerate(figures.dealt)) / total if total else 0.0,
        "few": sum(counts[: min(FEWEST_SHEETS, aimed)]),
        "short": sum(counts[:aimed]),
        "aimed": aimed,
        "is_over": is_over,
    }
    return Signal("sheets", light_of_sheets(counts, aimed), facts)


def _effective(figures: Figures) -> Signal:
    with_sheet = sum(figures.finished[1:])
    mean = sum(n * count for n, count in enumerate(figures.finished)) / with_sheet if with_sheet else 0.0
    return Signal(
        "effective", light_of_effective(figures.effective, mean), {"value": figures.effective, "sheets": mean}
    )


def _ceiling(figures: Figures) -> Signal:
    share = figures.top_share()
    by_criterion = {criterion: figures.top_share(criterion) for criterion in figures.marks}
    return Signal("ceiling", light_of_ceiling(share), {"share": share, "criteria": by_criterion})


def _slow(figures: Figures, begins: float, ends: float, now: float) -> Signal:
    waited = slow_judges(figures, begins=begins, ends=ends, now=now)
    left = sum(pile.total - pile.done for pile, _ in waited)
    dealt = sum(n * count for n, count in enumerate(figures.dealt))
    facts = {"judges": len(waited), "left": left, "dealt": dealt}
    return Signal("slow", light_of_slow(left, dealt), facts)
