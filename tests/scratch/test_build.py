"""The builder of projects: what its words become in the file, and that the reader understands it."""

import hashlib
import io
import json
import struct
import wave
import zipfile
import zlib
from typing import Any

import pytest

from contest.scratch import card_of, read
from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import Block, Value
from contest.scratch.build_control import (
    broadcast,
    create_clone,
    forever,
    if_,
    if_else,
    join,
    key_pressed,
    pick_random,
    stop,
    touching,
)
from contest.scratch.build_sound import RATE, frequency, melody, noise, slide, tone
from contest.scratch.build_words import (
    EDGE,
    change_x,
    erase_all,
    move,
    play_sound,
    say,
    show,
    switch_backdrop,
    switch_costume,
)
from tests.demo.links import broken_links

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="red"/></svg>'


def new_game() -> tuple[Game, Sprite]:
    game = Game("测试")
    game.stage.backdrop("天空", SVG)
    cat = game.sprite("猫")
    cat.costume("站", SVG)
    return game, cat


def only_blocks(*steps: Block) -> dict[str, Any]:
    """The blocks of a game in which a cat does `steps` at the flag, by opcode."""
    game, cat = new_game()
    cat.when_flag(*steps)
    project = game.project()
    assert broken_links(project) == []
    return {block["opcode"]: block for block in project["targets"][1]["blocks"].values()}


def typed(value: Value) -> Any:
    return only_blocks(say(value))["looks_say"]["inputs"]["MESSAGE"]


def test_the_same_calls_give_the_same_bytes() -> None:
    def build() -> bytes:
        game, cat = new_game()
        score = game.variable("分数", shown=True)
        cat.sound("叮", melody("C5 E5"))
        cat.when_flag(score.set(0), forever(if_(touching(EDGE), score.change(1), play_sound("叮"))))
        return game.to_bytes()

    assert build() == build()


def test_members_of_the_zip_are_the_project_and_its_assets_by_md5() -> None:
    game, cat = new_game()
    cat.sound("叮", melody("C5"))
    with zipfile.ZipFile(io.BytesIO(game.to_bytes())) as archive:
        names = archive.namelist()
        digests = [hashlib.md5(archive.read(name)).hexdigest() for name in names[1:]]
        dates = {info.date_time for info in archive.infolist()}
    assert [name.split(".") for name in names] == [
        ["project", "json"],
        [digests[0], "svg"],
        [digests[1], "wav"],
    ]
    assert dates == {(2016, 11, 15, 0, 0, 0)}


def test_the_reader_counts_what_was_built_and_has_no_warning() -> None:
    game, cat = new_game()
    score, seen = game.variable("分数"), cat.list_of("见过", ["鱼"])
    jump = cat.define("跳 %s 步", "步数")
    jump.does(change_x(jump.argument("步数")))
    cat.when_flag(score.set(3), jump(score), seen.add(join("第", score)), broadcast("开始"))
    cat.when_receive("开始", say("喵"))
    card = card_of(read(game.to_bytes()))
    assert card.warnings == ()
    assert card.counts.to_dict() == {
        "targets": 2,
        "sprites": 1,
        "blocks": 23,
        "nonshadow": 13,
        "scripts": 3,
        "costumes": 2,
        "sounds": 0,
        "variables": 1,
        "lists": 1,
        "broadcasts": 1,
        "comments": 0,
        "procedures": 1,
        "monitors": 2,
    }


@pytest.mark.parametrize(
    ("value", "slot"),
    [("你好", [1, [10, "你好"]]), (3, [1, [10, "3"]]), (3.0, [1, [10, "3"]]), (2.5, [1, [10, "2.5"]])],
)
def test_what_is_typed_into_a_hole_stands_there_as_text(value: Value, slot: Any) -> None:
    assert typed(value) == slot


def test_a_variable_in_a_hole_covers_what_could_be_typed() -> None:
    game, cat = new_game()
    lives = cat.variable("命", 3)
    cat.when_flag(say(lives))
    target = game.project()["targets"][1]
    blocks = {block["opcode"]: block for block in target["blocks"].values()}
    assert blocks["looks_say"]["inputs"] == {"MESSAGE": [3, [12, "命", lives.id], [10, ""]]}
    assert target["variables"] == {lives.id: ["命", 3]}


