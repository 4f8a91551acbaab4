"""Organizers post news; hiding takes it off the page and keeps it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from contest.models import Announcement, User
from contest.pipeline.audit import record


@dataclass(frozen=True)
class News:
    """An announcement's words in both languages."""

    title_zh: str
    title_en: str
    body_zh: str
    body_en: str


def post(session: Session, news: News, *, actor: User, now: datetime) -> Announcement:
    """Put an announcement on the public pages."""
    announcement = Announcement(posted_by=actor, posted_at=now, **asdict(news))
    session.add(announcement)
    record(session, "announcement.post", announcement, actor=actor, now=now, after=asdict(news))
    return announcement


def change(session: Session, announcement: Announcement, news: News, *, actor: User, now: datetime) -> None:
    """Correct an announcement's words."""
    before = {name: getattr(announcement, name) for name in asdict(news)}
    if before == asdict(news):
        return
    for name, value in asdict(news).items():
        setattr(announcement, name, value)
    record(session, "announcement.change", announcement, actor=actor, now=now, before=before, after=asdict(news))


def set_hidden(session: Session, announcement: Announcement, hidden: bool, *, actor: User, now: datetime) -> None:
    """Take an announcement off the public pages, or bring it back."""
    if announcement.is_hidden == hidden:
        return
    announcement.is_hidden = hidden
    action = "announcement.hide" if hidden else "announcement.show"
    record(session, action, announcement, actor=actor, now=now)
