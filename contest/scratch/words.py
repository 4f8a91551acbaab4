"""How sentences are said, in English and in Chinese, for a primary-school teacher.

A sentence says what is wrong and then what to do. `{…}` are the facts of the refusal or warning. A `kind` that the
languages name differently is looked up in `NAMES`; a sprite that is None is the stage.
"""

from collections.abc import Mapping

Pair = tuple[str, str]

SAVE_AGAIN: Pair = (
    "Open the game in Scratch, choose File → Save to your computer, and upload the .sb3 file that you get.",
    "请在 Scratch 中打开作品，点“文件 → 保存到电脑”，再上传得到的 .sb3 文件。",
)
UPLOAD_AGAIN: Pair = (
    "It was probably not copied or downloaded to its end. Copy it again from the computer where it was made, "
    "or save it again in Scratch.",
    "可能是复制或下载时没有传完。请从制作作品的电脑上重新复制，或在 Scratch 中重新保存。",
)


def then(what: Pair, todo: Pair) -> Pair:
    """A sentence and the one that follows it."""
    return (f"{what[0]} {todo[0]}", f"{what[1]}{todo[1]}")


NAMES: dict[str, Pair] = {
    "stage": ("the stage", "舞台"),
    "word": ("Word document", " Word 文档"),
    "spreadsheet": ("spreadsheet", "电子表格"),
    "presentation": ("presentation (slides)", "演示文稿（幻灯片）"),
    "office": ("document of an office program", " Office 文档"),
}


def is_chinese(language: str) -> bool:
    """Whether this language tag (zh, zh_CN, zh-Hans…) reads the Chinese of each pair."""
    return language.lower().startswith("zh")


def pick(pair: Pair, language: str) -> str:
    """The English or the Chinese of a pair."""
    return pair[1] if is_chinese(language) else pair[0]


def sentence(table: Mapping[str, Pair], code: str, facts: Mapping[str, object], language: str) -> str:
    """The sentence of this code with its facts filled in."""
    shown = {key: _shown(key, value, language) for key, value in facts.items()}
    return pick(table[code], language).format_map(shown)


def _shown(key: str, value: object, language: str) -> object:
    if key == "name" and isinstance(value, list):
        return value[is_chinese(language)]
    if isinstance(value, list):
        between = "、" if is_chinese(language) else ", "
        return between.join(pick(NAMES["stage"], language) if item is None else str(item) for item in value)
    if key == "sprite" and value is None:
        return pick(NAMES["stage"], language)
    if key == "kind" and isinstance(value, str):
        return pick(NAMES.get(value, (value, value)), language)
    return value