def test_pythons_operators_become_operator_blocks() -> None:
    game, cat = new_game()
    a, b = game.variable("a"), game.variable("b")
    cat.when_flag(if_(((a + 1) * 2 > b - a / 3) & ~(b > 1) | (a % 2).equals(0), show()))
    project = game.project()
    opcodes = [block["opcode"] for block in project["targets"][1]["blocks"].values()]
    assert broken_links(project) == []
    assert sorted(opcode for opcode in opcodes if opcode.startswith("operator")) == [
        "operator_add",
        "operator_and",
        "operator_divide",
        "operator_equals",
        "operator_gt",
        "operator_gt",
        "operator_mod",
        "operator_multiply",
        "operator_not",
        "operator_or",
        "operator_subtract",
    ]


def test_a_menu_is_a_shadow_and_a_reporter_lies_over_it() -> None:
    chosen = only_blocks(switch_costume("站"))
    assert chosen["looks_costume"]["fields"] == {"COSTUME": ["站", None]}
    assert chosen["looks_switchcostumeto"]["inputs"]["COSTUME"][0] == 1
    worked_out = only_blocks(switch_costume(pick_random(1, 3)))
    assert worked_out["looks_switchcostumeto"]["inputs"]["COSTUME"][0] == 3
    assert worked_out["looks_costume"]["shadow"]


def test_both_mouths_of_an_if_else_hold_their_blocks() -> None:
    blocks = only_blocks(if_else(touching(EDGE), then=[show(), [move(1)]], otherwise=stop("this script")))
    assert set(blocks["control_if_else"]["inputs"]) == {"CONDITION", "SUBSTACK", "SUBSTACK2"}
    assert blocks["control_stop"]["mutation"] == {"tagName": "mutation", "children": [], "hasnext": "false"}


def test_an_empty_mouth_is_left_out() -> None:
    assert only_blocks(forever())["control_forever"]["inputs"] == {}


def test_a_custom_block_is_defined_and_called_by_the_same_ids() -> None:
    game, cat = new_game()
    jump = cat.define("跳 %s 如果 %b", "步数", "可以", at_once=True)
    jump.does(if_(touching(EDGE), move(jump.argument("步数"))))
    cat.when_flag(jump(10, touching(EDGE)))
    project = game.project()
    blocks = {block["opcode"]: block for block in project["targets"][1]["blocks"].values()}
    prototype, call = blocks["procedures_prototype"], blocks["procedures_call"]
    assert broken_links(project) == []
    assert list(call["inputs"]) == list(prototype["inputs"]) == json.loads(call["mutation"]["argumentids"])
    assert [slot[0] for slot in call["inputs"].values()] == [1, 2]
    assert prototype["mutation"]["argumentnames"] == '["步数", "可以"]'
    assert prototype["mutation"]["argumentdefaults"] == '["", "false"]'
    assert call["mutation"]["warp"] == prototype["mutation"]["warp"] == "true"


def test_a_custom_block_refuses_a_number_where_a_condition_belongs() -> None:
    jump = Game("测试").sprite("猫").define("如果 %b", "可以")
    with pytest.raises(TypeError, match="可以"):
        jump(3)


def test_a_custom_block_needs_a_name_for_each_hole() -> None:
    with pytest.raises(ValueError, match="2 holes for 1 names"):
        Game("测试").sprite("猫").define("跳 %s 和 %s", "步数")


def test_messages_of_all_targets_stand_on_the_stage_once() -> None:
    game, cat = new_game()
    game.stage.when_receive("结束", stop())
    cat.when_flag(broadcast("结束"))
    targets = game.project()["targets"]
    assert [list(target["broadcasts"].values()) for target in targets] == [["结束"], []]


def test_only_shown_boxes_are_visible_and_they_do_not_overlap() -> None:
    game, cat = new_game()
    game.variable("分数", 7, shown=True)
    game.variable("秘密")
    game.list_of("背包", ["鱼"], shown=True)
    cat.variable("命", shown=True)
    game.variable("时间", shown=True, place=(200, 9))
    boxes = [(box["params"], box["visible"], box["x"], box["y"]) for box in game.project()["monitors"]]
    assert boxes == [
        ({"VARIABLE": "分数"}, True, 5, 5),
        ({"VARIABLE": "秘密"}, False, 5, 32),
        ({"LIST": "背包"}, True, 5, 32),
        ({"VARIABLE": "时间"}, True, 200, 9),
        ({"VARIABLE": "命"}, True, 5, 162),
    ]


