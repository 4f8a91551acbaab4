"""What a project does, in one form for Scratch 3, 2 and 1.4: its targets, their scripts, and the blocks in them.

Every later look at a project (its concepts, findings, controls, the picture of its blocks, its likeness to others) goes
by this form, so that it is written once. Opcodes, and the names of inputs and fields, are those of Scratch 3.

    program = program_of(project)
    for target in program.targets:
        for script in target.scripts:
            for block in script.walk():
                ...

A block stands once in a program, whatever the file says: where two blocks claim one, or a chain bites its own tail,
the first wins. Nothing here recurses, so a project nested a million deep is only slow.
"""

from contest.scratch import program_sb2, program_sb3
from contest.scratch.blocks import Block, Custom, Field, Reference, Script, Typed, Value, is_hat, walk
from contest.scratch.model import Project
from contest.scratch.program_parts import (
    Comment,
    Costume,
    ListOf,
    Monitor,
    Pose,
    Program,
    ProgramTarget,
    Sound,
    Variable,
)

__all__ = [
    "Block",
    "Comment",
    "Costume",
    "Custom",
    "Field",
    "ListOf",
    "Monitor",
    "Pose",
    "Program",
    "ProgramTarget",
    "Reference",
    "Script",
    "Sound",
    "Typed",
    "Value",
    "Variable",
    "is_hat",
    "program_of",
    "walk",
]

_READERS = {"sb3": program_sb3.program, "sb2": program_sb2.program, "sb": program_sb2.program}


def program_of(project: Project) -> Program:
    """The program of a project of any format; made once and kept, because card, findings and blocks all ask for it."""
    if "program" not in project.notes:
        project.notes["program"] = _READERS[project.format](project)
    made: Program = project.notes["program"]
    return made
