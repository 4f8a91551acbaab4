"""A Scratch 1.4 project as a tree like that of Scratch 2, from the objects in its file.

The numbers below are places of fields in Scratch's own classes. An array that stands in several places, or in
itself, is taken once, so a made-up file can neither run in circles nor grow.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from contest.scratch import squeak
from contest.scratch.shapes import a_number, text_of
from contest.scratch.squeak import Colour, Raw, Table, Thing
from contest.scratch.squeak_forms import Form

Media: TypeAlias = Form | bytes

_BOX, _FLAGS, _NAME, _VARIABLES, _SCRIPTS, _MEDIA, _COSTUME, _LISTS = 0, 4, 6, 7, 8, 10, 11, 20
_CHILDREN, _TEMPO = 2, 18  # of the stage
_SCALE, _DEGREES, _STYLE, _DRAGGABLE = 13, 14, 15, 18  # of a sprite
_WITH_SPRITE = frozenset(["getAttribute:of:", "gotoSpriteOrMouse:", "distanceTo:", "pointTowards:", "touching:"])
_TEXT_KEYS = frozenset(["author", "comment", "history", "language", "os-version", "platform", "scratch-version"])
_MOST_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class Contents:
    """The tree, the pictures by their file's name, and the texts of the information table."""

    tree: dict[str, Any]
    media: Mapping[str, Media]
    info: Mapping[str, str]


def contents(data: bytes) -> Contents:
    """What a Scratch 1.4 file holds. Raises squeak.DamagedError."""
    info, objects = squeak.tables(data)
    stage = next((each for each in objects.objects if type(each) is Thing and each.kind == squeak.STAGE), None)
    if stage is None:
        raise squeak.DamagedError
    reader = _Reader(objects)
    return Contents(reader.stage(stage), reader.media, _information(info))


def _information(table: Table) -> dict[str, str]:
    found = table.objects[0] if table.objects else None
    pairs = found.fields if type(found) is Thing else []
    texts = ((table.value(key), table.value(value)) for key, value in zip(pairs[::2], pairs[1::2], strict=False))
    return {key: value[:_MOST_TEXT] for key, value in texts if type(value) is str and key in _TEXT_KEYS}


