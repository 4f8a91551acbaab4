"""The program of every real file against what Scratch's own machine made of it."""
# ruff: noqa: T201 - the figures are printed

import json
from collections.abc import Iterator
from typing import Any

import pytest

from contest.scratch import Refusal, read
from contest.scratch.program import Block, Program, Reference, Typed, program_of
from tests.scratch.files import CORPUS

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real Scratch files is not beside the project"),
]

# Scratch's machine drops blocks that it does not know; the program keeps them.
UNKNOWN = {
    "files/1845c4812cf86aee.sb2": "a PicoBoard hat",
    "files/76f2213dc6d19332.sb2": "a block whose selector is 0",
}
# Saved by the first Scratch on new Blockly: the head of a custom block and its parameters are no shadows there.
NO_SHADOWS = {"files/f4869e9d1a7256b0.sb3"}
# For each message slot of Scratch 2 with a reporter in it, the machine adds a message without a name.
NAMELESS = {"files/89ba898d83da720f.sb2"}


def _programs() -> Iterator[tuple[dict[str, Any], Program]]:
    for line in (CORPUS / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        try:
            project = read((CORPUS / truth["file"]).read_bytes())
        except Refusal:
            continue
        if "counts" in truth:
            yield truth, program_of(project)


@pytest.fixture(scope="module")
def programs() -> list[tuple[dict[str, Any], Program]]:
    return list(_programs()) if CORPUS.is_dir() else []


def _count(blocks: Iterator[Block]) -> tuple[int, int]:
    """All blocks as Scratch 3 holds them, and those that are no shadows."""
    every = real = 0
    for block in blocks:
        values = [value for value in block.inputs.values() if isinstance(value, Typed | Reference)]
        every += 1 + len(values)
        real += (not block.is_shadow) + sum(isinstance(v, Reference) and v.kind != "broadcast" for v in values)
    return every, real


def test_every_script_is_there(programs: list[tuple[dict[str, Any], Program]]) -> None:
    wrong = {
        truth["file"]
        for truth, program in programs
        if sum(len(target.scripts) for target in program.targets) != truth["counts"]["scripts"]
    }
    print(f"\nscripts: {len(programs)} files of all formats, {len(wrong)} wrong")
    assert len(programs) > 500
    assert wrong == set()


def test_scratch_2_and_1_blocks_are_those_of_scratch_3(programs: list[tuple[dict[str, Any], Program]]) -> None:
    old = [(truth, program) for truth, program in programs if program.format != "sb3"]
    blocks = {truth["file"] for truth, program in old if _count(program.walk())[1] != truth["counts"]["nonshadow"]}
    messages = {
        truth["file"]
        for truth, program in old
        if program.stage is None or len(program.stage.broadcasts) != truth["counts"]["broadcast"]
    }
    print(f"\nconverted blocks: {len(old)} files, {len(blocks)} differ; messages: {len(messages)} differ")
    assert (blocks, messages) == (set(UNKNOWN), NAMELESS)


def test_every_scratch_3_block_is_in_a_script_a_stray_or_aside(
    programs: list[tuple[dict[str, Any], Program]],
) -> None:
    new = [(truth, program) for truth, program in programs if program.format == "sb3"]
    differing = {
        truth["file"]
        for truth, program in new
        if sum(_count(script.walk())[1] for target in program.targets for script in (*target.scripts, *target.strays))
        != truth["counts"]["nonshadow"]
    }
    print(f"\nblocks that are no shadows: equal in {len(new) - len(differing)} of {len(new)} sb3 files")
    assert differing == NO_SHADOWS
