"""Where things stand in the plots: numbers for templates/shared/_plots.html, which draws them as SVG.

Across, positions are per cent of the plot's width, so that lines stretch with the page and letters and dots do not;
down, they are pixels. Nothing here knows whom a plot is about.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

INTERVAL = 1.645
"""Standard deviations to both sides of the middle that hold 90 % of a normal distribution."""
ROW, HEAD = 38, 26
"""Pixels: a row of the severity plot (a line of words above a line with a dot), and the scale above the rows."""
MARGIN = 3.0
"""Per cent at both ends, so that no dot is cut."""
SIDE = 400.0
"""Of the square in which a network is drawn."""
RING, NAMES = 158.0, 180.0
"""Radius of the circle of dots, and of their numbers."""
TALLEST = 96.0
"""Pixels: the highest column of a distribution."""


@dataclass(frozen=True)
class Tick:
    """A mark on a scale."""

    at: float
    value: float


@dataclass(frozen=True)
class SeverityRow:
    """One judge: a dot with a line that holds the severity with 90 %."""

    name: str
    value: float
    at: float
    low: float
    high: float
    top: int
    """Where the row begins, in pixels."""


@dataclass(frozen=True)
class SeverityPlot:
    """Judges below each other, 0 (as the others) in the middle."""

    rows: tuple[SeverityRow, ...]
    ticks: tuple[Tick, ...]
    zero: float
    height: int


@dataclass(frozen=True)
class Node:
    """One judge on the circle, by number, with the place of that number."""

    number: int
    name: str
    x: float
    y: float
    name_x: float
    name_y: float
    games: int
    """Shared with others, each as often as there are others."""


@dataclass(frozen=True)
class Edge:
    """Two judges who share games."""

    x1: float
    y1: float
    x2: float
    y2: float
    strength: int
    """1 to 3: few, some, many games for this jury."""
    one: int
    other: int
    games: int


@dataclass(frozen=True)
class Network:
    """Who shares games with whom."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    most: int
    """Games that the closest pair shares."""


@dataclass(frozen=True)
class Column:
    """One number of points: how often somebody gave it, beside how often all gave it; shares of 1."""

    points: int
    own: float
    everyone: float
    own_count: int
    own_height: float
    """Pixels; `everyone_height` likewise."""
    everyone_height: float
    left: float
    """Per cent; the two columns fill `width` from here."""
    width: float


def severity_plot(judges: Sequence[tuple[str, float, float | None]]) -> SeverityPlot:
    """(name, severity, its standard deviation) of each judge, drawn in the order given."""
    ends = [abs(value) + INTERVAL * (error or 0.0) for _, value, error in judges]
    step = 0.25 if max(ends, default=0) <= 0.5 else 0.5 if max(ends, default=0) <= 1.5 else 1.0
    reach = max(step, math.ceil(max(ends, default=0) / step - 1e-9) * step)

    def at(value: float) -> float:
        return round(MARGIN + (value + reach) / (2 * reach) * (100 - 2 * MARGIN), 2)

    rows = tuple(
        SeverityRow(
            name,
            value,
            at(value),
            at(value - INTERVAL * (error or 0.0)),
            at(value + INTERVAL * (error or 0.0)),
            HEAD + ROW * number,
        )
        for number, (name, value, error) in enumerate(judges)
    )
    every = [number * step for number in range(-round(reach / step), round(reach / step) + 1)]
    shown = every if len(every) <= 5 else [-reach, 0.0, reach]
    return SeverityPlot(rows, tuple(Tick(at(value), value) for value in shown), at(0.0), HEAD + ROW * len(rows))


def network(names: Mapping[int, str], shared: Sequence[tuple[int, int, int]]) -> Network:
    """Judges (id → name) on a circle, in the order given, and a line for each pair that shares games."""
    place = {judge: number for number, judge in enumerate(names)}
    points = [_on_circle(RING, number, len(place)) for number in range(len(place))]
    labels = [_on_circle(NAMES, number, len(place)) for number in range(len(place))]
    totals = dict.fromkeys(names, 0)
    for one, other, games in shared:
        totals[one] += games
        totals[other] += games
    most = max((games for _, _, games in shared), default=0)
    nodes = tuple(
        Node(number + 1, name, *points[number], *labels[number], totals[judge])
        for number, (judge, name) in enumerate(names.items())
    )
    edges = tuple(
        Edge(
            *points[place[one]],
            *points[place[other]],
            math.ceil(3 * games / most),
            place[one] + 1,
            place[other] + 1,
            games,
        )
        for one, other, games in sorted(shared, key=lambda each: each[2])
    )
    return Network(nodes, edges, most)


def _on_circle(radius: float, number: int, of: int) -> tuple[float, float]:
    angle = 2 * math.pi * number / max(of, 1)
    return round(SIDE / 2 + radius * math.sin(angle), 1), round(SIDE / 2 - radius * math.cos(angle), 1)


def distribution(
    points: Sequence[int], own: Mapping[int, int], everyone: Mapping[int, int] | None = None
) -> tuple[Column, ...]:
    """A pair of columns for each number of points, lowest first: shares of `own` marks, and of everyone's."""
    own_total, all_total = sum(own.values()), sum((everyone or {}).values())
    own_shares = [own.get(each, 0) / own_total if own_total else 0.0 for each in points]
    all_shares = [(everyone or {}).get(each, 0) / all_total if all_total else 0.0 for each in points]
    highest = max([*own_shares, *all_shares], default=0) or 1.0
    room = (100 - 2 * MARGIN) / max(len(points), 1)
    return tuple(
        Column(
            points=each,
            own=mine,
            everyone=theirs,
            own_count=own.get(each, 0),
            own_height=round(TALLEST * mine / highest, 1),
            everyone_height=round(TALLEST * theirs / highest, 1),
            left=round(MARGIN + room * (number + 0.12), 2),
            width=round(room * 0.76, 2),
        )
        for number, (each, mine, theirs) in enumerate(zip(points, own_shares, all_shares, strict=True))
    )
