"""What a teacher should know about a project that Scratch would open: each check gives warnings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from contest.scratch.archive import Health
from contest.scratch.blocks_sb3 import RawBlock
from contest.scratch.counts import Counts
from contest.scratch.extensions import Extension
from contest.scratch.glance_sb2 import survey2_of
from contest.scratch.model import Project, Target
from contest.scratch.shapes import a_string
from contest.scratch.structure import Loose, lost_monitors, same_names, survey_of
from contest.scratch.words import sentence
from contest.scratch.words_problems import WARNINGS

Severity = Literal["error", "warning", "note"]
_MOST_NAMES = 5  # of assets in one sentence
_MOST_WARNINGS = 60  # a teacher reads no more, and a made-up file could have a million

_ORDER: tuple[Severity, ...] = ("error", "warning", "note")
_SEVERITY: dict[str, Severity] = {
    "no_stage": "error",
    "no_blocks": "error",
    "extension_denied": "error",
    "wrong_assets": "note",
    "scratch2_counts": "note",
    "scratch1_counts": "note",
    "extension_internet": "note",
    "empty_slots": "note",
    "stray_blocks": "note",
    "odd_links": "note",
    "lost_comments": "note",
    "lost_variables": "note",
    "lost_messages": "note",
    "lost_monitors": "note",
    "wrong_kinds": "note",
}
# What is told of blocks and comments, in this order.
_LOOSE = (
    *("unsafe_ids", "cut_scripts", "undefined_blocks", "lost_variables", "lost_messages"),
    *("empty_slots", "stray_blocks", "odd_links", "lost_comments"),
)
_EXTENSION_CODES = {
    "denied": "extension_denied",
    "needs-internet": "extension_internet",
    "needs-camera": "extension_camera",
    "needs-device": "extension_device",
}
_JPEG, _WAV = (b"\xff\xd8\xff",), (b"RIFF",)
_STARTS: dict[str, tuple[bytes, ...]] = {
    "png": (b"\x89PNG",),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "gif": (b"GIF8",),
    "bmp": (b"BM",),
}
_STARTS |= {"wav": _WAV, "wave": _WAV, "mp3": (b"ID3", b"\xff")}
_FLAG = "event_whenflagclicked"
_BITMAPS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF")


@dataclass(frozen=True, slots=True)
class Warn:
    """Something about the project that is wrong or that will not work here.

    `severity`: "error", the game does not work as it is; "warning", something is missing or may surprise; "note", worth
    knowing. `where` is a sprite's name, or empty for the whole project. `facts` fill the sentence.
    """

    code: str
    severity: Severity
    where: str
    facts: dict[str, Any]

    def sentence(self, language: str) -> str:
        """The warning for a teacher, in Chinese for `zh…`, else in English."""
        return sentence(WARNINGS, self.code, self.facts, language)


def warnings_of(project: Project, counts: Counts, extensions: tuple[Extension, ...]) -> tuple[Warn, ...]:
    """All warnings about the project, errors first."""
    found = [
        *_about_format(project),
        *_about_contents(project, counts),
        *_about_extensions(extensions),
        *_about_structure(project),
        *(warning for target in project.targets for warning in _about_assets(project, target)),
    ]
    found.sort(key=lambda each: _ORDER.index(each.severity))
    return tuple(found[:_MOST_WARNINGS])


def _warn(code: str, where: str = "", **facts: Any) -> Warn:
    return Warn(code, _SEVERITY.get(code, "warning"), where, facts)


def _about_format(project: Project) -> Iterator[Warn]:
    if project.format == "sb":
        yield _warn("scratch1_counts")
    if project.format == "sb2":
        yield _warn("scratch2_counts")
    if project.departures & {"bom", "nan"}:
        yield _warn("scratch_refuses")
    if "crc" in project.departures:
        yield _warn("project_crc")


def _about_contents(project: Project, counts: Counts) -> Iterator[Warn]:
    if not counts.targets:
        yield _warn("no_stage")
        return
    if not counts.sprites:
        yield _warn("no_sprites")
    if not counts.nonshadow:
        yield _warn("no_blocks")
    elif not _has_flag_script(project):
        yield _warn("no_green_flag")


def _has_flag_script(project: Project) -> bool:
    if project.format != "sb3":
        return any(each.is_hatted and each.hat.opcode == _FLAG for each in survey2_of(project).scripts)
    survey = survey_of(project)
    return _FLAG in survey.opcodes and any(
        _is_flag_script(target.blocks[key], target)
        for target, tops in zip(project.targets, survey.tops, strict=True)
        for key in tops
    )


def _is_flag_script(top: RawBlock | list[Any], target: Target) -> bool:
    return isinstance(top, RawBlock) and top.opcode == _FLAG and top.next in target.blocks


def _about_extensions(extensions: tuple[Extension, ...]) -> Iterator[Warn]:
    for extension in extensions:
        if extension.runs != "ok":
            names = [extension.name_en, extension.name_zh]
            yield _warn(_EXTENSION_CODES[extension.runs], id=extension.id, name=names)


def _about_structure(project: Project) -> Iterator[Warn]:
    """One warning a code: a project with many sprites would otherwise have hundreds of them."""
    if twice := same_names(project):
        yield _warn("same_names", names=_names(twice))
    found = (
        survey_of(project).loose
        if project.format == "sb3"
        else [_loose_in_scratch_2(each) for each in survey2_of(project).undefined]
    )
    loose = [
        (None if target.is_stage else shown(target.name), each)
        for target, each in zip(project.targets, found, strict=True)
        if each.counts
    ]
    for code in _LOOSE if loose else ():
        concerned = [(sprite, each) for sprite, each in loose if each.counts.get(code)]
        if concerned:
            sprites = [sprite for sprite, _ in concerned]
            names = dict.fromkeys(name for _, each in concerned for name in each.names.get(code, ()))
            where = sprites[0] if len(sprites) == 1 else None
            count = sum(each.counts[code] for _, each in concerned)
            yield _warn(code, where or "", sprites=sprites[:_MOST_NAMES], count=count, names=_names(names))
    if project.format == "sb3" and (gone := list(lost_monitors(project))):
        yield _warn("lost_monitors", count=len(gone), names=_names(dict.fromkeys(gone)))


def _names(names: Iterable[str]) -> list[str]:
    return [shown(name) for name in islice(names, _MOST_NAMES)]


def _loose_in_scratch_2(undefined: list[str]) -> Loose:
    counts = {"undefined_blocks": len(undefined)} if undefined else {}
    return Loose(counts, {"undefined_blocks": dict.fromkeys(undefined)})


def _about_assets(project: Project, target: Target) -> Iterator[Warn]:
    if project.format == "sb" or project.archive is None:
        return  # in 1.4 they are objects in the file, which is read to its end; a bare project.json cannot have any
    sprite = None if target.is_stage else shown(target.name)
    wrong: list[str] = []
    odd: list[str] = []
    for kind, assets in (("costumes", target.costumes), ("sounds", target.sounds)):
        missing: list[str] = []
        damaged: list[str] = []
        for asset in assets:
            state = _asset_state(project, asset, kind)
            if state != "fine":
                lists = {"missing": missing, "damaged": damaged, "wrong": wrong, "odd": odd}
                lists[state].append(shown(asset_label(asset)))
        for code, names in ((f"missing_{kind}", missing), (f"damaged_{kind}", damaged)):
            if names:
                yield _warn(code, sprite or "", sprite=sprite, count=len(names), names=names[:_MOST_NAMES])
    for code, names in (("wrong_assets", wrong), ("wrong_kinds", odd)):
        if names:
            yield _warn(code, sprite or "", sprite=sprite, count=len(names), names=names[:_MOST_NAMES])


def asset_label(asset: dict[str, Any]) -> str:
    """The name that the child gave this costume or sound."""
    return next((asset[key] for key in ("name", "costumeName", "soundName") if type(asset.get(key)) is str), "?")


def _asset_state(project: Project, asset: dict[str, Any], kind: str) -> str:
    find = _sb2_health if project.format == "sb2" else _sb3_health
    health = find(project, asset, kind)
    if health is None:
        return "missing"
    if health.state == "broken" or health.size == 0 or not _looks_right(health.head, kind):
        return "damaged"
    named = a_string(asset.get("assetId")).lower()
    if health.state == "crc" or (named and named != health.md5):
        return "wrong"
    starts = _STARTS.get(a_string(asset.get("dataFormat")), (b"",))
    return "fine" if health.head.startswith(starts) else "odd"


def _sb3_health(project: Project, asset: dict[str, Any], kind: str) -> Health | None:
    by_id = f"{asset['assetId']}.{asset['dataFormat']}"
    name = by_id if kind == "costumes" else a_string(asset.get("md5ext"), by_id)
    return project.asset_health(name)


def _sb2_health(project: Project, asset: dict[str, Any], kind: str) -> Health | None:
    number = asset.get("baseLayerID" if kind == "costumes" else "soundID")
    extension = a_string(asset.get("baseLayerMD5" if kind == "costumes" else "md5")).rpartition(".")[2]
    return project.asset_health(f"{number}.{extension}")


def _looks_right(head: bytes, kind: str) -> bool:
    if kind == "sounds":
        return head.startswith((b"RIFF", b"ID3")) or head[:1] == b"\xff" or not head.startswith((b"<", b"{"))
    return head.startswith(_BITMAPS) or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def shown(name: str) -> str:
    """A name from the file as it may be stored and shown: no lone surrogates, no NUL, at most 80 characters."""
    if len(name) <= 80 and name.isascii() and "\0" not in name:
        return name
    return name[:80].replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
