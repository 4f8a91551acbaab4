"""What templates may call: texts in two languages, times in the contest's zone, sizes, permissions."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, url_for
from flask_babel import format_datetime, get_timezone, gettext
from markupsafe import Markup, escape

from contest.models import ProjectFile
from contest.scratch.personal import without_personal
from contest.web.access import may
from contest.web.clock import now
from contest.web.keep import here
from contest.web.language import LANGUAGES, in_language, language
from contest.web.words import flag_name, reason_name


def moment(value: datetime | None, with_time: bool = True) -> Markup:
    """A `<time>` in the contest's zone: 2026-11-24 18:00, the same in both languages."""
    if value is None:
        return Markup("—")
    text = format_datetime(value, "yyyy-MM-dd HH:mm" if with_time else "yyyy-MM-dd")
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), text)


def day(value: date | None) -> str:
    """A calendar day: 2016-11-15."""
    return value.isoformat() if value is not None else "—"


def size(count: int) -> str:
    """Bytes as people say them: 830 KB, 1.2 MB."""
    if count < 1000_000:
        return f"{max(1, round(count / 1000))} KB"
    return f"{count / 1_000_000:.1f} MB"


def paragraphs(text: str) -> Markup:
    """Plain text with its blank lines and line breaks kept, everything else escaped."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    html = [Markup("<p>{}</p>").format(_breaks(block)) for block in blocks if block]
    return Markup("\n").join(html)


def _breaks(block: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in block.split("\n"))


def uses_music(file: ProjectFile) -> bool:
    """Whether the player needs its music part for this project."""
    return any(extension.get("id") == "music" for extension in file.card.get("extensions", ()))


def contest_name() -> str:
    """The contest's name, a setting, in the reader's language."""
    return str(current_app.config["CONTEST_NAME_ZH" if language() == "zh" else "CONTEST_NAME_EN"])


@lru_cache(maxsize=256)
def _fingerprint(path: str, changed_at: float) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a file under static/, with a fingerprint of its content, so that it can be kept for long."""
    path = Path(current_app.static_folder or "") / name
    return url_for("static", filename=name, v=_fingerprint(str(path), path.stat().st_mtime))


def zone_name() -> str:
    """What people call the zone of all times: Beijing time, or the setting's own word, such as Asia/Urumqi."""
    zone = str(get_timezone())
    return gettext("Beijing time") if zone == "Asia/Shanghai" else zone


def install(app: Flask) -> None:
    """Give the templates their vocabulary."""
    app.add_template_filter(moment)
    app.add_template_filter(day)
    app.add_template_filter(size)
    app.add_template_filter(paragraphs)
    app.add_template_filter(in_language)
    app.add_template_filter(without_personal)
    app.add_template_filter(uses_music)
    app.add_template_filter(flag_name)
    app.add_template_filter(reason_name)

    @app.context_processor
    def vocabulary() -> dict[str, Any]:
        return {
            "may": may,
            "now": now(),
            "language": language(),
            "languages": LANGUAGES,
            "contest_name": contest_name(),
            "here": here(),
            "asset": asset,
            "zone": zone_name(),
        }
