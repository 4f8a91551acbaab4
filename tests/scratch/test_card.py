"""The card: counts, extensions and warnings, and that it survives being kept."""

import dataclasses
import json
from typing import Any

import pytest

from contest.scratch import Card, card_of, read
from contest.scratch.concepts import SKILLS
from contest.scratch.extensions import extension_id
from tests.scratch import files


def card(*targets: dict[str, Any], assets: dict[str, bytes] | None = None, **more: Any) -> Card:
    return card_of(read(files.sb3(files.project(*targets, **more), assets)))


def codes(card: Card) -> list[tuple[str, str]]:
    return [(warning.severity, warning.code) for warning in card.warnings]


def _game(**blocks: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    return files.stage(), files.sprite(blocks={**files.FLAG_SCRIPT, **blocks})


def test_a_plain_game_has_this_card() -> None:
    seven = dict.fromkeys(SKILLS["classic-2020"], 0)
    assert card().to_dict() == {
        "version": 2,
        "format": "sb3",
        "origin": {"semver": "3.0.0", "vm": "5.0.300", "platform": ""},
        "counts": {
            "targets": 2,
            "sprites": 1,
            "blocks": 3,
            "nonshadow": 2,
            "scripts": 1,
            "costumes": 2,
            "sounds": 0,
            "variables": 0,
            "lists": 0,
            "broadcasts": 0,
            "comments": 0,
            "procedures": 0,
            "monitors": 0,
        },
        "extensions": [],
        "sprite_names": ["Cat"],
        "warnings": [],
        "controls": [],
        "starts": {"by": ["flag"], "after_flag": "plays"},
        "features": [],
        "languages": {"zh": 0, "en": 0, "other": 0, "amount": 0},
        "sizes": {"assets": len(files.CAT), "largest": len(files.CAT), "largest_name": "cat"},
        "concepts": {
            "classic-2020": {**seven, "FlowControl": 1, "DataRepresentation": 1, "UserInteractivity": 1},
            "classic-fixed": {**seven, "FlowControl": 1, "DataRepresentation": 1, "UserInteractivity": 1},
            "extended": {
                **seven,
                "FlowControl": 1,
                "DataRepresentation": 1,
                "UserInteractivity": 1,
                "MathOperators": 0,
                "MotionOperators": 1,
            },
        },
    }


def test_inline_values_count_as_blocks_and_those_over_a_slot_as_put_there() -> None:
    inputs = {
        "shadow": [1, [4, "1"]],
        "bare": [2, [12, "v", "id"]],
        "over": [3, [12, "v", "id"], [4, "1"]],
        "id over": [3, "x", [10, ""]],
        "nothing": [1, None],
    }
    blocks = {
        "a": {"opcode": "x", "topLevel": True, "inputs": inputs},
        "b": {"opcode": "menu", "shadow": True, "topLevel": True},
        "c": [12, "v", "id", 1, 2],
        "d": [12, "v", "id"],
        "e": {"opcode": "procedures_definition"},
    }
    counts = card(files.stage(blocks=blocks)).counts
    assert (counts.blocks, counts.nonshadow, counts.scripts, counts.procedures) == (5 + 5, 4 + 2, 3, 1)


def test_a_scratch_2_file_is_counted_from_its_own_tree() -> None:
    card = card_of(read(files.sb2()))
    shown = {key: value for key, value in card.counts.to_dict().items() if value}
    assert shown == {"targets": 2, "sprites": 1, "blocks": 5, "nonshadow": 5, "scripts": 1, "costumes": 2}
    assert [extension.id for extension in card.extensions] == ["pen"]
    assert codes(card) == [("note", "scratch2_counts")]


def test_a_scratch_1_file_is_counted_from_its_objects() -> None:
    data = files.sb1(variables={"score": 1}, lists={"names": ["a", "b"]})
    card = card_of(read(data))
    shown = {key: value for key, value in card.counts.to_dict().items() if value}
    expected = {"targets": 2, "sprites": 1, "blocks": 5, "nonshadow": 5, "scripts": 1, "costumes": 2}
    assert shown == {**expected, "variables": 1, "lists": 1}
    assert (card.origin.semver, codes(card)) == ("1.4", [("note", "scratch1_counts")])
    assert [extension.id for extension in card.extensions] == ["pen"]


def test_the_author_of_a_scratch_1_file_is_never_on_the_card() -> None:
    project = read(files.sb1())
    assert project.info == {"author": "Zhang San"}
    assert "Zhang" not in json.dumps(card_of(project).to_dict()) + repr(project)


def test_the_browser_of_the_child_is_never_on_the_card() -> None:
    meta = {"semver": "3.0.0", "vm": "0.2.0-prerelease.20190822", "agent": "secret"}
    platform = {"name": "TurboWarp", "url": "https://turbowarp.org/"}
    card_ = card(meta={**meta, "platform": platform})
    assert card_.to_dict()["origin"] == {
        "semver": "3.0.0",
        "vm": "0.2.0-prerelease.20190822",
        "platform": "TurboWarp",
    }
    assert "secret" not in json.dumps(card_.to_dict())


@pytest.mark.parametrize(
    ("opcode", "extension"),
    [
        ("motion_movesteps", None),
        ("argument_reporter_boolean", None),
        ("text", None),
        ("pen_menu_colorParam", "pen"),
        ("videoSensing_whenMotionGreaterThan", "videoSensing"),
        ("https://evil.example/x.js_run", "https---evil-example-x-js"),
    ],
)
def test_an_extension_is_told_by_the_opcode(opcode: str, extension: str | None) -> None:
    assert extension_id(opcode) == extension


def test_each_kind_of_extension_has_its_warning() -> None:
    used = ("pen", "translate", "videoSensing", "microbit", "faceSensing", "jgFiles")
    blocks = {name: {"opcode": f"{name}_x", "topLevel": True} for name in used}
    card_ = card(*_game(**blocks), monitors=[{"opcode": "ev3_getDistance"}, {"opcode": None}, 3])
    assert {extension.id: extension.runs for extension in card_.extensions} == {
        "ev3": "needs-device",
        "faceSensing": "denied",
        "jgFiles": "denied",
        "microbit": "needs-device",
        "pen": "ok",
        "translate": "needs-internet",
        "videoSensing": "needs-camera",
    }
    assert codes(card_) == [
        ("error", "extension_denied"),
        ("error", "extension_denied"),
        ("warning", "extension_device"),
        ("warning", "extension_device"),
        ("warning", "extension_camera"),
        ("note", "extension_internet"),
    ]
    assert not card_.will_start
    assert "人脸侦测" in card_.warnings[0].sentence("zh")
    assert "Face Sensing" in card_.warnings[0].sentence("en")


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([files.stage(), files.sprite()], [("error", "no_blocks")]),
        ([files.stage(blocks=files.FLAG_SCRIPT)], [("warning", "no_sprites")]),
        (
            [files.stage(), files.sprite(blocks={"a": {"opcode": "motion_x", "topLevel": True}})],
            [("warning", "no_green_flag")],
        ),
        (
            [files.stage(), files.sprite(blocks={"a": {**files.FLAG_SCRIPT["hat"], "next": None}})],
            [("warning", "no_green_flag")],
        ),
    ],
)
def test_what_keeps_a_game_from_starting_is_said(targets: list[Any], expected: list[tuple[str, str]]) -> None:
    assert codes(card(*targets)) == expected


