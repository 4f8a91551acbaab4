"""No file, however spoilt, gives anything but a project or a refusal."""

import copy
import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest.scratch import Refusal, card_of, read
from contest.scratch.program import program_of
from tests.scratch import files

SEEDS = [files.sb3(), files.sb2(), files.sb1(), files.zipped({"sprite.json": b"{}"})]
QUIET = settings(
    max_examples=400, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


def answer(data: bytes) -> str:
    """Reads it to the last sentence of its card or refusal."""
    try:
        project = read(data)
    except Refusal as refusal:
        return refusal.sentence("zh")
    card = card_of(project)
    json.dumps(card.to_dict()).encode()
    assert all(block.opcode is not None for block in program_of(project).walk())
    for target in project.targets:
        for costume in target.costumes:
            project.asset(str(costume.get("md5ext")))
    for name in project.media:
        project.asset(name)
    return "".join(warning.sentence("zh") for warning in card.warnings)


def spoil(data: bytes, chance: random.Random) -> bytes:
    """One to four small accidents: bytes changed, cut out, repeated or put in."""
    spoilt = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at, end = sorted(chance.randrange(len(spoilt) + 1) for _ in range(2))
        end = min(end, at + chance.choice((1, 4, 30, 1000)))
        new: bytes = chance.choice((b"", b"\xff" * 4, b"\0" * 4, bytes(spoilt[at:end]) * 2, chance.randbytes(end - at)))
        spoilt[at:end] = new
    return bytes(spoilt)


@pytest.mark.parametrize("seed", range(4))
def test_spoilt_bytes_give_an_answer(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(500):
        assert isinstance(answer(spoil(SEEDS[seed], chance)), str)


def test_every_cut_gives_a_refusal() -> None:
    for seed in SEEDS[:3]:
        for length in range(len(seed) - 1):
            with pytest.raises(Refusal):
                read(seed[:length])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([12, 13, "mutation"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


def _places(tree: Any) -> list[tuple[Any, Any]]:
    """Every container in the tree with each of its keys."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        item = waiting.pop()
        keys = item.keys() if isinstance(item, dict) else range(len(item)) if isinstance(item, list) else ()
        for key in keys:
            found.append((item, key))
            waiting.append(item[key])
    return found


RICH = files.project(
    files.stage(variables={"v": ["v", 1, True]}, lists={"l": ["l", [1]]}, broadcasts={"b": "b"}),
    files.sprite(
        blocks={
            **files.FLAG_SCRIPT,
            "p": {"opcode": "procedures_call", "mutation": {"proccode": "%s", "argumentids": "[]", "warp": "true"}},
            "q": [12, "v", "v", 1, 1],
            "r": {"opcode": "pen_clear", "inputs": {"I": [3, [12, "v", "v"], [4, 1]]}, "fields": {"F": ["x", None]}},
        },
        comments={"c": {"blockId": "p", "text": "t", "x": None}},
        sounds=[files.sound()],
    ),
    monitors=[{"opcode": "data_variable", "params": {}, "mode": "default"}],
)
RICH2 = files.sb2_tree(variables=[{"name": "v"}], lists=[{"listName": "l"}], scriptComments=[[1, 2]])


@pytest.mark.parametrize(("tree", "make"), [(RICH, files.sb3), (RICH2, files.sb2)])
@given(data=st.data())
@QUIET
def test_any_shape_of_json_gives_an_answer(
    tree: dict[str, Any], make: Callable[[bytes], bytes], data: st.DataObject
) -> None:
    spoilt = copy.deepcopy(tree)
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(_places(spoilt)))
        container[key] = data.draw(JSON)
    assert isinstance(answer(make(json.dumps(spoilt).encode())), str)


@pytest.mark.corpus
@pytest.mark.skipif(not files.CORPUS.is_dir(), reason="the folder of real Scratch files is not beside the project")
def test_spoilt_real_files_give_an_answer() -> None:
    chance = random.Random(7)
    paths = sorted((files.CORPUS / "files").iterdir())
    small = [path for path in paths if 0 < path.stat().st_size < 100_000]
    for path in chance.sample(small, 150):
        data = path.read_bytes()
        for _ in range(5):
            assert isinstance(answer(spoil(data, chance)), str)
