"""Which score sheets are odd enough for a person to look at. A sign is a reason to look, never a verdict.

Every rule is about one thing and asks for corroboration where honest judges do the same now and then: a game may
deserve full marks, and two judges may both write "很好". The bounds have names, and their reasons beside them.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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
suggest. Only where some judges are erratic does the ranking go so far."""
FAR = 2.6
"""Robust deviations between a sheet and the game's others, after the judge's usual distance: half of the sheets that
are turned upside down, and under one honest sheet in a hundred (bench/flags.py)."""
SWEEPS = 3
"""Times that judges' usual distances are worked out, each from what the others' leave."""
TO_DEVIATION = 1.4826
"""From the median of a normal number's distances to their standard deviation."""
FLOOR_SECONDS = 45
"""Nobody starts a game, plays it and chooses five levels in less."""
SHORT_SHARE = 0.25
"""Of the others' median time on the same game: people differ in pace twofold, hardly fourfold."""
SHORT_SECONDS = 180
"""Whoever took three minutes has played, however long the others stayed."""
FEWEST_OTHERS = 2
"""Other sheets of a game without which nothing can be said to be far from them."""
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
    far = far_from_others(sheets)
    for own in by_judge.values():
        _add(found, Sign.CONSTANT, constant(own))
        _add(found, Sign.OUTLIER, outliers(own, far))
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


def outliers(own: Sequence[Sheet], far: Collection[int]) -> dict[int, Facts]:
    """A judge's sheets that the ranking weighs far less than it usually weighs this judge's, or that are among the
    `far` ones and in a ranking."""
    weights = [sheet.weight for sheet in own if sheet.weight]
    usual = median(weights) if len(weights) >= FEWEST_OF_A_HABIT else 0.0
    return {
        sheet.id: {"share": round(sheet.weight / usual, 2)}
        for sheet in own
        if usual and sheet.weight and (sheet.weight < ODD_WEIGHT * usual or sheet.id in far)
    }


def far_from_others(sheets: Sequence[Sheet]) -> set[int]:
    """Sheets whose composite is far from the mean of at least two others on the same game, where all these judges'
    usual distances are allowed for; measured by the judge's own scatter where that is greater than everybody's."""
    usual: dict[int, float] = {}
    for _ in range(SWEEPS):
        away = _away(sheets, usual)
        by_judge = _by([sheet for sheet in sheets if sheet.id in away], "judge")
        usual = {
            judge: usual.get(judge, 0.0) + median(away[sheet.id] for sheet in own)
            for judge, own in by_judge.items()
            if len(own) >= FEWEST_OF_A_HABIT
        }
    rest = {number: abs(value) for number, value in _away(sheets, usual).items()}
    everybodys = median(rest.values()) if rest else 0.0
    far: set[int] = set()
    for judge in usual:
        own_rest = {sheet.id: rest[sheet.id] for sheet in by_judge[judge]}
        bound = FAR * TO_DEVIATION * max(everybodys, median(own_rest.values()))
        far |= {number for number, value in own_rest.items() if value > bound > 0}
    return far


def _away(sheets: Sequence[Sheet], usual: Mapping[int, float]) -> dict[int, float]:
    """sheet → its composite less the mean of the others on the same game, each less its judge's `usual` distance,
    where two or more can be compared with."""
    found: dict[int, float] = {}
    for of_game in _by([sheet for sheet in sheets if sheet.composite is not None and sheet.counts], "entry").values():
        values = [(sheet.composite or 0.0) - usual.get(sheet.judge, 0.0) for sheet in of_game]
        if len(values) > FEWEST_OTHERS:
            total, others = sum(values), len(values) - 1
            found |= {sheet.id: value - (total - value) / others for sheet, value in zip(of_game, values, strict=True)}
    return found


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
