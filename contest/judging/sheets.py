"""A season's finished sheets as arrays: checked, hashed, and put into an order that no name or number of anybody
decides."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from contest.judging.inputs import integers, whole
from contest.judging.rubric import Floats, Ints, RubricError, checked_marks, checked_weights, composites

MOST_POSITIONS = 1_000_000
"""Entries and judges come by position; a number beyond this is an id that was not translated."""
ROUNDS = 4
"""How far around an entry or a judge the canonical order looks. More tells only apart what is alike that far."""

Numbers = npt.NDArray[np.uint64]


class RankingError(RubricError):
    """Sheets that cannot be ranked; `code` says why: one of RubricError's, or sheets_differ_in_number,
    entry_not_integers, judge_not_integers, division_not_integers, pool_not_integers, entry_out_of_range,
    judge_out_of_range, sheet_twice, seed_not_an_integer, seed_negative."""


@dataclass(frozen=True)
class Sheets:
    """Checked input without empty sheets, sorted by entry and judge."""

    row: Ints
    """(n_sheets,) where each sheet stood in the input."""
    entry: Ints
    judge: Ints
    marks: Floats
    weights: Floats
    division: Ints
    """(n_entries,)"""
    pool: Ints
    """(n_judges,)"""
    seed: int
    composite: Floats
    """(n_sheets,)"""

    def hash(self) -> str:
        """SHA-256, in hexadecimal, over all of it."""
        digest = hashlib.sha256(b"contest-sheets-1")
        for array in (self.entry, self.judge, self.division, self.pool):
            digest.update(len(array).to_bytes(8, "little") + array.astype("<i8").tobytes())
        digest.update(len(self.weights).to_bytes(8, "little") + self.weights.astype("<f8").tobytes())
        # One kind of NaN and no negative zero, whatever the machine that wrote them.
        plain = np.where(np.isnan(self.marks), np.nan, self.marks) + 0.0
        digest.update(plain.astype("<f8").tobytes())
        digest.update(str(self.seed).encode())
        return digest.hexdigest()

    def only(self, kept: npt.NDArray[np.bool_]) -> Sheets:
        """The same with some of the sheets; composites stay as they are."""
        parts = {name: getattr(self, name)[kept] for name in ("row", "entry", "judge", "marks", "composite")}
        return replace(self, **parts)


@dataclass(frozen=True)
class Canonical:
    """Entries and judges that have sheets, renumbered by what their sheets say rather than by who they are, so that a
    computation with chance in it gives the same for everybody whatever the numbers they were given."""

    entries: Ints
    """new number → old; `judges` likewise."""
    judges: Ints
    order: Ints
    """The sheets' new order."""
    entry: Ints
    """(n_sheets,) new numbers in the new order."""
    judge: Ints
    like_entry: Ints
    """(n_entries,) a number that those who are alike share; `like_judge` and `like_sheet` likewise."""
    like_judge: Ints
    like_sheet: Ints
    seed: int
    """A number from what the sheets say and from the seed given."""


def checked(
    entry: Sequence[int] | Ints,
    judge: Sequence[int] | Ints,
    marks: Sequence[Sequence[float]] | Floats,
    weights: Sequence[float] | Floats,
    entry_division: Sequence[int] | Ints | None,
    judge_pool: Sequence[int] | Ints | None,
    seed: int,
    scale: tuple[float, float] | None,
) -> Sheets:
    """All inputs as arrays, or a RankingError that says what is wrong with them."""
    try:
        positive = checked_weights(weights)
        given = checked_marks(marks, scale)
    except RubricError as error:
        raise RankingError(error.code) from error
    given = given if len(given) else np.empty((0, len(positive)))
    entries = integers(entry, RankingError("entry_not_integers"))
    judges = integers(judge, RankingError("judge_not_integers"))
    if given.shape[1] != len(positive):
        raise RankingError("marks_do_not_fit_weights")
    if not len(entries) == len(judges) == len(given):
        raise RankingError("sheets_differ_in_number")
    division = _groups(entries, entry_division, "entry_out_of_range", "division_not_integers")
    pool = _groups(judges, judge_pool, "judge_out_of_range", "pool_not_integers")
    order = np.lexsort((judges, entries))
    entries, judges, given = entries[order], judges[order], given[order]
    if ((entries[1:] == entries[:-1]) & (judges[1:] == judges[:-1])).any():
        raise RankingError("sheet_twice")
    kept = ~np.isnan(given).all(axis=1)
    row, entries, judges, given = order[kept], entries[kept], judges[kept], given[kept]
    composite = composites(given, positive)
    return Sheets(row, entries, judges, given, positive, division, pool, _seed(seed), composite)


