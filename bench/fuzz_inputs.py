"""Spoilt Scratch files for `bench.fuzz`: input number n is always the same bytes, made from the same seeds."""

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contest.demo.games import GAMES
from contest.scratch import Refusal
from contest.scratch.read import project_of_json

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "files"
_LARGEST = 400_000  # bytes of a seed; larger ones only make it slower
_LARGEST_JSON = 600_000

Members = dict[str, bytes]


@dataclass(frozen=True)
class Seed:
    """A healthy file; `members` are those of its zip, project.json by its name in `program`."""

    name: str
    data: bytes
    members: Members
    program: str = ""


def seeds(folder: Path = CORPUS) -> list[Seed]:
    """The demonstration's games, and the real files where they are."""
    found = [_seed(f"game {at}", game.build(variant=at)) for at, game in enumerate(GAMES)]
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if 0 < path.stat().st_size <= _LARGEST:
            found.append(_seed(path.name, path.read_bytes()))
    return [each for each in found if len(each.members.get(each.program, b"")) <= _LARGEST_JSON]


def _seed(name: str, data: bytes) -> Seed:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {each: archive.read(each) for each in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, zlib.error):
        return Seed(name, data, {})
    program = next((each for each in members if each.endswith((".json",))), "")
    return Seed(name, data, members, program)


def spoilt(number: int, healthy: Sequence[Seed]) -> tuple[str, bytes]:
    """Input number so-and-so: what was done to which seed, and the bytes."""
    rng = random.Random(number)
    plain = [each for each in healthy if not each.program]  # Scratch 1.4 and what is no zip
    seed = rng.choice(plain if plain and rng.random() < 0.15 else healthy)
    if seed.program and rng.random() < 0.9:  # most of small ones, or a day would not be enough
        seed = min((seed, *rng.choices(healthy, k=4)), key=lambda each: len(each.members.get(each.program, each.data)))
    if not seed.program:
        ways: Sequence[Callable[[Seed, random.Random], bytes]] = (_flipped, _cut, _squeak, _squeak, _squeak)
    else:
        ways = (_flipped, _cut, _zip_surgery, _member_surgery, *[_json_surgery] * 8)
    way = rng.choice(ways)
    return f"{way.__name__.strip('_')} of {seed.name}", way(seed, rng)


# Bytes


def _flipped(seed: Seed, rng: random.Random) -> bytes:
    """Bytes changed, cut out, repeated or put in."""
    return _accidents(seed.data, rng)


def _accidents(data: bytes, rng: random.Random) -> bytes:
    result = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(result) + 1)
        end = min(len(result), at + rng.choice((1, 2, 4, 30, 1000)))
        result[at:end] = rng.choice(
            (b"", b"\xff" * (end - at), bytes(end - at), bytes(result[at:end]) * 2, rng.randbytes(end - at))
        )
    return bytes(result)


def _cut(seed: Seed, rng: random.Random) -> bytes:
    """The file's beginning, its end, or a piece."""
    at, end = sorted(rng.randrange(len(seed.data) + 1) for _ in range(2))
    return rng.choice((seed.data[:end], seed.data[at:], seed.data[at:end]))


# Objects of Scratch 1.4

