"""What else could make an order of score sheets: textbook methods, to compare with. For the benchmarks only.

Each takes a season and gives a score per entry with its standard error. Sources: least squares and REML by EM on the
mixed-model equations (Searle, Casella and McCulloch, "Variance components", 1992, ch. 7–8); Bradley–Terry by Newton's
method; the many-facet Rasch model (Linacre 1989) by joint maximum likelihood.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.simulate import WEIGHTS, Season
from contest.judging.rubric import composites

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
FLAT = 1e-6
"""Precision of an effect that is fixed: as good as none, but the equations can be solved where nothing overlaps."""


@dataclass(frozen=True)
class Scores:
    """One method's answer; standard errors on the scale of its scores."""

    score: Floats
    error: Floats


@dataclass(frozen=True)
class Sheets:
    """A season's finished sheets as composites."""

    entry: Ints
    judge: Ints
    y: Floats
    entries: int
    judges: int
    division: Ints

    @classmethod
    def of(cls, season: Season) -> "Sheets":
        y = composites(season.marks, WEIGHTS)
        kept = ~np.isnan(y)
        return cls(
            season.entry[kept], season.judge[kept], y[kept], len(season.division), len(season.pool), season.division
        )


def mean(season: Season) -> Scores:
    """The plain mean; its error from the pooled variance within entries."""
    return averaged(Sheets.of(season), Sheets.of(season).y)


def z_score(season: Season) -> Scores:
    """The mean of composites, each judge's brought to mean 0 and deviation 1."""
    sheets = Sheets.of(season)
    number = np.maximum(np.bincount(sheets.judge, minlength=sheets.judges), 1)
    centred = sheets.y - (np.bincount(sheets.judge, sheets.y, sheets.judges) / number)[sheets.judge]
    deviation = np.sqrt(np.bincount(sheets.judge, centred**2, sheets.judges) / np.maximum(number - 1, 1))
    return averaged(sheets, centred / np.where(deviation > 0, deviation, 1.0)[sheets.judge])


def averaged(sheets: Sheets, y: Floats) -> Scores:
    number = np.bincount(sheets.entry, minlength=sheets.entries)
    score = np.bincount(sheets.entry, y, sheets.entries) / np.maximum(number, 1)
    within = ((y - score[sheets.entry]) ** 2).sum() / max(len(y) - np.count_nonzero(number), 1)
    score[number == 0] = y.mean()
    return Scores(score, np.sqrt(within / np.maximum(number, 0.5)))


def solve(sheets: Sheets, entry_precision: float, judge_precision: float) -> tuple[Floats, Floats, Floats, Floats]:
    """The mixed-model equations in units of the error's variance, with a fixed effect for each division.

    Gives the entries' and judges' effects (entries with their division's) and the variances of the entries' own and
    of the judges' effects. Entries are eliminated first; what is left is as large as there are judges and divisions.
    """
    wide = sheets.judges + int(sheets.division.max()) + 1
    columns = np.stack([sheets.judge, sheets.judges + sheets.division[sheets.entry]], axis=1)
    own = np.bincount(sheets.entry, minlength=sheets.entries) + entry_precision
    between = np.zeros((sheets.entries, wide))
    np.add.at(between, (sheets.entry[:, None], columns), 1.0)
    square = np.zeros((wide, wide))
    for column in columns.T:
        np.add.at(square, (columns, column[:, None]), 1.0)
    square[np.diag_indices(wide)] += np.where(np.arange(wide) < sheets.judges, judge_precision, FLAT)
    inverse = np.linalg.inv(square - between.T @ (between / own[:, None]))
    entry_sum = np.bincount(sheets.entry, sheets.y, sheets.entries)
    wide_sum = np.bincount(columns.ravel(), np.repeat(sheets.y, 2), wide)
    others = inverse @ (wide_sum - between.T @ (entry_sum / own))
    effects = (entry_sum - between @ others) / own
    carried = between / own[:, None]
    variance = 1 / own + np.einsum("ij,jk,ik->i", carried, inverse, carried, optimize=True)
    return effects, others, variance, np.diag(inverse)


def least_squares(season: Season) -> Scores:
    """Entry plus judge, both fixed."""
    sheets = Sheets.of(season)
    middle = sheets.y.mean()
    centred = Sheets(sheets.entry, sheets.judge, sheets.y - middle, sheets.entries, sheets.judges, sheets.division * 0)
    effects, others, variance, _ = solve(centred, FLAT, FLAT)
    fitted = effects[sheets.entry] + others[sheets.judge] + others[-1]
    free = max(len(sheets.y) - sheets.entries - sheets.judges + 1, 1)
    within = ((centred.y - fitted) ** 2).sum() / free
    return Scores(middle + effects, np.sqrt(within * np.minimum(variance, 1e3)))


