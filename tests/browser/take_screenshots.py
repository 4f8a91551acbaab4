"""The README's pictures: one per role, from a demonstration contest in a temporary folder. `make screenshots`."""

from __future__ import annotations

import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import select
from werkzeug.serving import make_server

from config import ROOT, Development
from contest.app import create_app
from contest.database import migrate
from contest.demo import fill
from contest.demo.cast import PASSWORD
from contest.extensions import db
from contest.models import Assignment, AssignmentState, Entry, Publication, Season
from contest.web.store import fonts, storage

TARGET = ROOT / "static" / "img" / "readme"
FLAGS = ["--no-sandbox", "--disable-gpu", "--use-angle=swiftshader", "--disable-background-networking"]


def pages() -> dict[str, tuple[str, str]]:
    """File name → (login, address) of each picture."""
    season = db.session.scalars(select(Season).order_by(Season.opens_at.desc())).first()
    open_duty = select(Assignment).where(Assignment.state == AssignmentState.OPEN).order_by(Assignment.id)
    duty = db.session.scalars(open_duty).first()
    entry = db.session.scalars(select(Entry).where(Entry.season == season).order_by(Entry.id)).first()
    published = db.session.scalars(select(Publication)).first()
    assert season and duty and entry and published
    return {
        "public": ("", f"/results/{published.season.slug}"),
        "teacher": (entry.created_by.login, f"/teacher/entries/{entry.id}"),
        "judge": (duty.judge.user.login, f"/judge/sheets/{duty.id}"),
        "organizer": ("organizer", f"/organizer/seasons/{season.slug}"),
    }


def take(browser: Browser, base: str, login: str, address: str, target: Path) -> None:
    """Sign in, open a page, photograph what a 1366 × 900 screen shows."""
    page = browser.new_page(viewport={"width": 1366, "height": 900}, locale="en-US")
    if login:
        page.goto(f"{base}/sign-in")
        page.fill("main [name=login]", login)
        page.fill("main [name=password]", PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_load_state()
    page.goto(base + address, wait_until="networkidle")
    page.screenshot(path=str(target))
    page.close()


def main() -> None:
    """Fill, serve, photograph."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Development({"DATABASE_URL": f"sqlite:///{folder}/demo.sqlite", "UPLOADS": f"{folder}/files"}))
        with app.app_context():
            migrate(db.engine)
            fill(db.session(), storage(), fonts=fonts(), now=datetime.now(UTC), progress=lambda step: None)
            db.session.commit()
            wanted = pages()
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            for name, (login, address) in wanted.items():
                take(browser, f"http://127.0.0.1:{server.server_port}", login, address, TARGET / f"{name}.png")
        server.shutdown()


if __name__ == "__main__":
    main()
