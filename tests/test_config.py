"""Settings: every one has a working default; what cannot be used is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import DEVELOPMENT_SECRET, ROOT, ConfigError, Development, Production, from_environment

SECRET = "x" * 24


def test_nothing_set_gives_development_on_sqlite() -> None:
    settings = from_environment({})
    assert (settings.ENV_NAME, settings.PORT, settings.HOST) == ("development", 8000, "127.0.0.1")
    assert f"sqlite:///{ROOT / 'instance' / 'contest.sqlite'}" == settings.SQLALCHEMY_DATABASE_URI
    assert settings.UPLOADS == ROOT / "uploads"
    assert settings.DEMO_ALLOWED is True


@pytest.mark.parametrize("secret", [None, "", "short", DEVELOPMENT_SECRET, "x" * 23])
def test_production_refuses_a_missing_default_or_short_secret(secret: str | None) -> None:
    given = {"CONTEST_ENV": "production"} | ({} if secret is None else {"SECRET_KEY": secret})
    with pytest.raises(ConfigError, match="SECRET_KEY must be set"):
        from_environment(given)


def test_production_with_a_secret_sends_cookies_over_https_only_and_allows_no_demonstration() -> None:
    settings = from_environment({"CONTEST_ENV": "production", "SECRET_KEY": SECRET})
    assert isinstance(settings, Production)
    assert (settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.DEMO_ALLOWED) == (
        True,
        True,
        False,
    )


def test_an_unknown_environment_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigError) as refused:
        from_environment({"CONTEST_ENV": "prod"})
    assert str(refused.value) == "CONTEST_ENV is 'prod'; it may be: development, testing, production"


@pytest.mark.parametrize("name", ["PORT", "UPLOAD_LIMIT_MB", "INVITATION_DAYS", "CODE_HOURS", "JOB_WORKERS"])
@pytest.mark.parametrize("value", ["eight", "-1", "1.5", " 8"])
def test_a_number_that_is_none_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Development({name: value})
    assert str(refused.value) == f"{name} must be a whole number, not {value!r}"


def test_an_empty_number_is_the_default() -> None:
    assert Development({"PORT": ""}).PORT == 8000


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_common_addresses_of_postgresql_get_our_driver(scheme: str) -> None:
    settings = Development({"DATABASE_URL": f"{scheme}://me:secret@db/contest"})
    assert settings.SQLALCHEMY_DATABASE_URI == "postgresql+psycopg://me:secret@db/contest"


@pytest.mark.parametrize("url", ["postgresql+psycopg://db/contest", "sqlite:////srv/contest.sqlite"])
def test_other_addresses_stay_as_they_are(url: str) -> None:
    assert url == Development({"DATABASE_URL": url}).SQLALCHEMY_DATABASE_URI


@pytest.mark.parametrize("url", ["", "contest", "mysql://me:secret@db/contest"])
def test_a_database_that_we_cannot_use_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Development({"DATABASE_URL": url})
    assert str(refused.value) == "DATABASE_URL must begin with sqlite:/// or postgresql://"


@pytest.mark.parametrize("name", ["Shanghai", "", "Asia/Atlantis", "/etc/passwd", "Asia"])
def test_a_zone_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Development({"TIMEZONE": name})
    assert str(refused.value) == f"TIMEZONE is {name!r}, which is no time zone; use one such as Asia/Shanghai"


@pytest.mark.parametrize("limit", ["", "20", "many", "0 per hour", "20 per fortnight"])
def test_a_limit_that_cannot_be_counted_is_refused(limit: str) -> None:
    with pytest.raises(ConfigError) as refused:
        Development({"SIGN_IN_LIMIT": limit})
    assert str(refused.value) == f"SIGN_IN_LIMIT is {limit!r}; write it as: 20 per 15 minutes"


def test_the_upload_limit_is_given_in_megabytes_and_leaves_room_for_the_form() -> None:
    settings = Development({"UPLOAD_LIMIT_MB": "3", "UPLOADS": "/srv/uploads"})
    assert (settings.UPLOAD_LIMIT, settings.MAX_CONTENT_LENGTH) == (3 * 1024 * 1024, 4 * 1024 * 1024)
    assert Path("/srv/uploads") == settings.UPLOADS
