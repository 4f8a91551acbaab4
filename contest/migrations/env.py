"""Alembic's entry: it gets an open connection from `contest.database`, or the address from the settings."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine

from config import from_environment
from contest.models import Base


def run(connection: Connection) -> None:
    """Migrate over `connection`. SQLite cannot alter a table, so there Alembic copies it ("batch")."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        user_module_prefix="",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = create_engine(from_environment().SQLALCHEMY_DATABASE_URI)
    with engine.begin() as opened:
        run(opened)