_CLASSES = (1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 20, 21, 24, 25, 30, 31, 32, 33, 34, 35, 99, 124, 125, 155, 162)
_COUNTS = (0, 1, 0x7F, 0xFF, 0xFFFF, 0xFFFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


def _squeak(seed: Seed, rng: random.Random) -> bytes:
    """References bent (also into circles), classes changed, counts and numbers made odd."""
    result = bytearray(seed.data)
    if len(result) < 40:
        return _accidents(seed.data, rng)
    start = rng.choice((14, max(14, result.rfind(b"ObjS"))))
    for _ in range(rng.choice((1, 2, 5, 20))):
        at = rng.randrange(start, len(result) - 8)
        what = rng.randrange(4)
        if what == 0:
            found = result.find(b"c\0", at)
            if 0 <= found < len(result) - 4:
                result[found + 1 : found + 4] = rng.choice((rng.randrange(400), rng.randrange(9), 0xFFFFFF)).to_bytes(3)
        elif what == 1:
            result[at] = rng.choice(_CLASSES)
        elif what == 2:
            found = result.find(b"\0\0", at)
            if 0 <= found < len(result) - 4:
                result[found : found + 4] = struct.pack(">L", rng.choice(_COUNTS))
        else:
            result[at : at + 9] = b"\x08" + struct.pack(">d", rng.choice((float("nan"), float("inf"), 1e308, -1e9)))
    return bytes(result)


# Zips


def _packed(members: Members, rng: random.Random) -> bytes:
    target = io.BytesIO()
    method = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(target, "w", method, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return target.getvalue()


_NAMES = (
    "../x",
    "/etc/x",
    "C:\\x",
    "a/b/project.json",
    "project.json",
    "\u202ex.png",
    "x" * 5000,
    "é中.svg",
    ".",
    "a/",
)


def _zip_surgery(seed: Seed, rng: random.Random) -> bytes:
    """Fields of the directory and of the members' heads changed."""
    result = bytearray(_packed(seed.members, rng))
    for _ in range(rng.choice((1, 2, 6))):
        mark, length = rng.choice(((b"PK\1\2", 46), (b"PK\3\4", 30), (b"PK\5\6", 22)))
        places = [at for at in range(len(result) - length) if result[at : at + 4] == mark] if len(result) < 3e4 else []
        at = rng.choice(places) if places else max(0, result.rfind(mark))
        field = at + rng.randrange(4, length, 2)
        new = rng.choice((b"\xff\xff", b"\0\0", b"\1\0", b"\x08\0", b"\xff\xff\xff\xff", rng.randbytes(2)))
        result[field : field + len(new)] = new
    return bytes(result)


def _member_surgery(seed: Seed, rng: random.Random) -> bytes:
    """Members dropped, renamed, spoilt, emptied, added, or put a folder down."""
    members = dict(seed.members)
    for _ in range(rng.choice((1, 2, 4))):
        name = rng.choice([*members, seed.program])
        data = members.pop(name, b"")
        what = rng.randrange(6)
        if what == 0:
            members[rng.choice(_NAMES)] = data
        elif what == 1:
            members[name] = _accidents(data, rng)
        elif what == 2:
            members[name] = rng.choice((b"", b"\0", b"<svg", b"{}", b"[]", b"null", b"\xef\xbb\xbf" + data, data * 2))
        elif what == 3:
            members = {f"folder/{each}": content for each, content in {name: data, **members}.items()}
        elif what == 4:
            members |= {name: data, **{f"{at}.txt": b"" for at in range(rng.choice((*[1] * 20, 6000)))}}
    return _packed(members, rng)


# JSON


def _operated(program: bytes, rng: random.Random) -> str:
    tree = json.loads(program)
    raw: list[str] = []
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        rng.choice(_SURGERY)(tree, rng, raw)
    text = json.dumps(tree)
    for at, each in enumerate(raw):
        text = text.replace(f'"raw {at}"', each)
    return text


def _opens(text: str) -> bool:
    """Whether Scratch would open it: what is refused at once tries little. Where even that fails, it is of interest."""
    try:
        project_of_json(text.encode("utf-8", "surrogatepass"))
    except Refusal:
        return False
    except Exception:
        return True
    return True


def _json_surgery(seed: Seed, rng: random.Random) -> bytes:
    """The tree of project.json with values replaced, dropped, doubled, bent into circles, nested and stretched."""
    try:
        text = next(each for at in range(3) if _opens(each := _operated(seed.members[seed.program], rng)) or at == 2)
    except ValueError:
        return _accidents(seed.data, rng)
    members = {seed.program: text.encode("utf-8", "surrogatepass")}
    if rng.random() < 0.5:  # assets cost time, and are mostly beside the point here
        members |= {name: data for name, data in seed.members.items() if name != seed.program}
    return _packed(members, rng)


_ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 2**31, 10**30, -(10**30), 1e308, -0.0, float("nan"), float("inf")),
    *("", " ", "0", "-", "\ud800", "\0", "\u202e", "__proto__", "constructor", "_mouse_", "Stage", "NaN", "1e999"),
    *(
        "x" * 100_000,
        "中" * 20_000,
        "1" * 5000,
        "13800138000 " * 3000,
        "%s" * 3000,
        "@" * 20_000,
        "a." * 20_000,
        "[(<" * 9000,
    ),
    *(
        [],
        {},
        [[]],
        [None],
        [{}],
        {"": None},
        {"__proto__": {}},
        [1, [10, []]],
        [3, None, None],
        [12],
        [12, "a", "b", 1, 2],
    ),
)
_RAW = (
    *("1e999", "-1e999", "1" * 5000, "-" + "9" * 400, "NaN", "Infinity", "1" * 3000 + ".5", '"\\ud800"', '"\\u0000"'),
    *(
        "[" * 300 + "]" * 300,
        "[" * 5000 + "]" * 5000,
        '{"a":' * 900 + "1" + "}" * 900,
        '{"a":' * 30000 + "1" + "}" * 30000,
    ),
)


def _place(tree: Any, rng: random.Random) -> tuple[Any, Any] | None:
    """A container and one of its keys, somewhere: often in a block."""
    at: Any = tree
    if isinstance(tree, dict) and rng.random() < 0.7:
        at = rng.choice(_targets(tree))
        blocks = at.get("blocks") or at.get("scripts")
        at = blocks if rng.random() < 0.7 and isinstance(blocks, (dict, list)) and blocks else at
    found = None
    while isinstance(at, (dict, list)) and at:
        key = rng.choice(list(at)) if isinstance(at, dict) else rng.randrange(len(at))
        found = at, key
        at = at[key]
        if rng.random() < 0.12:
            break
    return found


