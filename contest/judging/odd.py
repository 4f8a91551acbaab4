"""Which score sheets are odd enough for a person to look at. A sign is a reason to look, never a verdict.

Every rule is about one thing and asks for corroboration where honest judges do the same now and then: a game may
deserve full marks, and two judges may both write "很好". The bounds have names, and their reasons beside them.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, median
from typing import Any

FEWEST_OF_A_HABIT = 5
"""Sheets: with fewer, equal marks are chance. The ranking leaves constant scorers out from the same number on."""
HABIT = 0.5
"""Share of a judge's sheets with one mark for every criterion that makes it a habit."""
FEWEST_CRITERIA = 4
"""With two or three criteria, one mark for all is what many games deserve."""
ODD_WEIGHT = 0.35
"""A sheet that counts less than this share of what its judge's sheets usually count is far from what judge and game
suggest; in simulated juries that marks about one honest sheet in a hundred."""
FLOOR_SECONDS = 45
"""Nobody starts a game, plays it and chooses five levels in less."""
SHORT_SHARE = 0.25
"""Of the others' median time on the same game: people differ in pace twofold, hardly fourfold."""
SHORT_SECONDS = 180
"""Whoever took three minutes has played, however long the others stayed."""
FEWEST_TIMES = 2
"""Others whose time on the game is known; from one alone nothing can be said."""
LONG_COMMENT = 24
"""In units: a Chinese character is two, any other letter or digit one. Shorter ones ("画面很漂亮") are anybody's."""
FEWEST_COPIES = 3
"""Games under which one judge may not write the same long comment; twice happens with a kind phrase."""
TOP_ABOVE = 0.25
"""Of the scale (one level of five): full marks where the others' mean is lower than the top by more than this."""


class Sign(StrEnum):
    """What is odd about a sheet."""

    CONSTANT = "constant"
    """The judge gave every game the same marks."""
    OUTLIER = "outlier"
    """Far from what this judge's other sheets and the game's other sheets suggest."""
    FAST = "fast"
    """Finished far faster than the game can be played."""
    COPIED = "copied"
    """The judge wrote the same long comment under several games."""
    SAME_WORDS = "same-words"
    """Another judge wrote the very same long comment."""
    ALL_TOP = "all-top"
    """Full marks in everything, where the others saw a clearly weaker game."""
    ALL_EQUAL = "all-equal"
    """One mark for every criterion, and this judge does so habitually."""


@dataclass(frozen=True)
class Sheet:
    """One finished sheet as the rules need it."""

    id: int
    entry: int
    judge: int
    marks: tuple[int | None, ...]
    composite: float | None
    seconds: int = 0
    """0: not known."""
    comment: str = ""
    weight: float | None = None
    """In the newest ranking; None where it was not part of it."""
    counts: bool = True
    """False when an organizer has set it aside: it is judged, but says nothing about others."""


Facts = dict[str, Any]
Found = dict[int, dict[Sign, Facts]]
"""sheet → sign → what it rests on: counts, seconds, points, other sheets' ids."""


def odd_sheets(sheets: Sequence[Sheet], *, lowest: float, highest: float) -> Found:
    """All signs of all sheets; sheets without one are missing. `lowest` and `highest` are the rubric's points."""
    found: Found = defaultdict(dict)
    by_judge, by_entry = _by(sheets, "judge"), _by(sheets, "entry")
    for own in by_judge.values():
        _add(found, Sign.CONSTANT, constant(own))
        _add(found, Sign.OUTLIER, outliers(own))
        _add(found, Sign.COPIED, copied(own))
        _add(found, Sign.ALL_EQUAL, all_equal(own))
    for of_game in by_entry.values():
        _add(found, Sign.FAST, too_fast(of_game))
        _add(found, Sign.ALL_TOP, all_top(of_game, lowest=lowest, highest=highest))
    _add(found, Sign.SAME_WORDS, same_words(sheets))
    for signs in found.values():
        if Sign.CONSTANT in signs:
            # It says all that these would say.
            signs.pop(Sign.ALL_EQUAL, None)
            signs.pop(Sign.ALL_TOP, None)
    return dict(found)


def constant(own: Sequence[Sheet]) -> dict[int, Facts]:
    """All sheets of a judge who gave every game the same marks."""
    alike = {sheet.marks for sheet in own}
    if len(own) < FEWEST_OF_A_HABIT or len(alike) > 1:
        return {}
    return {sheet.id: {"sheets": len(own)} for sheet in own}


