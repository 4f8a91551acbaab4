"""Scripts that wait for a message that nobody sends."""

from collections.abc import Iterator

from contest.scratch.findings.index import RECEIVED, Index, Place


def find(index: Index) -> Iterator[Place]:
    """The scripts whose message is sent nowhere in the project."""
    for script in index.starting_with(RECEIVED):
        if script.body and script.row[0].choice("BROADCAST_OPTION") not in index.sent:
            yield script.place
