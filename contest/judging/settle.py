"""Where a few more score sheets would settle an award, and what they are expected to buy.

An award line is a cut through a division's order: so many seats above it. A sheet more is worth something where it may
carry an entry across a cut. With the entry's score known to a variance `v`, and a sheet by a judge of noise `n` and
spread `s` saying as much as a measurement of variance `σ² = n²/s²`, the score is expected to move by
`σ̃ = v / √(v + σ²)`, and the sheet is worth, in points (the knowledge gradient: Frazier, Powell and Dayanik, "A
knowledge-gradient policy for sequential information collection", 2008):

    gain = σ̃ · (φ(z) + z·Φ(z)),  z = −|score − cut| / σ̃

summed over the division's lines. Sheets are given one by one to the entry with the greatest gain, by the most
informative judge who is free and may have it; the entry's variance then shrinks to `vσ²/(v + σ²)`.

The forecast draws true qualities around the scores, and new sheets around the qualities, and counts how much of each
award's true set is found without and with them. It takes the entries' errors as independent; what judges' severities
share is left out.
"""

import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contest.judging.chance import expected_excess
from contest.judging.forecast import expected_right
from contest.judging.inputs import Floats, Ints, floats, integers, pairs, whole

MOST_PER_ENTRY = 3
NO_DIVISION = -1


LEAST, GREATEST = 1e-9, 1e9
"""Points beyond are a mistake: their squares would be lost in rounding."""


class SettleError(ValueError):
    """A question that cannot be answered; `code` says which: entries_differ_in_number, judges_differ_in_number,
    not_numbers, not_integers, seats_not_integers, pairs_not_integers, out_of_range, deviation_negative,
    noise_not_positive, spread_not_positive, budget_negative, seats_not_positive, most_not_positive, seed_negative."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Pair:
    """One sheet more, in the order of worth."""

    entry: int
    judge: int
    gain: float
    """Points that the award's choice is expected to be better by."""


@dataclass(frozen=True)
class Line:
    """One cut through a division's order, and how much of the set above it is expected to be the true one (0..1)."""

    division: int
    seats: int
    cut: float
    """Points: half way between the last seat's score and the next one."""
    expected_before: float
    expected_after: float


@dataclass(frozen=True)
class Settling:
    """A proposal for one batch of sheets."""

    pairs: tuple[Pair, ...]
    lines: tuple[Line, ...]
    """By division and seats; a line with no entry below it decides nothing and is not here."""
    expected_before: float | None
    """Share of all seats that the true owners have, expected now; None without a line."""
    expected_after: float | None
    gains: tuple[float, ...]
    """Per entry: what one sheet by a usual judge is worth now, in points; 0 where there is no score."""


def propose(
    score: Sequence[float] | Floats,
    deviation: Sequence[float] | Floats,
    division: Sequence[int] | Ints,
    seats: Mapping[int, Sequence[int]],
    *,
    judge_noise: Sequence[float] | Floats,
    judge_spread: Sequence[float] | Floats,
    judge_free: Sequence[int] | Ints,
    judge_division: Sequence[int] | Ints | None = None,
    forbidden: Collection[tuple[int, int]] = (),
    budget: int,
    most_per_entry: int = MOST_PER_ENTRY,
    seed: int = 0,
) -> Settling:
    """Propose at most `budget` sheets more, fewer where judges are not free or nothing is left to settle.

    Entries and judges are positions, counted from 0.

    score, deviation: (n_entries,) points; NaN (in either) for an entry that has no place: it gets nothing here.
    division: (n_entries,) any integers.
    seats: division → the award lines, each as the number of seats above it: first prize 3 and second prize 7 are
        (3, 10).
    judge_noise, judge_spread: (n_judges,) as the ranking estimates them, both positive; NaN where nothing is known yet:
        that judge is taken for a usual one.
    judge_free: (n_judges,) how many sheets more each can take; 0 or less keeps a judge out.
    judge_division: (n_judges,) the only division a judge may have, or NO_DIVISION (-1) for any.
    forbidden: (entry, judge) pairs never to be made: conflicts, all that were ever assigned, finished or removed.
    most_per_entry: sheets more that one entry may get in this batch.
    seed: of the forecast's draws, not negative. The same arguments give the same proposal.

    Raises SettleError.
    """
    known = _Known.checked(score, deviation, division)
    cuts = _cuts(known, seats)
    judges = _Judges.checked(judge_noise, judge_spread, judge_free, judge_division, forbidden)
    budget, seed, most_per_entry = (whole(each, SettleError("not_integers")) for each in (budget, seed, most_per_entry))
    if budget < 0 or seed < 0 or most_per_entry < 1:
        code = "budget_negative" if budget < 0 else "seed_negative" if seed < 0 else "most_not_positive"
        raise SettleError(code)
    usual = np.full(len(known.score), judges.usual_variance)
    gains = _gains(known.score, known.variance, usual, known.rows(cuts))
    pairs, extra = _give(known, cuts, judges, budget, most_per_entry)
    lines = _forecast(known, cuts, extra, np.random.default_rng(seed))
    places = sum(line.seats for line in lines)
    return Settling(
        pairs=tuple(pairs),
        lines=tuple(lines),
        expected_before=sum(line.seats * line.expected_before for line in lines) / places if places else None,
        expected_after=sum(line.seats * line.expected_after for line in lines) / places if places else None,
        gains=tuple(gains.tolist()),
    )


