"""create_app(): settings, extensions, sections, error pages, security headers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from config import ROOT, ConfigError, Development, from_environment
from contest.extensions import babel, csrf, db, limiter, login
from contest.mail import MailServer, server_of
from contest.models import User
from contest.passwords import set_cost
from contest.web import compress, errors, filters, sections
from contest.web.language import choose_language

PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "img-src 'self' data: blob:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Sessions(SecureCookieSessionInterface):
    """Cookies as Flask makes them, but none with what everybody may keep: else every sign-in would empty caches."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie, and say that the answer depends on it."""
        if not response.cache_control.public:
            super().save_session(app, session, response)


def create_app(settings: Development | None = None, clock: Callable[[], datetime] | None = None) -> Flask:
    """The whole application. `clock` gives the current moment and is a parameter for the tests' sake."""
    settings = settings or from_environment()
    app = Flask(
        "contest",
        root_path=str(ROOT),
        static_folder=None,  # contest.web.compress serves it
        template_folder=str(ROOT / "templates"),
        instance_path=str(ROOT / "instance"),
    )
    app.static_folder = str(ROOT / "static")
    app.config.from_object(settings)
    app.session_interface = Sessions()
    app.extensions["mail"] = _mail_server(settings)
    app.extensions["clock"] = clock or (lambda: datetime.now(UTC))
    set_cost(settings.PASSWORD_MEMORY_KIB, settings.PASSWORD_ROUNDS)
    _bind_extensions(app)
    filters.install(app)
    errors.install(app)
    sections.install(app)
    compress.install(app)
    app.after_request(_secure)
    if settings.TRUSTED_PROXIES:
        hops = settings.TRUSTED_PROXIES
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _mail_server(settings: Development) -> MailServer | None:
    try:
        return server_of(settings.SMTP_URL, settings.MAIL_FROM)
    except ValueError as error:
        raise ConfigError(
            "SMTP_URL must look like smtp://user:password@host:587 or smtps://…, and MAIL_FROM name the sender."
        ) from error


def _bind_extensions(app: Flask) -> None:
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite:///"):
        (ROOT / "instance").mkdir(exist_ok=True)
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _strict_sqlite(db.engine)
    csrf.init_app(app)
    limiter.init_app(app)
    babel.init_app(app, locale_selector=choose_language)
    login.init_app(app)
    login.user_loader(_person_of_session)


def _strict_sqlite(engine: Engine) -> None:
    """SQLite checks foreign keys, and lets readers read while one writes, only when asked."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: object, record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "busy_timeout=10000", "synchronous=NORMAL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def _person_of_session(key: str) -> User | None:
    """The user of a session cookie, unless a changed password or a closed account ended it."""
    number, _, session_number = key.partition(":")
    if not number.isdecimal() or not session_number.isdecimal():
        return None
    user = db.session.get(User, int(number))
    if user is None or not user.is_active or user.session_number != int(session_number):
        return None
    return user


def _secure(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        # Classroom computers are shared, and every page speaks the reader's language and shows the reader's name.
        response.headers["Cache-Control"] = "no-store"
        response.vary.update(("Cookie", "Accept-Language"))
    return response
