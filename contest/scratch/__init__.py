"""A Scratch file, understood: bytes in, values out.

    project = read(data)        # a Project of format "sb3", "sb2" or "sb"; raises Refusal
    card = card_of(project)     # counts, extensions, warnings: what teacher and judge see of it
    project.asset("….svg")      # the bytes of a costume or sound
    program = program_of(project)  # targets, scripts and blocks, in one form for all formats

Files are told by their content, never by their name. Whatever Scratch itself opens is read, also where Scratch is
lenient; what is refused is named ("this is a Word document") together with what to do, in English and Chinese. All
files are foreign: sizes are bounded before and while unpacking, and no shape of JSON is trusted.

Where to look: `read` tells the order of steps; `archive`, `json_text` and `squeak` are the containers; `schema3` and
`schema2` are Scratch's own verdict, `schema3_fast` the quick way to it; `program` is what a project does; `counts`,
`extensions`, `structure` and `checks` fill the `card`; `words` and its neighbours hold every sentence; `picture`
draws the stage in a process of its own; `findings` tells problems and good habits in the blocks; `glance` is what can
run and what is around it, without making the program, by which `controls`, `features` and `texts` tell how a game is
played, what it has and which languages it speaks; `concepts` scores it by rubrics; `likeness` says how alike two
projects are, and `likeness_index` finds the nearest of thousands.
"""

from contest.scratch.card import Card, card_of
from contest.scratch.checks import Warn
from contest.scratch.counts import Counts
from contest.scratch.extensions import Extension
from contest.scratch.limits import Limits
from contest.scratch.model import Project
from contest.scratch.program import Program, program_of
from contest.scratch.read import read
from contest.scratch.refusals import Refusal

__all__ = [
    "Card",
    "Counts",
    "Extension",
    "Limits",
    "Program",
    "Project",
    "Refusal",
    "Warn",
    "card_of",
    "program_of",
    "read",
]
