"""One score sheet's marks and the rubric's weights → one number, the sheet's composite.

The composite is the weighted mean of the marks that were given, in the rubric's own points (levels 1 to 5
give a composite between 1 and 5); the weights need not add up to 100. A criterion left blank therefore counts
as the weighted mean of that sheet's other marks: it neither helps nor harms. A sheet with nothing but blanks
has no composite.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

LIGHTEST, HEAVIEST = 1e-6, 1e6
"""Weights outside would be lost in the rounding of floating-point numbers."""
GREATEST_MARK = 1e6
"""Marks beyond this, either way, are a mistake in any rubric."""

Floats = npt.NDArray[np.float64]


class RubricError(ValueError):
    """Weights or marks that no composite can be made of; `code` says why: no_criteria, weights_not_numbers,
    weight_not_positive, weight_out_of_range, marks_not_numbers, mark_infinite, mark_outside_scale,
    marks_do_not_fit_weights."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def composite(marks: Sequence[float | None], weights: Sequence[float]) -> float | None:
    """The composite of one sheet, in points; None when every mark is blank (None or NaN). Raises
    RubricError."""
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
    total, weight_given = np.zeros(len(marks)), np.zeros(len(marks))
    # Criterion by criterion, so that a sheet's composite is the same to the last bit among any others.
    for column, weight in zip(marks.T, weights, strict=True):
        is_given = ~np.isnan(column)
        total += np.where(is_given, column, 0.0) * weight
        weight_given += np.where(is_given, weight, 0.0)
    result = np.full(len(marks), np.nan)
    np.divide(total, weight_given, out=result, where=weight_given > 0)
    return result


def checked_weights(weights: Sequence[float] | Floats) -> Floats:
    """The weights as an array, if each is a positive number. A criterion that is not to count is left out of
    the rubric."""
    try:
        array = np.asarray(weights, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise RubricError("weights_not_numbers") from error
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
    """The marks as an (n_sheets, n_criteria) array, if each is a number on the scale (both ends belong to it)
    or NaN."""
    try:
        array = np.asarray(marks, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise RubricError("marks_not_numbers") from error
    if array.ndim != 2:
        raise RubricError("marks_not_numbers")
    if np.isinf(array).any():
        raise RubricError("mark_infinite")
    lowest, highest = scale or (-GREATEST_MARK, GREATEST_MARK)
    if (array < lowest).any() or (array > highest).any():
        raise RubricError("mark_outside_scale")
    return array
