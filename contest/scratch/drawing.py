"""The stage as it stands before the green flag, drawn from a project. Runs in the child process of `picture`.

Effects such as ghost are in no file, and the flag clears them. Scratch 3 does not draw the pen layer that Scratch 2
kept, so neither does this. Monitors are left out.
"""

import contextlib
import io
import math
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import resvg_py
from PIL import Image

from contest.scratch.model import Project, Target
from contest.scratch.shapes import a_number, a_string
from contest.scratch.svg_costume import STAGE_HEIGHT, STAGE_WIDTH, svg_costume

Matrix = tuple[float, float, float, float, float, float]

_MOST_SPRITES = 300
_MOST_PIXELS = 20_000_000  # of one bitmap; Scratch's own are at most 960 × 720
_FORMATS = ("PNG", "JPEG", "GIF", "BMP")
# What Pillow and resvg say of damaged pictures; one bad costume does not spoil the stage.
_UNDRAWABLE = (
    *(OSError, ValueError, SyntaxError, ArithmeticError, RecursionError, EOFError),
    *(struct.error, zlib.error, Image.DecompressionBombError),
)
_SIZE = (STAGE_WIDTH, STAGE_HEIGHT)
# What Scratch shows in place of a costume that is missing or damaged: a question mark on grey, 128 pixels wide.
_PLACEHOLDER = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">
<path fill="#ccc" d="M0 0h128v128H0z"/><circle cx="63" cy="101" r="7.5"/>
<path fill="none" stroke="#000" stroke-width="9" d="M46 42c1-34 40-30 36-5-3 19-20 17-19 47"/></svg>"""
_PLACEHOLDER_CENTRE = {"rotationCenterX": 64, "rotationCenterY": 64}


@dataclass(frozen=True, slots=True)
class Pose:
    """How a target stands on the stage, in Scratch's units and degrees, whatever the format."""

    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    direction: float = 90.0
    style: str = "all around"

    def matrix(self, centre: tuple[float, float], resolution: float = 1.0) -> Matrix:
        """From the costume's pixels to the stage's, whose origin is its upper left corner."""
        scale_x = scale_y = self.scale / resolution
        angle = 0.0
        if self.style in ("all around", "normal"):
            angle = math.radians(self.direction - 90)
        elif self.style in ("left-right", "leftRight") and _wrapped(self.direction) < 0:
            scale_x = -scale_x
        cos, sin = math.cos(angle), math.sin(angle)
        a, b, c, d = cos * scale_x, sin * scale_x, -sin * scale_y, cos * scale_y
        e = STAGE_WIDTH / 2 + self.x - a * centre[0] - c * centre[1]
        f = STAGE_HEIGHT / 2 - self.y - b * centre[0] - d * centre[1]
        return (a, b, c, d, e, f)


def _wrapped(direction: float) -> float:
    """The direction between -180 and 180, as Scratch keeps it."""
    return direction - 360 * math.ceil((direction - 180) / 360)


def draw(project: Project, fonts: Sequence[str]) -> Image.Image:
    """The stage of 480 × 360 pixels. In place of what cannot be drawn stands a question mark, as in Scratch."""
    stage = Image.new("RGBA", _SIZE, "white")
    for target in _in_order(project):
        costume = _current_costume(project, target)
        pose = _pose(project, target)
        if costume is None or not 1e-4 < abs(pose.scale) < 1e4:
            continue
        layer = None
        with contextlib.suppress(*_UNDRAWABLE):
            layer = _layer(project, costume if project.format == "sb3" else _old(costume, target), pose, fonts)
        with contextlib.suppress(*_UNDRAWABLE):
            stage.alpha_composite(layer or _placeholder(project, costume, pose))
    return stage.convert("RGB")


def _in_order(project: Project) -> list[Target]:
    """The stage and the visible sprites from back to front; Scratch 2 keeps them in that order."""
    sprites = [target for target in project.sprites if target.tree.get("visible") is not False]
    if project.format == "sb3":
        sprites.sort(key=lambda target: a_number(target.tree.get("layerOrder"), 1))
    return [target for target in project.targets if target.is_stage][:1] + sprites[-_MOST_SPRITES:]


def _old(costume: dict[str, Any], target: Target) -> dict[str, Any]:
    """Backdrops of Scratch 2 and 1.4 lie in the middle, whatever centre they name."""
    if not target.is_stage:
        return costume
    resolution = max(1.0, a_number(costume.get("bitmapResolution"), 1))
    return {
        **costume,
        "rotationCenterX": STAGE_WIDTH / 2 * resolution,
        "rotationCenterY": STAGE_HEIGHT / 2 * resolution,
    }


def _layer(project: Project, costume: dict[str, Any], pose: Pose, fonts: Sequence[str]) -> Image.Image | None:
    data = project.asset(_member(project, costume))
    if not data:
        return None
    if data.lstrip()[:1] == b"<" or data.startswith(b"\xef\xbb\xbf"):
        return _vector(data, costume, pose, project.format == "sb2", fonts)
    return _bitmap((data, _text_layer(project, costume)), costume, pose)


