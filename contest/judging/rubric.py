"""One score sheet's marks and the rubric's weights → one number, the sheet's composite.

The composite is the weighted mean of the marks, in the rubric's own points (levels 1 to 5 give a composite around 1
to 5); the weights need not add up to 100. A criterion left blank counts as that criterion's average over all sheets,
moved by as much as the sheet's other marks lie above or below theirs: so leaving a strictly marked criterion blank does
not help, and leaving one blank on a very good game does not harm. A sheet with nothing but blanks has no composite.
"""

import math
from collections.abc import Sequence

import numpy as np

from contest.judging.inputs import Floats, Ints, floats

__all__ = ["Floats", "Ints", "RubricError", "checked_marks", "checked_weights", "composite", "composites"]

LIGHTEST, HEAVIEST = 1e-6, 1e6
"""Weights outside would be lost in the rounding of floating-point numbers."""
GREATEST_MARK = 1e6
"""Marks beyond this, either way, are a mistake in any rubric."""


class RubricError(ValueError):
    """Weights or marks that no composite can be made of; `code` says why: no_criteria, weights_not_numbers,
    weight_not_positive, weight_out_of_range, marks_not_numbers, mark_infinite, mark_outside_scale,
    scale_not_a_range, marks_do_not_fit_weights."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def composite(marks: Sequence[float | None], weights: Sequence[float]) -> float | None:
    """The composite of one sheet by itself, in points; None when every mark is blank (None or NaN). Without other
    sheets a blank counts as the average of the marks that were given. Raises RubricError."""
    blanks_as_nan = [np.nan if mark is None else mark for mark in marks]
    value = float(composites(checked_marks([blanks_as_nan]), checked_weights(weights))[0])
    return None if np.isnan(value) else value


def composites(marks: Floats, weights: Floats) -> Floats:
    """The composites of many sheets: (n_sheets, n_criteria) with NaN for blanks → (n_sheets,), NaN where all
    is blank.

    Both must have been checked with the functions below. Raises RubricError when they differ in the number of
    criteria.
    """
    if marks.shape[1] != len(weights):
        raise RubricError("marks_do_not_fit_weights")
    has_blank = np.isnan(marks).any(axis=1) & ~np.isnan(marks).all(axis=1)
    if not has_blank.any():
        return _weighted_means(marks, weights)
    filled = marks.copy()
    filled[has_blank] = _filled(marks[has_blank], _averages(marks), weights, (np.nanmin(marks), np.nanmax(marks)))
    return _weighted_means(filled, weights)


def _filled(marks: Floats, averages: Floats, weights: Floats, met: tuple[float, float]) -> Floats:
    """The sheets with their blanks filled in, within the marks that were met at all. A criterion that nobody marked
    stays blank."""
    above = _weighted_means(marks - averages, weights)
    return np.where(np.isnan(marks), np.clip(averages + above[:, None], *met), marks)


def _averages(marks: Floats) -> Floats:
    """Each criterion's average over the sheets that mark it; NaN where none does. Exact sums are the same in any order
    of sheets."""
    columns = [column[~np.isnan(column)] for column in marks.T]
    return np.array([math.fsum(column) / len(column) if len(column) else np.nan for column in columns])


def _weighted_means(values: Floats, weights: Floats) -> Floats:
    total, weight_given = np.zeros(len(values)), np.zeros(len(values))
    # Criterion by criterion, so that a sheet's composite is the same to the last bit among any others.
    for column, weight in zip(values.T, weights, strict=True):
        is_given = ~np.isnan(column)
        total += np.where(is_given, column, 0.0) * weight
        weight_given += np.where(is_given, weight, 0.0)
    result = np.full(len(values), np.nan)
    np.divide(total, weight_given, out=result, where=weight_given > 0)
    return result


def checked_weights(weights: Sequence[float] | Floats) -> Floats:
    """The weights as an array, if each is a positive number. A criterion that is not to count is left out of
    the rubric. Raises RubricError."""
    array = floats(weights, RubricError("weights_not_numbers"))
    if array.ndim != 1 or not np.isfinite(array).all():
        raise RubricError("weights_not_numbers")
    if len(array) == 0:
        raise RubricError("no_criteria")
    if (array <= 0).any():
        raise RubricError("weight_not_positive")
    if (array < LIGHTEST).any() or (array > HEAVIEST).any():
        raise RubricError("weight_out_of_range")
    return array


def checked_marks(marks: Sequence[Sequence[float]] | Floats, scale: tuple[float, float] | None = None) -> Floats:
    """The marks as an (n_sheets, n_criteria) array, if each is a number on the scale (both ends belong to it), or a
    blank: NaN, None, or masked. No sheets at all are an array without rows. Raises RubricError."""
    array = floats(marks, RubricError("marks_not_numbers"))
    if array.shape == (0,):
        array = array.reshape(0, 0)
    if array.ndim != 2:
        raise RubricError("marks_not_numbers")
    if np.isinf(array).any():
        raise RubricError("mark_infinite")
    lowest, highest = _range(scale)
    if (array < lowest).any() or (array > highest).any():
        raise RubricError("mark_outside_scale")
    return array


def _range(scale: tuple[float, float] | None) -> tuple[float, float]:
    if scale is None:
        return -GREATEST_MARK, GREATEST_MARK
    ends = floats(scale, RubricError("scale_not_a_range"))
    if ends.shape != (2,) or not np.isfinite(ends).all() or ends[0] >= ends[1]:
        raise RubricError("scale_not_a_range")
    return max(float(ends[0]), -GREATEST_MARK), min(float(ends[1]), GREATEST_MARK)
