"""Levelling: the rest of a round is shared out anew when judges come and go, with the fewest moves."""

from __future__ import annotations

from collections.abc import Sequence

from contest.judging.level import level
from contest.models import JudgeState
from contest.pipeline.moves import Moves
from contest.queries.assignments import Pair
from contest.queries.dealing import Duty, Facts
from contest.queries.desk import WAITING


def level_rest(facts: Facts) -> Moves:
    """What levelling would do now. Games move that nobody has begun; from a judge who has left, and in conflicts, also
    begun ones, since nobody will or may finish them."""
    leaving = sorted((duty for duty in facts.on_desk if _must_go(duty, facts)), key=lambda duty: _order(duty, facts))
    going = {duty.pair for duty in leaving}
    active = set(facts.active)
    movable = [
        duty.pair
        for duty in facts.on_desk
        if duty.judge in active and duty.state in WAITING and not duty.is_begun and duty.pair not in going
    ]
    stays = {duty.pair for duty in facts.on_desk} - going - set(movable)
    made = level(
        judges=facts.active,
        movable=movable,
        leaving=[duty.pair for duty in leaving],
        standing=stays,
        forbidden=facts.conflicts | (facts.ever - stays - going - set(movable)),
        limits=facts.limits,
        entry_pool=facts.entry_pool,
        judge_pool=facts.judge_pool,
        needs_reading=facts.needs_reading,
        cannot_read=facts.cannot_read,
        seed=facts.seed,
    )
    # Nobody can take it, and this judge must not have it all the same.
    orphaned = tuple(pair for pair in made.stuck if pair in facts.conflicts)
    taken = tuple(sorted({*made.taken, *orphaned}))
    return Moves(
        piles=made.piles,
        taken=taken,
        rounds=_rounds(facts, set(taken), made.given),
        facts={
            "loads": [[judge, load] for judge, load in made.loads.items()],
            "stuck": [list(pair) for pair in made.stuck if pair not in facts.conflicts],
            "orphaned": [list(pair) for pair in orphaned],
            "conflicts": [list(pair) for pair in taken if pair in facts.conflicts],
            "absent": sum(pair in going and pair not in facts.conflicts for pair in taken),
            "seed": facts.seed,
        },
    )


def _must_go(duty: Duty, facts: Facts) -> bool:
    """Whether this game must find another judge."""
    if duty.state not in WAITING:
        return False
    state = facts.judges[duty.judge].state
    if state is JudgeState.LEFT or duty.pair in facts.conflicts:
        return True
    return state is JudgeState.PAUSED and not duty.is_begun


def _order(duty: Duty, facts: Facts) -> tuple[bool, bool, int, int]:
    """Conflicts first, then judges who have left: a paused one may still come back."""
    has_left = facts.judges[duty.judge].state is JudgeState.LEFT
    return duty.pair not in facts.conflicts, not has_left, duty.entry, duty.judge


def _rounds(facts: Facts, taken: set[Pair], given: Sequence[Pair]) -> dict[Pair, int]:
    """New pair → the round of the review that it takes the place of, where that is not the first."""
    lost: dict[int, list[int]] = {}
    for duty in facts.on_desk:
        if duty.pair in taken:
            lost.setdefault(duty.entry, []).append(duty.round)
    found = {}
    for pair in given:
        number = min(lost[pair[0]])
        lost[pair[0]].remove(number)
        if number > 1:
            found[pair] = number
    return found
