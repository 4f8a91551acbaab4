"""What two projects share, for a person to look at: which scripts stand in both, which pictures and sounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contest.scratch.blocks import Script
from contest.scratch.likeness_features import NEW_PROJECT, script_rows
from contest.scratch.model import Project
from contest.scratch.program import Program, program_of

MOST_SCRIPTS = 400
"""Of a project that are looked at here, the longest first."""
_LIKE = 0.5  # of the rows of both scripts
_SHORTEST = 3  # statements: shorter scripts are alike by chance


@dataclass(frozen=True, slots=True)
class Place:
    """A script and the sprite that it stands in."""

    sprite: str
    script: Script


@dataclass(frozen=True, slots=True)
class ScriptPair:
    """A script of the first project and the one of the second that it is most like."""

    mine: Place
    theirs: Place
    likeness: float
    """0.5 to 1 by the opcodes."""
    is_same: bool
    """Block for block with all its numbers; names and texts may differ."""


@dataclass(frozen=True, slots=True)
class AssetPair:
    """A picture or sound that both have, by the first name that each calls it."""

    md5: str
    file: str
    """As the first project's file holds it; for `project.asset`."""
    is_sound: bool
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: Place
    exact: Counter[int]
    shape: Counter[int]


def shared_scripts(a: Project, b: Project) -> list[ScriptPair]:
    """The scripts that stand in both, the longest first; each script is in one pair at most."""
    mine, theirs = _scripts(a), _scripts(b)
    by_row: dict[int, set[int]] = {}
    for at, each in enumerate(theirs):
        for row in each.shape:
            by_row.setdefault(row, set()).add(at)
    pairs, taken = [], set[int]()
    for each in mine:
        near = Counter(at for row in each.shape for at in by_row.get(row, ()) if at not in taken)
        best = max(((_likeness(each, theirs[at]), at) for at, _ in near.most_common(10)), default=(0.0, -1))
        if best[0] >= _LIKE:
            taken.add(best[1])
            pairs.append(_pair(each, theirs[best[1]], best[0]))
    return pairs


def _pair(a: _Candidate, b: _Candidate, likeness: float) -> ScriptPair:
    return ScriptPair(a.place, b.place, likeness, (a.exact, a.shape) == (b.exact, b.shape))


def _scripts(project: Project) -> list[_Candidate]:
    places = (Place(target.name, script) for target in program_of(project).targets for script in target.scripts)
    found = [_Candidate(place, *script_rows(place.script)) for place in places]
    long = [each for each in found if each.exact.total() >= _SHORTEST]
    return sorted(long, key=lambda each: -each.exact.total())[:MOST_SCRIPTS]


def _likeness(a: _Candidate, b: _Candidate) -> float:
    """Shared rows of shape among all; a bit more where the numbers agree too, so that the nearest twin is taken."""
    shape = (a.shape & b.shape).total() / (a.shape | b.shape).total()
    exact = (a.exact & b.exact).total() / (a.exact | b.exact).total()
    return 0.99 * shape + 0.01 * exact


def shared_assets(a: Project, b: Project) -> list[AssetPair]:
    """The pictures and sounds that both have, without those of a new project; by the first one's names."""
    theirs = {md5: name for md5, _, _, name in _assets(program_of(b))}
    pairs = {
        md5: AssetPair(md5, file, is_sound, name, theirs[md5])
        for md5, file, is_sound, name in _assets(program_of(a))
        if md5 in theirs and md5 not in NEW_PROJECT and md5
    }
    return sorted(pairs.values(), key=lambda pair: (pair.is_sound, pair.mine))


def _assets(program: Program) -> Iterable[tuple[str, str, bool, str]]:
    """Last first, so that in a mapping the first name stays."""
    return reversed(list(_all_assets(program)))


def _all_assets(program: Program) -> Iterator[tuple[str, str, bool, str]]:
    for target in program.targets:
        for costume in target.costumes:
            yield costume.md5, costume.file, False, costume.name
        for sound in target.sounds:
            yield sound.md5, sound.file, True, sound.name
