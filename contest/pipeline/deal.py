"""The deal: every game gets the judges it lacks. Fills gaps only, and moves nothing that stands."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from contest.judging.assign import plan
from contest.pipeline.moves import Moves
from contest.queries.assignments import Pair
from contest.queries.dealing import Facts


def deal(facts: Facts) -> Moves:
    """What giving out would do now."""
    made = plan(
        entries=tuple(facts.entries),
        judges=facts.active,
        per_entry=facts.per_entry,
        forbidden=facts.conflicts | facts.ever,
        standing={duty.pair for duty in facts.on_desk if not duty.is_set_aside},
        spent={duty.pair for duty in facts.on_desk if duty.is_set_aside},
        limits=facts.limits,
        entry_pool=facts.entry_pool,
        judge_pool=facts.judge_pool,
        across=facts.cross_percent / 100,
        needs_reading=facts.needs_reading,
        cannot_read=facts.cannot_read,
        seed=facts.seed,
    )
    return Moves(
        piles={judge: pile for judge, pile in made.piles.items() if pile},
        facts={
            "loads": [[judge, load] for judge, load in made.loads.items()],
            "shortfall": [[entry, lacks] for entry, lacks in made.shortfall.items()],
            "standing": len(facts.on_desk),
            "entries": len(facts.entries),
            "groups": made.groups,
            "across": made.across,
            "pooled": _pooled(facts, made.pairs),
            "unreadable": made.unreadable,
            "seed": facts.seed,
        },
    )


def _pooled(facts: Facts, given: Iterable[Pair]) -> int:
    """Reviews, standing ones included, of which it can be said whether they cross divisions: by judges with a division
    of their own, of games in a division that has such judges."""
    pools = {judge: facts.judge_pool[judge] for judge in facts.active if judge in facts.judge_pool}
    peopled = set(pools.values())
    entries = {entry for entry, division in facts.entry_pool.items() if division in peopled}
    standing = (duty.pair for duty in facts.on_desk if not duty.is_set_aside)
    return sum(judge in pools and entry in entries for entry, judge in chain(standing, given))
