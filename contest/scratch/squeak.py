"""Scratch 1.4: recognise the file, and see that both of its object tables are there to the end.

A file is "ScratchV01" or "ScratchV02", the length of its information table, then two tables. A table is a header, a
number of objects, and the objects: a class byte, then a payload whose length the class tells.
"""

import struct

HEADERS = (b"ScratchV01", b"ScratchV02")
_TABLE = b"ObjS\1Stch\1"
_MOST_STEPS = 1_000_000  # far beyond any real file; bounds the time that a made-up one can take

_FIXED = {1: 0, 2: 0, 3: 0, 4: 4, 5: 2, 8: 8, 30: 4, 31: 5, 99: 3}  # class -> length of its payload
_COUNTED = {9: 1, 10: 1, 11: 1, 12: 2, 13: 4, 14: 1}  # class -> bytes for each of a 4-byte count
_COLLECTIONS = {20: 1, 21: 1, 22: 1, 23: 1, 24: 2, 25: 2}  # class -> fields for each of a 4-byte count
_RECORDS = {32: 2, 33: 4, 34: 5, 35: 6}  # class -> number of fields
_INLINE = frozenset({1, 2, 3, 4, 5, 6, 7, 8, 99})


def is_whole(data: bytes) -> bool:
    """Whether both tables can be walked to their last object within the file."""
    try:
        length = struct.unpack_from(">L", data, 10)[0]
        walk = _Walk(data)
        walk.table(14)
        walk.table(14 + length)
    except (struct.error, IndexError, ValueError):
        return False
    return walk.at <= len(data)


class _Walk:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self.steps = 0

    def table(self, start: int) -> None:
        if self.data[start : start + len(_TABLE)] != _TABLE:
            raise ValueError
        self.at = start + len(_TABLE)
        for _ in range(self._long()):
            self._object()
            if self.at > len(self.data):
                raise IndexError

    def _long(self) -> int:
        value: int = struct.unpack_from(">L", self.data, self.at)[0]
        self.at += 4
        return value

    def _byte(self) -> int:
        self.at += 1
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise ValueError
        return self.data[self.at - 1]

    def _object(self) -> None:
        kind = self._byte()
        if kind in _COUNTED:
            count = self._long()
            self.at += _COUNTED[kind] * count
        elif kind in _COLLECTIONS:
            self._fields(_COLLECTIONS[kind] * self._long())
        elif kind in _RECORDS:
            self._fields(_RECORDS[kind])
        elif kind >= 100:
            self._byte()
            self._fields(self._byte())
        else:
            self._value(kind)

    def _fields(self, count: int) -> None:
        for _ in range(count):
            self._value(self._byte())

    def _value(self, kind: int) -> None:
        if kind in (6, 7):
            self.at += 2 + int(struct.unpack_from(">H", self.data, self.at)[0])
        elif kind in _FIXED:
            self.at += _FIXED[kind]
        else:
            raise ValueError
