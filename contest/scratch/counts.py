"""How much is in a project, counted as scratch-vm counts after loading it."""

from collections.abc import Set
from dataclasses import dataclass, fields
from typing import TypeVar

from contest.scratch.glance_sb2 import survey2_of
from contest.scratch.model import Project
from contest.scratch.shapes import an_array, an_object, objects
from contest.scratch.structure import survey_of

_Counted = TypeVar("_Counted", bound="Counts")


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of things in the project. None where this reader does not know.

    `blocks` counts every block that the machine holds, also the ones that stand for a typed number or a menu;
    `nonshadow` only the blocks that a child has put there; `scripts` the loose ends as well. The files of Scratch 2
    and 1.4 hold no blocks but those of the child, and no list of messages: for them `blocks` equals `nonshadow`,
    where Scratch 3 would count a block more for each typed value and menu, and `broadcasts` is None. Blocks that
    Scratch 3 does not know count as well, while Scratch 3 drops them. `broadcasts` are the messages, without those of
    the stage that no block names: the machine forgets them.
    """

    targets: int | None = None
    sprites: int | None = None
    blocks: int | None = None
    nonshadow: int | None = None
    scripts: int | None = None
    costumes: int | None = None
    sounds: int | None = None
    variables: int | None = None
    lists: int | None = None
    broadcasts: int | None = None
    comments: int | None = None
    procedures: int | None = None
    monitors: int | None = None

    def to_dict(self) -> dict[str, int | None]:
        """Name -> number, in the order of the fields."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def counts_of(project: Project) -> Counts:
    """The counts of a project of any format."""
    return _sb3_counts(project) if project.format == "sb3" else _sb2_counts(project)


def _sb3_counts(project: Project) -> Counts:
    survey = survey_of(project)
    return Counts(
        targets=len(project.targets),
        sprites=sum([not target.is_stage for target in project.targets]),
        blocks=survey.blocks,
        nonshadow=survey.nonshadow,
        scripts=survey.scripts,
        costumes=sum([len(target.costumes) for target in project.targets]),
        sounds=sum([len(target.sounds) for target in project.targets]),
        variables=_sizes(project, "variables"),
        lists=_sizes(project, "lists"),
        broadcasts=_messages(project, survey.messages),
        comments=_sizes(project, "comments"),
        procedures=survey.procedures,
        monitors=len(an_array(project.tree.get("monitors"))),
    )


def _sizes(project: Project, key: str) -> int:
    return sum([len(an_object(target.tree.get(key))) for target in project.targets])


def _messages(project: Project, named: Set[str]) -> int:
    """Messages; after loading, the machine forgets those of the stage that no block names."""
    of_targets = [an_object(target.tree.get("broadcasts")).keys() for target in project.targets]
    return len(of_targets[0] & named) + sum([len(each) for each in of_targets[1:]]) if of_targets else 0


def _sb2_counts(project: Project) -> Counts:
    survey = survey2_of(project)
    children = objects(project.tree.get("children"))
    return Counts(
        targets=len(project.targets),
        sprites=len(project.targets) - 1,
        blocks=survey.blocks,
        nonshadow=survey.blocks,
        scripts=len(survey.scripts),
        costumes=sum([len(target.costumes) for target in project.targets]),
        sounds=sum([len(target.sounds) for target in project.targets]),
        variables=sum(len(objects(target.tree.get("variables"))) for target in project.targets),
        lists=sum(len(objects(target.tree.get("lists"))) for target in project.targets),
        comments=sum(len(an_array(target.tree.get("scriptComments"))) for target in project.targets),
        procedures=survey.procedures,
        monitors=sum("objName" not in child for child in children),
    )
