"""An SVG costume made harmless: parsed, stripped of all that could reach out of it, and wrapped to be drawn.

What comes out is built from our own serialisation, so no document type, entity, processing instruction or foreign
namespace survives, and the outermost size is always the stage's: a size of 100000 × 100000 would end the drawing
library's whole process.
"""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import TypeVar

STAGE_WIDTH, STAGE_HEIGHT = 480, 360  # of Scratch's stage, in its own units

_Default = TypeVar("_Default", float, None)

_SVG = "http://www.w3.org/2000/svg"
_HREF = ("href", "{http://www.w3.org/1999/xlink}href")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DROPPED = frozenset({"script", "foreignObject", "iframe", "audio", "video", "canvas", "a", "metadata"})
_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?)\s*(?:px)?\s*\Z")
_OUTWARD = re.compile(r"@import[^;]*;?|url\(\s*['\"]?\s*(?!['\"]?\s*#)[^)]*\)", re.IGNORECASE)
_PREFIX = re.compile(rb"[<\s]([A-Za-z_][\w.-]*):[A-Za-z_]")
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z_][\w.-]*;")
_RESERVED = re.compile(rb"""xmlns:(?!xml=)[\w.-]+=["']http://www.w3.org/XML/1998/namespace["']""")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?svg\b")

# The names in Scratch's own paint editor -> the families inside of the font files that stand for them.
_FONTS = {
    "Sans Serif": "Noto Sans",
    "Serif": "Source Serif Pro",
    "Handwriting": "Handlee",
    "Marker": "Knewave",
    "Curly": "Griffy",
    "Pixel": "Grand9K Pixel",
    "Scratch": "ScratchFont",
}
_FAMILY = re.compile(r"['\"]?\b(" + "|".join(_FONTS) + r")\b['\"]?(?=\s*(?:,|;|\Z))")


@dataclass(frozen=True, slots=True)
class SvgCostume:
    """A cleaned costume: its root, the view that Scratch measures it by, and whether it holds text."""

    root: ET.Element
    view: tuple[float, float, float, float]  # x, y, width, height in the costume's own units
    clipped: bool  # without a viewBox, Scratch measures what is drawn; then nothing may be cut off
    has_text: bool

    @property
    def centre(self) -> tuple[float, float]:
        """Where Scratch turns it when the project does not say."""
        x, y, width, height = self.view
        return x + width / 2, y + height / 2

    def on_stage(self, matrix: tuple[float, float, float, float, float, float]) -> str:
        """An SVG of the stage's size with only this costume on it, moved by the matrix (a b c d e f)."""
        x, y, width, height = self.view
        place = {"x": f"{x:.6g}", "y": f"{y:.6g}", "width": f"{width:.6g}", "height": f"{height:.6g}"}
        inner = ET.Element("svg", {**self.root.attrib, **place})
        if self.clipped:
            inner.set("viewBox", f"{x:.6g} {y:.6g} {width:.6g} {height:.6g}")
            inner.set("preserveAspectRatio", "none")
        else:
            inner.set("overflow", "visible")
        inner.text = self.root.text
        inner.extend(list(self.root))
        size = {"width": str(STAGE_WIDTH), "height": str(STAGE_HEIGHT)}
        outer = ET.Element("svg", {"xmlns": _SVG, **size})
        moved = ET.SubElement(outer, "g", {"transform": f"matrix({' '.join(f'{each:.6f}' for each in matrix)})"})
        moved.append(inner)
        return ET.tostring(outer, encoding="unicode")


def svg_costume(data: bytes, measured: bool = False) -> SvgCostume | None:
    """The cleaned costume, or None where it is no SVG that can be parsed.

    `measured`: leave the viewBox out of account, as Scratch does with costumes of Scratch 2.
    """
    root = _parsed(data)
    if root is None or _local(root.tag) != "svg":
        return None
    has_text = _clean(root)
    view = None if measured else _view_box(root)
    size = _length(root.get("width"), STAGE_WIDTH), _length(root.get("height"), STAGE_HEIGHT)
    for key in ("viewBox", "preserveAspectRatio", "transform", "overflow"):
        root.attrib.pop(key, None)
    return SvgCostume(root, view or (0.0, 0.0, *size), view is not None, has_text)


def _parsed(data: bytes) -> ET.Element | None:
    for attempt in (data, _mended(data)):
        try:
            return ET.fromstring(attempt)  # noqa: S314 - see the import
        except (ET.ParseError, ValueError, LookupError):
            continue
    return None


def _mended(data: bytes) -> bytes:
    """What browsers forgive of drawing programs: prefixes and entities whose declarations were cut off or are odd."""
    data = _RESERVED.sub(b"", _ENTITY.sub(b"urn:entity", data))
    prefixes = {match.group(1) for match in _PREFIX.finditer(data)} - {b"xml", b"xmlns"}
    missing = [prefix for prefix in sorted(prefixes)[:50] if b"xmlns:" + prefix + b"=" not in data]
    added = b"".join(b' xmlns:%s="%s"' % (prefix, _namespace(prefix)) for prefix in missing)
    return _ROOT.sub(lambda match: match.group() + added, data, count=1)


def _namespace(prefix: bytes) -> bytes:
    return {b"xlink": b"http://www.w3.org/1999/xlink", b"svg": _SVG.encode()}.get(prefix, b"urn:" + prefix)


def _local(tag: object) -> str:
    """The tag's own name if it belongs to SVG, else nothing."""
    if not isinstance(tag, str):
        return ""
    if tag.startswith("{"):
        space, _, name = tag[1:].partition("}")
        return name if space == _SVG else ""
    return tag


def _clean(root: ET.Element) -> bool:
    """Strips the tree in place; whether any text is to be drawn."""
    has_text = False
    waiting = [root]
    while waiting:
        element = waiting.pop()
        element.tag = _local(element.tag)
        _clean_attributes(element)
        if element.tag == "style":
            element.text = _restyled(element.text or "")
        has_text = has_text or element.tag == "text"
        for child in list(element):
            if _local(child.tag) in _DROPPED or not _local(child.tag):
                element.remove(child)
            else:
                waiting.append(child)
    return has_text


def _clean_attributes(element: ET.Element) -> None:
    kept: dict[str, str] = {}
    for name, value in element.attrib.items():
        if name in _HREF:
            if _stays_inside(value):
                kept["href"] = value.strip()
        elif name == _SPACE or (not name.startswith("{") and not name.lower().startswith("on")):
            kept[name] = _restyled(value)
    element.attrib.clear()
    element.attrib.update(kept)


def _stays_inside(href: str) -> bool:
    return href.strip().startswith("#") or href.strip().lower().startswith("data:image/")


def _restyled(value: str) -> str:
    value = _OUTWARD.sub("", value) if "url" in value.lower() or "@" in value else value
    return _FAMILY.sub(lambda match: _FONTS[match.group(1)], value)


def _view_box(root: ET.Element) -> tuple[float, float, float, float] | None:
    parts = [_length(part, None) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())[:5]]
    numbers = [part for part in parts if part is not None]
    if len(parts) != 4 or len(numbers) != 4 or numbers[2] <= 0 or numbers[3] <= 0:
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _length(text: str | None, default: _Default) -> float | _Default:
    match = _NUMBER.match(text or "")
    return float(match.group(1)) if match else default
