"""Scores by the hierarchical model: the composites in, estimates in the rubric's points out."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from contest.judging.formula import recompute
from contest.judging.model import sample
from contest.judging.posterior import Data, Posterior
from contest.judging.reading import CARELESS
from contest.judging.results import Estimate, Formula, JudgeEstimate, SheetEstimate
from contest.judging.rubric import Floats, Ints
from contest.judging.sheets import Canonical, Sheets, canonical

DRAWS = 10_000
"""In all chains together, for up to 5,000 sheets; the order of the best ten hardly depends on the seed then."""
WORK = 60_000_000
"""Sheets times draws, beyond that."""
LEAST_DRAWS = 500
MOST_CHAINS, CHAIN_SHEETS = 16, 20_000
"""As many chains as keep the arrays at this length: below it the time goes into the calls."""
KEPT, KEPT_NUMBERS = 2_000, 25_000_000
"""Draws that are kept to rank by, and the most numbers they may take."""
ODD = 5.0
"""A sheet's surprise (squared error over its judge's variance) from which it is odd: three in five sheets that are
turned upside down, and under one in a hundred honest ones (bench/flags.py). Its weight falls by a little or by half, as
the season's other sheets have taught how heavy the tails are."""
DECIMALS = 4
"""Of a published estimate, where composites differ by about a point."""

Flags = npt.NDArray[np.bool_]


