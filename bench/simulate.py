"""Seasons with known truth: entries of a true quality, and judges with the faults that judges have.

Points are those of a rubric of five criteria with levels 1 to 5. What a judge of severity b, spread s and noise n marks
for criterion c of entry i is, before it is rounded to a level and cut off at 1 and 5,

    3.1 + b + drift·(place in the pile) + bias·(style of the entry) + s·(a_i + own_ic) + n·(h·halo + √(1−h²)·e_c)

with a_i the entry's quality, own_ic what is special to the criterion, and halo the part of the error that all criteria
of one sheet share. Truth is the quality a_i plus the weighted mean of own_ic. Every number below is stated in points or
as a share; every season follows from its case and its seed.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Deal = Literal["balanced", "random", "ring", "panel"]
Shape = Literal["normal", "skewed", "crowded_top", "bimodal", "heavy"]

WEIGHTS = np.array([20.0, 25.0, 15.0, 25.0, 15.0])
MIDDLE = 3.1
"""Points that an average judge gives an average entry."""


@dataclass(frozen=True)
class Case:
    """One kind of season. Standard deviations are in points."""

    name: str = "base"
    entries: int = 300
    reviews: int = 4
    load: int = 20
    """Entries a judge; with `reviews` it says how many judges there are."""
    deal: Deal = "balanced"
    divisions: int = 1
    crossing: float = 0.12
    """Share of seats given across divisions, each of which has judges of its own."""
    division_gap: float = 0.25
    """Deviation of the divisions' mean qualities; of their juries' mean severities half that."""
    shape: Shape = "normal"
    quality: float = 0.65
    own: float = 0.30
    severity: float = 0.40
    spread: float = 0.25
    noise: float = 0.68
    """Of the median careful judge."""
    noise_varies: float = 0.35
    """Of the logarithm of judges' noise."""
    halo: float = 0.80
    careless: float = 0.08
    drift: float = 0.0
    """Of the change of severity from the first to the last entry of a pile."""
    bias: float = 0.0
    """Of a judge's liking for each of four styles."""
    blanks: float = 0.0
    missing: float = 0.0
    """Share of sheets never finished; half of it are judges who finish nothing."""
    generous: float = 0.0
    """Points that all marks are higher by: the top of the scale is reached."""
    tails: bool = False
    """Errors of a sheet with Student's t of 3 degrees of freedom."""


@dataclass(frozen=True)
class Season:
    """Sheets as `contest.judging.rank.rank` takes them, with the truth beside them."""

    case: Case
    entry: Ints
    judge: Ints
    marks: Floats
    """(n_sheets, 5), NaN for a blank."""
    division: Ints
    """(n_entries,)"""
    pool: Ints
    """(n_judges,)"""
    truth: Floats
    """(n_entries,) points."""


@dataclass(frozen=True)
class Jury:
    """What the judges of one season are like."""

    severity: Floats
    spread: Floats
    noise: Floats
    drift: Floats
    liking: Floats
    """(n_judges, 4) by style."""
    fault: Ints
    """0 none, 1 noisy (2.5 times), 2 constant, 3 random."""


@dataclass(frozen=True)
class World:
    """Entries and judges before any sheet is written."""

    case: Case
    division: Ints
    pool: Ints
    quality: Floats
    """(n_entries, 5) by criterion."""
    style: Ints
    jury: Jury

    @property
    def truth(self) -> Floats:
        """(n_entries,) points."""
        truth: Floats = self.quality @ WEIGHTS / WEIGHTS.sum()
        return truth

    def season(self, entry: Ints, judge: Ints, rng: np.random.Generator) -> Season:
        """These sheets, written."""
        marks = mark(self.case, self.jury, self.quality[entry], self.style[entry], judge, rng)
        return Season(self.case, entry, judge, marks, self.division, self.pool, self.truth)


def draw_world(case: Case, rng: np.random.Generator) -> World:
    division = np.arange(case.entries) % case.divisions
    quality, own, style = draw_entries(case, division, rng)
    judges = max(round(case.entries * case.reviews / case.load), case.reviews)
    pool = np.arange(judges) % case.divisions
    return World(case, division, pool, quality[:, None] + own, style, draw_jury(case, pool, rng))


