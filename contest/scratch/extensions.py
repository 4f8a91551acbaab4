"""Which extensions a project uses, and whether they run in this platform's player."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from contest.scratch.glance_sb2 import survey2_of
from contest.scratch.model import Project
from contest.scratch.shapes import a_string, an_array, an_object, objects
from contest.scratch.structure import survey_of
from contest.scratch.words import pick

Runs = Literal["ok", "denied", "needs-internet", "needs-camera", "needs-device"]

CORE = frozenset(
    [
        "argument",
        "colour",
        "control",
        "data",
        "event",
        "looks",
        "math",
        "motion",
        "operator",
        "procedures",
        "sensing",
        "sound",
    ]
)
_STRANGE = re.compile(r"[^A-Za-z0-9_-]")

# id -> whether it runs here, its name in English and Chinese. What is not here is fetched from an address, which
# the player denies: the project then does not start at all.
KNOWN: dict[str, tuple[Runs, str, str]] = {
    "pen": ("ok", "Pen", "画笔"),
    "music": ("ok", "Music", "音乐"),
    "makeymakey": ("ok", "Makey Makey", "Makey Makey"),  # its blocks listen to ordinary keys too
    "coreExample": ("ok", "Example", "示例扩展"),
    "tw": ("ok", "TurboWarp Blocks", "TurboWarp 积木"),
    "videoSensing": ("needs-camera", "Video Sensing", "视频侦测"),
    "text2speech": ("needs-internet", "Text to Speech", "文字朗读"),
    "translate": ("needs-internet", "Translate", "翻译"),
    "microbit": ("needs-device", "micro:bit", "micro:bit"),
    "ev3": ("needs-device", "LEGO MINDSTORMS EV3", "乐高 EV3"),
    "boost": ("needs-device", "LEGO BOOST", "乐高 BOOST"),
    "wedo2": ("needs-device", "LEGO Education WeDo 2.0", "乐高 WeDo 2.0"),
    "gdxfor": ("needs-device", "Go Direct Force & Acceleration", "Go Direct 力和加速度"),
    "picoboard": ("needs-device", "PicoBoard", "PicoBoard 传感板"),
    "faceSensing": ("denied", "Face Sensing", "人脸侦测"),
}

# Scratch 2 had these blocks built in or under dotted names.
_SB2_PEN = frozenset(
    [
        "clearPenTrails",
        "stampCostume",
        "putPenDown",
        "putPenUp",
        "penColor:",
        "changePenHueBy:",
        "setPenHueTo:",
        "changePenShadeBy:",
        "setPenShadeTo:",
        "changePenSizeBy:",
        "penSize:",
    ]
)
_SB2_MUSIC = frozenset(
    [
        "playDrum",
        "drum:duration:elapsed:from:",
        "rest:elapsed:from:",
        "noteOn:duration:elapsed:from:",
        "instrument:",
        "midiInstrument:",
        "changeTempoBy:",
        "setTempoTo:",
        "tempo",
    ]
)
_SB2_VIDEO = frozenset(["senseVideoMotion", "setVideoState", "setVideoTransparency"])
_SB2_PICO = frozenset(["sensor:", "sensorPressed:", "whenSensorConnected", "whenSensorPass"])


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension that the project's blocks need."""

    id: str
    runs: Runs
    name_en: str
    name_zh: str

    def name(self, language: str) -> str:
        """What the extension is called, in Chinese for `zh…`, else in English."""
        return pick((self.name_en, self.name_zh), language)


@lru_cache(maxsize=4096)
def extension_id(opcode: str) -> str | None:
    """The extension that a Scratch 3 opcode belongs to, as scratch-vm derives it; None for Scratch's own blocks."""
    prefix, underscore, _ = opcode.partition("_")
    if not underscore:
        return None
    name = _STRANGE.sub("-", prefix)
    return None if name in CORE else name


def extensions_of(project: Project) -> tuple[Extension, ...]:
    """The extensions that the project uses, by id. Empty for Scratch 1.4, which has none."""
    used = _sb3_ids(project) if project.format == "sb3" else _sb2_ids(project)
    return tuple(_extension(each) for each in sorted(used))


def _extension(name: str) -> Extension:
    runs, english, chinese = KNOWN.get(name, ("denied", name[:60], name[:60]))
    return Extension(name[:60], runs, english, chinese)


def _sb3_ids(project: Project) -> set[str]:
    opcodes = set(survey_of(project).opcodes)
    opcodes.update(a_string(monitor.get("opcode")) for monitor in objects(project.tree.get("monitors")))
    return {name for name in map(extension_id, opcodes) if name}


def _sb2_ids(project: Project) -> set[str]:
    selectors = survey2_of(project).selectors
    saved: list[Any] = an_array(an_object(project.tree.get("info")).get("savedExtensions"))
    used = {a_string(each.get("extensionName")) for each in objects(saved)} - {"", "PicoBoard", "LEGO WeDo"}
    families = (("pen", _SB2_PEN), ("music", _SB2_MUSIC), ("videoSensing", _SB2_VIDEO), ("picoboard", _SB2_PICO))
    used.update(name for name, family in families if not family.isdisjoint(selectors))
    if any(selector.startswith("LEGO WeDo") for selector in selectors):
        used = {name for name in used if not name.startswith("LEGO WeDo")} | {"wedo2"}
    return used
