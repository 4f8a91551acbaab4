"""What `bench.fuzz` once broke something with, each made as small as it still broke it."""

import base64
import io
from typing import Any

import pytest
from PIL import Image

from bench.fuzz import everything
from contest.scratch import read
from contest.scratch.drawing import draw
from tests.scratch import files


def with_slots(*slots: Any) -> bytes:
    """A project whose only block has seven usual keys and this input."""
    block = {"opcode": "motion_movesteps", "next": None, "parent": None, "inputs": {"STEPS": [1, *slots]}}
    block |= {"fields": {}, "shadow": False, "topLevel": True}
    return files.sb3(files.project(files.stage(blocks={"a": block})))


@pytest.mark.parametrize("slot", [5, 1.5, True, [[4, 5]], {}, [None], [True, "x"], [10, ["x"]], [12, None, {}]])
def test_an_odd_value_in_a_slot_is_refused(slot: Any) -> None:
    assert everything(with_slots(slot)) == "refused: invalid_project"


def test_a_picture_that_the_drawing_library_stumbles_over_costs_only_its_costume() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(buffer, "PNG")
    href = f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><g transform="scale(0.5)">'
        f'<image x="4" y="2" width="1e38" height="4" href="{href}"/></g></svg>'
    ).encode()
    costume = files.costume(svg, rotationCenterX=20, rotationCenterY=10)
    tree = files.project(files.stage(), files.sprite(costumes=[costume], x=90))
    assets = {f"{files.asset_id(each)}.svg": each for each in (svg, files.CAT)}
    image = draw(read(files.sb3(tree, assets)), ())
    assert (image.getpixel((240, 180)), image.getpixel((280, 130))) == ((255, 0, 0), (204, 204, 204))
