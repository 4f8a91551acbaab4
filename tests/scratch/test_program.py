"""One form for all formats: what each shape in a file becomes."""

from typing import Any

import pytest

from contest.scratch import read
from contest.scratch.program import (
    Block,
    Comment,
    Custom,
    Field,
    Monitor,
    Program,
    Reference,
    Script,
    Typed,
    Variable,
    is_hat,
    program_of,
)
from tests.scratch import files


def sb3(blocks: dict[str, Any], **more: Any) -> Program:
    return program_of(read(files.sb3(files.project(files.stage(), files.sprite(blocks=blocks, **more)))))


def sb2(*scripts: list[Any], **more: Any) -> Program:
    tree = files.sb2_tree(scripts=[[0, 0, script] for script in scripts], **more)
    return program_of(read(files.sb2({**tree, "children": more.get("children", [])})))


def shown(value: Any) -> Any:
    """A block or what lies in a slot as plain values: [opcode, inputs and fields], rows as tuples."""
    if isinstance(value, Block):
        slots = {name: shown(each) for name, each in {**value.fields, **value.inputs}.items()}
        return [value.opcode, slots] if slots else [value.opcode]
    if isinstance(value, Field):
        return value.value
    if isinstance(value, tuple):
        return tuple(shown(each) for each in value)
    return value


def scripts(program: Program, target: int = 1) -> list[Any]:
    return [shown(script.blocks) for script in program.targets[target].scripts]


def block(opcode: str, **more: Any) -> dict[str, Any]:
    return {"opcode": opcode, "inputs": {}, "fields": {}, "topLevel": True, **more}


def inner(opcode: str, **more: Any) -> dict[str, Any]:
    return block(opcode, **{"topLevel": False, **more})


def test_each_short_array_becomes_its_value() -> None:
    inputs = {
        "A": [1, [4, 10.0]],
        "B": [1.0, [5.0, "1"]],
        "C": [1, [6, "2"]],
        "D": [1, [7, "-3"]],
        "E": [1, [8, "90"]],
        "F": [1, [9, "#00ff00"]],
        "G": [1, [10, "hi"]],
        "H": [1, [11, "go", "b"]],
        "I": [2, [12, "score", "v"]],
        "J": [3, [13, "names", "l"], [10, ""]],
        "K": [1, None],
        "L": [3, None, [10, "under"]],
        "M": [],
    }
    (script,) = sb3({"a": block("x_y", inputs=inputs)}).targets[1].scripts
    assert script.blocks[0].inputs == {
        "A": Typed("number", "10"),
        "B": Typed("positive", "1"),
        "C": Typed("whole", "2"),
        "D": Typed("integer", "-3"),
        "E": Typed("angle", "90"),
        "F": Typed("colour", "#00ff00"),
        "G": Typed("text", "hi"),
        "H": Reference("broadcast", "go", "b"),
        "I": Reference("variable", "score", "v"),
        "J": Reference("list", "names", "l"),
        "L": Typed("text", "under"),
    }


def test_what_other_programs_write_out_as_blocks_becomes_the_same_values() -> None:
    blocks = {
        "a": block("looks_say", inputs={"MESSAGE": [1, "t"], "TO": [1, "v"], "GO": [3, "v", "m"]}),
        "t": inner("text", shadow=True, fields={"TEXT": ["hi"]}),
        "v": inner("data_variable", fields={"VARIABLE": ["score", "id"]}),
        "m": inner("event_broadcast_menu", fields={"BROADCAST_OPTION": ["go", "b"]}),
    }
    (script,) = sb3(blocks).targets[1].scripts
    assert script.blocks[0].inputs == {
        "MESSAGE": Typed("text", "hi"),
        "TO": Reference("variable", "score", "id"),
        "GO": Reference("broadcast", "go", "b"),
    }


