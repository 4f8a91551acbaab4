"""Which names of a child's are also those of blocks, so that scratchblocks would take the one for the other."""

from contest.scratch.blocks_labels import LOOKS, Slot
from contest.scratch.blocks_syntax import fingerprint

# What scratchblocks knows beside the table of labels: blocks of Scratch 2 and 1.4, other spellings, its own signs.
_MORE = """
else|end|否则|结束|...|_ @addInput|_ ▸
if _|forever if _|stop script|stop all|go to front|go back _ layers|clear|set tempo to _ bpm
switch to costume _|next background|switch to background _|background #
costume #|backdrop #|backdrop name|造型编号|背景编号|背景名称|is online?
say _ for _ secs|think _ for _ secs|play sound _|wait _ secs
turn @turnRight _ degrees|turn @turnLeft _ degrees|右转 @turnRight _ 度|左转 @turnLeft _ 度
turn ↻ _ degrees|turn ↺ _ degrees|右转 ↻ _ 度|左转 ↺ _ 度|turn cw _ degrees|turn ccw _ degrees
when @greenFlag clicked|当 @greenFlag 被点击|when ⚑ clicked|当 ⚑ 被点击
when gf clicked|when green flag clicked|点击绿旗时
""".strip()
_DEFINE = ("define", "定义")


def is_taken(label: str) -> bool:
    """Whether a block with these words, `_` for each slot, would be read as another one."""
    found = fingerprint(label)
    return found in _TAKEN or is_definition(label)


def is_definition(label: str) -> bool:
    """Whether it begins like the definition of a custom block."""
    return fingerprint(label).split(" ", 1)[0] in _DEFINE


_TAKEN = {
    fingerprint(" ".join("_" if isinstance(part, Slot) else part.replace("\\", "") for part in label.parts))
    for look in LOOKS.values()
    for label in look.labels.values()
} | {fingerprint(words) for line in _MORE.split("\n") for words in line.split("|")}
