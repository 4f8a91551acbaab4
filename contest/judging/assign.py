"""Deals entries to judges: evenly, at random, and never against a conflict.

The deal gives each entry, review by review, one of the least loaded judges it may have; ties are drawn by
lot. That is nearly level at once. Alternating paths then mend what the deal could not see, until the plan is
the best there is. Of all plans that keep the standing assignments, the conflicts and the judges' limits, the
plan returned

1. gives the greatest number of reviews;
2. among those, spreads what is missing most evenly over the entries (the sum of squared shortfalls is least);
3. among those, levels the judges' loads best: the sum of squared loads, the greatest load and the difference
   between the greatest and the least are all as small as they can be. Loads are within one of each other
   whenever that is possible.

Why local repair reaches the optimum: the load vectors of all plans with the greatest number of reviews are
the integer points of a base polyhedron, where a separable convex sum that no single exchange improves is
least of all (Frank and Murota, "Decreasing minimization on M-convex sets", 2022; for loads alone Harvey et
al., "Semi-matchings for bipartite graphs", 2006). An exchange here is an alternating path. The same holds for
shortfalls, and an exchange on one side leaves the other alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from contest.judging.table import Ints, Table

UNLIMITED = np.iinfo(np.int64).max


class PlanError(ValueError):
    """A question the planner cannot answer; `code` says which:
    entry_twice, judge_twice, reviews_not_positive, limit_negative, seed_negative."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Plan:
    """New assignments, beside those that already stand."""

    pairs: tuple[tuple[int, int], ...]
    """The new (entry, judge) pairs, sorted."""
    piles: Mapping[int, tuple[int, ...]]
    """judge → the new entries in the order to be shown; every judge has a pile, possibly empty."""
    loads: Mapping[int, int]
    """judge → number of entries, standing ones included."""
    shortfall: Mapping[int, int]
    """entry → reviews it still lacks; only entries that lack any."""


def plan(
    *,
    entries: Sequence[int],
    judges: Sequence[int],
    per_entry: int,
    forbidden: Collection[tuple[int, int]] = (),
    standing: Collection[tuple[int, int]] = (),
    limits: Mapping[int, int] | None = None,
    seed: int,
) -> Plan:
    """Give every entry `per_entry` different judges in all; see the head of this module for what is
    guaranteed.

    entries, judges: ids, in any order; the plan does not depend on the order. `judges` are those who may get
        more.
    forbidden: (entry, judge) pairs never to be made: conflicts, and pairs that were ever removed.
    standing: (entry, judge) pairs that stay. They count towards the entry's reviews (even when that judge is
        not in `judges`) and towards the judge's load (even when that entry is not in `entries`), and are
        never made again.
    limits: judge → the most entries this judge takes in all, standing ones included; a judge without one
        takes any number.
    seed: not negative. The same arguments give the same plan (under the same version of numpy).

    Raises PlanError. Time and memory grow with len(entries) × len(judges).
    """
    _refuse_nonsense(entries, judges, per_entry, limits or {}, seed)
    entry_ids, judge_ids = np.array(sorted(entries), np.int64), np.array(sorted(judges), np.int64)
    table = _lay_table(entry_ids, judge_ids, per_entry, forbidden, set(standing), limits or {})
    rng = np.random.default_rng(seed)
    _deal(table, rng)
    table.fill_needs()
    table.spread_needs()
    table.level_loads()
    return _as_plan(table, entry_ids, judge_ids, rng)


def _refuse_nonsense(
    entries: Sequence[int], judges: Sequence[int], per_entry: int, limits: Mapping[int, int], seed: int
) -> None:
    if len(set(entries)) < len(entries):
        raise PlanError("entry_twice")
    if len(set(judges)) < len(judges):
        raise PlanError("judge_twice")
    if per_entry < 1:
        raise PlanError("reviews_not_positive")
    if any(limit < 0 for limit in limits.values()):
        raise PlanError("limit_negative")
    if seed < 0:
        raise PlanError("seed_negative")


def _lay_table(
    entry_ids: Ints,
    judge_ids: Ints,
    per_entry: int,
    forbidden: Collection[tuple[int, int]],
    standing: set[tuple[int, int]],
    limits: Mapping[int, int],
) -> Table:
    """The table before the deal: what each entry needs, what each judge has and may take, which pairs are
    open."""
    barred, kept = _as_rows(forbidden), _as_rows(standing)
    is_open = np.ones((len(entry_ids), len(judge_ids)), dtype=bool)
    for pairs in (barred, kept):
        rows, columns = _positions(pairs[:, 0], entry_ids), _positions(pairs[:, 1], judge_ids)
        both_here = (rows >= 0) & (columns >= 0)
        is_open[rows[both_here], columns[both_here]] = False
    reviewed, loaded = _positions(kept[:, 0], entry_ids), _positions(kept[:, 1], judge_ids)
    have = np.bincount(reviewed[reviewed >= 0], minlength=len(entry_ids))
    load = np.bincount(loaded[loaded >= 0], minlength=len(judge_ids))
    limit = np.array([min(limits.get(int(judge), UNLIMITED), UNLIMITED) for judge in judge_ids], np.int64)
    return Table(is_open=is_open, need=np.maximum(per_entry - have, 0), load=load, limit=limit)


def _as_rows(pairs: Collection[tuple[int, int]]) -> Ints:
    return np.fromiter(chain.from_iterable(pairs), np.int64, count=2 * len(pairs)).reshape(-1, 2)


def _positions(wanted: Ints, ids: Ints) -> Ints:
    """Where each wanted id is in `ids` (sorted); -1 where it is not."""
    if len(ids) == 0:
        return np.full(len(wanted), -1)
    place = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where(ids[place] == wanted, place, -1)


def _deal(table: Table, rng: np.random.Generator) -> None:
    """Round by round, the neediest entries first, one of the least loaded open judges to each.

    Within a round, who has fewer judges to choose from chooses first; that spares most repairs. The rest is
    by lot.
    """
    choice = table.is_open.sum(axis=1)
    for needed in range(int(table.need.max(initial=0)), 0, -1):
        waiting = rng.permutation(np.flatnonzero(table.need >= needed))
        for entry in waiting[np.argsort(choice[waiting], kind="stable")].tolist():
            # A load is a whole number, so a lot drawn below 1 decides only between equal loads.
            order = np.where(table.is_open[entry], table.load + rng.random(len(table.load)), np.inf)
            order[table.load >= table.limit] = np.inf
            if len(order) and np.isfinite(order[judge := int(order.argmin())]):
                table.give(entry, judge)


def _as_plan(
    table: Table,
    entry_ids: Ints,
    judge_ids: Ints,
    rng: np.random.Generator,
) -> Plan:
    piles = {
        int(judge): tuple(entry_ids[rng.permutation(np.array(sorted(pile), np.int64))].tolist())
        for judge, pile in zip(judge_ids, table.piles, strict=True)
    }
    return Plan(
        pairs=tuple(sorted((entry, judge) for judge, pile in piles.items() for entry in pile)),
        piles=piles,
        loads=dict(zip(judge_ids.tolist(), table.load.tolist(), strict=True)),
        shortfall={int(entry): int(need) for entry, need in zip(entry_ids, table.need, strict=True) if need > 0},
    )
