"""Conditions that are tested again and again in a loop."""

from collections.abc import Iterator

from contest.scratch.findings.conditions import sensed
from contest.scratch.findings.index import BRANCHES, CLONED, FLAG, Index, Place



def find(index: Index) -> Iterator[Place]:
    """What is sensed in an "if" inside of an endless loop, in scripts started by the flag or for a clone."""
    for site in index.of(*BRANCHES):
        if site.endless and site.script.event in (FLAG, CLONED):
            for block in sensed(site.block, variables=False):
                yield Place(site.target.name, block.id)
