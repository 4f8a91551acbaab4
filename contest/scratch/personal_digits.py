"""Phone numbers.

A number counts by its own structure (allocated prefix, area code), by the words beside it,
and by the company it is in: among a level's data a number that happens to begin with 138 is no phone number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from contest.scratch.personal_found import Confidence, Found, after, before, in_han_digits, masked

_RUN = re.compile(r"[0-9]+")
_LETTER = re.compile(r"[A-Za-z\u4e00-\u9fff]")
_MOBILE = re.compile(r"1(?:3[0-9]|4[5-9]|5[0-35-9]|6[2567]|7[0-35-8]|8[0-9]|9[0-35-9])[0-9]{8}")
_SHAPES = ((11,), (3, 4, 4), (4, 3, 4), (4, 4, 3), (3, 3, 5), (3, 8), (7, 4), (1,) * 11)
_COUNTRIES = ("86", "0086")
_FIRST = frozenset(shape[0] for shape in _SHAPES)
_LINK = re.compile(r" ?[-_.·] ?| {1,2}|\ufe0f?\u20e3 ?")
_LOOSE = re.compile(r"(?<![0-9])(?<![0-9][ ,.、-])1(?:[ ,.、-]{0,3}[0-9]){10}(?![ ,.、-]?[0-9])")  # only beside a cue

_AREA = re.compile(
    r"010|02[0-57-9]|0(?:3(?:1[0-9]|35|49|5[0-9]|7[0-79]|9[1-8])|4(?:1[0-9]|2[179]|3[1-9]|5[1-9]|6[4-9]|7[0-9]|8[23])"
    r"|5(?:1[0-9]|2[37]|3[0-9]|43|46|5[0-9]|6[1-6]|7[0-9]|80|9[1-9])|6(?:3[1-5]|6[0-368]|91|92)"
    r"|7(?:01|1[0-9]|2[248]|3[0-9]|4[3-6]|5[0-9]|6[0-9]|7[0-9]|9[0-9])"
    r"|8(?:1[23678]|2[5-7]|3[0-9]|5[1-9]|7[0-9]|8[3678]|9[1-8])|9(?:0[1-36-9]|1[1-79]|3[0-9]|4[13]|5[1-5]|7[0-79]|9[0-9]))"
)
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z_.#/=])(?P<open>\()?(?P<area>0[0-9]{2,3}|(?<=\+86[ -])[1-9][0-9]{1,2})(?P<link>\) ?-? ?| ?- ?| |)"
    r"(?P<number>[2-9][0-9]{6,7}|[2-9][0-9]{2,3}[ -][0-9]{4})(?![0-9A-Za-z_]|[.-][0-9])"
)
_ABROAD = re.compile(r"\+(?!86)[1-9][0-9]{0,2}(?:[ -]\(?[0-9]{2,5}\)?){2,4}(?![0-9A-Za-z_]|\.[0-9])")
_AMERICAN = re.compile(
    r"(?<![0-9A-Za-z_.#/=+-])\(?[2-9][0-9]{2}(?:\) ?|[ .-])[2-9][0-9]{2}[ .-][0-9]{4}(?![0-9A-Za-z_]|[.-][0-9])"
)
_ENGLISH_CUE = re.compile(r"[pP]hone|PHONE|[cC]all|[tT]el|TEL|[mM]obile|[cC]ell|[tT]ext me|[cC]ontact|[nN]umber is")
_SHORT = re.compile(
    r"(?:电话|座机|宅电)(?:号码|号)?(?:是|为)? ?[::]? ?(?P<number>[2-9][0-9]{6,7})(?![0-9A-Za-z_]|[.-][0-9])"
)
_CUE = re.compile(
    r"电话|手机|号码|联系|热线|致电|拨打|打给|座机|宅电|来电|短信|家长|妈妈|爸爸|监护人|微信|加我|加群|支付宝"
    r"|[tT]el(?![a-z])|TEL|[pP]hone|PHONE|[mM]obile|[cC]all(?![a-z])|[wW]hats[aA]pp|(?<![a-zA-Z])(?:[vw]x|sj|dh)|[☎📞📱]"
)
_CUE_BEHIND = re.compile(r" ?[(,,]? ?(?:是|为)?(?:我|妈妈|爸爸|老师)?的?(?:电话|手机|微信|联系)")
_SAME = re.compile(r"(?:[qQ]{2}|[vw]x|[VW]X|[vV])[同信]")  # 同号: it is that too
_OTHER_CUE = re.compile(
    r"最高|最佳|纪录|记录|排行|排名|[bB]est|[rR]ank|[rR]ecord|分数|得分|总分|高分|积分|种子|坐标|时间|金币|金钱|余额|经验|血量|伤害|随机|编号|学号|订单|版本|距离|速度|长度|面积|像素|圆周率"
    r"|人口|战力|战斗力|存档|等级|校验|计算|等于|答案|素数|质数|[sS]core|SCORE|[sS]eed|SEED|[tT]ime|[cC]oins?|[mM]oney"
    r"|[pP]oints?|[rR]and|[vV]ersion|[xXyYzZ] ?[=:]|[iI][dD] ?[=:]|[hH]igh|[sS]tamp|\W[pP][iI]\W|π|[$¥€£+*/^<>=×÷] ?\Z"
)
_UNIT = re.compile(
    r" ?(?:分|个|元|人|次|级|秒|毫秒|年|点|米|金|块|万|亿|km|ms|pts?\b|points?|coins?|px|%|[+*/^=×÷]|是[素质奇偶]数)"
)

_FAMOUS = frozenset(
    [str(base**power) for base in range(2, 31) for power in range(2, 40)] + ["13579111315", "13579246810"]
)
"""Numbers of mathematics that look like a mobile number, such as 2^34 = 17179869184."""
_LOVE = re.compile("1314.{0,2}520|520.{0,2}1314")  # they sound like "I love you for all my life"


class _Run(NamedTuple):
    start: int
    end: int
    digits: str


@dataclass(frozen=True, slots=True)
class _Mobile:
    start: int
    end: int
    digits: str
    grouped: bool  # written as one writes a phone number: 138 1234 5678, or with +86
    cued: bool


def find_phones(text: str) -> Iterator[Found]:
    """Mobile and landline numbers in a flat text."""
    yield from _chinese_mobiles(text)
    yield from in_han_digits(text, _chinese_mobiles)
    yield from _landlines(text)
    yield from _abroad(text)


def _chinese_mobiles(text: str) -> Iterator[Found]:
    yield from _as_found(text, _mobiles(text))
    for match in _LOOSE.finditer(text):
        digits = re.sub("[^0-9]", "", match.group())
        if _MOBILE.fullmatch(digits) and digits not in _FAMOUS and _is_cued(text, match.start(), match.end()):
            yield _phone(match, masked(digits, 3, 4), "likely")


def _as_found(text: str, mobiles: list[_Mobile]) -> Iterator[Found]:
    bare = sum(not (each.grouped or each.cued) for each in mobiles)
    is_data = bare > 0 and _is_data(text, bare)
    for each in mobiles:
        confidence: Confidence = "sure"
        if not (each.grouped or each.cued):
            if is_data:
                continue
            beside = before(text, each.start, 60) + after(text, each.end, 60)
            confidence = "likely" if _LETTER.search(beside) else "possible"
        yield Found("phone", each.start, each.end, confidence, masked(each.digits, 3, 4))


def _is_data(text: str, bare: int) -> bool:
    """Whether these few numbers are hits by chance among the many of an encoded level or a table."""
    lengths = [match.end() - match.start() for match in _RUN.finditer(text)]
    long = sum(length >= 9 for length in lengths)
    return (long >= 3 and bare * 2 < long) or (len(lengths) >= 8 and bare * 4 < len(lengths) and not _wordy(text))


def _wordy(text: str) -> bool:
    return len(_LETTER.findall(text)) * 3 >= len(text)


def _runs(text: str) -> list[_Run]:
    runs = []
    for match in _RUN.finditer(text):
        digits, start, end = match.group(), match.start(), match.end()
        if len(digits) in (13, 15) and digits.startswith(_COUNTRIES):
            middle = end - 11
            runs.append(_Run(start, middle, digits[:-11]))
            start, digits = middle, digits[-11:]
        runs.append(_Run(start, end, digits))
    return runs


def _mobiles(text: str) -> list[_Mobile]:
    runs = _runs(text)
    found = []
    free = 0
    for at, run in enumerate(runs):
        if at >= free and len(run.digits) in _FIRST and run.digits[0] == "1" and not _is_inside(runs, at):
            for shape in _SHAPES:
                mobile = _mobile(text, runs, at, shape)
                if mobile is not None:
                    found.append(mobile)
                    free = at + len(shape)
                    break
    return found


def _is_inside(runs: list[_Run], at: int) -> bool:
    """Whether this single digit stands in the middle of a row of single digits."""
    last = runs[at - 1]
    return at > 0 and len(runs[at].digits) == len(last.digits) == 1 and runs[at].start - last.end < 3


def _mobile(text: str, runs: list[_Run], at: int, shape: tuple[int, ...]) -> _Mobile | None:
    parts = runs[at : at + len(shape)]
    if tuple(len(part.digits) for part in parts) != shape:
        return None
    digits = "".join(part.digits for part in parts)
    link = text[parts[0].end : parts[1].start] if len(parts) > 1 else ""
    if not _MOBILE.fullmatch(digits) or not _linked(text, parts, link):
        return None
    country = _country(text, runs, at)
    start, end = (parts[0].start if country is None else country), parts[-1].end
    cued = _is_cued(text, start, end)
    grouped = country is not None or (len(shape) > 1 and len(shape) < 11)
    if cued:
        return _Mobile(start, end, digits, grouped, cued)
    rejected = (
        len(shape) == 11
        or not _is_free(text, start, end)
        or (len(shape) > 1 and _goes_on(text, runs, at, len(shape), link, start))
        or _is_something_else(text, start, end, digits)
    )
    return None if rejected else _Mobile(start, end, digits, grouped, cued)


def _linked(text: str, parts: list[_Run], link: str) -> bool:
    """Whether the same dash or space stands between all parts."""
    if len(parts) == 1:
        return True
    links = {text[left.end : right.start] for left, right in pairwise(parts)}
    return links == {link} and _LINK.fullmatch(link) is not None


def _country(text: str, runs: list[_Run], at: int) -> int | None:
    """Where +86, 86- or 0086 before the number begins; None where there is none."""
    if at == 0 or runs[at - 1].digits not in ("86", "0086"):
        return None
    start, link = runs[at - 1].start, text[runs[at - 1].end : runs[at].start]
    plus = text[max(0, start - 1) : start] == "+"
    if link not in ("", " ", "-", ")", ") ", ")-") or (link == " " and not plus and runs[at - 1].digits == "86"):
        return None
    return start - 1 if plus or text[max(0, start - 1) : start] == "(" else start


def _is_cued(text: str, start: int, end: int) -> bool:
    """Whether words beside the number say that it is a phone number; letters and digits must not touch its end."""
    right = text[end : end + 1]
    if right.isascii() and (right.isalnum() or right in ("_", "@")) and not _SAME.match(after(text, end)):
        return False
    return bool(_CUE.search(before(text, start)) or _CUE_BEHIND.match(after(text, end)))


def _is_free(text: str, start: int, end: int) -> bool:
    """Whether the number stands by itself and is not a piece of a longer code, a decimal or a calculation."""
    left, right = text[max(0, start - 1) : start], text[end : end + 1]
    if right.isascii() and (right.isalnum() or right in ("_", "@")):
        return False
    if left.isascii() and (left.isalnum() or left in tuple("_#/=%.$&+-*^<>@")):
        return False
    return not (right in (".", "-", "/") and text[end + 1 : end + 2].isdigit())


def _goes_on(text: str, runs: list[_Run], at: int, length: int, link: str, start: int) -> bool:
    """Whether the groups are a piece of a longer row such as 120 138 1234 5678 33."""
    left = at > 0 and runs[at - 1].start < start and text[runs[at - 1].end : runs[at].start] == link
    last = at + length - 1
    return left or (last + 1 < len(runs) and text[runs[last].end : runs[last + 1].start] == link)


def _is_something_else(text: str, start: int, end: int, digits: str) -> bool:
    beside = before(text, start)
    return (
        digits in _FAMOUS
        or _LOVE.search(digits) is not None
        or digits.endswith("00000")
        or len(set(digits)) < 3
        or _OTHER_CUE.search(beside) is not None
        or _UNIT.match(after(text, end)) is not None
    )


def _landlines(text: str) -> Iterator[Found]:
    for match in _LANDLINE.finditer(text):
        area, number = "0" + match["area"].removeprefix("0"), re.sub("[ -]", "", match["number"])
        if not _AREA.fullmatch(area) or not 7 <= len(number) <= 8 or (area[1] in "12" and len(number) != 8):
            continue
        bracketed = match["open"] is not None
        if bracketed != match["link"].startswith(")"):
            continue
        cued = _is_cued(text, match.start(), match.end())
        if cued or (match["link"].strip() and not _is_something_else(text, match.start(), match.end(), area + number)):
            yield _phone(match, f"{area}-{masked(number, 0, 3)}", "sure" if cued else "likely")
    for match in _SHORT.finditer(text):
        yield _phone(match, masked(match["number"], 0, 3), "likely")


def _abroad(text: str) -> Iterator[Found]:
    for match in _ABROAD.finditer(text):
        if 10 <= sum(char.isdigit() for char in match.group()) <= 14:
            yield _phone(match, masked(match.group(), 3, 2), "likely")
    for match in _AMERICAN.finditer(text):
        if _ENGLISH_CUE.search(before(text, match.start())):
            yield _phone(match, masked(match.group(), 4, 2), "likely")


def _phone(match: re.Match[str], excerpt: str, confidence: Confidence) -> Found:
    return Found("phone", match.start(), match.end(), confidence, excerpt)
