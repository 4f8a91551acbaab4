"""E-mail addresses, and QQ and WeChat numbers, which count only beside a word that names them."""

import re
from collections.abc import Iterator

from contest.scratch.personal_found import Confidence, Found, after, before, in_han_digits, masked

_LOCAL_PART = re.compile(r"[A-Za-z0-9._%+-]{1,64}\Z")
_DOMAIN = re.compile(
    r"(?:[A-Za-z0-9-]{2,63}\.){1,4}(?:com|cn|net|org|edu|gov|info|biz|io|me|tv|cc|co|top|xyz|vip|club|fun|site|online|mobi"
    r"|asia|name|eu|uk|jp|kr|tw|hk|mo|sg|my|th|vn|in|de|fr|it|es|pt|nl|be|ch|at|pl|se|no|fi|dk|cz|ru|ua|tr|us|ca|mx|br|ar|au"
    r"|nz|za)(?![A-Za-z0-9_-])",
    re.IGNORECASE,
)
_HASH_MAIL = re.compile(r"#(?=(?:qq|163|126|139|sina|foxmail|gmail|outlook|hotmail)\.com)", re.IGNORECASE)
# As one writes it for people and not for programs: li(at)163.com, li at qq dot com, li艾特qq点com.
_SPELT_AT = re.compile(r" ?[(\[<{] ?(?:at|@|#|艾特) ?[)\]>}] ?| at | ?艾特 ?", re.IGNORECASE)
_SPELT_DOMAIN = re.compile(
    r"(?P<host>qq|163|126|139|sina|sohu|foxmail|gmail|outlook|hotmail|yahoo|icloud|live|msn|aliyun|yeah)"
    r"(?: ?[(\[<{] ?(?:dot|\.|点) ?[)\]>}] ?| dot | ?点 ?|\.)(?P<top>com|net|cn)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_NO_LOCAL_PART = frozenset(
    ["me", "us", "look", "find", "is", "mail", "email", "contact", "write", "meet", "are", "not"]
)
_MADE_UP = frozenset(["example.com", "example.org", "example.net", "email.com", "domain.com", "scratch.mit.edu"])

_FILL = (
    r"(?:号码|号|群|交流|粉丝|账号|帐号|邮箱|的|是|为|我|加|搜|我们"
    r"|官方|小|同名|同手机号?|同号|同|id|ID|number|is|account|name| ?[:=→] ?|[(\[【]| ){0,7}"
)
_NO_MORE = r"(?![0-9A-Za-z_@]|[.-][0-9])"
_QQ = re.compile(
    r"(?:(?<![A-Za-z0-9_])[qQ] ?[qQ]|扣扣|扣号|企鹅(?=号|群|[:])|加[qQ](?![A-Za-z])|我的[qQ](?=是)"
    r"|(?<![A-Za-z0-9_])[qQ](?=群|号|[:]))"
    + _FILL
    + r"(?P<id>[1-9][0-9]{4,10}|[1-9][0-9]{2,3}(?: [0-9]{3,4}){2}|[1-9](?: [0-9]){5,10}(?! [0-9]))"
    + _NO_MORE
)
_QQ_BEHIND = re.compile(
    r"(?<![0-9A-Za-z_.#/=-])(?P<id>[1-9][0-9]{4,10})"
    r"(?: ?[(]? ?(?:[qQ]{2}|扣扣)(?![A-Za-z])(?!糖|飞车|农场|音乐|堂|秀|宠)"
    r"| ?,? ?(?:这)?(?:是|为)(?:我|本人|作者)的? ?(?:[qQ]{2}|扣扣))"
)
_ADD_ME = re.compile(
    r"(?:球球(?=号|[:]| ?[1-9][0-9]{7,9}(?![0-9]))|加我(?:好友)?|加好友|加群|私聊我?|滴滴我|找我玩?|联系我"
    r"|加一?下?好友)" + _FILL + r"(?P<id>[1-9][0-9]{5,10})" + _NO_MORE
)
_WECHAT = re.compile(
    r"(?P<ask>加(?:我|一下|个)?的?|搜|我的?)?"
    r"(?:微信|薇信|威信|徽信|维信|[wW]ei[xX]in|[wW]e ?[cC]hat|WECHAT|[vV]信|(?<![A-Za-z0-9_])(?:[vw]x|[VW]X)(?=号))"
    r"(?P<fill>" + _FILL + r")(?P<id>[A-Za-z][A-Za-z0-9_-]{5,19}|[1-9][0-9]{5,10})" + _NO_MORE
)
_WEAK_WECHAT = re.compile(
    r"(?:(?<![A-Za-z0-9_])(?:[vw]x|[VW]X|[vV]) ?[:] ?|(?:加|加我)(?:个|下)? ?(?:[vw]x?|[VW]X?|微)[ :]{0,2}"
    r"|\+ ?[vV][:]? ?|(?<![A-Za-z0-9_])[vV]我 ?[:]? ?)"
    r"(?P<id>[A-Za-z][A-Za-z0-9_-]{5,19}|[1-9][0-9]{5,10})" + _NO_MORE
)
# Without a word of Chinese beside it, or in a word that means something else too.
_FAINT_WECHAT = re.compile(
    r"(?:(?<![A-Za-z0-9_)])\+ ?[vV] ?: ?|(?<![A-Za-z0-9_])(?:[wv]x|[WV]X)(?: ?: ?| (?=[A-Za-z_-]{2,16}[0-9]{4}))"
    r"|卫星号码?(?:是| ?: ?| ))"
    r"(?P<id>(?=[A-Za-z0-9_-]{6})[A-Za-z][A-Za-z_-]{1,17}[0-9]{2,8})" + _NO_MORE
)
# WechatIMG266, and QQ图片20230101123045: how these programs call the pictures that they save.
_PICTURE = re.compile(r"(?:IMG|Image|_?[0-9]{8})[_-]?[0-9]|IMG", re.IGNORECASE)
_WXID = re.compile(r"(?<![A-Za-z0-9])wxid_[A-Za-z0-9]{6,20}")
_UNIT = re.compile(r" ?(?:分|个|元|人|次|级|天|年|岁|名|米|金|点|币|块|万|只|张|条|份|颗|秒|%|points?|pts?)")
_WORDS = frozenset(
    ["please", "message", "friend", "friends", "welcome", "wechat", "weixin", "button", "number", "player", "loading"]
)
_HAN = re.compile("[\u4e00-\u9fff]")


