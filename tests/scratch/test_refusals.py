"""What is refused, by which name, and that every sentence exists in both languages."""

import json
import re
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

import contest.scratch
from contest.scratch import Limits, Refusal, read, words
from contest.scratch.checks import _LOOSE
from contest.scratch.kinds import _STARTS
from contest.scratch.words_problems import WARNINGS
from contest.scratch.words_refusals import REFUSALS
from tests.scratch import files

PROJECT = json.dumps(files.project()).encode()
SOURCE = Path(contest.scratch.__file__).parent


def refusal(data: bytes, limits: Limits | None = None) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as refused:
        read(data, limits or Limits())
    for language in ("zh", "en"):
        assert "{" not in refused.value.sentence(language)
    return refused.value.code, refused.value.facts


@pytest.mark.parametrize(
    ("data", "code", "facts"),
    [
        (b"", "empty", {}),
        (b"\x89PNG\r\n\x1a\n", "image", {"kind": "PNG"}),
        (b"\xff\xd8\xff\xe0", "image", {"kind": "JPEG"}),
        (b"GIF89a", "image", {"kind": "GIF"}),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image", {"kind": "WebP"}),
        (b"RIFF\0\0\0\0WAVEfmt ", "media", {"kind": "WAV/AVI"}),
        (b"\0\0\0\x18ftypmp42", "media", {"kind": "MP4"}),
        (b"\0\0\0\x18ftypheic\0\0", "image", {"kind": "HEIC"}),
        (b"\xff\xfb\x90\0\0\0", "media", {"kind": "MP3"}),
        (b"CWS\x0ax", "media", {"kind": "Flash"}),
        (b"L\0\0\0\1\x14\2\0\0\0", "shortcut", {"kind": ""}),
        (b"[InternetShortcut]\r\nURL=https://example.org/", "shortcut", {"kind": ""}),
        (b"%PDF-1.7", "pdf", {"kind": "PDF"}),
        (b"Rar!\x1a\x07\x01\0", "archive", {"kind": "RAR"}),
        (b"7z\xbc\xaf\x27\x1c", "archive", {"kind": "7z"}),
        (b"x" * 257 + b"ustar\0", "archive", {"kind": "tar"}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office_document", {"kind": "office"}),
        (b"\0\5\x16\7\0\2\0\0Mac OS X", "apple_double", {"kind": ""}),
        (b"ObjS\1Stch\1\0\0\0\1", "single_sprite", {"kind": ""}),
        (b"MZ\x90\0", "program", {"kind": ""}),
        (b"<!DOCTYPE html><html>", "web_page", {}),
        (b"\n\n<HTML lang=en>", "web_page", {}),
        (b'<?xml version="1.0"?><svg xmlns="x"/>', "image", {"kind": "SVG"}),
        ("我的游戏".encode() * 2000, "plain_text", {}),
        ("我的游戏".encode("gbk"), "plain_text", {}),
        ("我的游戏".encode("utf-16"), "plain_text", {}),
        (b"test", "plain_text", {}),
        (b'{"a": 1}', "plain_text", {}),
        (b" " + PROJECT, "bare_json", {}),
        (b"\xef\xbb\xbf" + json.dumps(files.sb2_tree()).encode(), "bare_json", {}),
        (b'{"targets":' * 100_000, "bare_json", {}),
        (b"\1\2\3\4\5", "unknown_file", {}),
        (b"PK is a beginning, too", "plain_text", {}),
    ],
)
def test_a_file_that_is_no_project_is_named(data: bytes, code: str, facts: dict[str, object]) -> None:
    assert refusal(data) == (code, facts)


@pytest.mark.parametrize(
    ("names", "code", "facts"),
    [
        (["[Content_Types].xml", "word/document.xml"], "office_document", {"kind": "word"}),
        (["[Content_Types].xml", "xl/workbook.xml"], "office_document", {"kind": "spreadsheet"}),
        (["[Content_Types].xml", "ppt/presentation.xml"], "office_document", {"kind": "presentation"}),
        (["mimetype", "content.xml"], "office_document", {"kind": "office"}),
        (["sprite.json", "0.svg"], "single_sprite", {}),
        (["Cat/sprite.json"], "single_sprite", {}),
        (["一班/a.sb3", "一班/b.SB3", "c.sb2", "__MACOSX/._a.sb3", "d/._b.sb3"], "zip_of_projects", {"count": 3}),
        (["a/b/project.json"], "folder_too_deep", {}),
        (["holiday.jpg", "x.txt"], "other_zip", {"count": 2}),
        ([], "other_zip", {"count": 0}),
        (["project.json.bak", "xproject.json"], "other_zip", {"count": 2}),
    ],
)
def test_a_zip_without_a_project_is_named(names: list[str], code: str, facts: dict[str, object]) -> None:
    assert refusal(files.zipped({name: b"x" for name in names})) == (code, facts)


@pytest.mark.parametrize("name", ["../evil", "a/../../evil", "/etc/passwd", "C:\\evil", "\\\\host\\evil", "a\\..\\b"])
def test_a_member_that_points_outside_is_refused(name: str) -> None:
    assert refusal(files.zipped({"project.json": PROJECT, name: b"x"})) == ("unsafe_name", {"name": name})


def test_an_encrypted_member_is_refused() -> None:
    data = files.sb3()
    at = files.central(data, "project.json") + 8
    assert refusal(files.patched(data, at, b"\1\0")) == ("encrypted", {})


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_that_scratch_cannot_read_is_refused(method: int) -> None:
    assert refusal(files.zipped({"project.json": PROJECT}, method)) == ("unsupported_compression", {"method": method})


def test_a_truncated_file_says_how_much_could_be_read() -> None:
    data = files.zipped({"a": b"x" * 3000, "project.json": PROJECT, "b": b"y" * 3000})
    cut = data.find(b"PK\3\4", data.find(b"project.json")) + 10
    whole = (len(PROJECT) + 3000) // 1024
    assert refusal(data[:cut]) == ("truncated_zip", {"whole": 2, "kb": whole})
    assert refusal(data[:20]) == ("truncated_zip", {"whole": 0, "kb": 0})
    commented = files.patched(data, len(data) - 2, b"\5\0") + b"hello"
    assert read(commented).format == "sb3"
    assert refusal(commented[:-1])[0] == "truncated_zip"


def test_a_file_with_a_hole_says_how_much_could_be_read() -> None:
    data = files.sb3()
    code, facts = refusal(data[:50] + data[150:])
    assert (code, facts["whole"]) == ("damaged_zip", 2)


def test_a_project_that_does_not_unpack_is_damaged() -> None:
    data = files.sb3()
    at = data.find(b"project.json") + 12
    assert refusal(files.patched(data, at, b"\xff" * 10)) == ("damaged_project", {"whole": 2, "kb": 0})


def test_a_part_that_is_not_where_the_directory_says_makes_the_file_damaged() -> None:
    """JSZip finds every part before it unpacks one, and so opens nothing."""
    data = files.sb3()
    at = data.rfind(b"PK\3\4")
    assert refusal(files.patched(data, at, b"XX"))[0] == "damaged_zip"
    assert refusal(files.patched(data, at + 26, b"\xff\xff"))[0] == "damaged_zip"


@pytest.mark.parametrize("cut", [1, 5, 20, 30])
def test_a_truncated_scratch_1_file_is_damaged(cut: int) -> None:
    assert refusal(files.sb1()[:-cut]) == ("scratch1_damaged", {})


def test_a_scratch_1_file_that_claims_four_billion_objects_is_damaged() -> None:
    data = files.sb1()
    at = data.rfind(b"Stch\1") + 5
    assert refusal(files.patched(data, at, b"\xff\xff\xff\xff") + b"\1" * 5_000_000) == ("scratch1_damaged", {})


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        (PROJECT[:-1], "invalid_json", {"position": len(PROJECT)}),
        (b"", "invalid_json", {"position": 1}),
        (b"{'targets': []}", "invalid_json", {"position": 2}),
        (b"[" * 100_000 + b"]" * 100_000, "json_too_deep", {}),
        (b'{"targets":' * 100_000, "json_too_deep", {}),
        (b'{"targets": [], "deep": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "json_too_deep", {}),
        (b"[]", "invalid_project", {"path": "project.json"}),
        (b"3", "invalid_project", {"path": "project.json"}),
        (b"{}", "invalid_project", {"path": "meta"}),
    ],
)
def test_a_project_text_that_scratch_cannot_parse_is_refused(text: bytes, code: str, facts: dict[str, object]) -> None:
    assert refusal(files.sb3(text)) == (code, facts)