def _targets(tree: dict[str, Any]) -> list[dict[str, Any]]:
    found = tree.get("targets") or tree.get("children")
    return [each for each in (tree, *(found if isinstance(found, list) else ())) if isinstance(each, dict)]


def _blocks(tree: Any, rng: random.Random) -> dict[str, Any]:
    """The blocks of a Scratch 3 target."""
    targets = _targets(tree) if isinstance(tree, dict) else []
    found = [each["blocks"] for each in targets if isinstance(each.get("blocks"), dict) and len(each["blocks"]) > 1]
    return rng.choice(found) if found else {}


def _replace(tree: Any, rng: random.Random, raw: list[str]) -> None:
    place = _place(tree, rng)
    if place:
        place[0][place[1]] = json.loads(json.dumps(rng.choice(_ODD)))


def _replace_raw(tree: Any, rng: random.Random, raw: list[str]) -> None:
    place = _place(tree, rng)
    if place:
        place[0][place[1]] = f"raw {len(raw)}"
        raw.append(rng.choice(_RAW))


def _delete(tree: Any, rng: random.Random, raw: list[str]) -> None:
    place = _place(tree, rng)
    if place:
        del place[0][place[1]]


def _graft(tree: Any, rng: random.Random, raw: list[str]) -> None:
    """A value from one place at another."""
    to, of = _place(tree, rng), _place(tree, rng)
    if to and of:
        copy = json.loads(json.dumps(of[0][of[1]]))
        if isinstance(to[0], list) and rng.random() < 0.5:
            to[0].insert(to[1], copy)
        else:
            to[0][to[1]] = copy


def _multiply(tree: Any, rng: random.Random, raw: list[str]) -> None:
    place = _place(tree, rng)
    if place and isinstance(place[0], list):
        value = place[0][place[1]]
        if len(json.dumps(value)) < 500:
            place[0][place[1] : place[1]] = [value] * rng.choice((2, 300, 3000))


def _rename_key(tree: Any, rng: random.Random, raw: list[str]) -> None:
    place = _place(tree, rng)
    if place and isinstance(place[0], dict):
        new = rng.choice(("__proto__", "", "constructor", "next", "SUBSTACK", "\ud800", "x" * 9000, "toString"))
        place[0][new] = place[0].pop(place[1])


def _bend(tree: Any, rng: random.Random, raw: list[str]) -> None:
    """next, parent or an input points somewhere else: also above itself."""
    blocks = _blocks(tree, rng)
    for _ in range(rng.choice((1, 3, 30))):
        if not blocks:
            return
        block = blocks[rng.choice(list(blocks))]
        other = rng.choice([*blocks, "nowhere"])
        if not isinstance(block, dict):
            continue
        what = rng.choice(("next", "parent", "input", "input"))
        if what != "input":
            block[what] = other
        elif isinstance(block.get("inputs"), dict):
            name = rng.choice([*block["inputs"], "SUBSTACK", "VALUE"])
            block["inputs"][name] = rng.choice(([2, other], [3, other, other], [1, other], [3, other, [10, "x"]]))


def _tower(tree: Any, rng: random.Random, raw: list[str]) -> None:
    """Thousands of blocks below or within each other."""
    blocks = _blocks(tree, rng)
    if not blocks:
        return _deep_list(tree, rng, raw)
    count = rng.choice((50, 1500, 8000))
    opcode, link = rng.choice(
        (
            ("motion_movesteps", "next"),
            ("operator_add", "NUM1"),
            ("control_forever", "SUBSTACK"),
            ("operator_not", "OPERAND"),
        )
    )
    for at in range(count):
        block: dict[str, Any] = {"opcode": opcode, "parent": f"t{at - 1}" if at else None, "topLevel": at == 0}
        if link == "next":
            block["next"] = f"t{at + 1}" if at + 1 < count else None
        elif at + 1 < count:
            block["inputs"] = {link: [2, f"t{at + 1}"]}
        blocks[f"t{at}"] = block
    return None


def _deep_list(tree: Any, rng: random.Random, raw: list[str]) -> None:
    """Arrays of Scratch 2 within each other."""
    place = _place(tree, rng)
    depth = rng.choice((30, 200, 400))
    word = rng.choice(("doForever", "+", "not", "doIf", "call"))
    if place:
        place[0][place[1]] = f"raw {len(raw)}"
        raw.append(f'["{word}",' * depth + "1" + "]" * depth)


_SURGERY: tuple[Callable[[Any, random.Random, list[str]], None], ...] = (
    *(_replace, _replace, _replace, _replace_raw, _delete, _delete, _graft, _graft),
    *(_multiply, _rename_key, _bend, _bend, _tower),
)
