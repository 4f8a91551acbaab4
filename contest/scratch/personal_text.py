"""Personal data in one text."""

import re
from bisect import bisect_left
from itertools import islice

from contest.scratch.personal_accounts import find_emails, find_qq, find_wechat
from contest.scratch.personal_digits import find_phones
from contest.scratch.personal_found import MOST, Found, Search, flat
from contest.scratch.personal_ids import find_id_numbers
from contest.scratch.personal_links import find_keys, find_links
from contest.scratch.personal_people import find_people, find_schools
from contest.scratch.personal_places import find_addresses

# Where two claim the same characters, the search that stands further up has it: 12345678@qq.com is no QQ number.
SEARCHES: tuple[Search, ...] = (
    find_keys,
    find_emails,
    find_links,
    find_id_numbers,
    find_phones,
    find_wechat,
    find_qq,
    find_addresses,
    find_people,
    find_schools,
)

# Every find holds one of these; most texts of most games hold none.
_HINT = re.compile(
    r"[0-9]{5}|[0-9][ ._\u2010-\u2014\u2212·\u00a0\u3000\ufe0f-]{1,2}[0-9]|@|://|\.[A-Za-z]{2}|[\u2460-\u24ff\u4e00-\u9fff\uff00-\uff5e]"
    r"|[bB]y[ :]|name is|uthor| at |[(\[<{] ?(?:at|AT) ?[)\]>}]|\+ ?[vV] ?:|(?:[wv]x|[WV]X)[ :]|School|Elementary"
    r"|I'?m [A-Z]|I am [A-Z]|Address|address|lives? (?:at|on)|ome is"
    r"|[nN]ame ?[:=]|[kK]ey|[tT]oken|[sS]ecret|sk-|AIza|gh[a-z]_|AKIA|xox|wxid|[wW]e ?[cC]hat|[wW]ei[xX]in"
)
_CUE = re.compile(
    r"电话|手机|号码|联系|QQ|[qQ]q|扣扣|微信|身份证|姓名|作者|名字|地址|住址|密钥"
    r"|[wW]e ?[cC]hat|[vw]x|[pP]hone|[tT]el|[nN]ame|[kK]ey"
)


def may_hold_some(text: str) -> bool:
    """Whether a search of this text is worth its time."""
    return _HINT.search(text) is not None


def names_a_cue(name: str) -> bool:
    """Whether a list of this name says of its values that they are personal data."""
    return _CUE.search(name) is not None


def find_personal(text: str) -> tuple[Found, ...]:
    """What in this text looks like personal data, in the order of the text, without overlaps.

    At most `MOST` of each search; time grows with the length of the text and no faster.
    """
    line = flat(text)
    taken: list[Found] = []
    for search in SEARCHES:
        for found in islice(search(line), MOST):
            _take(taken, found)
    return tuple(taken)


def _take(taken: list[Found], found: Found) -> None:
    at = bisect_left(taken, found.start, key=lambda each: each.start)
    begins_inside = at > 0 and taken[at - 1].end > found.start
    ends_inside = at < len(taken) and taken[at].start < found.end
    if not begins_inside and not ends_inside:
        taken.insert(at, found)


def without_personal(text: str) -> str:
    """The text with every find replaced by its masked excerpt."""
    pieces = []
    at = 0
    for found in find_personal(text):
        pieces += [text[at : found.start], found.excerpt]
        at = found.end
    return "".join([*pieces, text[at:]])
