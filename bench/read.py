"""Reading time, as a multiple of the least that any reader of Scratch files must do.

    python -m bench.read [FOLDER]

The floor opens the zip with zipfile, parses project.json with json.loads, and inflates and hashes every asset. Ours
is reading and Scratch's verdict; then counts, extensions and problems; then the whole card, which also looks at what
the blocks do (by way of the program) and only leaves out the picture. All are processor time, the best of several
runs in one process, so the ratios hold across machines. FOLDER holds Scratch files; by default it is the folder of
real ones beside the project.
"""

import hashlib
import io
import json
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from contest.scratch import Project, Refusal, card_of, read
from contest.scratch.checks import warnings_of
from contest.scratch.counts import counts_of
from contest.scratch.extensions import extensions_of
from contest.scratch.program import program_of

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "files"
RUNS = 5
# Means per project, measured once over 1,339 projects on a machine of this kind; they are given the parsed JSON or
# the file, judge no verdict and look at no asset.
PEERS = (("Dr. Scratch, analysis of parsed JSON", 0.74), ("LitterBox, file to report", 200.0))


def floor(data: bytes) -> None:
    """The least: every byte inflated, JSON parsed, assets hashed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            content = archive.read(info)
            if info.filename.endswith("project.json"):
                json.loads(content)
            else:
                hashlib.md5(content, usedforsecurity=False).hexdigest()


def best(action: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds for one file."""

    floor: float
    read: float
    checked: float
    program: float
    card: float


def checks(project: Project) -> object:
    """Counts, extensions and problems, without what an earlier run has noted."""
    project.notes.clear()
    return warnings_of(project, counts_of(project), extensions_of(project))


def program(project: Project) -> object:
    """The program, without what an earlier run has noted."""
    project.notes.clear()
    return program_of(project)


def card(project: Project) -> object:
    """The whole card, without what an earlier run has noted."""
    project.notes.clear()
    return card_of(project)


def measured(data: bytes) -> Times | None:
    """The times of one file; None for what either side does not take."""
    try:
        project = read(data)
        floor(data)
    except (Refusal, zipfile.BadZipFile, ValueError):
        return None
    actions: list[Callable[[], object]] = [
        lambda: floor(data),
        lambda: read(data),
        lambda: checks(project),
        lambda: program(project),
        lambda: card(project),
    ]
    return Times(*map(best, actions))


def at(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def row(name: str, values: list[float], scale: float = 1.0, unit: str = "") -> None:
    """One line of the table: median, nine in ten, most, mean."""
    numbers = [at(values, 0.5), at(values, 0.9), max(values), sum(values) / len(values)]
    print(f"{name:<46}" + "".join(f"{number * scale:>10.2f}{unit}" for number in numbers))


def main(folder: Path) -> None:
    """Prints the table."""
    found = [each for path in sorted(folder.iterdir()) if (each := measured(path.read_bytes()))]
    print(f"{len(found)} zipped projects in {folder.name}/, best of {RUNS} runs each\n")
    print(f"{'':<46}{'median':>10}{'p90':>10}{'most':>10}{'mean':>10}")
    row("floor, ms", [each.floor for each in found], 1000)
    row("read + verdict, ms", [each.read for each in found], 1000)
    row("counts + extensions + problems, ms", [each.checked for each in found], 1000)
    row("program, ms", [each.program for each in found], 1000)
    row("the whole card, ms", [each.card for each in found], 1000)
    row("read + verdict + counts + problems / floor", [(each.read + each.checked) / each.floor for each in found])
    row("read + verdict + the whole card / floor", [(each.read + each.card) / each.floor for each in found])
    row("program / floor", [each.program / each.floor for each in found])
    print("\nbeside it, mean ms a project:")
    for name, mean in PEERS:
        print(f"  {name:<44}{mean:>10.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
