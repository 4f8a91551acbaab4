"""The project card: what the software read out of a file, as a value that can be kept as JSON."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from contest.scratch import controls, features, running, texts
from contest.scratch.checks import Warn, shown, warnings_of
from contest.scratch.concepts import Levels, concepts_of
from contest.scratch.controls import Control, Starts, controls_of, starts_of
from contest.scratch.counts import Counts, counts_of
from contest.scratch.extensions import Extension, extensions_of
from contest.scratch.features import features_of
from contest.scratch.glance import glance_of
from contest.scratch.model import Format, Project
from contest.scratch.shapes import a_string, an_object
from contest.scratch.sizes import Sizes, sizes_of
from contest.scratch.texts import Texts, texts_of

CARD_VERSION = 2  # of the form below; raise it whenever to_dict changes
_MOST_SPRITES = 500
LOOKED_AT = running.LOOKS_AT | controls.LOOKS_AT | features.LOOKS_AT | texts.LOOKS_AT
_VM = re.compile(r"[0-9.]{1,20}[-\w.]{0,40}")


@dataclass(frozen=True, slots=True)
class Origin:
    """What saved the file. Never the browser's name, which the file also holds: it tells about the child's computer."""

    semver: str = ""
    vm: str = ""
    platform: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What was read out of a project."""

    version: int
    format: Format
    origin: Origin
    counts: Counts
    extensions: tuple[Extension, ...]
    sprite_names: tuple[str, ...]
    warnings: tuple[Warn, ...]
    controls: tuple[Control, ...]
    starts: Starts
    features: tuple[str, ...]  # keys of features.FEATURES
    languages: Texts
    sizes: Sizes
    concepts: Levels

    @property
    def will_start(self) -> bool:
        """Whether the player here starts it: a denied extension keeps the whole project from loading."""
        return all(extension.runs != "denied" for extension in self.extensions)

    def to_dict(self) -> dict[str, Any]:
        """The card as JSON can keep it."""
        return {
            "version": self.version,
            "format": self.format,
            "origin": asdict(self.origin),
            "counts": self.counts.to_dict(),
            "extensions": [asdict(extension) for extension in self.extensions],
            "sprite_names": list(self.sprite_names),
            "warnings": [asdict(warning) for warning in self.warnings],
            "controls": [asdict(control) for control in self.controls],
            "starts": {"by": list(self.starts.by), "after_flag": self.starts.after_flag},
            "features": list(self.features),
            "languages": asdict(self.languages),
            "sizes": asdict(self.sizes),
            "concepts": {rubric: dict(levels) for rubric, levels in self.concepts.items()},
        }

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> "Card":
        """The card that to_dict gave. Raises ValueError for one of another version: read the file again."""
        if kept.get("version") != CARD_VERSION:
            raise ValueError(f"a card of version {kept.get('version')!r}, not {CARD_VERSION}: read the file again")
        return cls(
            version=CARD_VERSION,
            format=kept["format"],
            origin=Origin(**kept["origin"]),
            counts=Counts(**kept["counts"]),
            extensions=tuple(Extension(**each) for each in kept["extensions"]),
            sprite_names=tuple(kept["sprite_names"]),
            warnings=tuple(Warn(**each) for each in kept["warnings"]),
            controls=tuple(Control(**each) for each in kept["controls"]),
            starts=Starts(tuple(kept["starts"]["by"]), kept["starts"]["after_flag"]),
            features=tuple(kept["features"]),
            languages=Texts(**kept["languages"]),
            sizes=Sizes(**kept["sizes"]),
            concepts=kept["concepts"],
        )


def card_of(project: Project, *, with_concepts: bool = True) -> Card:
    """Reads the card out of a project. Concepts take as long as all the rest; a card that is kept has them."""
    counts = counts_of(project)
    extensions = extensions_of(project)
    glance = glance_of(project, LOOKED_AT)
    names = [shown(target.name) for target in project.sprites]
    return Card(
        version=CARD_VERSION,
        format=project.format,
        origin=_origin(project),
        counts=counts,
        extensions=extensions,
        sprite_names=tuple(names[:_MOST_SPRITES]),
        warnings=warnings_of(project, counts, extensions),
        controls=controls_of(glance),
        starts=starts_of(glance.scripts),
        features=features_of(glance),
        languages=texts_of(project, glance),
        sizes=sizes_of(project, glance),
        concepts=concepts_of(project) if with_concepts else {},
    )


def _origin(project: Project) -> Origin:
    if project.format != "sb3":
        return Origin(semver={"sb2": "2.0", "sb": "1.4"}[project.format])
    meta = an_object(project.tree.get("meta"))
    vm = _VM.match(a_string(meta.get("vm")))
    platform = an_object(meta.get("platform"))
    return Origin(
        semver=a_string(meta.get("semver"))[:20],
        vm=vm.group() if vm else "",
        platform=shown(a_string(platform.get("name")))[:40],
    )