def simulate(case: Case, seed: int) -> Season:
    """One season of this kind."""
    rng = np.random.default_rng([seed, 20262])
    world = draw_world(case, rng)
    entry, judge = deal(case, world.division, world.pool, rng)
    is_finished = rng.random(len(entry)) >= case.missing / 2
    is_absent = rng.random(len(world.pool)) < case.missing / 2
    is_finished &= ~is_absent[judge]
    return world.season(entry[is_finished], judge[is_finished], rng)


def draw_entries(case: Case, division: Ints, rng: np.random.Generator) -> tuple[Floats, Floats, Ints]:
    """Quality (n,), what is special to each criterion (n, 5), style (n,)."""
    count = case.entries
    means = case.division_gap * rng.standard_normal(case.divisions) if case.divisions > 1 else np.zeros(1)
    own = case.own * rng.standard_normal((count, len(WEIGHTS)))
    return case.quality * standardised(case.shape, count, rng) + means[division], own, rng.integers(0, 4, count)


def standardised(shape: Shape, count: int, rng: np.random.Generator) -> Floats:
    """Numbers of mean 0 and deviation 1."""
    drawn: Floats = rng.standard_normal(count)
    if shape == "bimodal":
        drawn = np.where(rng.random(count) < 0.5, -0.9, 0.9) + 0.44 * drawn
    elif shape == "heavy":
        drawn = rng.standard_t(4, count) / np.sqrt(2)
    elif shape != "normal":
        drawn = rng.gamma(2.0, 1.0, count) / np.sqrt(2) - np.sqrt(2)
    return -drawn if shape == "crowded_top" else drawn


def draw_jury(case: Case, pool: Ints, rng: np.random.Generator) -> Jury:
    """The judges; each fault of the careless is as likely as the others."""
    count = len(pool)
    pools = case.division_gap / 2 * rng.standard_normal(case.divisions) if case.divisions > 1 else np.zeros(1)
    fault = np.where(rng.random(count) < case.careless, rng.integers(1, 4, count), 0)
    noise = case.noise * np.exp(case.noise_varies * rng.standard_normal(count))
    return Jury(
        severity=case.severity * rng.standard_normal(count) + pools[pool],
        spread=np.clip(1 + case.spread * rng.standard_normal(count), 0.3, 1.8),
        noise=np.where(fault == 1, 2.5, 1.0) * noise,
        drift=case.drift * rng.standard_normal(count),
        liking=case.bias * rng.standard_normal((count, 4)),
        fault=fault,
    )


def mark(case: Case, jury: Jury, quality: Floats, style: Ints, judge: Ints, rng: np.random.Generator) -> Floats:
    """Marks (n_sheets, 5) of sheets with these qualities (n_sheets, 5), styles and judges, in the order of piles."""
    shape = quality.shape
    place = place_in_pile(judge, rng)
    heavy = np.sqrt(rng.chisquare(3, shape[0])) if case.tails else np.ones(shape[0])
    shared = rng.standard_normal(shape[0]) / heavy
    error = case.halo * shared[:, None] + np.sqrt(1 - case.halo**2) * rng.standard_normal(shape)
    value = MIDDLE + case.generous + jury.severity[judge] + jury.drift[judge] * place + jury.liking[judge, style]
    points = value[:, None] + jury.spread[judge, None] * quality + jury.noise[judge, None] * error
    constant = rng.integers(2, 5, len(jury.fault))
    points = np.where((jury.fault[judge] == 2)[:, None], constant[judge, None], points)
    points = np.where((jury.fault[judge] == 3)[:, None], rng.integers(1, 6, shape), points)
    marks: Floats = np.clip(np.round(points), 1, 5)
    marks[rng.random(shape) < case.blanks] = np.nan
    return marks


def place_in_pile(judge: Ints, rng: np.random.Generator) -> Floats:
    """Where in its judge's shuffled pile each sheet is, from −½ to ½."""
    order = np.lexsort((rng.random(len(judge)), judge))
    size = np.bincount(judge)
    start = np.cumsum(size) - size
    place = np.empty(len(judge))
    place[order] = (np.arange(len(judge)) - start[judge[order]] + 0.5) / size[judge[order]] - 0.5
    return place


