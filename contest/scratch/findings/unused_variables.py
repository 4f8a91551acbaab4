"""Variables and lists that no block uses."""

from collections.abc import Iterator

from contest.scratch.blocks import Reference
from contest.scratch.findings.default_names import VARIABLES as BORN
from contest.scratch.findings.index import Index, Place


def find(index: Index) -> Iterator[Place]:
    """The variables and lists that no block names, but for the one that every project is born with."""
    known = {kept.id for _, kept in index.kept}
    ids: set[str | None] = set()
    names: set[tuple[str, str]] = set()  # (target, name): by these Scratch goes where the id is unknown
    for target, name, identity in _named(index):
        ids.add(identity)
        if identity not in known:
            names.update([(target, name), ("", name)])
    for owner, kept in index.kept:
        scope = "" if owner.is_stage else owner.name
        if kept.id not in ids and (scope, kept.name) not in names and kept.name not in BORN:
            yield Place(owner.name)


def _named(index: Index) -> Iterator[tuple[str, str, str | None]]:
    """Target, name and id of each variable or list in a block."""
    for script in index.scripts:
        for site in script.sites:
            for slot, field in site.block.fields.items():
                if slot in ("VARIABLE", "LIST"):
                    yield script.target.name, field.value, field.id
            for value in site.block.inputs.values():
                if isinstance(value, Reference):
                    yield script.target.name, value.name, value.id
