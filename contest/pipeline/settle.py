"""Settling rounds: the reserve goes where a few sheets more would settle an award."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy.orm import Session

from contest.judging.settle import NO_DIVISION, Line, Settling, propose
from contest.models import AwardKind, Ranking, Season
from contest.pipeline.moves import Moves
from contest.queries.dealing import Facts
from contest.queries.desk import WAITING
from contest.queries.rankings import newest_ready
from contest.queries.results import share_kinds
from contest.queries.settling import Marker, Scored, last_round, markers_of, scores_of
from contest.rules.awards import Share, lines

Floats = npt.NDArray[np.float64]
STRETCH = 1.5
"""A judge gets at most so many times what a judge has on average: the most informative would get everything else."""
MOST_NAMED = 100
"""Games that the page names one by one."""


def settle_round(session: Session, season: Season, facts: Facts, budget: int) -> Moves:
    """Where `budget` sheets more would settle most, by the newest ranking; and what they are expected to buy."""
    ranking = newest_ready(session, season)
    if ranking is None:
        return Moves({}, facts={"why": "no_ranking"})
    scored = [each for each in scores_of(session, ranking) if each.entry in facts.entries]
    kinds, markers = share_kinds(session, season.id), markers_of(session, ranking)
    split = _split(scored)
    seats = _seats([each for each in scored if each.division not in split], kinds)
    made = propose(
        [_number(each.score) if each.has_place else math.nan for each in scored],
        _deviations(scored, markers, facts),
        [each.division for each in scored],
        {division: [count for count, _ in ends] for division, ends in seats.items()},
        judge_noise=[_number(_marker(markers, judge).noise) for judge in facts.active],
        judge_spread=[_number(_marker(markers, judge).spread) for judge in facts.active],
        judge_free=_free(facts, markers),
        judge_division=_bound(facts, scored),
        forbidden=_forbidden(facts, scored),
        budget=budget,
        seed=facts.seed,
    )
    return _as_moves(made, scored, seats, facts, ranking, last_round(session, season.id) + 1, sorted(split))


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _marker(markers: Mapping[int, Marker], judge: int) -> Marker:
    """What is known of a judge; nothing yet of one who came later, or whose sheets leave nothing unexplained."""
    found = markers.get(judge, Marker(None, None, False))
    return found if found.noise and found.spread and found.spread > 0 else replace(found, noise=None, spread=None)


def _split(scored: Sequence[Scored]) -> set[int]:
    """Divisions that fall into groups which cannot be compared: no line can be drawn through them."""
    islands = {(each.division, each.island) for each in scored if each.has_place}
    return {division for division, count in Counter(division for division, _ in islands).items() if count > 1}


def _seats(scored: Sequence[Scored], kinds: Sequence[AwardKind]) -> dict[int, list[tuple[int, int]]]:
    """division → (seats above the line, kind of award that ends there)."""
    shares = [Share(kind.id, kind.share_percent or 0) for kind in kinds]
    placed = Counter(each.division for each in scored if each.has_place)
    return {
        division: [
            (count, share.kind) for share, count in zip(shares, lines(shares, total), strict=True) if count < total
        ]
        for division, total in placed.items()
    }


def _deviations(scored: Sequence[Scored], markers: Mapping[int, Marker], facts: Facts) -> Floats:
    """How unsure the scores will be once all that was given out is in: what is on its way need not be bought again."""
    known = [(m.noise / m.spread) ** 2 for m in markers.values() if m.noise and m.spread and m.spread > 0]
    usual = float(np.median(known)) if known else 1.0
    coming = Counter(duty.entry for duty in facts.on_desk if duty.state in WAITING)
    deviation = np.array([_number(each.deviation) for each in scored], np.float64)
    sheets = np.array([coming[each.entry] for each in scored], np.float64)
    return deviation / np.sqrt(1 + deviation**2 * sheets / usual)


def _free(facts: Facts, markers: Mapping[int, Marker]) -> list[int]:
    """How many more each active judge may get."""
    load = Counter(duty.judge for duty in facts.on_desk)
    usual = max(len(facts.on_desk), facts.per_entry * len(facts.entries)) / max(1, len(facts.active))
    most = math.ceil(STRETCH * usual)
    return [
        0 if _marker(markers, judge).is_left_out else max(0, min(most, facts.limits.get(judge, most)) - load[judge])
        for judge in facts.active
    ]


def _bound(facts: Facts, scored: Sequence[Scored]) -> list[int]:
    """The divisions that judges keep to, unless a division were left without anybody."""
    pools = [facts.judge_pool.get(judge, NO_DIVISION) for judge in facts.active]
    everybody = NO_DIVISION in pools or {each.division for each in scored} <= set(pools)
    return pools if everybody else [NO_DIVISION] * len(pools)


def _forbidden(facts: Facts, scored: Sequence[Scored]) -> set[tuple[int, int]]:
    at_entry = {each.entry: place for place, each in enumerate(scored)}
    at_judge = {judge: place for place, judge in enumerate(facts.active)}
    pairs = facts.conflicts | facts.ever | set(product(facts.needs_reading, facts.cannot_read))
    return {(at_entry[e], at_judge[j]) for e, j in pairs if e in at_entry and j in at_judge}


def _as_moves(
    made: Settling,
    scored: Sequence[Scored],
    seats: Mapping[int, list[tuple[int, int]]],
    facts: Facts,
    ranking: Ranking,
    number: int,
    split: list[int],
) -> Moves:
    piles: dict[int, list[int]] = {}
    for pair in made.pairs:
        piles.setdefault(facts.active[pair.judge], []).append(scored[pair.entry].entry)
    rng = np.random.default_rng(facts.seed)
    sheets = Counter(scored[pair.entry].entry for pair in made.pairs)
    return Moves(
        piles={judge: tuple(rng.permutation(pile).tolist()) for judge, pile in sorted(piles.items())},
        rounds={(entry, judge): number for judge, pile in sorted(piles.items()) for entry in pile},
        facts={
            "why": _why_nothing(made, scored),
            "ranking": ranking.id,
            "round": number,
            "expected": [made.expected_before, made.expected_after],
            "lines": [_line(line, seats) for line in made.lines],
            "games": [list(each) for each in sheets.most_common(MOST_NAMED)],
            "split": split,
            "seed": facts.seed,
        },
    )


def _why_nothing(made: Settling, scored: Sequence[Scored]) -> str:
    """Why no sheet can settle anything; empty where some can."""
    if made.expected_before is None:
        is_known = any(each.has_place and each.deviation is not None for each in scored)
        return "no_line" if is_known else "no_deviation"
    return "" if made.pairs else "settled"


def _line(line: Line, seats: Mapping[int, list[tuple[int, int]]]) -> dict[str, Any]:
    """One award line as JSON keeps it."""
    kind = next(kind for count, kind in seats[line.division] if count == line.seats)
    return {
        "division": line.division,
        "kind": kind,
        "seats": line.seats,
        "before": line.expected_before,
        "after": line.expected_after,
    }
