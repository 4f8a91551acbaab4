"""Counting seconds in a variable."""

from collections.abc import Iterator

from contest.scratch.findings.index import LOOPS, Index, Place


def find(index: Index) -> Iterator[Place]:
    """The loops that wait and change a variable, directly inside of them."""
    for site in index.of(*LOOPS):
        if {"control_wait", "data_changevariableby"} <= {block.opcode for block in site.block.stack()}:
            yield site.place
