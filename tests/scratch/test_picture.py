"""The stage before the green flag, and that no costume can harm the one who draws it."""

import base64
import io
import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from contest.scratch import read
from contest.scratch.drawing import Pose, draw
from contest.scratch.picture import PictureError, picture_of
from contest.scratch.svg_costume import svg_costume
from tests.scratch import files

WHITE, RED, GREEN, BLUE = (255, 255, 255), (255, 0, 0), (0, 128, 0), (0, 0, 255)


def svg(inner: str, root: str = 'viewBox="0 0 40 20"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{inner}</svg>'.encode()


HALVES = svg('<rect width="20" height="20" fill="#f00"/><rect x="20" width="20" height="20" fill="#00f"/>')


def png(*colours: tuple[int, int, int], size: int = 10) -> bytes:
    """A row of squares, one of each colour."""
    image = Image.new("RGB", (size * len(colours), size))
    for index, colour in enumerate(colours):
        image.paste(colour, (index * size, 0, (index + 1) * size, size))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def project_file(*costumes: tuple[bytes, dict[str, Any]], back: bytes = b"<svg/>") -> bytes:
    """A project of one sprite for each costume, with the sprite's properties; a `costume` in them goes to it."""
    sprites = []
    assets = {f"{files.asset_id(back)}.svg": back}
    for index, (data, more) in enumerate(costumes, start=1):
        kind = "png" if data.startswith(b"\x89PNG") else "svg"
        costume = files.costume(data, kind=kind, **more.pop("costume", {}))
        assets[f"{files.asset_id(data)}.{kind}"] = data
        sprites.append(files.sprite(f"s{index}", **{"costumes": [costume], "layerOrder": index, **more}))
    stage = files.stage(costumes=[files.costume(back, rotationCenterX=240, rotationCenterY=180)])
    return files.sb3(files.project(stage, *sprites), assets)


def stage_of(*costumes: tuple[bytes, dict[str, Any]], back: bytes = b"<svg/>") -> Callable[[int, int], Any]:
    """The colour at a place of the drawn stage, in Scratch's coordinates."""
    image = draw(read(project_file(*costumes, back=back)), ())

    def at(x: int, y: int) -> Any:
        return image.getpixel((240 + x, 180 - y))

    return at


def test_the_picture_is_a_webp_of_the_stages_size() -> None:
    picture = Image.open(io.BytesIO(picture_of(files.sb3())))
    assert (picture.format, picture.size) == ("WEBP", (480, 360))
    assert picture.getpixel((2, 2)) == WHITE
    red, green, blue = picture.convert("RGB").getpixel((240, 180))
    assert red > 240 and green < 15 and blue < 15


@pytest.mark.parametrize(
    ("more", "left", "right"),
    [
        ({}, (-10, 0), (10, 0)),
        ({"x": 100, "y": -50}, (90, -50), (110, -50)),
        ({"size": 300}, (-50, 25), (50, -25)),
        ({"direction": 180}, (0, 10), (0, -10)),
        ({"direction": 0}, (0, -10), (0, 10)),
        ({"direction": -90}, (10, 0), (-10, 0)),
        ({"direction": -90, "rotationStyle": "left-right"}, (10, 0), (-10, 0)),
        ({"direction": 270, "rotationStyle": "left-right"}, (10, 0), (-10, 0)),
        ({"direction": 45, "rotationStyle": "left-right"}, (-10, 0), (10, 0)),
        ({"direction": -90, "rotationStyle": "don't rotate"}, (-10, 0), (10, 0)),
        ({"costume": {"rotationCenterX": 0, "rotationCenterY": 20}}, (10, 10), (30, 10)),
    ],
)
@pytest.mark.parametrize("data", [HALVES, png(RED, BLUE, size=20)], ids=["vector", "bitmap"])
def test_a_sprite_stands_as_scratch_shows_it(
    data: bytes, more: dict[str, Any], left: tuple[int, int], right: tuple[int, int]
) -> None:
    at = stage_of((data, dict(more)))
    assert (at(*left), at(*right)) == (RED, BLUE)


def test_a_bitmap_of_double_resolution_is_shown_at_half_its_size() -> None:
    costume = {"bitmapResolution": 2, "rotationCenterX": 40, "rotationCenterY": 20}
    at = stage_of((png(RED, BLUE, size=40), {"costume": costume}))
    assert (at(-18, 0), at(18, 0), at(22, 0), at(0, 12)) == (RED, BLUE, WHITE, WHITE)


def test_the_view_box_is_the_costume_and_cuts_it() -> None:
    data = svg('<rect x="-100" y="-100" width="999" height="999" fill="green"/>', 'viewBox="10 10 20 20" width="999"')
    at = stage_of((data, {"costume": {"rotationCenterX": 20, "rotationCenterY": 20}}))
    assert (at(9, 9), at(-9, -9), at(12, 0), at(0, 12)) == (GREEN, GREEN, WHITE, WHITE)


def test_without_a_view_box_nothing_is_cut() -> None:
    data = svg('<rect x="-30" y="-5" width="60" height="10" fill="green"/>', 'width="1" height="1"')
    at = stage_of((data, {"costume": {"rotationCenterX": 0, "rotationCenterY": 0}}))
    assert (at(28, 0), at(-28, 0), at(0, 8)) == (GREEN, GREEN, WHITE)


def test_layers_lie_as_ordered_and_hidden_sprites_are_not_seen() -> None:
    at = stage_of(
        (png(RED, size=40), {"layerOrder": 2, "costume": {"rotationCenterX": 20, "rotationCenterY": 20}}),
        (png(BLUE, size=60), {"layerOrder": 1, "costume": {"rotationCenterX": 30, "rotationCenterY": 30}}),
        (png(GREEN, size=99), {"layerOrder": 3, "visible": False}),
        back=svg('<rect width="480" height="360" fill="green"/>', 'viewBox="0 0 480 360"'),
    )
    assert (at(0, 0), at(25, 0), at(200, 100)) == (RED, BLUE, GREEN)


def test_a_picture_inside_of_a_vector_costume_is_shown() -> None:
    inside = base64.b64encode(png(GREEN)).decode()
    image = f'<image xlink:href="data:image/png;base64,{inside}" width="40" height="20"/>'
    assert stage_of((svg(image), {}))(0, 0) == GREEN


def test_a_scratch_2_project_is_drawn() -> None:
    tree = files.sb2_tree()
    tree["children"][0] |= {"scratchX": 50, "scale": 2, "visible": True}
    tree["children"][0]["costumes"][0] |= {"rotationCenterX": 20, "rotationCenterY": 10}
    image = draw(read(files.sb2(tree)), ())
    assert (image.getpixel((240 + 85, 180)), image.getpixel((240 + 95, 180))) == (RED, WHITE)


def test_a_scratch_1_project_is_drawn() -> None:
    image = draw(read(files.sb1()), ())
    assert [image.getpixel(at) for at in ((239, 185), (241, 181), (249, 189), (251, 185))] == [WHITE, RED, RED, WHITE]


def test_a_direction_turns_a_point_clockwise() -> None:
    a, b, c, d, e, f = Pose(direction=180).matrix((0.0, 0.0))
    assert [round(each, 9) for each in (a, b, c, d, e, f)] == [0, 1, -1, 0, 240, 180]


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "refused"), (b"\x89PNG", "refused"), (b"PK\3\4", "refused"), (b"ScratchV02", "refused")]
)
def test_what_has_no_picture_says_why(data: bytes, code: str) -> None:
    with pytest.raises(PictureError) as error:
        picture_of(data)
    assert error.value.code == code


