"""Looks that are set when the game starts."""

from collections.abc import Iterator

from contest.scratch.findings.index import DEFINITION, FLAG, Index, Place

_SETS = frozenset(
    [
        "looks_show",
        "looks_hide",
        "looks_switchcostumeto",
        "looks_switchbackdropto",
        "looks_setsizeto",
        "looks_seteffectto",
        "looks_cleargraphiceffects",
    ]
)


def find(index: Index) -> Iterator[Place]:
    """The blocks directly in a script of the flag that set costume, backdrop, size, effects, or whether the sprite
    shows; and the definitions with any such block."""
    for script in index.starting_with(FLAG):
        yield from (Place(script.target.name, block.id) for block in script.body if block.opcode in _SETS)
    for script in index.starting_with(DEFINITION):
        if any(block.opcode in _SETS for block in script.body):
            yield script.place
