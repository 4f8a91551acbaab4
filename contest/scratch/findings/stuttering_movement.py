"""Movement by the event of a key, which stutters."""

from collections.abc import Iterator

from contest.scratch.findings.conditions import STEPS
from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The scripts started by a key that are one or two blocks, a move among them."""
    for script in index.starting_with("event_whenkeypressed"):
        if len(script.body) <= 2 and any(block.opcode in STEPS for block in script.body):
            yield script.place