def reml(season: Season, steps: int = 200) -> Scores:
    """Entries and judges random, divisions fixed; variances by restricted maximum likelihood, entries predicted."""
    sheets = Sheets.of(season)
    divisions = int(sheets.division.max()) + 1
    total = float(sheets.y.var()) or 1.0
    entry_variance, judge_variance, within = total / 2, total / 4, total / 4
    middle = sheets.y.mean()
    sheets = Sheets(sheets.entry, sheets.judge, sheets.y - middle, sheets.entries, sheets.judges, sheets.division)
    for _ in range(steps):
        before = entry_variance, judge_variance, within
        effects, others, variance, other_variance = solve(sheets, within / entry_variance, within / judge_variance)
        judges, means = others[: sheets.judges], others[sheets.judges :]
        rest = sheets.y - effects[sheets.entry] - judges[sheets.judge] - means[sheets.division[sheets.entry]]
        entry_variance = max((effects @ effects + within * variance.sum()) / sheets.entries, 1e-9)
        judge_sum = judges @ judges + within * other_variance[: sheets.judges].sum()
        judge_variance = max(judge_sum / sheets.judges, 1e-9)
        within = max(float(sheets.y @ rest) / (len(sheets.y) - divisions), 1e-9)
        if max(abs(a - b) for a, b in zip(before, (entry_variance, judge_variance, within), strict=True)) < 1e-6:
            break
    return Scores(middle + effects + means[sheets.division], np.sqrt(within * variance))


def pairs_of(sheets: Sheets) -> tuple[Ints, Ints, Floats]:
    """(one, other, share that one wins: 1, ½, 0) of every two entries that a judge scored both."""
    ones, others, wins = [], [], []
    for judge in range(sheets.judges):
        pile, y = sheets.entry[sheets.judge == judge], sheets.y[sheets.judge == judge]
        first, second = np.triu_indices(len(pile), 1)
        ones.append(pile[first])
        others.append(pile[second])
        wins.append((np.sign(np.round(y[first] - y[second], 9)) + 1) / 2)
    return np.concatenate(ones), np.concatenate(others), np.concatenate(wins)


def bradley_terry(season: Season, steps: int = 30) -> Scores:
    """Entries compared two by two within each judge's pile; a weak normal prior keeps who always wins finite."""
    sheets = Sheets.of(season)
    one, other, win = pairs_of(sheets)
    score = np.zeros(sheets.entries)
    for _ in range(steps):
        chance = 1 / (1 + np.exp(score[other] - score[one]))
        lean = np.bincount(one, win - chance, sheets.entries) - np.bincount(other, win - chance, sheets.entries)
        weight = chance * (1 - chance)
        curve = np.zeros((sheets.entries, sheets.entries))
        np.add.at(curve, (one, other), -weight)
        curve += curve.T
        own = np.bincount(one, weight, sheets.entries) + np.bincount(other, weight, sheets.entries)
        curve[np.diag_indices(sheets.entries)] += own + 0.1
        step = np.linalg.solve(curve, lean - 0.1 * score)
        score = score + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-6:
            break
    return Scores(score, np.sqrt(np.diag(np.linalg.inv(curve))))


def rasch(season: Season, steps: int = 100) -> Scores:
    """Many facets on a rating scale: log odds of level k over k − 1 = entry − judge − criterion − threshold."""
    given = ~np.isnan(season.marks)
    row, criterion = np.nonzero(given)
    level = season.marks[given].astype(np.int64) - 1
    entry, judge = season.entry[row], season.judge[row]
    facets = [
        (entry, np.zeros(len(season.division)), 1),
        (judge, np.zeros(len(season.pool)), -1),
        (criterion, np.zeros(len(WEIGHTS)), -1),
    ]
    counts = np.bincount(level, minlength=5) + 0.5
    thresholds = np.concatenate([[0.0], np.log(counts[:-1] / counts[1:])])
    levels = np.arange(5)
    for _ in range(steps):
        largest = 0.0
        for group, values, sign in facets:
            chance = level_chances(facets, thresholds)
            expected = chance @ levels
            spread = chance @ levels**2 - expected**2
            information = np.bincount(group, spread, len(values)) + 0.1
            step = (sign * np.bincount(group, level - expected, len(values)) - 0.1 * values) / information
            values += np.clip(step, -1, 1)
            largest = max(largest, float(np.abs(step).max()))
        reached = level_chances(facets, thresholds).sum(axis=0) + 0.5
        # A level seen more often than expected has its threshold lowered.
        thresholds[1:] -= 0.5 * np.diff(np.log(counts / reached))
        if largest < 1e-3:
            break
    chance = level_chances(facets, thresholds)
    spread = chance @ levels**2 - (chance @ levels) ** 2
    return Scores(facets[0][1], 1 / np.sqrt(np.bincount(entry, spread, len(season.division)) + 0.1))


def level_chances(facets: list[tuple[Ints, Floats, int]], thresholds: Floats) -> Floats:
    """(n_marks, 5) probability of each level."""
    measure = sum(sign * values[group] for group, values, sign in facets)
    logits = np.arange(5) * np.asarray(measure)[:, None] - np.cumsum(thresholds)
    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    chances: Floats = odds / odds.sum(axis=1, keepdims=True)
    return chances


METHODS: dict[str, Callable[[Season], Scores]] = {
    "mean": mean,
    "z-score": z_score,
    "least squares": least_squares,
    "REML": reml,
    "Bradley–Terry": bradley_terry,
    "Rasch": rasch,
}