@dataclass(frozen=True)
class _Known:
    score: Floats
    variance: Floats
    division: Ints
    is_placed: npt.NDArray[np.bool_]

    @classmethod
    def checked(
        cls, score: Sequence[float] | Floats, deviation: Sequence[float] | Floats, division: Sequence[int] | Ints
    ) -> "_Known":
        scores, deviations = (floats(each, SettleError("not_numbers")) for each in (score, deviation))
        divisions = integers(division, SettleError("not_integers"))
        if not scores.shape == deviations.shape == divisions.shape:
            raise SettleError("entries_differ_in_number")
        if (np.abs(scores) > GREATEST).any() or (deviations > GREATEST).any():
            raise SettleError("out_of_range")
        if (deviations < 0).any():
            raise SettleError("deviation_negative")
        is_placed = np.isfinite(scores) & np.isfinite(deviations)
        return cls(np.where(is_placed, scores, 0.0), np.where(is_placed, deviations**2, 0.0), divisions, is_placed)

    def rows(self, cuts: dict[int, list[tuple[int, float]]]) -> Floats:
        """(n_entries, most lines) the cuts that concern each entry; infinite where there is none."""
        widest = max((len(lines) for lines in cuts.values()), default=0)
        rows = np.full((len(self.score), widest), np.inf)
        for division, lines in cuts.items():
            here = self.is_placed & (self.division == division)
            rows[here, : len(lines)] = [cut for _, cut in lines]
        return rows


def _cuts(known: _Known, seats: Mapping[int, Sequence[int]]) -> dict[int, list[tuple[int, float]]]:
    """division → (seats, cut) of each line that has an entry below it."""
    cuts: dict[int, list[tuple[int, float]]] = {}
    for division in sorted(seats):
        counts = sorted(set(integers(list(seats[division]), SettleError("seats_not_integers")).tolist()))
        if counts and counts[0] < 1:
            raise SettleError("seats_not_positive")
        order = np.sort(known.score[known.is_placed & (known.division == division)])[::-1]
        lines = [(count, float(order[count - 1] + order[count]) / 2) for count in counts if count < len(order)]
        if lines:
            cuts[division] = lines
    return cuts


def _gains(score: Floats, variance: Floats, sheet_variance: Floats, cuts: Floats) -> Floats:
    """What one sheet more is worth for each entry, summed over its lines, in points."""
    moved = variance / np.sqrt(variance + sheet_variance)
    away = np.full(cuts.shape, np.inf)
    # A score that is certain cannot move.
    np.divide(np.abs(score[:, None] - cuts), moved[:, None], out=away, where=moved[:, None] > 0)
    gains: Floats = moved * expected_excess(-away).sum(axis=1)
    return gains


