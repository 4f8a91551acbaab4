"""Home addresses: parts of falling size (市, 区, 路) in a row, down to a door or a village."""

import re
from collections.abc import Iterator

from contest.scratch.personal_found import Confidence, Found, before, masked
from contest.scratch.personal_names import PROVINCES

_HAN = "\u4e00-\u9fff"
_NUMBER = r"(?:[0-9]{1,5}|[一二三四五六七八九十百]{1,5})"
_DOOR = re.compile(
    rf"{_NUMBER}(?:-[0-9]{{1,4}})? ?(?:号楼|号院|号|室|栋|幢|单元|弄|组|队)(?![机码])|[村屯庄](?![委口里民长子])"
)
_MORE_DOORS = re.compile(rf"(?: ?-?{_NUMBER}-?(?:号楼|号|室|栋|幢|单元|楼|层|组)){{0,4}}")
_CUE = re.compile(r"(?:家住|住在|住址|地址|家在|我家|家庭|住|寄到|寄给|邮寄到?|收货|户籍|籍贯)[在是为于: ]{0,3}")
_STOP = re.compile(rf"[^{_HAN}0-9A-Za-z() -]")
_SIGN = re.compile("[路街道巷弄村屯庄苑园区寓同]")  # one of them is in every street
_PROVINCE = rf"(?:{'|'.join(PROVINCES)})(?:省|市|(?:壮族|回族|维吾尔)?自治区)?"
_SEAT = (
    rf"[{_HAN}]{{2,7}}?(?:(?<![超城都门夜菜股集上闹开])市(?![场民面区]|中心)|自治州|地区|盟)",
    rf"[{_HAN}]{{1,7}}?(?:(?<![小社地校园景山特战禁雷险全戏水陆空])区|[县旗]|(?<![超城都门夜菜股集上闹开])市)",
    rf"[{_HAN}]{{1,6}}?(?:镇|乡|街道)",
)
_STREET = (
    rf"[{_HAN}0-9]{{1,9}}?(?:(?<![道公铁马走迷思电网线半问带赶])路(?![口线人过上障])|大道|大街|(?<!逛)街|胡同|[巷弄村屯庄]|小区|花园"
    r"|公寓|社区|家园|家属院|苑)"
)
_FIRST = re.compile(rf"(?P<province>{_PROVINCE})|(?P<seat>{'|'.join(_SEAT)})|(?P<street>{_STREET})")
_NEXT = tuple(re.compile(rf" ?(?:{part})") for part in (*_SEAT, _STREET))
_REST = re.compile(rf"[{_HAN}0-9 ]{{0,8}}\Z")

_ABROAD = re.compile(
    r"(?:\b[lL]ives? (?:at|on)|\b[aA]ddress(?: is| ?[:=])|\b[hH]ome is(?: at)?) "
    r"(?P<place>[0-9]{1,5}[A-Z]? (?:[A-Z][A-Za-z'-]{1,19} ){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Court|Place|Boulevard|Way|Close)\b)"
)


def find_addresses(text: str) -> Iterator[Found]:
    """Home addresses in a flat text."""
    for match in _ABROAD.finditer(text):
        yield Found("address", match.start("place"), match.end("place"), "likely", masked(match["place"], 3, 1))
    free = 0
    for door in _DOOR.finditer(text):
        if door.start() < free:
            continue
        is_village = door.group() in "村屯庄"
        head = door.end() if is_village else door.start()
        clause = _clause(text, max(free, head - 45), head)
        if not _SIGN.search(clause):
            continue
        cue = max((match.end() for match in _CUE.finditer(clause)), default=None)
        found = _address(text, head - len(clause) + (cue or 0), head, is_village, cue is not None)
        if found is not None:
            yield found
            free = found.end


def _clause(text: str, start: int, end: int) -> str:
    """What stands to the left without a comma or other sign between."""
    return _STOP.split(before(text, end, end - start))[-1]


def _address(text: str, start: int, head: int, is_village: bool, cued: bool) -> Found | None:
    clause = text[start:head]
    first = _FIRST.search(clause)
    if first is None:
        return None
    seats, has_street, at = _chain(clause, first)
    more = _MORE_DOORS.match(text, head)
    end = more.end() if more else head
    doors = sum(sign in text[head:end] for sign in ("号", "栋", "幢", "单元", "室", "组"))
    if not has_street or not _REST.match(clause, at) or not _is_enough(seats, doors, is_village, cued):
        return None
    begin = start + first.start()
    confidence: Confidence = "likely" if cued or seats > 1 else "possible"
    return Found("address", begin, max(end, head), confidence, masked(text[begin : max(end, head)], 3, 1))


def _is_enough(seats: int, doors: int, is_village: bool, cued: bool) -> bool:
    """Whether somebody could go there: a street with its door in a named town, a village with its county."""
    if is_village:
        return seats >= (2 if cued else 3)
    return seats > 0 or cued or doors > 1


def _chain(clause: str, first: re.Match[str]) -> tuple[int, bool, int]:
    """How many provinces, cities, counties and towns follow each other, whether a street does, and where it ends."""
    has_street, at = first["street"] is not None, first.end()
    seats = 0 if has_street else 1
    if has_street:
        return seats, True, at
    for level, pattern in enumerate(_NEXT):
        match = pattern.match(clause, at)
        if match is not None:
            at = match.end()
            has_street = level == len(_NEXT) - 1
            seats += not has_street
    return seats, has_street, at