def outliers(own: Sequence[Sheet]) -> dict[int, Facts]:
    """Sheets that the ranking weighs far less than it usually weighs this judge's."""
    weights = [sheet.weight for sheet in own if sheet.weight]
    usual = median(weights) if len(weights) >= FEWEST_OF_A_HABIT else 0.0
    return {
        sheet.id: {"share": round(sheet.weight / usual, 2)}
        for sheet in own
        if usual and sheet.weight is not None and 0 < sheet.weight < ODD_WEIGHT * usual
    }


def too_fast(of_game: Sequence[Sheet]) -> dict[int, Facts]:
    """Sheets finished faster than the game can be played, by the clock or by what the others took."""
    found = {}
    for sheet in of_game:
        others = [other.seconds for other in of_game if other is not sheet and other.seconds > 0 and other.counts]
        usual = median(others) if len(others) >= FEWEST_TIMES else None
        is_short = usual is not None and sheet.seconds < min(SHORT_SHARE * usual, SHORT_SECONDS)
        if sheet.seconds > 0 and (is_short or sheet.seconds < FLOOR_SECONDS):
            found[sheet.id] = {"seconds": sheet.seconds, "usual": None if usual is None else round(usual)}
    return found


def copied(own: Sequence[Sheet]) -> dict[int, Facts]:
    """Sheets of one judge with the same long comment under several games."""
    found: dict[int, Facts] = {}
    for alike in _by_words(own).values():
        if len(alike) >= FEWEST_COPIES:
            found |= {sheet.id: {"games": len(alike)} for sheet in alike}
    return found


def same_words(sheets: Iterable[Sheet]) -> dict[int, Facts]:
    """Sheets whose long comment another judge wrote too."""
    found = {}
    for alike in _by_words(sheets).values():
        judges = {sheet.judge for sheet in alike}
        if len(judges) > 1:
            for sheet in alike:
                others = sorted(other.id for other in alike if other.judge != sheet.judge)
                found[sheet.id] = {"judges": len(judges) - 1, "sheet": others[0]}
    return found


def all_equal(own: Sequence[Sheet]) -> dict[int, Facts]:
    """Sheets with one mark for every criterion, of a judge with whom that is a habit."""
    flat = [sheet for sheet in own if len(sheet.marks) >= FEWEST_CRITERIA and len(set(sheet.marks)) == 1]
    if len(own) < FEWEST_OF_A_HABIT or len(flat) < HABIT * len(own):
        return {}
    return {sheet.id: {"sheets": len(flat), "of": len(own)} for sheet in flat}


def all_top(of_game: Sequence[Sheet], *, lowest: float, highest: float) -> dict[int, Facts]:
    """Sheets with full marks in everything, where at least two others saw a clearly weaker game."""
    found = {}
    for sheet in of_game:
        others = [
            other.composite for other in of_game if other is not sheet and other.counts and other.composite is not None
        ]
        is_top = set(sheet.marks) == {highest}
        if is_top and len(others) >= 2 and highest - fmean(others) > TOP_ABOVE * (highest - lowest):
            found[sheet.id] = {"others": round(fmean(others), 2)}
    return found


def plain_words(comment: str) -> str:
    """A comment without spaces, punctuation, case and width: what makes two comments the same."""
    folded = unicodedata.normalize("NFKC", comment).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LN")


def is_long(words: str) -> bool:
    """Whether plain words are long enough that two people do not write them by chance."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words) >= LONG_COMMENT


def undecided(signs: Iterable[str], decided: Iterable[str]) -> bool:
    """Whether there is a sign that the last decision did not know."""
    return bool(set(signs) - set(decided))


def _by_words(sheets: Iterable[Sheet]) -> Mapping[str, list[Sheet]]:
    alike: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        words = plain_words(sheet.comment) if sheet.comment else ""
        if is_long(words):
            alike[words].append(sheet)
    return alike


def _by(sheets: Iterable[Sheet], what: str) -> Mapping[int, list[Sheet]]:
    parts: dict[int, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        parts[getattr(sheet, what)].append(sheet)
    return parts


def _add(found: Found, sign: Sign, facts: Mapping[int, Facts]) -> None:
    for sheet, why in facts.items():
        found[sheet][sign] = why
