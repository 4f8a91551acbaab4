"""Pictures and sounds of a project: their names in the zip, sizes and turning points."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import wave
from dataclasses import dataclass

from contest.scratch.build_emit import Json

_SVG_SIZE = re.compile(r'<svg[^>]*?\swidth="([\d.]+)"[^>]*?\sheight="([\d.]+)"')
_PNG_START = b"\x89PNG\r\n\x1a\n"


def _digest(data: bytes) -> str:
    """Scratch names every asset after its MD5; nothing secret hangs on it."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


@dataclass(frozen=True, eq=False)
class Costume:
    """A costume or a backdrop, from SVG text with width and height, or from the bytes of a PNG."""

    name: str
    picture: str | bytes
    center: tuple[float, float] | None = None

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return self.picture.encode() if isinstance(self.picture, str) else self.picture

    @property
    def file_name(self) -> str:
        """The name in the zip."""
        return f"{_digest(self.data)}.{self._format}"

    @property
    def _format(self) -> str:
        return "svg" if isinstance(self.picture, str) else "png"

    def measure(self) -> tuple[float, float]:
        """Width and height; ValueError where the picture does not tell."""
        if isinstance(self.picture, bytes):
            if not self.picture.startswith(_PNG_START):
                raise ValueError(f"costume {self.name!r} is no PNG")
            width, height = struct.unpack(">II", self.picture[16:24])
            return float(width), float(height)
        found = _SVG_SIZE.search(self.picture)
        if found is None:
            raise ValueError(f"costume {self.name!r}: the svg element needs a width and a height")
        return float(found[1]), float(found[2])

    def record(self) -> Json:
        """The costume as it stands in project.json."""
        width, height = self.measure()
        x, y = self.center or (width / 2, height / 2)
        return {
            "name": self.name,
            "bitmapResolution": 1,
            "dataFormat": self._format,
            "assetId": _digest(self.data),
            "md5ext": self.file_name,
            "rotationCenterX": x,
            "rotationCenterY": y,
        }


@dataclass(frozen=True, eq=False)
class Sound:
    """A sound, from the bytes of a WAV file."""

    name: str
    data: bytes

    @property
    def file_name(self) -> str:
        """The name in the zip."""
        return f"{_digest(self.data)}.wav"

    def record(self) -> Json:
        """The sound as it stands in project.json."""
        with wave.open(io.BytesIO(self.data)) as file:
            rate, count = file.getframerate(), file.getnframes()
        return {
            "name": self.name,
            "assetId": _digest(self.data),
            "dataFormat": "wav",
            "format": "",
            "rate": rate,
            "sampleCount": count,
            "md5ext": self.file_name,
        }
