"""Messages that are sent and received."""

from collections.abc import Iterator

from contest.scratch.findings.index import SENDING, Index, Place


def find(index: Index) -> Iterator[Place]:
    """The blocks that send a message which some hat waits for."""
    for site in index.of(*SENDING):
        message = site.block.choice("BROADCAST_INPUT")
        if message is not None and message in index.received:
            yield site.place
