"""The index of likeness with 20,000 projects: time to build, time of a query, memory; beside a scan of all prints.

    python -m bench.likeness [folder of .sb3 files, ../shared/corpus/files by default]

The 20,000 are made from the fingerprints of real files: each is one of them with a random part of its hashes replaced
by new ones and a part of another's added, so that hashes are as common and as rare as among real projects. Times are
processor time, so that other load on the machine plays no part.
"""

import random
import statistics
import sys
import time
import tracemalloc
from collections import Counter
from pathlib import Path

from contest.scratch import Refusal, read
from contest.scratch.likeness import Fingerprint, compare, print_of
from contest.scratch.likeness_index import Index
from contest.scratch.likeness_print import Bag

PROJECTS, QUERIES, SCANNED = 20_000, 400, 2_000


def real_prints(folder: Path) -> list[Fingerprint]:
    """Of every file that can be read and has scripts; prints what making one costs."""
    found, times = [], []
    for path in sorted(folder.iterdir()):
        try:
            project = read(path.read_bytes())
        except Refusal:
            continue
        start = time.process_time()
        made = print_of(project)
        times.append(time.process_time() - start)
        if len(made.exact) > 5:
            found.append(made)
    print(f"a print of a file that was read:  {ms(statistics.median(times))} median, {ms(p95(times))} at 95 %")
    return found


def varied(prints: list[Fingerprint], rng: random.Random) -> Fingerprint:
    """Another project: part of one, new things in place of the rest, and a little of a second one."""
    one, two = rng.choice(prints), rng.choice(prints)
    kept, taken = rng.random(), 0.2 * rng.random()
    return Fingerprint(*(mixed(a, b, kept, taken, rng) for a, b in zip(one.bags, two.bags, strict=True)))


def mixed(a: Bag, b: Bag, kept: float, taken: float, rng: random.Random) -> Bag:
    mine = zip(a.hashes.tolist(), a.counts.tolist(), strict=True)
    counted = {each if rng.random() < kept else rng.getrandbits(64): count for each, count in mine}
    counted |= {each: 1 for each in b.hashes.tolist() if rng.random() < taken}
    return Bag.of(Counter(counted))


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


def timed_queries(index: Index[int], prints: list[Fingerprint], rng: random.Random) -> tuple[list[float], int]:
    """Copies with a fifth changed: how long finding each took, and how many came back first."""
    times, right = [], 0
    for _ in range(QUERIES):
        at = rng.randrange(len(prints))
        copy = Fingerprint(*(mixed(bag, bag, 0.8, 0.0, rng) for bag in prints[at].bags))
        start = time.process_time()
        hits = index.nearest(copy)
        times.append(time.process_time() - start)
        right += bool(hits) and hits[0][0] == at
    return times, right


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpus/files")
    rng = random.Random(20261)
    real = real_prints(folder)
    prints = [varied(real, rng) for _ in range(PROJECTS)]
    kept = statistics.mean(len(each.to_bytes()) for each in prints)
    hashes = statistics.mean(len(each.hashes) for each in prints)
    print(f"{PROJECTS:,} prints of {kept:,.0f} bytes and {hashes:,.0f} hashes each")

    tracemalloc.start()
    index = Index(dict(enumerate(prints)))
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    start = time.process_time()
    index = Index(dict(enumerate(prints)))
    print(f"index:                            {time.process_time() - start:.2f} s to build", end=", ")
    print(f"{held / 2**20:.0f} MB held with its prints, {peak / 2**20:.0f} MB while it is built")

    times, right = timed_queries(index, prints, rng)
    print(f"a query:                          {ms(statistics.median(times))} median, {ms(p95(times))} at 95 %")
    print(f"first hits:                       {right} of {QUERIES} copies with a fifth changed")
    start = time.process_time()
    for each in prints[:SCANNED]:
        compare(prints[-1], each)
    scan = (time.process_time() - start) * PROJECTS / SCANNED
    print(f"without an index (all compared):  {scan:.2f} s a query")


if __name__ == "__main__":
    main()