class _Reader:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.media: dict[str, Media] = {}
        self.taken: set[int] = set()  # ids of arrays and sprites already in the tree

    def stage(self, stage: Thing) -> dict[str, Any]:
        children = self._items(self.table.field(stage, _CHILDREN))
        sprites = [each for each in children if type(each) is Thing and each.kind == squeak.SPRITE]
        return {
            **self._target(stage),
            "tempoBPM": a_number(self.table.field(stage, _TEMPO), 60),
            "penLayerMD5": None,
            "children": [self._sprite(each) for each in reversed(sprites) if self._first_time(each)],
        }

    def _first_time(self, item: object) -> bool:
        if id(item) in self.taken:
            return False
        self.taken.add(id(item))
        return True

    def _items(self, value: Any) -> list[Any]:
        return [self.table.value(each) for each in value] if type(value) is list else []

    def _pairs(self, value: Any) -> Iterator[tuple[Any, Any]]:
        if type(value) is Thing and value.kind in (24, 25):
            yield from zip(self._items(value.fields[::2]), self._items(value.fields[1::2]), strict=False)

    def _target(self, thing: Thing) -> dict[str, Any]:
        field = self.table.field
        media = field(thing, _MEDIA)
        images = [each for each in self._items(media) if type(each) is Thing and each.kind == squeak.IMAGE]
        sounds = [each for each in self._items(media) if type(each) is Thing and each.kind == squeak.SOUND]
        current = field(thing, _COSTUME)
        scripts, comments = self._scripts(field(thing, _SCRIPTS))
        return {
            "objName": text_of(field(thing, _NAME)),
            "variables": [
                {"name": text_of(name), "value": self._scalar(value)}
                for name, value in self._pairs(field(thing, _VARIABLES))
            ],
            "lists": [self._list(name, watcher) for name, watcher in self._pairs(field(thing, _LISTS))],
            "scripts": scripts,
            "scriptComments": comments,
            "costumes": [self._costume(each) for each in images],
            "currentCostumeIndex": next((at for at, each in enumerate(images) if each is current), 0),
            "sounds": [{"soundName": text_of(field(each, 0)), "soundID": -1, "md5": ""} for each in sounds],
        }

    def _scalar(self, value: Any) -> Any:
        value = self.table.value(value)
        return value if type(value) in (str, int, float, bool) else None

    def _list(self, name: Any, watcher: Any) -> dict[str, Any]:
        items = self.table.field(watcher, 9)
        shown = self.table.field(watcher, 1) is not None
        return {
            "listName": text_of(name),
            "contents": [self._scalar(each) for each in items] if type(items) is list else [],
            "visible": shown,
        }

    def _sprite(self, thing: Thing) -> dict[str, Any]:
        field = self.table.field
        scale = self._numbers(field(thing, _SCALE), 1)[0]
        degrees = a_number(field(thing, _DEGREES), 0)  # 0 looks right
        target = self._target(thing)
        flags = field(thing, _FLAGS)
        pose = {
            "scale": scale,
            "direction": (degrees + 90 + 180) % 360 - 180,
            "rotationStyle": text_of(field(thing, _STYLE)),
            "visible": not (type(flags) is int and flags & 1),
            "isDraggable": field(thing, _DRAGGABLE) is True,
        }
        x, y = self._position(thing)
        return {**target, **pose, "scratchX": x, "scratchY": y}

    def _numbers(self, record: Any, default: float) -> list[float]:
        """The numbers of a point or a rectangle."""
        fields = record.fields if type(record) is Thing else []
        return [a_number(self.table.value(each), default) for each in fields] + [default] * (4 - len(fields))

    def _position(self, thing: Thing) -> tuple[float, float]:
        """Where its centre is. The file's box begins where the costume would, neither turned nor scaled."""
        box = self._numbers(self.table.field(thing, _BOX), 0)
        centre = self._numbers(self.table.field(self.table.field(thing, _COSTUME), 2), 0)
        return box[0] + centre[0] - 240, 180 - box[1] - centre[1]

    def _costume(self, thing: Thing) -> dict[str, Any]:
        number = len(self.media)
        image = self._image(thing)
        raw = image.bits if isinstance(image, Form) else image or b""
        kind = "png" if isinstance(image, Form) else "jpg"
        md5 = hashlib.md5(raw, usedforsecurity=False).hexdigest()
        if image is not None:
            self.media[f"{number}.{kind}"] = image
        centre = self._numbers(self.table.field(thing, 2), 0)
        return {
            "costumeName": text_of(self.table.field(thing, 0)),
            "baseLayerID": number if image is not None else -1,
            "baseLayerMD5": f"{md5}.{kind}",
            "bitmapResolution": 1,
            "rotationCenterX": centre[0],
            "rotationCenterY": centre[1],
        }

    def _image(self, thing: Any) -> Media | None:
        """The picture with its text drawn into it, else the photograph, else the picture."""
        with_text, photograph, plain = (self.table.field(thing, at) for at in (5, 4, 1))
        form = self._form(with_text)
        if form is None and type(photograph) is Raw:
            return photograph.data
        return form or self._form(plain)

    def _form(self, thing: Any) -> Form | None:
        if type(thing) is not Thing or thing.kind not in (squeak.FORM, squeak.COLOUR_FORM):
            return None
        width, height, depth, _, bits, *rest = [self.table.value(each) for each in thing.fields]
        if type(bits) is not Raw or not all(type(each) is int for each in (width, height, depth)):
            return None
        table = self._items(rest[0]) if rest else []
        colours = tuple(
            (each.red, each.green, each.blue, each.alpha) if type(each) is Colour else (0, 0, 0, 0)
            for each in table[:256]
        )
        return Form(width, height, depth, bits.kind == squeak.BYTES, bits.data, colours or None)

    def _scripts(self, value: Any) -> tuple[list[Any], list[Any]]:
        """[x, y, blocks] for each script, and the comments, which 1.4 keeps as scripts of one odd block."""
        scripts, comments = [], []
        for each in self._items(value):
            if type(each) is not list or len(each) < 2:
                continue
            x, y = self._numbers(self.table.value(each[0]), 0)[:2]
            blocks = self._plain(self.table.value(each[1]))
            first = blocks[0] if blocks else None
            if type(first) is list and first[:1] == ["scratchComment"]:
                text, is_open, width = [*first[1:4], None, None, None][:3]
                comments.append([x, y, a_number(width, 150), 100, is_open is not False, -1, text_of(text)])
            else:
                scripts.append([x, y, blocks])
        return scripts, comments

    def _plain(self, value: Any) -> list[Any]:
        """Blocks as arrays of plain values."""
        whole: list[Any] = []
        waiting: list[tuple[Any, list[Any]]] = [(value, whole)]
        while waiting:
            array, result = waiting.pop()
            if type(array) is not list or not self._first_time(array):
                continue
            for item in self._items(array):
                inner: list[Any] = []
                if type(item) is list:
                    waiting.append((item, inner))
                result.append(inner if type(item) is list else self._argument(item))
            _name_pointer(result)
        return whole

    def _argument(self, item: Any) -> Any:
        if type(item) is Colour:
            return item.red << 16 | item.green << 8 | item.blue
        if type(item) is Thing:
            return "_stage_" if item.kind == squeak.STAGE else text_of(self.table.field(item, _NAME))
        return item if type(item) in (str, int, float, bool) else None


def _name_pointer(block: list[Any]) -> None:
    """Writes the mouse pointer and the edge as Scratch 2 does."""
    if len(block) > 1 and type(block[0]) is str and block[0] in _WITH_SPRITE and block[-1] in ("mouse", "edge"):
        block[-1] = f"_{block[-1]}_"
