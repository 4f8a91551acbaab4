"""The pixels of Squeak's forms: 1 to 32 bits each, run-length encoded or not, to red, green, blue and opacity.

A form's rows are padded to words of 32 bits, the first pixel in the highest bits. With a colour table, or up to 8
bits, a pixel is an index; at 16 bits it is five bits a colour, at 32 bits a byte for opacity and each colour.
"""

import struct

import numpy as np
import numpy.typing as npt

from contest.scratch.squeak_forms import Form, Rgba, UnreadableError

_Words = npt.NDArray[np.uint32]
_Bytes = npt.NDArray[np.uint8]


def rgba(form: Form) -> bytes:
    """Four bytes a pixel, row by row. Raises UnreadableError."""
    count = form.pitch * form.height
    words = _unpacked(form.bits, count) if form.packed else _plain(form.bits, count)
    pixels = _pixels(words.reshape(form.height, form.pitch), form.depth)[:, : form.width]
    return _coloured(form, pixels).tobytes()


def _coloured(form: Form, pixels: _Words) -> _Bytes:
    if form.depth == 32:
        return _true_colours(pixels)
    if form.depth == 16:
        return _high_colours(pixels)
    table = np.zeros((1 << form.depth, 4), np.uint8)
    colours = (form.colours or _standard(form.depth))[: len(table)]
    table[: len(colours)] = colours
    return table[pixels]


def _plain(bits: bytes, count: int) -> _Words:
    if len(bits) < 4 * count:
        raise UnreadableError
    return np.frombuffer(bits, ">u4", count).astype(np.uint32)


def _unpacked(bits: bytes, count: int) -> _Words:
    """Runs of words: a length whose lowest two bits say what is repeated, then that."""
    words = np.zeros(count, np.uint32)
    try:
        total, at = _length(bits, 0)
        filled = 0
        while filled < count and at < len(bits):
            run, at = _length(bits, at)
            end, kind = min(count, filled + (run >> 2)), run & 3
            if kind == 1:
                words[filled:end] = bits[at] * 0x01010101
                at += 1
            elif kind == 2:
                words[filled:end] = struct.unpack_from(">L", bits, at)[0]
                at += 4
            elif kind == 3:
                words[filled:end] = np.frombuffer(bits, ">u4", end - filled, at)
                at += 4 * (run >> 2)
            filled = end
    except (IndexError, struct.error, ValueError) as error:
        raise UnreadableError from error
    if total < count or filled < count:
        raise UnreadableError
    return words


def _length(bits: bytes, at: int) -> tuple[int, int]:
    """A number in one, two or five bytes, and where it ends."""
    first = bits[at]
    if first <= 223:
        return first, at + 1
    if first <= 254:
        return (first - 224) * 256 + bits[at + 1], at + 2
    return int(struct.unpack_from(">L", bits, at + 1)[0]), at + 5


def _pixels(words: _Words, depth: int) -> _Words:
    if depth == 32:
        return words
    shifts = np.arange(32 - depth, -1, -depth, dtype=np.uint32)
    pixels = (words[:, :, None] >> shifts) & np.uint32((1 << depth) - 1)
    return pixels.reshape(len(words), -1)


def _true_colours(pixels: _Words) -> _Bytes:
    """Squeak often leaves the byte for opacity empty; then only a pixel of zero is transparent."""
    alpha = pixels >> np.uint32(24)
    if not alpha.any():
        alpha = np.where(pixels != 0, np.uint32(255), np.uint32(0))
    parts = [pixels >> np.uint32(16) & np.uint32(255), pixels >> np.uint32(8) & np.uint32(255), pixels & np.uint32(255)]
    return np.stack([*parts, alpha], axis=-1).astype(np.uint8)


def _high_colours(pixels: _Words) -> _Bytes:
    five = [pixels >> np.uint32(shift) & np.uint32(31) for shift in (10, 5, 0)]
    eight = [(each << np.uint32(3)) | (each >> np.uint32(2)) for each in five]
    alpha = np.where(pixels != 0, np.uint32(255), np.uint32(0))
    return np.stack([*eight, alpha], axis=-1).astype(np.uint8)


def _standard(depth: int) -> tuple[Rgba, ...]:
    """Squeak's own colours, for forms that bring none: nine plain ones, thirty greys, a cube of six steps a colour."""
    if depth == 1:
        return ((255, 255, 255, 255), (0, 0, 0, 255))
    plain = [(0, 0, 0), (255, 255, 255), (128, 128, 128), (255, 0, 0), (0, 255, 0), (0, 0, 255)]
    mixed = [(0, 255, 255), (255, 255, 0), (255, 0, 255)]
    eighths = [round(255 * step / 8) for step in (1, 2, 3, 5, 6, 7)]
    greys = eighths + [round(255 * step / 32) for step in range(1, 32) if step % 4]
    cube = [(51 * red, 51 * green, 51 * blue) for red in range(6) for blue in range(6) for green in range(6)]
    solid = [*plain, *mixed, *((grey, grey, grey) for grey in greys), *cube]
    return ((0, 0, 0, 0), *((*colour, 255) for colour in solid))
