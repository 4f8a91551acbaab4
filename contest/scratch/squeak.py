"""Scratch 1.4: the stream of Smalltalk objects that a file is, as plain values.

A file is "ScratchV01" or "ScratchV02", the length of its information table, then two tables: information and contents.
A table is a header, a number of objects, and the objects: a class byte, then a payload whose length the class tells.
An object names another by its number in the table, so what looks like a tree may be a circle: see `Table.value`.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

HEADERS = (b"ScratchV01", b"ScratchV02")
_TABLE = b"ObjS\1Stch\1"
_MOST_STEPS = 1_000_000  # far beyond any real file; bounds the time that a made-up one can take

BYTES, SAMPLES, BITMAP, POINT, RECTANGLE, FORM, COLOUR_FORM = 11, 12, 13, 32, 33, 34, 35
SPRITE, STAGE, WATCHER, IMAGE, SOUND, LIST_WATCHER = 124, 125, 155, 162, 164, 175
_TEXTS = {9: "mac_roman", 10: "mac_roman", 14: "utf-8"}
_WIDTHS = {9: 1, 10: 1, 11: 1, 12: 2, 13: 4, 14: 1}  # class -> bytes for each of a 4-byte count
_ARRAYS = frozenset([20, 21, 22, 23])
_PAIRS = frozenset([24, 25])
_RECORDS = {POINT: 2, RECTANGLE: 4, FORM: 5, COLOUR_FORM: 6}  # class -> number of fields


class DamagedError(Exception):
    """The stream ends too early or holds what no Scratch writes."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The number of an object in its table, from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Colour:
    """Red, green, blue and opacity, 0 to 255 each."""

    red: int
    green: int
    blue: int
    alpha: int = 255


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """An object with fields: a record, or an instance of one of Scratch's own classes."""

    kind: int
    fields: list[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Raw:
    """Bytes that are no text: compressed pixels, pixels, samples, a JPEG picture."""

    kind: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Table:
    """The objects in the order of their numbers."""

    objects: list[Any]

    def value(self, item: Any) -> Any:
        """The item itself, or the object that it refers to; None where it refers to none."""
        if type(item) is not Reference:
            return item
        return self.objects[item.number - 1] if 0 < item.number <= len(self.objects) else None

    def number(self, item: Any) -> int:
        """The number under which the item's object stands; 0 where it stands in its field."""
        return item.number if type(item) is Reference else 0

    def field(self, thing: Any, index: int) -> Any:
        """What an object's field holds; None where it has no such field."""
        if type(thing) is not Thing or index >= len(thing.fields):
            return None
        return self.value(thing.fields[index])


def tables(data: bytes) -> tuple[Table, Table]:
    """The information and the contents of the file. Raises DamagedError."""
    try:
        length = struct.unpack_from(">L", data, 10)[0]
        stream = _Stream(data)
        return stream.table(14), stream.table(14 + length)
    except (struct.error, IndexError) as error:
        raise DamagedError from error


class _Stream:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.steps = 0

    def table(self, start: int) -> Table:
        if self.data[start : start + len(_TABLE)] != _TABLE:
            raise DamagedError
        self.at = start + len(_TABLE)
        return Table([self._object() for _ in range(self.number(">L"))])

    def take(self, length: int) -> bytes:
        """So many bytes."""
        self.at += length
        if self.at > len(self.data):
            raise DamagedError
        return self.data[self.at - length : self.at]

    def number(self, form: str) -> Any:
        """A number of this form."""
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def _byte(self) -> int:
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise DamagedError
        return self.take(1)[0]

    def _object(self) -> Any:
        kind = self._byte()
        if kind in _WIDTHS:
            data = self.take(_WIDTHS[kind] * self.number(">L"))
            return data.decode(_TEXTS[kind], "replace") if kind in _TEXTS else Raw(kind, data)
        if kind in _ARRAYS:
            return self._fields(self.number(">L"))
        if kind in _PAIRS:
            return Thing(kind, self._fields(2 * self.number(">L")))
        if kind in _RECORDS:
            return Thing(kind, self._fields(_RECORDS[kind]))
        if kind >= 100:
            self._byte()  # the version of the class
            return Thing(kind, self._fields(self._byte()))
        return self._value(kind)

    def _fields(self, count: int) -> list[Any]:
        return [self._value(self._byte()) for _ in range(count)]

    def _value(self, kind: int) -> Any:
        reader = _VALUES.get(kind)
        if reader is None:
            raise DamagedError
        return reader(self)

    def large(self) -> int:
        """A whole number of any size, least byte first."""
        length = self.number(">H")
        if length > 1000:
            raise DamagedError
        return int.from_bytes(self.take(length), "little")

    def colour(self, translucent: bool) -> Colour:
        """Ten bits each for red, green and blue, of which eight are kept."""
        packed = self.number(">L")
        alpha = self.take(1)[0] if translucent else 255
        return Colour(packed >> 22 & 255, packed >> 12 & 255, packed >> 2 & 255, alpha)


_VALUES: dict[int, Callable[[_Stream], Any]] = {
    1: lambda stream: None,
    2: lambda stream: True,
    3: lambda stream: False,
    4: lambda stream: stream.number(">l"),
    5: lambda stream: stream.number(">h"),
    6: lambda stream: stream.large(),
    7: lambda stream: -stream.large(),
    8: lambda stream: stream.number(">d"),
    30: lambda stream: stream.colour(False),
    31: lambda stream: stream.colour(True),
    99: lambda stream: Reference(int.from_bytes(stream.take(3), "big")),
}
