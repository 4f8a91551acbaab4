"""The tables as the migrations make them are the tables as the models say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import makers
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import CheckConstraint, Engine, create_engine, func, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from contest.database import alembic_config, migrate
from contest.extensions import db
from contest.models import Announcement, Base, Teacher

pytestmark = pytest.mark.database


def test_the_migrations_end_where_the_models_are(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_check_of_the_models_is_in_the_database(app: Flask) -> None:
    """Alembic's comparison does not look at checks."""
    with app.app_context():
        inspector = inspect(db.engine)
        stored = {
            (table, check["name"])
            for table in inspector.get_table_names()
            for check in inspector.get_check_constraints(table)
        }
    named = {
        (table.name, str(constraint.name))
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert stored == named


def test_migrating_from_nothing_makes_all_tables_and_a_second_time_does_nothing(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert (migrate(engine), migrate(engine)) == (True, False)
    assert set(inspect(engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    engine.dispose()


def test_a_filled_database_of_an_older_release_keeps_every_row(app: Flask, session: Session) -> None:
    """The application's own engine: it checks foreign keys, and tables that others point to are altered."""
    season = makers.make_season(session)
    judge = makers.make_judge(session, season)
    makers.make_reviewed(session, [judge], [4, 5])
    session.commit()
    session.close()
    config = alembic_config()
    with app.app_context():
        before = row_counts(db.engine)
        with db.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
                connection.rollback()
            with connection.begin():
                config.attributes["connection"] = connection
                command.downgrade(config, "0001")
        db.engine.dispose()
        assert migrate(db.engine)
        after = row_counts(db.engine)
    assert after == before


def row_counts(engine: Engine) -> dict[str, int]:
    """table → number of rows."""
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_sqlite_checks_foreign_keys_and_lets_readers_read_while_one_writes(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL does both by itself")
        pragmas = {name: connection.scalar(text(f"PRAGMA {name}")) for name in ("foreign_keys", "journal_mode")}
    assert pragmas == {"foreign_keys": 1, "journal_mode": "wal"}


def test_a_row_cannot_name_a_row_that_is_not_there(session: Session) -> None:
    session.add(Teacher(user_id=makers.make_user(session).id, school_id=987654, joined_at=makers.OPENS))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("submissions_close_at", makers.OPENS),
        ("judging_opens_at", makers.CLOSES - timedelta(seconds=1)),
        ("judging_closes_at", makers.JUDGING),
        ("reviews_per_entry", 0),
        ("max_authors", 0),
    ],
)
def test_the_database_itself_refuses_an_impossible_season(session: Session, name: str, value: object) -> None:
    with pytest.raises(IntegrityError):
        makers.make_season(session, **{name: value})
    session.rollback()


def test_times_come_back_aware_and_in_utc(session: Session) -> None:
    there = datetime(2026, 11, 24, 18, 0, tzinfo=timezone(timedelta(hours=8)))
    author = makers.make_user(session)
    words = {"title_zh": "通知", "title_en": "News", "body_zh": "…", "body_en": "…"}
    news = makers.add(session, Announcement(posted_by=author, posted_at=there, **words))
    session.expire(news)
    assert (news.posted_at, news.posted_at.tzinfo) == (datetime(2026, 11, 24, 10, 0, tzinfo=UTC), UTC)


def test_a_time_without_a_zone_is_refused(session: Session) -> None:
    with pytest.raises(StatementError, match="must carry its zone"):
        makers.make_season(session, created_at=datetime(2026, 11, 24))  # noqa: DTZ001 - that is the point
    session.rollback()
