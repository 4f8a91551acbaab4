"""What the card needs to know of a project, for all formats.

It is not taken from the program where that can be avoided: to make the program of a Scratch 3 project takes longer
than all the rest of reading it.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from contest.scratch import program_sb3_parts as parts
from contest.scratch.glance_sb3 import hatted
from contest.scratch.model import Project
from contest.scratch.program import program_of
from contest.scratch.program_parts import Monitor, Program
from contest.scratch.running import Running, able_to_run, running_scripts
from contest.scratch.shapes import a_string, an_array, an_object, objects, text_of


@dataclass(frozen=True, slots=True)
class Glance:
    """The scripts that can run, and what is around them."""

    scripts: tuple[Running, ...]
    monitors: tuple[Monitor, ...]  # those that are visible
    backdrops: tuple[str, ...]
    lists: tuple[tuple[str, Sequence[Any]], ...]  # names and values
    costumes: tuple[tuple[str, str], ...]  # files and names
    sounds: tuple[tuple[str, str], ...]
    has_draggable: bool  # a sprite that players can drag about
    has_cloud: bool


def glance_of(project: Project, wanted: Set[str]) -> Glance:
    """The glance at a project. `wanted` are the kinds of blocks that shall be among those of the scripts."""
    return _of_scratch_3(project, wanted) if project.format == "sb3" else glance_of_program(program_of(project))


def _of_scratch_3(project: Project, wanted: Set[str]) -> Glance:
    targets = project.targets
    backdrops = next((target.costumes for target in targets if target.is_stage), [])
    return Glance(
        scripts=able_to_run(hatted(project, wanted)),
        monitors=tuple(
            parts.monitor(each) for each in objects(project.tree.get("monitors")) if each.get("visible") is True
        ),
        backdrops=tuple([a_string(each.get("name")) for each in backdrops]),
        lists=tuple(_lists(project)),
        costumes=tuple(
            [(parts.costume_file(each), a_string(each.get("name"))) for t in targets for each in t.costumes]
        ),
        sounds=tuple([(parts.sound_file(each), a_string(each.get("name"))) for t in targets for each in t.sounds]),
        has_draggable=any(target.tree.get("draggable") is True for target in project.sprites),
        has_cloud=any(
            len(each) > 2 and each[2] is True
            for target in targets
            for each in an_object(target.tree.get("variables")).values()
        ),
    )


def _lists(project: Project) -> Iterator[tuple[str, Sequence[Any]]]:
    for target in project.targets:
        for raw in an_object(target.tree.get("lists")).values():
            yield text_of(raw[0]) if raw else "", an_array(raw[1]) if len(raw) > 1 else ()


def glance_of_program(program: Program) -> Glance:
    """The glance at a project whose program is made. Its scripts have all their blocks."""
    targets, stage = program.targets, program.stage
    return Glance(
        scripts=running_scripts(program),
        monitors=tuple(each for each in program.monitors if each.visible),
        backdrops=tuple(each.name for each in stage.costumes) if stage else (),
        lists=tuple((each.name, each.values) for target in targets for each in target.lists),
        costumes=tuple((each.file, each.name) for target in targets for each in target.costumes),
        sounds=tuple((each.file, each.name) for target in targets for each in target.sounds),
        has_draggable=any(target.pose.draggable for target in program.sprites),
        has_cloud=any(each.is_cloud for target in targets for each in target.variables),
    )
