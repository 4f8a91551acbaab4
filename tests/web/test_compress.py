"""What travels is small: pages and scripts compressed for who takes it, whole for who does not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

ENGINE = "/static/vendor/scaffolding/scaffolding.js"
GZIP = {"Accept-Encoding": "gzip"}


def fetch(app: Flask, path: str, **headers: str) -> TestResponse:
    """The whole answer, its file closed."""
    return app.test_client().get(path, headers=headers, buffered=True)


def test_page_is_compressed_for_a_browser_that_takes_it(app: Flask) -> None:
    plain, small = fetch(app, "/guide"), fetch(app, "/guide", **GZIP)
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert b"</html>" in gzip.decompress(small.data)
    assert len(small.data) < 0.6 * len(plain.data)


def test_stylesheet_is_compressed_and_kept_as_long_as_its_fingerprint_holds(app: Flask) -> None:
    small = fetch(app, "/static/css/site.css?v=abc", **GZIP)
    assert gzip.decompress(small.data) == (Path(app.static_folder or "") / "css" / "site.css").read_bytes()
    assert small.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert fetch(app, "/static/css/site.css").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_player_travels_as_it_was_compressed_beforehand(app: Flask, encoding: str) -> None:
    whole = Path(app.static_folder or "") / ENGINE.removeprefix("/static/")
    if not whole.exists():
        pytest.skip("the page components are not installed (make prepare)")
    answer = fetch(app, ENGINE, **{"Accept-Encoding": encoding})
    suffix = {"br": ".br", "gzip": ".gz"}[encoding]
    assert answer.data == whole.with_name(whole.name + suffix).read_bytes()
    assert answer.headers["Content-Encoding"] == encoding
    assert answer.mimetype == "text/javascript"


def test_compressed_copies_have_no_address_of_their_own(app: Flask) -> None:
    assert fetch(app, ENGINE + ".gz").status_code == 404


def test_pictures_are_sent_as_they_are(app: Flask) -> None:
    assert "Content-Encoding" not in fetch(app, "/static/img/readme/public.png", **GZIP).headers
