"""Problems and good practices in a program: what a careful reader would tell its author.

    found = find_all(program_of(project))     # a list of Finding(name, target, block)
    counts_of(found)                          # {"dead_code": 2, "timer": 1, …}
    FINDERS["dead_code"].sentence("zh")       # what to tell a teacher

Names and meanings are those of LitterBox, the research tool with the longest list of such rules, so that its studies
can be compared with ours; each rule is written anew from what it finds. To add one: a file with a function `find`, a
line in `registry`, a sentence in `words`.
"""

from collections import Counter
from collections.abc import Iterable

from contest.scratch.findings.finding import Finder, Finding
from contest.scratch.findings.index import Index
from contest.scratch.findings.registry import FINDERS
from contest.scratch.program_parts import Program

__all__ = ["FINDERS", "Finder", "Finding", "counts_of", "find_all"]


def find_all(program: Program) -> list[Finding]:
    """Everything that the finders find, finder by finder."""
    index = Index(program)
    return [Finding(each.name, *place) for each in FINDERS.values() for place in each.find(index)]


def counts_of(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each name; what was not found is left out."""
    return dict(Counter(finding.name for finding in findings))
