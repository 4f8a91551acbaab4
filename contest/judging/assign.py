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

What follows never spoils any of this, for it only lets two reviews swap their judges (or gives one to a judge
who has exactly one less). In this order, so far as such exchanges find it and pairs that may not be allow it:

4. everything hangs together: any two judges can be compared by way of shared entries (`contest.judging.connect`).
   Where no pair is forbidden and nothing stands, this is reached whenever there are enough reviews for it;
5. a judge who cannot read an entry's text does not get it while others can be had (`contest.judging.suit`);
6. judges with a pool get their pool's entries, but for the share that is to go across pools. Level loads come
   first: where one pool has many judges and another few, more than that share goes across.

Each judge's pile is shuffled.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

import numpy as np

from contest.judging.connect import connect, count_groups
from contest.judging.suit import Seats, Wishes, cross, suit, wishes_for
from contest.judging.table import Ints, Table

UNLIMITED = np.iinfo(np.int64).max
FAR = 1e6
"""Outweighs any load: what is priced comes after what is not."""


class PlanError(ValueError):
    """A question the planner cannot answer; `code` says which:
    entry_twice, judge_twice, reviews_not_positive, limit_negative, seed_negative, share_not_a_share."""

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
    groups: int = 0
    """Of how many groups judges and entries consist that share no review, standing ones included; 1 is good."""
    across: int = 0
    """Reviews across pools, standing ones included."""
    unreadable: int = 0
    """New reviews by judges who cannot read the entry's text."""


def plan(
    *,
    entries: Sequence[int],
    judges: Sequence[int],
    per_entry: int,
    forbidden: Collection[tuple[int, int]] = (),
    standing: Collection[tuple[int, int]] = (),
    spent: Collection[tuple[int, int]] = (),
    limits: Mapping[int, int] | None = None,
    entry_pool: Mapping[int, int] | None = None,
    judge_pool: Mapping[int, int] | None = None,
    across: float = 0.0,
    needs_reading: Collection[int] = (),
    cannot_read: Collection[int] = (),
    seed: int,
) -> Plan:
    """Give every entry `per_entry` different judges in all; see the head of this module for what is
    guaranteed, and in which order.

    entries, judges: ids, in any order; the plan does not depend on the order. `judges` are those who may get
        more.
    forbidden: (entry, judge) pairs never to be made: conflicts, and pairs that were ever removed.
    standing: (entry, judge) pairs that stay. They count towards the entry's reviews (even when that judge is
        not in `judges`) and towards the judge's load (even when that entry is not in `entries`), and are
        never made again.
    spent: (entry, judge) pairs that stay in the judge's load, and count neither for the entry nor as a link: a sheet
        that was set aside. Never made again.
    limits: judge → the most entries this judge takes in all, standing ones included; a judge without one
        takes any number.
    entry_pool: entry → its pool (division). judge_pool: judge → the pool whose entries they mainly get; a judge
        without one gets any. An entry whose pool has no judge goes to any.
    across: the share of the reviews of pooled entries by pooled judges that is to cross pools, 0 to 1.
    needs_reading: entries whose text matters; cannot_read: judges who cannot read it.
    seed: not negative. The same arguments give the same plan (under the same version of numpy).

    Raises PlanError. Time and memory grow with len(entries) × len(judges).
    """
    _refuse_nonsense(entries, judges, per_entry, limits or {}, across, seed)
    entry_ids, judge_ids = np.array(sorted(entries), np.int64), np.array(sorted(judges), np.int64)
    kept = set(standing)
    table = _lay_table(entry_ids, judge_ids, per_entry, forbidden, kept, set(spent) - kept, limits or {})
    wishes = wishes_for(
        entry_ids,
        judge_ids,
        entry_pool=entry_pool or {},
        judge_pool=judge_pool or {},
        needs_reading=needs_reading,
        cannot_read=cannot_read,
    )
    rng = np.random.default_rng(seed)
    _deal(table, wishes, rng)
    table.fill_needs()
    table.spread_needs()
    table.level_loads()
    _refine(table, wishes, _as_positions(kept, entry_ids, judge_ids), across, rng)
    made = _as_plan(table, entry_ids, judge_ids, rng)
    return _counted(made, table, wishes, kept, entry_ids, judge_ids)