def test_scripts_lie_below_one_another_in_the_editor() -> None:
    game, cat = new_game()
    cat.when_flag(forever(move(1), move(2)))
    cat.when_flag(show())
    cat.loose(move(10))
    places = [block["y"] for block in game.project()["targets"][1]["blocks"].values() if block["topLevel"]]
    assert places == [40, 348, 516]


def test_sprites_are_drawn_in_the_order_in_which_they_were_made() -> None:
    game, _ = new_game()
    game.sprite("狗").costume("站", SVG)
    layers = [(target["name"], target["layerOrder"]) for target in game.project()["targets"]]
    assert layers == [("Stage", 0), ("猫", 1), ("狗", 2)]


def test_using_the_pen_declares_the_pen() -> None:
    game, cat = new_game()
    assert game.project()["extensions"] == []
    cat.when_flag(erase_all())
    assert game.project()["extensions"] == ["pen"]


@pytest.mark.parametrize(
    "block",
    [
        switch_costume("坐"),
        switch_backdrop("海"),
        play_sound("叮"),
        touching("狗"),
        create_clone("狗"),
        key_pressed("ä"),
    ],
    ids=["costume", "backdrop", "sound", "sprite", "clone", "key"],
)
def test_a_name_that_nothing_has_is_refused(block: Block) -> None:
    game, cat = new_game()
    cat.when_flag(block)
    with pytest.raises(ValueError, match=r"猫: .* knows no"):
        game.to_bytes()


def test_two_sprites_cannot_have_one_name() -> None:
    game, _ = new_game()
    with pytest.raises(ValueError, match="猫"):
        game.sprite("猫")


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\0" + b"\xff\0\0" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_costume_turns_around_its_middle_unless_told_otherwise() -> None:
    _, cat = new_game()
    cat.costume("图", png(30, 10))
    cat.costume("偏", SVG, center=(0, 20))
    centres = [
        (record["dataFormat"], record["rotationCenterX"], record["rotationCenterY"])
        for record in (costume.record() for costume in cat.costumes)
    ]
    assert centres == [("svg", 20, 10), ("png", 15, 5), ("svg", 0, 20)]


@pytest.mark.parametrize("picture", ["<svg></svg>", b"GIF89a"])
def test_a_picture_without_a_size_is_refused(picture: str | bytes) -> None:
    game, cat = new_game()
    cat.costume("坏", picture)
    with pytest.raises(ValueError, match="坏"):
        game.to_bytes()


def test_what_is_left_out_is_named_in_the_project_but_missing_from_the_file() -> None:
    game, cat = new_game()
    cat.sound("叮", melody("C5"))
    cat.when_flag(play_sound("叮"))
    card = card_of(read(game.to_bytes(leave_out=["叮"])))
    assert [(warning.code, warning.where) for warning in card.warnings] == [("missing_sounds", "猫")]


def test_a_sound_is_mono_16_bit_and_lasts_as_long_as_its_notes() -> None:
    with wave.open(io.BytesIO(melody("C5 - E5", beat=0.1))) as file:
        form = (file.getnchannels(), file.getsampwidth(), file.getframerate(), file.getnframes())
    assert form == (1, 2, RATE, int(RATE * 0.1) + 2 * int(RATE * 0.16))


def test_notes_have_their_usual_frequencies() -> None:
    assert [round(frequency(note), 2) for note in ("A4", "C4", "F#5", "Bb3")] == [440.0, 261.63, 739.99, 233.08]


@pytest.mark.parametrize("shape", ["sine", "square", "triangle"])
def test_a_tone_begins_and_ends_in_silence_and_is_never_too_loud(shape: str) -> None:
    samples = tone("A4", 0.2, shape)
    assert abs(samples[0]) < 0.01
    assert abs(samples[-1]) < 0.01
    assert 0.25 < max(map(abs, samples)) <= 0.6


def test_noise_and_slides_are_the_same_every_time() -> None:
    assert noise(0.1) == noise(0.1)
    assert slide(200, 800, 0.1) == slide(200, 800, 0.1)
    assert noise(0.1) != slide(200, 800, 0.1)
