"""The command line, as a person types it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import makers
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from config import from_environment
from contest.commands import main
from contest.models import AuditEvent, Job, User
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
