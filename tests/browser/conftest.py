"""A real Chromium, and live servers on the loopback, for the tests that need a page to run.

Pages forbid eval, so tests wait by asking again (`eventually`), never with `wait_for_function`.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright
from werkzeug.serving import make_server

SCREENSHOTS = Path(__file__).parent / "screenshots"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Nothing but the loopback can be reached, whatever a page tries; what it tried is asserted all the same.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=document-user-activation-required",  # as for a reader, and not as for a test
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    *os.environ.get("CHROMIUM_FLAGS", "").split(),
]

Serve = Callable[[Flask], str]
NewPage = Callable[..., Page]


def eventually(read: Callable[[], object], wanted: object, seconds: float = 20) -> None:
    """Reads until the value is `wanted`; the last value is what the failure shows."""
    deadline = time.monotonic() + seconds
    while (value := read()) != wanted and time.monotonic() < deadline:
        time.sleep(0.05)
    assert value == wanted


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Starts an app on a free port of the loopback and gives its address; all stop at the end."""
    servers = []

    def start(app: Flask) -> str:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM} (set CHROMIUM)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture
def new_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[NewPage]:
    """Opens a page in a fresh context (options as for Playwright's `new_context`).

    When the test ends, no request of it may have gone anywhere but to this machine; a failed test leaves screenshots.
    """
    contexts: list[BrowserContext] = []
    asked: list[str] = []

    def note(sent: Request) -> None:
        asked.append(sent.url)

    def open_page(**options: object) -> Page:
        context = browser.new_context(**{"locale": "en-US", **options})  # type: ignore[arg-type]
        context.on("request", note)
        context.on("page", lambda page: page.on("websocket", lambda socket: asked.append(socket.url)))
        contexts.append(context)
        return context.new_page()

    yield open_page
    if request.node.stash.get(FAILED, False):
        keep_screenshots(contexts, request.node.name)
    for context in contexts:
        context.close()
    assert [url for url in asked if not stays_here(url)] == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()


def stays_here(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or parts.hostname == "127.0.0.1"


def keep_screenshots(contexts: list[BrowserContext], test: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages, start=1):
        page.screenshot(path=SCREENSHOTS / f"{test}-{number}.png", full_page=True)
