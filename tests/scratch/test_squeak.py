"""Scratch 1.4: what its objects become, and that no stream of them can do harm."""

import struct
from typing import Any

import pytest

from contest.scratch import Refusal, read
from contest.scratch.squeak import DamagedError, tables
from contest.scratch.squeak_forms import Form, UnreadableError
from tests.scratch import squeak_files as make
from tests.scratch.squeak_files import Data, Made, Paint

CLEAR, BLACK, WHITE = (0, 0, 0, 0), (0, 0, 0, 255), (255, 255, 255, 255)


def pixels(*found: Any, **more: Any) -> list[tuple[int, ...]]:
    width, height, data = Form(*found, **more).rgba()
    assert len(data) == 4 * width * height
    return [tuple(data[at : at + 4]) for at in range(0, len(data), 4)]


def words(*numbers: int) -> bytes:
    return struct.pack(f">{len(numbers)}L", *numbers)


def sprite_of(sprite: Made, **stage: Any) -> dict[str, Any]:
    project = read(make.project(make.stage(children=[sprite], **stage)))
    tree: dict[str, Any] = project.targets[1].tree
    return tree


@pytest.mark.parametrize(
    ("depth", "bits", "expected"),
    [
        (1, words(0x40000000, 0x80000000), [WHITE, BLACK, WHITE, BLACK, WHITE, WHITE]),
        (2, words(0x18000000, 0), [CLEAR, BLACK, WHITE, CLEAR, CLEAR, CLEAR]),
        (4, words(0x01200000, 0), [CLEAR, BLACK, WHITE, CLEAR, CLEAR, CLEAR]),
        (8, words(0x00010200, 0x28FF0000), [CLEAR, BLACK, WHITE, BLACK, WHITE, CLEAR]),
        (16, words(0x7FFF0001, 0x7C000000, 0, 0), [WHITE, (0, 0, 8, 255), (255, 0, 0, 255), CLEAR, CLEAR, CLEAR]),
    ],
)
def test_each_depth_has_its_pixels(depth: int, bits: bytes, expected: list[tuple[int, ...]]) -> None:
    assert pixels(3, 2, depth, False, bits) == expected


def test_a_pixel_of_32_bits_is_solid_where_no_pixel_says_how_solid_it_is() -> None:
    assert pixels(2, 1, 32, False, words(0x00123456, 0)) == [(0x12, 0x34, 0x56, 255), CLEAR]
    assert pixels(2, 1, 32, False, words(0x80123456, 0x00FFFFFF)) == [(0x12, 0x34, 0x56, 0x80), (255, 255, 255, 0)]


def test_a_colour_table_is_used_and_what_it_lacks_is_clear() -> None:
    assert pixels(3, 1, 2, False, words(0x18000000), colours=((1, 2, 3, 255), (4, 5, 6, 0))) == [
        (1, 2, 3, 255),
        (4, 5, 6, 0),
        CLEAR,
    ]


def test_runs_of_each_kind_are_unpacked() -> None:
    code = bytes([6, 1 << 2 | 1, 0xFF, 2 << 2 | 2]) + words(0x01020304) + bytes([2 << 2 | 3]) + words(5, 6)
    assert (
        Form(1, 5, 32, True, code).rgba()[2].hex()
        == Form(1, 5, 32, False, words(0xFFFFFFFF, 0x01020304, 0x01020304, 5, 6)).rgba()[2].hex()
    )


def test_long_lengths_take_two_or_five_bytes() -> None:
    expected = [BLACK] * 1000
    assert pixels(1000, 1, 8, True, bytes([224, 250, 227, 0xE9, 1])) == expected  # 3 * 256 + 0xe9 is 250 << 2 | 1
    assert pixels(1000, 1, 8, True, b"\xff" + words(250) + b"\xff" + words(250 << 2 | 1) + b"\1") == expected


@pytest.mark.parametrize(
    "form",
    [
        Form(0, 5, 8, False, b""),
        Form(-1, -1, 8, False, b""),
        Form(1, 1, 3, False, bytes(4)),
        Form(2, 2, 32, False, bytes(8)),
        Form(100_000, 100_000, 1, True, bytes([255]) + words(2**32 - 1)),
        Form(2, 2, 32, True, bytes([4])),
        Form(2, 2, 32, True, bytes([4, 2 << 2 | 3, 1])),
        Form(2, 2, 32, True, bytes([255, 0])),
    ],
)
def test_a_damaged_form_is_unreadable(form: Form) -> None:
    with pytest.raises(UnreadableError):
        form.rgba()


