"""The rest of a round is levelled when judges join, leave, pause or return: with the fewest moves.

Of all ways to share out what nobody has begun, the one found

1. keeps judges within their own limits as far as what they have begun allows;
2. finds a new judge for as many as possible of the reviews that must leave theirs;
3. levels the judges' loads best (the sum of squared loads is least; loads count everything a judge has, done
   or not, so a newcomer catches up and nobody is punished for being quick);
4. and among those takes the fewest reviews from the judges who have them.

Why it is reached: goals 1 to 3 are one convex price per judge, goal 4 a price per changed pair. Imagine the first
weighed by a number that grows from nothing. At nothing, leaving all as it is is best. From there each step follows
the path (judge gives an entry to judge, who gives another to …) with the most gain per changed pair: the first
that becomes worth its price as the number grows. Pushing along a path just when its price is nought keeps a
minimum-cost flow at its minimum (Ahuja, Magnanti and Orlin, "Network Flows", 1993, on parametric minimum-cost
flow), so nothing is ever regretted, and when no path gains any more, the order above holds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from contest.judging.level_paths import Exchange
from contest.judging.suit import wishes_for
from contest.judging.table import Ints

Pair = tuple[int, int]


class LevelError(ValueError):
    """A question that has no answer; `code` says which: judge_twice, moved_by_stranger, pair_twice,
    limit_negative, seed_negative."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Levelling:
    """What changes hands."""

    taken: tuple[Pair, ...]
    """(entry, judge) pairs that end, sorted."""
    piles: Mapping[int, tuple[int, ...]]
    """judge → entries that are new to them, in the order to be shown; only judges who get any."""
    loads: Mapping[int, int]
    """judge → entries then, all that stands included."""
    stuck: tuple[Pair, ...] = field(default=())
    """Reviews that were to leave, and that no judge can take."""

    @property
    def given(self) -> tuple[Pair, ...]:
        """The new (entry, judge) pairs, sorted."""
        return tuple(sorted((entry, judge) for judge, pile in self.piles.items() for entry in pile))


def level(
    *,
    judges: Sequence[int],
    movable: Collection[Pair],
    leaving: Sequence[Pair] = (),
    standing: Collection[Pair] = (),
    forbidden: Collection[Pair] = (),
    limits: Mapping[int, int] | None = None,
    entry_pool: Mapping[int, int] | None = None,
    judge_pool: Mapping[int, int] | None = None,
    needs_reading: Collection[int] = (),
    cannot_read: Collection[int] = (),
    seed: int,
) -> Levelling:
    """Share out anew what nobody has begun; see the head of this module.

    judges: who takes games now. movable: (entry, judge) pairs, of these judges, that may change hands.
    leaving: pairs that are to find another judge; where not all can, the first ones do. standing: pairs that
    stay; those of `judges` count in their loads. forbidden: pairs never to be made: conflicts, and pairs that were
    ever removed. limits: judge → most entries in all.
    entry_pool, judge_pool, needs_reading, cannot_read: as for `assign.plan`; they only choose among moves that are
    equally good otherwise. seed: not negative; who among equals, and the order of the piles. Raises LevelError.
    """
    _refuse_nonsense(judges, movable, leaving, limits or {}, seed)
    judge_ids = np.array(sorted(judges), np.int64)
    entry_ids = np.array(sorted({entry for entry, _ in (*movable, *leaving)}), np.int64)
    at_entry = {entry: place for place, entry in enumerate(entry_ids.tolist())}
    at_judge = {judge: place for place, judge in enumerate(judge_ids.tolist())}
    is_open = np.ones((len(entry_ids), len(judge_ids)), dtype=bool)
    is_first = np.zeros_like(is_open)
    for entry, judge in (*forbidden, *standing, *leaving, *movable):
        if entry in at_entry and judge in at_judge:
            is_open[at_entry[entry], at_judge[judge]] = False
    for entry, judge in movable:
        is_first[at_entry[entry], at_judge[judge]] = True
    rng = np.random.default_rng(seed)
    exchange = Exchange(
        is_open=is_open,
        is_first=is_first,
        piles=_piles(movable, at_entry, at_judge),
        waiting=[at_entry[entry] for entry, _ in leaving],
        load=_loads({*movable, *standing}, judge_ids, at_judge),
        limit=np.array([(limits or {}).get(judge, 2**40) for judge in judge_ids.tolist()], np.int64),
        wishes=wishes_for(
            entry_ids,
            judge_ids,
            entry_pool=entry_pool or {},
            judge_pool=judge_pool or {},
            needs_reading=needs_reading,
            cannot_read=cannot_read,
        ),
        lot=rng.permutation(len(judge_ids)),
    )
    exchange.run()
    return _as_levelling(exchange, entry_ids, judge_ids, movable, leaving, rng)


def _refuse_nonsense(
    judges: Sequence[int], movable: Collection[Pair], leaving: Sequence[Pair], limits: Mapping[int, int], seed: int
) -> None:
    known = set(judges)
    if len(known) < len(judges):
        raise LevelError("judge_twice")
    if not {judge for _, judge in movable} <= known:
        raise LevelError("moved_by_stranger")
    if len({*movable, *leaving}) < len(movable) + len(leaving):
        raise LevelError("pair_twice")
    if any(limit < 0 for limit in limits.values()):
        raise LevelError("limit_negative")
    if seed < 0:
        raise LevelError("seed_negative")


def _piles(movable: Collection[Pair], at_entry: Mapping[int, int], at_judge: Mapping[int, int]) -> list[list[int]]:
    piles: list[list[int]] = [[] for _ in at_judge]
    for entry, judge in sorted(movable):
        piles[at_judge[judge]].append(at_entry[entry])
    return piles


def _loads(held: Collection[Pair], judge_ids: Ints, at_judge: Mapping[int, int]) -> Ints:
    return np.bincount([at_judge[judge] for _, judge in held if judge in at_judge], minlength=len(judge_ids)).astype(
        np.int64
    )


def _as_levelling(
    exchange: Exchange,
    entry_ids: Ints,
    judge_ids: Ints,
    movable: Collection[Pair],
    leaving: Sequence[Pair],
    rng: np.random.Generator,
) -> Levelling:
    now = {
        (int(entry_ids[row]), int(judge)) for judge, pile in zip(judge_ids, exchange.piles, strict=True) for row in pile
    }
    left = [int(entry_ids[row]) for row in exchange.waiting]
    stuck = []
    for entry, judge in reversed(leaving):
        if entry in left:
            left.remove(entry)
            stuck.append((entry, judge))
    new: dict[int, list[int]] = {}
    for entry, judge in sorted(now - set(movable)):
        new.setdefault(judge, []).append(entry)
    return Levelling(
        taken=tuple(sorted({*movable, *leaving} - now - set(stuck))),
        piles={judge: tuple(rng.permutation(pile).tolist()) for judge, pile in sorted(new.items())},
        loads=dict(zip(judge_ids.tolist(), exchange.load.tolist(), strict=True)),
        stuck=tuple(sorted(stuck)),
    )
