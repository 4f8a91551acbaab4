"""Planning time, as a multiple of the least that any planner must do: shuffle, and deal round-robin blindly.

    python -m bench.assign

The floor knows no conflicts and no standing assignments; it is measured in the same run, so the ratio holds
across machines. A second table levels the rest of a round from which judges go, or to which they come.
"""

import random
import time
from typing import Any

from contest.judging.assign import Plan, plan
from contest.judging.level import level

SEED = 20261
Pair = tuple[int, int]


def naive_deal(entries: int, judges: int, per_entry: int) -> dict[int, list[int]]:
    """Shuffle the seats, deal them in turn, shuffle each pile."""
    rng = random.Random(SEED)
    order = list(range(entries))
    piles: dict[int, list[int]] = {judge: [] for judge in range(judges)}
    seat = 0
    for _ in range(per_entry):
        rng.shuffle(order)
        for entry in order:
            piles[seat % judges].append(entry)
            seat += 1
    for pile in piles.values():
        rng.shuffle(pile)
    return piles


def sponsor_conflicts(entries: int, judges: int, companies: int) -> set[Pair]:
    """Each entry's school has a sponsor; each judge works for one: entry e and judge j of one company are
    kept apart."""
    return {(e, j) for e in range(entries) for j in range(e % companies, judges, companies)}


def nested_conflicts(entries: int, judges: int) -> set[Pair]:
    """The worst kind: the later the entry, the fewer the judges it may have, always the first ones."""
    return {(e, j) for e in range(entries) for j in range(max(3, judges - e * judges // entries), judges)}


def divisions(entries: int, judges: int, count: int) -> dict[str, Any]:
    """Divisions with judges of their own, 12 % of the reviews across them; each tenth judge reads no Chinese, and
    two games in three are full of it."""
    return {
        "entry_pool": {e: e % count for e in range(entries)},
        "judge_pool": {j: j % count for j in range(judges)},
        "across": 0.12,
        "needs_reading": {e for e in range(entries) if e % 3},
        "cannot_read": set(range(0, judges, 10)),
    }


def cases() -> list[tuple[str, int, int, int, set[Pair], set[Pair], dict[str, Any]]]:
    """Name, entries, judges, reviews per entry, forbidden, standing, what else `plan` is told."""
    short = {"limits": dict.fromkeys(range(500), 50)}
    standing = {(e, (e * 7) % 100) for e in range(10_000)}
    return [
        ("300 × 4 over 60, 12 companies", 300, 60, 4, sponsor_conflicts(300, 60, 12), set(), {}),
        ("10,000 × 3 over 500, free", 10_000, 500, 3, set(), set(), {}),
        ("10,000 × 3 over 500, 60 companies", 10_000, 500, 3, sponsor_conflicts(10_000, 500, 60), set(), {}),
        ("10,000 × 3 over 500, a fifth hold 10,000 already", 10_000, 500, 3, set(), standing, {}),
        ("10,000 × 3 over 500, limit 50: 5,000 short", 10_000, 500, 3, set(), set(), short),
        ("10,000 × 3 over 500, nested conflicts", 10_000, 500, 3, nested_conflicts(10_000, 500), set(), {}),
        ("10,000 × 4 over 2,000, 60 companies", 10_000, 2_000, 4, sponsor_conflicts(10_000, 2_000, 60), set(), {}),
        (
            "300 × 4 over 60, 12 companies, 3 divisions",
            300,
            60,
            4,
            sponsor_conflicts(300, 60, 12),
            set(),
            divisions(300, 60, 3),
        ),
        (
            "10,000 × 4 over 2,000, 60 companies, 6 divisions",
            10_000,
            2_000,
            4,
            sponsor_conflicts(10_000, 2_000, 60),
            set(),
            divisions(10_000, 2_000, 6),
        ),
    ]


def floor_seconds(entries: int, judges: int, per_entry: int) -> float:
    start = time.perf_counter()
    naive_deal(entries, judges, per_entry)
    return time.perf_counter() - start


def level_cases() -> list[tuple[str, int, int, dict[str, Any]]]:
    """Name, how many judges leave, how many join, what else is told; of 10,000 × 4 over 2,000, half of it begun."""
    return [
        ("100 of 2,000 leave", 100, 0, {}),
        ("100 of 2,000 leave, 6 divisions", 100, 0, divisions(10_000, 2_000, 6)),
        ("300 join 2,000", 0, 300, {}),
        ("100 of 2,000 leave, the others' limit is 21", 100, 0, {"limits": dict.fromkeys(range(2_000), 21)}),
    ]


def print_levelling() -> None:
    forbidden = sponsor_conflicts(10_000, 2_000, 60)
    dealt = plan(entries=range(10_000), judges=range(2_000), per_entry=4, forbidden=forbidden, seed=SEED).pairs
    rng = random.Random(SEED)
    begun = {pair for pair in dealt if rng.random() < 0.5}
    print(f"\n{'levelling 10,000 × 4, 60 companies':52} {'level s':>8} {'moves':>6} {'loads':>9} {'stuck':>6}")
    for name, leave, join, more in level_cases():
        start = time.perf_counter()
        made = level(
            judges=range(leave, 2_000 + join),
            movable=[pair for pair in dealt if pair[1] >= leave and pair not in begun],
            leaving=[pair for pair in dealt if pair[1] < leave and pair not in begun],
            standing=begun,
            forbidden=forbidden,
            seed=SEED,
            **{key: value for key, value in more.items() if key != "across"},
        )
        spent = time.perf_counter() - start
        loads = f"{min(made.loads.values())}–{max(made.loads.values())}"
        print(f"{name:52} {spent:8.3f} {len(made.given):6} {loads:>9} {len(made.stuck):6}")


def main() -> None:
    print(
        f"{'case':52} {'floor s':>8} {'plan s':>8} {'ratio':>6} {'loads':>9} {'short':>6} {'across':>7} {'groups':>6}"
    )
    for name, entries, judges, per_entry, forbidden, standing, more in cases():
        floor = min(floor_seconds(entries, judges, per_entry) for _ in range(3))
        start = time.perf_counter()
        result: Plan = plan(
            entries=range(entries),
            judges=range(judges),
            per_entry=per_entry,
            forbidden=forbidden,
            standing=standing,
            seed=SEED,
            **more,
        )
        spent = time.perf_counter() - start
        loads = f"{min(result.loads.values())}–{max(result.loads.values())}"
        crossing = result.across / max(1, len(result.pairs) + len(standing))
        short = sum(result.shortfall.values())
        print(
            f"{name:52} {floor:8.3f} {spent:8.3f} {spent / floor:6.1f}"
            f" {loads:>9} {short:6} {crossing:7.1%} {result.groups:6}"
        )
    print_levelling()


if __name__ == "__main__":
    main()
