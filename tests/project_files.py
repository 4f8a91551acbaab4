"""Scratch files for tests, good and bad, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile

from contest.scratch.build import Game
from contest.scratch.build_words import say

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><circle cx="30" cy="30" r="28"/></svg>'


def a_project(words: str = "你好") -> bytes:
    """A whole small .sb3: one sprite that says `words` when the flag is clicked. Other words, another file."""
    game = Game("小游戏")
    game.stage.backdrop("天空", SVG)
    ball = game.sprite("球")
    ball.costume("球", SVG)
    ball.when_flag(say(words))
    return game.to_bytes()


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip file of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def a_zip_bomb() -> bytes:
    """A small file whose one picture would unpack to 300 MB, as it says itself."""
    out = io.BytesIO(a_project())
    block = bytes(1024 * 1024)
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("big.png", "w") as big,
    ):
        for _ in range(300):
            big.write(block)
    return out.getvalue()


def a_lying_zip_bomb() -> bytes:
    """The same of 64 MB, whose directory says that project.json takes a thousand bytes."""
    data = bytearray(zipped({"project.json": bytes(64 * 1024 * 1024)}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 1000)
    data[22:26] = struct.pack("<I", 1000)
    return bytes(data)


def a_traversal() -> bytes:
    """A project with a part that wants to be unpacked elsewhere."""
    out = io.BytesIO(a_project())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("../../../etc/passwd", b"root")
    return out.getvalue()


def a_deep_project(depth: int = 100_000) -> bytes:
    """A project whose JSON is nested so deep that a careless reader falls over."""
    return zipped({"project.json": b'{"targets":' + b"[" * depth + b"]" * depth + b"}"})
