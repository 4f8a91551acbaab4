"""The planner's working table of who may score what, and the alternating paths that improve a deal.

A path goes entry → judge it might have → entry in that judge's new pile → judge it might have … Following it,
each entry on the way swaps one judge for another, so only the two ends change. All three repairs look for
such a path, worst start first; when there is none from the worst start, nothing that it reached can help any
later start, and is closed to later searches. So all fruitless searches together cost no more than one over
the whole table.
"""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

NOBODY = -1

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Table:
    """Entries are rows, judges columns, both by position. The repairs may take back only what was given
    here."""

    def __init__(self, *, is_open: Flags, need: Ints, load: Ints, limit: Ints) -> None:
        self.is_open = is_open
        """[entry, judge]: this pair may be made and is not made."""
        self.need = need
        """Reviews that each entry still lacks."""
        self.load = load
        """Entries that each judge has, standing ones included."""
        self.limit = limit
        self.piles: list[list[int]] = [[] for _ in load]
        """The new entries of each judge."""

    def give(self, entry: int, judge: int) -> None:
        """Make a pair that is open."""
        self.is_open[entry, judge] = False
        self.need[entry] -= 1
        self.load[judge] += 1
        self.piles[judge].append(entry)

    def take(self, entry: int, judge: int) -> None:
        """Undo a pair that was given."""
        self.is_open[entry, judge] = True
        self.need[entry] += 1
        self.load[judge] -= 1
        self.piles[judge].remove(entry)

    def fill_needs(self) -> None:
        """Give more reviews in all, as long as any swapping of judges makes room for one more."""
        closed = np.zeros(len(self.load), dtype=bool)
        for entry in np.flatnonzero(self.need > 0).tolist():
            while self.need[entry] > 0:
                search = _Search(self, closed)
                search.start_at_entry(entry)
                if not search.reach_judge(self.load < self.limit):
                    break

    def spread_needs(self) -> None:
        """Move a review from one entry to another that lacks at least two more, as long as one can be
        moved."""
        closed = np.zeros(len(self.load), dtype=bool)
        hopeless = np.zeros(len(self.need), dtype=bool)
        while True:
            waiting = np.where(hopeless, 0, self.need)
            if waiting.max(initial=0) < 2:
                return
            entry = int(waiting.argmax())
            search = _Search(self, closed)
            search.start_at_entry(entry)
            hopeless[entry] = not search.reach_entry(self.need <= self.need[entry] - 2)

    def level_loads(self) -> None:
        """Move a review from one judge to another who has at least two fewer, as long as one can be moved."""
        closed = np.zeros(len(self.load), dtype=bool)
        while not closed.all():
            judge = int(np.where(closed, -1, self.load).argmax())
            lighter = (self.load <= self.load[judge] - 2) & (self.load < self.limit) & ~closed
            if not lighter.any():
                return
            search = _Search(self, closed)
            search.start_at_judge(judge)
            search.reach_judge(lighter)


class _Search:
    """One search for a path, breadth first. Found, the table is changed along it; not found, `closed` grows
    by what was seen."""

    def __init__(self, table: Table, closed: Flags) -> None:
        self.table = table
        self.closed = closed
        self.unseen = ~closed
        self.entry_before = np.full(len(table.load), NOBODY)
        self.judge_before = np.full(len(table.need), NOBODY)
        self.is_reached = np.zeros(len(table.need), dtype=bool)
        self.frontier: Ints = np.empty(0, dtype=np.int64)

    def start_at_entry(self, entry: int) -> None:
        """The first entry is to get one review more."""
        self.is_reached[entry] = True
        self.frontier = np.array([entry])

    def start_at_judge(self, judge: int) -> None:
        """The first judge is to have one review less."""
        self.unseen[judge] = False
        self.frontier = self._entries_of([judge])

    def reach_judge(self, goals: Flags) -> bool:
        """Change the table along a shortest path that ends with one review more for the lightest goal met
        first."""
        while len(self.frontier):
            judges = self._next_judges()
            if len(met := judges[goals[judges]]):
                self._walk_back(int(met[self.table.load[met].argmin()]))
                return True
            self.frontier = self._entries_of(judges.tolist())
        self._close()
        return False

    def reach_entry(self, goals: Flags) -> bool:
        """Change the table along a shortest path that ends with one review less for the least needy goal met
        first."""
        while len(self.frontier):
            self.frontier = self._entries_of(self._next_judges().tolist())
            if len(met := self.frontier[goals[self.frontier]]):
                entry = int(met[self.table.need[met].argmin()])
                judge = int(self.judge_before[entry])
                self.table.take(entry, judge)
                self._walk_back(judge)
                return True
        self._close()
        return False

    def _next_judges(self) -> Ints:
        """Judges, not seen before, whom an entry of the frontier might have."""
        unseen = np.flatnonzero(self.unseen)
        might_have = self.table.is_open[np.ix_(self.frontier, unseen)]
        is_met = might_have.any(axis=0)
        judges = unseen[is_met]
        self.entry_before[judges] = self.frontier[might_have[:, is_met].argmax(axis=0)]
        self.unseen[judges] = False
        return judges

    def _entries_of(self, judges: Iterable[int]) -> Ints:
        """Entries, not reached before, in the new piles of these judges."""
        found = []
        for judge in judges:
            for entry in self.table.piles[judge]:
                if not self.is_reached[entry]:
                    self.is_reached[entry] = True
                    self.judge_before[entry] = judge
                    found.append(entry)
        return np.array(found, dtype=np.int64)

    def _walk_back(self, judge: int) -> None:
        """Give this judge the entry it was reached from, take that from the judge before, and so on to the
        start."""
        while (entry := int(self.entry_before[judge])) != NOBODY:
            before = int(self.judge_before[entry])
            self.table.give(entry, judge)
            if before == NOBODY:
                return
            self.table.take(entry, before)
            judge = before

    def _close(self) -> None:
        self.closed |= ~self.unseen
