"""Full names and schools: each only by the words around it, and never for sure."""

import re
from collections.abc import Iterator

from contest.scratch.personal_found import Found, masked
from contest.scratch.personal_names import COMPOUND_SURNAMES, ELEMENTS, GIVEN, HEROES, PINYIN_SURNAMES, SURNAMES, WORDS

_HAN = "\u4e00-\u9fff"
_KIN = "同桌|同学|朋友|闺蜜|弟弟|妹妹|哥哥|姐姐|爸爸|妈妈|爷爷|奶奶|老师|儿子|女儿|孩子"
_CALLED = rf"我叫做?|名叫|名字叫|本人叫|大名叫|的名字是|(?:{_KIN})(?:的名字)?(?:叫做?|是)"
_LABEL = (
    r"姓名|真名|名字|作者名?|制作者?|制作人|设计者|设计师|编程者?|编写者?|开发者?|创作者?|程序(?:员|设计)?|(?:制作)?团队|策划|美工|组长|组员|成员|队长|队员"
    r"|参赛者|选手|学生|同学|指导教师|指导老师|辅导老师|班主任|联系人|家长|署名"
)
_ENGLISH = r"(?<![A-Za-z])(?:[bB]y[ :]{1,2}|[aA]uthor ?[:=] ?|[nN]ame ?[:=] ?|[nN]ame is )"
_CUE = re.compile(rf"(?:{_CALLED}) ?[:]? ?|(?:{_LABEL})(?: ?[:=-] ?|[是为] ?| )|{_ENGLISH}")
_I_AM = re.compile(rf"我就?是(?:[{_HAN}0-9()]{{2,14}}?的)? ?")
# Where a name that no colon announces may stand: 由黄俊杰独立完成, 感谢我的老师杨春梅, 配音：胡可欣.
_UNANNOUNCED = re.compile(
    rf"由|(?:感谢|谢谢|我的?|我们的?)(?:我的?|我们的?)?(?:数学|语文|英语|信息|编程|科学|美术|音乐|体育)?(?:{_KIN})"
    r"|(?:美术|绘画|绘图|画师|音乐|配乐|配音|作曲|编剧|剧本|文案|导演|动画|测试|主演|编导|摄影)(?:设计|师|制作)? ?:[ ]?"
)
_ALSO_GOES_ON = re.compile(
    rf"[^{_HAN}]|独立|原创|制作|完成|设计|编写|编程|创作|开发|绘制|同学|老师|[教帮给陪让对的]|\Z"
)
_TITLED = re.compile(rf"(?:\A|[^{_HAN}]|[谢和跟与是由请给对让的叫由])(?=[{_HAN}]{{3,4}}(?:老师|同学|小朋友))")
_BEFORE_TITLE = re.compile("老师|同学|小朋友")
_GOES_ON = re.compile(rf"[^{_HAN}]|同学|今年|来自|是|在|\Z")
_MYSELF = re.compile(r"[,。! ]{0,3}我?(?:今年|来自|在|读|上|是[一二三四五六1-6]年)")
_ADOPTED = re.compile(rf"(?:{'|'.join(ELEMENTS)})[{_HAN}]{{0,6}}?(?=[^{_HAN}]|今年|来自|同学|[是在的]|\Z)")
_CLASS = re.compile(
    r"(?:(?:[一二三四五六七八九]|[初高][一二三]|(?<![0-9])[1-9])(?:年级|年)? ?"
    r"[(\[]? ?[一二三四五六七八九十0-9]{1,3} ?[)\]]? ?班(?![车长主会])"
    r"|(?<![0-9])[1-9][0-9]{2} ?班(?![车长主会]))(?:级|的)?(?:学生|同学|小朋友)?[ :,、/-]{0,3}"
)
_DOTTED = re.compile(
    rf"(?:我叫|姓名|真名|作者|制作人?|学生|同学|班) ?[:是为]? ?(?P<name>[{_HAN}]{{2,6}}[·•・‧][{_HAN}]{{2,8}})"
)
_DOTTED_I_AM = re.compile(rf"我是(?P<name>(?:{'|'.join(ELEMENTS)})[{_HAN}]{{0,4}}[·•・‧][{_HAN}]{{2,8}})")
_BETWEEN = re.compile(r" ?[、,和&/与及] ?| ")
_AFTER = re.compile(rf"[^{_HAN}]|[的是来今在和与及我你他她有同老小制设编年作]|[哦呀啦哟啊](?![{_HAN}])|\Z")
_NO_GIVEN = frozenset(
    ["凤凰", "麒麟", "珍珠", "海洋", "青春", "春天", "平安", "成功", "开心", "星云", "天天", "东海", "龙龙"]
)
_ASKS = frozenset("什么怎谁哪")
_TITLES = frozenset(
    ["老师", "同学", "先生", "女士", "医生", "校长", "叔叔", "阿姨", "某某", "爸爸", "妈妈", "主任", *"某总家队组班"]
)
_LATIN = re.compile(
    r"(?:(?:[mM]ade|[cC]reated|[cC]oded|[pP]rogrammed|[dD]esigned|[gG]ame|[pP]roject|[dD]rawn|[wW]ritten)"
    r" [bB]y[ :]{1,2}|(?:\A|\n)[bB]y ?[ :] ?"
    r"|[mM]y (?:full )?name is |[aA]uthor ?[:=] ?|[fF]ull [nN]ame ?[:=] ?)"
    r"(?P<name>[A-Z][a-z]{1,14}(?: [A-Z]\.)? [A-Z][a-z'-]{1,19})(?![A-Za-z0-9])"
)
_LATIN_I_AM = re.compile(
    r"(?:\b[iI]'?m|\bI am) (?P<name>[A-Z][a-z]{1,14} (?P<last>[A-Z][a-z'-]{1,19}))(?![A-Za-z0-9])"
    r"(?P<from>,? (?:from|in) (?:[Gg]rade|[Cc]lass|[Yy]ear|[A-Z][a-z]{2,15} (?:School|Primary|Elementary)))?"
)
_NO_LATIN = re.compile(
    r"\b(?:The|Team|Scratch|Games?|Studios?|Inc|Ltd|And|My|Your|Me|All|Class|School|Group|Club|Code|Coding|Projects?"
    r"|Company|Productions?|Creator|Author|Player|Cat|University|Entertainment|Foundation|Lab|World|Bros|Software|Press)\b"
)
_SCHOOL_CUE = r"学校|来自|就读于?|我在|我是|我们是|毕业于|单位|作者|姓名|选手|学生"
_SCHOOL = re.compile(
    rf"(?P<cue>(?:{_SCHOOL_CUE})(?:名称)? ?[:是为]? ?)?"
    rf"(?P<name>(?:(?!我|来自|就读|单位|作者|姓名|学校是|学校:|学校在)[{_HAN}]){{2,14}}?(?:小学|中学|学校))"
    r"(?P<behind> ?[(]?"
    r"(?:[一二三四五六七八九1-9初高]年级|[一二三四五六七八九1-9] ?\(|[初高][一二三]|[0-9一二三四五六]{1,3}班"
    r"|(?:信息|编程|科技|创客|电脑|计算机|机器人|少儿)?(?:社团|兴趣小组|兴趣班)))?"
)
_SCHOOL_ABROAD = re.compile(
    r"(?:[gG]o(?:es)? to|[sS]tudy(?:ing)? (?:at|in)|[sS]tudent (?:at|of)|[aA]ttend|[mM]y school is) "
    r"(?P<name>(?:[A-Z][A-Za-z.'-]{1,19} ){1,3}"
    r"(?:(?:Elementary|Primary|Middle|Secondary|High) School|Elementary|School))\b"
)
_SCHOOL_WITH_CLASS = re.compile(
    r"(?P<from>\bfrom )?"
    r"(?P<name>(?:[A-Z][A-Za-z.'-]{1,19} ){1,3}"
    r"(?:(?:Elementary|Primary|Middle|Secondary|High) School|Elementary|School))"
    r"(?(from)(?:(?<=Primary School)|(?<=Elementary School)|(?<=Middle School)|(?<=Secondary School)|(?<=High School))"
    r"|,? (?:[cC]lass|[gG]rade|[yY]ear) [0-9A-Z])"
)
_NO_SCHOOL_ABROAD = re.compile(
    r"\A(?:High|Middle|Primary|Secondary|Elementary) "
    r"|\b(?:Magic|Monster|Music|Summer|Sunday|Driving|Animal|The|Our|My|Old|New)\b"
)
_SHORT_SCHOOL = re.compile(
    rf"(?P<name>[{_HAN}]{{0,5}}(?:实验|[第一二三四五六七八九十附])[一二三四五六七八九十]?[小中])"
    r"(?=[一二三四五六1-6](?:年级|\([0-9一二三四五六]{1,2}\) ?班)|[初高][一二三])"
)
_TOWN = re.compile(".[省市县区镇乡州].{2,14}(?:小学|中学)")
_NO_SCHOOL = re.compile("的|一所|这|那|哪|什么|全国|全市|所有|农村|魔法|动物|恐怖|各|去|回|上了|自己|编程")


