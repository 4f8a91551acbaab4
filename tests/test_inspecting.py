"""`contest inspect`, as a person or a program calls it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import pty
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from project_files import SVG, a_project

from contest.commands import main
from contest.scratch.build import Game
from contest.scratch.build_words import change_y
from contest.scratch.findings import FINDERS
from tests.scratch.files import CORPUS

KEYS = [
    *("version", "file", "sha256", "format", "openable", "refusal"),
    *("counts", "problems", "controls", "extensions", "concepts", "findings"),
]
COUNTS = [
    *("targets", "blocks", "nonshadow", "scripts", "costumes", "sounds"),
    *("variables", "lists", "broadcasts", "comments", "procedures", "monitors"),
]
CLASSIC = [
    *("Logic", "FlowControl", "Synchronization", "Abstraction"),
    *("DataRepresentation", "UserInteractivity", "Parallelization"),
]


def run(*words: str | Path) -> Result:
    """Type `contest inspect` and these words."""
    return CliRunner().invoke(main, ["inspect", *map(str, words)])


def reports(answer: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.stdout.splitlines()]


def kept(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def jumping_cat(name: str = "猫") -> bytes:
    game = Game("跳")
    game.stage.backdrop("天", SVG)
    game.sprite(name).when_key("space", change_y(10))
    game.sprites[0].costume("猫", SVG)
    return game.to_bytes()


def tree_of(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        tree: dict[str, Any] = json.loads(archive.read("project.json"))
    return tree


def broken_files(folder: Path) -> list[Path]:
    """A folder as a teacher's stick has it."""
    whole = jumping_cat()
    with zipfile.ZipFile(folder / "no project.sb3", "w") as archive:
        archive.writestr("readme.txt", "nothing")
    kept(folder / "empty.sb3", b"")
    kept(folder / "cut.sb3", whole[: len(whole) // 2])
    kept(folder / "page.sb3", b"<!DOCTYPE html><html>404")
    kept(folder / "photo.sb2", b"\x89PNG\r\n\x1a\n")
    kept(folder / "old.sb", b"ScratchV02\0\0")
    kept(folder / "noise.sb3", bytes(range(256)) * 40)
    kept(folder / "._game.sb3", b"\0\5\x16\7\0\2\0\0Mac OS X")
    (folder / "a folder.sb3").mkdir()
    return [*sorted(folder.iterdir()), folder / "gone.sb3"]


def test_a_good_file_ends_with_0(tmp_path: Path) -> None:
    game = kept(tmp_path / "game.sb3", a_project())
    answer = run(game)
    assert (answer.exit_code, answer.stdout.startswith(f"{game}: sb3 · targets ")) == (0, True)


def test_any_bad_file_ends_with_1_and_the_good_ones_are_still_told_of(tmp_path: Path) -> None:
    bad, good = kept(tmp_path / "bad.sb3", b"not a project"), kept(tmp_path / "good.sb3", a_project())
    answer = run(bad, good, "--language", "zh")
    lines = [line for line in answer.stdout.splitlines() if not line.startswith(" ")]
    assert (answer.exit_code, [line.split(":")[0] for line in lines]) == (1, [str(bad), str(good)])
    assert any("一" <= character <= "鿿" for character in lines[0])


def test_json_is_one_object_a_line_in_form_1(tmp_path: Path) -> None:
    data = jumping_cat("Sprite1")
    good, bad = kept(tmp_path / "好.sb3", data), kept(tmp_path / "bad.sb3", b"")
    answer = run("--json", good, bad)
    first, second = reports(answer)
    assert (list(first), list(second)) == (KEYS, KEYS)
    assert (first["version"], first["file"], first["sha256"]) == (1, str(good), hashlib.sha256(data).hexdigest())
    assert (first["format"], first["openable"], first["refusal"]) == ("sb3", True, None)
    assert list(first["counts"]) == COUNTS
    assert (first["counts"]["targets"], first["counts"]["nonshadow"], first["counts"]["scripts"]) == (2, 2, 1)
    assert first["controls"] == [{"kind": "key", "key": "space", "text": "space"}]
    assert (list(first["concepts"]), list(first["concepts"]["classic-2020"])) == (
        ["classic-2020", "classic-fixed", "extended"],
        CLASSIC,
    )
    assert [(each["code"], each["where"]) for each in first["problems"]] == [("no_green_flag", None)]
    assert first["findings"] == dict.fromkeys(FINDERS, 0) | {"sprite_naming": 1, "stuttering_movement": 1}
    refusal = second.pop("refusal")
    assert second == {
        "version": 1,
        "file": str(bad),
        "sha256": hashlib.sha256(b"").hexdigest(),
        "format": None,
        "openable": False,
        "counts": None,
        "problems": [],
        "controls": [],
        "extensions": [],
        "concepts": {},
        "findings": {},
    }
    assert (list(refusal), refusal["code"]) == (["code", "text"], "empty")


def test_a_problem_has_code_severity_place_and_sentence(tmp_path: Path) -> None:
    tree = tree_of(jumping_cat())
    tree["targets"][1]["variables"]["constructor"] = ["分数", 0]
    bare = kept(tmp_path / "project.json", json.dumps(tree).encode())
    (report,) = reports(run("--json", "--language", "zh", bare))
    (problem,) = (each for each in report["problems"] if each["code"] == "unsafe_ids")
    assert list(problem) == ["code", "severity", "where", "text"]
    assert (problem["code"], problem["severity"], problem["where"]) == ("unsafe_ids", "warning", "猫")


def test_the_36_findings_are_those_that_the_fixtures_name() -> None:
    path = CORPUS / "smells.jsonl"
    if not path.is_file():
        pytest.skip("the folder of real Scratch files is not beside the project")
    named = {name for line in path.read_text("utf-8").splitlines() for name in json.loads(line)["findings"]}
    assert (len(FINDERS), named - set(FINDERS)) == (36, set())


def test_controls_are_told_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    (report,) = reports(run("--json", "--language", "zh", kept(tmp_path / "game.sb3", jumping_cat())))
    assert report["controls"] == [{"kind": "key", "key": "space", "text": "空格"}]


def test_scripts_are_told_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    path = kept(tmp_path / "game.sb3", jumping_cat())
    plain, english, chinese = (run(path, *more) for more in ([], ["--blocks", "en"], ["--blocks=zh"]))
    told = [answer.stdout.removeprefix(plain.stdout.rstrip("\n")) for answer in (english, chinese)]
    assert told == [
        "\n\n== 猫\n\nwhen [space v] key pressed\nchange y by (10)\n",
        "\n\n== 猫\n\n当按下 [空格 v] 键\n将y坐标增加 (10)\n",
    ]
    (report,) = reports(run("--json", "--blocks", "en", path))
    assert list(report) == [*KEYS, "blocks"]
    assert report["blocks"] == [{"target": "猫", "scripts": ["when [space v] key pressed\nchange y by (10)"]}]


def test_a_bare_project_json_is_inspected_too(tmp_path: Path) -> None:
    answer = run("--json", kept(tmp_path / "project.json", json.dumps(tree_of(a_project())).encode()))
    (report,) = reports(answer)
    assert (answer.exit_code, report["format"], report["openable"], report["problems"]) == (0, "sb3", True, [])


def test_a_folder_of_broken_files_is_a_line_each_in_the_order_given(tmp_path: Path) -> None:
    files = broken_files(tmp_path)
    answer = run("--json", *files)
    told = reports(answer)
    assert (answer.exit_code, [each["file"] for each in told]) == (1, [str(path) for path in files])
    assert {Path(each["file"]).name: each["refusal"]["code"] for each in told} == {
        "._game.sb3": "apple_double",
        "a folder.sb3": "unreadable",
        "cut.sb3": "truncated_zip",
        "empty.sb3": "empty",
        "gone.sb3": "unreadable",
        "no project.sb3": "other_zip",
        "noise.sb3": "unknown_file",
        "old.sb": "scratch1_damaged",
        "page.sb3": "web_page",
        "photo.sb2": "image",
    }
    unreadable = next(each for each in told if each["file"].endswith("gone.sb3"))
    assert (unreadable["sha256"], unreadable["refusal"]["text"]) == (
        None,
        "The file cannot be read: No such file or directory.",
    )


def test_a_disk_image_is_refused_by_its_size_with_its_own_sum(tmp_path: Path) -> None:
    path = tmp_path / "disk.sb3"
    with path.open("wb") as file:
        file.truncate(70 * 1024 * 1024)
    (report,) = reports(run("--json", path))
    assert (report["refusal"]["code"], report["sha256"]) == (
        "file_too_large",
        hashlib.sha256(bytes(70 * 1024 * 1024)).hexdigest(),
    )


def test_a_device_without_an_end_is_refused_too() -> None:
    (report,) = reports(run("--json", "/dev/zero"))
    assert (report["refusal"]["code"], report["sha256"]) == ("file_too_large", None)


def test_names_and_texts_that_are_no_unicode_are_told_all_the_same(tmp_path: Path) -> None:
    tree = tree_of(jumping_cat())
    tree["targets"][1]["name"] = "\ud83d"
    path = kept(tmp_path / os.fsdecode(b"\xb5\xda1.json"), json.dumps(tree).encode())
    for words in (["--json"], [], ["--json", "--blocks", "en"]):
        answer = run(*words, path)
        assert (answer.exit_code, "\ufffd\ufffd1.json" in answer.stdout) == (0, True)


def test_many_files_are_told_in_the_order_given_as_one_by_one(tmp_path: Path) -> None:
    files = []
    for number in range(80):
        data = jumping_cat(f"猫{number}") if number % 7 else b"no project"
        files.append(kept(tmp_path / f"{(number * 37) % 80}.sb3", data))
    answer = run("--json", *files)
    assert answer.exit_code == 1
    assert [each["file"] for each in reports(answer)] == [str(path) for path in files]
    assert answer.stdout == "".join(run("--json", path).stdout for path in files)
    assert answer.stderr == "", "no bar where there is no terminal"


def test_on_a_terminal_many_files_show_a_bar_beside_the_report(tmp_path: Path) -> None:
    path = kept(tmp_path / "game.sb3", jumping_cat())
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "contest", "inspect", "--json", *[str(path)] * 20]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=False, timeout=60)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 20)
    assert ("Reading" in shown, "100%" in shown) == (True, True)


