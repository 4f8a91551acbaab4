"""Reading time, as a multiple of the least that any reader of Scratch files must do.

    python -m bench.read [FOLDER]

The floor opens the zip with zipfile, parses project.json with json.loads, and inflates and hashes every asset. Ours
is reading, Scratch's verdict, problems, counts and the whole card but for the picture. Both are the best of several
runs in one process, so the ratio holds across machines. FOLDER holds Scratch files; by default it is the folder of
real ones beside the project.
"""

import hashlib
import io
import json
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from contest.scratch import Project, Refusal, card_of, read
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


def measured(data: bytes) -> tuple[str, float, float, float, float] | None:
    """Format, and the seconds of floor, reading, card and program; None for what either side does not take."""
    try:
        project = read(data)
        floor(data)
    except (Refusal, zipfile.BadZipFile, ValueError):
        return None

    def card(project: Project = project) -> object:
        return card_of(project)

    return (
        project.format,
        best(lambda: floor(data)),
        best(lambda: read(data)),
        best(card),
        best(lambda: program_of(project)),
    )


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
    row("floor, ms", [each[1] for each in found], 1000)
    row("read + verdict, ms", [each[2] for each in found], 1000)
    row("problems + counts + card, ms", [each[3] for each in found], 1000)
    row("ours in all, ms", [each[2] + each[3] for each in found], 1000)
    row("ours in all / floor  (to be at most 2)", [(each[2] + each[3]) / each[1] for each in found])
    row("program / floor  (to be at most 1)", [each[4] / each[1] for each in found])
    print("\nbeside it, mean ms a project:")
    for name, mean in PEERS:
        print(f"  {name:<44}{mean:>10.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