def test_sizes_are_bounded() -> None:
    data = files.sb3()
    assert refusal(data, Limits(file_bytes=100)) == ("file_too_large", {"size": 1, "limit": 0})
    assert refusal(data, Limits(json_bytes=100)) == ("project_too_large", {"size": 1})
    assert refusal(data, Limits(json_memory=100)) == ("project_too_large", {"size": 1})
    assert refusal(data, Limits(members=2)) == ("too_many_members", {"limit": 2})
    assert refusal(data, Limits(unpacked_bytes=100)) == ("unpacked_too_large", {"size": 1, "limit": 0})


def test_a_part_that_unpacks_to_a_little_more_than_it_declares_is_damaged() -> None:
    data = files.zipped({"project.json": PROJECT, "x.svg": b"x" * 3000})
    at = files.central(data, "x.svg") + 24
    project = read(files.patched(data, at, struct.pack("<L", 1000)))
    assert project.health["x.svg"].state == "broken"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (10, b"\xff\xff"),  # the number of entries says zip64, and there is no such record
        (12, b"\x08\0\0\0"),  # the directory's length: the entries would be elsewhere
        (16, b"\xf0\xff\xff\x00"),  # its place is behind its end
    ],
)
def test_a_directory_that_jszip_does_not_find_is_damaged(field: int, value: bytes) -> None:
    data = files.sb3()
    assert refusal(files.patched(data, data.rfind(b"PK\5\6") + field, value))[0] == "damaged_zip"


