"""Project files and pictures sent to a browser."""

from __future__ import annotations

from pathlib import Path

from flask import Response, current_app, request

from contest.errors import Missing, N_
from contest.models import ProjectFile
from contest.storage import Storage


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
    response = _send(file.sha256, "application/x-scratch-project")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.{file.format}"'
    return response


def send_picture(file: ProjectFile | None) -> Response:
    """The thumbnail as WebP; Missing until it is drawn."""
    if file is None or file.picture_sha256 is None:
        raise Missing(N_("There is no picture yet."))
    return _send(file.picture_sha256, "image/webp")


def _send(digest: str, kind: str) -> Response:
    # Bytes under a digest never change; "private", because who may see them depends on who asks.
    response = Response(mimetype=kind)
    response.set_etag(digest)
    response.headers["Cache-Control"] = "private, max-age=86400"
    if digest not in request.if_none_match:
        response.data = storage().get(digest)
    return response.make_conditional(request)
