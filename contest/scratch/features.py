"""What a game has: a score, lives, clones, music… read from the blocks that can run and the variables' names."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from contest.scratch.glance import Glance
from contest.scratch.running import Look
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


def _word(*words: str) -> str:
    return rf"(?<![a-z])(?:{'|'.join(words)})(?![a-z])"


_SCORE = re.compile(
    "分数|得分|总分|最高分|积分|成绩|比分|金币|score|"
    + _word("points?", "pts", "coins?", "punkte", "puntos", "puntaje", "pontos", "punti", "punten")
    + "|очки|得点|スコア|점수",
    re.IGNORECASE,
)
_LIVES = re.compile(
    "生命|机会|护盾|血量|血条|^血$|^命$|条命|体力|"
    + _word("lives?", "life", "health", "hp", "hearts?", "chances?", "vidas", "leben"),
    re.IGNORECASE,
)
_TIMER = re.compile(
    "时间|计时|倒数|^秒|秒数|countdown|timer|" + _word("time", "seconds", "clock", "zeit", "tiempo", "tempo"),
    re.IGNORECASE,
)
_LEVEL = re.compile("关卡|关数|第几关|^关$|level|" + _word("lvl", "nivel", "stage"), re.IGNORECASE)
_LEVEL_PLACE = re.compile("关|level|" + _word("lvl"), re.IGNORECASE)

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
        self.opcodes = frozenset().union(*(script.opcodes for script in glance.scripts))
        self.families = {opcode.partition("_")[0] for opcode in self.opcodes}

    def uses(self, opcodes: frozenset[str]) -> bool:
        return not self.opcodes.isdisjoint(opcodes)

    @cached_property
    def variables(self) -> dict[str, _Counter]:
        """What is done to each variable, by its name."""
        found: dict[str, _Counter] = {}
        for script in self.glance.scripts:
            if script.opcodes.isdisjoint(_ASSIGNING):
                continue
            for block in script.blocks:
                if block.opcode in _ASSIGNING:
                    counter = found.setdefault(_variable(block), _Counter())
                    by = counter.steps if block.opcode == "data_changevariableby" else counter.starts
                    by.add(block.choice("VALUE"))
        return found

    @cached_property
    def changing(self) -> frozenset[str]:
        """The names of the variables that are not always the same while the game runs."""
        return frozenset(name for name, counter in self.variables.items() if counter.changes)

    @cached_property
    def counters(self) -> list[_Counter]:
        """The counters that the player sees and whose names tell nothing else of them."""
        shown = {each.params.get("VARIABLE") for each in self.glance.monitors}
        told = self.countdowns | {name for name in self.changing if _TIMER.search(name) or _LEVEL.search(name)}
        return [self.variables[name] for name in self.changing if name in shown and name not in told]

    def changes(self, name: re.Pattern[str]) -> bool:
        """Whether a variable with such a name changes."""
        return any(map(name.search, self.changing))

    @cached_property
    def countdowns(self) -> frozenset[str]:
        """The variables from which a loop takes one each second."""
        if not {"control_wait", "data_changevariableby"} <= self.opcodes:
            return frozenset()
        loops = (block for script in self.glance.scripts for block in script.blocks if block.opcode in _LOOPS)
        return frozenset(name for loop in loops for name in _counted_down(loop.stack()))

    @property
    def has_backdrops(self) -> bool:
        return len(self.glance.backdrops) > 1 and self.uses(_BACKDROPS)

    @property
    def has_level_backdrops(self) -> bool:
        """Whether the backdrops are called level 1, level 2…"""
        return sum(bool(_LEVEL_PLACE.search(name)) for name in self.glance.backdrops) > 1

    @property
    def reads_lists(self) -> bool:
        return self.uses(_LISTS) or any(script.lists for script in self.glance.scripts)


def _variable(block: Look) -> str:
    return block.choice("VARIABLE") or ""


def _counted_down(row: Sequence[Look]) -> Iterator[str]:
    if not any(block.opcode == "control_wait" and block.choice("DURATION") in ("1", "1.0") for block in row):
        return
    for block in row:
        goes_down = block.opcode == "data_changevariableby" and (block.choice("VALUE") or "").startswith("-")
        if goes_down and not _LIVES.search(_variable(block)):
            yield _variable(block)


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