def by_model(
    given: Sheets, counted: Sheets, is_left_out: Flags, rows: int, tell: Callable[[float], object]
) -> Estimate:
    """given: all sheets; counted: those of judges who are not left out. `rows` is how many sheets the input had.

    All estimates are rounded as they are published, and scores follow from the rounded ones.
    """
    order = canonical(counted)
    composite = counted.composite[order.order]
    middle, unit = float(composite.mean()), float(composite.std())
    data = Data(
        (composite - middle) / unit,
        order.entry,
        order.judge,
        np.unique(counted.division[order.entries], return_inverse=True)[1],
        np.unique(counted.pool[order.judges], return_inverse=True)[1],
    )
    chains = max(1, min(MOST_CHAINS, CHAIN_SHEETS // len(data.y)))
    sweeps = max(LEAST_DRAWS, min(DRAWS, WORK // len(data.y))) // chains
    keep = min(KEPT, sweeps * chains, max(LEAST_DRAWS // 2, KEPT_NUMBERS // len(data.division)))
    rng = np.random.default_rng(order.seed)
    found = sample(data, rng=rng, sweeps=sweeps, chains=chains, keep=keep, tell=tell)
    return _Points(given, counted, order, found, middle, unit).estimate(is_left_out, rows)


class _Points:
    """The posterior in the rubric's points, in the numbering of the input."""

    def __init__(
        self, given: Sheets, counted: Sheets, order: Canonical, found: Posterior, middle: float, unit: float
    ) -> None:
        self.given, self.counted, self.order, self.found = given, counted, order, _alike(order, found)
        found = self.found
        self.middle, self.unit = middle, unit
        self.decimals = DECIMALS + max(0, -math.floor(math.log10(unit)))
        common = float(found.severity.mean())
        self.level = round(middle + unit * common, self.decimals)
        self.severity = self._judges(unit * (found.severity - common), 0.0)
        self.spread, self.spread_squared = self._judges(found.spread, 1.0), self._judges(found.spread_squared, 1.0)
        self.noise = float(np.median(found.noise))
        self.weight = np.zeros(len(counted.entry))
        self.weight[order.order] = (found.precision * self.noise).round(DECIMALS)
        self.pull = round(self.noise / found.entry_variance, DECIMALS)
        numbers = np.unique(counted.division[order.entries])
        effects = (self.level + unit * found.division).round(self.decimals)
        self.levels = dict.fromkeys(np.unique(given.division).tolist(), self.level)
        self.levels |= dict(zip(numbers.tolist(), effects.tolist(), strict=True))

    def _judges(self, values: Floats, otherwise: float) -> Floats:
        whole = np.full(len(self.given.pool), otherwise)
        whole[self.order.judges] = values.round(self.decimals)
        return whole

    def estimate(self, is_left_out: Flags, rows: int) -> Estimate:
        """All of it."""
        deviation = np.full(len(self.given.division), np.nan)
        deviation[self.order.entries] = self.found.draws.std(axis=0, dtype=np.float64) * self.unit
        return Estimate(
            scores=self._scores(),
            deviation=deviation,
            draws=self.found.draws,
            drawn=self.order.entries,
            like=self.order.like_entry,
            judges=self._judge_estimates(is_left_out),
            sheets=self._sheet_estimates(rows),
            formula=Formula(self.level, self.levels, self.pull),
            entry_variance=self.found.entry_variance * self.unit**2,
            judge_variance=self.found.judge_variance * self.unit**2,
            noise_variance=self.noise * self.unit**2,
            reliability=self._reliability(),
            sweeps=self.found.sweeps,
            chains=self.found.chains,
        )

    def _scores(self) -> Floats:
        # In canonical order, so that sums are the same to the last bit whoever is called judge 1.
        order = self.order.order
        return recompute(
            self.counted.entry[order],
            self.counted.judge[order],
            self.counted.composite[order],
            self.weight[order],
            severity=self.severity,
            spread=self.spread,
            spread_squared=self.spread_squared,
            level=self.level,
            levels=np.array([self.levels[each] for each in self.given.division.tolist()]),
            pull=self.pull,
        )

    def _reliability(self) -> float:
        """1 − (mean variance of an entry's draws) / (variance of the entries' quality)."""
        unknown = float(self.found.draws.var(axis=0, dtype=np.float64).mean())
        return min(1.0, max(0.0, 1 - unknown / self.found.entry_variance))

    def _judge_estimates(self, is_left_out: Flags) -> tuple[JudgeEstimate, ...]:
        counts = np.bincount(self.given.judge, minlength=len(self.given.pool)).tolist()
        told = self.found.spread**2 / self.found.noise
        care = dict(zip(self.order.judges.tolist(), (told / np.median(told)).tolist(), strict=True))
        error = self._judges(self.unit * self.found.severity_error, 0.0)
        noise = self._judges(self.unit * np.sqrt(self.found.noise), 0.0)
        return tuple(
            JudgeEstimate(number, pool, count, None, None, None, None, None, None, bool(is_left_out[number]), False)
            if number not in care
            else JudgeEstimate(
                judge=number,
                pool=pool,
                sheets=count,
                severity=float(self.severity[number]),
                severity_error=float(error[number]),
                spread=float(self.spread[number]),
                spread_squared=float(self.spread_squared[number]),
                noise=float(noise[number]),
                care=care[number],
                is_left_out=False,
                is_careless=care[number] < CARELESS,
            )
            for number, (pool, count) in enumerate(zip(self.given.pool.tolist(), counts, strict=True))
        )

    def _sheet_estimates(self, rows: int) -> tuple[SheetEstimate, ...]:
        judge, spread = self.counted.judge, self.spread[self.counted.judge]
        above = self.counted.composite - self.level - self.severity[judge]
        corrected = self.level + spread * above / self.spread_squared[judge]
        surprise = np.zeros(len(self.counted.entry))
        surprise[self.order.order] = self.found.surprise
        composite, fair, weight = _empty(rows), _empty(rows), np.zeros(rows)
        is_odd = np.zeros(rows, dtype=bool)
        composite[self.given.row] = self.given.composite
        fair[self.counted.row], weight[self.counted.row] = corrected, self.weight
        is_odd[self.counted.row] = surprise > ODD
        return tuple(
            SheetEstimate(row, None if math.isnan(y) else y, None if math.isnan(c) else c, w, is_odd=odd)
            for row, (y, c, w, odd) in enumerate(
                zip(composite.tolist(), fair.tolist(), weight.tolist(), is_odd.tolist(), strict=True)
            )
        )


def _alike(order: Canonical, found: Posterior) -> Posterior:
    """The same, where those whom nothing but a number tells apart share what chance made of each: two games with the
    same marks by the same judges have the same score, to the last digit."""
    if len(order.entries) == order.like_entry.max() + 1 and len(order.judges) == order.like_judge.max() + 1:
        return found

    def shared(values: Floats, like: Ints) -> Floats:
        average: Floats = np.bincount(like, values) / np.bincount(like)
        return average[like]

    return replace(
        found,
        severity=shared(found.severity, order.like_judge),
        severity_error=shared(found.severity_error, order.like_judge),
        spread=shared(found.spread, order.like_judge),
        spread_squared=shared(found.spread_squared, order.like_judge),
        noise=shared(found.noise, order.like_judge),
        precision=shared(found.precision, order.like_sheet),
        surprise=shared(found.surprise, order.like_sheet),
    )


def _empty(size: int) -> Floats:
    return np.full(size, np.nan)
