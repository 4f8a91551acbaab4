"""What every search for personal data gives, and the small tools that all of them use.

Texts are foreign and may be megabytes long, so no search may take more than linear time. That is why each repetition
in a pattern has a small upper bound, why looking left and right of a place means looking at a slice of fixed length,
and why a search stops at `MOST` finds. The tests read the patterns and hold them to it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind = Literal[
    "id_number",
    "phone",
    "email",
    "qq",
    "wechat",
    "api_key",
    "scratch_page",
    "address",
    "person",
    "school",
    "url",
    "author",
    "history",
    "computer",
    "project_number",
]
Confidence = Literal["sure", "likely", "possible", "note"]
MOST = 50  # of one kind in one text: a teacher acts on the first
LOOK = 16  # how far beside a number its cue words stand

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_CIRCLED = {0x2460 + n: 0x31 + n for n in range(9)} | {0x24EA: 0x30}
_DASHES_AND_SPACES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212], 0x2D) | {0x3000: 0x20, 0xA0: 0x20}
_FLAT = _WIDE | _CIRCLED | _DASHES_AND_SPACES

HAN_DIGITS = {
    ord(sign): str(value)
    for value, signs in enumerate(["〇零", "一幺壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"])
    for sign in signs
}
HAN_DIGIT = re.compile("[〇零一幺壹二贰两三叁四肆五伍六陆七柒八捌九玖]")
MANY_HAN_DIGITS = 5  # so many in a number, or its digits are no words of a sentence


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text that looks like personal data.

    `confidence`: "sure", "likely", "possible" (the teacher may well say that it is nothing), "note" (a program wrote
    it there). `excerpt` is enough to find the place again and never the whole value, so it may be stored and shown.
    """

    kind: Kind
    start: int
    end: int
    confidence: Confidence
    excerpt: str


Search: TypeAlias = Callable[[str], Iterator[Found]]


def in_han_digits(text: str, search: Search) -> Iterator[Found]:
    """What the search finds in numbers that are written in Chinese, as 一三八."""
    if len(HAN_DIGIT.findall(text)) >= MANY_HAN_DIGITS:
        for found in search(text.translate(HAN_DIGITS)):
            if len(HAN_DIGIT.findall(text[found.start : found.end])) >= MANY_HAN_DIGITS:
                yield found


def flat(text: str) -> str:
    """The text with full-width and circled signs as ASCII. Each character stays at its place."""
    return text if text.isascii() else text.translate(_FLAT)


def before(text: str, at: int, length: int = LOOK) -> str:
    """What stands to the left, on the same line."""
    return text[max(0, at - length) : at].replace("\r", "\n").rpartition("\n")[2]


def after(text: str, at: int, length: int = LOOK) -> str:
    """What stands to the right, on the same line."""
    return text[at : at + length].replace("\r", "\n").partition("\n")[0]


def masked(value: str, head: int, tail: int) -> str:
    """The value's first and last characters and stars between; at least a third of it is hidden.

    13812345678, 3, 4 → 138****5678
    """
    room = len(value) * 2 // 3
    head = min(head, room)
    tail = min(tail, room - head)
    return value[:head] + "*" * (len(value) - head - tail) + value[len(value) - tail :]
