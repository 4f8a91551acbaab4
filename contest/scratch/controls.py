"""How a game is played, read from the blocks that can run: with keys, mouse, microphone; and how it starts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import Literal

from contest.scratch.glance import Glance
from contest.scratch.running import Look, Running
from contest.scratch.words import Pair, pick

Kind = Literal["key", "pointer", "button", "click", "drag", "ask", "microphone", "video"]
Begin = Literal["flag", "key", "click", "microphone", "timer", "video"]
AfterFlag = Literal["nothing", "prepares", "plays"]

_KEYS: dict[str, Pair] = {
    "left arrow": ("←", "←"),
    "right arrow": ("→", "→"),
    "up arrow": ("↑", "↑"),
    "down arrow": ("↓", "↓"),
    "space": ("space", "空格"),
    "enter": ("Enter", "回车"),
    **{each: (each.upper(), each.upper()) for each in ascii_lowercase + digits},
    "shift": ("Shift", "Shift"),
    "control": ("Ctrl", "Ctrl"),
    "backspace": ("Backspace", "退格"),
    "delete": ("Delete", "Delete"),
    "escape": ("Esc", "Esc"),
    "any": ("any key", "任意键"),
    "": ("other keys", "其他按键"),
}
_RANKS = {key: rank for rank, key in enumerate(_KEYS)}
_MAKEY_HATS = "makeymakey_when"
_MAKEY = {"left": "left arrow", "right": "right arrow", "up": "up arrow", "down": "down arrow"}
_NAMES: dict[str, Pair] = {
    "pointer": ("mouse pointer", "移动鼠标"),
    "button": ("mouse button", "按鼠标"),
    "click": ("click on sprites", "点击角色"),
    "drag": ("drag sprites", "拖动角色"),
    "ask": ("type answers", "键盘输入回答"),
    "microphone": ("microphone", "麦克风"),
    "video": ("camera", "摄像头"),
}
_ORDER: tuple[Kind, ...] = ("key", "pointer", "button", "click", "drag", "ask", "microphone", "video")
_MOST_KEYS = 40

_POINTING = frozenset(
    [
        *("motion_goto_menu", "motion_glideto_menu", "motion_pointtowards_menu"),
        *("sensing_touchingobjectmenu", "sensing_distancetomenu"),
    ]
)
_PLAIN: dict[str, Kind] = {
    "sensing_mousex": "pointer",
    "sensing_mousey": "pointer",
    "sensing_mousedown": "button",
    "event_whenthisspriteclicked": "click",
    "event_whenstageclicked": "click",
    "sensing_askandwait": "ask",
    "sensing_loudness": "microphone",
    "sensing_loud": "microphone",
    "videoSensing_whenMotionGreaterThan": "video",
    "videoSensing_videoOn": "video",
}

_CLICKED = ("event_whenthisspriteclicked", "event_whenstageclicked")
_BROADCASTS = frozenset(["event_broadcast", "event_broadcastandwait"])
_BACKDROPS = frozenset(["looks_switchbackdropto", "looks_switchbackdroptoandwait", "looks_nextbackdrop"])
# What is seen or heard, or goes on; a flag script without any of these has only prepared the stage.
_LIVELY = frozenset(
    [
        *("control_forever", "control_wait", "control_wait_until", "control_repeat_until", "control_while"),
        *("looks_say", "looks_sayforsecs", "looks_think", "looks_thinkforsecs", "looks_nextcostume"),
        *("sound_play", "sound_playuntildone", "motion_glideto", "motion_glidesecstoxy", "motion_movesteps"),
        *("sensing_askandwait", "pen_stamp", "pen_penDown", "music_playNoteForBeats", "music_playDrumForBeats"),
        *("text2speech_speakAndWaitBlock", "control_create_clone_of", "data_showlist"),
    ]
)


LOOKS_AT = frozenset(
    [
        *("event_whenkeypressed", "sensing_keypressed", "event_whengreaterthan", "sensing_setdragmode"),
        *_POINTING,
        *_BROADCASTS,
    ]
)
"""The kinds of blocks that are looked at closer, beside hats."""


@dataclass(frozen=True, slots=True)
class Control:
    """One way for the player to act. `key` is Scratch's own name of it; empty for keys known only while it runs."""

    kind: Kind
    key: str = ""

    def name(self, language: str) -> str:
        """What to call it: the sign on the key cap, or a few words."""
        if self.kind == "key":
            return pick(_KEYS.get(self.key, (self.key, self.key)), language)
        return pick(_NAMES[self.kind], language)


@dataclass(frozen=True, slots=True)
class Starts:
    """How a game gets going: `by` which of the player's acts, and what the green flag alone does.

    "nothing", it is not used; "prepares", the stage is set and then the game waits for another of `by`; "plays".
    """

    by: tuple[Begin, ...] = ()
    after_flag: AfterFlag = "nothing"


