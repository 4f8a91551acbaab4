"""A Scratch project in memory, as read from its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from contest.scratch.archive import Archive, Broken, Health
from contest.scratch.blocks_sb3 import RawBlocks, raw_block
from contest.scratch.shapes import a_string, an_object, objects
from contest.scratch.squeak_forms import Form, UnreadableError

Format = Literal["sb3", "sb2", "sb"]


@dataclass(frozen=True, slots=True)
class Target:
    """The stage or a sprite: `tree` is its JSON, the rest the parts of it that are asked for most.

    The parts are of the kind that is named here whatever the file holds, and empty where it holds nothing fitting.
    """

    name: str
    is_stage: bool
    tree: dict[str, Any]
    costumes: list[dict[str, Any]]
    sounds: list[dict[str, Any]]

    @property
    def blocks(self) -> RawBlocks:
        """The blocks of Scratch 3."""
        return an_object(self.tree.get("blocks"))


@dataclass(frozen=True, slots=True)
class Project:
    """A file that Scratch would open.

    `tree` is project.json, valid by scratch-parser's schema; for Scratch 1.4, which has none, it is what Scratch 2
    would have written. In a tree of Scratch 3 each block is a `RawBlock`, and keys that nothing here reads may be gone.
    `departures` name what this reader tolerated and the Scratch editor may not ("bom", "nan", "crc"). `media` and
    `info` belong to Scratch 1.4: its pictures, and the texts that it noted beside the project ("author", "history",
    "comment"…), which tell about persons and are for finding such only.
    """

    format: Format
    tree: dict[str, Any]
    targets: tuple[Target, ...] = ()
    archive: Archive | None = None
    health: Mapping[str, Health] = field(default_factory=dict)
    departures: frozenset[str] = frozenset()
    media: Mapping[str, Form | bytes] = field(default_factory=dict)
    info: Mapping[str, str] = field(default_factory=dict, repr=False)
    notes: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  # found out once, kept for the next

    def asset(self, name: str) -> bytes | None:
        """The contents of a costume or sound by its member name (md5 and extension); None if missing or broken."""
        if self.format == "sb":
            return self._picture(name)
        member = self.archive.assets.get(name) if self.archive else None
        if member is None or self.archive is None:
            return None
        try:
            return self.archive.read(member)
        except Broken:
            return None

    def _picture(self, name: str) -> bytes | None:
        found = self.media.get(name)
        try:
            return found.png() if isinstance(found, Form) else found
        except UnreadableError:
            return None

    def asset_health(self, name: str) -> Health | None:
        """What unpacking this costume or sound has shown; None where the file does not hold it."""
        member = self.archive.assets.get(name) if self.archive else None
        return self.health.get(member.name) if member else None

    @property
    def sprites(self) -> Iterator[Target]:
        """The targets that are not the stage."""
        return (target for target in self.targets if not target.is_stage)


def with_raw_blocks(tree: dict[str, Any]) -> dict[str, Any]:
    """The valid tree of a Scratch 3 project with its blocks put into their form."""
    for target in tree["targets"]:
        target["blocks"] = {
            key: raw_block(block) if type(block) is dict else block for key, block in target["blocks"].items()
        }
    return tree


def sb3_targets(tree: dict[str, Any]) -> tuple[Target, ...]:
    """The targets of a Scratch 3 project in the order of the file, stage first."""
    return tuple(
        Target(
            name=a_string(target.get("name")),
            is_stage=target.get("isStage") is True,
            tree=target,
            costumes=objects(target.get("costumes")),
            sounds=objects(target.get("sounds")),
        )
        for target in objects(tree.get("targets"))
    )


def sb2_targets(tree: dict[str, Any]) -> tuple[Target, ...]:
    """The targets of a Scratch 2 project, stage first; its other children are watchers."""
    sprites = [child for child in objects(tree.get("children")) if "objName" in child]
    return tuple(
        Target(
            name=a_string(target.get("objName")),
            is_stage=target is tree,
            tree=target,
            costumes=objects(target.get("costumes")),
            sounds=objects(target.get("sounds")),
        )
        for target in [tree, *sprites]
    )
