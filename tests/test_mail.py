"""Letters reach a real mail server on the loopback; without one nothing is sent and nothing is missing."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterator
from datetime import UTC, datetime

import makers
import pytest
from aiosmtpd.controller import Controller
from conftest import Client, Clock, sign_in
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import ConfigError
from config import Testing as SettingsForTests
from contest.app import create_app
from contest.jobs import run_pending
from contest.mail import MailServer, server_of
from contest.models import Job, JobState
from contest.pipeline.work import kinds
from contest.web.store import storage

pytestmark = pytest.mark.database
NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


class Inbox:
    """What the mail server took."""

    def __init__(self) -> None:
        self.letters: list[email.message.EmailMessage] = []

    async def handle_DATA(self, server: object, session: object, envelope) -> str:  # type: ignore[no-untyped-def]  # noqa: N802
        """Take one letter."""
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def post_office() -> Iterator[tuple[Inbox, MailServer]]:
    """A mail server on a free port."""
    inbox = Inbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield inbox, MailServer("127.0.0.1", port, "contest@example.org")
    controller.stop()


def work(app: Flask, session: Session, clock: Clock, server: MailServer | None) -> None:
    """Do all queued work."""
    run_pending(session, kinds(storage(), [], server), clock)


def organizer(app: Flask, session: Session) -> Client:
    """A signed-in organizer."""
    user = makers.make_organizer(session)
    session.commit()
    return sign_in(app, user.id)


def test_invitation_is_mailed_in_both_languages_where_there_is_a_mail_server(
    app: Flask, session: Session, clock: Clock, post_office: tuple[Inbox, MailServer]
) -> None:
    inbox, server = post_office
    app.extensions["mail"] = server
    season = makers.make_season(session)
    client = organizer(app, session)
    sent = client.send(
        f"/organizer/seasons/{season.slug}/jury", {"note": "Li", "email": "li@example.org", "sponsor": ""}
    )
    assert sent.status_code == 200
    assert "li@example.org" in sent.text
    work(app, session, clock, server)
    assert [letter["To"] for letter in inbox.letters] == ["li@example.org"]
    body = inbox.letters[0].get_content()
    assert body.count("/invited/") == 2
    assert "Open this link" in body
    assert "评委" in body
    assert session.scalars(select(Job.payload).where(Job.state == JobState.DONE)).all() == [{}]


def test_code_goes_to_the_address_that_the_person_gave(
    app: Flask, session: Session, clock: Clock, post_office: tuple[Inbox, MailServer]
) -> None:
    inbox, server = post_office
    app.extensions["mail"] = server
    locked_out = makers.make_user(session, email="chen@example.org")
    client = organizer(app, session)
    page = client.send(f"/organizer/people/{locked_out.id}/code", {}).text
    work(app, session, clock, server)
    code = inbox.letters[0].get_content().split("code you choose a new password:")[1].split()[0]
    assert code in page


def test_without_a_mail_server_nothing_is_queued(app: Flask, session: Session) -> None:
    app.extensions["mail"] = None
    locked_out = makers.make_user(session, email="chen@example.org")
    client = organizer(app, session)
    assert client.send(f"/organizer/people/{locked_out.id}/code", {}).status_code == 200
    assert session.scalars(select(Job)).all() == []


def test_server_that_is_away_is_tried_again_and_the_letter_is_forgotten_at_last(
    app: Flask, session: Session, clock: Clock
) -> None:
    nobody = MailServer("127.0.0.1", 9, "contest@example.org")
    app.extensions["mail"] = nobody
    locked_out = makers.make_user(session, email="chen@example.org")
    organizer(app, session).send(f"/organizer/people/{locked_out.id}/code", {})
    for _ in range(4):
        work(app, session, clock, nobody)
        clock.forward(minutes=5)
    session.expire_all()
    job = session.scalars(select(Job)).one()
    assert (job.state, job.attempts, job.payload) == (JobState.FAILED, 3, {})


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", None),
        ("smtp://mail.example.org", MailServer("mail.example.org", 25, "a@b.c")),
        ("smtps://u:p%40ss@mail.example.org", MailServer("mail.example.org", 465, "a@b.c", "u", "p@ss", is_tls=True)),
    ],
)
def test_address_of_a_mail_server(url: str, expected: MailServer | None) -> None:
    assert server_of(url, "a@b.c") == expected


@pytest.mark.parametrize(("url", "sender"), [("http://x", "a@b.c"), ("smtp://", "a@b.c"), ("smtp://x", "")])
def test_contest_does_not_start_with_a_mail_server_it_cannot_use(url: str, sender: str) -> None:
    with pytest.raises(ConfigError, match="SMTP_URL"):
        create_app(SettingsForTests({"DATABASE_URL": "sqlite://", "SMTP_URL": url, "MAIL_FROM": sender}))
