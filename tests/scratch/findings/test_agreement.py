"""Against LitterBox 1.10, on the projects that it was itself tested with."""
# ruff: noqa: T201 - the figures are printed

import hashlib
import json
from collections import Counter
from functools import lru_cache
from typing import Any

import pytest

from contest.scratch import Refusal, read
from contest.scratch.findings import FINDERS, counts_of, find_all
from contest.scratch.program import program_of
from contest.scratch.read import project_of_json
from tests.scratch.files import CORPUS

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real Scratch files is not beside the project"),
]

REFUSED = "Scratch itself does not open it, and so it is refused before anything is looked for"
ROBOT = "scripts for a robot's board, which Scratch does not run: LitterBox takes their hats for something of its own"
UNKNOWN = (
    "its blocks are all misspelt: LitterBox takes any two unknown blocks for equal, and no unknown block for a hat"
)

# File and finders where we differ on purpose, or do not care, and why.
EXCEPTIONS: dict[str, tuple[str, set[str]]] = {
    "smells/8cb6568a4cad11a0.json": (REFUSED, {"empty_project", "empty_sprite"}),
    "smells/35f44d8ca76f58c0.json": (REFUSED, {"empty_project", "empty_sprite"}),
    "smells/e0105f7ea65ff0a0.json": (REFUSED, {"empty_project", "empty_sprite"}),
    "smells/82597e2870fa6038.json": (
        UNKNOWN,
        {"dead_code", "duplicated_script", "empty_script", "no_working_scripts", "unused_variables"},
    ),
    "smells/78f4a224a9c07873.json": (ROBOT, {"timer"}),
    "smells/d60f4bebbf2cc2e1.json": (ROBOT, {"empty_script"}),
    "smells/b4e0ea792e12ea81.json": (ROBOT, {"duplicated_script", "empty_script"}),
    "smells/9662c6e2856c103b.json": (ROBOT, {"empty_script"}),
}

Fixture = tuple[dict[str, Any], dict[str, int]]


@lru_cache
def fixtures() -> list[Fixture]:
    """Each fixture's line, with our counts."""
    lines = (CORPUS / "smells.jsonl").read_text("utf-8").splitlines()
    return [(each, _counts(each["file"])) for each in map(json.loads, lines)]


def _counts(file: str) -> dict[str, int]:
    try:
        return counts_of(find_all(program_of(project_of_json((CORPUS / file).read_bytes()))))
    except Refusal:
        return {}


def _differs(fixture: Fixture, name: str) -> bool:
    theirs, ours = fixture
    return bool(theirs["findings"].get(name, 0) != ours.get(name, 0))


def _half(fixture: Fixture) -> int:
    """The rules were first made by half 0 alone; half 1 then showed how well they hold for files not seen before."""
    return hashlib.sha256(fixture[0]["file"].encode()).digest()[0] % 2


@pytest.mark.parametrize("half", [0, 1])
def test_at_least_95_of_100_files_are_identical_for_every_finder(half: int) -> None:
    files = [each for each in fixtures() if _half(each) == half]
    same = {name: sum(not _differs(each, name) for each in files) for name in FINDERS}
    found = {name: sum(name in each[0]["findings"] for each in files) for name in FINDERS}
    print(f"\nfinder, files in which LitterBox finds it, agreement on the {len(files)} files of half {half}")
    for name in FINDERS:
        print(f"  {name:30}{found[name]:4}{same[name] / len(files):9.2%}")
    assert len(files) > 290
    assert [name for name in FINDERS if same[name] < 0.95 * len(files)] == []


def test_we_differ_only_where_there_is_a_reason() -> None:
    differing = {
        each[0]["file"]: {name for name in FINDERS if _differs(each, name)}
        for each in fixtures()
        if any(_differs(each, name) for name in FINDERS)
    }
    assert differing == {file: names for file, (_, names) in EXCEPTIONS.items()}


def test_litterbox_names_no_finder_that_we_lack() -> None:
    assert {name for each, _ in fixtures() for name in each["findings"]} == set(FINDERS)


def test_all_real_files_can_be_searched() -> None:
    searched = Counter[str]()
    for line in (CORPUS / "truth.jsonl").read_text("utf-8").splitlines():
        try:
            project = read((CORPUS / json.loads(line)["file"]).read_bytes())
        except Refusal:
            continue
        assert set(counts_of(find_all(program_of(project)))) <= set(FINDERS)
        searched[project.format] += 1
    print(f"\nsearched: {dict(searched)}")
    assert searched["sb3"] > 400 and searched["sb2"] > 80
