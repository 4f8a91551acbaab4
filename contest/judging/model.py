"""The hierarchical model of judges, drawn from by Gibbs sampling: arrays in, means and draws out.

    y_r = b_j + s_j · a_i + ε_r                       one row r a sheet, by judge j of entry i
    a_i ~ N(α_division, va)     b_j ~ N(μ + γ_pool, vb)     s_j ~ N(1, vs), kept in [0.2, 2]
    ε_r ~ N(0, v_j / ω_r),  ω_r ~ Gamma(t/2, t/2)     so ε is Student-t with t degrees of freedom, 6, 10, 20 or 60
    v_j ~ scaled inverse χ²(ν, s0), kept in [0.4, 8] · s0;  ν on the grid 3, 5, 8, 14, 25, 60

A member of the family of Bayesian rater models (severity b, use of the scale s, noise v). Every conditional is closed.
Weak proper priors, y having variance 1: va ½ with the weight of one observation, vb ⅒ with one, vs 0.25² with four,
the variances of α and γ ⅒ with three.

Sources: Patz, Junker, Johnson and Mariano, "The hierarchical rater model for rated test items" (2002), for judges'
severity and noise in one model; Geweke, "Bayesian treatment of the independent Student-t linear model" (1993), for ω;
Liu and Sabatti, "Generalised Gibbs sampler and multigrid Monte Carlo" (2000), for moving along a ridge as a whole.

Several chains run side by side in the same arrays: entry i of chain c stands at c·n + i, judges and sheets alike. For
a small season that costs hardly more than one chain, because the time goes into the calls, not into the numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from contest.judging.groups import Groups, Line, lines, variance
from contest.judging.posterior import Data, Posterior
from contest.judging.rubric import Floats

TAILS = np.array([6.0, 10.0, 20.0, 60.0])
"""Degrees of freedom of a sheet's error: with few, one wild sheet does not drag its entry along; with many, careful
sheets are not doubted for nothing. The sheets tell which, and being told needs no hurry."""
TAIL_EVERY = 5
TAIL_CONSTANT = np.array([math.lgamma((t + 1) / 2) - math.lgamma(t / 2) - math.log(t) / 2 for t in TAILS])
LEAST_SPREAD, MOST_SPREAD = 0.2, 2.0
LEAST_NOISE, MOST_NOISE = 0.4, 8.0
DEGREES = np.array([3.0, 5.0, 8.0, 14.0, 25.0, 60.0])
LOG_GAMMA = np.array([math.lgamma(each / 2) for each in DEGREES])
ENTRY_PRIOR = 1.0, 0.5
"""Degrees of freedom and scale of a variance's prior; y has variance 1."""
JUDGE_PRIOR = 1.0, 0.1
SPREAD_PRIOR = 4.0, 0.0625
NOISE_PRIOR = 1.0, 0.3
"""Shape and mean of the Gamma prior of s0."""
LEAST_SCALE = 0.005
"""Of s0. A mark is a whole level, so no sheet is exact: rounding five criteria alone makes about 0.02 of y's variance.
Without it a jury that agrees to the last mark has no scale at all, and the numbers run out of digits."""


