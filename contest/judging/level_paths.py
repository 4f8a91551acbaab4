"""The working table of `contest.judging.level`: who could give what to whom, and the path that gains most per change.

Judges are columns by position; one more, the last, stands for nobody: what waits there must find a judge.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from contest.judging.suit import Wishes
from contest.judging.table import Flags, Ints

NO_WAY = 10_000
"""More than any path costs: a judge is passed once, and each change costs at most one."""
SOME = 50
Step = tuple[int, int, int]
"""Giver, entry, taker."""


class Exchange:
    """Piles that can change hands, and the best next path."""

    def __init__(
        self,
        *,
        is_open: Flags,
        is_first: Flags,
        piles: list[list[int]],
        waiting: list[int],
        load: Ints,
        limit: Ints,
        wishes: Wishes,
        lot: Ints,
    ) -> None:
        self.is_open = is_open
        """[entry, judge]: may be made and is not made."""
        self.is_first = is_first
        """[entry, judge]: was so at the beginning; to restore it costs nothing."""
        self.piles = piles
        self.waiting = waiting
        self.load = load
        self.limit = limit
        self.wishes = wishes
        self.lot = lot
        """Who comes first among equals."""
        self.nobody = len(piles)
        self._closed = np.zeros(self.nobody + 1, dtype=bool)
        all_held = int(load.sum()) + len(waiting)
        # Each of these outweighs all that comes after it.
        self._for_place = all_held**2 + 1
        self._for_limit = self._for_place * (all_held + 1)
        self._cheapest = np.full((self.nobody + 1, self.nobody), NO_WAY, np.int64)
        self._stale = set(range(self.nobody + 1))
        self._holders: list[list[int]] = [[] for _ in is_open]
        for judge, pile in enumerate((*piles, waiting)):
            for entry in pile:
                self._holders[entry].append(judge)

    def run(self) -> None:
        """Follow the best path as long as one gains anything."""
        while (path := self._best_path()) is not None:
            for giver, entry, taker in path:
                self._move(giver, entry, taker)

    def _pile(self, judge: int) -> list[int]:
        return self.waiting if judge == self.nobody else self.piles[judge]

    def _relief(self) -> Ints:
        """What it is worth that a judge has one entry less; nothing where there is none to give."""
        relief = np.append(2 * self.load - 1 + self._for_limit * (self.load > self.limit), self._for_place)
        has_any = np.array([*(bool(pile) for pile in self.piles), bool(self.waiting)])
        return np.where(has_any & ~self._closed, relief, -1)

    def _burden(self) -> Ints:
        """What one entry more costs a judge."""
        burden = 2 * self.load + 1 + self._for_limit * (self.load >= self.limit)
        return np.where(self._closed[:-1], 2 * self._for_limit, burden)

    def _best_path(self) -> list[Step] | None:
        while self.nobody:
            relief, burden = self._relief(), self._burden()
            if relief.max() <= burden.min():
                return None
            step = self._straight(relief, burden)
            if step is not None:
                return [step]
            self._freshen()
            step = self._straight_of_all(relief, burden)
            if step is not None:
                return [step]
            if not self._close_hopeless(relief, burden):
                return self._steps(self._search(relief, burden))
        return None

    def _straight(self, relief: Ints, burden: Ints) -> Step | None:
        """From one of the heaviest right to one of the lightest: no path gains more, and one that would gain for less
        than one change was followed before. A few of each are looked at: only conflicts make these unfit."""
        takers = np.flatnonzero(burden == burden.min())
        takers = takers[np.argsort(self.lot[takers], kind="stable")][:SOME]
        givers = np.flatnonzero(relief == relief.max())[:SOME].tolist()
        return next((step for giver in givers if (step := self._best_entry(giver, takers, SOME)) is not None), None)

    def _straight_of_all(self, relief: Ints, burden: Ints) -> Step | None:
        """The same, when everything is looked at."""
        givers, takers = np.flatnonzero(relief == relief.max()), np.flatnonzero(burden == burden.min())
        is_way = self._cheapest[np.ix_(givers, takers)] < NO_WAY
        if not is_way.any():
            return None
        row = int(is_way.any(axis=1).argmax())
        return self._best_entry(int(givers[row]), takers[is_way[row]])

    def _best_entry(self, giver: int, takers: Ints, some: int | None = None) -> Step | None:
        """Of the giver's (first `some`) entries and these takers the two that cost least and fit best; None where
        none may be."""
        pile = np.array(self._pile(giver)[:some], np.int64)
        cost = self._costs(giver, pile, takers).astype(float)
        wishes = self.wishes
        if wishes.are_any:
            cost += wishes.cost[wishes.entry_class[pile][:, None], wishes.judge_class[takers][None, :]] / NO_WAY
        row, column = divmod(int(cost.argmin()), len(takers))
        return (giver, int(pile[row]), int(takers[column])) if cost[row, column] < NO_WAY else None

    def _costs(self, giver: int, pile: Ints, takers: Ints) -> Ints:
        """[entry of the pile, taker]: pairs more that differ from the beginning; NO_WAY where the pair may not be."""
        cell = np.ix_(pile, takers)
        was_first = np.ones(len(pile), bool) if giver == self.nobody else self.is_first[pile, giver]
        change = (~self.is_first[cell]).astype(np.int64) - (~was_first).astype(np.int64)[:, None]
        return np.where(self.is_open[cell], change, NO_WAY)

    def _freshen(self) -> None:
        """Bring the cheapest way from each judge to each other up to date."""
        everybody = np.arange(self.nobody)
        for giver in self._stale:
            pile = np.array(self._pile(giver), np.int64)
            costs = self._costs(giver, pile, everybody)
            self._cheapest[giver] = costs.min(axis=0, initial=NO_WAY)
        self._stale = set()

    def _close_hopeless(self, relief: Ints, burden: Ints) -> bool:
        """Leave out for good the heaviest judges with all whom they reach, or a lightest with all who reach them, when
        nothing is gained between them: no other path can use these."""
        heaviest = np.flatnonzero(relief == relief.max())
        reached = self._distances(heaviest)[0][:-1] < NO_WAY
        if not (reached & (burden < relief.max())).any():
            self._closed[heaviest] = True
            self._closed[:-1] |= reached
            return True
        lightest = int(burden.argmin())
        reaching = self._reaching(lightest)
        if not (reaching & (relief > burden[lightest])).any():
            self._closed[lightest] = True
            self._closed |= reaching
            return True
        return False

    def _reaching(self, goal: int) -> Flags:
        """Who can give something, by way of others, to this judge."""
        is_way = (self._cheapest < NO_WAY) & ~self._closed[:, None]
        found = is_way[:, goal]
        while True:
            grown = found | is_way[:, found[:-1]].any(axis=1)
            if (grown == found).all():
                return found
            found = grown

    def _distances(self, starts: Ints) -> tuple[Ints, Ints]:
        """Cost of the cheapest path from one of these judges to each judge, and who comes before them on it (-1 at the
        start). There is no circle that costs less than nothing: it would have been left out from the beginning."""
        ways = np.where(self._closed[:-1][None, :] | self._closed[:, None], NO_WAY, self._cheapest)
        distance, before = np.full(self.nobody + 1, NO_WAY), np.full(self.nobody + 1, -1)
        distance[starts] = 0
        everybody, fresh = np.arange(self.nobody), starts
        while len(fresh):
            onward = distance[fresh][:, None] + ways[fresh]
            nearest = onward.argmin(axis=0)
            length = onward[nearest, everybody]
            is_better = (length < distance[:-1]) & (length < NO_WAY // 2)
            before[:-1][is_better] = fresh[nearest[is_better]]
            distance[:-1][is_better] = length[is_better]
            fresh = np.flatnonzero(is_better)
        return distance, before

    def _search(self, relief: Ints, burden: Ints) -> list[int]:
        """The judges on the path of most gain per change; the heavier ones are tried first, as long as they could be
        better than the best found."""
        best, ends = 0.0, []
        for heavy in np.unique(relief)[::-1].tolist():
            if heavy - burden.min() <= best:
                break
            distance, before = self._distances(np.flatnonzero(relief == heavy))
            reached = distance[:-1] < NO_WAY
            worth = np.where(reached, (heavy - burden) / np.maximum(distance[:-1], 0.5), 0)
            if worth.max() > best:
                best, ends = float(worth.max()), self._ends(before, int(worth.argmax()))
        return ends

    @staticmethod
    def _ends(before: Ints, taker: int) -> list[int]:
        ends = [taker]
        while before[ends[-1]] >= 0:
            ends.append(int(before[ends[-1]]))
        return ends[::-1]

    def _steps(self, ends: list[int]) -> list[Step]:
        steps = [self._best_entry(giver, np.array([taker])) for giver, taker in pairwise(ends)]
        return [step for step in steps if step is not None]

    def _move(self, giver: int, entry: int, taker: int) -> None:
        self._pile(giver).remove(entry)
        self.piles[taker].append(entry)
        if giver != self.nobody:
            self.load[giver] -= 1
            self.is_open[entry, giver] = True
        self.load[taker] += 1
        self.is_open[entry, taker] = False
        self._holders[entry].remove(giver)
        self._holders[entry].append(taker)
        self._stale |= {giver, *self._holders[entry]}
