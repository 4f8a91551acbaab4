"""Shapes of SVG as Python functions, and the scenery that several games share. Lengths are steps of the
stage."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

FONT = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, sans-serif"
"""Fonts with Chinese on Windows, macOS and Linux; a picture cannot bring its own."""

INK = "#2b3a42"


@dataclass(frozen=True)
class Palette:
    """The colours that make one variant of a game look different from the next."""

    sky: str
    haze: str
    sun: str
    hill: str
    ground: str
    accent: str
    paper: str = "#fffdf5"


PALETTES = (
    Palette("#6ec6f5", "#d9f3ff", "#ffd84d", "#8fd18a", "#5cb85c", "#e4572e"),
    Palette("#f7a072", "#ffe3c2", "#fff2a8", "#b9885b", "#9a6b43", "#b23a48"),
    Palette("#1f2a5c", "#4b5fa8", "#f6f1c9", "#2f6a63", "#23504b", "#5a4fcf"),
    Palette("#9ad9c6", "#f2fbe9", "#ffc85c", "#b7d968", "#7fb23c", "#1b7f79"),
)
"""Day, dusk, night and spring."""


def element(tag: str, **attributes: object) -> str:
    """One element; `stroke_width=2` becomes stroke-width="2"."""
    written = "".join(
        f' {name.replace("_", "-")}="{escape(str(value))}"' for name, value in attributes.items() if value is not None
    )
    return f"<{tag}{written}/>"


def svg(width: float, height: float, *shapes: str) -> str:
    """A whole picture."""
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return head + "".join(shapes) + "</svg>"


def rect(x: float, y: float, width: float, height: float, fill: str, r: float = 0, **more: object) -> str:
    """A rectangle with corners rounded by `r`."""
    return element("rect", x=x, y=y, width=width, height=height, fill=fill, rx=r or None, **more)


def circle(x: float, y: float, r: float, fill: str, **more: object) -> str:
    """A circle around (x, y)."""
    return element("circle", cx=x, cy=y, r=r, fill=fill, **more)


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, **more: object) -> str:
    """An ellipse around (x, y)."""
    return element("ellipse", cx=x, cy=y, rx=rx, ry=ry, fill=fill, **more)


def path(d: str, fill: str = "none", **more: object) -> str:
    """A path."""
    return element("path", d=d, fill=fill, **more)


def line(d: str, colour: str, width: float = 3, **more: object) -> str:
    """An open path with round ends."""
    ends = {"stroke_linecap": "round", "stroke_linejoin": "round"}
    return element("path", d=d, fill="none", stroke=colour, stroke_width=width, **ends, **more)


def text(x: float, y: float, words: str, size: float, fill: str = INK, *, bold: bool = False) -> str:
    """A line of text, centred on x, standing on y."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" font-family="{FONT}" font-size="{size}" fill="{fill}"{weight}'
        f' text-anchor="middle">{escape(words)}</text>'
    )


def group(*shapes: str, x: float = 0, y: float = 0, scale: float = 1) -> str:
    """Shapes moved and scaled together.

    Scratch works such moves into the paths itself and bends arcs that stand between curves: draw those with
    C.
    """
    return f'<g transform="translate({x} {y}) scale({scale})">{"".join(shapes)}</g>'


def cloud(x: float, y: float, scale: float = 1) -> str:
    """A cloud about 90 wide."""
    white = "#ffffff"
    puffs = circle(0, 0, 18, white) + circle(24, -10, 22, white) + circle(50, 0, 18, white)
    return group(puffs, rect(-4, 0, 60, 18, white, 9), x=x, y=y, scale=scale)


def tree(x: float, y: float, scale: float = 1, leaf: str = "#3f9b4f") -> str:
    """A tree that stands on (x, y), about 90 high."""
    crown = circle(0, -62, 26, leaf) + circle(-18, -46, 20, leaf) + circle(18, -46, 20, leaf)
    shine = circle(-8, -68, 9, "#ffffff", opacity=0.18)
    return group(rect(-6, -34, 12, 34, "#8a5a34", 3), crown, shine, x=x, y=y, scale=scale)


def sky(palette: Palette) -> str:
    """A sky over the whole stage that grows lighter towards the ground."""
    stops = f'<stop offset="0" stop-color="{palette.sky}"/><stop offset="1" stop-color="{palette.haze}"/>'
    fade = f'<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">{stops}</linearGradient></defs>'
    return fade + rect(0, 0, 480, 360, "url(#sky)")


def landscape(palette: Palette) -> str:
    """Sky, sun, clouds, hills and ground: the scenery of a game out of doors."""
    hills = path("M0 270 Q90 190 200 262 T400 246 T480 250 V360 H0Z", palette.hill)
    ground = path("M0 306 Q120 286 250 302 T480 296 V360 H0Z", palette.ground)
    sun = circle(418, 56, 42, palette.sun, opacity=0.35) + circle(418, 56, 30, palette.sun)
    return sky(palette) + sun + cloud(90, 66) + cloud(262, 42, 0.7) + hills + ground


def recycling_sign(x: float, y: float, scale: float = 1, colour: str = "#ffffff") -> str:
    """Three arrows in a ring, about 44 across, around (x, y)."""
    arcs = "M-15 6 A16 16 0 0 1 -6 -15 M6 -15 A16 16 0 0 1 16 4 M10 13 A16 16 0 0 1 -10 13"
    heads = "M-9 -22 L2 -15 L-9 -8Z M22 -2 L15 10 L9 -2Z M-6 19 L-17 14 L-9 6Z"
    return group(line(arcs, colour, 5), path(heads, colour), x=x, y=y, scale=scale)


def card(scene: str, heading: str, lines: tuple[str, ...], palette: Palette, call: str, badge: str = "") -> str:
    """A backdrop with a notice: a heading, some lines, a button-like call, and a `badge` drawn over the top
    edge.

    The badge is a group of shapes about 200 wide and 60 high around (0, 0).
    """
    height = 138 + 26 * len(lines)
    top = (360 - height) / 2 + 14
    notice = [
        rect(58, top + 4, 364, height, "#000000", 22, opacity=0.15),
        rect(58, top, 364, height, palette.paper, 22, stroke=palette.accent, stroke_width=5),
        text(240, top + 58, heading, 36 if len(heading) < 9 else 28, palette.accent, bold=True),
        *(text(240, top + 94 + 26 * row, words, 17) for row, words in enumerate(lines)),
        rect(110, top + height - 50, 260, 36, palette.accent, 18),
        text(240, top + height - 26, call, 16, "#ffffff", bold=True),
        group(badge, x=240, y=top - 16),
    ]
    return svg(480, 360, scene, *notice)


def row(*pictures: str, step: float = 62, width: float = 44, height: float = 46) -> str:
    """Pictures of one size side by side around (0, 0), as a badge for a card."""
    left = -step * (len(pictures) - 1) / 2
    return "".join(group(p, x=left + step * n - width / 2, y=-height / 2) for n, p in enumerate(pictures))


def scene_only(scene: str) -> str:
    """A backdrop of scenery alone."""
    return svg(480, 360, scene)
