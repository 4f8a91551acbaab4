"""How alike two projects are, and by what: their scripts, their pictures and sounds, the ids of their blocks.

    mine, theirs = print_of(project), print_of(other)
    found = compare(mine, theirs, without=[print_of(starter)])
    found.score                      # 0 nothing in common … 1 the same
    Index({"A": theirs, ...}).nearest(mine)      # among thousands (likeness_index)

Likeness is no proof: two classes may have followed the same lesson. It says only where a person should look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from contest.scratch.likeness_print import VERSION, Bag, Fingerprint, print_of

__all__ = ["VERSION", "Fingerprint", "Likeness", "Share", "Weigher", "alike", "compare", "print_of"]

Weigher = Callable[[NDArray[np.uint64]], NDArray[np.float64]]
"""Hashes -> how much each says: much if few projects have it."""

USUAL_WEIGHT = log(200)
"""Of a hash, where nothing is known of how common it is."""
# How much must be shared, in weight, to be believed: some six rare statements, three rare pictures, three blocks.
_ENOUGH_ROWS, _ENOUGH_ASSETS, _ENOUGH_IDS = 30.0, 10.0, 15.0
# More is needed to take what is shared for a part that something else was built upon.
_ENOUGH_FOR_PART, _ENOUGH_ROWS_FOR_PART = 60.0, 200.0
# Pictures come from the same libraries and ids from the same lessons, so neither alone makes two projects the same.
_TRUST_ASSETS, _TRUST_IDS = 0.85, 0.6
_DOUBT_ASSETS = 0.7


@dataclass(frozen=True, slots=True)
class Share:
    """What two projects share of one kind; weights in the units of the weigher."""

    count: int = 0
    """How many different hashes both have."""
    weight: float = 0.0
    mine: float = 0.0
    """The weight of all that the first has."""
    theirs: float = 0.0

    @property
    def of_both(self) -> float:
        """The shared part of all that either has, 0 to 1."""
        every = self.mine + self.theirs - self.weight
        return min(1.0, self.weight / every) if every > 0 else 0.0

    @property
    def of_smaller(self) -> float:
        """The shared part of what the smaller one has, 0 to 1."""
        smaller = min(self.mine, self.theirs)
        return min(1.0, self.weight / smaller) if smaller > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two projects are, 0 to 1, in all and by each kind of evidence."""

    score: float
    scripts: float
    assets: float
    ids: float
    shared_rows: int
    """Different rows of statements that both have, numbers and all."""
    shared_assets: int
    shared_ids: int


def compare(
    a: Fingerprint, b: Fingerprint, *, without: Iterable[Fingerprint] = (), weigh: Weigher | None = None
) -> Likeness:
    """How alike two projects are, with the share of the projects `without` taken out of both.

    Symmetric. `weigh` makes common things count little (Index.weigh); without it all count the same.
    """
    starters = tuple(without)
    if starters:
        a, b = a.without(starters), b.without(starters)
    return alike(a, b, weigh or _all_the_same)


def alike(a: Fingerprint, b: Fingerprint, weigh: Weigher) -> Likeness:
    """The same, where nothing is left to take out."""
    exact, shape, assets, ids = (_share(x, y, weigh) for x, y in zip(a.bags, b.bags, strict=True))
    of_scripts = _of_scripts(exact, shape)
    of_assets = max(assets.of_both * _believed(assets.weight, _ENOUGH_ASSETS) ** 2, _as_part(assets))
    of_ids = max(ids.of_both * _believed(ids.weight, _ENOUGH_IDS), _as_part(ids))
    # Two games with scripts enough that share none of them have their pictures from the same library.
    of_assets *= 1 - _DOUBT_ASSETS * (1 - shape.of_smaller) ** 2 * _believed(
        min(shape.mine, shape.theirs), _ENOUGH_ROWS
    )
    # Each kind of evidence takes its part of the doubt that the others leave.
    doubt = (1 - of_scripts) * (1 - _TRUST_ASSETS * of_assets) * (1 - _TRUST_IDS * of_ids)
    return Likeness(1 - doubt, of_scripts, of_assets, of_ids, exact.count, assets.count, ids.count)


def _of_scripts(exact: Share, shape: Share) -> float:
    """Halfway between the strict and the lax reading."""
    weight = (exact.weight + shape.weight) / 2
    of_both = (exact.of_both + shape.of_both) / 2
    of_smaller = (exact.of_smaller + shape.of_smaller) / 2
    as_whole = of_both * _believed(weight, _ENOUGH_ROWS)
    as_part = float(of_smaller**1.5) * _believed(weight, _ENOUGH_ROWS_FOR_PART)
    return max(as_whole, as_part)


def _as_part(share: Share) -> float:
    """How far the smaller may be a part of the larger; more must be shared for that, and nearly all of it."""
    return float(share.of_smaller**1.5) * _believed(share.weight, _ENOUGH_FOR_PART)


def _believed(weight: float, enough: float) -> float:
    return 1 - exp(-weight / enough)


def _share(a: Bag, b: Bag, weigh: Weigher) -> Share:
    if not (len(a) and len(b)):
        return Share()
    a, b = _same_sample(a, b)
    _, at_a, at_b = np.intersect1d(a.hashes, b.hashes, assume_unique=True, return_indices=True)
    weights_a, weights_b = weigh(a.hashes), weigh(b.hashes)
    shared = float(weights_a[at_a] @ np.minimum(a.counts[at_a], b.counts[at_b]))
    return Share(len(at_a), shared, float(weights_a @ a.counts), float(weights_b @ b.counts))


def _same_sample(a: Bag, b: Bag) -> tuple[Bag, Bag]:
    """Of two bags the parts that can be compared: where one is a sample, only hashes as small as it kept."""
    if not (a.is_sample or b.is_sample):
        return a, b
    last = min(bag.hashes[-1] for bag in (a, b) if bag.is_sample)
    return _up_to(a, last), _up_to(b, last)


def _up_to(bag: Bag, last: np.uint64) -> Bag:
    end = int(np.searchsorted(bag.hashes, last, side="right"))
    return Bag(bag.hashes[:end], bag.counts[:end])


def _all_the_same(hashes: NDArray[np.uint64]) -> NDArray[np.float64]:
    return np.full(len(hashes), USUAL_WEIGHT)
