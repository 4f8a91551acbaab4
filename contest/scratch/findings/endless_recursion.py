"""Blocks and messages that set themselves off without end."""

from collections.abc import Iterator

from contest.scratch.findings.index import DEFINITION, RECEIVED, SENDING, Index, Place, label_of


def find(index: Index) -> Iterator[Place]:
    """The uses of a custom block in its own definition, and the messages that start the script which sends them;
    not where a condition or a loop stands between."""
    for script in index.starting_with(DEFINITION):
        label = label_of(script)
        for block in script.body:
            if block.opcode == "procedures_call" and block.custom and block.custom.proccode == label:
                yield Place(script.target.name, block.id)
    for script in index.starting_with(RECEIVED):
        message = script.row[0].choice("BROADCAST_OPTION")
        for block in script.body:
            if block.opcode in SENDING and block.choice("BROADCAST_INPUT") == message:
                yield Place(script.target.name, block.id)
