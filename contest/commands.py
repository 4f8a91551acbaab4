"""The `contest` command line."""

from __future__ import annotations

import click

from config import ConfigError


class Commands(click.Group):
    """Settings that cannot be used are told in one line, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a ConfigError becomes a message."""
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands)
def main() -> None:
    """Run the Scratch coding contest of the Green IT Classrooms."""
