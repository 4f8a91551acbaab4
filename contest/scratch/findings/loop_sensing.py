"""Events that are looked for again and again in a loop."""

from collections.abc import Iterator

from contest.scratch.findings.conditions import EVENTS, asked
from contest.scratch.findings.index import BRANCHES, CLONED, FLAG, Index, Place


def find(index: Index) -> Iterator[Place]:
    """Each touching, key or mouse button asked for by an "if" inside of an endless loop, in scripts started by the flag
    or for a clone."""
    for site in index.of(*BRANCHES):
        if site.endless and site.script.event in (FLAG, CLONED):
            yield from (Place(site.target.name, each.id) for each in asked(site.block) if each.opcode in EVENTS)
