"""Fixtures for all tests: an application on a fresh database, a clock that tests set, a client for each role."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from config import Testing
from contest.app import create_app
from contest.database import migrate
from contest.extensions import db
from contest.models import Base

sys.path.insert(0, str(Path(__file__).parent))  # so that tests can `import makers`


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


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite in a temporary folder, or the server that TEST_DATABASE_URL names."""
    given = os.environ.get("TEST_DATABASE_URL")
    return given or f"sqlite:///{tmp_path_factory.mktemp('database') / 'contest.sqlite'}"


@pytest.fixture(scope="session")
def shared_app(database_url: str) -> Iterator[Flask]:
    """One application for the whole run, its tables made by the migrations."""
    settings = Testing({"DATABASE_URL": database_url})
    app = create_app(settings)
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


def sign_in(app: Flask, user_id: int, session_number: int = 1):  # type: ignore[no-untyped-def]
    """A test client whose session is this user's, without the sign-in page."""
    client = app.test_client()
    with client.session_transaction() as stored:
        stored["_user_id"] = f"{user_id}:{session_number}"
        stored["_fresh"] = True
    return client
