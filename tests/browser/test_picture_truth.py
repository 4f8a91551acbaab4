"""Our picture of a project against the player's own before the green flag, over real files.

A pixel is clearly different where red, green or blue differs by more than 48 of 255, both pictures having 480 × 360
pixels. By default every eighth file is drawn, in about three minutes on two busy cores; with PICTURE_TRUTH=all in the
environment, all of them. Run with `-s` to see the table.
"""

from __future__ import annotations

import base64
import io
import json
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from flask import Flask, Response, render_template_string
from PIL import Image
from playwright.sync_api import Page

import config
from contest.app import create_app
from contest.scratch.picture import PictureError, picture_of
from tests.browser.conftest import NewPage, Serve

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / ".." / "shared" / "corpus" / "files"
FONTS = sorted(str(path) for path in (ROOT / "static" / "vendor" / "fonts").glob("*.[ot]tf"))
CLEARLY = 48  # of 255, in any channel
STEP = 1 if os.environ.get("PICTURE_TRUTH") == "all" else 8

pytestmark = [
    pytest.mark.browser,
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real Scratch files is not beside the project"),
]

PAGE = """<!doctype html>
{% from "shared/_player.html" import player, player_assets with context %}
<html lang="{{ language }}"><head><meta charset="utf-8">{{ player_assets() }}</head>
<body>{{ player("/project/none", size=1) }}</body></html>"""

# Costumes arrive some time after the project, so snapshots are taken until two are alike.
SNAPSHOT = """async (name) => {
  const root = document.querySelector('.player');
  const player = contestPlayer(root);
  player.close();
  root.dataset.project = '/project/' + name;
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const late = pause(25000).then(() => { throw new Error('late'); });
  const text = async () => {
    const picture = await Promise.race([player.snapshot(), late]);
    const reader = new FileReader();
    return new Promise((done) => { reader.onload = () => done(reader.result); reader.readAsDataURL(picture); });
  };
  try {
    await Promise.race([player.load(), late]);
    let before = '';
    for (let tries = 0; tries < 20; tries++) {
      await pause(60);
      const now = await text();
      if (now === before) break;
      before = now;
    }
    return before;
  } catch (error) {
    return null;
  }
}"""


@dataclass(frozen=True)
class Compared:
    name: str
    share: float  # of pixels that are clearly different, 0 to 1


def that_load() -> list[Path]:
    """The projects that Scratch itself loads."""
    known = map(json.loads, (CORPUS.parent / "truth.jsonl").read_text().splitlines())
    kinds = ("sb3", "sb2", "sb1")
    return sorted(CORPUS.parent / each["file"] for each in known if each["format"] in kinds and each["loads"] != "no")


def share_of(theirs: Image.Image, ours: Image.Image) -> float:
    """The share of pixels that are clearly different."""
    first, second = (np.asarray(each.convert("RGB"), np.int16) for each in (theirs, ours))
    return float((np.abs(first - second).max(axis=-1) > CLEARLY).mean())


def player_page(page: Page, server: str) -> Page:
    page.goto(f"{server}/player")
    return page


def players_picture(page: Page, name: str) -> Image.Image | None:
    """The stage before the flag; None for a project that the player does not load."""
    address: str | None = page.evaluate(SNAPSHOT, name)
    if address is None:
        return None
    picture = Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2]))).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)


def our_picture(path: Path) -> Image.Image | None:
    """Ours; None where there is none."""
    try:
        return Image.open(io.BytesIO(picture_of(path.read_bytes(), fonts=FONTS, seconds=30)))
    except PictureError:
        return None


def truth_app(database: Path) -> Flask:
    """The real application, with a page that shows whatever project it is told to."""
    app = create_app(config.Testing({"DATABASE_URL": f"sqlite:///{database}"}))
    app.add_url_rule("/player", "truth", lambda: Response(render_template_string(PAGE)))
    app.add_url_rule(
        "/project/<name>",
        "truth_project",
        lambda name: Response((CORPUS / name).read_bytes(), mimetype="application/octet-stream"),
    )
    return app


def compared(page: Page, paths: Sequence[Path]) -> Iterator[Compared]:
    """Every file that the player loads. One core draws while the other plays."""
    with ThreadPoolExecutor(1) as drawing:
        drawn: dict[Path, Future[Image.Image | None]] = {path: drawing.submit(our_picture, path) for path in paths}
        for path in paths:
            theirs = players_picture(page, path.name)
            ours = drawn.pop(path).result()
            if theirs is not None:
                yield Compared(path.name, share_of(theirs, ours) if ours else 1.0)


def table(found: Sequence[Compared], seconds: float) -> str:
    ordered = sorted(found, key=lambda each: -each.share)
    shares = np.array([each.share for each in found])
    lines = [f"\n{len(found)} files that the player loads, one of every {STEP}, in {seconds:.0f} s"]
    for kind in ("sb3", "sb2", "sb"):
        of_kind = np.array([each.share for each in found if each.name.endswith(f".{kind}")])
        if len(of_kind):
            median, ninth = np.quantile(of_kind, [0.5, 0.9])
            lines.append(f"{kind:>4}: {len(of_kind)} files, median {median:.2%}, nine in ten {ninth:.2%}")
    lines.append(f" all: median {np.quantile(shares, 0.5):.2%}, nine in ten {np.quantile(shares, 0.9):.2%}")
    return "\n".join([*lines, *(f"{each.share:8.2%}  {each.name}" for each in ordered[:10])])


def test_our_picture_is_the_players_own(new_page: NewPage, serve: Serve, tmp_path: Path) -> None:
    page = player_page(new_page(), serve(truth_app(tmp_path / "truth.sqlite")))
    begun = time.monotonic()
    paths = that_load()[::STEP]
    found = list(compared(page, paths))
    print(table(found, time.monotonic() - begun))  # noqa: T201 - the figures, with `pytest -s`
    shares = [each.share for each in found]
    assert len(found) > 0.75 * len(paths)
    assert (np.quantile(shares, 0.5) < 0.01, np.quantile(shares, 0.9) < 0.05) == (True, True)