def find_people(text: str) -> Iterator[Found]:
    """Full names behind a word that announces one ("作者：", "我叫", "made by") or behind a class."""
    for pattern in (_CUE, _CLASS):
        for match in pattern.finditer(text):
            yield from _names(text, match.end())
            yield from _adopted(text, match.end())
    for match in _I_AM.finditer(text):
        yield from _own_name(text, match.end())
        yield from _adopted(text, match.end())
    for match in _UNANNOUNCED.finditer(text):
        yield from _own_name(text, match.end(), _ALSO_GOES_ON)
    for match in _TITLED.finditer(text):
        yield from _own_name(text, match.end(), _BEFORE_TITLE)
    for pattern in (_DOTTED, _DOTTED_I_AM):
        for match in pattern.finditer(text):
            yield _person(match["name"], match.start("name"))
    for match in _LATIN.finditer(text):
        yield from _latin(match)
    for match in _LATIN_I_AM.finditer(text):
        if match["from"] or match["last"] in PINYIN_SURNAMES:
            yield from _latin(match)


def _latin(match: re.Match[str]) -> Iterator[Found]:
    if not _NO_LATIN.search(match["name"]):
        yield Found("person", match.start("name"), match.end("name"), "possible", masked(match["name"], 1, 0))


def _person(name: str, at: int) -> Found:
    return Found("person", at, at + len(name), "possible", name[0] + "*" * (len(name) - 1))


