"""What of a project is compared with others: pieces of its scripts, its costumes and sounds, the ids of its blocks.

All pieces are 64-bit hashes. Names, messages, texts and colours are not in them, because those are what is changed
first in a copy. Two readings of a script are kept: exactly, each statement with its numbers and choices; and its
shape, overlapping rows of opcodes in their order, so that what was added or dropped spoils only the rows around it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

from contest.scratch.blocks import Block, Field, Reference, Script, Typed, Value
from contest.scratch.program_parts import Program, ProgramTarget

EXACT_ROW, SHAPE_ROW = 1, 3
"""Statements in a row: longer ones say more, and survive less. Measured: these find small changed copies best."""
_PARTS = 64  # of one statement: a formula nested deeper is cut
_OPEN, _CLOSE = "{", "}"

# Fields that hold one of Scratch's own words; all others hold names that a child gave.
_CHOICES = frozenset(
    [
        "KEY_OPTION",
        "EFFECT",
        "STOP_OPTION",
        "OPERATOR",
        "FRONT_BACK",
        "FORWARD_BACKWARD",
        "STYLE",
        "NUMBER_NAME",
        "DRAG_MODE",
        "CURRENTMENU",
        "WHENGREATERTHANMENU",
    ]
)
# _mouse_, _edge_, _random_, _stage_, _myself_ stand where a sprite's name could.
_OWN_WORD = re.compile(r"_[a-z]+_\Z")
_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")
_SLOT = re.compile(r"%[sbn]")
NEW_PROJECT = frozenset(
    [
        "cd21514d0531fdffb22204e0ec5ed84a",  # the empty backdrops of Scratch 3 and 2
        "739b5e2a2435f6e1ec2993791b423146",
        "bcf454acf82e4504149f7ffe07081dbc",  # the cat of today
        "0fb9be3e8397c983338cb71dc84d0b25",
        "b7853f557e4426412e64bb3da6531a99",  # earlier cats of Scratch 3
        "e6ddc55a6ddd9cc9d84fe0b4c21e016f",
        "09dc888b0b7df19f70d81588ae73420e",
        "3696356a03a8d938318876a593572843",
        "b61b1077b0ea1931abee9dbbfa7903ff",
        "f9a1c175dbe2e5dee472858dd30d16bb",  # the cat of Scratch 2
        "6e8bd9ae68fdb02b7e1e3df656a75635",
        "83a9787d4cb6f3b7632b4ddfebf74367",  # pop and meow
        "83c36d806dc92327b9e7049a565c6bff",
    ]
)
"""Scratch gives these to every new project, so they tell nothing: md5 of backdrop, cat and sounds."""
# Twenty signs drawn at random, as Scratch makes them; shorter or worded ids are made by other programs, or by counting.
_RANDOM_ID = re.compile(r"[!#%()*+,\-./:;=?@\[\]^_`{|}~A-Za-z0-9]{20}\Z")


@lru_cache(maxsize=1 << 15)
def hashed(text: str) -> int:
    """64 bits of a text, the same on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def script_rows(script: Script) -> tuple[Counter[int], Counter[int]]:
    """The rows of this script by their hash: exact ones, and those of its shape. One of each for every statement."""
    exact, shape = [], []
    for each in _in_order(script.blocks):
        if isinstance(each, str):
            shape.append(each)
        else:
            precise, rough = statements(each)
            exact.append(precise)
            shape.append(rough)
    return _rows("e", exact, EXACT_ROW), _rows("s", shape, SHAPE_ROW)


def target_rows(target: ProgramTarget) -> tuple[Counter[int], Counter[int]]:
    """The rows of all scripts of a sprite or of the stage."""
    exact: Counter[int] = Counter()
    shape: Counter[int] = Counter()
    for script in target.scripts:
        if len(script.blocks) > 1 or script.blocks[0].stacks():
            for total, found in zip((exact, shape), script_rows(script), strict=True):
                total.update(found)
    return exact, shape


def asset_hashes(program: Program) -> Counter[int]:
    """The pictures and sounds, as the file names them by their md5, but for those of a new project."""
    pictures = {costume.md5 for target in program.targets for costume in target.costumes}
    sounds = {sound.md5 for target in program.targets for sound in target.sounds}
    return Counter(map(hashed, (pictures | sounds) - NEW_PROJECT - {""}))


def random_ids(program: Program) -> Counter[int]:
    """The ids of blocks that look drawn at random, which a copy keeps."""
    if program.format != "sb3":
        return Counter()
    ids = {block.id for block in program.walk() if _looks_random(block.id)}
    return Counter({hashed(each) for each in ids})


def _looks_random(text: str) -> bool:
    return _RANDOM_ID.match(text) is not None and len(set(text)) > 9


def _in_order(blocks: tuple[Block, ...]) -> Iterator[Block | str]:
    """The statements from top to bottom, with marks where a loop or an "if" begins and ends."""
    waiting: list[Iterator[Block | str]] = [iter(blocks)]
    while waiting:
        for each in waiting[-1]:
            yield each
            if type(each) is Block and (stacks := each.stacks()):
                waiting.append(_marked(stacks))
                break
        else:
            waiting.pop()


def _marked(stacks: Iterable[tuple[Block, ...]]) -> Iterator[Block | str]:
    for stack in stacks:
        yield _OPEN
        yield from stack
        yield _CLOSE


def _rows(mark: str, statements: list[str], length: int) -> Counter[int]:
    padded = [mark] * (length - 1) + statements
    return Counter(hashed("\n".join([mark, *padded[at : at + length]])) for at in range(len(statements)))


def statements(block: Block) -> tuple[str, str]:
    """One block with the formulas in its slots as texts without any name in them: exactly, and its shape."""
    exact: list[str] = []
    shape: list[str] = []
    waiting: list[Value | str] = [block]
    while waiting and len(exact) < _PARTS:
        value = waiting.pop()
        if isinstance(value, Block):
            precise, rough = _heads(value)
            if value.inputs and not value.is_shadow:
                inner = [each for _, each in sorted(value.inputs.items()) if type(each) is not tuple]
                if inner:
                    waiting += [")", *reversed(inner), "("]
        elif isinstance(value, Typed):
            precise, rough = _literal(value), "_"
        elif isinstance(value, str):
            precise = rough = value
        elif isinstance(value, Reference):
            precise = rough = value.kind
        else:
            continue
        exact.append(precise)
        shape.append(rough)
    return " ".join(exact), " ".join(shape)


def _heads(block: Block) -> tuple[str, str]:
    if block.is_shadow and block.opcode != "procedures_prototype":
        # A menu: which opcode it has says nothing beyond the slot that it lies in.
        return _choice(*next(iter(block.fields.items()), ("", Field("")))), "_"
    if block.custom is not None:
        label = f"{block.opcode}:{''.join(_SLOT.findall(block.custom.proccode))}"
        return label, label
    if not block.fields:
        return block.opcode, block.opcode
    chosen = [value.value.lower() for name, value in sorted(block.fields.items()) if name in _CHOICES]
    return ":".join([block.opcode, *chosen]), block.opcode


def _choice(name: str, field: Field) -> str:
    value = field.value
    return value if name in _CHOICES or _OWN_WORD.match(value) or _NUMBER.match(value) else "_"


def _literal(value: Typed) -> str:
    if value.kind == "colour":
        return "_"
    return value.text if _NUMBER.match(value.text) else "_"
