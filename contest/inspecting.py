"""`contest inspect`: what is in Scratch files, for people or as JSON lines.

With --json each file is one object on a line of its own, in the order in which the files were given. Form 1:

    version    1; raised when a key below changes its meaning or goes away, not when one is added
    file       its path, as it was given
    sha256     of its bytes; null where they cannot be read
    format     "sb3", "sb2" or "sb", by content; null where it cannot be opened
    openable   whether Scratch opens it; a bare project.json counts as openable here, though it is no entry
    refusal    null, or {"code", "text"}: what the file is instead, and what to do
    counts     {"targets", "blocks", "nonshadow", "scripts", "costumes", "sounds", "variables", "lists", "broadcasts",
               "comments", "procedures", "monitors"} -> number, null where the format does not tell
               (see `contest.scratch.counts`); null where it cannot be opened
    problems   [{"code", "severity", "where", "text"}]: severity "error", "warning" or "note"; where is a sprite's
               name, or null for the stage and for the whole file
    controls   [{"kind", "key", "text"}]: how it is played (see `contest.scratch.controls`)
    extensions the ids of those that its blocks use
    concepts   rubric -> skill -> level (see `contest.scratch.concepts`); {} where it cannot be opened
    findings   name -> how many, every name of `contest.scratch.findings`; {} where it cannot be opened
    blocks     with --blocks only: [{"target", "scripts": [text, …]}], targets without scripts left out
    picture    with --picture only: the path of the picture, null where none could be drawn

Texts are in the language of --language. Half a surrogate pair, which JSON in UTF-8 cannot hold, becomes "?".
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import stat
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import click

from contest.scratch import Counts, Limits, Project, Refusal, card_of, read
from contest.scratch.blocks_labels import Language
from contest.scratch.blocks_syntax import one_line
from contest.scratch.blocks_text import notes_of, script_text
from contest.scratch.findings import FINDERS, counts_of, find_all
from contest.scratch.picture import PictureError, picture_of
from contest.scratch.program import program_of
from contest.scratch.read import project_of_json
from contest.scratch.words import pick

FORM_VERSION = 1
COUNTED = (
    *("targets", "blocks", "nonshadow", "scripts", "costumes", "sounds"),
    *("variables", "lists", "broadcasts", "comments", "procedures", "monitors"),
)
_FONTS = Path(__file__).parents[1] / "static" / "vendor" / "fonts"
_SHOWS_PROGRESS = 20  # files
_WORTH_PROCESSES = 64  # files; below, starting processes takes longer than they save
_CHUNK = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """What to tell of each file.

    `language` is that of the sentences, `blocks` that of the scripts (none are told without). `picture` is the path of
    a .png for the only file, or else a folder, in which each picture is called by its file's SHA-256.
    """

    language: str = "en"
    as_json: bool = False
    blocks: Language | None = None
    picture: Path | None = None


class _Told(NamedTuple):
    line: bytes
    openable: bool


def inspect_files(files: Sequence[Path], wish: Wish) -> bool:
    """Print what each file holds, in the order given; gives whether all could be opened.

    Many files are read by as many processes as there are cores, and show their progress on stderr. Raises OSError
    where a picture cannot be written.
    """
    if wish.picture is not None and not is_png(wish.picture):
        wish.picture.mkdir(parents=True, exist_ok=True)
    # On a terminal the report's own lines show how far it is; a bar between them would only disturb.
    hidden = len(files) < _SHOWS_PROGRESS or sys.stdout.isatty() or not sys.stderr.isatty()
    all_open = True
    with click.progressbar(length=len(files), label="Reading", file=sys.stderr, hidden=hidden) as bar:
        for told in _told(files, wish):
            all_open = all_open and told.openable
            click.echo(told.line)  # as bytes: also where the terminal's encoding knows no Chinese
            bar.update(1)
    return all_open


def is_png(path: Path) -> bool:
    """Whether --picture names a picture, and not a folder for several."""
    return path.suffix.lower() == ".png"


def _told(files: Sequence[Path], wish: Wish) -> Iterator[_Told]:
    worth = 2 if wish.picture else _WORTH_PROCESSES
    cores = os.cpu_count() or 1
    if len(files) < worth or cores == 1:
        yield from (_tell(path, wish) for path in files)
        return
    size = 1 if wish.picture else _CHUNK
    chunks = (files[at : at + size] for at in range(0, len(files), size))
    pool = ProcessPoolExecutor(cores, get_context("spawn"), initializer=_leave_interrupts_to_the_parent)
    try:
        # Only a few chunks wait at a time, so that memory does not grow with the number of files.
        waiting: deque[Future[list[_Told]]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(_tell_all, chunk, wish))
            if len(waiting) > 3 * cores:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _tell_all(files: Sequence[Path], wish: Wish) -> list[_Told]:
    return [_tell(path, wish) for path in files]


def _tell(path: Path, wish: Wish) -> _Told:
    report = inspect_file(path, wish)
    text = json.dumps(report, ensure_ascii=False) if wish.as_json else as_text(report)
    return _Told(text.encode("utf-8", "replace"), report["openable"])


def inspect_file(path: Path, wish: Wish) -> dict[str, Any]:
    """One file's report, in the form that stands at the top of this module."""
    name = os.fsencode(path).decode("utf-8", "replace")
    most = Limits().file_bytes
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
            # Neither a disk image nor a device without an end is read into memory.
            whole = len(data) <= most or stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            digest = hashlib.sha256(data)
            while len(data) > most and whole and (piece := file.read(1 << 20)):
                digest.update(piece)
    except OSError as error:
        return _unreadable(name, error, wish)
    report = inspect_bytes(name, data, wish)
    report["sha256"] = digest.hexdigest() if whole else None
    if wish.picture is not None:
        report["picture"] = _drawn(data, wish.picture, report)
    return report