def sample(
    data: Data, *, rng: np.random.Generator, sweeps: int, chains: int, keep: int, tell: Callable[[float], object]
) -> Posterior:
    """Draw `sweeps` times in each of `chains` chains, after a tenth (at least 150) more that are thrown away, and keep
    `keep` draws in all. `tell` hears the share that is done, a hundred times; what it raises ends the sampling."""
    state = _Chains(data, rng, chains)
    burn = max(150, sweeps // 10)
    sums = _Sums(data, chains, keep)
    step = max(1, (burn + sweeps) // 100)
    thin = max(1, sweeps * chains // keep)
    for number in range(burn + sweeps):
        state.sweep()
        if number >= burn:
            sums.add(state, is_kept=(number - burn) % thin < 1)
        if number % step == 0:
            tell(number / (burn + sweeps))
    return sums.posterior(sweeps)


class _Chains:
    """Where all chains stand."""

    def __init__(self, data: Data, rng: np.random.Generator, chains: int) -> None:
        self.rng, self.chains = rng, chains
        self.n, self.m = len(data.division), len(data.pool)
        offset = np.repeat(np.arange(chains), len(data.y))
        self.y = np.tile(data.y, chains)
        self.entry = np.tile(data.entry, chains) + offset * self.n
        self.judge = np.tile(data.judge, chains) + offset * self.m
        self.sheets = np.bincount(self.judge, minlength=chains * self.m).astype(np.float64)
        self.divisions, self.pools = Groups(data.division, chains), Groups(data.pool, chains)
        self.lines = lines(data.entry, data.judge, data.division, data.pool, chains)
        self._start(data)

    def _start(self, data: Data) -> None:
        """An additive fit: entries and judges by turns, drawn towards 0 as few sheets deserve."""
        quality, severity = np.zeros(self.n), np.zeros(self.m)
        of_entry, of_judge = np.bincount(data.entry, minlength=self.n), np.bincount(data.judge, minlength=self.m)
        for _ in range(10):
            quality = np.bincount(data.entry, data.y - severity[data.judge], self.n) / (of_entry + 1)
            severity = np.bincount(data.judge, data.y - quality[data.entry], self.m) / (of_judge + 2)
        self.a, self.b = np.tile(quality, self.chains), np.tile(severity, self.chains)
        self.s, self.v = np.ones(len(self.b)), np.full(len(self.b), 0.3)
        self.omega, self.tail, self.sweeps = np.ones(len(self.y)), np.full(self.chains, TAILS[0]), 0
        self.level = np.zeros(self.chains)
        self.va, self.vb = np.full(self.chains, 0.5), np.full(self.chains, 0.1)
        self.vs, self.s0 = np.full(self.chains, 0.06), np.full(self.chains, 0.3)
        self.nu = np.full(self.chains, 8.0)
        self.centre = np.zeros(len(self.b))

    def sweep(self) -> None:
        """Draw everything once, each part given the rest."""
        weight = self.omega / self.v[self.judge]
        self._draw_entries(weight)
        self._draw_judges(weight)
        self._draw_noise()
        self._draw_variances()
        self._draw_groups()
        self._translate()

    def _draw_entries(self, weight: Floats) -> None:
        spread = self.s[self.judge]
        lever = weight * spread
        self.va_each = np.repeat(self.va, self.n)
        precision = np.bincount(self.entry, lever * spread, len(self.a)) + 1 / self.va_each
        total = np.bincount(self.entry, lever * (self.y - self.b[self.judge]), len(self.a))
        mean = (total + self.divisions.each / self.va_each) / precision
        self.a = mean + self.rng.standard_normal(len(mean)) / np.sqrt(precision)
        self.a_sheet = self.a[self.entry]

    def _draw_judges(self, weight: Floats) -> None:
        """Severity and spread of a judge together: apart they would crawl along a ridge."""
        size = len(self.b)
        vb, vs = np.repeat(self.vb, self.m), np.repeat(self.vs, self.m)
        weighted = weight * self.a_sheet
        p11 = np.bincount(self.judge, weight, size) + 1 / vb
        p12 = np.bincount(self.judge, weighted, size)
        p22 = np.bincount(self.judge, weighted * self.a_sheet, size) + 1 / vs
        t1 = np.bincount(self.judge, weight * self.y, size) + self.centre / vb
        t2 = np.bincount(self.judge, weighted * self.y, size) + 1 / vs
        determinant = p11 * p22 - p12 * p12
        mean, deviation = (p11 * t2 - p12 * t1) / determinant, np.sqrt(p11 / determinant)
        self.s = self._within_range(mean, deviation)
        self.b = (t1 - p12 * self.s) / p11 + self.rng.standard_normal(size) / np.sqrt(p11)

    def _within_range(self, mean: Floats, deviation: Floats) -> Floats:
        drawn = mean + deviation * self.rng.standard_normal(len(mean))
        for _ in range(4):
            outside = (drawn < LEAST_SPREAD) | (drawn > MOST_SPREAD)
            if not outside.any():
                return drawn
            # A truncated normal by trying again; whoever is hardly ever inside ends at the limit.
            again = mean[outside] + deviation[outside] * self.rng.standard_normal(int(outside.sum()))
            drawn[outside] = again
        return np.clip(drawn, LEAST_SPREAD, MOST_SPREAD)

    def _draw_noise(self) -> None:
        error = self.y - self.b[self.judge] - self.s[self.judge] * self.a_sheet
        squared = error * error
        self.relative = squared / self.v[self.judge]
        if self.sweeps % TAIL_EVERY == 0:
            self._draw_tail(self.relative)
        self.sweeps += 1
        shape = np.repeat((self.tail + 1) / 2, len(self.y) // self.chains)
        self.omega_mean = shape / (shape - 0.5 + self.relative / 2)
        self.omega = self.rng.standard_gamma(shape) * self.omega_mean / shape
        nu, s0 = np.repeat(self.nu, self.m), np.repeat(self.s0, self.m)
        left = nu * s0 + np.bincount(self.judge, self.omega * squared, len(self.v))
        drawn = left / (2 * self.rng.standard_gamma((nu + self.sheets) / 2))
        self.v = np.clip(drawn, LEAST_NOISE * s0, MOST_NOISE * s0)
        inverse = (1 / self.v).reshape(self.chains, -1).sum(axis=1)
        prior, mean = NOISE_PRIOR
        scale = self.rng.standard_gamma(self.m * self.nu / 2 + prior) / (self.nu * inverse / 2 + prior / mean)
        self.s0 = np.maximum(scale, LEAST_SCALE)
        self._draw_degrees(inverse)

    def _draw_tail(self, relative: Floats) -> None:
        """t, by lot among the grid, with ω integrated out: given ω it would hardly ever move."""
        squared = relative.reshape(self.chains, -1)
        likely = np.stack([np.log1p(squared / t).sum(axis=1) * (-(t + 1) / 2) for t in TAILS.tolist()], axis=1)
        likely += squared.shape[1] * TAIL_CONSTANT
        self.tail = TAILS[(likely + self.rng.gumbel(size=likely.shape)).argmax(axis=1)]

    def _draw_degrees(self, inverse: Floats) -> None:
        """ν, by lot among the grid, each value as likely as it explains the judges' noises."""
        logs = np.log(self.v).reshape(self.chains, -1).sum(axis=1)
        half, s0 = DEGREES / 2, self.s0[:, None]
        likely = self.m * (half * np.log(half * s0) - LOG_GAMMA) - (half + 1) * logs[:, None]
        likely -= half * s0 * inverse[:, None]
        # The largest of log-probabilities with Gumbel noise is a draw by those probabilities.
        self.nu = DEGREES[(likely + self.rng.gumbel(size=likely.shape)).argmax(axis=1)]

    def _draw_variances(self) -> None:
        deviation = (self.a - self.divisions.each).reshape(self.chains, -1)
        self.va = variance(deviation, ENTRY_PRIOR, self.rng)
        self.vb = variance((self.b - self.centre).reshape(self.chains, -1), JUDGE_PRIOR, self.rng)
        self.vs = variance((self.s - 1).reshape(self.chains, -1), SPREAD_PRIOR, self.rng)

    def _draw_groups(self) -> None:
        self.divisions.draw(self.a, self.va, self.rng)
        level = (self.b - self.pools.each).reshape(self.chains, -1).mean(axis=1)
        self.level = level + self.rng.standard_normal(self.chains) * np.sqrt(self.vb / self.m)
        level_each = np.repeat(self.level, self.m)
        self.pools.draw(self.b - level_each, self.vb, self.rng)
        self.centre = level_each + self.pools.each

    def _translate(self) -> None:
        """Along each line of contest.judging.groups draw how far to go: from a normal, as everything is linear."""
        for line in self.lines:
            judge = self.judge[line.sheets]
            spread = self.s[judge]
            error = self.y[line.sheets] - self.b[judge] - spread * self.a[self.entry[line.sheets]]
            change, weight = spread * line.sign, self.omega[line.sheets] / self.v[judge]
            precision = np.zeros(self.chains) + np.bincount(line.chain, weight * change * change, self.chains)
            pull = np.zeros(self.chains) - np.bincount(line.chain, weight * change * error, self.chains)
            move = line.judges * (line.moves_centre - self.s)
            precision += (move * move).reshape(self.chains, -1).sum(axis=1) / self.vb
            pull -= (move * (self.b - self.centre)).reshape(self.chains, -1).sum(axis=1) / self.vb
            if self.divisions.groups > 1:
                precision, pull = self.divisions.weigh(line.division, +1, precision, pull)
                precision, pull = self.pools.weigh(line.pools, -1, precision, pull)
            else:
                precision += self.n / self.va
                pull -= self.a.reshape(self.chains, -1).sum(axis=1) / self.va
            step = pull / precision + self.rng.standard_normal(self.chains) / np.sqrt(precision)
            self._go(line, step)

    def _go(self, line: Line, step: Floats) -> None:
        self.a += np.repeat(step, self.n) * line.entries
        self.b -= np.repeat(step, self.m) * self.s * line.judges
        if self.divisions.groups > 1:
            self.divisions.move(line.division, step)
            self.pools.move(line.pools, -step)
        else:
            self.level -= step
        self.centre = np.repeat(self.level, self.m) + self.pools.each


class _Sums:
    """Running sums over the draws that are kept."""

    def __init__(self, data: Data, chains: int, keep: int) -> None:
        self.data, self.chains, self.keep = data, chains, keep
        self.count = 0
        self.level = self.va = self.vb = self.s0 = 0.0
        self.division = np.zeros(1)
        size = len(data.pool) * chains
        self.b, self.b2, self.s, self.s2, self.v = (np.zeros(size) for _ in range(5))
        self.relative, self.precision = np.zeros(len(data.y) * chains), np.zeros(len(data.y) * chains)
        self.draws = np.empty((keep, len(data.division)), dtype=np.float32)
        self.kept = 0

    def add(self, state: _Chains, *, is_kept: bool) -> None:
        """Take in where the chains stand."""
        self.count += 1
        self.level += float(state.level.mean())
        self.division = self.division + state.divisions.effect.mean(axis=0)
        self.va, self.vb = self.va + float(state.va.mean()), self.vb + float(state.vb.mean())
        self.s0 += float(state.s0.mean())
        self.b += state.b
        self.b2 += state.b * state.b
        self.s += state.s
        self.s2 += state.s * state.s
        self.v += state.v
        # ω's mean given the rest says the same as ω itself, with less chance in it.
        self.relative += state.relative
        self.precision += state.omega_mean / state.v[state.judge]
        if is_kept and self.kept < self.keep:
            end = min(self.kept + self.chains, self.keep)
            self.draws[self.kept : end] = state.a.reshape(self.chains, -1)[: end - self.kept]
            self.kept = end

    def posterior(self, sweeps: int) -> Posterior:
        """The means."""

        def mean(total: Floats) -> Floats:
            average: Floats = total.reshape(self.chains, -1).mean(axis=0) / self.count
            return average

        severity = mean(self.b)
        return Posterior(
            level=self.level / self.count,
            division=self.division / self.count,
            severity=severity,
            severity_error=np.sqrt(np.maximum(mean(self.b2) - severity * severity, 0.0)),
            spread=mean(self.s),
            spread_squared=mean(self.s2),
            noise=mean(self.v),
            precision=mean(self.precision),
            surprise=mean(self.relative),
            entry_variance=self.va / self.count,
            judge_variance=self.vb / self.count,
            noise_scale=self.s0 / self.count,
            draws=self.draws[: self.kept],
            sweeps=sweeps,
            chains=self.chains,
        )
