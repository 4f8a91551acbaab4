"""Counting seconds in a variable."""

from collections.abc import Iterator

from contest.scratch.findings.index import ENDLESS, Index, Place



def find(index: Index) -> Iterator[Place]:
    """The endless loops that wait and change a variable, directly inside of them."""
    for site in index.of(*ENDLESS):
        inside = {block.opcode for block in site.block.stack()}
        if {"control_wait", "data_changevariableby"} <= inside:
            yield site.place
