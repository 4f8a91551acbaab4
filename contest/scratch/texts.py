"""In which languages a game speaks to its player, and whether one who cannot read them can still play it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal

from contest.scratch.glance import Glance
from contest.scratch.model import Project
from contest.scratch.running import Look, Running
from contest.scratch.shapes import text_of

Language = Literal["zh", "en", "other"]

_SHOWING = frozenset(
    [
        *("looks_say", "looks_sayforsecs", "looks_think", "looks_thinkforsecs", "sensing_askandwait"),
        *("operator_join", "data_setvariableto", "data_addtolist", "data_insertatlist", "data_replaceitemoflist"),
        *("text2speech_speakAndWaitBlock", "translate_getTranslate"),
    ]
)
_LISTS = frozenset(
    [
        *("data_addtolist", "data_deleteoflist", "data_deletealloflist", "data_insertatlist"),
        *("data_replaceitemoflist", "data_itemoflist", "data_itemnumoflist", "data_lengthoflist"),
        *("data_listcontainsitem", "data_listcontents", "data_showlist", "data_hidelist"),
    ]
)
LOOKS_AT = _SHOWING | _LISTS
"""The kinds of blocks that are looked at closer."""
_SET = "data_setvariableto"
# One sign of each script: Chinese characters, Latin words, and whatever else has letters.
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_OTHER = re.compile(r"[\u0370-\u1fff\u2c00-\u2dff\u3040-\u30ff\u3130-\u318f\uac00-\ud7af\ua000-\uabff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_SVG_TEXT = re.compile(rb"<t(?:ext|span)\b[^<>]*>([^<]{1,2000})")
_LATIN_WEIGHT = 2  # a word says about as much as two Chinese characters
_LITTLE = 24  # such characters, or half as many words: a title, "game over", "you win"
_MOST = 40_000  # characters that are looked at
_MOST_SVG = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Texts:
    """The languages of what the game shows: said and asked, put into variables and lists, and drawn as letters.

    `zh`, `en`, `other` are per cent of the text, Chinese characters against Latin and other letters; `amount` is how
    much there is, in Chinese characters (a word counts as two).
    """

    zh: int = 0
    en: int = 0
    other: int = 0
    amount: int = 0

    @property
    def matters(self) -> bool:
        """Whether there is more to read than a title and a word at the end."""
        return self.amount > _LITTLE

    @property
    def languages(self) -> tuple[Language, ...]:
        """Those with a tenth of the text or more, the most used first."""
        shares: list[tuple[int, Language]] = [(self.zh, "zh"), (self.en, "en"), (self.other, "other")]
        return tuple(name for share, name in sorted(shares, key=lambda each: -each[0]) if share >= 10)


def texts_of(project: Project, glance: Glance) -> Texts:
    """The languages of the game's texts. Letters in bitmaps are not read."""
    text = _bounded([*_said(glance.scripts), *_monitored(glance), *_listed(glance), *_drawn(project, glance)])
    han, other = (0, 0) if text.isascii() else _signs(text)
    latin = _LATIN_WEIGHT * len(_LATIN.findall(text))
    amount = han + latin + other
    if not amount:
        return Texts()
    zh, en = round(100 * han / amount), round(100 * latin / amount)
    return Texts(zh, en, max(0, 100 - zh - en), amount)


def _signs(text: str) -> tuple[int, int]:
    """How many Chinese characters and other letters there are."""
    han, other = len(_HAN.findall(text)), len(_OTHER.findall(text))
    if 4 * len(_KANA.findall(text)) > han:  # Japanese writes Chinese characters too
        return 0, other + han
    return han, other


def _bounded(texts: Iterable[str]) -> str:
    """The texts one below the other, each once: what is said in ten places is learnt once."""
    return "\n".join(dict.fromkeys(texts))[:_MOST]


def _said(running: tuple[Running, ...]) -> Iterator[str]:
    for script in running:
        if script.opcodes.isdisjoint(_SHOWING):
            continue
        for block in script.blocks:
            if block.opcode in _SHOWING:
                yield from _typed(script, block)


def _typed(script: Running, block: Look) -> list[str]:
    texts = script.texts(block)
    return list(filter(_is_sentence, texts)) if block.opcode == _SET else texts


def _is_sentence(text: str) -> bool:
    """Variables hold notes to the program too, such as "left" or "game_over"."""
    return " " in text or not text.isascii()


def _monitored(glance: Glance) -> Iterator[str]:
    """The names of the variables whose boxes are shown."""
    for monitor in glance.monitors:
        yield monitor.params.get("VARIABLE") or monitor.params.get("LIST") or ""


def _listed(glance: Glance) -> Iterator[str]:
    """What is in the lists that are used: words, questions, stories."""
    used = {name for script in glance.scripts for name in _lists_in(script)} if glance.lists else set()
    for name, values in glance.lists:
        if name in used:
            yield from map(text_of, values[:500])


def _lists_in(script: Running) -> Iterator[str]:
    yield from script.lists
    if not script.opcodes.isdisjoint(_LISTS):
        for block in script.blocks:
            if block.opcode in _LISTS and (name := script.choice(block, "LIST")) is not None:
                yield name


def _drawn(project: Project, glance: Glance) -> Iterator[str]:
    """The letters in vector costumes."""
    left = _MOST_SVG
    for name in dict.fromkeys(file for file, _ in glance.costumes):
        health = project.asset_health(name) if name.endswith(".svg") else None
        if health is None or not health.has_letters or health.size > left:
            continue
        left -= health.size
        for found in _SVG_TEXT.findall(project.asset(name) or b""):
            yield unescape(found.decode("utf-8", "replace"))
