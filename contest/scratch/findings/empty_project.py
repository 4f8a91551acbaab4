"""Projects that do nothing."""

from collections.abc import Iterator

from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The project, if it has no script."""
    if not index.scripts:
        yield Place()