def find_emails(text: str) -> Iterator[Found]:
    """E-mail addresses in a flat text, also with # for @ where the rest leaves no doubt."""
    for match in re.finditer("@", text):
        yield from _email(text, match.start())
    for match in _HASH_MAIL.finditer(text):
        yield from _email(text, match.start())
    for match in _SPELT_AT.finditer(text):
        yield from _spelt_email(text, match)


def _email(text: str, at: int) -> Iterator[Found]:
    local = _LOCAL_PART.search(before(text, at, 64))
    domain = _DOMAIN.match(text, at + 1)
    if local is None or domain is None:
        return
    name = local.group().lstrip("._%+-")
    host = domain.group()
    # Random ids and encoded levels mix their cases; nobody does in a domain.
    if len(name) > 1 and host.lower() not in _MADE_UP and (host[1:].islower() or host.isupper()):
        yield Found("email", at - len(name), domain.end(), "sure", f"{masked(name, 1, 0)}@{host.lower()[:40]}")


def _spelt_email(text: str, sign: re.Match[str]) -> Iterator[Found]:
    local = _LOCAL_PART.search(before(text, sign.start(), 64))
    domain = _SPELT_DOMAIN.match(text, sign.end())
    if local is None or domain is None:
        return
    name = local.group().lstrip("._%+-")
    if len(name) > 1 and name.lower() not in _NO_LOCAL_PART:
        shown = f"{masked(name, 1, 0)}@{domain['host'].lower()}.{domain['top'].lower()}"
        yield Found("email", sign.start() - len(name), domain.end(), "likely", shown)


def find_qq(text: str) -> Iterator[Found]:
    """QQ numbers in a flat text, behind or before the word."""
    yield from _qq(text)
    yield from in_han_digits(text, _qq)


def _qq(text: str) -> Iterator[Found]:
    for pattern, likely in ((_QQ, False), (_QQ_BEHIND, False), (_ADD_ME, True)):
        for match in pattern.finditer(text):
            number = match["id"].replace(" ", "")
            if _is_plain(number) or _UNIT.match(after(text, match.end("id"))):
                continue
            confidence: Confidence = "likely" if likely or len(number) < 6 else "sure"
            yield Found("qq", match.start("id"), match.end("id"), confidence, masked(number, 2, 2))


def find_wechat(text: str) -> Iterator[Found]:
    """WeChat names and numbers in a flat text."""
    for match in _WECHAT.finditer(text):
        if _PICTURE.match(match["id"]):
            continue
        if _may_be_a_name(match["id"], match["ask"] is not None or _says_name(match["fill"])):
            yield _wechat(match, "id", "sure" if _has_digit(match["id"]) else "likely")
    if _HAN.search(text):  # elsewhere vx is a velocity
        for match in _WEAK_WECHAT.finditer(text):
            if _has_digit(match["id"]) and not _is_plain(match["id"]) and not _UNIT.match(after(text, match.end("id"))):
                yield _wechat(match, "id", "likely")
    for match in _FAINT_WECHAT.finditer(text):
        yield _wechat(match, "id", "possible")
    for match in _WXID.finditer(text):
        yield _wechat(match, 0, "sure")


def _wechat(match: re.Match[str], group: str | int, confidence: Confidence) -> Found:
    return Found("wechat", match.start(group), match.end(group), confidence, masked(match[group], 2, 1))


def _says_name(fill: str) -> bool:
    return any(sign in fill for sign in ("号", "id", "ID", ":", "是", "加", "搜", "="))


def _may_be_a_name(name: str, named: bool) -> bool:
    """Whether this is a name and no English word; `named`: a colon or the like announces it."""
    if name[0].isdigit():
        return not _is_plain(name)
    if sum(char.isdigit() for char in name) > 2:
        return True
    return named if _has_digit(name) or "_" in name else named and name.islower() and name not in _WORDS


def _has_digit(name: str) -> bool:
    return any(char.isdigit() for char in name)


def _is_plain(number: str) -> bool:
    """10000, 200000: a count or a score."""
    return len(number.rstrip("0")) <= 1
