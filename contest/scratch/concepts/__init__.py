"""Which concepts of programming a project shows, by versioned rubrics.

    concepts_of(project)["classic-2020"]["Logic"]     # 0 to 3

`classic-2020` is Dr. Scratch's own scoring, oddities and all (`classic`); `classic-fixed` the same skills by what can
really run (`fixed`, with the table of corrections); `extended` has nine skills of 0 to 4 (`extended`). A rubric is
never changed once scores were kept by it: a change is another rubric. `words` says what would reach the next level.
"""

from collections.abc import Mapping
from types import MappingProxyType

from contest.scratch.concepts.classic import classic_2020
from contest.scratch.concepts.extended import LADDERS as _NINE
from contest.scratch.concepts.extended import extended_nine
from contest.scratch.concepts.fixed import CORRECTIONS, classic_fixed
from contest.scratch.concepts.words import level_word, next_step, skill_name
from contest.scratch.model import Project
from contest.scratch.program import Program, program_of
from contest.scratch.running import ProgramScript, running_scripts

__all__ = ["CORRECTIONS", "HIGHEST", "SKILLS", "Levels", "concepts_of", "level_word", "next_step", "skill_name"]

Levels = Mapping[str, Mapping[str, int]]
"""Rubric -> skill -> level."""

HIGHEST: Mapping[str, int] = MappingProxyType({"classic-2020": 3, "classic-fixed": 3, "extended": 4})
"""The highest level of each rubric; the lowest is 0."""

SKILLS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"classic-2020": tuple(_NINE)[:7], "classic-fixed": tuple(_NINE)[:7], "extended": tuple(_NINE)}
)
"""The skills of each rubric, in the order in which they are shown."""


def concepts_of(
    project: Project, program: Program | None = None, running: tuple[ProgramScript, ...] | None = None
) -> dict[str, dict[str, int]]:
    """The level in each skill by each rubric. `program` and `running` are read from the project where not given."""
    program = program_of(project) if program is None else program
    running = running_scripts(program) if running is None else running
    return {
        "classic-2020": classic_2020(project, program),
        "classic-fixed": classic_fixed(program, running),
        "extended": extended_nine(project, program),
    }
