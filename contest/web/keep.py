"""A form that was sent after the session had ended: kept in the answer, sent again after signing in.

The fields travel through the sign-in page as hidden fields, so nothing is stored for strangers. Files cannot
travel so; the upload page's own script keeps the chosen file and asks to sign in beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Request, current_app, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from contest.rules.permissions import POLICY, Role

LIMIT = 256 * 1024
PREFIX = "kept-"
SECRETS = re.compile(r"password|csrf_token|^code$")
"""Names of fields that are never kept."""
SIGN_IN = "auth.sign_in_send"

LABELS = {
    "title": _l("Title"),
    "how_to_play": _l("How to play"),
    "full_name": _l("Name"),
    "display_name": _l("Shown name"),
    "grade": _l("Grade"),
    "comment": _l("Comment"),
    "note": _l("Note"),
    "explanation": _l("Explanation"),
    "name": _l("Name"),
    "login": _l("Phone number or user name"),
    "entry_code": _l("Number of the game"),
    "email": _l("E-mail"),
    "body_zh": _l("Text in Chinese"),
    "body_en": _l("Text in English"),
    "title_zh": _l("Title in Chinese"),
    "title_en": _l("Title in English"),
}
"""What people call the fields of our forms; a field that is not here is shown without a name."""


@dataclass(frozen=True)
class KeptForm:
    """Where a form was going and what was typed."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool = False

    def readable(self) -> list[tuple[str, str]]:
        """(label, text) of what a person typed, to show; ticks, numbers of rows and empty fields say nothing."""
        lines = [(_label(name), value.strip()) for name, value in self.fields if name not in ("next", "language")]
        return [(label, value) for label, value in lines if value and (label or not value.isascii())]


def _label(name: str) -> str:
    # The fields of a list are called authors-0-full_name.
    word = LABELS.get(name) or LABELS.get(name.rpartition("-")[2])
    return str(word) if word is not None else ""


def kept_form() -> KeptForm | None:
    """What the current request was about to send; None when it is no form of our own pages."""
    if request.method != "POST" or not is_from_this_site(request):
        return None
    if any(name.startswith(PREFIX) for name in request.form):
        return kept_from_fields()
    if request.endpoint == SIGN_IN:
        return None
    pairs = [(name, value) for name, values in request.form.lists() for value in values]
    had_files = any(file.filename for file in request.files.values())
    return _within_limits(request.full_path.rstrip("?"), pairs, had_files)


def kept_from_fields() -> KeptForm | None:
    """The kept form that a sign-in page carried along, if its path is one of ours."""
    path = request.form.get(f"{PREFIX}path", "")
    if not is_local(path):
        return None
    names = request.form.getlist(f"{PREFIX}name")
    values = request.form.getlist(f"{PREFIX}value")
    return _within_limits(path, list(zip(names, values, strict=False)), f"{PREFIX}files" in request.form)


def _within_limits(path: str, pairs: list[tuple[str, str]], had_files: bool) -> KeptForm | None:
    fields = tuple((name, value) for name, value in pairs if not SECRETS.search(name))
    too_long = sum(len(name) + len(value) for name, value in fields) > LIMIT
    if too_long or not (fields or had_files):
        return None
    return KeptForm(path, fields, had_files)


def must_sign_in() -> bool:
    """Whether the current request needs a sign-in first, and not only a fresh page."""
    if request.endpoint == SIGN_IN:
        return True
    action = getattr(current_app.view_functions.get(request.endpoint or ""), "action", "")
    is_public = action in POLICY and POLICY[action].role is Role.PUBLIC
    return not current_user.is_authenticated and not is_public


def way_back() -> str:
    """The page to show after signing in."""
    return local_or_home(request.form.get("next", "")) if request.endpoint == SIGN_IN else here()


def here() -> str:
    """The address of this page, to come back to; for a sent form of the page that it was on."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    came_from = urlsplit(request.headers.get("Referer", ""))
    path = f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    addresses = current_app.create_url_adapter(request)
    can_be_shown = addresses is not None and addresses.test(came_from.path, "GET")
    return local_or_home(path if came_from.netloc == request.host and can_be_shown else "")


def local_or_home(path: str) -> str:
    """`path` if it stays on this site, else the home page."""
    return path if is_local(path) else url_for("public.home")


def is_local(path: str) -> bool:
    """Whether `path` stays on this site: guards every redirect to an address that came from outside."""
    # Browsers read a backslash as a slash.
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return False
    parts = urlsplit(path)
    return not parts.scheme and not parts.netloc


def is_from_this_site(sent: Request) -> bool:
    """Browsers name the page that a form came from; a foreign form is not kept, so it cannot ride a sign-in."""
    origin = sent.headers.get("Origin") or sent.headers.get("Referer")
    return origin is not None and urlsplit(origin).netloc == sent.host
