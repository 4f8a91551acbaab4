"""The frame in which a Scratch project plays, cut off from the site.

A project is a stranger's program. Its frame has an opaque origin: it sees no cookie, no storage and no page, and
its policy leaves it no way to the network. The page fetches the project and hands it in (static/js/player.js).
"""

from flask import Blueprint, Response, make_response, render_template

from contest.web.access import guarded

player_bp = Blueprint("player", __name__, url_prefix="/player")

# The response says `sandbox`, as the iframe does: opened by its address, the frame would else run on the site's origin.
FRAME_POLICY = "; ".join(
    (
        "sandbox allow-scripts",
        "default-src 'none'",
        "script-src 'self' 'unsafe-eval'",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        "media-src data: blob:",
        "font-src data:",
        "connect-src data: blob:",
        "worker-src blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    )
)

FRAME_HEADERS = {
    "Content-Security-Policy": FRAME_POLICY,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), display-capture=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


@player_bp.get("/frame")
@guarded("site.read")
def frame() -> Response:
    """The empty stage: the same for everybody, whether signed in or not."""
    response = make_response(render_template("player/frame.html"))
    response.headers.update(FRAME_HEADERS)
    return response