def test_rows_reporters_and_menus_lie_in_their_slots() -> None:
    blocks = {
        "hat": block("event_whenflagclicked", next="if", x=10, y=20.5),
        "if": inner("control_if", inputs={"CONDITION": [2, "key"], "SUBSTACK": [2, "one"]}),
        "key": inner("sensing_keypressed", inputs={"KEY_OPTION": [1, "menu"]}),
        "menu": inner("sensing_keyoptions", shadow=True, fields={"KEY_OPTION": ["space", None]}),
        "one": inner("motion_movesteps", inputs={"STEPS": [1, [4, "1"]]}, next="two"),
        "two": inner("looks_hide"),
    }
    (script,) = sb3(blocks).targets[1].scripts
    space = ["sensing_keyoptions", {"KEY_OPTION": "space"}]
    assert (script.x, script.y, shown(script.blocks)) == (
        10,
        20.5,
        (
            ["event_whenflagclicked"],
            [
                "control_if",
                {
                    "CONDITION": ["sensing_keypressed", {"KEY_OPTION": space}],
                    "SUBSTACK": (["motion_movesteps", {"STEPS": Typed("number", "1")}], ["looks_hide"]),
                },
            ],
        ),
    )
    assert [each.id for each in script.walk()] == ["hat", "if", "key", "menu", "one", "two"]
    pressed = script.blocks[1].reporter("CONDITION")
    assert pressed is not None and pressed.choice("KEY_OPTION") == "space"
    assert [each.opcode for each in script.blocks[1].stack()] == ["motion_movesteps", "looks_hide"]


def test_a_menu_under_a_reporter_is_kept_aside() -> None:
    blocks = {
        "a": block("motion_goto", inputs={"TO": [3, "r", "menu"]}),
        "r": inner("operator_join"),
        "menu": inner("motion_goto_menu", shadow=True, fields={"TO": ["_mouse_", None]}),
    }
    program = sb3(blocks)
    (goto,) = program.targets[1].scripts[0].blocks
    assert (shown(goto), goto.choice("TO"), shown(goto.covered["TO"])) == (
        ["motion_goto", {"TO": ["operator_join"]}],
        None,
        ["motion_goto_menu", {"TO": "_mouse_"}],
    )
    assert [each.opcode for each in program.walk()] == ["motion_goto", "operator_join"]


def test_ids_that_stand_nowhere_leave_the_slot_empty_or_to_what_lies_under() -> None:
    inputs = {"A": [2, "gone"], "B": [3, "gone", [4, "7"]]}
    assert scripts(sb3({"a": block("x_y", inputs=inputs, next="gone", parent="gone")})) == [
        (["x_y", {"B": Typed("number", "7")}],)
    ]


def test_circles_end_and_a_block_stands_once() -> None:
    blocks = {
        "a": block("x_a", next="b", inputs={"SUBSTACK": [2, "a"], "V": [2, "b"]}),
        "b": inner("x_b", next="a", inputs={"SUBSTACK": [2, "c"], "SUBSTACK2": [2, "c"]}),
        "c": inner("x_c", next="c"),
    }
    assert scripts(sb3(blocks)) == [(["x_a"], ["x_b", {"SUBSTACK": (["x_c"],)}])]


def test_a_project_nested_deep_is_walked() -> None:
    depth = 20_000
    blocks = {str(at): inner("operator_not", inputs={"OPERAND": [2, str(at + 1)]}) for at in range(depth)}
    program = sb3(blocks | {"0": {**blocks["0"], "topLevel": True}})
    assert sum(1 for _ in program.walk()) == depth


def test_what_hangs_on_nothing_is_a_stray() -> None:
    blocks = {
        "b": inner("x_b"),
        "a": inner("x_a", next="b", parent="gone"),
        "round": inner("x_round", next="trip"),
        "trip": inner("x_trip", next="round"),
        "v": [12, "score", "id"],
    }
    target = sb3(blocks).targets[1]
    assert target.scripts == ()
    assert [shown(script.blocks) for script in target.strays] == [
        (["x_a"], ["x_b"]),
        (["data_variable", {"VARIABLE": "score"}],),
        (["x_round"], ["x_trip"]),
    ]


def test_a_loose_variable_is_a_script_of_one_block() -> None:
    (script,) = sb3({"v": [13, "names", "id", 5, 6]}).targets[1].scripts
    assert (script.x, script.y, script.hat, shown(script.blocks)) == (
        5,
        6,
        None,
        (["data_listcontents", {"LIST": "names"}],),
    )


def test_a_custom_block_is_told_from_its_mutation_whether_its_head_is_a_shadow_or_not() -> None:
    mutation = {
        "proccode": "jump %s %b",
        "argumentids": '["i", "j"]',
        "argumentnames": '["high", "now"]',
        "argumentdefaults": '["", false]',
        "warp": "true",
    }
    blocks = {
        "def": block("procedures_definition", inputs={"custom_block": [1, "proto"]}),
        "proto": inner("procedures_prototype", shadow=False, mutation=mutation, inputs={"i": [1, "arg"]}),
        "arg": inner("argument_reporter_string_number", fields={"VALUE": ["high", None]}),
        "call": block("procedures_call", mutation={"proccode": "jump %s %b", "argumentids": "[oops", "warp": None}),
    }
    definition, call = (script.blocks[0] for script in sb3(blocks).targets[1].scripts)
    head = definition.inputs["custom_block"]
    assert isinstance(head, Block)
    assert (head.is_shadow, head.inputs) == (True, {})
    assert head.custom == Custom("jump %s %b", ("i", "j"), ("high", "now"), ("", "false"), True)
    assert call.custom == Custom("jump %s %b")


