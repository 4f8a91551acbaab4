"""Who can be compared with whom: judges and entries hang together by the reviews between them.

Two groups that share no review cannot be compared. They are joined by exchanging two reviews, one of each group,
if one of the two is not needed to hold its own group together. Such a review exists whenever there are enough
reviews to connect everything; so where nothing is forbidden, what can be connected is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from contest.judging.islands import islands
from contest.judging.suit import Seats
from contest.judging.table import Ints

TRIES = 300_000
"""Exchanges that are looked at in all before what is apart is left apart. Only conflicts make one impossible."""


class Groups:
    """Nodes that hang together; every node has a name for its group, which changes as groups are joined."""

    def __init__(self, size: int) -> None:
        self._up = list(range(size))

    def of(self, node: int) -> int:
        """The name of the node's group now."""
        up = self._up
        while up[node] != node:
            up[node] = up[up[node]]
            node = up[node]
        return node

    def join(self, one: int, other: int) -> bool:
        """Make two groups one. Gives whether they were two."""
        one, other = self.of(one), self.of(other)
        self._up[other] = one
        return one != other


def count_groups(pairs: Collection[tuple[int, int]]) -> int:
    """Of how many groups these (entry, judge) pairs consist; 0 when there is none."""
    if not pairs:
        return 0
    entry, judge = (np.unique(side, return_inverse=True)[1] for side in np.array(sorted(pairs), np.int64).T)
    return int(islands(entry, judge, int(entry.max()) + 1).max()) + 1


def connect(
    seats: Seats,
    standing: Ints,
    size: tuple[int, int],
    rng: np.random.Generator,
    *,
    load: Ints,
    limit: Ints,
    is_unwished: Callable[[int, int], bool],
) -> None:
    """Join what is apart by exchanges among the seats, as far as possible.

    standing: rows (entry, judge) of reviews that stay, by position; size: (entries, judges), where positions
    of entries and judges that stand outside the plan come after the plan's own.
    load, limit: of the plan's judges. Where a group has nothing to exchange, a judge of it gets a spare review
    from another who has exactly one more; so loads stay as level as they are.
    is_unwished: whether exchanging two seats should rather be avoided; it is done where nothing else helps.
    """
    repair = _Repair(seats, standing, size, rng)
    for avoid in (is_unwished, lambda one, other: False):
        repair.exchange_all(avoid)
    repair.hand_over_all(load, limit)


class _Repair:
    """The groups of a plan, and which of its seats could leave their group without tearing it apart."""

    def __init__(self, seats: Seats, standing: Ints, size: tuple[int, int], rng: np.random.Generator) -> None:
        self.seats = seats
        self.offset = size[0]
        self.groups = Groups(sum(size))
        self.tries = TRIES
        for entry, judge in standing.tolist():
            self.groups.join(entry, self.offset + judge)
        # Whoever comes late finds the ends joined already; so what stands for good never counts as spare.
        order = rng.permutation(len(seats)).tolist()
        self.spare = [seat for seat in order if not self.groups.join(*self._ends(seat))]
        self.members: dict[int, list[int]] = {}
        for seat in order:
            self.members.setdefault(self._group(seat), []).append(seat)

    def _ends(self, seat: int) -> tuple[int, int]:
        return self.seats.entry[seat], self.offset + self.seats.judge[seat]

    def _group(self, seat: int) -> int:
        return self.groups.of(self.seats.entry[seat])

    def exchange_all(self, is_unwished: Callable[[int, int], bool]) -> None:
        """Go through the spare seats, and join each one's group with another."""
        kept = []
        for spare in self.spare:
            found = self._partner(spare, is_unwished)
            if found is None:
                kept.append(spare)
                continue
            mine, theirs = self._group(spare), self._group(found)
            self.seats.exchange(spare, found)
            self.groups.join(mine, theirs)
            self.members[self.groups.of(mine)] = self.members.pop(theirs) + self.members.pop(mine)
        self.spare = kept

    def _partner(self, spare: int, is_unwished: Callable[[int, int], bool]) -> int | None:
        own = self._group(spare)
        for group in sorted((each for each in self.members if each != own), key=lambda each: len(self.members[each])):
            for seat in self.members[group]:
                self.tries -= 1
                if self.tries < 0:
                    return None
                if self.seats.may_exchange(spare, seat) and not is_unwished(spare, seat):
                    return seat
        return None

    def hand_over_all(self, load: Ints, limit: Ints) -> None:
        """Give spare seats to judges of groups that still are apart, who have one entry less."""
        apart = {self.groups.of(self.offset + judge) for judge in range(len(load)) if load[judge]}
        for spare in self.spare if len(apart) > 1 else ():
            entry, judge = self.seats.entry[spare], self.seats.judge[spare]
            fits = self.seats.is_open[entry] & (load == load[judge] - 1) & (load < limit) & (load > 0)
            for other in np.flatnonzero(fits).tolist():
                if self.groups.join(entry, self.offset + other):
                    self.seats.move(spare, other)
                    load[judge] -= 1
                    load[other] += 1
                    break
