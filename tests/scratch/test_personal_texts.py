"""What is personal data in a text and what is not: two lists of made-up texts, and rules that hold for all texts."""

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType, ModuleType
from typing import Any

import pytest

from contest.scratch import (
    personal_accounts,
    personal_digits,
    personal_file,
    personal_ids,
    personal_links,
    personal_people,
    personal_places,
    personal_text,
)
from contest.scratch.personal_found import MOST, flat
from contest.scratch.personal_text import find_personal, may_hold_some, without_personal

TEXTS = Path(__file__).parent / "personal_texts"


def lines(name: str) -> list[str]:
    kept = (TEXTS / name).read_text("utf-8").splitlines()
    return [line.replace("\\n", "\n") for line in kept if not line.startswith("# ")]


FOUND = [tuple(line.split(" | ", 1)) for line in lines("found.txt")]
CLEAN = lines("clean.txt")


def test_there_are_texts_enough() -> None:
    assert (len(set(FOUND)) >= 150, len(set(CLEAN)) >= 150) == (True, True)


@pytest.mark.parametrize(("kind", "text"), FOUND)
def test_personal_data_is_found(kind: str, text: str) -> None:
    assert kind in [found.kind for found in find_personal(text)]
    assert may_hold_some(text)


@pytest.mark.parametrize("text", CLEAN)
def test_what_is_none_is_left_alone(text: str) -> None:
    assert [(found.kind, found.excerpt) for found in find_personal(text)] == []


def test_an_excerpt_never_holds_the_whole_value() -> None:
    shown = [
        (text[found.start : found.end], found.excerpt)
        for _, text in FOUND
        for found in find_personal(text)
        if text[found.start : found.end] in found.excerpt or bare(text[found.start : found.end]) in bare(found.excerpt)
    ]
    assert shown == []


def bare(text: str) -> str:
    """Letters and digits only, in small ASCII: what a value is however it is written."""
    return re.sub(r"[\W_]", "", flat(text).lower())


def test_a_masked_text_is_found_in_no_more() -> None:
    """Masking twice changes nothing more, so what is kept cannot be found again as personal data for sure."""
    again = [(text, without_personal(text)) for _, text in FOUND if "sure" in confidences(without_personal(text))]
    assert again == []


def confidences(text: str) -> list[str]:
    return [found.confidence for found in find_personal(text)]


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("电话13812345678", "138****5678"),
        ("一三八 一二三四 五六七八", "138****5678"),
        ("0371-65432109", "0371-*****109"),
        ("QQ：12345678", "12****78"),
        ("vx：abc12345，快加", "ab*****5"),
        ("zhangsan@163.com", "z*******@163.com"),
        ("11010119900307002X", "110*************2X"),
        ("我叫欧阳小红。", "欧***"),
        ("https://zhangsan.github.io/game", "zh******.github.io/…"),
        ("http://www.4399.com/flash/1.htm", "www.4399.com/…"),
        ("https://scratch.mit.edu/users/zhangsan2012/", "scratch.mit.edu/users/zh**********"),
        ("sk-abcdefghij1234567890abcd", "sk-a********"),
        ("我家住在幸福路12号", "幸福路**号"),
        ("阳光小学三年级", "阳*小学"),
    ],
)
def test_excerpts(text: str, excerpt: str) -> None:
    assert [found.excerpt for found in find_personal(text)] == [excerpt]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("电话13812345678", "sure"),
        ("小红 13812345678", "likely"),
        ("13812345678", "possible"),
        ("138 1234 5678", "sure"),
        ("0371-65432109", "likely"),
        ("110101199003070214", "sure"),
        ("身份证110101199003070213", "likely"),  # the check digit is wrong: perhaps mistyped
        ("www.baidu.com", "possible"),
        ("我叫张小明", "possible"),
    ],
)
def test_how_sure_it_is(text: str, confidence: str) -> None:
    assert confidences(text) == [confidence]


def test_positions_are_those_of_the_text_as_it_was_written() -> None:
    text = "电话：１３８１２３４５６７８，QQ：12345678"
    assert [(found.kind, text[found.start : found.end]) for found in find_personal(text)] == [
        ("phone", "１３８１２３４５６７８"),
        ("qq", "12345678"),
    ]


