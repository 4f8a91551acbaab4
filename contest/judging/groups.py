"""Divisions of entries and pools of judges in the model, and the moves that keep its chains from crawling.

Where divisions have judges of their own and few sheets cross, "these games are better" and "these judges are kinder"
can hardly be told apart. The sampler, which moves entries and judges by turns, would creep along that line; so it also
draws a step along each such line as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from contest.judging.rubric import Floats, Ints

PRIOR = 3.0, 0.1
"""Degrees of freedom and scale of the prior of the groups' variance; the composites have variance 1."""
MOST_CROSSING = 0.4
"""With more of its sheets than this across the division's border, the chains walk fast enough by themselves."""


def variance(deviations: Floats, prior: tuple[float, float], rng: np.random.Generator) -> Floats:
    """Draw the variance of each chain's deviations, (n_chains, n) → (n_chains,): scaled inverse χ²."""
    freedom, scale = prior
    total = freedom * scale + (deviations * deviations).sum(axis=1)
    drawn: Floats = total / (2 * rng.standard_gamma((freedom + deviations.shape[1]) / 2, len(deviations)))
    return drawn


class Groups:
    """What the entries of a division, or the judges of a pool, have in common: normal around 0. A single group has
    nothing to differ from, so it stays at 0."""

    def __init__(self, members: Ints, chains: int) -> None:
        self.groups = int(members.max(initial=0)) + 1
        offset = np.repeat(np.arange(chains), len(members)) * self.groups
        self.index = np.tile(members, chains) + offset
        self.size = np.bincount(members, minlength=self.groups)
        self.effect = np.zeros((chains, self.groups))
        self.variance = np.full(chains, PRIOR[1])
        self.each = np.zeros(len(self.index))

    def draw(self, values: Floats, spread: Floats, rng: np.random.Generator) -> None:
        """Given the members' values and their variance within a group, by chain."""
        if self.groups == 1:
            return
        total = np.bincount(self.index, values, self.effect.size).reshape(self.effect.shape)
        precision = self.size / spread[:, None] + 1 / self.variance[:, None]
        noise = rng.standard_normal(self.effect.shape) / np.sqrt(precision)
        self.effect = total / spread[:, None] / precision + noise
        self.variance = variance(self.effect, PRIOR, rng)
        self.each = self.effect.ravel()[self.index]

    def weigh(self, which: Ints, sign: int, precision: Floats, pull: Floats) -> tuple[Floats, Floats]:
        """What moving these groups' effects by `sign` adds to a step's precision and pull."""
        if self.groups == 1:
            return precision, pull
        pull = pull - sign * self.effect[:, which].sum(axis=1) / self.variance
        return precision + len(which) / self.variance, pull

    def move(self, which: Ints, step: Floats) -> None:
        """Move these groups' effects, by chain."""
        if self.groups > 1:
            self.effect[:, which] += step[:, None]
            self.each = self.effect.ravel()[self.index]


@dataclass(frozen=True)
class Line:
    """One direction: with a step of 1 these entries rise by 1 and these judges sink by their spread, so that only the
    sheets that cross between them and others notice."""

    division: Ints
    """The division that rises, one number."""
    pools: Ints
    """The pools that sink."""
    entries: Floats
    """1 for an entry that rises, by chain and entry; `judges` likewise."""
    judges: Floats
    moves_centre: bool
    """Whether the judges' common level sinks with them."""
    sheets: Ints
    """The sheets that notice, by their place in the chains' arrays."""
    chain: Ints
    """The chain of each such sheet."""
    sign: Floats
    """+1 where the judge sinks, −1 where the entry rises: how a sheet's error changes, times the judge's spread."""


def lines(entry: Ints, judge: Ints, division: Ints, pool: Ints, chains: int) -> list[Line]:
    """One line for each division; for a single division everything against the common level. None where divisions
    share so many judges that there is nothing to crawl along."""
    divisions, pools = int(division.max(initial=0)) + 1, int(pool.max(initial=0)) + 1
    home = _most_frequent(pool[judge] if pools > 1 else judge, division[entry], divisions)
    home = home[pool] if pools > 1 else home
    if (division[entry] != home[judge]).mean() > MOST_CROSSING:
        return []
    found = []
    for number in range(divisions):
        rises, sinks = division == number, home == number
        sign = np.where(sinks[judge], 1.0, 0.0) - np.where(rises[entry], 1.0, 0.0)
        noticing = np.flatnonzero(sign)
        offset = np.repeat(np.arange(chains), len(noticing))
        found.append(
            Line(
                division=np.array([number]),
                pools=np.unique(pool[sinks]),
                entries=np.tile(rises.astype(np.float64), chains),
                judges=np.tile(sinks.astype(np.float64), chains),
                moves_centre=pools > 1 or divisions == 1,
                sheets=np.tile(noticing, chains) + offset * len(entry),
                chain=offset,
                sign=np.tile(sign[noticing], chains),
            )
        )
    return found


def _most_frequent(who: Ints, where: Ints, places: int) -> Ints:
    """For each of `who` the place they are met most often."""
    counts = np.bincount(who * places + where, minlength=(int(who.max(initial=0)) + 1) * places)
    most: Ints = counts.reshape(-1, places).argmax(axis=1)
    return most