def test_a_project_without_targets_is_told_as_empty() -> None:
    assert codes(card_of(read(files.sb3(files.project() | {"targets": []})))) == [("error", "no_stage")]


def test_missing_damaged_and_wrong_assets_are_named() -> None:
    page = b"<!DOCTYPE html>"
    odd = b"not a picture"
    costumes = [
        files.costume(b"a", "lost"),
        files.costume(odd, "odd", "png"),
        files.costume(files.CAT, "changed", assetId="0" * 32, md5ext="0" * 32 + ".svg"),
    ]
    sounds = [files.sound(page, "page"), files.sound(b"b", "gone")]
    assets = {
        f"{files.asset_id(odd)}.png": odd,
        "0" * 32 + ".svg": files.CAT,
        f"{files.asset_id(page)}.wav": page,
        f"{files.asset_id(files.CAT)}.svg": files.CAT,
    }
    card_ = card(files.stage(), files.sprite(costumes=costumes, sounds=sounds, blocks=files.FLAG_SCRIPT), assets=assets)
    assert [(each.code, each.where, each.facts["names"]) for each in card_.warnings] == [
        ("missing_costumes", "Cat", ["lost"]),
        ("damaged_costumes", "Cat", ["odd"]),
        ("missing_sounds", "Cat", ["gone"]),
        ("damaged_sounds", "Cat", ["page"]),
        ("wrong_assets", "Cat", ["changed"]),
    ]


def test_a_warning_about_the_stage_names_it_in_both_languages() -> None:
    missing = card(assets={}).warnings[0]
    assert missing.sentence("zh").startswith("舞台：")
    assert missing.sentence("en").startswith("the stage:")


def test_names_are_fit_to_be_stored_and_shown() -> None:
    text = json.dumps(files.project(files.stage(), files.sprite("@"))).replace("@", r"a\ud800\u0000{b}")
    card_ = card_of(read(files.sb3(text.encode(), {})))
    assert card_.sprite_names == ("a?\ufffd{b}",)
    for warning in card_.warnings:
        assert json.dumps(warning.sentence("zh"), ensure_ascii=False).encode()


def test_a_card_comes_back_equal_from_json() -> None:
    blocks = {"x": {"opcode": "unknown_x"}, "y": {"opcode": "pen_y"}}
    first = card(files.stage(), files.sprite(blocks=blocks), assets={})
    assert Card.from_dict(json.loads(json.dumps(first.to_dict()))) == first


def test_a_card_of_another_version_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="version 0"):
        Card.from_dict({**card().to_dict(), "version": 0})


def test_a_card_may_leave_out_concepts_and_nothing_else() -> None:
    project = read(files.sb3())
    assert card_of(project).concepts.keys() == {"classic-2020", "classic-fixed", "extended"}
    assert card_of(project, with_concepts=False) == dataclasses.replace(card_of(project), concepts={})
