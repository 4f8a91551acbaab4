"""The frame of the player, as the server sends it."""

from __future__ import annotations

import re

from flask import Flask, render_template_string

MACRO = '{% from "shared/_player.html" import player, player_assets with context %}'


def test_the_frame_is_sandboxed_by_its_own_response_and_not_by_the_policy_of_pages(app: Flask) -> None:
    response = app.test_client().get("/player/frame")
    assert response.status_code == 200
    assert response.headers.getlist("Content-Security-Policy") == [
        "sandbox allow-scripts; default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'unsafe-inline'; "
        "img-src data: blob:; media-src data: blob:; font-src data:; connect-src data: blob:; worker-src blob:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_the_frame_is_the_same_for_everybody_and_sets_no_cookie(app: Flask) -> None:
    client = app.test_client()
    answers = [client.get("/player/frame", headers={"Accept-Language": language}) for language in ("zh", "en")]
    assert answers[0].data == answers[1].data
    assert [answer.headers.getlist("Set-Cookie") for answer in answers] == [[], []]


def test_the_frame_holds_no_script_of_its_own(app: Flask) -> None:
    page = app.test_client().get("/player/frame").text
    assert [re.sub(r"\?v=\w+", "", tag) for tag in re.findall("<script.*?</script>", page)] == [
        '<script src="/static/player/svg-measure.js"></script>',
        '<script src="/static/player/frame.js" defer></script>',
    ]


def test_the_frame_is_only_read(app: Flask) -> None:
    assert app.test_client().post("/player/frame").status_code in (400, 405)


def test_only_a_project_with_music_gets_the_engine_with_instruments(app: Flask) -> None:
    with app.test_request_context("/"):
        engines = [
            re.findall(r'data-engine="([^?"]*)', render_template_string(MACRO + call))
            for call in ("{{ player('/p') }}", "{{ player('/p', music=True) }}")
        ]
    assert engines == [
        ["/static/vendor/scaffolding/scaffolding.js"],
        ["/static/vendor/scaffolding/scaffolding-with-music.js"],
    ]


def test_an_address_cannot_break_out_of_the_players_attributes(app: Flask) -> None:
    with app.test_request_context("/"):
        html = render_template_string(MACRO + "{{ player(address) }}", address="/p\"'><script>alert(1)</script>")
    assert "<script>" not in html
    assert 'data-project="/p&#34;&#39;&gt;&lt;script&gt;' in html
