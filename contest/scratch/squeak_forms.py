"""Pictures of Scratch 1.4: Squeak's forms, decoded when they are asked for."""

import struct
import zlib
from dataclasses import dataclass
from typing import TypeAlias

Rgba: TypeAlias = tuple[int, int, int, int]
MOST_PIXELS = 20_000_000  # Scratch 1.4's stage has 172,800
_DEPTHS = frozenset([1, 2, 4, 8, 16, 32])


class UnreadableError(Exception):
    """The form is damaged, too large, or of a kind that Scratch 1.4 did not write."""


@dataclass(frozen=True, slots=True)
class Form:
    """A picture as the file holds it; `bits` are a run-length code where it is `packed`, else words of pixels."""

    width: int
    height: int
    depth: int
    packed: bool
    bits: bytes
    colours: tuple[Rgba, ...] | None = None

    @property
    def pitch(self) -> int:
        """Words of 32 bits in a row."""
        return (self.width * self.depth + 31) // 32

    def rgba(self) -> tuple[int, int, bytes]:
        """Width, height and four bytes a pixel. Raises UnreadableError."""
        from contest.scratch.squeak_pixels import rgba  # numpy takes long to load, and few files are of 1.4

        if self.depth not in _DEPTHS or self.width <= 0 or self.height <= 0:
            raise UnreadableError
        if self.width * self.height > MOST_PIXELS:
            raise UnreadableError
        return self.width, self.height, rgba(self)

    def png(self) -> bytes:
        """The picture as a PNG file. Raises UnreadableError."""
        width, height, pixels = self.rgba()
        rows = (pixels[at : at + 4 * width] for at in range(0, len(pixels), 4 * width))
        head = struct.pack(">2L5B", width, height, 8, 6, 0, 0, 0)  # eight bits each of red, green, blue and opacity
        packed = zlib.compress(b"".join(b"\0" + row for row in rows), 1)
        parts = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_png_part(name, data) for name, data in parts)


def _png_part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))
