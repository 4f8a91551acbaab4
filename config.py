"""Settings. Each has a working default and is read from the environment; README.md lists them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

ROOT = Path(__file__).resolve().parent
DEVELOPMENT_SECRET = "development-only-not-a-secret"  # noqa: S105 - production refuses to start with it


class ConfigError(RuntimeError):
    """A setting cannot be used; the message says which, why, and what to do."""


class Development:
    """Defaults that work on a fresh machine with nothing set."""

    ENV_NAME = "development"
    DEBUG = False
    TESTING = False
    DEMO_ALLOWED = True
    """Only here may demonstration data be filled in."""
    SESSION_COOKIE_SECURE = False

    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_COOKIE_NAME = "contest"
    PERMANENT_SESSION_LIFETIME = timedelta(hours=12)
    WTF_CSRF_TIME_LIMIT = None  # a form may stay open as long as the session lives
    WTF_CSRF_SSL_STRICT = False  # old browsers behind school proxies drop the Referer header
    BABEL_DEFAULT_LOCALE = "en"
    BABEL_TRANSLATION_DIRECTORIES = str(ROOT / "contest" / "translations")
    RATELIMIT_STORAGE_URI = "memory://"
    RATELIMIT_HEADERS_ENABLED = False
    PASSWORD_MEMORY_KIB = 64 * 1024
    """What hashing a password costs (argon2id): memory, and rounds over it."""
    PASSWORD_ROUNDS = 3

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        env = os.environ if environ is None else environ
        self.SECRET_KEY = env.get("SECRET_KEY", DEVELOPMENT_SECRET)
        self.SQLALCHEMY_DATABASE_URI = _database_url(env)
        # A season's frozen results are megabytes of JSON; this reads them several times faster than json does.
        self.SQLALCHEMY_ENGINE_OPTIONS = {"json_deserializer": msgspec.json.decode}
        self.UPLOADS = Path(env.get("UPLOADS", ROOT / "uploads"))
        self.HOST = env.get("HOST", "127.0.0.1")
        self.PORT = _whole(env, "PORT", 8000)
        self.CONTEST_NAME_ZH = env.get("CONTEST_NAME_ZH", "绿色电脑教室 Scratch 编程大赛")
        self.CONTEST_NAME_EN = env.get("CONTEST_NAME_EN", "Green IT Classroom Scratch Contest")
        self.BABEL_DEFAULT_TIMEZONE = _zone(env)
        self.UPLOAD_LIMIT = _whole(env, "UPLOAD_LIMIT_MB", 50) * 1024 * 1024
        """Largest project file, in bytes."""
        self.MAX_CONTENT_LENGTH = self.UPLOAD_LIMIT + 1024 * 1024  # the rest of the form
        # A title of megabytes must reach its own check, so that the answer is a sentence beside the field.
        self.MAX_FORM_MEMORY_SIZE = 16 * 1024 * 1024
        self.SIGN_IN_LIMIT = _limit(env)
        """Failed attempts to sign in or redeem a code, per name; one address may make five times as many."""
        self.INVITATION_DAYS = _whole(env, "INVITATION_DAYS", 14)
        self.CODE_HOURS = _whole(env, "CODE_HOURS", 24)
        self.SMTP_URL = env.get("SMTP_URL", "")
        self.MAIL_FROM = env.get("MAIL_FROM", "")
        self.JOB_WORKERS = _whole(env, "JOB_WORKERS", 1)
        self.TRUSTED_PROXIES = _whole(env, "TRUSTED_PROXIES", 0)

    def check(self) -> None:
        """Raise ConfigError if the contest must not start with these settings."""


class Testing(Development):
    """For the test suite: a secret of its own, no rate limits unless a test asks for them."""

    ENV_NAME = "testing"
    TESTING = True
    RATELIMIT_ENABLED = False
    PASSWORD_MEMORY_KIB = 64
    PASSWORD_ROUNDS = 1
    JOB_WORKERS = 0

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        super().__init__({} if environ is None else environ)
        self.JOB_WORKERS = 0


class Production(Development):
    """A real contest: a secret cookie key is required, cookies travel over HTTPS only."""

    ENV_NAME = "production"
    DEMO_ALLOWED = False
    SESSION_COOKIE_SECURE = True

    def check(self) -> None:
        """Refuse a missing, default or short secret."""
        if self.SECRET_KEY == DEVELOPMENT_SECRET or len(self.SECRET_KEY) < 24:
            raise ConfigError(
                "SECRET_KEY must be set to a random text of at least 24 characters in production. "
                'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
            )


SETTINGS: dict[str, type[Development]] = {
    "development": Development,
    "testing": Testing,
    "production": Production,
}


def from_environment(environ: Mapping[str, str] | None = None) -> Development:
    """The settings that CONTEST_ENV names (development unless it is set), checked."""
    env = os.environ if environ is None else environ
    name = env.get("CONTEST_ENV", "development")
    if name not in SETTINGS:
        raise ConfigError(f"CONTEST_ENV is {name!r}; it may be: {', '.join(SETTINGS)}")
    settings = SETTINGS[name](env)
    settings.check()
    return settings


def _database_url(env: Mapping[str, str]) -> str:
    url = env.get("DATABASE_URL", f"sqlite:///{ROOT / 'instance' / 'contest.sqlite'}")
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    if not url.startswith(("sqlite://", "postgresql+psycopg://")):
        # Without the address: it may hold a password, and this message ends up in logs.
        raise ConfigError("DATABASE_URL must begin with sqlite:/// or postgresql://")
    return url


def _zone(env: Mapping[str, str]) -> str:
    name = env.get("TIMEZONE", "Asia/Shanghai")
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ConfigError(f"TIMEZONE is {name!r}, which is no time zone; use one such as Asia/Shanghai") from error


def _limit(env: Mapping[str, str]) -> str:
    text = env.get("SIGN_IN_LIMIT", "20 per 15 minutes")
    if not re.fullmatch(r"[1-9]\d* per ([1-9]\d* )?(second|minute|hour|day)s?", text):
        raise ConfigError(f"SIGN_IN_LIMIT is {text!r}; write it as: 20 per 15 minutes")
    return text


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "")
    if not text:
        return default
    if not text.isdecimal():
        raise ConfigError(f"{name} must be a whole number, not {text!r}")
    return int(text)
