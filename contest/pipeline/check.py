"""A project file is looked at: what it holds at once, its picture outside the request.

The bytes are stored before the row that names them, and neither when they are refused.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PIL import Image, UnidentifiedImageError
from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contest.errors import N_, Invalid
from contest.jobs import enqueue
from contest.models import ProjectFile
from contest.scratch import Refusal, card_of, read
from contest.scratch.card import CARD_VERSION
from contest.scratch.personal import personal_data_of
from contest.scratch.picture import PictureError, picture_of
from contest.storage import Storage

PICTURE_SIZE = (480, 360)
"""Scratch's stage, in pixels."""
SNAPSHOT_BYTES = 8 * 1024 * 1024
SNAPSHOT_PIXELS = 4000 * 3000
"""The stage on the largest screens; a picture with more is refused before it is unpacked."""


def check(session: Session, storage: Storage, data: bytes, *, now: datetime) -> ProjectFile:
    """The row of the file with these bytes, with its card; new bytes are read, stored and queued for their picture.

    Raises contest.scratch.Refusal for what is no Scratch project; then nothing is stored.
    """
    known = session.get(ProjectFile, hashlib.sha256(data).hexdigest())
    if known is not None:
        storage.put(data)
        return known
    row = ProjectFile(size=len(data), stored_at=now, **_read(data))
    row.sha256 = storage.put(data)
    return _add_once(session, row, now)


def _read(data: bytes) -> dict[str, Any]:
    """The columns that tell what is in the file."""
    project = read(data)
    personal = [each.to_dict() for each in personal_data_of(project)]
    return {"format": project.format, "card": card_of(project).to_dict(), "personal": personal}


def _add_once(session: Session, row: ProjectFile, now: datetime) -> ProjectFile:
    """Two may send the same new file at the same moment; the second finds the first one's row."""
    digest = row.sha256
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return session.get_one(ProjectFile, digest)
    enqueue(session, "picture", {"sha256": digest}, now=now)
    return row


def queue_old_cards(session: Session, *, now: datetime) -> int:
    """Queue every file that an older version of this software has read; gives how many."""
    version = ProjectFile.card["version"].as_integer()
    is_old = or_(version.is_distinct_from(CARD_VERSION), ProjectFile.personal.is_(None))
    old = session.scalars(select(ProjectFile.sha256).where(is_old)).all()
    for digest in old:
        enqueue(session, "card", {"sha256": digest}, now=now)
    return len(old)


def read_again(session: Session, payload: dict[str, Any], now: datetime, *, storage: Storage) -> None:
    """The job "card": read the file `payload["sha256"]` again where an older version has read it.

    A file that is refused today was taken once: it stays as it is, and pages say that its card is old.
    """
    file = session.get(ProjectFile, payload["sha256"])
    if file is None or (file.card.get("version") == CARD_VERSION and file.personal is not None):
        return
    try:
        seen = _read(storage.get(file.sha256))
    except Refusal:
        return
    file.card, file.personal = seen["card"], seen["personal"]
    session.flush()


def draw_picture(
    session: Session, payload: dict[str, Any], now: datetime, *, storage: Storage, fonts: Sequence[str]
) -> None:
    """The job "picture": draw the stage of the file `payload["sha256"]`, or note why that cannot be."""
    file = session.get(ProjectFile, payload["sha256"])
    if file is None or file.picture_sha256 is not None:
        return
    try:
        picture = picture_of(storage.get(file.sha256), fonts=fonts)
    except PictureError as error:
        file.picture_error = error.code
        session.flush()
        return
    _set_picture(session, storage, file, picture)


def keep_snapshot(session: Session, storage: Storage, file: ProjectFile, data: bytes) -> bool:
    """Take the player's own picture of the stage for a file that has none. Gives whether it was taken.

    `data` comes from a browser: it is bounded, decoded and drawn anew, so that only pixels remain.
    """
    if file.picture_sha256 is not None:
        return False
    return _set_picture(session, storage, file, _redrawn(data))


def _set_picture(session: Session, storage: Storage, file: ProjectFile, picture: bytes) -> bool:
    """The first picture stays, whoever made it: the drawing and a snapshot may meet."""
    digest = storage.put(picture)
    written = session.execute(
        update(ProjectFile)
        .where(ProjectFile.sha256 == file.sha256, ProjectFile.picture_sha256.is_(None))
        .values(picture_sha256=digest, picture_error=None)
        .returning(ProjectFile.sha256)
        .execution_options(synchronize_session=False)
    ).scalar()
    session.refresh(file)
    return written is not None


def _redrawn(data: bytes) -> bytes:
    broken = Invalid(N_("This is not a picture of the stage."), field="picture")
    if len(data) > SNAPSHOT_BYTES:
        raise broken
    try:
        with warnings.catch_warnings():
            # Pillow warns of pictures that are large; the next line refuses them.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP"))
        if picture.width * picture.height > SNAPSHOT_PIXELS:
            raise broken
        small = picture.convert("RGB").resize(PICTURE_SIZE, Image.Resampling.LANCZOS)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise broken from error
    out = io.BytesIO()
    small.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()
