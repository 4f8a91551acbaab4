"""What is accepted, with all that Scratch forgives."""

import json
import struct

import pytest

from contest.scratch import Refusal, card_of, read
from tests.scratch import files


def test_a_scratch_3_project_is_read_with_its_assets() -> None:
    project = read(files.sb3())
    assert project.format == "sb3"
    assert [target.name for target in project.targets] == ["Stage", "Cat"]
    assert project.asset(f"{files.asset_id(files.CAT)}.svg") == files.CAT
    assert project.asset("nothing.svg") is None


def test_a_scratch_2_project_is_read_with_its_assets() -> None:
    project = read(files.sb2())
    assert (project.format, project.asset("0.svg")) == ("sb2", files.CAT)
    assert [(target.name, target.is_stage) for target in project.targets] == [("Stage", True), ("Cat", False)]


def test_a_scratch_1_project_is_read_into_the_tree_of_scratch_2() -> None:
    project = read(files.sb1())
    assert (project.format, [target.name for target in project.targets]) == ("sb", ["Stage", "Cat"])
    assert (project.asset("1.png") or b"")[:4] == b"\x89PNG"
    assert project.asset("0.svg") is None


def test_project_and_assets_may_lie_one_folder_down() -> None:
    project = read(files.sb3(folder="我的游戏/"))
    assert project.asset(f"{files.asset_id(files.CAT)}.svg") == files.CAT


def test_the_first_project_in_the_zip_wins() -> None:
    first, second = (json.dumps(files.project(files.stage(), files.sprite(name))).encode() for name in "ab")
    both = files.zipped({"x/project.json": first, "project.json": second})
    assert [target.name for target in read(both).sprites] == ["a"]


def test_junk_beside_the_project_does_no_harm() -> None:
    junk = {"__MACOSX/._project.json": b"\0\5\x16\7", ".DS_Store": b"x", "a/b/c/": b"", "README": b""}
    members = {**junk, "project.json": json.dumps(files.project()).encode()}
    assert read(files.zipped(members)).format == "sb3"


def test_bytes_before_and_after_the_zip_do_no_harm() -> None:
    data = files.sb3()
    assert read(data + b"trailing").format == "sb3"
    assert read(b"PK\3\4" + data).format == "sb3"


def test_gbk_member_names_are_read_right() -> None:
    members = {"project.json": json.dumps(files.project()).encode(), "abcdefgh/x": b"1"}
    data = files.zipped(members).replace(b"abcdefgh/x", "作品文件".encode("gbk") + b"/x")
    archive = read(data).archive
    assert archive is not None
    assert list(archive.members) == ["project.json", "作品文件/x"]


def test_a_wrong_check_number_is_forgiven_and_told() -> None:
    data = files.sb3()
    for name in ("project.json", f"{files.asset_id(files.CAT)}.svg"):
        data = files.patched(data, files.central(data, name) + 16, b"\1\2\3\4")
    project = read(data)
    assert project.asset(f"{files.asset_id(files.CAT)}.svg") == files.CAT
    codes = [warning.code for warning in card_of(project).warnings]
    assert codes == ["project_crc", "wrong_assets", "wrong_assets"]


def test_a_damaged_asset_is_no_reason_to_refuse() -> None:
    data = files.sb3()
    at = data.find(b".svg") + 4
    project = read(files.patched(data, at, b"\xff" * 20))
    assert project.asset(f"{files.asset_id(files.CAT)}.svg") is None
    assert [warning.code for warning in card_of(project).warnings] == ["damaged_costumes", "damaged_costumes"]


def _with_text(text: bytes) -> bytes:
    tree = files.project(files.stage(variables={"v": ["name", "@"]}))
    return files.sb3(json.dumps(tree).encode().replace(b"@", text))


def _value(data: bytes) -> object:
    return read(data).targets[0].tree["variables"]["v"][1]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (rb"a\bc", "ac"),
        (rb"a\u0008c", "ac"),
        (rb"a\\bc", "a\\bc"),
        (rb"a\\\bc", "a\\c"),
        (rb"\ud800x", "\ud800x"),
        (rb"\ud83d\ude00", "😀"),
        (b"\xff", "\ufffd"),
        ("汉字".encode(), "汉字"),
    ],
)
def test_text_is_taken_as_javascript_takes_it(text: bytes, value: str) -> None:
    assert _value(_with_text(text)) == value


def test_a_number_of_ten_thousand_digits_is_taken_as_javascript_takes_it() -> None:
    data = json.dumps(files.project(files.stage(variables={"v": ["n", "@"], "w": ["s", "#"]}))).encode()
    text = data.replace(b'"@"', b"1" + b"0" * 10_000).replace(b"#", rb"\ud800")
    assert _value(files.sb3(text)) == float("inf")


def test_a_byte_order_mark_is_read_over_and_told() -> None:
    card = card_of(read(files.sb3(b"\xef\xbb\xbf" + json.dumps(files.project()).encode())))
    assert [warning.code for warning in card.warnings] == ["scratch_refuses"]


def test_nan_is_read_in_scratch_2_as_zero_and_told() -> None:
    tree = json.dumps(files.sb2_tree(variables=[{"name": "n", "value": "@"}])).replace('"@"', "NaN")
    project = read(files.sb2(tree.encode()))
    assert project.tree["variables"] == [{"name": "n", "value": 0.0}]
    assert "scratch_refuses" in [warning.code for warning in card_of(project).warnings]


def test_nan_is_refused_in_scratch_3_which_never_writes_it() -> None:
    with pytest.raises(Refusal) as refused:
        read(files.sb3(_nan_project()))
    assert (refused.value.code, refused.value.facts) == ("invalid_project", {"path": "NaN"})


def _nan_project() -> bytes:
    return json.dumps(files.project(files.stage(tempo="@"))).replace('"@"', "NaN").encode()


def test_a_zip64_directory_is_read() -> None:
    data = files.sb3()
    end = data.rfind(b"PK\5\6")
    total, length, start = struct.unpack_from("<H2L", data, end + 10)
    large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, total, total, length, start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    small = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    assert read(data[:end] + large + locator + small).format == "sb3"


def test_very_well_packed_text_is_legitimate() -> None:
    zeros = ["list", ["0"] * 300_000]
    data = files.sb3(files.project(files.stage(lists={"l": zeros})))
    assert len(data) < 30_000
    assert read(data).targets[0].tree["lists"] == {"l": zeros}
