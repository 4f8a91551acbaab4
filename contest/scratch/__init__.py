"""A Scratch file, understood: bytes in, values out.

    from contest.scratch import Refusal, card_of, program_of, read

    try:
        project = read(data)                 # of format "sb3", "sb2" or "sb", told by content
    except Refusal as refusal:
        print(refusal.code, refusal.sentence("zh"))     # what the file is instead, and what to do
        raise

    card = card_of(project)                  # what there is to see of it, and `to_dict` to keep it
    card.counts.blocks, card.will_start, card.features, card.concepts["classic-2020"]["Logic"]
    [each.sentence("en") for each in card.warnings]
    [each.name("zh") for each in card.controls]         # ["←", "→", "空格", "移动鼠标"]

    program = program_of(project)            # targets, scripts and blocks, in one form for all formats
    project.asset("….svg")                   # the bytes of a costume or sound, or None

Files are told by their content, never by their name. Whatever Scratch itself opens is read, also where Scratch is
lenient; what is refused is named ("this is a Word document") together with what to do, in English and Chinese. All
files are foreign: sizes are bounded before and while unpacking, and no shape of JSON is trusted. `read` raises Refusal
and nothing else; what takes a Project or a Program raises nothing.

What else there is, each with an example at its top; only what you import is loaded:

    from contest.scratch.read import project_of_json            # a bare project.json, without its pictures
    from contest.scratch.concepts import concepts_of, next_step
    from contest.scratch.findings import FINDERS, counts_of, find_all   # problems and good habits in the blocks
    from contest.scratch.personal import personal_data_of       # what a child should not give away
    from contest.scratch.blocks_text import script_text         # scripts in scratchblocks' words, "en" or "zh"
    from contest.scratch.picture import picture_of              # the stage, drawn in a process of its own
    from contest.scratch.likeness import compare, print_of      # how alike two projects are
    from contest.scratch.likeness_index import Index            # and the nearest of thousands
    from contest.scratch.build import Game                      # the other way: makes projects

To read the code, begin with `read`, which tells the order of steps; `archive`, `json_text` and `squeak` are the
containers; `schema3` and `schema2` are Scratch's own verdict, `schema3_fast` the quick way to it; `program` is what a
project does; `counts`, `extensions`, `structure` and `checks` fill the `card`; `words` and its neighbours hold every
sentence; `glance` is what can run and what is around it, without making the program, by which `controls`, `features`
and `texts` tell how a game is played, what it has and which languages it speaks.
"""

from contest.scratch.card import Card, card_of
from contest.scratch.checks import Warn
from contest.scratch.controls import Control
from contest.scratch.counts import Counts
from contest.scratch.extensions import Extension
from contest.scratch.limits import Limits
from contest.scratch.model import Project, Target
from contest.scratch.program import Program, program_of
from contest.scratch.read import read
from contest.scratch.refusals import Refusal

__all__ = [
    "Card",
    "Control",
    "Counts",
    "Extension",
    "Limits",
    "Program",
    "Project",
    "Refusal",
    "Target",
    "Warn",
    "card_of",
    "program_of",
    "read",
]
