"""Smaller answers for slow lines: text is compressed on its way out, large vendored files were compressed beforehand.

Compressing pages that hold a form's token is safe from guessing by size, because the session cookie is SameSite=Lax:
no other site can make a browser fetch our pages as the signed-in person.
"""

from __future__ import annotations

import gzip
from pathlib import Path

from flask import Flask, Response, current_app, request, send_from_directory
from werkzeug.exceptions import NotFound

TEXT = frozenset(
    (
        "text/html",
        "text/css",
        "text/plain",
        "text/javascript",
        "application/javascript",
        "application/json",
        "image/svg+xml",
    )
)
SMALLEST = 1000
"""Bytes; below this a packet is a packet."""
FORMS = (("br", ".br"), ("gzip", ".gz"))
YEAR = 31536000


def send_static(filename: str) -> Response:
    """A file under static/, in its compressed form where `make` left one beside it and the browser takes it."""
    folder = current_app.static_folder or ""
    if Path(filename).suffix in (".br", ".gz"):
        raise NotFound
    response = _compressed(folder, filename) or send_from_directory(folder, filename)
    # Addresses with a fingerprint (contest.web.filters.asset) never change their content.
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if "v" in request.args else "no-cache"
    return response


def _compressed(folder: str, filename: str) -> Response | None:
    for encoding, suffix in FORMS:
        if request.accept_encodings[encoding] > 0 and (Path(folder) / (filename + suffix)).is_file():
            kind = "text/javascript" if filename.endswith(".js") else None
            response = send_from_directory(folder, filename + suffix, mimetype=kind)
            response.headers["Content-Encoding"] = encoding
            response.vary.add("Accept-Encoding")
            return response
    return None


def compress(response: Response) -> Response:
    """Gzip a text answer that is worth it."""
    if (
        response.status_code != 200
        or response.mimetype not in TEXT
        or "Content-Encoding" in response.headers
        or request.accept_encodings["gzip"] <= 0
    ):
        return response
    response.direct_passthrough = False
    body = response.get_data()
    response.vary.add("Accept-Encoding")
    if len(body) < SMALLEST:
        return response
    response.set_data(gzip.compress(body, compresslevel=6, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    etag, _ = response.get_etag()
    if etag is not None:
        response.set_etag(f"{etag}-gzip")
    return response


def install(app: Flask) -> None:
    """Serve static/ and compress what goes out."""
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=send_static)
    app.after_request(compress)
