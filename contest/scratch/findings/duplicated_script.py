"""Scripts that stand twice in one sprite."""

from collections.abc import Iterator

from contest.scratch.findings.sameness import canonical
from contest.scratch.findings.index import Index, Place



def find(index: Index) -> Iterator[Place]:
    """The scripts that are equal to an earlier one of their sprite."""
    for _, scripts in index.targets:
        seen = set()
        for script in scripts:
            form = canonical(script.row)
            if form in seen:
                yield script.place
            seen.add(form)
