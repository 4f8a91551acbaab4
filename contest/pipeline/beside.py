"""Two entries side by side: what their files share, read anew from the files."""

from __future__ import annotations

from dataclasses import dataclass

from contest.models import Entry
from contest.scratch import Project, Refusal, read
from contest.scratch.blocks_labels import Language
from contest.scratch.blocks_text import script_text
from contest.scratch.likeness import Likeness, compare, print_of
from contest.scratch.likeness_shared import AssetPair, ScriptPair, shared_assets, shared_scripts
from contest.storage import Storage

MOST_SHOWN = 12
"""Pairs of scripts on the page, the longest ones."""


@dataclass(frozen=True)
class ScriptSide:
    """A script of one of the two, as scratchblocks text."""

    sprite: str
    text: str


@dataclass(frozen=True)
class Scripts:
    """Two scripts that are alike."""

    mine: ScriptSide
    theirs: ScriptSide
    is_same: bool


@dataclass(frozen=True)
class Beside:
    """What two files share."""

    likeness: Likeness
    """By these two alone: nothing is known here of how common it is, and starters count."""
    scripts: list[Scripts]
    """The longest ones; `script_count` are all."""
    script_count: int
    assets: list[AssetPair]


def beside(storage: Storage, mine: Entry, theirs: Entry, language: Language) -> Beside | None:
    """What the current files of two entries share; None where one of them has none that can be read."""
    a, b = _project(storage, mine), _project(storage, theirs)
    if a is None or b is None:
        return None
    pairs = shared_scripts(a, b)
    scripts = [_scripts(pair, language) for pair in pairs[:MOST_SHOWN]]
    return Beside(compare(print_of(a), print_of(b)), scripts, len(pairs), shared_assets(a, b))


def _scripts(pair: ScriptPair, language: Language) -> Scripts:
    mine, theirs = (ScriptSide(place.sprite, script_text(place.script, language)) for place in (pair.mine, pair.theirs))
    return Scripts(mine, theirs, pair.is_same)


def _project(storage: Storage, entry: Entry) -> Project | None:
    try:
        return read(storage.get(entry.file_sha256)) if entry.file_sha256 else None
    except (Refusal, FileNotFoundError):
        return None