def _png_bomb() -> bytes:
    """Eighty kilobytes that claim and hold 80,000 × 80,000 pixels of one bit."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    header = struct.pack(">2L5B", 80_000, 80_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(10_001 * 800)))


LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghij", "bcdefghijk", strict=True))
    + ']><svg xmlns="http://www.w3.org/2000/svg"><text>&k;</text></svg>'
)
HOSTILE = {
    "vast": svg('<rect width="100000" height="100000" fill="red"/>', 'width="100000" height="100000"'),
    "vast view": svg('<rect width="100000" height="100000"/>', 'viewBox="0 0 100000 100000" width="100000"'),
    "vast unit": svg("<g/>", 'width="1e9in" height="1e9cm"'),
    "entities": LAUGHS.encode(),
    "deep": svg("<g>" * 50_000 + "</g>" * 50_000),
    "uses": svg(
        "".join(f'<g id="u{n}">' + f'<use href="#u{n - 1}"/>' * 10 + "</g>" for n in range(1, 12)) + '<g id="u0"/>'
    ),
    "loop": svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g><use href="#a"/>'),
    "filter": svg(
        '<filter id="f" width="1e6" height="1e6"><feGaussianBlur stdDeviation="9e5"/></filter>'
        '<rect width="9e5" height="9e5" filter="url(#f)"/>'
    ),
    "bitmap": _png_bomb(),
    "embedded bitmap": svg(f'<image href="data:image/png;base64,{base64.b64encode(_png_bomb()).decode()}"/>'),
    "groups": svg('<g opacity="0.9">' * 900 + '<rect width="480" height="360"/>' + "</g>" * 900),
    "patterns": svg(
        "".join(
            f'<pattern id="p{n}" width="1" height="1">'
            + f'<rect width="480" height="360" fill="url(#p{n - 1})"/>' * 2
            + "</pattern>"
            for n in range(1, 25)
        )
        + '<rect width="480" height="360" fill="url(#p24)"/>'
    ),
    "masks": svg(
        "".join(
            f'<mask id="m{n}" mask="url(#m{n - 1})"><rect width="480" height="360" mask="url(#m{n - 1})"/></mask>'
            for n in range(1, 25)
        )
        + '<rect width="480" height="360" mask="url(#m24)"/>'
    ),
    "dashes": svg('<path d="M0 0L1e6 1e6" stroke="red" stroke-width="9" stroke-dasharray="0.0001"/>'),
    "scales": svg('<g transform="scale(1e20)">' * 20 + '<circle r="9" stroke="red"/>' + "</g>" * 20),
    "turbulence": svg('<filter id="f"><feTurbulence numOctaves="1000000"/></filter><rect width="9" filter="url(#f)"/>'),
    "long text": svg(f'<text font-size="1e7">{"字" * 100_000}</text>'),
    "embedded entities": svg(f'<image href="data:image/svg+xml;base64,{base64.b64encode(LAUGHS.encode()).decode()}"/>'),
    "foreign": svg('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe/></body></foreignObject>'),
    "moving": svg(
        '<rect><animate attributeName="width" to="1e9"/><set attributeName="href" to="javascript:0"/></rect>'
    ),
    "numbers": svg('<rect width="NaN" height="1e999" x="-1e999"/>', 'viewBox="nan inf 1e400 -1"'),
    "broken": b"<svg><rect></svg>",
    "not svg": b"<html/>",
    "utf-16": "<svg/>".encode("utf-16"),
}


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="{path}" {size}/>',
        '<image href="file://{path}" {size}/>',
        '<image xmlns:l="http://www.w3.org/1999/xlink" l:href="{path}" {size}/>',
        '<image xml:base="{folder}/" href="red.png" {size}/>',
        '<filter id="f"><feImage href="{path}"/></filter><rect {size} fill="white" filter="url(#f)"/>',
        "<style>rect {{ fill: url({path}), white }}</style><rect {size} fill='white'/>",
        '<image href="data:image/svg+xml;base64,{nested}" {size}/>',
    ],
)
def test_no_costume_shows_a_file_of_this_computer(inside: str, tmp_path: Path) -> None:
    path, size = tmp_path / "red.png", 'width="40" height="40"'
    path.write_bytes(png(RED, size=40))
    nested = base64.b64encode(svg(f'<image href="{path}" {size}/>', size)).decode()
    data = svg(inside.format(path=path, folder=tmp_path, size=size, nested=nested), f'viewBox="0 0 40 40" {size}')
    at = stage_of((data, {"costume": {"rotationCenterX": 20, "rotationCenterY": 20}}))
    assert RED not in {at(x, y) for x in range(-18, 19, 6) for y in range(-18, 19, 6)}


GREY = (204, 204, 204)


@pytest.mark.parametrize("data", [b"<svg", b"\x89PNG broken", _png_bomb(), b""], ids=["svg", "png", "bomb", "empty"])
def test_in_place_of_a_costume_that_cannot_be_drawn_stands_a_question_mark(data: bytes) -> None:
    at = stage_of((png(BLUE, size=99), {"x": 150}), (data, {"x": 30, "direction": 180}))
    assert (at(-32, 60), at(93, -60), at(-36, 0), at(30, 66), at(150, 0)) == (GREY, GREY, WHITE, WHITE, BLUE)


def test_in_place_of_a_missing_bitmap_of_double_resolution_stands_a_smaller_one() -> None:
    data = png(RED)
    tree = files.project(files.stage(), files.sprite(costumes=[files.costume(data, kind="png", bitmapResolution=2)]))
    image = draw(read(files.sb3(tree, {})), ())
    assert [image.getpixel((240 + x, 180)) for x in (-31, 31, -34)] == [GREY, GREY, GREY]  # the stage's is below it
    tree["targets"][0]["costumes"] = [files.costume()]
    image = draw(read(files.sb3(tree, {f"{files.asset_id(files.CAT)}.svg": b"<svg/>"})), ())
    assert [image.getpixel((240 + x, 180)) for x in (-31, 31, -34)] == [GREY, GREY, WHITE]


def test_text_written_on_a_bitmap_of_scratch_2_lies_upon_it() -> None:
    text = Image.new("RGBA", (40, 40))
    text.paste(BLUE, (20, 0, 40, 40))
    buffer = io.BytesIO()
    text.save(buffer, "PNG")
    tree = files.sb2_tree()
    costume = {"costumeName": "c", "baseLayerID": 1, "baseLayerMD5": "a.png", "textLayerID": 2, "textLayerMD5": "b.png"}
    costume |= {"rotationCenterX": 20, "rotationCenterY": 20, "bitmapResolution": 1}
    tree["children"][0] |= {"scratchX": 0, "scratchY": 0, "visible": True, "costumes": [costume]}
    members = {"project.json": json.dumps(tree).encode(), "0.svg": b"<svg/>"}
    image = draw(read(files.zipped({**members, "1.png": png(RED, size=40), "2.png": buffer.getvalue()})), ())
    assert (image.getpixel((230, 180)), image.getpixel((250, 180))) == (RED, BLUE)


def test_a_backdrop_of_scratch_2_lies_in_the_middle_whatever_centre_it_names() -> None:
    tree = files.sb2_tree(children=[])
    tree["costumes"][0] |= {"rotationCenterX": 0, "rotationCenterY": 0}
    image = draw(read(files.sb2(tree)), ())
    assert (image.getpixel((1, 1)), image.getpixel((239, 179)), image.getpixel((260, 190))) == (RED, WHITE, WHITE)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_costume_costs_at_most_the_picture(name: str) -> None:
    try:
        picture = picture_of(project_file((HOSTILE[name], {})), seconds=5)
    except PictureError as error:
        assert error.code in ("failed", "too_slow")
    else:
        assert Image.open(io.BytesIO(picture)).size == (480, 360)


def test_a_drawing_that_takes_too_much_memory_gives_an_error() -> None:
    with pytest.raises(PictureError) as error:
        picture_of(files.sb3(), memory=20_000_000)
    assert error.value.code == "failed"


def test_a_drawing_that_takes_too_long_gives_an_error() -> None:
    with pytest.raises(PictureError) as error:
        picture_of(files.sb3(), seconds=0.01)
    assert error.value.code == "too_slow"


def test_a_costume_cannot_show_a_file_of_this_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(png(GREEN))
    places = (f"file://{secret}", str(secret), f" {secret}", f"FILE://{secret}", "../../../../.." + str(secret))
    images = "".join(f'<image href="{place}" xlink:href="{place}" width="40" height="20"/>' for place in places)
    nested = base64.b64encode(svg(images)).decode()
    images += f'<image href="data:image/svg+xml;base64,{nested}" width="40" height="20"/>'
    doctype = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{secret}">]>'
    for data in (svg(images), doctype.encode() + svg(images), doctype.encode() + svg("<text>&x;</text>")):
        assert stage_of((data, {}))(0, 0) == WHITE


@pytest.mark.parametrize(
    "inner",
    [
        '<image href="https://evil.example/x.png"/>',
        '<image xlink:href="//evil.example/x.png"/>',
        '<style>@import "https://evil.example/x.css"; rect { fill: url(https://evil.example/x) }</style>',
        '<rect style="fill:url( &quot;https://evil.example/x&quot; )"/>',
        '<rect fill="url(https://evil.example/x)"/>',
        "<script>evil.example</script>",
        '<foreignObject><iframe src="https://evil.example"/></foreignObject>',
        '<rect onload="evil.example"/>',
        '<a href="https://evil.example"><rect/></a>',
        '<h:p xmlns:h="evil.example">evil.example</h:p>',
    ],
)
def test_nothing_that_reaches_outside_is_left(inner: str) -> None:
    costume = svg_costume(svg(inner))
    assert costume is not None
    assert "evil" not in costume.on_stage((1, 0, 0, 1, 0, 0))


def test_what_points_inside_is_kept() -> None:
    costume = svg_costume(svg('<use href="#a"/><rect fill="url(#b)" style="stroke:url(\'#c\')"/><style>a{b:c}</style>'))
    assert costume is not None
    text = costume.on_stage((1, 0, 0, 1, 0, 0))
    assert [kept for kept in ('href="#a"', "url(#b)", "url('#c')", "a{b:c}") if kept not in text] == []


def test_the_paint_editors_fonts_are_those_of_the_font_files() -> None:
    costume = svg_costume(svg('<text font-family="Sans Serif" style="font-family:\'Pixel\', Serif">a</text>'))
    assert costume is not None and costume.has_text
    text = costume.on_stage((1, 0, 0, 1, 0, 0))
    assert 'font-family="Noto Sans"' in text
    assert "font-family:Grand9K Pixel, Source Serif Pro" in text


@pytest.mark.corpus
@pytest.mark.skipif(not files.CORPUS.is_dir(), reason="the folder of real Scratch files is not beside the project")
def test_every_svg_of_others_is_drawn_or_left_out_without_its_scripts() -> None:
    left_out = set()
    for path in sorted((files.CORPUS / "svg").glob("*.svg")):
        costume = svg_costume(path.read_bytes())
        if costume is None:
            left_out.add(path.name)
            continue
        text = costume.on_stage((1, 0, 0, 1, 0, 0)).lower()
        assert [bad for bad in ("<script", "onload=", "@import", "file:") if bad in text] == [], path.name
    assert left_out == {"metadata-onload.svg", "onload-script.svg"}  # hostile, and no XML


@pytest.mark.corpus
@pytest.mark.skipif(not files.CORPUS.is_dir(), reason="the folder of real Scratch files is not beside the project")
def test_a_hostile_svg_is_drawn_as_its_cleaned_form() -> None:
    names = sorted(path.name.removesuffix(".sanitized.svg") for path in (files.CORPUS / "svg").glob("*.sanitized.svg"))
    different = set()
    for name in names:
        hostile, clean = ((files.CORPUS / "svg" / f"{name}{end}").read_bytes() for end in (".svg", ".sanitized.svg"))
        first, second = (draw(read(project_file((data, {}))), ()) for data in (hostile, clean))
        if first.tobytes() != second.tobytes():
            different.add(name)
    assert different == {"metadata-onload"}  # no XML: a browser forgives it, and we show the question mark
