"""Scripts that no event starts."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The scripts without a hat, loose reporters among them."""
    return (script.place for script in index.scripts if script.hat is None)
