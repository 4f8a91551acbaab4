"""Blocks and messages that set themselves off without end."""

from collections.abc import Iterator

from contest.scratch.findings.index import DEFINITION, RECEIVED, SENDING, Index, Place, label_of



def find(index: Index) -> Iterator[Place]:
    """The uses of a custom block in its own definition, and messages sent by the script that they start, unconditionally."""
    for site in index.of("procedures_call"):
        if site.around is None and site.script.event == DEFINITION and site.block.custom:
            if site.block.custom.proccode == label_of(site.script):
                yield site.place
    for site in index.of(*SENDING):
        if site.around is None and site.script.event == RECEIVED and site.script.hat:
            if site.block.choice("BROADCAST_INPUT") == site.script.hat.choice("BROADCAST_OPTION"):
                yield site.place
