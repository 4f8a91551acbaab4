"""What `bench.fuzz` once broke something with, each made as small as it still broke it."""

import base64
import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from bench.fuzz import everything
from contest.scratch import card_of, program_of, read
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


def with_receivers(count: int, **sending: Any) -> bytes:
    """A flag script that sends one message, and so many scripts that each receive one and send what `sending` says."""
    hat = {"next": "first", "parent": None, "topLevel": True}
    blocks: dict[str, Any] = {"hat": {"opcode": "event_whenflagclicked", **hat}}
    blocks["first"] = {"opcode": "event_broadcast", "inputs": {"BROADCAST_INPUT": [1, [11, "0", "0"]]}, "parent": "hat"}
    for n in range(count):
        fields = {"BROADCAST_OPTION": [str(n), str(n)]}
        blocks[f"h{n}"] = {"opcode": "event_whenbroadcastreceived", "fields": fields, **hat, "next": f"s{n}"}
        slot = {key: value(n) for key, value in sending.items()}
        blocks[f"s{n}"] = {"opcode": "event_broadcast", "inputs": slot, "parent": f"h{n}"}
    blocks[f"s{count - 1}"] = {"opcode": "looks_say", "parent": f"h{count - 1}"}
    blocks["join"] = {"opcode": "operator_join", "inputs": {"STRING1": [1, [10, "a"]]}, "parent": "s0"}
    return files.sb3(files.project(files.stage(), files.sprite(blocks=blocks)))


@pytest.mark.parametrize("slot", [lambda n: [1, [11, str(n + 1), str(n + 1)]], lambda n: [3, "join", [11, "x", "x"]]])
def test_the_last_of_thousands_of_scripts_that_set_each_other_off_is_reached(slot: Callable[[int], Any]) -> None:
    card = card_of(read(with_receivers(3000, BROADCAST_INPUT=slot)))
    assert (card.starts.by, card.starts.after_flag) == (("flag",), "plays")


def test_loops_that_all_claim_one_row_have_it_once() -> None:
    wait = {"opcode": "control_wait", "inputs": {"DURATION": [1, [5, "1"]]}}
    loop = {"opcode": "control_forever", "inputs": {"SUBSTACK": [2, "w0"]}}
    blocks: dict[str, Any] = {"hat": {"opcode": "event_whenflagclicked", "next": "l0", "topLevel": True}}
    for n in range(3000):
        blocks[f"l{n}"], blocks[f"w{n}"] = {**loop, "next": f"l{n + 1}"}, {**wait, "next": f"w{n + 1}"}
    card = card_of(read(files.sb3(files.project(files.stage(), files.sprite(blocks=blocks)))))
    assert (card.counts.blocks, card.features) == (9001, ())


def test_thousands_of_scripts_of_scratch_2_are_walked_through_once() -> None:
    """Fifty thousand blocks took two seconds, because each of eight readings walked through them anew."""
    row = [
        ["doIf", ["=", ["readVariable", "v"], str(n)], [["forward:", n], ["wait:elapsed:from:", 1]]] for n in range(8)
    ]
    tree = files.sb2_tree()
    tree["children"][0]["scripts"] = [[10, 10, [["whenGreenFlag"], *row]] for _ in range(1500)]
    data = files.sb2(tree)
    assert everything(data) == "sb2"
    script = program_of(read(data)).targets[1].scripts[0]
    first, second = script.walk(), script.walk()
    assert first is not second
    assert all(a is b for a, b in zip(first, second, strict=True))


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