def deal(case: Case, division: Ints, pool: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """(entry, judge) of every sheet asked for; no pair twice."""
    entries, judges = [], []
    for here in range(case.divisions):
        mine, theirs = np.flatnonzero(division == here), np.flatnonzero(pool == here)
        reviews = min(case.reviews, len(theirs))
        entries.append(np.repeat(mine, reviews))
        judges.append(theirs[seats(case.deal, len(mine), len(theirs), reviews, rng)].ravel())
    entry, judge = np.concatenate(entries), np.concatenate(judges)
    if case.divisions > 1:
        judge = cross(entry, judge, division, case.crossing, rng)
    return entry, judge


def seats(kind: Deal, entries: int, judges: int, reviews: int, rng: np.random.Generator) -> Ints:
    """(entries, reviews) judges of each entry, all different."""
    if kind == "random":
        return np.argsort(rng.random((entries, judges)), axis=1)[:, :reviews]
    if kind == "ring":
        first = np.arange(entries) * judges // entries
        return (first[:, None] + np.arange(reviews)) % judges
    if kind == "panel":
        panels = judges // reviews
        return (np.arange(entries) % panels)[:, None] * reviews + np.arange(reviews)
    flat = np.concatenate([rng.permutation(judges) for _ in range(-(-entries * reviews // judges))])
    dealt = flat[: entries * reviews].reshape(entries, reviews)
    while len(twice := np.flatnonzero((np.diff(np.sort(dealt, axis=1), axis=1) == 0).any(axis=1))):
        row = int(twice[0])
        values, counts = np.unique(dealt[row], return_counts=True)
        column = int(np.flatnonzero(dealt[row] == values[counts.argmax()])[0])
        other, there = int(rng.integers(entries)), int(rng.integers(reviews))
        mine, yours = dealt[row, column], dealt[other, there]
        if yours not in dealt[row] and mine not in dealt[other]:
            dealt[row, column], dealt[other, there] = yours, mine
    return dealt


def cross(entry: Ints, judge: Ints, division: Ints, share: float, rng: np.random.Generator) -> Ints:
    """Swap judges between sheets of different divisions until this share of the sheets has one from elsewhere."""
    judge, taken = judge.copy(), set(zip(entry.tolist(), judge.tolist(), strict=True))
    order = rng.permutation(len(entry))[: 2 * round(share * len(entry) / 2)]
    for one, two in order.reshape(-1, 2).tolist():
        new_one, new_two = (int(entry[one]), int(judge[two])), (int(entry[two]), int(judge[one]))
        if division[entry[one]] == division[entry[two]] or new_one in taken or new_two in taken:
            continue
        taken -= {(int(entry[one]), int(judge[one])), (int(entry[two]), int(judge[two]))}
        taken |= {new_one, new_two}
        judge[one], judge[two] = judge[two], judge[one]
    return judge


BASE = Case()
NIGHTMARE = replace(
    BASE, name="nightmare", careless=0.2, bias=0.35, drift=0.5, missing=0.15, blanks=0.03, noise_varies=0.5
)
CASES = (
    BASE,
    NIGHTMARE,
    replace(BASE, name="no faults", severity=0.0, spread=0.0, noise_varies=0.0, careless=0.0),
    replace(BASE, name="severity only", spread=0.0, noise_varies=0.0, careless=0.0),
    replace(BASE, name="strong severity", severity=0.8),
    replace(BASE, name="much noise", noise=1.1),
    replace(BASE, name="little noise", noise=0.35),
    replace(BASE, name="a fifth careless", careless=0.2),
    replace(BASE, name="strong drift", drift=0.8),
    replace(BASE, name="strong bias to styles", bias=0.45),
    replace(BASE, name="generous: ceiling", generous=1.0),
    replace(BASE, name="outlying sheets", tails=True),
    replace(BASE, name="blanks and missing sheets", blanks=0.1, missing=0.25),
    replace(BASE, name="skewed qualities", shape="skewed"),
    replace(BASE, name="crowded at the top", shape="crowded_top"),
    replace(BASE, name="two kinds of entries", shape="bimodal"),
    replace(BASE, name="far-out qualities", shape="heavy"),
    replace(BASE, name="random deal", deal="random"),
    replace(BASE, name="ring", deal="ring"),
    replace(BASE, name="fixed panels", deal="panel"),
    replace(BASE, name="2 reviews", reviews=2),
    replace(BASE, name="6 reviews", reviews=6),
    replace(BASE, name="few judges, 60 each", load=60),
    replace(BASE, name="many judges, 8 each", load=8),
    replace(BASE, name="40 entries, 3 reviews", entries=40, reviews=3, load=12),
    replace(BASE, name="60 entries, 3 reviews", entries=60, reviews=3, load=15),
    replace(BASE, name="1,000 entries", entries=1000),
    replace(BASE, name="3 divisions", divisions=3),
    replace(BASE, name="6 divisions", divisions=6),
)
