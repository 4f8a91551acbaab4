"""The picture of a project without a browser: its stage before the green flag.

Costumes are foreign SVG and bitmaps, and a hostile one can take any amount of memory or end the process, so they are
drawn in a child: `python -m contest.scratch.picture MEMORY SECONDS FORM FONT…` reads the project's file from its
standard input and writes a picture to its standard output, or a word for what went wrong to its standard error.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Literal

from contest.scratch.limits import MIB

REFUSED, TOO_SLOW, FAILED = "refused", "too_slow", "failed"
_QUALITY = 82
Form = Literal["WEBP", "PNG"]
_BEGINS: dict[Form, bytes] = {"WEBP": b"RIFF", "PNG": b"\x89PNG"}


class PictureError(Exception):
    """There is no picture. `code`: "refused" (no project), "too_slow" or "failed"."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def picture_of(
    data: bytes, *, fonts: Sequence[str] = (), seconds: float = 10, memory: int = 512 * MIB, form: Form = "WEBP"
) -> bytes:
    """The stage of the project in this file as a picture of 480 × 360 pixels. Raises PictureError.

    `fonts` are paths of font files: those of Scratch's paint editor, and one with Chinese characters. Without any,
    the system's fonts are used. `seconds` bounds the time and `memory`, in bytes, the address space of the drawing.
    """
    command = [sys.executable, "-m", "contest.scratch.picture", str(memory), str(int(seconds) + 1), form, *fonts]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, by its name
            command, input=data, capture_output=True, timeout=seconds, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired:
        raise PictureError(TOO_SLOW) from None
    if done.returncode == 0 and done.stdout[:4] == _BEGINS[form]:
        return done.stdout
    word = done.stderr.decode("ascii", "replace").strip()
    raise PictureError(word if word == REFUSED else FAILED)


def _environment() -> dict[str, str]:
    """What the child needs to start, and none of the parent's settings and secrets."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP") if key in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(path or os.curdir for path in sys.path)}


def _limit(memory: int, seconds: int) -> None:
    """Bounds this process where the system can; elsewhere only the parent's clock does."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _main(memory: str, seconds: str, form: str, *fonts: str) -> int:
    _limit(int(memory), int(seconds))
    from contest.scratch.drawing import draw  # after the limits, so that they bound all of it
    from contest.scratch.read import read
    from contest.scratch.refusals import Refusal

    try:
        project = read(sys.stdin.buffer.read())
    except Refusal:
        return _stop(REFUSED)
    draw(project, fonts).save(sys.stdout.buffer, form, quality=_QUALITY, method=4)
    return 0


def _stop(word: str) -> int:
    sys.stderr.write(word)
    return 2


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
