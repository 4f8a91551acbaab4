"""Names that say nothing of the sprite."""

from collections.abc import Iterator
from string import digits

from contest.scratch.findings.default_names import SPRITES
from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The sprites with the name that Scratch gave them, or the name of an earlier one with another number."""
    seen: set[str] = set()
    for target, _ in index.targets:
        if target.is_stage:
            continue
        base = target.name.rstrip(digits).strip()
        if base in SPRITES or base in seen:
            yield Place(target.name)
        seen.add(base)
