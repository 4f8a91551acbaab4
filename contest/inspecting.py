"""`contest inspect`: what is in Scratch files, for people or as JSON lines."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from contest.scratch import Limits, Project, Refusal, card_of, read
from contest.scratch.blocks_labels import Language
from contest.scratch.blocks_syntax import one_line
from contest.scratch.blocks_text import notes_of, script_text
from contest.scratch.findings import counts_of, find_all
from contest.scratch.program import program_of
from contest.scratch.read import project_of_json

FORM_VERSION = 1


def inspect_files(files: Sequence[Path], *, as_json: bool, language: str, blocks: Language | None = None) -> bool:
    """Print what each file holds, with its scripts where `blocks` says in which language; gives whether all could be
    opened. Many files show their progress on stderr."""
    all_open = True
    # On a terminal the report's own lines show how far it is; a bar between them would only disturb.
    hidden = len(files) < 20 or sys.stdout.isatty() or not sys.stderr.isatty()
    with click.progressbar(files, label="Reading", file=sys.stderr, hidden=hidden) as bar:
        for path in bar:
            found = inspect_bytes(path.name, path.read_bytes(), language, blocks)
            all_open = all_open and found["openable"]
            click.echo(json.dumps(found, ensure_ascii=False) if as_json else as_text(found))
    return all_open


def inspect_bytes(name: str, data: bytes, language: str, blocks: Language | None = None) -> dict[str, Any]:
    """One file's report. Form 1: file, sha256, format, openable, refusal, counts, extensions, problems, controls
    (kind, key, text), concepts (rubric -> skill -> level, see `contest.scratch.concepts`), findings (name -> how many,
    see `contest.scratch.findings`); with `blocks` also blocks (target, scripts as text). A bare project.json is
    reported on as well."""
    report: dict[str, Any] = {
        "version": FORM_VERSION,
        "file": name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "format": None,
        "openable": False,
        "refusal": None,
        "counts": None,
        "extensions": [],
        "problems": [],
        "controls": [],
        "concepts": {},
        "findings": {},
    }
    try:
        project = _project(data)
        card = card_of(project)
    except Refusal as refusal:
        return report | {"refusal": {"code": refusal.code, "text": refusal.sentence(language)}}
    problems = [
        {"code": warn.code, "severity": warn.severity, "where": warn.where, "text": warn.sentence(language)}
        for warn in card.warnings
    ]
    scripts = {"blocks": _blocks(project, blocks)} if blocks else {}
    return report | {
        "format": card.format,
        "openable": True,
        "counts": card.counts.to_dict(),
        "extensions": [extension.id for extension in card.extensions],
        "problems": problems,
        "controls": [
            {"kind": control.kind, "key": control.key, "text": control.name(language)} for control in card.controls
        ],
        "concepts": card.concepts,
        "findings": counts_of(find_all(program_of(project))),
        **scripts,
    }


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


def as_text(report: dict[str, Any]) -> str:
    """The report as a few plain lines."""
    if not report["openable"]:
        return f"{report['file']}: {report['refusal']['text']}"
    counts = ", ".join(f"{name} {'?' if count is None else count}" for name, count in report["counts"].items())
    lines = [f"{report['file']}: {report['format']} · {counts}"]
    lines += [f"  {problem['severity']}: {problem['text']}" for problem in report["problems"]]
    for target in report.get("blocks", ()):
        lines += ["", f"== {target['target']}"]
        lines += [f"\n{script}" for script in target["scripts"]]
    return "\n".join(lines)
