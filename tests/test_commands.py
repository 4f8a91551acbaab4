"""The command line, as a person types it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import makers
import pytest
from click.testing import CliRunner, Result
from project_files import SVG, a_project
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from config import from_environment
from contest.commands import main
from contest.models import AuditEvent, Job, User
from contest.scratch.build import Game
from contest.scratch.build_words import change_y
from contest.scratch.card import CARD_VERSION


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An address of an SQLite file that is not there yet, in the environment."""
    url = f"sqlite:///{tmp_path / 'contest.sqlite'}"
    for name, value in {"DATABASE_URL": url, "UPLOADS": str(tmp_path / "uploads"), "CONTEST_ENV": "testing"}.items():
        monkeypatch.setenv(name, value)
    return url


def run(*words: str, typed: str | None = None) -> Result:
    """Type a command; what it prints is in `output` (all), `stdout` and `stderr`."""
    return CliRunner().invoke(main, list(words), input=typed)


@contextmanager
def opened() -> Iterator[Session]:
    """What the commands have left in the database."""
    engine = create_engine(from_environment().SQLALCHEMY_DATABASE_URI)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.mark.parametrize("words", [[], ["serve"], ["init"], ["demo"], ["organizer", "add"], ["inspect"]])
def test_every_command_has_its_help(words: list[str]) -> None:
    answer = run(*words, "--help")
    assert (answer.exit_code, answer.output.startswith("Usage: ")) == (0, True)
    assert len(answer.output.split("\n\n")) >= 3, "usage, what it does, options"


def test_init_makes_the_tables_and_a_second_time_says_nothing(database: str) -> None:
    assert run("init").output == "The database is up to date now.\n"
    assert run("init").output == ""


def test_init_queues_the_files_whose_card_is_of_an_older_form(database: str) -> None:
    run("init")
    with opened() as session:
        makers.make_file(session, "a" * 64, card={"version": 1})
        makers.make_file(session, "b" * 64, card={"version": CARD_VERSION})
        session.commit()
    told = "Project cards of an older form, to be read again while the contest is served: 1.\n"
    assert run("init").output == told
    with opened() as session:
        assert [(job.kind, job.payload) for job in session.scalars(select(Job))] == [("card", {"sha256": "a" * 64})]


