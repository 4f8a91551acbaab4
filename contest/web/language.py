"""Which language a page speaks: the person's own, else the browser's; switchable anywhere."""

from __future__ import annotations

from typing import Any

from flask import has_request_context, request
from flask_babel import get_locale
from flask_login import current_user

LANGUAGES = {"zh": "中文", "en": "English"}
COOKIE = "language"


def choose_language() -> str:
    """The signed-in person's choice, else this browser's last choice, else what the browser asks for."""
    if not has_request_context():
        return "en"
    if current_user.is_authenticated and current_user.language in LANGUAGES:
        return str(current_user.language)
    kept = request.cookies.get(COOKIE)
    if kept in LANGUAGES:
        return str(kept)
    wished = [tag.lower().partition("-")[0] for tag, _ in request.accept_languages]
    if not wished:
        return "zh"  # says nothing: an old browser in a classroom
    return next((tag for tag in wished if tag in LANGUAGES), "en")


def language() -> str:
    """The language of the page being made: zh or en."""
    locale = get_locale()
    return "zh" if locale is not None and locale.language == "zh" else "en"


def in_language(row: Any, name: str) -> str:
    """`row.name_zh` or `row.name_en` (or the keys of a mapping), falling back to the other when one is empty."""
    keys = (f"{name}_zh", f"{name}_en") if language() == "zh" else (f"{name}_en", f"{name}_zh")
    for key in keys:
        value = row.get(key) if isinstance(row, dict) else getattr(row, key, "")
        if value:
            return str(value)
    return ""
