"""What a game has: a score, lives, clones, music… read from the blocks that can run and the variables' names."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from contest.scratch.extensions import extension_id
from contest.scratch.glance import Glance
from contest.scratch.running import Look, Running
from contest.scratch.words import Pair, pick

FEATURES: Mapping[str, Pair] = {
    "score": ("score", "得分"),
    "lives": ("lives", "生命值"),
    "timer": ("timer", "计时"),
    "levels": ("levels", "关卡"),
    "scenes": ("changing backdrops", "切换背景"),
    "clones": ("clones", "克隆"),
    "custom_blocks": ("custom blocks", "自制积木"),
    "messages": ("messages", "广播消息"),
    "variables": ("variables", "变量"),
    "lists": ("lists", "列表"),
    "pen": ("pen", "画笔"),
    "music": ("music", "音乐"),
    "sounds": ("sounds", "声音"),
    "speech": ("spoken text", "文字朗读"),
    "video": ("camera", "视频侦测"),
    "cloud": ("cloud variables", "云变量"),
}
"""Every feature, in the order in which they are shown, and what it is called."""


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a name may tell of. Regular expressions would take ten times as long."""

    parts: tuple[str, ...]  # anywhere in the name
    words: frozenset[str] = frozenset()  # between signs that are no Latin letters
    wholes: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()

    def is_in(self, name: "_Name") -> bool:
        """Whether the name tells of it."""
        text = name.text
        if text in self.wholes or text.startswith(self.starts) or any(map(text.__contains__, self.parts)):
            return True
        return not self.words.isdisjoint(name.words)


class _Name:
    """A name as the topics ask for it."""

    __slots__ = ("text", "words")

    def __init__(self, name: str) -> None:
        self.text = name.lower()
        self.words = re.findall("[a-z]+", self.text)


_SCORE = _Topic(
    ("分数", "得分", "总分", "最高分", "积分", "成绩", "比分", "金币", "score", "очки", "得点", "スコア", "점수"),
    frozenset(["point", "points", "pts", "coin", "coins", "punkte", "puntos", "puntaje", "pontos", "punti", "punten"]),
)
_LIVES = _Topic(
    ("生命", "机会", "护盾", "血量", "血条", "条命", "体力"),
    frozenset(
        [
            *("live", "lives", "life", "health", "hp", "heart", "hearts", "chance", "chances", "vidas", "leben"),
        ]
    ),
    wholes=frozenset(["血", "命"]),
)
_TIMER = _Topic(
    ("时间", "计时", "倒数", "秒数", "countdown", "timer"),
    frozenset(["time", "seconds", "clock", "zeit", "tiempo", "tempo"]),
    starts=("秒",),
)
_LEVEL = _Topic(
    ("关卡", "关数", "第几关", "level"),
    frozenset(["lvl", "nivel", "stage"]),
    wholes=frozenset(["关"]),
)
_LEVEL_PLACE = _Topic(("关", "level"), frozenset(["lvl"]))

_LOOPS = frozenset(["control_forever", "control_repeat", "control_repeat_until", "control_while", "control_for_each"])
_BACKDROPS = frozenset(["looks_switchbackdropto", "looks_switchbackdroptoandwait", "looks_nextbackdrop"])
_ASSIGNING = frozenset(["data_changevariableby", "data_setvariableto"])
_MESSAGES = frozenset(["event_broadcast", "event_broadcastandwait"])
_TIME = frozenset(["sensing_timer", "sensing_resettimer"])
_MUSIC = frozenset(
    ["music_playNoteForBeats", "music_playDrumForBeats", "music_midiPlayDrumForBeats", "music_restForBeats"]
)
_SOUND = frozenset(["sound_play", "sound_playuntildone"])
_LISTS = frozenset(
    [
        *("data_addtolist", "data_deleteoflist", "data_deletealloflist", "data_insertatlist"),
        *("data_replaceitemoflist", "data_itemoflist", "data_itemnumoflist", "data_lengthoflist"),
        *("data_listcontainsitem", "data_listcontents"),
    ]
)

LOOKS_AT = _ASSIGNING | _LOOPS | {"control_wait"}
"""The kinds of blocks that are looked at closer."""


@dataclass(slots=True)
class _Counter:
    """What a variable is set to and changed by; None stands for what is calculated."""

    starts: set[str | None] = field(default_factory=set)
    steps: set[str | None] = field(default_factory=set)

    @property
    def changes(self) -> bool:
        return bool(self.steps) or len(self.starts) > 1 or None in self.starts

    @property
    def counts_up(self) -> bool:
        """From nothing, by some: points, whatever the child calls them."""
        return "0" in self.starts and any(re.fullmatch(r"[1-9]\d*", step or "") for step in self.steps)

    @property
    def runs_out(self) -> bool:
        """From a few, one by one: lives."""
        return self.steps == {"-1"} and any(re.fullmatch(r"[2-9]|10", start or "") for start in self.starts)


