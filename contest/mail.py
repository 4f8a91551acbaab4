"""E-mail, where the contest has a mail server: a help for those who read it, never the only way to anything."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy.orm import Session

SECONDS = 30
"""For each step of talking to the mail server."""
PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in, and by whom it is signed."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    is_tls: bool = False
    """Encrypted from the first byte; else STARTTLS is used where the server offers it."""


def server_of(url: str, sender: str) -> MailServer | None:
    """The server of an address such as smtp://user:password@host:587; None for an empty one.

    Raises ValueError for any other scheme, or without a host or sender.
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or not sender:
        raise ValueError("not smtp://… or smtps://…, or no sender")
    return MailServer(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        sender=sender,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps",
    )


def send(session: Session, payload: dict[str, Any], now: datetime, *, server: MailServer | None) -> None:
    """The job "mail". Without a server (it was taken out of the settings meanwhile) there is nothing to do."""
    if server is None:
        return
    message = EmailMessage()
    message["From"], message["To"] = server.sender, payload["to"]
    message["Subject"], message["Date"] = payload["subject"], formatdate(now.timestamp())
    message["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2] or None)
    message.set_content(payload["text"])
    connect = smtplib.SMTP_SSL if server.is_tls else smtplib.SMTP
    with connect(server.host, server.port, timeout=SECONDS) as line:
        line.ehlo()
        if not server.is_tls and line.has_extn("starttls"):
            line.starttls()
        if server.user:
            line.login(server.user, server.password)
        line.send_message(message)
