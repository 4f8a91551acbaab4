"""Scripts that wait for a message that nobody sends."""

from collections.abc import Iterator

from contest.scratch.findings.index import RECEIVED, Index, Place



def find(index: Index) -> Iterator[Place]:
    """The hats whose message is sent nowhere in the project."""
    for site in index.of(RECEIVED):
        if site.block.choice("BROADCAST_OPTION") not in index.sent:
            yield site.place