def test_one_place_is_one_find() -> None:
    assert [found.kind for found in find_personal("QQ邮箱：12345678@qq.com")] == ["email"]
    assert [found.kind for found in find_personal("微信13812345678")] == ["phone"]
    assert [found.kind for found in find_personal("https://a.com.cn/13812345678?qq=12345678")] == ["url"]


def test_a_list_of_phone_numbers_is_found_and_a_level_with_one_by_chance_is_not() -> None:
    numbers = ["13812345678", "15912345670", "18612345671", "17712345672"]
    level = ["90417263554", "38461520937", "13812345678", "55102938471", "20394857610"]
    assert len(find_personal("\n".join(numbers))) == 4
    assert find_personal("\n".join(level)) == ()


def test_random_digits_hexadecimal_and_ids_are_left_alone() -> None:
    dice = random.Random(7)
    texts = []
    for length in (*range(5, 31), 200):
        texts += ["".join(dice.choices("0123456789", k=length)) for _ in range(20) if length != 11]
        texts += ["".join(dice.choices("0123456789abcdef", k=length)) for _ in range(20)]
        texts += ["".join(dice.choices(ID_SIGNS, k=length)) for _ in range(20)]
    assert [text for text in texts if find_personal(text)] == []


ID_SIGNS = "!#%()*+,-./:;=?@[]^_`{|}~ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def test_lone_surrogates_and_nul_do_no_harm() -> None:
    assert [found.kind for found in find_personal("\ud800电话\0 13812345678\udfff")] == ["phone"]
    assert find_personal("") == ()


MODULES: tuple[ModuleType, ...] = (
    *(personal_accounts, personal_digits, personal_ids, personal_file, personal_links),
    *(personal_people, personal_places, personal_text),
)


def patterns() -> list[str]:
    return [
        each.pattern
        for module in MODULES
        for value in vars(module).values()
        for each in (value if isinstance(value, tuple) else (value,))
        if isinstance(each, re.Pattern)
    ]


def repeats(parsed: Any, within: int = 1) -> Iterator[int]:
    """How often the innermost part of each repetition can be repeated, all those around it together."""
    for operation, argument in parsed:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield within * int(argument[1])
            yield from repeats(argument[2], within * int(argument[1]))
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from repeats(branch, within)
        elif name in ("SUBPATTERN", "ASSERT", "ASSERT_NOT"):
            yield from repeats(argument[-1], within)


def test_no_pattern_can_run_away() -> None:
    """Each repetition is bounded, nested ones too, so that a search takes at most so many steps for a character.

    A run of digits may be as long as it likes: nothing follows it in its pattern, so nothing is ever tried again.
    """
    bounds = {pattern: max(repeats(parser.parse(pattern)), default=1) for pattern in patterns()}
    assert len(bounds) > 40
    assert [pattern for pattern, bound in bounds.items() if bound > 400 and pattern != "[0-9]+"] == []


HOSTILE = [
    "1",
    "13812345678",
    "138 1234 5678 ",
    "1 ",
    "@",
    "a@b.",
    "QQ号",
    "QQ",
    "微信号",
    "加我加",
    "http://",
    "www.a.",
    "王",
]
HOSTILE += [
    "我叫王",
    "作者：张",
    "三年级二班",
    "省市区路",
    "5号",
    "北京市",
    "村",
    "阳光",
    "小学",
    "一三八",
    "一",
    "a-",
    "%s",
    "vx:a",
    "+86 ",
]
HOSTILE += [
    "1101011990030702",
    "0371-",
    "(010)",
    "sk-",
    "key=",
    "\ud800",
    "\n",
    " ",
    "１",
    "1️⃣",
    "我在",
    "学校",
    "a" * 63 + ".",
]


def calls_of(text: str) -> int:
    """How many functions are called, ours and Python's, to search the text."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        find_personal(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_takes_at_most_twice_the_work(piece: str) -> None:
    once = piece * (20_000 // len(piece))
    assert calls_of(once * 2) <= 2 * calls_of(once) + 500


def test_a_text_of_megabytes_is_searched_and_gives_few_finds() -> None:
    searched = [find_personal(piece * (50_000 // len(piece))) for piece in HOSTILE]
    mixed = find_personal("".join(HOSTILE) * (5_000_000 // len("".join(HOSTILE))))
    assert max(len(found) for found in (*searched, mixed)) <= MOST * len(personal_text.SEARCHES)
