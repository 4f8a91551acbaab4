"""A writer of Scratch 1.4 files, as small as tests need: Smalltalk objects from plain values."""

import struct
from dataclasses import dataclass, field
from typing import Any

HEAD = b"ObjS\1Stch\1"


@dataclass(eq=False)
class Made:
    """An object of this class; its fields may name other objects, also itself."""

    kind: int
    fields: list[Any] = field(default_factory=list)


@dataclass(eq=False)
class Data:
    """Bytes of this class: 11 are bytes, 13 words of 4 bytes."""

    kind: int
    data: bytes


@dataclass(frozen=True)
class Paint:
    red: int
    green: int
    blue: int


def table(root: Any) -> bytes:
    """The objects that can be reached from this one, it being the first."""
    order: list[Any] = [root]
    bodies: list[bytes] = []
    while len(bodies) < len(order):
        bodies.append(_object(order[len(bodies)], order))
    return HEAD + struct.pack(">L", len(order)) + b"".join(bodies)


def project(stage: Made, info: dict[str, Any] | None = None) -> bytes:
    """The whole file."""
    pairs = [each for pair in (info or {}).items() for each in pair]
    information = table(Made(24, pairs))
    return b"ScratchV02" + struct.pack(">L", len(information)) + information + table(stage)


def _object(value: Any, order: list[Any]) -> bytes:
    if isinstance(value, str):
        raw = value.encode()
        return b"\x0e" + struct.pack(">L", len(raw)) + raw
    if isinstance(value, Data):
        width = {11: 1, 13: 4}[value.kind]
        return bytes([value.kind]) + struct.pack(">L", len(value.data) // width) + value.data
    if isinstance(value, list):
        return b"\x14" + struct.pack(">L", len(value)) + _fields(value, order)
    if value.kind == 24:
        return b"\x18" + struct.pack(">L", len(value.fields) // 2) + _fields(value.fields, order)
    version = bytes([0, len(value.fields)]) if value.kind >= 100 else b""
    return bytes([value.kind]) + version + _fields(value.fields, order)


def _fields(values: list[Any], order: list[Any]) -> bytes:
    return b"".join(_field(value, order) for value in values)


def _field(value: Any, order: list[Any]) -> bytes:
    if value is None or isinstance(value, bool):
        return bytes([{None: 1, True: 2, False: 3}[value]])
    if isinstance(value, int):
        return b"\4" + struct.pack(">l", value)
    if isinstance(value, float):
        return b"\x08" + struct.pack(">d", value)
    if isinstance(value, Paint):
        return b"\x1e" + struct.pack(">L", value.red << 22 | value.green << 12 | value.blue << 2)
    if not any(value is each for each in order):
        order.append(value)
    number = next(at for at, each in enumerate(order, start=1) if value is each)
    return b"c" + number.to_bytes(3, "big")


def point(x: float, y: float) -> Made:
    return Made(32, [x, y])


def dictionary(values: dict[str, Any]) -> Made:
    return Made(24, [each for pair in values.items() for each in pair])


def form(width: int, height: int, depth: int, bits: Data, colours: list[Paint] | None = None) -> Made:
    fields: list[Any] = [width, height, depth, None, bits]
    return Made(34, fields) if colours is None else Made(35, [*fields, colours])


def image(name: str, picture: Made, centre: tuple[float, float] = (0, 0)) -> Made:
    return Made(162, [name, picture, point(*centre), None, None, None])


def sound(name: str) -> Made:
    return Made(164, [name, Made(109, [None, None, None, Data(11, b""), 22050]), 0, 0, 22050, 4, None])


def list_watcher(name: str, values: list[Any]) -> Made:
    return Made(175, [None] * 8 + [name, values, None])


RED_SQUARE = form(10, 10, 32, Data(13, struct.pack(">100L", *[0xFFFF0000] * 100)))


def stage(**more: Any) -> Made:
    """Its children, name, variables, scripts, media and lists."""
    media = more.get("media") or [image("backdrop", form(2, 2, 32, Data(13, struct.pack(">4L", *[0xFFFFFFFF] * 4))))]
    return Made(125, [*_common(more, media, "Stage"), 1.0, 0, 0, None, [], 100, 60, None, _lists(more)])


def sprite(name: str = "Cat", **more: Any) -> Made:
    """A sprite of 10 × 10 pixels whose upper left corner is in the middle of the stage."""
    media = more.get("media") or [image("square", RED_SQUARE)]
    pose = [100, point(1.0, 1.0), more.get("degrees", 0.0), more.get("style", "normal"), 100, 60, False, None]
    return Made(124, [*_common(more, media, name), *pose, _lists(more)])


def _common(more: dict[str, Any], media: list[Made], name: str) -> list[Any]:
    box = Made(33, [240, 180, 250, 190])
    variables = dictionary(more.get("variables", {}))
    flags = 1 if more.get("hidden") else 0
    children = more.get("children", [])
    return [box, None, children, None, flags, None, name, variables, more.get("scripts", []), False, media, media[0]]


def _lists(more: dict[str, Any]) -> Made:
    return dictionary({name: list_watcher(name, values) for name, values in more.get("lists", {}).items()})
