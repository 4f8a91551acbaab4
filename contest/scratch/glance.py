"""What the card needs to know of a project, for all formats.

It is read from the file's own blocks, not from the program: to make that takes longer than all the rest of the card.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any, Literal

from contest.scratch import program_sb2_parts, program_sb3_parts
from contest.scratch.glance_sb2 import survey2_of
from contest.scratch.glance_sb3 import hatted
from contest.scratch.model import Project
from contest.scratch.program_parts import Monitor
from contest.scratch.running import Running, able_to_run
from contest.scratch.shapes import a_string, an_array, an_object, objects, text_of


@dataclass(frozen=True, slots=True)
class Glance:
    """The scripts that can run, and what is around them."""

    scripts: tuple[Running, ...]
    opcodes: frozenset[str]  # the kinds of all their blocks
    monitors: tuple[Monitor, ...]  # those that are visible
    backdrops: tuple[str, ...]
    lists: tuple[tuple[str, Sequence[Any]], ...]  # names and values
    costumes: tuple[tuple[str, str], ...]  # files and names
    sounds: tuple[tuple[str, str], ...]
    has_draggable: bool  # a sprite that players can drag about
    has_cloud: bool


def glance_of(project: Project, wanted: Set[str]) -> Glance:
    """The glance at a project. `wanted` are the kinds of blocks that shall be among those of the scripts."""
    return _of_scratch_3(project, wanted) if project.format == "sb3" else _of_scratch_2(project)


def _of_scratch_3(project: Project, wanted: Set[str]) -> Glance:
    scripts, targets, parts = able_to_run(hatted(project, wanted)), project.targets, program_sb3_parts
    monitors = [each for each in objects(project.tree.get("monitors")) if each.get("visible") is True]
    costumes, sounds = _of_all(project, "costumes"), _of_all(project, "sounds")
    backdrops = next((target.costumes for target in targets if target.is_stage), [])
    variables = (each for target in targets for each in an_object(target.tree.get("variables")).values())
    return Glance(
        scripts=scripts,
        opcodes=_opcodes(scripts),
        monitors=tuple(map(parts.monitor, monitors)),
        backdrops=tuple([a_string(each.get("name")) for each in backdrops]),
        lists=tuple(_lists(project)),
        costumes=tuple([(parts.costume_file(each), a_string(each.get("name"))) for each in costumes]),
        sounds=tuple([(parts.sound_file(each), a_string(each.get("name"))) for each in sounds]),
        has_draggable=any([sprite.tree.get("draggable") is True for sprite in project.sprites]),
        has_cloud=any([len(each) > 2 and each[2] is True for each in variables]),
    )


def _of_scratch_2(project: Project) -> Glance:
    scripts = able_to_run([each for each in survey2_of(project).scripts if each.is_hatted])
    targets, parts = project.targets, program_sb2_parts
    costumes, sounds = _of_all(project, "costumes"), _of_all(project, "sounds")
    return Glance(
        scripts=scripts,
        opcodes=_opcodes(scripts),
        monitors=tuple([each for each in parts.monitors(project.tree) if each.visible]),
        backdrops=tuple([text_of(each.get("costumeName")) for each in targets[0].costumes]),
        lists=tuple(
            (text_of(each.get("listName")), an_array(each.get("contents")))
            for target in targets
            for each in objects(target.tree.get("lists"))
        ),
        costumes=tuple([(parts.costume_file(each), text_of(each.get("costumeName"))) for each in costumes]),
        sounds=tuple([(parts.sound_file(each), text_of(each.get("soundName"))) for each in sounds]),
        has_draggable=any([sprite.tree.get("isDraggable") is True for sprite in project.sprites]),
        has_cloud=any(
            each.get("isPersistent") is True for target in targets for each in objects(target.tree.get("variables"))
        ),
    )


def _opcodes(scripts: Sequence[Running]) -> frozenset[str]:
    return frozenset().union(*[script.opcodes for script in scripts])


def _of_all(project: Project, kind: Literal["costumes", "sounds"]) -> list[dict[str, Any]]:
    return [each for target in project.targets for each in getattr(target, kind)]


def _lists(project: Project) -> Iterator[tuple[str, Sequence[Any]]]:
    for target in project.targets:
        for raw in an_object(target.tree.get("lists")).values():
            yield text_of(raw[0]) if raw else "", an_array(raw[1]) if len(raw) > 1 else ()