def _adopted(text: str, at: int) -> Iterator[Found]:
    """A name of another language of China in Chinese characters, by its first part: 阿依古丽, 扎西顿珠."""
    match = _ADOPTED.match(text, at)
    if match is not None:
        yield _person(match.group(), at)


def _own_name(text: str, at: int, goes_on: re.Pattern[str] = _GOES_ON) -> Iterator[Found]:
    """A name behind 我是, where almost anything may stand: only of the characters that parents choose, and whole."""
    surname = 2 if text[at : at + 2] in COMPOUND_SURNAMES else 1
    length = _name_length(text, at, goes_on)
    given = text[at + surname : at + length]
    if length and all(char in GIVEN for char in given) and given not in _NO_GIVEN:
        follows = goes_on if length > surname + 1 else _MYSELF
        if follows.match(text, at + length):
            yield _person(text[at : at + length], at)


def _names(text: str, at: int) -> Iterator[Found]:
    """The name that begins here, and those behind it as in 张小明、李红."""
    for _ in range(6):
        length = _name_length(text, at)
        if not length:
            return
        yield _person(text[at : at + length], at)
        between = _BETWEEN.match(text, at + length)
        if between is None:
            return
        at = between.end()


def _name_length(text: str, at: int, goes_on: re.Pattern[str] | None = None) -> int:
    """How many characters of a Chinese full name stand here; 0 where none does. `goes_on` may follow it as well."""
    surname = 2 if text[at : at + 2] in COMPOUND_SURNAMES else 1
    if surname == 1 and text[at : at + 1] not in SURNAMES:
        return 0
    for length in (surname + 2, surname + 1):
        name = text[at : at + length]
        if len(name) == length and _is_name(name, surname):
            end = at + length
            if _AFTER.match(text, end) or (goes_on is not None and goes_on.match(text, end)):
                return length
    return 0


def _is_name(name: str, surname: int) -> bool:
    return (
        all("\u4e00" <= char <= "\u9fff" for char in name)
        and name[surname:] not in _TITLES
        and name not in HEROES
        and _ASKS.isdisjoint(name[surname:])
        and name[-1] not in "啊吗呢吧了的呀哦啦哈嘛"
        and (surname == 2 or name[:2] not in WORDS)
    )


def find_schools(text: str) -> Iterator[Found]:
    """Names of schools, where the text says that somebody is there or names the class."""
    for match in (*_SCHOOL_ABROAD.finditer(text), *_SCHOOL_WITH_CLASS.finditer(text)):
        if not _NO_SCHOOL_ABROAD.search(match["name"]):
            yield Found("school", match.start("name"), match.end("name"), "possible", masked(match["name"], 2, 0))
    for match in _SHORT_SCHOOL.finditer(text):
        yield Found("school", match.start("name"), match.end("name"), "possible", masked(match["name"], 1, 1))
    if not any(sign in text for sign in ("小学", "中学", "学校")):
        return
    for match in _SCHOOL.finditer(text):
        name = match["name"]
        is_told = match["cue"] or match["behind"] or _TOWN.search(name)
        if is_told and len(name) > 3 and not _NO_SCHOOL.search(name):
            shown = name[0] + "*" * (len(name) - 3) + name[-2:]
            yield Found("school", match.start("name"), match.end("name"), "possible", shown)
