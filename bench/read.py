"""Reading time, as a multiple of the least that any reader of Scratch files must do.

    python -m bench.read [FOLDER]

The floor opens the zip with zipfile, parses project.json with json.loads, and inflates and hashes every asset. Ours
is reading and Scratch's verdict; with counts, extensions and problems; with the card, which also tells controls, how
it starts, features, sizes and languages, but no picture. Concepts and the program, which other pages need, stand
apart. All are processor time, the best of several runs taken in turn in one process, so the ratios hold across
machines. FOLDER holds Scratch files; by default it is the folder of real ones beside the project.

The last lines are about the largest project.json that may come, 15 MB: the sprites of the folder's largest project,
again and again. It is read in a process of its own, whose memory is compared with what it had before.
"""

import hashlib
import io
import json
import multiprocessing
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from contest.scratch import Project, Refusal, card_of, read
from contest.scratch.checks import warnings_of
from contest.scratch.concepts import concepts_of
from contest.scratch.counts import counts_of
from contest.scratch.extensions import extensions_of
from contest.scratch.program import program_of

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "files"
RUNS = 5
LARGEST = 15_000_000  # bytes of JSON
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


def checked(project: Project) -> object:
    """Counts, extensions and problems."""
    return warnings_of(project, counts_of(project), extensions_of(project))


def card(data: bytes) -> object:
    """From the file to its card."""
    return card_of(read(data), with_concepts=False)


def program(project: Project) -> object:
    """The program, without what an earlier run has noted."""
    project.notes.pop("program", None)
    return program_of(project)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds for one file; each of the first four begins with the file's bytes."""

    floor: float
    read: float
    checked: float
    card: float
    concepts: float
    program: float


def measured(data: bytes) -> Times | None:
    """The times of one file; None for what either side does not take."""
    try:
        project = read(data)
        floor(data)
    except (Refusal, zipfile.BadZipFile, ValueError):
        return None
    made = program_of(project)
    actions: list[Callable[[], object]] = [
        lambda: floor(data),
        lambda: read(data),
        lambda: checked(read(data)),
        lambda: card(data),
        lambda: concepts_of(project, made),
        lambda: program(project),
    ]
    runs = [[_time(action) for action in actions] for _ in range(RUNS)]
    return Times(*map(min, zip(*runs, strict=True)))


def _time(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def at(values: list[float], share: float) -> float:
    """The value below which this share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def row(name: str, values: list[float], scale: float = 1.0) -> None:
    """One line of the table: median, nine in ten, most, mean."""
    numbers = [at(values, 0.5), at(values, 0.9), max(values), sum(values) / len(values)]
    print(f"{name:<46}" + "".join(f"{number * scale:>10.2f}" for number in numbers))


def largest(folder: Path) -> bytes:
    """A project of 15 MB of JSON: the sprites of the folder's largest one repeated, with ids of their own."""
    trees = [tree for path in sorted(folder.iterdir()) if (tree := _tree(path.read_bytes()))]
    tree = max(trees, key=lambda each: len(json.dumps(each)))
    stage, *sprites = tree["targets"]
    size = len(json.dumps(sprites))
    tree["targets"] = [stage, *(_renamed(sprite, f"{n}~") for n in range(LARGEST // size + 1) for sprite in sprites)]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", json.dumps(tree))
    return buffer.getvalue()


def _tree(data: bytes) -> dict[str, Any] | None:
    """The project.json of a Scratch 3 file."""
    try:
        if read(data).format != "sb3":
            return None
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found: dict[str, Any] = json.loads(archive.read("project.json"))
            return found
    except (Refusal, zipfile.BadZipFile, KeyError, ValueError):
        return None


def _renamed(sprite: dict[str, Any], mark: str) -> dict[str, Any]:
    """The sprite under another name, each of its blocks under another id."""
    names = {key: mark + key for key in sprite["blocks"]}

    def other(value: Any) -> Any:
        if isinstance(value, str):
            return names.get(value, value)
        if isinstance(value, list):
            return [other(each) for each in value]
        return {names.get(key, key): other(each) for key, each in value.items()} if isinstance(value, dict) else value

    return sprite | {"name": mark + sprite["name"], "blocks": other(sprite["blocks"])}


def _read_largest(data: bytes, pipe: Connection) -> None:
    before = _most_memory()
    took = _time(lambda: card(data))
    pipe.send((took, _most_memory() - before))


def _most_memory() -> int:
    """The most memory that this process has had, in bytes. Not ru_maxrss, which begins with that of the parent."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def about_largest(folder: Path) -> None:
    """Prints the lines about the largest project.json."""
    data = largest(folder)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("project.json").file_size
    spawn = multiprocessing.get_context("spawn")  # a forked child would begin with this process's memory
    ours, theirs = spawn.Pipe(duplex=False)
    child = spawn.Process(target=_read_largest, args=(data, theirs))
    child.start()
    took, memory = ours.recv()
    child.join()
    print(f"\na project.json of {size / 1e6:.1f} MB, {counts_of(read(data)).blocks:,} blocks")
    print(f"  {'read + verdict + card, s':<44}{took:>10.2f}")
    print(f"  {'memory at most, times its size':<44}{memory / size:>10.2f}")


def main(folder: Path) -> None:
    """Prints the table."""
    found = [each for path in sorted(folder.iterdir()) if (each := measured(path.read_bytes()))]
    print(f"{len(found)} zipped projects in {folder.name}/, best of {RUNS} runs each\n")
    print(f"{'':<46}{'median':>10}{'p90':>10}{'most':>10}{'mean':>10}")
    row("floor, ms", [each.floor for each in found], 1000)
    row("read + verdict, ms", [each.read for each in found], 1000)
    row("read + verdict + counts + problems, ms", [each.checked for each in found], 1000)
    row("read + verdict + card, ms", [each.card for each in found], 1000)
    row("concepts by three rubrics, ms", [each.concepts for each in found], 1000)
    row("program, ms", [each.program for each in found], 1000)
    row("read + verdict / floor", [each.read / each.floor for each in found])
    row("read + verdict + counts + problems / floor", [each.checked / each.floor for each in found])
    row("read + verdict + card / floor", [each.card / each.floor for each in found])
    print("\nbeside it, mean ms a project:")
    for name, mean in PEERS:
        print(f"  {name:<44}{mean:>10.2f}")
    about_largest(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
