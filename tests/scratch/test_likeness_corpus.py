"""Likeness over real projects: copies come back first, and what belongs together is told from what does not."""
# ruff: noqa: T201 - the figures are printed

import json
import random
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePath
from typing import Any

import msgspec
import pytest

from contest.scratch import Project, Refusal, read
from contest.scratch.likeness import Fingerprint, Likeness, alike, print_of
from contest.scratch.likeness_index import Index
from contest.scratch.read import project_of_json
from tests.scratch import mutators
from tests.scratch.files import CORPUS

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real Scratch files is not beside the project"),
]

LEAST_BLOCKS = 15


@dataclass(frozen=True)
class Known:
    """A corpus file with what is known of it."""

    truth: dict[str, Any]
    project: Project
    print: Fingerprint

    @property
    def family(self) -> str:
        return str(self.truth["family"])

    @property
    def blocks(self) -> int:
        return int((self.truth.get("counts") or {}).get("blocks") or 0)

    def is_twin_of(self, other: "Known") -> bool:
        same_scripts = (self.print.exact, self.print.shape) == (other.print.exact, other.print.shape)
        return self.family == other.family or same_scripts or self.stem == other.stem

    @property
    def stem(self) -> str:
        """What the file is called in its repository, whatever the format."""
        return PurePath(self.truth["path"]).stem

    @property
    def source(self) -> str:
        """The repository, whoever's copy of it: forks keep its name."""
        return str(self.truth["repo"]).rpartition("/")[2].lower()


@pytest.fixture(scope="module")
def known() -> list[Known]:
    found = []
    for line in (CORPUS / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        try:
            project = read((CORPUS / truth["file"]).read_bytes())
        except Refusal:
            continue
        found.append(Known(truth, project, print_of(project)))
    return found


@pytest.fixture(scope="module")
def index(known: list[Known]) -> Index[str]:
    return Index({each.truth["file"]: each.print for each in known})


def _originals(known: list[Known]) -> list[Known]:
    """One Scratch 3 file of each family that has blocks enough."""
    one_each = {each.family: each for each in known if each.project.format == "sb3" and each.blocks >= LEAST_BLOCKS}
    return [one_each[family] for family in sorted(one_each)]


@pytest.mark.parametrize("name", [*mutators.MUTATORS, "all together"])
def test_copies_come_back_as_the_first_hit(known: list[Known], index: Index[str], name: str) -> None:
    """As good as the original: one of its family, one with its very scripts, its namesake in another format."""
    mutate = mutators.MUTATORS.get(name, mutators.everything)
    by_file = {each.truth["file"]: each for each in known}
    missed = []
    originals = _originals(known)
    for each in originals:
        tree = mutate(msgspec.to_builtins(each.project.tree), random.Random(each.truth["sha256"]))
        hits = index.nearest(print_of(project_of_json(mutators.as_json(tree))), most=1)
        first = by_file[hits[0][0]] if hits else None
        if first is None or not each.is_twin_of(first):
            missed.append((each.truth["path"], each.blocks, round(hits[0][1].score, 2) if hits else 0))
    print(f"\n{name}: {len(originals) - len(missed)} of {len(originals)} copies come back first; missed {missed}")
    assert len(originals) >= 140
    assert len(missed) <= 0.02 * len(originals)


@dataclass(frozen=True)
class Pair:
    likeness: Likeness
    a: Known
    b: Known

    @property
    def is_family(self) -> bool:
        return self.a.family == self.b.family

    @property
    def is_telling(self) -> bool:
        """Other families of one repository are neither alike nor unlike: many were made from one template."""
        return self.is_family or self.a.source != self.b.source


def _pairs(known: list[Known], index: Index[str], half: int) -> list[Pair]:
    """All pairs of one half, by the parity of the family, best first."""
    mine = [each for each in known if each.blocks >= LEAST_BLOCKS and int(each.family, 16) % 2 == half]
    pairs = [Pair(alike(a.print, b.print, index.weigh), a, b) for a, b in combinations(mine, 2)]
    return sorted(pairs, key=lambda pair: -pair.likeness.score)


def _found(pairs: list[Pair]) -> list[Pair]:
    """The longest beginning of which at least 95 % are families."""
    right = last = 0
    for at, pair in enumerate(pairs, 1):
        right += pair.is_family
        if right >= 0.95 * at:
            last = at
    return pairs[:last]


def _kind(pair: Pair) -> str:
    names = sorted(each.truth["path"].rpartition("/")[2] for each in (pair.a, pair.b))
    return f"{pair.a.truth['repo']}: {names[0]} and {names[1]}"


# Each half must pass by itself, with a threshold of its own. The weights in `likeness` are round numbers, chosen by the
# copies above; a dozen other settings gave the same recall here, so they owe little to these families. But both halves
# were seen while the weights were chosen. So they were tried once, unchanged, on files that had never been looked at:
# 799 projects of 28 other repositories, in all three formats, whose families (translations, versions, starter and
# solution) were told by their paths alone before any score was known. Of 1,700 pairs in the 11 families of a half
# chosen by hash, 100 % were found at 95 % precision, and 98.7 % when no family counts for more than ten pairs (misses:
# a translated Scratch 2 file and its solution saved anew in Scratch 3); pairs of one repository that are no family
# count as wrong.
@pytest.mark.parametrize(("half", "role"), [(0, "even families"), (1, "odd families")])
def test_families_are_found_at_95_per_cent_precision(
    known: list[Known], index: Index[str], half: int, role: str
) -> None:
    pairs = _pairs(known, index, half)
    families = [pair for pair in pairs if pair.is_family]
    for name, among in (
        ("strict", pairs),
        ("without pairs of one repository", [pair for pair in pairs if pair.is_telling]),
    ):
        found = _found(among)
        recall = sum(pair.is_family for pair in found) / len(families)
        missed = Counter(_kind(pair) for pair in among[len(found) :] if pair.is_family)
        print(f"\n{role}, {name}: {recall:.1%} of {len(families)} pairs, from {found[-1].likeness.score:.2f} up")
        for kind, count in missed.most_common(12):
            print(f"    missed {count} × {kind}")
        assert recall >= 0.85
