"""What is done to a Scratch 3 project so that it no longer looks copied: each takes a project.json and gives another.

Nothing here knows what a fingerprint looks at. `random` decides; the same random gives the same copy.
"""

import copy
import hashlib
import json
import random
import string
from collections.abc import Callable, Iterator
from typing import Any

Tree = dict[str, Any]
Mutator = Callable[[Tree, random.Random], Tree]

_SIGNS = "!#%()*+,-./:;=?@[]^_`{|}~" + string.ascii_letters + string.digits
_NAMES = ("VARIABLE", "LIST", "BROADCAST_OPTION")
_SPRITE_MENUS = ("TO", "TOWARDS", "TOUCHINGOBJECTMENU", "CLONE_OPTION", "OBJECT", "DISTANCETOMENU")
_PART_MENUS = ("COSTUME", "BACKDROP", "SOUND_MENU")
_COLOUR, _TEXT = 9, 10


def _targets(tree: Tree) -> list[Tree]:
    return [each for each in tree["targets"] if isinstance(each, dict)]


def _blocks(tree: Tree) -> Iterator[Tree]:
    for target in _targets(tree):
        yield from (block for block in target["blocks"].values() if isinstance(block, dict))


def _slots(tree: Tree) -> Iterator[list[Any]]:
    """The short arrays in inputs: [10, "hello"], [12, "score", "id"] ..."""
    for block in _blocks(tree):
        for slots in (block.get("inputs") or {}).values():
            yield from (slot for slot in slots[1:] if isinstance(slot, list) and len(slot) > 1)


def rename(tree: Tree, rng: random.Random) -> Tree:
    """Other names for sprites, variables, lists, messages, costumes, sounds and the parameters of own blocks."""
    tree = copy.deepcopy(tree)
    said: dict[str, str] = {}

    def new(name: Any) -> Any:
        return said.setdefault(name, f"名{rng.randrange(10**9)}") if isinstance(name, str) else name

    for target in _targets(tree):
        if not target.get("isStage"):
            target["name"] = new(target["name"])
        for each in (*target["costumes"], *target["sounds"]):
            each["name"] = new(each["name"])
        for each in (*target["variables"].values(), *target["lists"].values()):
            each[0] = new(each[0])
        target["broadcasts"] = {key: new(name) for key, name in (target.get("broadcasts") or {}).items()}
    for block in _blocks(tree):
        for name, field in (block.get("fields") or {}).items():
            worded = isinstance(field, list) and field and isinstance(field[0], str) and not field[0].startswith("_")
            if worded and name in (*_NAMES, *_SPRITE_MENUS, *_PART_MENUS, "VALUE"):
                field[0] = new(field[0])
        _rename_own(block, new)
    for slot in _slots(tree):
        if slot[0] in (11, 12, 13):
            slot[1] = new(slot[1])
    return tree


def _rename_own(block: Tree, new: Callable[[Any], Any]) -> None:
    mutation = block.get("mutation")
    if isinstance(mutation, dict) and isinstance(mutation.get("proccode"), str):
        words = mutation["proccode"].split(" ")
        mutation["proccode"] = " ".join(word if word.startswith("%") else new("own " + word) for word in words)
        if isinstance(mutation.get("argumentnames"), str):
            mutation["argumentnames"] = json.dumps([new(each) for each in json.loads(mutation["argumentnames"])])


def recolour(tree: Tree, rng: random.Random) -> Tree:
    """Every picture redrawn, so that its md5 is another; other colours in the blocks."""
    tree = copy.deepcopy(tree)
    for target in _targets(tree):
        for each in target["costumes"]:
            each["assetId"] = hashlib.md5(f"{each.get('assetId')}{rng.random()}".encode()).hexdigest()
            each["md5ext"] = f"{each['assetId']}.{each.get('dataFormat')}"
    for slot in _slots(tree):
        if slot[0] == _COLOUR:
            slot[1] = f"#{rng.randrange(1 << 24):06x}"
    return tree


def translate(tree: Tree, rng: random.Random) -> Tree:
    """Other words in all texts and comments; numbers and names stay."""
    tree = copy.deepcopy(tree)
    for slot in _slots(tree):
        if slot[0] == _TEXT and isinstance(slot[1], str) and any(sign.isalpha() for sign in slot[1]):
            slot[1] = f"话{rng.randrange(10**9)}"
    for target in _targets(tree):
        for comment in (target.get("comments") or {}).values():
            comment["text"] = f"话{rng.randrange(10**9)}"
    return tree


def resave(tree: Tree, rng: random.Random) -> Tree:
    """New ids for blocks, variables, lists, messages and comments."""
    old = {key for target in _targets(tree) for part in _PARTS for key in (target.get(part) or {})}
    new = {key: "".join(rng.choice(_SIGNS) for _ in range(20)) for key in sorted(old)}
    return _with_ids(tree, new)


_PARTS = ("blocks", "variables", "lists", "broadcasts", "comments")


def _with_ids(tree: Tree, new: dict[str, str]) -> Tree:
    tree = copy.deepcopy(tree)

    def known(value: Any) -> Any:
        return new.get(value, value) if isinstance(value, str) else value

    for target in _targets(tree):
        for part in _PARTS:
            target[part] = {known(key): each for key, each in (target.get(part) or {}).items()}
        for comment in target["comments"].values():
            comment["blockId"] = known(comment.get("blockId"))
        for block in target["blocks"].values():
            _new_links(block, known)
    for monitor in tree.get("monitors") or []:
        monitor["id"] = known(monitor.get("id"))
    return tree


