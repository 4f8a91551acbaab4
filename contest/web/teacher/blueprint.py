"""The teacher section's blueprint; the views beside this module add themselves to it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request

teacher_bp = Blueprint("teacher", __name__)


@teacher_bp.url_value_preprocessor
def take_in_what_is_too_large(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let a file of several times the limit in as far as its form, so that the answer stands beside the field.

    This runs before the form is first read, which the check against forged requests does for every view.
    """
    request.max_content_length = 4 * current_app.config["MAX_CONTENT_LENGTH"]