def controls_of(glance: Glance) -> tuple[Control, ...]:
    """All that the player can do, keys first."""
    found = {Control(_PLAIN[opcode]) for opcode in _PLAIN.keys() & glance.opcodes}
    for script in glance.scripts:
        if not script.opcodes.isdisjoint(LOOKS_AT) or script.hat.opcode.startswith(_MAKEY_HATS):
            found.update(control for block in script.blocks for control in _controls(script, block))
    if glance.scripts and glance.has_draggable:
        found.add(Control("drag"))
    ordered = sorted(found, key=lambda each: (_ORDER.index(each.kind), _RANKS.get(each.key, len(_RANKS)), each.key))
    return tuple(ordered[:_MOST_KEYS])


def _controls(script: Running, block: Look) -> Iterator[Control]:
    opcode = block.opcode
    if opcode in ("event_whenkeypressed", "sensing_keypressed"):
        yield Control("key", _key(script.choice(block, "KEY_OPTION")))
    elif opcode in _POINTING:
        if "_mouse_" in script.choices(block):
            yield Control("pointer")
    elif opcode == "event_whengreaterthan":
        if script.choice(block, "WHENGREATERTHANMENU") == "LOUDNESS":
            yield Control("microphone")
    elif opcode == "sensing_setdragmode":
        if script.choice(block, "DRAG_MODE") == "draggable":
            yield Control("drag")
    elif opcode.startswith(_MAKEY_HATS):
        for name in (script.choice(block, "KEY") or script.choice(block, "SEQUENCE") or "").lower().split():
            yield Control("key", _key(_MAKEY.get(name, name)))


def _key(name: str | None) -> str:
    name = (name or "").lower().strip()
    return name if name in _KEYS else "".join(filter(str.isprintable, name[:20]))


def starts_of(running: tuple[Running, ...]) -> Starts:
    """How the game begins."""
    flagged = [script for script in running if script.hat.opcode == "event_whenflagclicked"]
    after: AfterFlag = "nothing"
    if flagged:
        after = "plays" if _is_lively(flagged) or _is_lively(_set_off(flagged, running)) else "prepares"
    others = tuple(dict.fromkeys(begin for script in running for begin in _begins(script)))
    flag: tuple[Begin, ...] = ("flag",) if flagged else ()
    return Starts(flag if after == "plays" else flag + others, after)


def _is_lively(scripts: Iterable[Running]) -> bool:
    return any(not _LIVELY.isdisjoint(script.opcodes) for script in scripts)


def _begins(script: Running) -> Iterator[Begin]:
    hat = script.hat
    if hat.opcode == "event_whenkeypressed" or hat.opcode.startswith(_MAKEY_HATS):
        yield "key"
    elif hat.opcode in _CLICKED:
        yield "click"
    elif hat.opcode == "event_whengreaterthan":
        yield "timer" if script.choice(hat, "WHENGREATERTHANMENU") == "TIMER" else "microphone"
    elif hat.opcode == "videoSensing_whenMotionGreaterThan":
        yield "video"


def _set_off(first: list[Running], running: tuple[Running, ...]) -> set[Running]:
    """These scripts, and all that they set off by messages, backdrops, clones and custom blocks."""
    # Each cause is looked up once, or a thousand scripts that send one message would ask for each other.
    by_cause: dict[object, list[Running]] = {}
    by_message: dict[str, list[Running]] = {}
    for script in running:
        if script.hat.opcode == "event_whenbroadcastreceived":
            by_message.setdefault((script.choice(script.hat, "BROADCAST_OPTION") or "").lower(), []).append(script)
        else:
            by_cause.setdefault(_cause(script), []).append(script)
    reached: set[Running] = set()
    waiting = list(first)
    while waiting:
        script = waiting.pop()
        if script in reached:
            continue
        reached.add(script)
        for effect in _effects(script):
            waiting.extend(by_cause.pop(effect, ()))
        for message in _sent(script):
            waiting.extend(_receivers(message, by_message))
    return reached


def _cause(script: Running) -> object:
    if script.hat.opcode == "procedures_definition":
        return (script.owner, script.label)
    causes = {"event_whenbackdropswitchesto": "backdrop", "control_start_as_clone": "clone"}
    return causes.get(script.hat.opcode, "player")


def _effects(script: Running) -> Iterator[object]:
    if not script.opcodes.isdisjoint(_BACKDROPS):
        yield "backdrop"
    if "control_create_clone_of" in script.opcodes:
        yield "clone"
    yield from [(script.owner, label) for label in script.called]


def _sent(script: Running) -> set[str | None]:
    """The messages that the script sends; None for one that is put together while the game runs."""
    if script.opcodes.isdisjoint(_BROADCASTS):
        return set()
    return {script.choice(block, "BROADCAST_INPUT") for block in script.blocks if block.opcode in _BROADCASTS}


def _receivers(message: str | None, by_message: dict[str, list[Running]]) -> list[Running]:
    """Takes out the scripts that this message starts; one that is put together may start any."""
    if message is not None:
        return by_message.pop(message.lower(), [])
    found = [script for scripts in by_message.values() for script in scripts]
    by_message.clear()
    return found
