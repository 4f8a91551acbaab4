"""Makes Scratch 3 projects: scripts, pictures and sounds in, the bytes of an .sb3 file out.

    game = Game("接水果")
    game.stage.backdrop("天空", svg)
    score = game.variable("分数", shown=True)
    basket = game.sprite("篮子", y=-130)
    basket.costume("篮子", svg)
    basket.when_flag(
        score.set(0),
        forever(if_(key_pressed("left arrow"), change_x(-8)), if_(touching("苹果"), score.change(1))),
    )
    data = game.to_bytes()

The words come from `build_words` (what a sprite does) and `build_control` (when and whether), sounds from
`build_sound`.
The same calls give the same bytes. Longer examples: the games of `contest.demo.games`.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Collection, Iterable, Sequence
from string import ascii_lowercase, digits
from typing import Any

from contest.scratch.build_blocks import ListVariable, Variable
from contest.scratch.build_emit import Json, message_id
from contest.scratch.build_targets import Kept, Scalar, Sprite, Stage, Target
from contest.scratch.build_words import EDGE, MOUSE, MYSELF, RANDOM_PLACE

__all__ = ["KEYS", "Game", "Sprite", "Stage"]

KEYS = frozenset(
    {"space", "any", "enter", "up arrow", "down arrow", "left arrow", "right arrow"} | set(ascii_lowercase + digits)
)
"""The names of the keys that Scratch knows."""

_DATE = (2016, 11, 15, 0, 0, 0)
"""The date of every member of the zip: a fixed one, or the same game would be another file each day."""

_EXTENSIONS = ("pen", "music")


class Game:
    """A project in the making. Sprites are drawn in the order in which they are made, the last one on top."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.stage = Stage("Stage")
        self.sprites: list[Sprite] = []

    def sprite(
        self,
        name: str,
        *,
        x: float = 0,
        y: float = 0,
        size: float = 100,
        direction: float = 90,
        visible: bool = True,
        draggable: bool = False,
        rotation_style: str = "all around",
    ) -> Sprite:
        """Add a sprite as it stands before the flag; the styles of rotation are in
        `build_words.rotation_style`."""
        if name in {sprite.name for sprite in self.sprites}:
            raise ValueError(f"two sprites are called {name!r}")
        sprite = Sprite(
            name,
            x=x,
            y=y,
            size=size,
            direction=direction,
            visible=visible,
            draggable=draggable,
            rotation_style=rotation_style,
        )
        self.sprites.append(sprite)
        return sprite

    def variable(
        self, name: str, value: Scalar = 0, *, shown: bool = False, place: tuple[int, int] | None = None
    ) -> Variable:
        """Add a variable that every sprite sees; see `Target.variable`."""
        return self.stage.variable(name, value, shown=shown, place=place)

    def list_of(self, name: str, items: Sequence[Scalar] = (), *, shown: bool = False) -> ListVariable:
        """Add a list that every sprite sees."""
        return self.stage.list_of(name, items, shown=shown)

    def to_bytes(self, leave_out: Collection[str] = ()) -> bytes:
        """The .sb3 file. Costumes and sounds named in `leave_out` are listed in it but missing from it, as
        in damaged files."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            text = json.dumps(self.project(), ensure_ascii=False, separators=(",", ":"))
            archive.writestr(_member("project.json"), text.encode())
            for name, data in self._files(leave_out).items():
                archive.writestr(_member(name), data)
        return target.getvalue()

    def project(self) -> Json:
        """What stands in project.json."""
        messages: set[str] = set()
        targets = [target.written(self._choices(), messages) for target in self._targets()]
        for layer, target in enumerate(targets):
            target["layerOrder"] = layer
        targets[0]["broadcasts"] = {message_id(name): name for name in sorted(messages)}
        return {
            "targets": targets,
            "monitors": _monitors(self._targets()),
            "extensions": _extensions(targets),
            "meta": {"semver": "3.0.0", "vm": "5.0.300", "agent": ""},
        }

    def _targets(self) -> list[Target]:
        return [self.stage, *self.sprites]

    def _choices(self) -> dict[str, frozenset[str]]:
        sprites = frozenset(sprite.name for sprite in self.sprites)
        return {
            "looks_backdrops": frozenset(costume.name for costume in self.stage.costumes),
            "sensing_touchingobjectmenu": sprites | {MOUSE, EDGE},
            "sensing_distancetomenu": sprites | {MOUSE},
            "sensing_of_object_menu": sprites | {"_stage_"},
            "motion_goto_menu": sprites | {MOUSE, RANDOM_PLACE},
            "motion_pointtowards_menu": sprites | {MOUSE},
            "sensing_keyoptions": KEYS,
            "control_create_clone_of_menu": sprites | {MYSELF},
        }

    def _files(self, leave_out: Collection[str]) -> dict[str, bytes]:
        """Member name → bytes, in the order of first use; the same picture used twice is one member."""
        assets = [asset for target in self._targets() for asset in target.assets]
        return {asset.file_name: asset.data for asset in assets if asset.name not in leave_out}


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _extensions(targets: Iterable[Json]) -> list[str]:
    prefixes = {block["opcode"].split("_")[0] for target in targets for block in target["blocks"].values()}
    return [name for name in _EXTENSIONS if name in prefixes]


def _monitors(targets: Iterable[Target]) -> list[Json]:
    """A box for every variable and list, shown or not: without one, "show variable" has nothing to show."""
    monitors, y = [], 5
    for target in targets:
        for kept in target.kept:
            owner = None if isinstance(target, Stage) else target.name
            monitors.append(_monitor(kept, owner, kept.place or (5, y)))
            if kept.shown and kept.place is None:
                y += 27 if isinstance(kept.variable, Variable) else 130
    return monitors


def _monitor(kept: Kept, owner: str | None, place: tuple[int, int]) -> Json:
    listed = isinstance(kept.variable, ListVariable)
    name = kept.variable.name
    shared: dict[str, Any] = {
        "id": kept.variable.id,
        "mode": "list" if listed else "default",
        "opcode": "data_listcontents" if listed else "data_variable",
        "params": {"LIST": name} if listed else {"VARIABLE": name},
        "spriteName": owner,
        "value": kept.value,
        "x": place[0],
        "y": place[1],
        "visible": kept.shown,
    }
    if listed:
        return shared | {"width": 100, "height": 120}
    return shared | {"width": 0, "height": 0, "sliderMin": 0, "sliderMax": 100, "isDiscrete": True}
