"""How a child's name is shown to the public: the surname and a star, or what the teacher chose to show instead.

张小明 → 张*   欧阳小明 → 欧阳*   Li Ming → Li *   阿卜杜·热依木 → 阿*   欧阳 (a surname 欧) → 欧*   明 → *

The full name never comes out, neither by itself nor inside a display name.
"""

import re
import unicodedata

from contest.rules.text import visible, words_of

STAR = "*"

_DOTS = str.maketrans(dict.fromkeys("·•・‧∙⋅・᛫●•.．。", "·"))
"""The dots that people type between the parts of a name."""

_BETWEEN = r"[\s·•・‧∙⋅・᛫●•.．。]*"
"""What may stand between the characters of a name in a text."""

_COMPOUND_SURNAMES = """
    欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 长孙 長孫 宇文 司徒 司空 司寇 东方 東方
    东郭 東郭 东门 東門 独孤 獨孤 南宫 南宮 南郭 西门 西門 北堂 端木 百里 呼延 轩辕 軒轅 钟离 鍾離 闻人 聞人 澹台 澹臺
    公冶 公羊 公西 公良 宗政 濮阳 濮陽 淳于 太史 太叔 申屠 仲孙 仲孫 鲜于 鮮于 闾丘 閭丘 亓官 巫马 巫馬 颛孙 顓孫 壤驷
    壤駟 漆雕 乐正 樂正 宰父 谷梁 穀梁 拓跋 拓拔 夹谷 夾谷 段干 赫连 赫連 万俟 左丘 梁丘 纳兰 納蘭 完颜 完顏 耶律 贺兰
    賀蘭 哥舒 屈突 第五 羊舌 微生 即墨 达奚 達奚 褚师 褚師 宿勤 豆卢 豆盧
"""
COMPOUND_SURNAMES = frozenset(_COMPOUND_SURNAMES.split())
"""Surnames of two characters; they count as such only when a given name follows."""


def public_name(full_name: str, display_name: str = "") -> str:
    """What the public may read in place of `full_name`; a lone star when even the first character would tell all."""
    name = visible(full_name.translate(_DOTS).replace("·", " · "))
    chosen = visible(display_name)
    return chosen if chosen and not _tells(chosen, name) else _masked(name)


def without_name(text: str, full_name: str, shown: str) -> str:
    """The text with every `full_name` in it replaced by `shown`: children like to sign titles and texts.

    Spaces and dots between the characters, and the case of letters, make no difference. A name of one character is
    left, for it is also an ordinary word; a name of Latin letters is found only as a whole word.
    """
    chars = [char for char in visible(full_name).translate(_DOTS) if char not in " ·"]
    # Most texts name nobody, and a pattern for each child of a season would take seconds to prepare.
    if len(chars) < 2 or any(char not in text for char in chars if char.lower() == char.upper()):
        return text
    letters = [re.escape(char) for char in chars]
    before = "(?<![a-z])" if letters[0].isascii() else ""
    after = "(?![a-z])" if letters[-1].isascii() else ""
    pattern = before + _BETWEEN.join(letters) + after
    return re.sub(pattern, lambda match: shown, text, flags=re.IGNORECASE)


def _tells(chosen: str, name: str) -> bool:
    """Whether the display name holds the full name, in any order of its words.

    A name of one character may well occur in an innocent nickname; there only the name itself tells.
    """
    shown, secret = _bare(chosen), _bare(name)
    if len(secret) < 2:
        return shown == secret
    return secret in shown or set(_bare_words(name)) <= set(_bare_words(chosen))


def _masked(name: str) -> str:
    words = words_of(name)
    joined = "".join(words)
    if sum(not unicodedata.category(char).startswith("M") for char in joined) < 2:
        return STAR
    if _is_latin(words[0]):
        return f"{words[0]} {STAR}" if len(words) > 1 else words[0][0] + STAR
    has_compound = "·" not in name and len(joined) > 2 and joined[:2] in COMPOUND_SURNAMES
    return joined[: 2 if has_compound else 1] + STAR


def _bare_words(name: str) -> list[str]:
    return words_of(name.casefold())


def _bare(name: str) -> str:
    """Only what is read aloud: no spaces, dots, dashes or other signs."""
    return "".join(char for char in name.casefold() if unicodedata.category(char)[0] not in "PSZ")


def _is_latin(word: str) -> bool:
    return word[0].isalpha() and ord(word[0]) < 0x0250
