"""A practice sheet beside the sheet that the organizers agreed on: how far apart they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

LEANS_FROM = 0.5
"""Levels a criterion, on average, from which a judge is told to be higher or lower."""


class Distance(StrEnum):
    """How far the two sheets are apart."""

    SAME = "same"
    NEAR = "near"
    """No criterion by more than one level: as two people usually differ."""
    FAR = "far"


class Leaning(StrEnum):
    """Which way the judge's marks lie from the agreed ones."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True)
class Beside:
    """One criterion's two marks."""

    key: str
    mine: int
    agreed: int
    levels_apart: int
    """How many levels mine is above (+) or below (-)."""


@dataclass(frozen=True)
class Comparison:
    """Two sheets side by side."""

    criteria: tuple[Beside, ...]
    distance: Distance
    leaning: Leaning


def compare(mine: Mapping[str, int], agreed: Mapping[str, int], levels: Mapping[str, Sequence[int]]) -> Comparison:
    """Both sheets by criterion key, in the order of `levels`, which holds each criterion's points, lowest first.

    A criterion or level that the rubric no longer has is left out: the rubric may have changed since.
    """
    pairs = tuple(
        Beside(key, mine[key], agreed[key], steps.index(mine[key]) - steps.index(agreed[key]))
        for key, steps in levels.items()
        if mine.get(key) in steps and agreed.get(key) in steps
    )
    apart = [pair.levels_apart for pair in pairs]
    return Comparison(pairs, _distance(apart), _leaning(apart))


def _distance(apart: Sequence[int]) -> Distance:
    widest = max(map(abs, apart), default=0)
    return (Distance.SAME, Distance.NEAR)[widest] if widest < 2 else Distance.FAR


def _leaning(apart: Sequence[int]) -> Leaning:
    mean = sum(apart) / len(apart) if apart else 0.0
    if abs(mean) < LEANS_FROM:
        return Leaning.NEITHER
    return Leaning.HIGHER if mean > 0 else Leaning.LOWER
