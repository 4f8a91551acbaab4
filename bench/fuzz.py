"""Spoilt files by the thousand through everything that is read out of a file.

    nice python -m bench.fuzz [--count 200000] [--first 0] [--jobs 2] [--folder FOLDER]

Each input goes from its bytes to the project, its card, concepts, findings, personal data, blocks as text in both
languages, and likeness print, in child processes. Nothing but Refusal may be raised; an input may take 2 seconds of
processor time in all and 300 MB above what the child had before it. FOLDER (by default in the temporary folder) keeps
what was done, so the same command goes on where it was stopped, and one file for each kind of failure, cut down to
the least that still fails. `--first` begins with another number, and so with other inputs; `--only N` runs a single
one in this process and shows what happens.
"""

import argparse
import collections
import contextlib
import json
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
import tracemalloc
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

from bench.fuzz_cut import least
from bench.fuzz_inputs import Seed, seeds, spoilt
from contest.scratch import Refusal, card_of, read
from contest.scratch.blocks_text import notes_of, script_text
from contest.scratch.findings import FINDERS, counts_of, find_all
from contest.scratch.likeness_print import print_of
from contest.scratch.personal import personal_data_of
from contest.scratch.program import program_of

SECONDS = 2.0
MEMORY = 300 * 1024 * 1024
SILENT = 40.0  # seconds of a clock on the wall, after which a child is given up
BATCH = 500


class TooSlow(BaseException):
    """Not an Exception, so that nothing on the way can swallow it."""


def everything(data: bytes) -> str:
    """Reads all there is to read; gives what it was. Raises only what is a mistake of ours."""
    try:
        project = read(data)
    except Refusal as refusal:
        _ = [refusal.sentence(language).encode() for language in ("zh", "en")]
        return f"refused: {refusal.code}"
    card = card_of(project)
    json.dumps(card.to_dict(), ensure_ascii=False).encode()
    program = program_of(project)
    found, personal = find_all(program), personal_data_of(project)
    for language in ("zh", "en"):
        "".join([each.sentence(language) for each in card.warnings]).encode()
        "".join([each.name(language) for each in card.controls]).encode()
        "".join([each.sentence(language) for each in personal]).encode()
        "".join([FINDERS[name].sentence(language) for name in counts_of(found)]).encode()
    for target in program.targets:
        notes = notes_of(target)
        for script in (*target.scripts, *target.strays):
            script_text(script, "zh", notes)
            script_text(script, "en", notes)
    print_of(program).to_bytes()
    for target in program.targets:
        for costume in target.costumes[:20]:
            project.asset(costume.file)
    return project.format


def timed(data: bytes) -> str:
    """`everything` within its time; what went wrong begins with "failed"."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, resource.RLIM_INFINITY))
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return everything(data)
    except (Exception, TooSlow, RecursionError, MemoryError) as error:
        signal.setitimer(signal.ITIMER_PROF, 0)
        return f"failed: {_place(error)}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _place(error: BaseException) -> str:
    """The kind of error and the line of ours where it happened."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [each for each in frames if "/contest/scratch/" in each.filename]
    where = ours[-1] if ours else frames[-1]
    if isinstance(error, (TooSlow, RecursionError, MemoryError)):  # where they strike is chance
        where = next((each for each in ours if "/contest/scratch/" in each.filename), where)
    return f"{type(error).__name__} in {Path(where.filename).name}, {where.name}: {str(error)[:80]!r}"


def _most_memory(data: bytes) -> int:
    """The most bytes that the input takes; traced, which is slow."""
    tracemalloc.start()
    everything(data)
    return tracemalloc.get_traced_memory()[1]


def _alarm(number: int, frame: FrameType | None) -> None:
    raise TooSlow


def bounded() -> None:
    """Lets `timed` stop what takes too long; a process that runs out of memory leaves no image of it."""
    signal.signal(signal.SIGPROF, _alarm)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _child(start: int, end: int, healthy: Sequence[Seed], pipe: Connection) -> None:
    """Runs the inputs from `start` up to `end` and tells of each; before it, its number, in case it is the last."""
    bounded()
    for number in range(start, end):
        pipe.send((number, None, 0.0))
        what, data = spoilt(number, healthy)
        begun = time.process_time()
        outcome = timed(data)
        took = time.process_time() - begun
        if outcome.startswith("failed"):
            outcome = f"{outcome}\t{what}"
        pipe.send((number, outcome, took))
    pipe.close()


Outcome = tuple[int, str, float]


