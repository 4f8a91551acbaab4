"""The database brought up to the newest tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config() -> Config:
    """Alembic's settings, without a file of their own."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def migrate(engine: Engine) -> bool:
    """Bring the tables up to date; gives whether anything was to do."""
    config = alembic_config()
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return False
        connection.rollback()
        with _tables_replaceable(connection), connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return True


@contextmanager
def _tables_replaceable(connection: Connection) -> Iterator[None]:
    """SQLite cannot alter a table: Alembic copies it and drops the old one, which foreign keys would forbid."""
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.rollback()
    try:
        yield
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise RuntimeError("a row lost what it points to")
    finally:
        connection.rollback()
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.rollback()