class _Clues:
    """The project as the rules below ask for it."""

    def __init__(self, glance: Glance) -> None:
        self.glance = glance
        self.opcodes = glance.opcodes
        self.families = {extension_id(opcode) for opcode in self.opcodes}
        self.variables = _variables(glance) if self.uses(_ASSIGNING) else {}
        # The names of the variables that are not always the same while the game runs.
        self.changing = {name: _Name(name) for name, counter in self.variables.items() if counter.changes}
        self.countdowns = _countdowns(glance) if {"control_wait", "data_changevariableby"} <= self.opcodes else set()
        self.counters = self._counters() if self.changing else []

    def uses(self, opcodes: frozenset[str]) -> bool:
        return not self.opcodes.isdisjoint(opcodes)

    def _counters(self) -> list[_Counter]:
        """The counters that the player sees and whose names tell nothing else of them."""
        shown = {each.params.get("VARIABLE") for each in self.glance.monitors}
        names = [name for name in self.changing if name in shown and name not in self.countdowns]
        told = (_TIMER, _LEVEL)
        return [self.variables[name] for name in names if not any(each.is_in(self.changing[name]) for each in told)]

    def changes(self, topic: _Topic) -> bool:
        """Whether a variable changes whose name tells of this."""
        return any(map(topic.is_in, self.changing.values()))

    @property
    def has_backdrops(self) -> bool:
        return len(self.glance.backdrops) > 1 and self.uses(_BACKDROPS)

    @property
    def has_level_backdrops(self) -> bool:
        """Whether the backdrops are called level 1, level 2…"""
        return sum(map(_LEVEL_PLACE.is_in, map(_Name, self.glance.backdrops))) > 1

    @property
    def reads_lists(self) -> bool:
        return self.uses(_LISTS) or any(script.lists for script in self.glance.scripts)


def _variables(glance: Glance) -> dict[str, _Counter]:
    """What is done to each variable, by its name."""
    found: dict[str, _Counter] = {}
    for script in glance.scripts:
        if script.opcodes.isdisjoint(_ASSIGNING):
            continue
        for block in script.blocks:
            if block.opcode in _ASSIGNING:
                name = script.choice(block, "VARIABLE") or ""
                counter = found.get(name) or found.setdefault(name, _Counter())
                by = counter.steps if block.opcode == "data_changevariableby" else counter.starts
                by.add(script.choice(block, "VALUE"))
    return found


def _countdowns(glance: Glance) -> set[str]:
    """The variables from which a loop takes one each second."""
    loops = ((script, row) for script in glance.scripts for block, row in script.rows if block.opcode in _LOOPS)
    return {name for script, row in loops for name in _counted_down(script, row)}


def _counted_down(script: Running, row: Sequence[Look]) -> Iterator[str]:
    if not any(each.opcode == "control_wait" and script.choice(each, "DURATION") in ("1", "1.0") for each in row):
        return
    for block in row:
        if block.opcode == "data_changevariableby" and (script.choice(block, "VALUE") or "").startswith("-"):
            name = script.choice(block, "VARIABLE") or ""
            if not _LIVES.is_in(_Name(name)):
                yield name


_RULES: Mapping[str, Callable[[_Clues], bool]] = {
    "score": lambda clues: clues.changes(_SCORE) or any(each.counts_up for each in clues.counters),
    "lives": lambda clues: clues.changes(_LIVES) or any(each.runs_out for each in clues.counters),
    "timer": lambda clues: clues.uses(_TIME) or clues.changes(_TIMER) or bool(clues.countdowns),
    "levels": lambda clues: clues.changes(_LEVEL) or (clues.has_backdrops and clues.has_level_backdrops),
    "scenes": lambda clues: clues.has_backdrops,
    "clones": lambda clues: clues.uses(frozenset(["control_create_clone_of"])),
    "custom_blocks": lambda clues: clues.uses(frozenset(["procedures_definition"])),
    "messages": lambda clues: clues.uses(_MESSAGES) and clues.uses(frozenset(["event_whenbroadcastreceived"])),
    "variables": lambda clues: bool(clues.changing),
    "lists": lambda clues: clues.reads_lists,
    "pen": lambda clues: "pen" in clues.families,
    "music": lambda clues: clues.uses(_MUSIC),
    "sounds": lambda clues: clues.uses(_SOUND),
    "speech": lambda clues: "text2speech" in clues.families,
    "video": lambda clues: "videoSensing" in clues.families,
    "cloud": lambda clues: clues.glance.has_cloud,
}


def features_of(glance: Glance) -> tuple[str, ...]:
    """The keys of `FEATURES` that the game has."""
    clues = _Clues(glance)
    return tuple(name for name in FEATURES if _RULES[name](clues))


def feature_name(feature: str, language: str) -> str:
    """What the feature is called."""
    return pick(FEATURES[feature], language)
