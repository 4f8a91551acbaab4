"""A form that was sent after the session had ended: kept in the answer, sent again after signing in.

The fields travel through the sign-in page as hidden fields, so nothing is stored for strangers. Files cannot
travel so; the upload page's own script keeps the chosen file and asks to sign in beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Request, request

LIMIT = 256 * 1024
PREFIX = "kept-"
SECRET_WORDS = ("password", "csrf_token", "code")


@dataclass(frozen=True)
class KeptForm:
    """Where a form was going and what was typed."""

    path: str
    fields: tuple[tuple[str, str], ...]


def kept_form() -> KeptForm | None:
    """What the current request was about to send; None when it is no form of our own pages."""
    if request.method != "POST" or not is_from_this_site(request):
        return None
    if any(name.startswith(PREFIX) for name in request.form):
        return kept_from_fields()
    fields = tuple(
        (name, value)
        for name, values in request.form.lists()
        if not any(word in name for word in SECRET_WORDS)
        for value in values
    )
    if not fields or sum(len(name) + len(value) for name, value in fields) > LIMIT:
        return None
    return KeptForm(request.full_path.rstrip("?"), fields)


def kept_from_fields() -> KeptForm | None:
    """The kept form that a sign-in page carried along, if its path is one of ours."""
    path = request.form.get(f"{PREFIX}path", "")
    if not is_local(path):
        return None
    names = request.form.getlist(f"{PREFIX}name")
    values = request.form.getlist(f"{PREFIX}value")
    return KeptForm(path, tuple(zip(names, values, strict=False)))


def is_local(path: str) -> bool:
    """Whether `path` stays on this site: guards every redirect to an address that came from outside."""
    parts = urlsplit(path)
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path
    return plain and not parts.scheme and not parts.netloc and path.isprintable()


def is_from_this_site(sent: Request) -> bool:
    """Browsers name the page that a form came from; a foreign form is not kept, so it cannot ride a sign-in."""
    origin = sent.headers.get("Origin") or sent.headers.get("Referer")
    return origin is not None and urlsplit(origin).netloc == sent.host