def test_the_picture_of_one_file_is_the_png_that_is_named(tmp_path: Path) -> None:
    out = tmp_path / "stage.png"
    answer = run("--json", "--picture", out, kept(tmp_path / "game.sb3", jumping_cat()))
    (report,) = reports(answer)
    assert (answer.exit_code, list(report), report["picture"]) == (0, [*KEYS, "picture"], str(out))
    with Image.open(out) as picture:
        assert (picture.format, picture.size) == ("PNG", (480, 360))


def test_pictures_of_several_files_lie_in_a_folder_each_under_its_sum(tmp_path: Path) -> None:
    data = [jumping_cat(), jumping_cat("狗")]
    files = [kept(tmp_path / f"{number}.sb3", each) for number, each in enumerate([*data, b"no project"])]
    out = tmp_path / "new" / "pictures"
    answer = run("--json", "--picture", out, *files)
    paths = [out / f"{hashlib.sha256(each).hexdigest()}.png" for each in data]
    assert answer.exit_code == 1
    assert [each["picture"] for each in reports(answer)] == [*map(str, paths), None]
    assert sorted(out.iterdir()) == sorted(paths)


def test_what_has_no_costumes_has_no_picture_and_says_so(tmp_path: Path) -> None:
    bare = kept(tmp_path / "project.json", json.dumps(tree_of(a_project())).encode())
    answer = run("--picture", tmp_path / "stage.png", bare)
    assert (answer.exit_code, answer.stdout.splitlines()[-1]) == (0, "  picture: could not be drawn")
    assert not (tmp_path / "stage.png").exists()


