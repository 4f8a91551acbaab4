"""Which names of a child's are also those of blocks, so that scratchblocks would take the one for the other."""

from contest.scratch.blocks_labels import LOOKS, Slot
from contest.scratch.blocks_syntax import fingerprint

# What scratchblocks knows beside the table of labels: blocks of Scratch 2, other spellings, its own signs.
_MORE = """
else|end|否则|结束|...|_ @addInput|_ ▸
if _|forever if _|stop script|stop all|go to front|go back _ layers
switch to costume _|next background|switch to background _|background #
""".strip()
_DEFINE = ("define", "定义")


def is_taken(label: str) -> bool:
    """Whether a block with these words, `_` for each slot, would be read as another one."""
    found = fingerprint(label)
    return found in _TAKEN or found.split(" ", 1)[0] in _DEFINE


_TAKEN = {
    fingerprint(" ".join("_" if isinstance(part, Slot) else part for part in label.parts))
    for look in LOOKS.values()
    for label in look.labels.values()
} | {fingerprint(words) for line in _MORE.split("\n") for words in line.split("|")}
