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
            if step is None:
                self._freshen()
                step = self._straight_of_all(relief, burden)
            if step is not None:
                return [step]
            if not self._close_hopeless(relief, burden):
                return self._search(relief, burden)
        return None

    def _straight(self, relief: Ints, burden: Ints) -> Step | None:
        """From one of the heaviest right to one of the lightest: no path gains more, and none costs less. A few of
        each are looked at: only conflicts make these unfit."""
        takers = np.flatnonzero(burden == burden.min())
        takers = takers[np.argsort(self.lot[takers], kind="stable")][:SOME]
        givers = np.flatnonzero(relief == relief.max())[:SOME].tolist()
        return next((step for giver in givers if (step := self._best_entry(giver, takers, SOME)) is not None), None)

    def _straight_of_all(self, relief: Ints, burden: Ints) -> Step | None:
        """The straight step that gains most, when no path of two changes or more can gain more for each of them."""
        for least in (relief.max(), (relief.max() + burden.min()) / 2):
            givers = np.flatnonzero(relief >= least)
            gain = relief[givers][:, None] - burden[None, :]
            gain = np.where(self._cheapest[givers] < NO_WAY, gain, 0)
            row, taker = divmod(int(gain.argmax()), self.nobody)
            if gain[row, taker] > 0 and 2 * gain[row, taker] >= relief.max() - burden.min():
                return self._best_entry(int(givers[row]), np.flatnonzero(gain[row] == gain[row, taker]))
        return None

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
        """Leave out for good the heaviest judge with all whom they reach, or the lightest with all who reach them,
        when nothing is gained between them: no other path can use these."""
        heaviest, lightest = int(relief.argmax()), int(burden.argmin())
        reached = self._distances(heaviest)[0] < NO_WAY
        if not (reached & (burden < relief[heaviest])).any():
            self._closed[heaviest] = True
            self._closed[:-1] |= reached
            return True
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

    def _distances(self, start: int) -> tuple[Ints, Ints]:
        """Cost of the cheapest path to each judge, and who comes before them on it. Never a path around in a circle:
        those would gain, and are taken before any other."""
        ways = np.where(self._closed[:-1][None, :] | self._closed[:, None], NO_WAY, self._cheapest)
        distance = ways[start].copy()
        before = np.full(self.nobody, start)
        for _ in range(self.nobody):
            onward = np.minimum(distance[:, None] + ways[:-1], NO_WAY)
            nearest = onward.argmin(axis=0)
            better = onward[nearest, np.arange(self.nobody)] < distance
            if start < self.nobody:
                better[start] = False
            if not better.any():
                break
            distance[better] = onward[nearest, np.arange(self.nobody)][better]
            before[better] = nearest[better]
        return distance, before

    def _search(self, relief: Ints, burden: Ints) -> list[Step]:
        """The path of most gain per change, by trying every giver that could still be better than the best found."""
        lightest = burden.min()
        straight = np.where(self._cheapest < NO_WAY, relief[:, None] - burden[None, :], 0)
        best = (float(straight.max()), divmod(int(straight.argmax()), self.nobody))
        ends: list[int] = []
        for giver in np.argsort(-relief, kind="stable").tolist():
            if (relief[giver] - lightest) / 2 <= best[0]:
                break
            distance, before = self._distances(giver)
            worth = np.where(distance < NO_WAY, (relief[giver] - burden) / np.maximum(distance, 0.5), 0)
            if worth.max() > best[0]:
                best = (float(worth.max()), (giver, int(worth.argmax())))
                ends = self._ends(before, *best[1])
        ends = ends or list(best[1])
        return self._steps(ends)

    @staticmethod
    def _ends(before: Ints, giver: int, taker: int) -> list[int]:
        ends = [taker]
        while ends[-1] != giver:
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