def _new_links(block: Any, known: Callable[[Any], Any]) -> None:
    if isinstance(block, list):
        block[2:3] = [known(each) for each in block[2:3]]
        return
    for name in ("next", "parent", "comment"):
        if name in block:
            block[name] = known(block[name])
    for slots in (block.get("inputs") or {}).values():
        for at, slot in enumerate(slots[1:], 1):
            if isinstance(slot, list):
                slot[2:3] = [known(each) for each in slot[2:3]]
            else:
                slots[at] = known(slot)
    for name in _NAMES:
        field = (block.get("fields") or {}).get(name)
        if isinstance(field, list):
            field[1:2] = [known(each) for each in field[1:2]]


def reorder(tree: Tree, rng: random.Random) -> Tree:
    """Scripts in another order and at other places, sprites too."""
    tree = copy.deepcopy(tree)
    stage, *sprites = tree["targets"]
    rng.shuffle(sprites)
    tree["targets"] = [stage, *sprites]
    for target in _targets(tree):
        keys = list(target["blocks"])
        rng.shuffle(keys)
        target["blocks"] = {key: target["blocks"][key] for key in keys}
        for block in target["blocks"].values():
            if isinstance(block, dict) and block.get("topLevel") is True:
                block["x"], block["y"] = rng.randrange(900), rng.randrange(900)
    return tree


def drop(tree: Tree, rng: random.Random, part: float = 0.2) -> Tree:
    """A fifth of the statements gone; what hung below each hangs on what was above it."""
    tree = copy.deepcopy(tree)
    for target in _targets(tree):
        blocks = target["blocks"]
        inside = [key for key, block in blocks.items() if _is_statement(block) and block.get("parent") in blocks]
        left = round(part * len(inside))
        for key in rng.sample(inside, len(inside)):
            if key in blocks and blocks[key].get("parent") in blocks and (size := _size(blocks, key)) <= left:
                left -= size
                _cut_out(blocks, key)
    return tree


def _size(blocks: Tree, key: str) -> int:
    """How many statements go with it: those inside of a loop do."""
    alone = {**blocks, key: {**blocks[key], "next": None}}
    return sum(_is_statement(blocks[each]) for each in _within(alone, key))


def _is_statement(block: Any) -> bool:
    """Whether it stands in a row of blocks: what reports a value has nothing below it and is not below anything."""
    return isinstance(block, dict) and not block.get("topLevel") and not block.get("shadow")


def _cut_out(blocks: Tree, key: str) -> None:
    block, above = blocks[key], blocks[blocks[key]["parent"]]
    below = block.get("next")
    if above.get("next") == key:
        above["next"] = below
    else:
        holds = [name for name, slots in above["inputs"].items() if name.startswith("SUBSTACK") and key in slots[1:]]
        if not holds:
            return
        for name in holds:
            above["inputs"][name] = [2, below] if below else [1, None]
    if below in blocks:
        blocks[below]["parent"] = block["parent"]
    block["parent"], block["next"] = None, None
    for each in _within(blocks, key):
        blocks.pop(each, None)


def _within(blocks: Tree, key: str) -> list[str]:
    found, waiting = [], [key]
    while waiting:
        each = waiting.pop()
        if each in blocks and each not in found:
            found.append(each)
            inputs = blocks[each].get("inputs", {}) if isinstance(blocks[each], dict) else {}
            waiting += [slot for slots in inputs.values() for slot in slots[1:] if isinstance(slot, str)]
            following = blocks[each].get("next") if isinstance(blocks[each], dict) else None
            waiting += [following] if following else []
    return found


def add(tree: Tree, rng: random.Random, part: float = 0.2) -> Tree:
    """A fifth more statements, put in at random places."""
    tree = copy.deepcopy(tree)
    for target in _targets(tree):
        blocks = target["blocks"]
        rows = [key for key, block in blocks.items() if isinstance(block, dict) and block.get("next") in blocks]
        wanted = round(part * sum(_is_statement(block) for block in blocks.values()))
        for above in rng.choices(rows, k=wanted) if rows else ():
            key = "".join(rng.choice(_SIGNS) for _ in range(20))
            below = blocks[above]["next"]
            blocks[key] = {**_statement(rng), "parent": above, "next": below}
            blocks[above]["next"] = key
            blocks[below]["parent"] = key
    return tree


def _statement(rng: random.Random) -> Tree:
    opcode, slot = rng.choice(
        [
            ("motion_movesteps", "STEPS"),
            ("motion_turnright", "DEGREES"),
            ("motion_changexby", "DX"),
            ("motion_setx", "X"),
            ("looks_changesizeby", "CHANGE"),
            ("looks_say", "MESSAGE"),
            ("control_wait", "DURATION"),
            ("sound_setvolumeto", "VOLUME"),
        ]
    )
    inputs = {slot: [1, [4, str(rng.randrange(100))]]}
    return {"opcode": opcode, "inputs": inputs, "fields": {}, "shadow": False, "topLevel": False}


MUTATORS: dict[str, Mutator] = {
    "renamed": rename,
    "recoloured": recolour,
    "translated": translate,
    "saved with new ids": resave,
    "reordered": reorder,
    "a fifth dropped": drop,
    "a fifth added": add,
}


def everything(tree: Tree, rng: random.Random) -> Tree:
    """All of them, one upon the other; the fifth is either dropped or added."""
    for name, mutate in MUTATORS.items():
        if not name.startswith("a fifth"):
            tree = mutate(tree, rng)
    return rng.choice([drop, add])(tree, rng)


def as_json(tree: Tree) -> bytes:
    """The tree as a project.json; likeness opens no pictures and sounds."""
    return json.dumps(tree).encode()