def test_one_name_for_several_pictures_is_a_wrong_use(tmp_path: Path) -> None:
    path = kept(tmp_path / "game.sb3", jumping_cat())
    answer = run("--picture", tmp_path / "stage.png", path, path)
    assert (answer.exit_code, "need a folder" in answer.stderr) == (2, True)


def test_a_place_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    path = kept(tmp_path / "game.sb3", jumping_cat())
    in_the_way = kept(tmp_path / "file", b"")
    for out in (in_the_way, in_the_way / "stage.png"):
        answer = run("--picture", out, path)
        assert (answer.exit_code, answer.stderr.startswith(f"Error: {out}: ")) == (1, True)


def test_nothing_to_inspect_is_a_wrong_use() -> None:
    assert run().exit_code == 2


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real Scratch files is not beside the project")
def test_real_files_of_all_kinds_are_told_in_form_1() -> None:
    files = sorted((CORPUS / "files").iterdir())[::4]
    told = reports(run("--json", "--blocks", "zh", *files))
    assert [each["file"] for each in told] == [str(path) for path in files]
    assert {tuple(each) for each in told if each["openable"]} == {(*KEYS, "blocks")}
    assert {each["format"] for each in told} == {"sb3", "sb2", "sb", None}
    for each in told:
        assert each["openable"] == (each["refusal"] is None) == (each["counts"] is not None)
        if each["openable"]:
            assert (list(each["counts"]), list(each["findings"])) == (COUNTS, list(FINDERS))
