"""Variables and lists that no block uses."""

from collections.abc import Iterator

from contest.scratch.blocks import Reference
from contest.scratch.findings.default_names import VARIABLES as BORN
from contest.scratch.findings.index import Index, Place



def find(index: Index) -> Iterator[Place]:
    """The variables and lists that no block names, but for the one that every project is born with."""
    used = _used(index)
    for target, _ in index.targets:
        for kept in (*target.variables, *target.lists):
            if kept.name not in BORN and not used & {kept.id, (target.name, kept.name)}:
                yield Place(target.name)


def _used(index: Index) -> set[str | tuple[str, str]]:
    used: set[str | tuple[str, str]] = set()
    for script in index.scripts:
        for site in script.sites:
            for choice in site.block.fields.values():
                if choice.id:
                    used.add(choice.id)
            for value in site.block.inputs.values():
                if isinstance(value, Reference) and value.id:
                    used.add(value.id)
    return used
