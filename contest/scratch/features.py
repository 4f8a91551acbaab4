"""What a game has: a score, lives, clones, music… read from the blocks that can run and the variables' names."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property

from contest.scratch.blocks import Block, Reference, Typed
from contest.scratch.program_parts import Program
from contest.scratch.running import Running
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
    "生命|血量|血条|^血$|^命$|条命|体力|" + _word("lives?", "life", "health", "hp", "hearts?", "vidas", "leben"),
    re.IGNORECASE,
)
_TIMER = re.compile(
    "时间|计时|倒数|^秒|秒数|countdown|timer|" + _word("time", "seconds", "clock", "zeit", "tiempo", "tempo"),
    re.IGNORECASE,
)
_LEVEL = re.compile("关卡|关数|第几关|^关$|level|" + _word("lvl", "nivel", "stage"), re.IGNORECASE)

_LOOPS = frozenset(["control_forever", "control_repeat", "control_repeat_until", "control_while", "control_for_each"])
_BACKDROPS = frozenset(["looks_switchbackdropto", "looks_switchbackdroptoandwait", "looks_nextbackdrop"])
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


class _Clues:
    """The program as the rules below ask for it."""

    def __init__(self, program: Program, running: tuple[Running, ...]) -> None:
        self.program = program
        self.running = running
        self.opcodes = frozenset().union(*(script.opcodes for script in running))
        self.families = {opcode.partition("_")[0] for opcode in self.opcodes}

    def uses(self, opcodes: frozenset[str]) -> bool:
        return not self.opcodes.isdisjoint(opcodes)

    @cached_property
    def changing(self) -> frozenset[str]:
        """The names of the variables that are not always the same while the game runs."""
        set_to: dict[str, set[str | None]] = {}
        changed: set[str] = set()
        for script in self.running:
            if script.opcodes.isdisjoint(["data_changevariableby", "data_setvariableto"]):
                continue
            for block in script.blocks:
                if block.opcode == "data_changevariableby":
                    changed.add(_variable(block))
                elif block.opcode == "data_setvariableto":
                    set_to.setdefault(_variable(block), set()).add(block.choice("VALUE"))
        changed.update(name for name, values in set_to.items() if len(values) > 1 or None in values)
        return frozenset(changed)

    def changes(self, name: re.Pattern[str]) -> bool:
        """Whether a variable with such a name changes."""
        return any(map(name.search, self.changing))

    @property
    def counts_down(self) -> bool:
        """Whether a loop takes one from a variable each second or so."""
        if not {"control_wait", "data_changevariableby"} <= self.opcodes:
            return False
        loops = (block for script in self.running for block in script.blocks if block.opcode in _LOOPS)
        return any(_counts_down(loop.stack()) for loop in loops)

    @property
    def has_backdrops(self) -> bool:
        stage = self.program.stage
        return stage is not None and len(stage.costumes) > 1 and self.uses(_BACKDROPS)

    @property
    def asks_for_backdrop(self) -> bool:
        """Whether what happens depends on the backdrop that is shown."""
        return self.uses(frozenset(["looks_backdropnumbername", "event_whenbackdropswitchesto"]))

    @property
    def reads_lists(self) -> bool:
        if self.uses(_LISTS):
            return True
        values = (value for script in self.running for block in script.blocks for value in block.inputs.values())
        return any(type(value) is Reference and value.kind == "list" for value in values)


def _variable(block: Block) -> str:
    return block.fields["VARIABLE"].value if "VARIABLE" in block.fields else ""


def _counts_down(row: tuple[Block, ...]) -> bool:
    waits = any(block.opcode == "control_wait" and block.choice("DURATION") in ("1", "1.0") for block in row)
    steps = (block for block in row if block.opcode == "data_changevariableby" and not _LIVES.search(_variable(block)))
    return waits and any(_is_negative(block.inputs.get("VALUE")) for block in steps)


def _is_negative(value: object) -> bool:
    return type(value) is Typed and value.text.strip().startswith("-")


_RULES: Mapping[str, Callable[[_Clues], bool]] = {
    "score": lambda clues: clues.changes(_SCORE),
    "lives": lambda clues: clues.changes(_LIVES),
    "timer": lambda clues: clues.uses(_TIME) or clues.changes(_TIMER) or clues.counts_down,
    "levels": lambda clues: clues.changes(_LEVEL) or (clues.has_backdrops and clues.asks_for_backdrop),
    "scenes": lambda clues: clues.has_backdrops and not clues.asks_for_backdrop,
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
    "cloud": lambda clues: any(each.is_cloud for target in clues.program.targets for each in target.variables),
}


def features_of(program: Program, running: tuple[Running, ...]) -> tuple[str, ...]:
    """The keys of `FEATURES` that the game has."""
    clues = _Clues(program, running)
    return tuple(name for name in FEATURES if _RULES[name](clues))


def feature_name(feature: str, language: str) -> str:
    """What the feature is called."""
    return pick(FEATURES[feature], language)