def test_a_sprite_becomes_what_scratch_2_would_have_written() -> None:
    script = [["KeyEventHatMorph", "space"], ["touching:", "edge"], ["penColor:", Paint(255, 128, 0)]]
    sprite = make.sprite(scripts=[[make.point(3, 4.5), script]], variables={"v": 1.5}, hidden=True)
    tree = sprite_of(sprite)
    costume = tree["costumes"][0]
    assert {**tree, "costumes": [costume["costumeName"], costume["baseLayerID"]]} == {
        "objName": "Cat",
        "variables": [{"name": "v", "value": 1.5}],
        "lists": [],
        "scripts": [[3.0, 4.5, [script[0], ["touching:", "_edge_"], ["penColor:", 0xFF8000]]]],
        "scriptComments": [],
        "costumes": ["square", 1],
        "currentCostumeIndex": 0,
        "sounds": [],
        "scale": 1.0,
        "direction": 90.0,
        "rotationStyle": "normal",
        "visible": False,
        "isDraggable": False,
        "scratchX": 0.0,
        "scratchY": 0.0,
    }


def test_a_sprite_in_a_slot_is_its_name() -> None:
    cat = make.sprite()
    dog = make.sprite("Dog", scripts=[[make.point(0, 0), [["touching:", cat]]]])
    project = read(make.project(make.stage(children=[cat, dog])))
    assert [target.name for target in project.targets] == ["Stage", "Dog", "Cat"]
    assert project.targets[1].tree["scripts"] == [[0.0, 0.0, [["touching:", "Cat"]]]]


def test_a_turned_sprite_stands_where_its_centre_is() -> None:
    tree = sprite_of(make.sprite(degrees=90.0, media=[make.image("square", make.RED_SQUARE, (10, 10))]))
    assert [round(tree[key], 6) for key in ("direction", "scratchX", "scratchY")] == [-180, 10, -10]


def test_a_note_is_a_comment_and_no_script() -> None:
    notes = [[make.point(1, 2), [["scratchComment", "hello", True, 90]]]]
    tree = sprite_of(make.sprite(scripts=notes))
    assert (tree["scripts"], tree["scriptComments"]) == ([], [[1.0, 2.0, 90.0, 100, True, -1, "hello"]])


def test_an_array_in_itself_is_taken_once() -> None:
    block: list[Any] = ["doForever", None]
    row: list[Any] = [block]
    block[1] = row
    assert sprite_of(make.sprite(scripts=[[make.point(0, 0), row]]))["scripts"] == [[0.0, 0.0, [["doForever", []]]]]


def test_arrays_that_share_arrays_do_not_grow() -> None:
    row: list[Any] = [["hide"]]
    for _ in range(60):
        row = [["doIfElse", True, row, row]]
    scripts = sprite_of(make.sprite(scripts=[[make.point(0, 0), row]]))["scripts"]
    assert str(scripts).count("doIfElse") == 60


def test_a_file_without_a_stage_is_damaged() -> None:
    with pytest.raises(Refusal) as refusal:
        read(make.project(make.sprite()))
    assert refusal.value.code == "scratch1_damaged"


@pytest.mark.parametrize(
    "tail", [b"\x14\xff\xff\xff\xff", b"\x09\xff\xff\xff\xff", b"\x06\xff\xff", b"\x63\0", b"\x50"]
)
def test_a_length_beyond_the_file_is_damage(tail: bytes) -> None:
    head = b"ScratchV01" + struct.pack(">L", 0)
    with pytest.raises(DamagedError):
        tables(head + make.HEAD + struct.pack(">L", 1) + tail)


def test_numbers_and_letters_of_each_class_are_read() -> None:
    words_ = b"\x14" + struct.pack(">L", 8) + b"\1\2\3" + b"\4\xff\xff\xff\xff" + b"\5\0\7"
    words_ += b"\6\0\2\0\1" + b"\7\0\1\5" + b"\x08" + struct.pack(">d", 0.5)
    table = make.HEAD + struct.pack(">L", 2) + words_ + b"\x09" + struct.pack(">L", 1) + b"\x8e"
    first, second = tables(b"ScratchV01" + struct.pack(">L", len(table)) + table + table)
    assert first.objects == [[None, True, False, -1, 7, 256, -5, 0.5], "é"] == second.objects


def test_a_damaged_picture_leaves_the_rest() -> None:
    broken = make.image("broken", make.form(10, 10, 32, Data(13, bytes(4))))
    project = read(make.project(make.stage(media=[broken])))
    assert (project.asset("0.png"), len(project.targets[0].costumes)) == (None, 1)
