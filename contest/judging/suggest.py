"""Before a season's first deal: how many sheets a game gets, and how many are kept back for settling awards.

The model: qualities are normal with variance 1; one sheet measures a quality with an error of variance
`e = (1 − r) / r`, where r is the reliability of a single sheet (the share of its composite's variance that is the
game's own quality). After n sheets a quality is known to the variance `e / (n + e)`. Sheets kept back go, in three
batches of three passes, to the games where `σ̃·(φ(z) + z·Φ(z))` is greatest (contest.judging.settle), one a game and
pass. How much of the true set of winners is then found is counted over drawn seasons.

Judges are equal here: what settling by the most informative of them brings is not counted in.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from contest.judging.chance import expected_excess
from contest.judging.inputs import Floats, floats, whole

RELIABILITY = 0.35
"""Of a single sheet, about that of the seasons in bench/simulate.py; a season that was judged tells its own."""
FEWEST, MOST = 3, 6
"""Sheets a game in the first deal: under three an entry gets no award; beyond six volunteers are better asked less."""
KEPT = 0.25
"""Share of all sheets kept back, where time allows."""
BATCHES, PASSES = 3, 3
GAMES_DRAWN = 60_000
MOST_PEOPLE = 1_000_000
"""Entries or judges; nobody asks for more, and the answer would not fit into memory."""
LEAST_MINUTES, MOST_MINUTES = 0.01, 1e6


class SuggestError(ValueError):
    """A season of which nothing can be said; `code` says why: not_integers, not_numbers, no_entries, no_judges,
    too_many, minutes_not_positive, minutes_out_of_range, seats_not_positive, reliability_out_of_range,
    seed_negative."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Option:
    """One way to spend the judges' time."""

    sheets_per_entry: int
    """In the first deal."""
    reserve: int
    """Sheets kept back for settling."""
    reserve_percent: int
    """The reserve as a share of all sheets, rounded."""
    minutes_per_judge: float
    """On average, the reserve included."""
    fits: bool
    """Whether the judges have that time."""
    expected_right: float
    """Share of the seats that the truly best are expected to get, 0..1."""


@dataclass(frozen=True)
class Suggestion:
    """What fits, and what is best of it."""

    best: Option
    """The option that fits and finds most; where none fits, the least one."""
    options: tuple[Option, ...]
    """By sheets per entry; the first one too many for the judges' time is the last."""


def suggest(
    *,
    entries: int,
    judges: int,
    seats: int,
    minutes_per_game: float,
    minutes_per_judge: float = 120.0,
    reliability: float = RELIABILITY,
    seed: int = 0,
) -> Suggestion:
    """Say how to spend the judges' time on a season of this size.

    seats: of the award line that matters most, over all divisions; entries likewise.
    minutes_per_game: that one sheet takes, playing included.
    minutes_per_judge: that a judge gives in all.
    reliability: of a single sheet, between 0 and 1.
    seed: not negative; the same arguments give the same numbers.

    Raises SuggestError.
    """
    _refuse_nonsense(entries, judges, seats, minutes_per_game, minutes_per_judge, reliability, seed)
    capacity = min(int(judges * minutes_per_judge / minutes_per_game + 1e-9), entries * judges)
    options: list[Option] = []
    for each in range(min(FEWEST, judges), min(MOST, judges) + 1):
        first = entries * each
        wanted = round(first * KEPT / (1 - KEPT))
        fits = first <= capacity
        reserve = min(wanted, capacity - first, entries * (judges - each)) if fits else 0
        right = _expected_right(entries, seats, each, reserve, reliability, seed)
        minutes = (first + reserve) * minutes_per_game / judges
        percent = round(100 * reserve / (first + reserve))
        options.append(Option(each, reserve, percent, minutes, fits, right))
        if not fits:
            break
    best = max((option for option in options if option.fits), key=_worth, default=options[0])
    return Suggestion(best, tuple(options))


def _worth(option: Option) -> tuple[float, float]:
    """More found is better; what differs by less than half a percent goes by the judges' time."""
    return round(option.expected_right * 200), -option.minutes_per_judge


def _refuse_nonsense(
    entries: int, judges: int, seats: int, per_game: float, per_judge: float, reliability: float, seed: int
) -> None:
    for each in (entries, judges, seats, seed):
        whole(each, SuggestError("not_integers"))
    numbers = floats([per_game, per_judge, reliability], SuggestError("not_numbers"))
    if numbers.shape != (3,) or np.isnan(numbers).any():
        raise SuggestError("not_numbers")
    problems = {
        "no_entries": entries < 1,
        "no_judges": judges < 1,
        "too_many": max(entries, judges) > MOST_PEOPLE,
        "minutes_not_positive": not (per_game > 0 and per_judge > 0),
        "minutes_out_of_range": not (LEAST_MINUTES <= per_game <= MOST_MINUTES and per_judge <= MOST_MINUTES),
        "seats_not_positive": seats < 1,
        "reliability_out_of_range": not 0 < reliability < 1,
        "seed_negative": seed < 0,
    }
    for code, is_so in problems.items():
        if is_so:
            raise SuggestError(code)


def _expected_right(entries: int, seats: int, each: int, reserve: int, reliability: float, seed: int) -> float:
    """Draw seasons, spend the reserve in each, and count how many of the seats the truly best get."""
    if seats >= entries:
        return 1.0
    seasons = max(GAMES_DRAWN // entries, 4)
    rng = np.random.default_rng(seed)
    truth = rng.standard_normal((seasons, entries))
    error = (1 - reliability) / reliability
    total = each * truth + np.sqrt(each * error) * rng.standard_normal(truth.shape)
    count = np.full(truth.shape, float(each))
    left = reserve
    for batch in range(BATCHES):
        score = total / (count + error)
        spent = left // (BATCHES - batch)
        left -= spent
        for turn in range(PASSES):
            size = (spent + turn) // PASSES
            chosen = _most_worth(score, error / (count + error), error, seats, min(size, entries))
            count[chosen] += 1
            total[chosen] += truth[chosen] + np.sqrt(error) * rng.standard_normal(len(chosen[0]))
    score = total / (count + error)
    return float((_top(truth, seats) & _top(score, seats)).sum() / (seasons * seats))


def _top(values: Floats, seats: int) -> npt.NDArray[np.bool_]:
    """(seasons, entries) whether each is among its season's greatest."""
    kept = np.zeros(values.shape, bool)
    np.put_along_axis(kept, np.argpartition(-values, seats - 1, axis=1)[:, :seats], True, axis=1)
    return kept


def _most_worth(
    score: Floats, variance: Floats, error: float, seats: int, size: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """(seasons, entries) positions of the `size` games of each season where one sheet more is worth most."""
    order = np.partition(-score, (seats - 1, seats), axis=1)
    cut = -(order[:, [seats - 1]] + order[:, [seats]]) / 2
    moved = variance / np.sqrt(variance + error)
    worth = moved * expected_excess(-np.abs(score - cut) / moved)
    columns = np.argpartition(-worth, size - 1, axis=1)[:, :size] if size else np.empty((len(score), 0), np.int64)
    return np.repeat(np.arange(len(score)), size), columns.ravel()
