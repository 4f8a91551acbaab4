"""Finds the most similar among thousands of projects: an inverted index in sorted numpy arrays.

    index = Index(prints)                 # any key -> Fingerprint
    for key, likeness in index.nearest(print_of(project)): ...

For every hash it holds the projects that have it; a query looks up its own hashes, adds up their weights by project,
and compares in full only the few that share most. What is in more projects than `COMMON` is not looked up, so that the
time does not grow with what everybody has.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from contest.scratch.likeness import Fingerprint, Likeness, alike
from contest.scratch.likeness_print import together

Key = TypeVar("Key", bound=Hashable)

CANDIDATES = 30
"""Compared in full: those that share most, and those that share most for their size."""
COMMON = 1000
"""A hash that more projects have leads to nobody; it still counts, little, in the comparison."""
# As if so many others were there: in a young index nothing is rare yet.
_OTHERS = 200


class Index(Generic[Key]):
    """Prints of many projects, to be searched. It does not change; make a new one (20,000 take seconds)."""

    def __init__(self, prints: Mapping[Key, Fingerprint]) -> None:
        self._keys = list(prints)
        self._prints = [each.to_bytes() for each in prints.values()]
        found = [each.hashes for each in prints.values()]
        hashes = np.concatenate([np.empty(0, np.uint64), *found])
        projects = np.repeat(np.arange(len(found), dtype=np.uint32), [len(each) for each in found])
        order = np.argsort(hashes, kind="stable")
        self._projects = projects[order]
        self._hashes, starts = np.unique(hashes[order], return_index=True)
        self._starts = starts.astype(np.int64)
        self._counts = np.diff(self._starts, append=len(hashes))
        spread = np.repeat(self._rarity(self._counts), self._counts)
        self._sizes = np.bincount(self._projects, weights=spread, minlength=len(self._keys))

    def __len__(self) -> int:
        return len(self._keys)

    def weigh(self, hashes: NDArray[np.uint64]) -> NDArray[np.float64]:
        """How much each says: the logarithm of how rare it is among the projects here."""
        at, known = self._places(hashes)
        counts = np.zeros(len(hashes), dtype=np.int64)
        counts[known] = self._counts[at[known]]
        return self._rarity(counts)

    def nearest(
        self, mine: Fingerprint, *, most: int = 10, least: float = 0.0, without: Iterable[Fingerprint] = ()
    ) -> list[tuple[Key, Likeness]]:
        """The `most` alike of at least this score, best first, with the share of `without` taken out of both."""
        given = tuple(without)
        starters = (together(given),) if given else ()
        if starters:
            mine = mine.without(starters)
        found = [(self._keys[at], self._likeness(mine, at, starters)) for at in self._candidates(mine)]
        found.sort(key=lambda each: -each[1].score)
        return [each for each in found if each[1].score >= max(least, 1e-9)][:most]

    def _likeness(self, mine: Fingerprint, at: int, starters: tuple[Fingerprint, ...]) -> Likeness:
        theirs = Fingerprint.from_bytes(self._prints[at])
        return alike(mine, theirs.without(starters) if starters else theirs, self.weigh)

    def _candidates(self, mine: Fingerprint) -> list[int]:
        hashes = mine.hashes
        at, known = self._places(hashes)
        at = at[known & (self._counts[at] <= COMMON)] if len(self) else at[:0]
        if not len(at):
            return []
        lengths = self._counts[at]
        rows = np.concatenate([self._projects[s : s + n] for s, n in zip(self._starts[at], lengths, strict=True)])
        shared = np.bincount(rows, weights=np.repeat(self._rarity(lengths), lengths), minlength=len(self))
        own = float(self.weigh(hashes).sum())
        return sorted({*_largest(shared), *_largest(shared / (self._sizes + own - shared))})

    def _places(self, hashes: NDArray[np.uint64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Where each stands in the index, and whether it does."""
        if not len(self._hashes):
            return np.zeros(len(hashes), np.intp), np.zeros(len(hashes), np.bool_)
        at = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        return at, self._hashes[at] == hashes

    def _rarity(self, counts: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.asarray(np.log((len(self._keys) + _OTHERS) / np.maximum(counts, 1)), dtype=np.float64)


def _largest(scores: NDArray[Any]) -> list[int]:
    most = min(CANDIDATES // 2, len(scores))
    best = np.argpartition(-scores, most - 1)[:most]
    return [int(at) for at in best if scores[at] > 0]
