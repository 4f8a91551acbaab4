"""Sprites in which the blocks hang below none of the hats."""

from collections.abc import Iterator

from contest.scratch.findings.index import DEFINITION, Index, Place


def find(index: Index) -> Iterator[Place]:
    """The targets that have both empty hats and scripts without a hat, and no others."""
    for target, scripts in index.targets:
        loose = sum(1 for script in scripts if script.hat is None)
        bare = sum(1 for script in scripts if script.hat and not script.body and script.event != DEFINITION)
        if loose and bare and loose + bare == len(scripts):
            yield Place(target.name)
