"""The glance at the file's own blocks against one by its program, which takes longer: both must tell the same."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from contest.scratch import Project, Refusal, read
from contest.scratch.card import LOOKED_AT
from contest.scratch.controls import controls_of, starts_of
from contest.scratch.features import features_of
from contest.scratch.glance import Glance, glance_of
from contest.scratch.program import Block, Program, Reference, Typed, program_of
from contest.scratch.read import project_of_json
from contest.scratch.running import ProgramScript, running_scripts
from contest.scratch.sizes import sizes_of
from contest.scratch.texts import texts_of
from tests.scratch import files


@dataclass(frozen=True, eq=False)
class Script(ProgramScript):
    """A script of the program, asked as `running.Running`."""

    @property
    def lists(self) -> frozenset[str]:
        values = (value for block in self.blocks for value in block.inputs.values())
        return frozenset(value.name for value in values if isinstance(value, Reference) and value.kind == "list")

    @property
    def rows(self) -> list[tuple[Block, tuple[Block, ...]]]:
        return [(block, row) for block in self.blocks if (row := block.stack())]

    def choice(self, block: Block, name: str) -> str | None:
        return block.choice(name)

    def choices(self, block: Block) -> list[str]:
        return [each.value for each in block.fields.values()]

    def texts(self, block: Block) -> list[str]:
        return [each.text for each in block.inputs.values() if isinstance(each, Typed) and each.kind == "text"]


def by_program(program: Program) -> Glance:
    """The glance as a project's program has it."""
    scripts = tuple(Script(each.owner, each.hat, each.blocks) for each in running_scripts(program))
    targets, stage = program.targets, program.stage
    return Glance(
        scripts=scripts,
        opcodes=frozenset().union(*[script.opcodes for script in scripts]),
        monitors=tuple(each for each in program.monitors if each.visible),
        backdrops=tuple(each.name for each in stage.costumes) if stage else (),
        lists=tuple((each.name, each.values) for target in targets for each in target.lists),
        costumes=tuple((each.file, each.name) for target in targets for each in target.costumes),
        sounds=tuple((each.file, each.name) for target in targets for each in target.sounds),
        has_draggable=any(target.pose.draggable for target in program.sprites),
        has_cloud=any(each.is_cloud for target in targets for each in target.variables),
    )


def told(project: Project, glance: Glance) -> list[Any]:
    """All that the card tells by a glance."""
    rules = controls_of(glance), starts_of(glance.scripts), features_of(glance)
    return [*rules, texts_of(project, glance), sizes_of(project, glance)]


def both_ways(project: Project) -> tuple[list[Any], list[Any]]:
    return told(project, glance_of(project, LOOKED_AT)), told(project, by_program(program_of(project)))


def projects() -> Iterator[tuple[str, Project]]:
    for folder, how in (("files", read), ("smells", project_of_json)):
        for path in sorted((files.CORPUS / folder).iterdir()):
            with contextlib.suppress(Refusal):
                yield path.name, how(path.read_bytes())


@pytest.mark.corpus
@pytest.mark.skipif(not files.CORPUS.is_dir(), reason="the folder of real Scratch files is not here")
def test_both_ways_tell_the_same_of_every_real_project() -> None:
    found = {name: both_ways(project) for name, project in projects()}
    assert {name for name, (file, program) in found.items() if file != program} == set()
    assert len(found) > 1000


def of_blocks(**blocks: Any) -> list[Any]:
    """What is told of a sprite with these blocks, whichever way it is looked at."""
    made: dict[str, Any] = {key: {"next": None, "parent": None, **each} for key, each in blocks.items()}
    hat = {"opcode": "event_whenflagclicked", "next": "a", "parent": None, "topLevel": True}
    sprite = files.sprite(blocks={"hat": hat, **made}, lists={"l": ["words", ["猫"]]})
    project = read(files.sb3(json.loads(json.dumps(files.project(files.stage(), sprite)))))
    file, program = both_ways(project)
    assert file == program
    return file


def test_a_menu_behind_a_slot_whose_first_block_is_gone_is_read() -> None:
    menu = {"opcode": "sensing_keyoptions", "fields": {"KEY_OPTION": ["space", None]}, "shadow": True, "parent": "b"}
    pressed = {"opcode": "sensing_keypressed", "inputs": {"KEY_OPTION": [3, "gone", "c"]}, "parent": "a"}
    controls, *_ = of_blocks(a={"opcode": "control_wait_until", "inputs": {"CONDITION": [2, "b"]}}, b=pressed, c=menu)
    assert [control.key for control in controls] == ["space"]


def test_a_chain_that_bites_its_own_tail_ends() -> None:
    *_, texts, _ = of_blocks(
        a={"opcode": "looks_say", "inputs": {"MESSAGE": [1, [10, "你好"]]}, "next": "b"},
        b={"opcode": "control_forever", "inputs": {"SUBSTACK": [2, "a"]}, "next": "a"},
    )
    assert texts.amount == 2


def test_a_list_that_stands_in_a_slot_is_used() -> None:
    _, _, features, texts, _ = of_blocks(a={"opcode": "looks_say", "inputs": {"MESSAGE": [3, [13, "words", "l"]]}})
    assert (features, texts.zh) == (("lists",), 100)


def test_a_countdown_counts_only_in_the_row_of_its_loop() -> None:
    wait: dict[str, Any] = {"opcode": "control_wait", "inputs": {"DURATION": [1, [5, "1"]]}}
    change = {
        "opcode": "data_changevariableby",
        "fields": {"VARIABLE": ["n", "v"]},
        "inputs": {"VALUE": [1, [4, "-1"]]},
    }
    loop: dict[str, Any] = {"opcode": "control_forever", "inputs": {"SUBSTACK": [2, "b"]}}
    _, _, within, *_ = of_blocks(a=loop, b={**wait, "next": "c"}, c=change)
    _, _, apart, *_ = of_blocks(a=loop | {"next": "c"}, b=wait, c=change)
    assert (within, apart) == (("timer", "variables"), ("variables",))
