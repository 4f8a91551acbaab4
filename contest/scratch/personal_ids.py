"""Mainland identity numbers: of 18 digits with their check digit; of 15, until 1999, only beside a word for them."""

import re
from collections.abc import Iterator
from datetime import date

from contest.scratch.personal_found import Confidence, Found, before, masked

_ID = re.compile(
    r"(?<![0-9A-Za-z_.])[1-8][0-9]{5}[ -]?(?P<year>[12][0-9]{3})[ -]?(?P<month>[01][0-9])[ -]?(?P<day>[0-3][0-9])"
    r"[ -]?[0-9]{3}[0-9Xx](?![0-9A-Za-z_]|\.[0-9])"
)
_OLD_ID = re.compile(
    r"(?<![0-9A-Za-z_.])[1-8][0-9]{5}(?P<year>[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])[0-9]{3}"
    r"(?![0-9A-Za-z_]|\.[0-9])"
)
_LOOSE_ID = re.compile(r"(?<![0-9A-Za-z_.])[1-8](?:[ -]?[0-9]){16}[ -]?[0-9Xx](?![0-9A-Za-z_]|[ .-][0-9])")
_ID_CUE = re.compile(r"身份证|证件|公民|[iI][dD] ?[cC]ard|(?<![a-zA-Z])(?:sfz|SFZ)")
_CODES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
_PROVINCES = frozenset(_CODES.split())
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_CHECKS = "10X98765432"  # by the weighted sum modulo 11


def find_id_numbers(text: str) -> Iterator[Found]:
    """Mainland identity numbers in a flat text: of 18 digits by their check digit, of 15 only by a cue word."""
    for match in _ID.finditer(text):
        digits = re.sub("[ -]", "", match.group()).upper()
        if (
            digits[:2] in _PROVINCES
            and not (len(match.group()) > 18 and _in_a_row(text, match))
            and _is_date(int(match["year"]), match)
            and (_checks(digits) or _is_cued(text, match))
        ):
            yield _id(match, digits, "sure" if _checks(digits) else "likely")
    for match in _LOOSE_ID.finditer(text):
        digits = re.sub("[ -]", "", match.group()).upper()
        told = _ID.fullmatch(digits)
        if told and digits[:2] in _PROVINCES and _is_date(int(told["year"]), told) and _is_cued(text, match):
            yield _id(match, digits, "sure" if _checks(digits) else "likely")
    for match in _OLD_ID.finditer(text):
        if _is_cued(text, match) and match.group()[:2] in _PROVINCES and _is_date(1900 + int(match["year"]), match):
            yield _id(match, match.group(), "likely")


def _is_cued(text: str, match: re.Match[str]) -> bool:
    return _ID_CUE.search(before(text, match.start())) is not None


def _in_a_row(text: str, match: re.Match[str]) -> bool:
    """Whether more numbers stand before or behind, as in a table."""
    return bool(
        re.search(r"[0-9][ -]\Z", before(text, match.start(), 2))
        or re.match(r"[ -][0-9]", text[match.end() : match.end() + 2])
    )


def _id(match: re.Match[str], digits: str, confidence: Confidence) -> Found:
    return Found("id_number", match.start(), match.end(), confidence, masked(digits, 3, 2))


def _checks(digits: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return _CHECKS[total % 11] == digits[17]


def _is_date(year: int, match: re.Match[str]) -> bool:
    """Whether somebody who lives may be born then."""
    try:
        date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return False
    return 1900 <= year <= 2040
