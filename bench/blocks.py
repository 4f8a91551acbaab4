"""How long it takes to show blocks: from the file to text here, and from text to pictures in Chromium.

python bench/blocks.py [FILE…]      sprites of about 2,000 blocks out of the corpus, or of these files
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from config import ROOT
from contest.scratch import Refusal, read
from contest.scratch.blocks_labels import Language
from contest.scratch.blocks_text import notes_of, script_text
from contest.scratch.program import Program, ProgramTarget, program_of

CORPUS = ROOT / ".." / "shared" / "corpus" / "files"
LANGUAGES: tuple[Language, ...] = ("en", "zh")
WANTED = 2000
ROUNDS = 5
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
DRAW = """
([texts, tongue]) => {
  const begun = performance.now();
  const place = document.createElement('div');
  place.className = 'blocks-scripts';
  for (const text of texts) {
    const figure = document.createElement('div');
    figure.className = 'blocks-script';
    figure.append(contestBlocks.draw(text, tongue));
    place.append(figure);
  }
  document.body.replaceChildren(place);
  place.getBoundingClientRect();
  return performance.now() - begun;
}
"""


def programs(paths: list[Path]) -> list[tuple[str, Program, float]]:
    """(file, program, milliseconds from bytes to program) of all that can be opened."""
    found = []
    for path in paths:
        data = path.read_bytes()
        begun = time.perf_counter()
        try:
            program = program_of(read(data))
        except Refusal:
            continue
        found.append((path.name, program, (time.perf_counter() - begun) * 1000))
    return found


def size(target: ProgramTarget) -> int:
    """Blocks as a reader counts them."""
    return sum(not block.is_shadow for block in target.walk())


def texts_of(target: ProgramTarget, language: Language) -> list[str]:
    """What the page gets for one sprite."""
    notes = notes_of(target)
    return [script_text(script, language, notes) for script in target.scripts]


def drawing_page(page: Page) -> Page:
    """A page that can draw. It shows a line in each language, as every page of the site does long before blocks are
    asked for: what a browser needs to find its fonts is not counted."""
    page.set_content("<!doctype html><p>当绿旗被点击<p>when flag clicked")
    page.evaluate("() => new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)))")
    page.add_style_tag(path=ROOT / "static" / "vendor" / "scratchblocks" / "scratchblocks.css")
    page.add_style_tag(path=ROOT / "static" / "css" / "blocks.css")
    page.add_script_tag(path=ROOT / "static" / "vendor" / "scratchblocks" / "scratchblocks.js")
    page.add_script_tag(path=ROOT / "static" / "js" / "blocks.js")
    return page


def drawn(page: Page, texts: list[str], language: Language) -> list[tuple[float, float]]:
    """(wall, busy) milliseconds of each round; the first is on a page that has drawn nothing yet."""
    meter = page.context.new_cdp_session(page)
    meter.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        metrics = meter.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration")) * 1000

    took = []
    for _ in range(ROUNDS):
        before = busy()
        wall = page.evaluate(DRAW, [texts, language])
        took.append((wall, busy() - before))
    return took


def in_chromium(sprites: list[tuple[str, ProgramTarget]]) -> None:
    """A table of the sprites."""
    heads = f"{'blocks':>7}{'scripts':>8}{'to text':>9}{'first: wall':>13}{'busy':>6}{'then: wall':>12}{'busy':>6}"
    print(f"{'milliseconds':25}{heads}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for name, target in sprites:
            for language in LANGUAGES:
                begun = time.perf_counter()
                texts = texts_of(target, language)
                written = (time.perf_counter() - begun) * 1000
                page = drawing_page(browser.new_page(viewport={"width": 1366, "height": 900}))
                (wall, busy), *later = drawn(page, texts, language)
                page.close()
                walls, busies = (statistics.median(each) for each in zip(*later, strict=True))
                row = f"{size(target):7}{len(texts):8}{written:9.0f}{wall:13.0f}{busy:6.0f}{walls:12.0f}{busies:6.0f}"
                print(f"{name[:20]:21}{language:4}{row}")
        browser.close()


def main() -> None:
    """Print all figures."""
    given = [Path(each) for each in sys.argv[1:]]
    found = programs(given or sorted(CORPUS.iterdir()))
    reading = sorted(took for _, _, took in found)
    begun = time.perf_counter()
    count = sum(len(texts_of(target, "zh")) for _, program, _ in found for target in program.targets)
    took = time.perf_counter() - begun
    print(
        f"{len(found)} files: to a program {statistics.median(reading):.1f} ms median, {reading[-1]:.0f} ms most; ",
        end="",
    )
    print(f"{count} scripts to text in {took:.2f} s")
    sprites = [(name, target) for name, program, _ in found for target in program.targets]
    sprites.sort(key=lambda each: abs(size(each[1]) - WANTED))
    in_chromium(sprites[:3])


if __name__ == "__main__":
    main()