def test_blocks_without_the_keys_that_generators_leave_out() -> None:
    assert scripts(sb3({"a": {"opcode": "x_a", "topLevel": True, "next": "b"}, "b": {"opcode": "x_b"}})) == [
        (["x_a"], ["x_b"])
    ]


def test_a_scratch_3_target_has_its_values_comments_and_media() -> None:
    blocks = {"a": block("x_a", comment="c")}
    comments = {"c": {"blockId": "a", "text": "why", "x": None, "y": 3, "width": 100, "height": 50, "minimized": True}}
    variables = {"v": ["score", 1.5, True], "w": ["empty"]}
    monitors = [{"id": "v", "opcode": "data_variable", "params": {"VARIABLE": "score"}, "visible": True}]
    sprite = files.sprite(blocks=blocks, comments=comments, variables=variables, lists={"l": ["names", [1, "b", True]]})
    program = program_of(read(files.sb3(files.project(files.stage(broadcasts={"m": "go"}), sprite, monitors=monitors))))
    target = program.targets[1]
    assert target.comments == (Comment("c", "why", "a", 0, 3, 100, 50, True),)
    assert target.scripts[0].blocks[0].comment == "c"
    assert target.variables == (Variable("v", "score", "1.5", True), Variable("w", "empty", ""))
    assert [(each.name, each.values) for each in target.lists] == [("names", ("1", "b", "true"))]
    assert [(each.name, each.centre) for each in target.costumes] == [("cat", (20, 10))]
    assert program.monitors == (Monitor("data_variable", {"VARIABLE": "score"}, None, True, "v"),)
    assert program.stage is not None and program.stage.broadcasts == {"m": "go"}


def test_scratch_2_blocks_get_the_names_and_kinds_of_scratch_3() -> None:
    program = sb2(
        [
            ["whenSensorGreaterThan", "loudness", 10],
            ["doIfElse", ["not", False], [["turnRight:", 15.0]], None],
            ["setVar:to:", "score", ["+", ["readVariable", "score"], ["contentsOfList:", "names"]]],
            ["broadcast:", "go"],
            ["penColor:", -1],
            ["setGraphicEffect:to:", "ghost", 50],
            ["goBackByLayers:", 1],
            ["stopScripts", "other scripts in stage"],
            ["timeAndDate", "day of week"],
            ["gotoSpriteOrMouse:", "_mouse_"],
            ["LEGO WeDo 2.0\x1fsetLED", 5],
            ["of the future", 1, ["xpos"]],
        ]
    )
    assert scripts(program, 0) == [
        (
            ["event_whengreaterthan", {"WHENGREATERTHANMENU": "LOUDNESS", "VALUE": Typed("number", "10")}],
            [
                "control_if_else",
                {
                    "CONDITION": ["operator_not"],
                    "SUBSTACK": (["motion_turnright", {"DEGREES": Typed("number", "15")}],),
                },
            ],
            [
                "data_setvariableto",
                {
                    "VARIABLE": "score",
                    "VALUE": [
                        "operator_add",
                        {
                            "NUM1": Reference("variable", "score", "score"),
                            "NUM2": Reference("list", "names", "names"),
                        },
                    ],
                },
            ],
            ["event_broadcast", {"BROADCAST_INPUT": Reference("broadcast", "go", "go")}],
            ["pen_setPenColorToColor", {"COLOR": Typed("colour", "#ffffff")}],
            ["looks_seteffectto", {"EFFECT": "GHOST", "VALUE": Typed("number", "50")}],
            ["looks_goforwardbackwardlayers", {"FORWARD_BACKWARD": "backward", "NUM": Typed("integer", "1")}],
            ["control_stop", {"STOP_OPTION": "other scripts in sprite"}],
            ["sensing_current", {"CURRENTMENU": "DAYOFWEEK"}],
            ["motion_goto", {"TO": ["motion_goto_menu", {"TO": "_mouse_"}]}],
            ["wedo2_setLightHue", {"HUE": Typed("number", "5")}],
            ["sb2:of the future", {"1": Typed("text", "1"), "2": ["motion_xposition"]}],
        )
    ]
    assert program.targets[0].broadcasts == {"go": "go"}


