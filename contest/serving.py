"""The production server and the workers beside it, in one process."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType

import click
from flask import Flask
from waitress import create_server

from contest.extensions import db
from contest.jobs import run_pending
from contest.pipeline.likeness import Shelf
from contest.pipeline.work import kinds
from contest.web.store import fonts, storage

log = logging.getLogger(__name__)
PAUSE = 1.0
"""Seconds between two looks at the queue."""


class Worker(threading.Thread):
    """Does queued work until it is told to stop."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="worker", daemon=True)
        self._app = app
        self._stop_asked = threading.Event()
        self._shelf = Shelf()

    def run(self) -> None:
        """Look at the queue, do what is due, rest."""
        clock, mail = self._app.extensions["clock"], self._app.extensions["mail"]
        while not self._stop_asked.is_set():
            try:
                with self._app.app_context():
                    run_pending(db.session(), kinds(storage(), fonts(), mail, self._shelf), clock)
            except Exception as error:
                # A database that is away for a moment must not end the worker.
                log.warning("worker: %s", type(error).__name__)
            self._stop_asked.wait(PAUSE)

    def stop(self) -> None:
        """Finish the job at hand, then end."""
        self._stop_asked.set()


def serve_forever(app: Flask) -> None:
    """Serve until SIGTERM or Ctrl-C; requests in flight are finished.

    waitress reads each request whole before a thread works on it, so that slow uploads hold nobody up.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # A page brings a dozen requests at once; that they wait a moment for a thread is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    host, port = app.config["HOST"], app.config["PORT"]
    try:
        server = create_server(
            app,
            host=host,
            port=port,
            threads=8,
            connection_limit=1000,
            channel_timeout=300,
            # Beyond the limit, so that a file that is too large meets our own sentence and not a cut line.
            max_request_body_size=5 * app.config["MAX_CONTENT_LENGTH"],
            ident=None,
        )
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port} cannot be used ({error.strerror}). Is the contest running already? Set PORT to another."
        ) from error
    signal.signal(signal.SIGTERM, _end)
    workers = [Worker(app) for _ in range(app.config["JOB_WORKERS"])]
    for worker in workers:
        worker.start()
    click.echo(f"The contest is at http://{host}:{port}/  (Ctrl-C ends it)")
    for line in _demonstration_sign_ins(app):
        click.echo(line)
    server.run()
    for worker in workers:
        worker.stop()
    for worker in workers:
        worker.join(timeout=30)


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


def _demonstration_sign_ins(app: Flask) -> list[str]:
    from sqlalchemy import select

    from contest.demo import DEMONSTRATION_SIGN_INS
    from contest.models import Season

    with app.app_context():
        shown = db.session.scalar(select(Season.id).where(Season.is_demonstration).limit(1)) is not None
    return DEMONSTRATION_SIGN_INS if shown else []