def test_a_setting_that_cannot_be_used_is_told_in_one_line(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTEST_ENV", "production")
    answer = run("init")
    assert answer.exit_code == 1
    assert answer.output.startswith("Error: SECRET_KEY must be set")
    assert "Traceback" not in answer.output


def test_an_organizer_is_added_with_name_and_password_asked_for(database: str) -> None:
    run("init")
    answer = run("organizer", "add", "Wang", typed="王老师\n电脑教室2026\n电脑教室2026\n")
    assert (answer.exit_code, answer.stdout.splitlines()[-1]) == (0, "Wang may sign in as an organizer.")
    assert "电脑教室2026" not in answer.output
    with opened() as session:
        user = session.query(User).one()
        assert (user.login, user.name, user.is_organizer) == ("wang", "王老师", True)
        assert "电脑教室2026" not in user.password_hash
        assert [(event.action, event.actor_id) for event in session.query(AuditEvent)] == [
            ("person.is_organizer", None)
        ]


@pytest.mark.parametrize("password", ["short", "x" * 2000])
def test_a_password_that_is_no_good_adds_nobody_and_says_why(database: str, password: str) -> None:
    run("init")
    answer = run("organizer", "add", "wang", "--name", "W", "--password", password)
    assert (answer.exit_code, answer.output.startswith("Error: A password ")) == (1, True)
    with opened() as session:
        assert session.query(User).count() == 0


def test_a_name_in_use_is_refused(database: str) -> None:
    run("init")
    words = ("organizer", "add", "wang", "--name", "W", "--password", "long enough 1")
    assert [run(*words).exit_code, run(*words).exit_code] == [0, 1]


def test_demonstration_data_is_refused_in_production(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTEST_ENV", "production")
    monkeypatch.setenv("SECRET_KEY", "x" * 40)
    run("init")
    assert run("demo").output == "Error: Demonstration data is for development settings only.\n"
    quiet = run("init", "--demo")
    assert (quiet.exit_code, quiet.output) == (0, "")


def test_a_second_start_leaves_a_contest_as_it_is(database: str) -> None:
    run("init")
    with opened() as session:
        makers.make_season(session)
        session.commit()
    assert run("init", "--demo").output == ""
    assert run("demo").output == ("Error: There are seasons already; demonstration data goes into an empty database.\n")


def test_inspecting_a_good_file_ends_with_0(tmp_path: Path) -> None:
    game = tmp_path / "game.sb3"
    game.write_bytes(a_project())
    answer = run("inspect", str(game))
    assert answer.exit_code == 0
    assert answer.stdout.startswith("game.sb3: sb3 · ")


def test_inspecting_any_bad_file_ends_with_1_and_still_tells_of_the_good_ones(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.sb3", tmp_path / "bad.sb3"
    good.write_bytes(a_project())
    bad.write_bytes(b"not a project")
    answer = run("inspect", str(bad), str(good), "--language", "zh")
    assert answer.exit_code == 1
    assert [line.split(":")[0] for line in answer.stdout.splitlines() if not line.startswith(" ")] == [
        "bad.sb3",
        "good.sb3",
    ]
    assert any("一" <= character <= "鿿" for character in answer.stdout.splitlines()[0])


def test_json_is_one_object_a_line_in_form_1(tmp_path: Path) -> None:
    data = a_project()
    good, bad = tmp_path / "好.sb3", tmp_path / "bad.sb3"
    good.write_bytes(data)
    bad.write_bytes(b"")
    answer = run("inspect", "--json", str(good), str(bad))
    first, second = (json.loads(line) for line in answer.stdout.splitlines())
    told = ["format", "openable", "refusal", "counts", "extensions", "problems", "controls", "concepts", "findings"]
    keys = ["version", "file", "sha256", *told]
    assert (list(first), list(second)) == (keys, keys)
    assert (first["version"], first["file"], first["sha256"]) == (1, "好.sb3", hashlib.sha256(data).hexdigest())
    assert (first["format"], first["openable"], first["refusal"]) == ("sb3", True, None)
    assert (second["format"], second["openable"], second["counts"]) == (None, False, None)
    assert set(second["refusal"]) == {"code", "text"}
    assert (first["findings"], second["findings"]) == ({}, {})
    assert list(first["concepts"]) == ["classic-2020", "classic-fixed", "extended"]
    assert (first["controls"], second["controls"], second["concepts"]) == ([], [], {})


def test_controls_are_told_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    game = Game("跳")
    game.stage.backdrop("天", SVG)
    game.sprite("猫").when_key("space", change_y(10))
    game.sprites[0].costume("猫", SVG)
    path = tmp_path / "game.sb3"
    path.write_bytes(game.to_bytes())
    report = json.loads(run("inspect", "--json", "--language", "zh", str(path)).stdout)
    assert report["controls"] == [{"kind": "key", "key": "space", "text": "空格"}]


def test_scripts_are_told_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    game = Game("跳")
    game.stage.backdrop("天", SVG)
    game.sprite("猫").when_key("space", change_y(10))
    game.sprites[0].costume("猫", SVG)
    path = tmp_path / "game.sb3"
    path.write_bytes(game.to_bytes())
    plain, english, chinese = (run("inspect", str(path), *more) for more in ([], ["--blocks", "en"], ["--blocks=zh"]))
    told = [answer.stdout.removeprefix(plain.stdout.rstrip("\n")) for answer in (english, chinese)]
    assert told == [
        "\n\n== 猫\n\nwhen [space v] key pressed\nchange y by (10)\n",
        "\n\n== 猫\n\n当按下 [空格 v] 键\n将y坐标增加 (10)\n",
    ]
    report = json.loads(run("inspect", "--json", "--blocks", "en", str(path)).stdout)
    assert report["blocks"] == [{"target": "猫", "scripts": ["when [space v] key pressed\nchange y by (10)"]}]


def test_a_bare_project_json_is_inspected_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(a_project())) as archive:
        tree = json.loads(archive.read("project.json"))
    tree["targets"][1]["name"] = "Sprite1"
    bare = tmp_path / "project.json"
    bare.write_text(json.dumps(tree), "utf-8")
    answer = run("inspect", "--json", str(bare))
    report = json.loads(answer.stdout)
    assert (answer.exit_code, report["format"], report["problems"]) == (0, "sb3", [])
    assert report["findings"] == {"sprite_naming": 1}


def test_many_files_show_no_bar_where_there_is_no_terminal(tmp_path: Path) -> None:
    names = [tmp_path / f"{number}.sb3" for number in range(25)]
    for name in names:
        name.write_bytes(a_project())
    answer = run("inspect", *(str(name) for name in names))
    assert (len([line for line in answer.stdout.splitlines() if ".sb3: " in line]), answer.stderr) == (25, "")


def test_inspecting_what_is_not_there_is_a_wrong_use(tmp_path: Path) -> None:
    assert run("inspect", str(tmp_path / "nothing.sb3")).exit_code == 2
    assert run("inspect").exit_code == 2


def test_a_database_that_is_not_there_or_not_made_yet_is_told_in_one_line(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = run("demo")
    assert answer.exit_code == 1
    assert answer.output == (
        "Error: The database of DATABASE_URL cannot be used: no such table: season."
        " Is it there, and did `contest init` run?\n"
    )
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:secret@127.0.0.1:1/contest")
    answer = run("init")
    assert (answer.exit_code, answer.output.count("\n"), "secret" in answer.output) == (1, 1, False)
    assert answer.output.startswith("Error: The database of DATABASE_URL cannot be used: ")
