"""Who had better have which entry: judges with a division of their own, judges who do not read every entry's text.

Wishes never change how many reviews an entry gets or how many a judge has: a dealt plan is improved only by
exchanges, two reviews swapping their judges.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from contest.judging.table import Flags, Ints

NONE = -1
ACROSS = 1
"""Price of a review across pools."""
UNREADABLE = 3
"""Price of a review by a judge who cannot read the entry: an exchange changes two reviews, so this outweighs both."""
TRIES = 30
"""Partners that are tried for one review before it is let be. Only conflicts make a partner unfit."""


class Seats:
    """The new reviews of a plan, by position, with the table of pairs that may still be made."""

    def __init__(self, entry: Sequence[int], judge: Sequence[int], is_open: Flags) -> None:
        self.entry = list(entry)
        self.judge = list(judge)
        self.is_open = is_open

    def __len__(self) -> int:
        return len(self.entry)

    def may_exchange(self, one: int, other: int) -> bool:
        """Whether two reviews can swap their judges."""
        here, there = self.judge[one], self.judge[other]
        return bool(self.is_open[self.entry[one], there] and self.is_open[self.entry[other], here])

    def exchange(self, one: int, other: int) -> None:
        """Swap the judges of two reviews."""
        here, there = self.judge[one], self.judge[other]
        self.move(one, there)
        self.move(other, here)

    def move(self, seat: int, judge: int) -> None:
        """Give one review to another judge."""
        self.is_open[self.entry[seat], self.judge[seat]] = True
        self.is_open[self.entry[seat], judge] = False
        self.judge[seat] = judge


@dataclass(frozen=True)
class Wishes:
    """Entries and judges in classes, and what a review of one class by another costs; 0 is as wished."""

    entry_pool: Ints
    """Of each entry: its pool, or NONE when no judge has that pool."""
    judge_pool: Ints
    """Of each judge; NONE takes any entry alike."""
    entry_class: Ints
    judge_class: Ints
    cost: Ints
    """[entry class, judge class]."""

    @property
    def are_any(self) -> bool:
        """Whether anything is wished at all."""
        return bool(self.cost.any())

    def is_pooled(self, entry: int, judge: int) -> bool:
        """Whether both belong to a pool, the same or not."""
        return bool(self.entry_pool[entry] != NONE and self.judge_pool[judge] != NONE)

    def is_across(self, entry: int, judge: int) -> bool:
        """Whether they belong to different pools."""
        return self.is_pooled(entry, judge) and bool(self.entry_pool[entry] != self.judge_pool[judge])

    def is_unreadable(self, entry: int, judge: int) -> bool:
        """Whether this judge cannot read what this entry says."""
        return bool(self.price(entry, judge) >= UNREADABLE)

    def price(self, entry: int, judge: int) -> int:
        """What this review costs."""
        return int(self.cost[self.entry_class[entry], self.judge_class[judge]])


def wishes_for(
    entry_ids: Ints,
    judge_ids: Ints,
    *,
    entry_pool: Mapping[int, int],
    judge_pool: Mapping[int, int],
    needs_reading: Collection[int],
    cannot_read: Collection[int],
) -> Wishes:
    """The wishes about these entries and judges, by position. Ids that are not among them are ignored."""
    pools = {pool: number for number, pool in enumerate(sorted({judge_pool[j] for j in judge_ids if j in judge_pool}))}
    of_entry = np.array([pools[p] if (p := entry_pool.get(e)) in pools else NONE for e in entry_ids.tolist()], np.int64)
    of_judge = np.array([pools[judge_pool[j]] if j in judge_pool else NONE for j in judge_ids.tolist()], np.int64)
    reading, blind = set(needs_reading), set(cannot_read)
    is_hard = np.array([e in reading for e in entry_ids.tolist()], np.int64)
    is_blind = np.array([j in blind for j in judge_ids.tolist()], np.int64)
    side = np.arange(2 * (len(pools) + 1))  # class = 2 · (pool + 1) + whether reading matters
    pool, flag = side // 2 - 1, side % 2
    across = (pool[:, None] != pool[None, :]) & (pool[:, None] != NONE) & (pool[None, :] != NONE)
    unreadable = (flag[:, None] & flag[None, :]).astype(bool)
    return Wishes(
        entry_pool=of_entry,
        judge_pool=of_judge,
        entry_class=2 * (of_entry + 1) + is_hard,
        judge_class=2 * (of_judge + 1) + is_blind,
        cost=ACROSS * across.astype(np.int64) + UNREADABLE * unreadable.astype(np.int64),
    )


def suit(seats: Seats, wishes: Wishes, rng: np.random.Generator) -> None:
    """Exchange reviews as long as two of them fit better swapped. Every exchange lowers the whole price."""
    kinds = _Kinds(seats, wishes, rng)
    while kinds.exchange_all():
        pass


class _Kinds:
    """Reviews sorted by the classes of entry and judge: all of one kind are alike but for conflicts."""

    def __init__(self, seats: Seats, wishes: Wishes, rng: np.random.Generator) -> None:
        self.seats, self.wishes = seats, wishes
        self.width = int(wishes.cost.shape[1])
        self.of_kind: dict[int, list[int]] = {}
        for seat in rng.permutation(len(seats)).tolist():
            self.of_kind.setdefault(self._kind(seat), []).append(seat)

    def _kind(self, seat: int) -> int:
        row = int(self.wishes.entry_class[self.seats.entry[seat]])
        return row * self.width + int(self.wishes.judge_class[self.seats.judge[seat]])

    def exchange_all(self) -> bool:
        """Try each two kinds that gain by it, most gain first. Gives whether anything was exchanged."""
        return any([self._exchange(one, other) for one, other in self._gaining()])

    def _gaining(self) -> Iterator[tuple[int, int]]:
        kinds = np.array(sorted(kind for kind, seats in self.of_kind.items() if seats), np.int64)
        rows, columns = kinds // self.width, kinds % self.width
        cost = self.wishes.cost
        now = cost[rows, columns]
        swapped = cost[rows[:, None], columns[None, :]]
        gain = np.triu(now[:, None] + now[None, :] - swapped - swapped.T)
        for place in np.argsort(-gain, axis=None, kind="stable").tolist():
            one, other = divmod(place, len(kinds))
            if gain[one, other] <= 0:
                return
            yield int(kinds[one]), int(kinds[other])

    def _exchange(self, one: int, other: int) -> bool:
        """Exchange reviews of two kinds, as many as can be."""
        mine, theirs = self.of_kind.pop(one, []), self.of_kind.pop(other, [])
        left, changed = [], False
        for seat in mine:
            place = next((n for n in _last(theirs) if self.seats.may_exchange(seat, theirs[n])), None)
            if place is None:
                left.append(seat)
                continue
            partner = theirs.pop(place)
            self.seats.exchange(seat, partner)
            for each in (seat, partner):
                self.of_kind.setdefault(self._kind(each), []).append(each)
            changed = True
        for kind, rest in ((one, left), (other, theirs)):
            self.of_kind.setdefault(kind, []).extend(rest)
        return changed


def _last(items: Sequence[int]) -> range:
    """Places of the last few, the last first."""
    return range(len(items) - 1, max(len(items) - 1 - TRIES, -1), -1)


def cross(seats: Seats, wishes: Wishes, missing: int, rng: np.random.Generator) -> None:
    """Let `missing` more reviews go across pools, one too many at most, by exchanging two of different pools.

    First no entry has two such reviews. None becomes unreadable by it.
    """
    for is_strict in (True, False):
        crossed = {e for e, j in zip(seats.entry, seats.judge, strict=True) if wishes.is_across(e, j)}
        missing -= _cross_some(seats, wishes, missing, crossed if is_strict else set(), rng)


def _cross_some(seats: Seats, wishes: Wishes, missing: int, crossed: set[int], rng: np.random.Generator) -> int:
    """Go through the reviews by lot; a review waits, pool by pool, until one of another pool comes by."""
    waiting: dict[int, list[int]] = {}
    gained = 0
    for seat in rng.permutation(len(seats)).tolist():
        if gained >= missing:
            break
        entry, judge = seats.entry[seat], seats.judge[seat]
        if entry in crossed or not wishes.is_pooled(entry, judge) or wishes.is_across(entry, judge):
            continue
        pool = int(wishes.entry_pool[entry])
        partner = _partner(seats, wishes, seat, pool, waiting, crossed)
        if partner is None:
            waiting.setdefault(pool, []).append(seat)
            continue
        seats.exchange(seat, partner)
        crossed |= {entry, seats.entry[partner]}
        gained += 2
    return gained


def _partner(
    seats: Seats, wishes: Wishes, seat: int, pool: int, waiting: Mapping[int, list[int]], crossed: Collection[int]
) -> int | None:
    """A waiting review of another pool to exchange with, from where most wait; it waits no longer."""
    others = sorted((each for each in waiting if each != pool), key=lambda each: -len(waiting[each]))
    for other in others:
        for place in _last(waiting[other]):
            partner = waiting[other][place]
            if seats.entry[partner] in crossed or not seats.may_exchange(seat, partner):
                continue
            if _stays_readable(seats, wishes, seat, partner):
                return waiting[other].pop(place)
    return None


def _stays_readable(seats: Seats, wishes: Wishes, one: int, other: int) -> bool:
    swapped = ((seats.entry[one], seats.judge[other]), (seats.entry[other], seats.judge[one]))
    return not any(wishes.is_unreadable(entry, judge) for entry, judge in swapped)