def _refuse_nonsense(
    entries: Sequence[int], judges: Sequence[int], per_entry: int, limits: Mapping[int, int], across: float, seed: int
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
    if not 0 <= across <= 1:
        raise PlanError("share_not_a_share")


def _lay_table(
    entry_ids: Ints,
    judge_ids: Ints,
    per_entry: int,
    forbidden: Collection[tuple[int, int]],
    standing: set[tuple[int, int]],
    spent: set[tuple[int, int]],
    limits: Mapping[int, int],
) -> Table:
    """The table before the deal: what each entry needs, what each judge has and may take, which pairs are
    open."""
    barred, kept, used = _as_rows(forbidden), _as_rows(standing), _as_rows(spent)
    is_open = np.ones((len(entry_ids), len(judge_ids)), dtype=bool)
    for pairs in (barred, kept, used):
        rows, columns = _positions(pairs[:, 0], entry_ids), _positions(pairs[:, 1], judge_ids)
        both_here = (rows >= 0) & (columns >= 0)
        is_open[rows[both_here], columns[both_here]] = False
    reviewed = _positions(kept[:, 0], entry_ids)
    loaded = _positions(np.concatenate([kept[:, 1], used[:, 1]]), judge_ids)
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


def _deal(table: Table, wishes: Wishes, rng: np.random.Generator) -> None:
    """Round by round, the neediest entries first, one of the least loaded open judges to each.

    Within a round, who has fewer judges to choose from chooses first; that spares most repairs. The rest is
    by lot. With wishes, those judges come first whom the entry suits, as long as they have not had their
    level share; that spares most exchanges.
    """
    choice = table.is_open.sum(axis=1)
    price = wishes.cost[:, wishes.judge_class].astype(float) * FAR if wishes.are_any else None
    share = np.minimum(table.limit, _level(table)) if wishes.are_any else table.limit
    for needed in range(int(table.need.max(initial=0)), 0, -1):
        waiting = rng.permutation(np.flatnonzero(table.need >= needed))
        for entry in waiting[np.argsort(choice[waiting], kind="stable")].tolist():
            # A load is a whole number, so a lot drawn below 1 decides only between equal loads.
            order = np.where(table.is_open[entry], table.load + rng.random(len(table.load)), np.inf)
            if price is not None:
                order += price[wishes.entry_class[entry]]
                order[table.load >= share] += FAR * FAR
            order[table.load >= table.limit] = np.inf
            if len(order) and np.isfinite(order[judge := int(order.argmin())]):
                table.give(entry, judge)


def _level(table: Table) -> int:
    """The least load at which all that is needed has room, when nobody has more than it but by limit or before."""
    low, high = 0, int(table.need.sum() + table.load.max(initial=0))
    while low < high:
        middle = (low + high) // 2
        room = np.maximum(np.minimum(table.limit, middle) - table.load, 0).sum()
        low, high = (low, middle) if room >= table.need.sum() else (middle + 1, high)
    return low


def _refine(table: Table, wishes: Wishes, standing: Ints, across: float, rng: np.random.Generator) -> None:
    """Fulfil the wishes and join what is apart, by exchanges that leave needs and loads as they are."""
    new = [(entry, judge) for judge, pile in enumerate(table.piles) for entry in pile]
    seats = Seats([entry for entry, _ in new], [judge for _, judge in new], table.is_open)
    if wishes.are_any:
        suit(seats, wishes, rng)
        rows, columns = len(wishes.entry_pool), len(wishes.judge_pool)
        known = [(e, j) for e, j in standing.tolist() if e < rows and j < columns]
        held = [pair for pair in (*known, *zip(seats.entry, seats.judge, strict=True)) if wishes.is_pooled(*pair)]
        cross(seats, wishes, round(across * len(held)) - sum(wishes.is_across(*pair) for pair in held), rng)
    size = (len(table.need) + len(standing), len(table.load) + len(standing))
    avoid = partial(_costs_more, seats, wishes)
    connect(seats, standing, size, rng, load=table.load, limit=table.limit, is_unwished=avoid)
    table.piles = [[] for _ in table.load]
    for entry, judge in zip(seats.entry, seats.judge, strict=True):
        table.piles[judge].append(entry)


def _costs_more(seats: Seats, wishes: Wishes, one: int, other: int) -> bool:
    (e, j), (f, k) = ((seats.entry[seat], seats.judge[seat]) for seat in (one, other))
    return wishes.price(e, k) + wishes.price(f, j) > wishes.price(e, j) + wishes.price(f, k)


def _as_positions(pairs: set[tuple[int, int]], entry_ids: Ints, judge_ids: Ints) -> Ints:
    """Pairs by position; ids from outside the plan get the positions behind it."""
    rows = _as_rows(sorted(pairs))
    return np.stack([_positions_of_all(rows[:, 0], entry_ids), _positions_of_all(rows[:, 1], judge_ids)], axis=1)


def _positions_of_all(wanted: Ints, ids: Ints) -> Ints:
    place = _positions(wanted, ids)
    _, number = np.unique(wanted, return_inverse=True)
    return np.where(place >= 0, place, len(ids) + number)


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


def _counted(
    made: Plan, table: Table, wishes: Wishes, kept: set[tuple[int, int]], entry_ids: Ints, judge_ids: Ints
) -> Plan:
    """The plan with what it comes to."""
    at_entry = {entry: place for place, entry in enumerate(entry_ids.tolist())}
    at_judge = {judge: place for place, judge in enumerate(judge_ids.tolist())}
    known = [(at_entry[e], at_judge[j]) for e, j in (*kept, *made.pairs) if e in at_entry and j in at_judge]
    new = [(at_entry[e], at_judge[j]) for e, j in made.pairs]
    return replace(
        made,
        groups=count_groups([*kept, *made.pairs]),
        across=sum(wishes.is_across(*pair) for pair in known),
        unreadable=sum(wishes.is_unreadable(*pair) for pair in new),
    )