def test_a_directory_whose_last_entry_reaches_beyond_the_file_is_damaged() -> None:
    data = files.sb3()
    assert refusal(files.patched(data, data.rfind(b"PK\1\2") + 32, b"\xff\xff"))[0] == "damaged_zip"


def test_a_member_that_unpacks_to_more_than_it_declares_is_a_bomb() -> None:
    name = "0" * 32 + ".svg"
    data = files.zipped({"project.json": PROJECT, name: b"0" * 50_000_000})
    at = files.central(data, name) + 24
    assert refusal(files.patched(data, at, struct.pack("<L", 1000))) == ("zip_bomb", {"name": name})


def test_members_that_share_their_bytes_count_each_by_itself() -> None:
    """Overlapping members make the densest bombs: here 600 entries of one megabyte on the same compressed bytes."""
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeezed.compress(bytes(1_000_000)) + squeezed.flush()
    fields = (20, 0, 8, 0, 0, zlib.crc32(bytes(1_000_000)), len(packed), 1_000_000)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", *fields, 0, 0)
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *fields, 6, 0, 0, 0, 0, 0, 0)
    directory = b"".join(entry + b"%06d" % number for number in range(600))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 600, 600, len(directory), len(local + packed), 0)
    assert refusal(local + packed + directory + end) == ("unpacked_too_large", {"size": 573, "limit": 256})


def test_a_directory_of_a_million_entries_is_refused_early() -> None:
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", *[0] * 9, 1, *[0] * 6) + b"x"
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 9, 9, len(entry) * 1_000_000, 4, 0)
    assert refusal(b"PK\3\4" + entry * 1_000_000 + end) == ("too_many_members", {"limit": 5000})


def test_a_title_of_five_megabytes_is_cut_where_it_is_shown() -> None:
    tree = files.project(files.stage(), files.sprite("x" * 5_000_000))
    card = contest.scratch.card_of(read(files.sb3(tree)))
    assert [len(name) for name in card.sprite_names] == [80]


def test_text_that_would_take_too_much_memory_is_refused_before_it_is_parsed() -> None:
    assert refusal(files.sb3(b"[" + b"{}," * 5_000_000 + b"{}]")) == ("project_too_large", {"size": 15})


SLOW = {
    "beginnings of parts": b"PK\3\4" + b"\0" * 4 + b"\x08\0" + b"PK\3\4" * 2_000_000,
    "backslashes": files.sb3(b'"' + b"\\" * 4_000_000 + b'\\x"'),
    "open text": files.sb3(b'{"a": "' + b'\\"' * 4_000_000),
    "empty containers": files.sb3(b"[" + b"[]," * 1_000_000),
}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("beginnings of parts", "truncated_zip"),
        ("backslashes", "invalid_json"),
        ("open text", "invalid_json"),
        ("empty containers", "invalid_json"),
    ],
)
def test_what_is_made_to_take_long_is_refused_like_the_rest(name: str, code: str) -> None:
    """A quadratic step in any of these would take hours."""
    assert refusal(SLOW[name])[0] == code


def test_every_refusal_in_the_code_has_its_sentence_in_both_languages() -> None:
    source = "\n".join(path.read_text("utf-8") for path in SOURCE.glob("*.py"))
    used = set(re.findall(r'Refusal\(\s*"(\w+)"', source)) | {code for _, code, _ in _STARTS}
    used |= {"bare_json", "plain_text", "unknown_file", "media", "image"}
    assert used == set(REFUSALS)


def test_every_warning_in_the_code_has_its_sentence_in_both_languages() -> None:
    source = (SOURCE / "checks.py").read_text("utf-8")
    used = set(re.findall(r'_warn\(\s*"(\w+)"', source)) | set(re.findall(r'"(extension_\w+)"', source))
    used |= set(_LOOSE)
    used |= set(re.findall(r'\(\s*"(wrong_\w+)", ', source))
    used |= {f"{what}_{kind}" for what in ("missing", "damaged") for kind in ("costumes", "sounds")}
    assert used == set(WARNINGS)


@pytest.mark.parametrize("table", [REFUSALS, WARNINGS])
def test_both_languages_say_the_same_facts(table: dict[str, words.Pair]) -> None:
    for code, (english, chinese) in table.items():
        assert set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", chinese)), code
        assert re.search(r"[\u4e00-\u9fff]", chinese), code
        assert chinese.rstrip().endswith("。"), code
        assert not re.search(r"[\u4e00-\u9fff]", english), code


def test_the_language_is_chosen_by_its_tag() -> None:
    refused = Refusal("pdf", kind="PDF")
    assert refused.sentence("zh_CN") == refused.sentence("zh") != refused.sentence("en") == refused.sentence("fr")
