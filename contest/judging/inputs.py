"""What a caller gives, as arrays and whole numbers, or refused: nothing is guessed, cut off or rounded in silence."""

from __future__ import annotations

import operator
from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def floats(values: object, refusal: Exception) -> Floats:
    """Real numbers of any shape; None and what is masked are NaN. Words, dates and complex numbers raise `refusal`
    rather than being taken for numbers."""
    try:
        if isinstance(values, np.ma.MaskedArray):
            # What hides behind a mask is not to be seen.
            values = np.ma.filled(np.ma.asarray(values, dtype=np.float64), np.nan)
        array: npt.NDArray[Any] = np.asarray(values)
        if array.size and array.dtype.kind not in "biufO":
            raise refusal
        with np.errstate(all="ignore"):
            return array.astype(np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise refusal from error


def integers(values: object, refusal: Exception) -> Ints:
    """A row of integers; floats that happen to be whole are refused with the rest."""
    try:
        array: npt.NDArray[Any] = np.asarray(values)
    except ValueError as error:
        raise refusal from error
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise refusal
    if array.dtype.kind == "u" and array.size and array.max() > np.iinfo(np.int64).max:
        raise refusal
    return array.astype(np.int64)


def whole(value: object, refusal: Exception) -> int:
    """One integer."""
    try:
        return operator.index(value)  # type: ignore[arg-type]  # what is no integer is refused here
    except TypeError as error:
        raise refusal from error


def pairs(values: Collection[tuple[int, int]], refusal: Exception) -> Ints:
    """(n, 2) integers."""
    try:
        rows: npt.NDArray[Any] = np.array(list(values))
    except (TypeError, ValueError) as error:
        raise refusal from error
    if rows.size == 0:
        return np.empty((0, 2), dtype=np.int64)
    if rows.ndim != 2 or rows.shape[1] != 2 or rows.dtype.kind not in "iu":
        raise refusal
    return rows.astype(np.int64)