def _batch(start: int, end: int, healthy: Sequence[Seed]) -> Iterator[Outcome]:
    """The outcome of each input, whatever becomes of the children."""
    fork = multiprocessing.get_context("fork")
    while start < end:
        ours, theirs = fork.Pipe(duplex=False)
        process = fork.Process(target=_child, args=(start, end, healthy, theirs))
        process.start()
        theirs.close()
        number = start
        with contextlib.suppress(EOFError):
            while _speaks(ours, process.pid):
                number, outcome, took = ours.recv()
                if outcome is not None:
                    yield number, outcome, took
                    number += 1
        if number < end:
            process.join(1)
            code = process.exitcode  # None: it hangs
            process.kill()
            yield number, f"failed: the process {'hung' if code is None else f'ended with {code}'}", SILENT
            number += 1
        process.join()
        start = number


def _speaks(pipe: Connection, child: int | None) -> bool:
    """Waits for the child's next word; whether it comes. A child that a busy machine keeps waiting is waited for."""
    before = _processor_time(child)
    for _ in range(10):
        if pipe.poll(SILENT):
            return True
        if _processor_time(child) - before > SECONDS:
            break
    return False


def _processor_time(child: int | None) -> float:
    try:
        fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(first: int, count: int, jobs: int, folder: Path) -> bool:
    """Runs them, going on where it was stopped; whether nothing failed."""
    folder.mkdir(parents=True, exist_ok=True)
    healthy = seeds()
    done_path = folder / "done.jsonl"
    lines = done_path.read_text().splitlines() if done_path.exists() else []
    done = {each["start"]: each for each in map(json.loads, lines)}
    starts = [start for start in range(first, first + count, BATCH) if start not in done]
    print(
        f"{len(healthy)} seeds, {len(starts)} batches of {BATCH} to go, {len(done)} done before; {folder}", flush=True
    )

    def one(start: int) -> dict[str, object]:
        outcomes = list(_batch(start, min(start + BATCH, first + count), healthy))
        failures = [(number, outcome) for number, outcome, _ in outcomes if outcome.startswith("failed")]
        kinds = collections.Counter(outcome for _, outcome, _ in outcomes if not outcome.startswith("failed"))
        slowest = max((took, number) for number, _, took in outcomes)
        return {"start": start, "inputs": len(outcomes), "kinds": kinds, "failures": failures, "slowest": slowest}

    with ThreadPoolExecutor(jobs) as pool, done_path.open("a") as kept:
        for at, batch in enumerate(pool.map(one, starts), start=1):
            kept.write(json.dumps(batch) + "\n")
            kept.flush()
            done[batch["start"]] = json.loads(json.dumps(batch))
            if at % 10 == 0:
                failed = sum(len(each["failures"]) for each in done.values())
                print(f"{sum(each['inputs'] for each in done.values())} inputs, {failed} failures", flush=True)
    return report(list(done.values()), healthy, folder)


def report(batches: Sequence[dict[str, object]], healthy: Sequence[Seed], folder: Path) -> bool:
    """Prints what came of all, keeps one small file for each kind of failure; whether there was none."""
    kinds: collections.Counter[str] = collections.Counter()
    failures: dict[str, list[int]] = collections.defaultdict(list)
    for batch in batches:
        kinds.update(batch["kinds"])  # type: ignore[arg-type]
        for number, outcome in batch["failures"]:  # type: ignore[attr-defined]
            failures[outcome.partition("\t")[0]].append(number)
    total = sum(kinds.values()) + sum(map(len, failures.values()))
    took, number = max(each["slowest"] for each in batches)  # type: ignore[type-var]
    print(f"\n{total} inputs; the slowest, number {number}, took {took:.2f} s\n")
    for kind, count in kinds.most_common():
        print(f"{count:>9}  {kind}")
    print(f"{sum(map(len, failures.values())):>9}  failures")
    for at, (failure, numbers) in enumerate(sorted(failures.items(), key=lambda each: -len(each[1]))):
        print(f"{len(numbers):>9}  {failure}  e.g. {numbers[:5]}")
        if "the process" not in failure:
            _keep(failure, numbers[0], healthy, folder / f"failure-{at}.bin")
    return not failures


def _keep(failure: str, number: int, healthy: Sequence[Seed], path: Path) -> None:
    """Saves the least that still fails in the same way, looked for in a bounded child."""

    def work() -> None:
        bounded()
        _, data = spoilt(number, healthy)
        path.write_bytes(least(data, lambda each: timed(each) == failure))

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(120)
    process.kill()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "scratch-fuzz")
    parser.add_argument("--only", type=int)
    args = parser.parse_args()
    if args.only is not None:
        what, data = spoilt(args.only, seeds())
        print(what, len(data), "bytes")
        begun = time.process_time()
        print(everything(data))
        print(f"{time.process_time() - begun:.2f} s, {_most_memory(data) / 2**20:.0f} MB")
        return 0
    return 0 if run(args.first, args.count, args.jobs, args.folder) else 1


if __name__ == "__main__":
    sys.exit(main())
