"""What an estimate means, as one of a few words. The bounds stand here; the sentences stand in the pages."""

from __future__ import annotations

LEAST_SEVERITY = 0.1
"""Points: what no child would notice."""
NARROW, WIDE = 0.8, 1.25
"""Spread: one fifth less, or a quarter more, of the scale than the others."""
CARELESS, LESS_CARE = 0.35, 0.7
"""Share of the median judge's information in a sheet. From twenty sheets a judge, the first finds about half of those
who throw dice or have two and a half times the usual noise, and four in a hundred others (bench/flags.py); from more
sheets, more."""
AGREE, DISAGREE = 0.15, 0.35
"""Of the scale, between the highest and the lowest sheet of a game: half a level and a bit, one and a half levels of
five. Beyond the second one, one more review is the better answer."""


def severity_word(severity: float, error: float | None) -> str:
    """ "as-others", "lower" or "higher": how a judge scored the same games, in the composites' points."""
    if abs(severity) < max(LEAST_SEVERITY, error or 0.0):
        return "as-others"
    return "higher" if severity > 0 else "lower"


def spread_word(spread: float) -> str:
    """ "as-others", "narrow" or "wide": how much of the scale a judge uses."""
    return "narrow" if spread < NARROW else "wide" if spread > WIDE else "as-others"


def care_word(care: float, *, is_left_out: bool = False) -> str:
    """ "left-out", "careless", "less" or "as-others": how much a judge's sheets say."""
    if is_left_out:
        return "left-out"
    return "careless" if care < CARELESS else "less" if care < LESS_CARE else "as-others"


def disagreement_word(spread: float, *, lowest: float, highest: float) -> str:
    """ "agree", "differ" or "far": a game's highest less its lowest composite, on the rubric's scale."""
    share = spread / (highest - lowest) if highest > lowest else 0.0
    return "agree" if share <= AGREE else "differ" if share <= DISAGREE else "far"
