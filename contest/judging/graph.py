"""Who shares games with whom: what makes judges comparable.

Two judges who scored the same game can be told apart from it: the difference of their marks is theirs, not the
game's. Judges who share none are compared over others in between, and where there is no such way, not at all.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from contest.judging.islands import islands
from contest.judging.rubric import Floats, Ints

NOWHERE = -1
MOST_STEPS = 100
"""Of Lanczos' method. The second eigenvalue of a well-mixed jury stands after 20; of a thin one, what is still
missing then is far below the difference between thin and good."""


def groups(entry: Ints, judge: Ints, *, entries: int) -> Ints:
    """The connected group of every entry; NOWHERE for those without a sheet.

    entry, judge: (n_sheets,) positions of each sheet's entry and judge.
    """
    found = islands(entry, judge, entries)
    found[np.bincount(entry, minlength=entries) == 0] = NOWHERE
    return found


def count_groups(of_entry: Ints, division: Ints) -> dict[int, int]:
    """division → into how many groups its entries with a sheet fall; 1 is as it must be."""
    is_met = of_entry != NOWHERE
    return {
        int(number): len(np.unique(of_entry[is_met & (division == number)])) for number in np.unique(division).tolist()
    }


def strength(entry: Ints, judge: Ints) -> float | None:
    """How well the judges hang together, 0 to 1: λ₂ / load of the judge graph; None with fewer than two judges.

    What the sheets say about the judges' severities is the matrix D − Bᵀ·E⁻¹·B (B the sheets as entry × judge, D and E
    the diagonals of judges' and entries' numbers of sheets); its second smallest eigenvalue over the judges' load says
    how surely even the worst contrast between judges is known. 0 when they fall apart. A balanced random deal of 4
    judges a game and 20 games a judge has about .5.
    """
    edges = _Edges(entry, judge)
    if edges.judges < 2:
        return None
    if islands(edges.entry, edges.judge, edges.entries).max() > 0:
        return 0.0
    return min(1.0, max(0.0, 1.0 - _second(edges)))


class _Edges:
    """The sheets with entries and judges numbered without gaps, and one step of the walk judge → game → judge."""

    def __init__(self, entry: Ints, judge: Ints) -> None:
        found_entries, self.entry = np.unique(entry, return_inverse=True)
        found_judges, self.judge = np.unique(judge, return_inverse=True)
        self.entries, self.judges = len(found_entries), len(found_judges)
        self.load = np.bincount(self.judge, minlength=self.judges).astype(np.float64)
        self._reviews = np.bincount(self.entry, minlength=self.entries)
        self._root = np.sqrt(self.load)

    def step(self, vector: Floats) -> Floats:
        """D^-½ · Bᵀ·E⁻¹·B · D^-½ times the vector."""
        per_judge = vector / self._root
        per_entry = np.bincount(self.entry, per_judge[self.judge], minlength=self.entries) / self._reviews
        back = np.bincount(self.judge, per_entry[self.entry], minlength=self.judges)
        return np.asarray(back / self._root, dtype=np.float64)


def _second(edges: _Edges) -> float:
    """The second largest eigenvalue of `step` (the largest is 1, with √load), by Lanczos' method."""
    trivial = np.sqrt(edges.load) / np.sqrt(edges.load.sum())
    vector = np.random.default_rng(0).standard_normal(edges.judges)
    basis = [trivial]
    diagonal: list[float] = []
    beside: list[float] = []
    for _ in range(min(edges.judges - 1, MOST_STEPS)):
        vector = _orthogonal(vector, basis)
        length = float(np.linalg.norm(vector))
        if length < 1e-10:
            break
        if diagonal:
            beside.append(length)
        basis.append(vector / length)
        vector = edges.step(basis[-1])
        diagonal.append(float(basis[-1] @ vector))
    inner = np.diag(diagonal) + np.diag(beside, 1) + np.diag(beside, -1)
    return float(np.linalg.eigvalsh(inner)[-1])


def _orthogonal(vector: Floats, basis: Sequence[Floats]) -> Floats:
    # Twice, because once loses what rounding leaves; the basis is short.
    for _ in range(2):
        for other in basis:
            vector = vector - (other @ vector) * other
    return vector


def effective_judges(entry: Ints, weight: Floats, *, entries: int) -> Floats:
    """How many equally heavy sheets each entry's sheets are worth, (Σw)² / Σw² (Kish); 0 without a weight."""
    total = np.bincount(entry, weight, minlength=entries)
    squares = np.bincount(entry, weight * weight, minlength=entries)
    worth = np.zeros(entries)
    np.divide(total * total, squares, out=worth, where=squares > 0)
    return worth


def shared_games(entry: Ints, judge: Ints) -> list[tuple[int, int, int]]:
    """(judge, other judge, games that both scored) for every pair with at least one, in the order of numbers."""
    edges = _Edges(entry, judge)
    numbers = np.unique(judge).tolist()
    table = np.zeros((edges.entries, edges.judges), dtype=np.int64)
    table[edges.entry, edges.judge] = 1
    both = np.triu(table.T @ table, 1)
    return [(numbers[one], numbers[other], int(both[one, other])) for one, other in np.argwhere(both).tolist()]