def _text_layer(project: Project, costume: dict[str, Any]) -> bytes | None:
    """Scratch 2 keeps what is written on a bitmap in a picture of its own."""
    number = costume.get("textLayerID")
    return project.asset(f"{number}.png") if project.format == "sb2" and type(number) is int else None


def _placeholder(project: Project, costume: dict[str, Any], pose: Pose) -> Image.Image:
    is_vector = _member(project, costume).endswith(".svg")
    resolution = 1.0 if is_vector else max(1.0, a_number(costume.get("bitmapResolution"), 1))
    drawn = _vector(_PLACEHOLDER, _PLACEHOLDER_CENTRE, replace(pose, scale=pose.scale / resolution), False, ())
    return drawn or Image.new("RGBA", _SIZE)


def _current_costume(project: Project, target: Target) -> dict[str, Any] | None:
    key = "currentCostume" if project.format == "sb3" else "currentCostumeIndex"
    index = round(a_number(target.tree.get(key), 0))
    costumes = target.costumes
    return costumes[min(max(index, 0), len(costumes) - 1)] if costumes else None


def _member(project: Project, costume: dict[str, Any]) -> str:
    if project.format == "sb3":
        return f"{costume['assetId']}.{costume['dataFormat']}"
    extension = a_string(costume.get("baseLayerMD5")).rpartition(".")[2]
    return f"{costume.get('baseLayerID')}.{extension}"


def _pose(project: Project, target: Target) -> Pose:
    tree = target.tree
    if target.is_stage:
        return Pose()
    style = a_string(tree.get("rotationStyle"), "all around")
    direction = a_number(tree.get("direction"), 90)
    if project.format == "sb3":
        scale = a_number(tree.get("size"), 100) / 100
        return Pose(a_number(tree.get("x"), 0), a_number(tree.get("y"), 0), scale, direction, style)
    x, y, scale = (a_number(tree.get(key), value) for key, value in (("scratchX", 0), ("scratchY", 0), ("scale", 1)))
    return Pose(x, y, scale, direction, style)


def _centre(costume: dict[str, Any], default: tuple[float, float]) -> tuple[float, float]:
    return (
        a_number(costume.get("rotationCenterX"), default[0]),
        a_number(costume.get("rotationCenterY"), default[1]),
    )


def _vector(
    data: bytes, costume: dict[str, Any], pose: Pose, measured: bool, fonts: Sequence[str]
) -> Image.Image | None:
    vector = svg_costume(data, measured)
    if vector is None:
        return None
    text = vector.on_stage(pose.matrix(_centre(costume, vector.centre)))
    # Fonts are read anew for each drawing, so only where there is something to write.
    files = list(fonts) if vector.has_text else []
    system = vector.has_text and not files
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=text,
            width=STAGE_WIDTH,
            height=STAGE_HEIGHT,
            font_files=files,
            skip_system_fonts=not system,
            font_family="Noto Sans",
            sans_serif_family="Noto Sans",
            serif_family="Source Serif Pro",
        )
    except BaseException as error:
        if (
            type(error).__name__ == "PanicException"
        ):  # the library's own bugs; it is no Exception and has no public name
            raise ValueError from error
        raise
    return Image.open(io.BytesIO(png), formats=["PNG"]).convert("RGBA")


def _bitmap(layers: Sequence[bytes | None], costume: dict[str, Any], pose: Pose) -> Image.Image | None:
    first, *others = [_opened(data) for data in layers if data]
    if first is None:
        return None
    image = first
    for other in others:
        if other is not None:
            image.alpha_composite(other.crop((0, 0, *image.size)))
    resolution = max(1.0, a_number(costume.get("bitmapResolution"), 1))
    centre = _centre(costume, (image.width / 2, image.height / 2))
    matrix = pose.matrix(centre, resolution)
    shrink = int(resolution / abs(pose.scale))
    if shrink > 1:
        image = image.reduce(shrink)
        a, b, c, d, e, f = matrix
        matrix = (a * shrink, b * shrink, c * shrink, d * shrink, e, f)
    # Scratch enlarges bitmaps without smoothing them.
    smooth = Image.Resampling.BILINEAR if abs(pose.scale) <= resolution else Image.Resampling.NEAREST
    return image.transform(_SIZE, Image.Transform.AFFINE, _inverse(matrix), resample=smooth)


def _opened(data: bytes) -> Image.Image | None:
    opened = Image.open(io.BytesIO(data), formats=_FORMATS)
    return opened.convert("RGBA") if opened.width * opened.height <= _MOST_PIXELS else None


def _inverse(matrix: Matrix) -> Matrix:
    """From the stage's pixels to the costume's, in the order that Pillow wants."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    return (d / area, -c / area, (c * f - d * e) / area, -b / area, a / area, (b * e - a * f) / area)