def test_scratch_2_custom_blocks_are_as_in_scratch_3() -> None:
    program = sb2(
        [["procDef", "jump %n now %b %s", ["high", "yes", "why"], [1, False, ""], True], ["getParam", "yes", "b"]],
        [["call", "jump %n now %b %s", 5, ["mousePressed"], "text"]],
    )
    definition, call = (script.blocks[0] for script in program.targets[0].scripts)
    head = definition.inputs["custom_block"]
    assert isinstance(head, Block)
    ids = ("input0", "input1", "input2")
    assert head.custom == Custom("jump %n now %b %s", ids, ("high", "yes", "why"), ("1", "false", ""), True)
    assert call.custom == Custom("jump %n now %b %s", ids)
    assert shown(call)[1] == {
        "input0": Typed("number", "5"),
        "input1": ["sensing_mousedown"],
        "input2": Typed("text", "text"),
    }
    assert [each.opcode for each in program.targets[0].scripts[0].blocks] == [
        "procedures_definition",
        "argument_reporter_boolean",
    ]


def test_blocks_that_scratch_3_splits_or_drops_are_rewritten() -> None:
    program = sb2(
        [["whenSensorGreaterThan", "video motion", 10]],
        [["doForeverIf", ["mousePressed"], [["hide"]]]],
        [["EventHatMorph", "Scratch-StartClicked"], ["changeVariable", "score", "changeVar:by:", 1], ["doReturn"]],
        [["EventHatMorph", "go"], ["abs", -1]],
    )
    assert scripts(program, 0) == [
        (["videoSensing_whenMotionGreaterThan", {"REFERENCE": Typed("number", "10")}],),
        (
            [
                "control_forever",
                {"SUBSTACK": (["control_if", {"CONDITION": ["sensing_mousedown"], "SUBSTACK": (["looks_hide"],)}],)},
            ],
        ),
        (
            ["event_whenflagclicked"],
            ["data_changevariableby", {"VARIABLE": "score", "VALUE": Typed("number", "1")}],
            ["control_stop", {"STOP_OPTION": "this script"}],
        ),
        (
            ["event_whenbroadcastreceived", {"BROADCAST_OPTION": "go"}],
            ["operator_mathop", {"OPERATOR": "abs", "NUM": Typed("number", "-1")}],
        ),
    ]


def test_a_scratch_2_comment_is_fixed_to_the_block_that_it_counts_to() -> None:
    program = sb2(
        [["whenGreenFlag"], ["say:", ["readVariable", "v"]], ["gotoSpriteOrMouse:", "_mouse_"], ["hide"]],
        [["show"]],
        scriptComments=[
            [1, 2, 30, 40, False, 4, "hide it"],
            [5, 6, 7, 8, True, -1, "free"],
            [0, 0, 0, 0, True, 9, "?"],
        ],
    )
    hide = program.targets[0].scripts[0].blocks[3]
    assert hide.comment == "0"
    assert program.targets[0].comments == (
        Comment("0", "hide it", hide.id, 1, 2, 30, 40, True),
        Comment("1", "free", None, 5, 6, 7, 8),
        Comment("2", "?", None, 0, 0, 0, 0),
    )


def test_scratch_2_watchers_are_monitors() -> None:
    children = [
        {"cmd": "getVar:", "param": "score", "target": "Stage", "visible": True},
        {"cmd": "xpos", "target": "Cat", "visible": False},
        {"cmd": "getAttribute:of:", "param": "x"},
        {"listName": "names", "visible": True},
    ]
    assert sb2(children=children).monitors == (
        Monitor("data_variable", {"VARIABLE": "score"}, "Stage", True, "score"),
        Monitor("motion_xposition", {}, "Cat", False),
        Monitor("sensing_of", {"PROPERTY": "x"}, None, False),
        Monitor("data_listcontents", {"LIST": "names"}, None, True, "names"),
    )


def test_the_same_game_is_the_same_in_scratch_2_and_in_1_4() -> None:
    old = program_of(read(files.sb1()))
    new = program_of(read(files.sb2()))
    assert scripts(old) == scripts(new)


@pytest.mark.parametrize(
    ("opcode", "expected"),
    [
        ("event_whenflagclicked", True),
        ("control_start_as_clone", True),
        ("procedures_definition", True),
        ("makeymakey_whenCodePressed", True),
        ("event_broadcast", False),
        ("whenever", False),
    ],
)
def test_hats_are_told_by_their_name(opcode: str, expected: bool) -> None:
    assert is_hat(opcode) == expected
    assert (Script((Block(opcode, "a", {}, {}),)).hat is not None) == expected
