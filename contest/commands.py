"""The `contest` command line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, ProgrammingError

from config import ConfigError, from_environment


class Commands(click.Group):
    """Settings and databases that cannot be used are told in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what an administrator can put right becomes a message."""
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            raise click.ClickException(str(error)) from error
        except (OperationalError, ProgrammingError) as error:
            reason = str(error.orig).strip().partition("\n")[0]
            raise click.ClickException(
                f"The database of DATABASE_URL cannot be used: {reason}. Is it there, and did `contest init` run?"
            ) from error


@click.group(cls=Commands)
def main() -> None:
    """Run the Scratch coding contest of the Green IT Classrooms.

    Settings are environment variables; the README lists them.
    """


def application() -> Flask:
    """The application by the environment's settings; imported late, so that --help answers at once."""
    from contest.app import create_app

    return create_app(from_environment())


@main.command()
@click.option("--demo", "with_demo", is_flag=True, help="Then do what `demo` does, if it may and nothing is there yet.")
def init(with_demo: bool) -> None:
    """Create the database, or bring its tables up to date. Harmless to repeat."""
    from contest.database import migrate
    from contest.extensions import db
    from contest.pipeline.check import queue_old_cards

    app = application()
    with app.app_context():
        if migrate(db.engine):
            click.echo("The database is up to date now.")
        old = queue_old_cards(db.session(), now=datetime.now(UTC))
        db.session.commit()
        if old:
            click.echo(f"Project cards of an older form, to be read again while the contest is served: {old}.")
        if with_demo and app.config["DEMO_ALLOWED"] and not _has_seasons():
            _fill_demonstration()


@main.command()
def demo() -> None:
    """Fill an empty database with a demonstration contest (development settings only)."""
    from contest.demo import DEMONSTRATION_SIGN_INS

    app = application()
    with app.app_context():
        if not app.config["DEMO_ALLOWED"]:
            raise click.ClickException("Demonstration data is for development settings only.")
        if _has_seasons():
            raise click.ClickException("There are seasons already; demonstration data goes into an empty database.")
        _fill_demonstration()
    for line in DEMONSTRATION_SIGN_INS:
        click.echo(line)


def _has_seasons() -> bool:
    from contest.extensions import db
    from contest.models import Season

    return db.session.scalar(select(Season.id).limit(1)) is not None


def _fill_demonstration() -> None:
    from contest.demo import fill
    from contest.extensions import db
    from contest.web.store import fonts, storage

    click.echo("Filling the demonstration contest…")
    with click.progressbar(length=100, label="Games, judges, sheets") as bar:
        fill(db.session(), storage(), fonts=fonts(), now=datetime.now(UTC), progress=bar.update)
    db.session.commit()


@main.command()
def serve() -> None:
    """Serve the contest at HOST:PORT, with its workers."""
    from contest.serving import serve_forever

    serve_forever(application())


@main.group()
def organizer() -> None:
    """People who run the contest."""


@organizer.command("add")
@click.argument("login")
@click.option("--name", prompt=True, help="As others see it.")
@click.password_option(help="At least 8 characters; asked for when not given.")
def organizer_add(login: str, name: str, password: str) -> None:
    """Give LOGIN (a phone number or a user name) an organizer's account."""
    from contest.errors import ContestError
    from contest.extensions import db
    from contest.pipeline.people import create_organizer

    app = application()
    with app.app_context():
        try:
            create_organizer(db.session(), login=login, name=name, password=password, now=datetime.now(UTC))
        except ContestError as error:
            raise click.ClickException(error.message % error.facts if error.facts else error.message) from error
        db.session.commit()
    click.echo(f"{login} may sign in as an organizer.")


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file, a line each.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="en", help="Of the sentences.")
@click.option("--blocks", type=click.Choice(["zh", "en"]), help="Add every script, in scratchblocks' words.")
@click.option(
    "--picture",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Draw the stage: one file into OUT.png, or any number into the folder OUT, each as SHA256.png.",
)
def inspect(
    files: tuple[Path, ...], as_json: bool, language: str, blocks: Literal["zh", "en"] | None, picture: Path | None
) -> None:
    """Say what is in Scratch files. Ends with 0 when all could be opened, else with 1.

    \b
    An object of --json has, in this order:
      version (1), file, sha256, format (sb3, sb2, sb), openable, refusal (or null),
      counts {targets, blocks, nonshadow, scripts, costumes, sounds, variables,
        lists, broadcasts, comments, procedures, monitors},
      problems [{code, severity, where, text}], controls [{kind, key, text}],
      extensions, concepts {rubric: {skill: level}}, findings {name: how many},
      and where asked for: blocks [{target, scripts}], picture (its path, or null).
    What could not be opened has a refusal {code, text}, and counts is null.
    """
    from contest.inspecting import Wish, inspect_files, is_png

    if picture is not None and is_png(picture) and len(files) > 1:
        raise click.UsageError(f"Of several files the pictures need a folder, and {picture} is a name for one picture.")
    try:
        all_open = inspect_files(files, Wish(language, as_json, blocks, picture))
    except OSError as error:
        if error.filename is None:  # nobody reads on, as with `| head`: for click to end quietly
            raise
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error
    if not all_open:
        raise SystemExit(1)
