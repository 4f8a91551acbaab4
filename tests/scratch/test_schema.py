"""Scratch's own verdict: what scratch-parser's schema refuses, and what it lets pass."""

import json
from typing import Any

import pytest

from contest.scratch.model import sb3_targets, with_raw_blocks
from contest.scratch.schema2 import sb2_fault
from contest.scratch.schema3 import sb3_fault
from contest.scratch.schema3_fast import usual_tree
from contest.scratch.structure import survey
from tests.scratch import files

BLOCK = {"opcode": "x"}


def refused(tree: Any) -> str | None:
    """What scratch-parser refuses; the fast way must take nothing that it refuses, nor change what it takes."""
    found = sb3_fault(tree)
    usual = usual_tree(json.dumps(tree).encode())
    if usual is not None and survey(sb3_targets(usual)).is_taken:
        assert found is None
        slowly = sb3_targets(with_raw_blocks(json.loads(json.dumps(tree))))
        assert [each.blocks for each in sb3_targets(usual)] == [each.blocks for each in slowly]
    return found


def _stage(**more: Any) -> str | None:
    return refused(files.project(files.stage(**more)))


def _sprite(**more: Any) -> str | None:
    return refused(files.project(files.stage(), files.sprite(**more)))


def _block(**more: Any) -> bool:
    return _stage(blocks={"b": {**BLOCK, **more}}) is None


def _input(*value: Any) -> bool:
    return _block(inputs={"I": list(value)})


def test_a_project_as_scratch_writes_it_passes() -> None:
    assert refused(files.project()) is None
    assert sb2_fault(files.sb2_tree()) is None


def test_what_the_schema_does_not_name_may_be_missing_or_odd() -> None:
    least = {"name": "Stage", "isStage": True, "variables": {}, "costumes": [files.costume()], "sounds": []}
    meta = {"semver": "3.0.0", "platform": 3}
    assert refused({"meta": meta, "targets": [{**least, "blocks": {}}], "monitors": 7, "extra": []}) is None
    assert refused({"meta": meta, "targets": []}) is None


@pytest.mark.parametrize(
    ("meta", "fault"),
    [
        (None, "meta"),
        ({}, "meta.semver"),
        ({"semver": "2.0.0"}, "meta.semver"),
        ({"semver": "3.0.0\n"}, "meta.semver"),
        ({"semver": "3.0.0", "vm": "x"}, "meta.vm"),
        ({"semver": "3.0.0", "vm": "0.2.0-prerelease.1"}, None),
        ({"semver": "3.0.0", "agent": None}, "meta.agent"),
        ({"semver": "3.0.0", "origin": 1}, "meta.origin"),
    ],
)
def test_meta(meta: Any, fault: str | None) -> None:
    assert refused(files.project(meta=meta)) == fault


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"name": "stage"}, ".name"),
        ({"isStage": 1}, ".isStage"),
        ({"layerOrder": 1}, ".layerOrder"),
        ({"layerOrder": False}, ".layerOrder"),
        ({"videoState": None}, ".videoState"),
        ({"tempo": "60"}, ".tempo"),
        ({"costumes": []}, ".costumes"),
        ({"costumes": [files.costume(), files.costume()]}, ".costumes[1]"),
        ({"costumes": ["x"]}, ".costumes[0]"),
        ({"costumes": [files.costume(kind="webp")]}, ".costumes[0].dataFormat"),
        ({"costumes": [files.costume(assetId="0" * 31)]}, ".costumes[0].assetId"),
        ({"costumes": [files.costume(bitmapResolution=1.5)]}, ".costumes[0].bitmapResolution"),
        ({"sounds": [files.sound(dataFormat="ogg")]}, ".sounds[0].dataFormat"),
        ({"sounds": {}}, ".sounds"),
        ({"currentCostume": -1}, ".currentCostume"),
        ({"volume": True}, ".volume"),
        ({"blocks": []}, ".blocks"),
        ({"blocks": {"b": {}}}, ".blocks[b]"),
        ({"blocks": {"b": [12, "name"]}}, ".blocks[b]"),
        ({"blocks": {"b": [4, "1"]}}, ".blocks[b]"),
        ({"variables": {"v": [1, 2]}}, ".variables[v]"),
        ({"variables": {"v": ["n", None]}}, ".variables[v]"),
        ({"variables": {"v": ["n", 1, False]}}, ".variables[v]"),
        ({"variables": {"v": ["n", 1, True, True]}}, ".variables[v]"),
        ({"lists": {"l": ["n", [[]]]}}, ".lists[l]"),
        ({"lists": {"l": ["n", "x"]}}, ".lists[l]"),
        ({"lists": []}, ".lists"),
        ({"broadcasts": {"m": 1}}, ".broadcasts[m]"),
        ({"comments": {"c": {"text": "x" * 8001}}}, ".comments[c]"),
        ({"comments": {"c": {}}}, ".comments[c]"),
        ({"comments": {"c": {"text": "", "x": "1"}}}, ".comments[c]"),
    ],
)
def test_the_stage(more: dict[str, Any], key: str) -> None:
    assert _stage(**more) == f"targets[0]{key}"


@pytest.mark.parametrize(
    "more",
    [
        {"costumes": [files.costume(), files.costume(name="dog")], "sounds": [files.sound(), files.sound(rate=1)]},
        {"costumes": [files.costume(bitmapResolution=1.0)], "layerOrder": 0.0, "currentCostume": 5.0},
        {"variables": {"a": [], "b": ["n"], "c": ["n", True], "d": ["n", 0, True]}},
        {"lists": {"a": [], "b": ["n"], "c": ["n", ["x", 1, 1.5, False]]}},
        {"comments": {"c": {"text": "😀" * 8000, "x": None, "blockId": None}}},
        {"blocks": {"a": [12, "name", "id"], "b": [13, "name", "id", 1, 2], "c": [12.0, "name", "id"]}},
        {"costumes": [files.costume(odd=1), files.costume(odd=True)]},
    ],
)
def test_what_passes_on_a_stage(more: dict[str, Any]) -> None:
    assert _stage(**more) is None


