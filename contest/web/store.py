"""Project files and pictures sent to a browser."""

from __future__ import annotations

from pathlib import Path

from flask import Response, current_app, request

from contest.errors import N_, Missing
from contest.models import ProjectFile
from contest.storage import Storage

PROJECT = "application/x-scratch-project"
PICTURE = "image/webp"
PUBLIC = "public, max-age=600"
"""How long what is published is kept: for minutes only, as a publication may be hidden again."""


def storage() -> Storage:
    """The application's store."""
    extensions = current_app.extensions
    if "storage" not in extensions:
        extensions["storage"] = Storage(Path(current_app.config["UPLOADS"]))
    store: Storage = extensions["storage"]
    return store


def fonts() -> list[str]:
    """The font files that Scratch's own texts are drawn with; installed by `make`, none where that did not happen."""
    return sorted(str(path) for path in Path(current_app.static_folder or "").glob("vendor/fonts/*.[ot]tf"))


def send_project(file: ProjectFile | None, code: str) -> Response:
    """The Scratch file's bytes, named after the entry's code: never after a child, a school or a title."""
    if file is None:
        raise Missing(N_("There is no project file yet."))
    response = _send(file.sha256, PROJECT)
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.{file.format}"'
    return response


def send_picture(file: ProjectFile | None) -> Response:
    """The thumbnail as WebP; Missing until it is drawn."""
    if file is None or file.picture_sha256 is None:
        raise Missing(N_("There is no picture yet."))
    return _send(file.picture_sha256, PICTURE)


def send_published(digest: str, kind: str) -> Response:
    """A file that a shown publication names, for everyone."""
    return _send(digest, kind, PUBLIC)


def _send(digest: str, kind: str, keep: str = "private, max-age=86400") -> Response:
    # Bytes under a digest never change; "private", because who may see them depends on who asks.
    response = Response(mimetype=kind)
    response.set_etag(digest)
    response.headers["Cache-Control"] = keep
    if digest not in request.if_none_match:
        response.data = stored_bytes(digest)
    response.make_conditional(request)
    return response


def stored_bytes(digest: str) -> bytes:
    """The bytes of a file in the store; Missing where they are gone."""
    try:
        return storage().get(digest)
    except FileNotFoundError as error:
        raise Missing(N_("The file is not in the store. Please tell the organizers.")) from error