def inspect_bytes(name: str, data: bytes, wish: Wish) -> dict[str, Any]:
    """The report on a file of this name with these bytes; without its picture."""
    report = _empty_report(name, hashlib.sha256(data).hexdigest())
    try:
        project = _project(data)
        return report | _seen(project, wish)
    except Refusal as refusal:
        return report | {"refusal": {"code": refusal.code, "text": refusal.sentence(wish.language)}}


def _empty_report(name: str, digest: str | None) -> dict[str, Any]:
    return {
        "version": FORM_VERSION,
        "file": name,
        "sha256": digest,
        "format": None,
        "openable": False,
        "refusal": None,
        "counts": None,
        "problems": [],
        "controls": [],
        "extensions": [],
        "concepts": {},
        "findings": {},
    }


def _unreadable(name: str, error: OSError, wish: Wish) -> dict[str, Any]:
    why = error.strerror or type(error).__name__
    text = pick((f"The file cannot be read: {why}.", f"无法读取这个文件：{why}。"), wish.language)
    picture = {"picture": None} if wish.picture else {}
    return _empty_report(name, None) | {"refusal": {"code": "unreadable", "text": text}} | picture


def _seen(project: Project, wish: Wish) -> dict[str, Any]:
    card = card_of(project)
    language = wish.language
    found = counts_of(find_all(program_of(project)))
    blocks = {"blocks": _blocks(project, wish.blocks)} if wish.blocks else {}
    return {
        "format": card.format,
        "openable": True,
        "counts": _counts(card.counts),
        "problems": [
            {"code": warn.code, "severity": warn.severity, "where": warn.where or None, "text": warn.sentence(language)}
            for warn in card.warnings
        ],
        "controls": [
            {"kind": control.kind, "key": control.key, "text": control.name(language)} for control in card.controls
        ],
        "extensions": [extension.id for extension in card.extensions],
        "concepts": card.concepts,
        "findings": {name: found.get(name, 0) for name in FINDERS},
        **blocks,
    }


def _counts(counts: Counts) -> dict[str, int | None]:
    return {name: getattr(counts, name) for name in COUNTED}


def _blocks(project: Project, language: Language) -> list[dict[str, Any]]:
    """The scripts of each target that has any, in scratchblocks' language."""
    return [
        {
            "target": one_line(target.name),
            "scripts": [script_text(each, language, notes_of(target)) for each in target.scripts],
        }
        for target in program_of(project).targets
        if target.scripts
    ]


def _project(data: bytes) -> Project:
    try:
        return read(data, Limits())
    except Refusal as refusal:
        if refusal.code != "bare_json":
            raise
        return project_of_json(data, Limits())


def _drawn(data: bytes, out: Path, report: dict[str, Any]) -> str | None:
    """Draws the stage where there is one, in a process with limits, as for uploaded files; gives the picture's path."""
    if not report["openable"]:
        return None
    fonts = sorted(str(path) for path in _FONTS.glob("*.[ot]tf"))
    try:
        picture = picture_of(data, fonts=fonts, form="PNG")
    except PictureError:
        return None
    path = out if is_png(out) else out / f"{report['sha256']}.png"
    path.write_bytes(picture)
    return os.fsencode(path).decode("utf-8", "replace")


def as_text(report: dict[str, Any]) -> str:
    """The report as a few plain lines."""
    if not report["openable"]:
        return f"{report['file']}: {report['refusal']['text']}"
    counts = ", ".join(f"{name} {'?' if count is None else count}" for name, count in report["counts"].items())
    lines = [f"{report['file']}: {report['format']} · {counts}"]
    lines += [f"  {problem['severity']}: {problem['text']}" for problem in report["problems"]]
    if "picture" in report:
        lines.append(f"  picture: {report['picture'] or 'could not be drawn'}")
    for target in report.get("blocks", ()):
        lines += ["", f"== {target['target']}"]
        lines += [f"\n{script}" for script in target["scripts"]]
    return "\n".join(lines)