@dataclass
class _Judges:
    variance: Floats
    """Of one sheet as a measurement of the entry's quality, points²."""
    usual_variance: float
    free: list[int]
    queues: dict[int, list[int]]
    """division → who may have its entries, the most informative first."""
    open_queue: list[int]
    """The same for a division in which no judge is bound."""
    closed: set[int]
    """entry × n_judges + judge: pairs never to be made."""

    @classmethod
    def checked(
        cls,
        noise: Sequence[float] | Floats,
        spread: Sequence[float] | Floats,
        free: Sequence[int] | Ints,
        division: Sequence[int] | Ints | None,
        forbidden: Collection[tuple[int, int]],
    ) -> "_Judges":
        noises, spreads = (floats(each, SettleError("not_numbers")) for each in (noise, spread))
        frees = integers(free, SettleError("not_integers"))
        without = np.full(len(frees), NO_DIVISION)
        bound = without if division is None else integers(division, SettleError("not_integers"))
        if not noises.shape == spreads.shape == frees.shape == bound.shape:
            raise SettleError("judges_differ_in_number")
        if (noises <= 0).any():
            raise SettleError("noise_not_positive")
        if (spreads <= 0).any():
            raise SettleError("spread_not_positive")
        for each in (noises, spreads):
            if (each < LEAST).any() or (each > GREATEST).any():
                raise SettleError("out_of_range")
        variance = (noises / spreads) ** 2
        is_known = np.isfinite(variance)
        # Where nothing is known of any judge, all are alike, and a sheet says the quality to about a point.
        usual = float(np.median(variance[is_known])) if is_known.any() else 1.0
        variance = np.where(is_known, variance, usual)
        queue = [judge for judge in np.argsort(variance, kind="stable").tolist() if frees[judge] > 0]
        queues = {
            here: [judge for judge in queue if bound[judge] in (here, NO_DIVISION)]
            for here in set(bound.tolist()) - {NO_DIVISION}
        }
        closed_pairs = pairs(forbidden, SettleError("pairs_not_integers"))
        known = closed_pairs[(closed_pairs[:, 1] >= 0) & (closed_pairs[:, 1] < len(noises))]
        closed = set((known[:, 0] * len(noises) + known[:, 1]).tolist())
        unbound = [judge for judge in queue if bound[judge] == NO_DIVISION]
        return cls(variance, usual, frees.tolist(), queues, unbound, closed)

    def best_for(self, entry: int, division: int) -> int | None:
        """The most informative judge who is free and may have this entry."""
        queue = self.queues.get(division, self.open_queue)
        while queue and self.free[queue[0]] <= 0:
            queue.pop(0)
        first = entry * len(self.free)
        return next((judge for judge in queue if self.free[judge] > 0 and first + judge not in self.closed), None)

    def take(self, entry: int, judge: int) -> None:
        self.free[judge] -= 1
        self.closed.add(entry * len(self.free) + judge)


def _give(
    known: _Known, cuts: dict[int, list[tuple[int, float]]], judges: _Judges, budget: int, most: int
) -> tuple[list[Pair], Floats]:
    """The pairs, best first, and per entry the precision (1/points²) that they add.

    The heap holds bounds: an entry's gain with the best judge there ever was. Who comes to the top is looked at
    again with the judge it can have now, and goes back when that is no longer the greatest.
    """
    rows = known.rows(cuts)
    best = np.full(len(known.score), judges.variance.min(initial=judges.usual_variance))
    bounds = _gains(known.score, known.variance, best, rows)
    heap = [(-bound, entry) for entry, bound in enumerate(bounds.tolist()) if bound > 0]
    heapq.heapify(heap)
    pairs: list[Pair] = []
    extra, given = np.zeros(len(known.score)), np.zeros(len(known.score), np.int64)
    while heap and len(pairs) < budget:
        _, entry = heapq.heappop(heap)
        judge = judges.best_for(entry, int(known.division[entry]))
        if judge is None:
            continue
        gain = _gain_of(known, rows, extra, entry, float(judges.variance[judge]))
        if gain <= 0:
            continue
        if heap and (-gain, entry) > heap[0]:
            heapq.heappush(heap, (-gain, entry))
            continue
        judges.take(entry, judge)
        pairs.append(Pair(entry, judge, gain))
        extra[entry] += 1 / judges.variance[judge]
        given[entry] += 1
        if given[entry] < most:
            bound = _gain_of(known, rows, extra, entry, float(best[entry]))
            heapq.heappush(heap, (-bound, entry))
    return pairs, extra


def _gain_of(known: _Known, rows: Floats, extra: Floats, entry: int, sheet_variance: float) -> float:
    """What one sheet of this variance is worth for one entry that has got so much already."""
    here = slice(entry, entry + 1)
    variance = known.variance[here] / (1 + known.variance[here] * extra[here])
    return float(_gains(known.score[here], variance, np.array([sheet_variance]), rows[here])[0])


def _forecast(
    known: _Known, cuts: dict[int, list[tuple[int, float]]], extra: Floats, rng: np.random.Generator
) -> list[Line]:
    lines = []
    for division, here in cuts.items():
        members = np.flatnonzero(known.is_placed & (known.division == division))
        score, variance = known.score[members], known.variance[members]
        counts = [count for count, _ in here]
        shares = expected_right(score, variance, extra[members], counts, rng)
        lines += [
            Line(division, count, cut, before, after)
            for (count, cut), (before, after) in zip(here, shares, strict=True)
        ]
    return lines