def canonical(sheets: Sheets) -> Canonical:
    """Renumber entries and judges by their sheets: each is first known by its marks, then also by whom it met, whom
    those met, and so on (Weisfeiler and Lehman's colour refinement). Who is alike even then may swap numbers."""
    mark = _numbered(sheets.marks) ^ _mix(sheets.division[sheets.entry].astype(np.uint64))
    entries, judges = np.unique(sheets.entry), np.unique(sheets.judge)
    entry, judge = np.searchsorted(entries, sheets.entry), np.searchsorted(judges, sheets.judge)
    of_judge = _mix(sheets.pool[judges].astype(np.uint64))
    of_entry = np.zeros(len(entries), dtype=np.uint64)
    for _ in range(ROUNDS):
        of_entry = _mix(_totals(_mix(mark ^ of_judge[judge]), entry, len(entries)))
        of_judge = _mix(_totals(_mix(mark + of_entry[entry]), judge, len(judges)) ^ of_judge)
    by_entry, by_judge = np.argsort(of_entry, kind="stable"), np.argsort(of_judge, kind="stable")
    new_entry, new_judge = _inverse(by_entry)[entry], _inverse(by_judge)[judge]
    order = np.lexsort((new_judge, new_entry))
    told = hashlib.sha256(of_entry[by_entry].astype("<u8").tobytes() + sheets.weights.astype("<f8").tobytes())
    told.update(str(sheets.seed).encode())
    seed = int.from_bytes(told.digest()[:16], "little")
    return Canonical(
        entries=entries[by_entry],
        judges=judges[by_judge],
        order=order,
        entry=new_entry[order],
        judge=new_judge[order],
        like_entry=np.unique(of_entry[by_entry], return_inverse=True)[1],
        like_judge=np.unique(of_judge[by_judge], return_inverse=True)[1],
        like_sheet=np.unique(_mix(_mix(mark ^ of_judge[judge]) ^ of_entry[entry])[order], return_inverse=True)[1],
        seed=seed,
    )


def _seed(seed: int) -> int:
    number = whole(seed, RankingError("seed_not_an_integer"))
    if number < 0:
        raise RankingError("seed_negative")
    return number


def _groups(members: Ints, groups: Sequence[int] | Ints | None, out_of_range: str, not_integers: str) -> Ints:
    """Each entry's division, or each judge's pool; all in group 0 where none are given."""
    last = int(members.max(initial=-1))
    if members.min(initial=0) < 0 or last >= MOST_POSITIONS:
        raise RankingError(out_of_range)
    if groups is None:
        return np.zeros(last + 1, dtype=np.int64)
    array = integers(groups, RankingError(not_integers))
    if last >= len(array):
        raise RankingError(out_of_range)
    return array


def _numbered(marks: Floats) -> Numbers:
    """A number for each row of marks, the same for the same marks."""
    numbers = np.zeros(len(marks), dtype=np.uint64)
    for column in (np.where(np.isnan(marks), np.nan, marks) + 0.0).T:
        numbers = _mix(numbers ^ np.ascontiguousarray(column).view(np.uint64))
    return numbers


def _mix(numbers: Numbers) -> Numbers:
    """Scatter 64-bit numbers (Steele, Lea and Flood's SplitMix64)."""
    numbers = numbers + np.uint64(0x9E3779B97F4A7C15)
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def _totals(numbers: Numbers, group: Ints, groups: int) -> Numbers:
    """Sums modulo 2⁶⁴, in which order does not matter; every group has a member."""
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(groups))
    return np.add.reduceat(numbers[order], starts) if len(numbers) else np.zeros(groups, dtype=np.uint64)


def _inverse(order: Ints) -> Ints:
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places
