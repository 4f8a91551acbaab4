"""Looks that are set when the game starts."""

from collections.abc import Iterator

from contest.scratch.findings.index import FLAG, Index, Place

_SETS = frozenset(
    ["looks_show", "looks_hide", "looks_switchcostumeto", "looks_switchbackdropto", "looks_setsizeto", "looks_seteffectto",
    "looks_cleargraphiceffects", "looks_switchbackdroptoandwait"]
)


def find(index: Index) -> Iterator[Place]:
    """The blocks directly in a script of the flag that set costume, backdrop, size, effects, or whether the sprite shows."""
    for script in index.starting_with(FLAG):
        for block in script.body:
            if block.opcode in _SETS:
                yield Place(script.target.name, block.id)