def test_costumes_that_javascript_calls_equal_are_not_unique() -> None:
    costumes = [files.costume(odd=[1, {"a": 1}]), files.costume(odd=[1.0, {"a": 1.0}])]
    assert _stage(costumes=costumes) == "targets[0].costumes[1]"


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"name": "_stage_"}, ".name"),
        ({"isStage": True}, ".isStage"),
        ({"layerOrder": 0}, ".layerOrder"),
        ({"rotationStyle": "none"}, ".rotationStyle"),
        ({"x": "1"}, ".x"),
        ({"size": None}, ".size"),
        ({"visible": "true"}, ".visible"),
        ({"draggable": 0}, ".draggable"),
    ],
)
def test_sprites(more: dict[str, Any], key: str) -> None:
    assert _sprite(**more) == f"targets[1]{key}"


@pytest.mark.parametrize(
    "value",
    [
        [],
        [1],
        [1, None],
        [1.0, "id"],
        [3, "a", "b"],
        [1, [4]],
        [1, [4, 1]],
        [1, [10.0, "x"]],
        [1, [9, "#a0B1c2"]],
        [1, [11]],
        [1, [11, "m", "id"]],
        [3, [12, "v", "id"], [4, "1"]],
        [2, [13, "l", "id", 1, 2]],
        [1, "a", "b", "c"],
    ],
)
def test_inputs_that_pass(value: list[Any]) -> None:
    assert _input(*value)


@pytest.mark.parametrize(
    "value",
    [
        [0],
        ["1"],
        [True, "id"],
        [1, 5],
        [1, {}],
        [1, []],
        [1, [3]],
        [1, [4, None]],
        [1, [4, "1", "2"]],
        [1, [4, True]],
        [1, [9, "red"]],
        [1, [9, "#a0b1c2\n"]],
        [1, [11, "m", None]],
        [1, [11, "m", "id", 1]],
        [1, [12, "v"]],
        [1, [12, "v", "id", "1"]],
        [1, [12, "v", "id", 1, 2, 3]],
        [1, "a", False],
    ],
)
def test_inputs_that_fail(value: list[Any]) -> None:
    assert not _input(*value)


def test_the_rest_of_a_block() -> None:
    assert _block(next=None, parent="x", shadow=True, topLevel=False, x=1, y=2.5, fields={"F": 1}, comment="c")
    assert _block(mutation={"tagName": "mutation", "children": [], "warp": "null", "hasnext": None, "more": 1})
    odd = [{"next": 1}, {"shadow": "true"}, {"x": None}, {"fields": []}, {"comment": None}, {"inputs": []}]
    odd += [{"mutation": None}, {"mutation": {"warp": "yes"}}, {"mutation": {"argumentids": []}}]
    odd += [{"mutation": {"tagName": "m"}}, {"inputs": {"I": None}}]
    assert [more for more in odd if _block(**more)] == []


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"objName": 1}, "objName"),
        ({"currentCostumeIndex": -1}, "currentCostumeIndex"),
        ({"penLayerMD5": 1}, "penLayerMD5"),
        ({"children": [1]}, "children"),
        ({"videoAlpha": 101}, "videoAlpha"),
        ({"penLayerID": -2}, "penLayerID"),
        ({"info": {"videoOn": "no"}}, "info"),
        ({"scripts": {}}, "scripts"),
        ({"costumes": [1], "sounds": [None], "info": {"savedExtensions": [1]}}, None),
    ],
)
def test_scratch_2(more: dict[str, Any], fault: str | None) -> None:
    assert sb2_fault(files.sb2_tree(**more)) == fault


USUAL = {
    "opcode": "x",
    "next": None,
    "parent": None,
    "inputs": {},
    "fields": {},
    "shadow": False,
    "topLevel": True,
}


@pytest.mark.parametrize(
    ("more", "passes"),
    [
        ({}, True),
        ({"x": 1, "y": 2}, True),
        ({"color": [1]}, True),
        ({"mutation": {"tagName": "mutation", "warp": "true"}, "comment": "c"}, True),
        ({"next": 1}, False),
        ({"parent": False}, False),
        ({"shadow": None}, False),
        ({"topLevel": 1}, False),
        ({"fields": None}, False),
        ({"inputs": {"I": [4, None]}}, False),
        ({"inputs": {"I": [True, None]}}, False),
        ({"x": "1"}, False),
        ({"comment": None}, False),
        ({"mutation": {"warp": 1}}, False),
    ],
)
def test_a_block_with_all_the_usual_keys_is_held_to_the_same_rules(more: dict[str, Any], passes: bool) -> None:
    assert _stage(blocks={"ok": USUAL, "b": {**USUAL, **more}}) == (None if passes else "targets[0].blocks[b]")


@pytest.mark.parametrize("block", [None, 5, "text", [], [12] * 7, {}])
def test_what_is_no_block_is_told(block: Any) -> None:
    assert _stage(blocks={"ok": USUAL, "b": block}) == "targets[0].blocks[b]"


def test_what_scratch_itself_writes_goes_the_fast_way() -> None:
    usual = usual_tree(json.dumps(files.project()).encode())
    assert usual is not None
    assert survey(sb3_targets(usual)).is_taken
