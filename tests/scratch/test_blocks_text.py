"""Scripts as scratchblocks text: what stands there for each shape of block, and that no typed text breaks out."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from contest.scratch.blocks import Block, Custom, Field, Reference, Script, Typed, Value
from contest.scratch.blocks_names import is_taken
from contest.scratch.blocks_text import DEEPEST, notes_of, script_text
from contest.scratch.program_parts import Comment, ProgramTarget

LIBRARY = Path(__file__).parents[2] / "node_modules" / "scratchblocks"


def block(opcode: str, /, fields: dict[str, str] | None = None, **inputs: Value) -> Block:
    return Block(opcode, opcode, inputs, {name: Field(value) for name, value in (fields or {}).items()})


def menu(opcode: str, name: str, value: str) -> Block:
    return Block(opcode, "menu", {}, {name: Field(value)}, is_shadow=True)


def number(value: str) -> Typed:
    return Typed("number", value)


def text(value: str) -> Typed:
    return Typed("text", value)


def variable(name: str) -> Reference:
    return Reference("variable", name, "id")


def english(*blocks: Block, **comments: str) -> list[str]:
    return script_text(Script(blocks), "en", comments).split("\n")


def chinese(*blocks: Block) -> list[str]:
    return script_text(Script(blocks), "zh").split("\n")


def said(value: Value) -> str:
    """How a value looks in "say"."""
    return english(block("looks_say", MESSAGE=value))[0].removeprefix("say ")


def test_a_script_stands_as_a_person_would_write_it_in_both_languages() -> None:
    touching = block("sensing_touchingobject", TOUCHINGOBJECTMENU=menu("m", "TOUCHINGOBJECTMENU", "_edge_"))
    script = (
        block("event_whenkeypressed", {"KEY_OPTION": "up arrow"}),
        block(
            "control_repeat",
            TIMES=Typed("whole", "10"),
            SUBSTACK=(
                block("motion_movesteps", STEPS=number("10")),
                block("control_if_else", CONDITION=touching, SUBSTACK=(block("looks_hide"),)),
            ),
        ),
        block("control_stop", {"STOP_OPTION": "all"}),
    )
    assert english(*script) == [
        "when [up arrow v] key pressed",
        "repeat (10)",
        "  move (10) steps",
        "  if <touching (edge v) ?> then",
        "    hide",
        "  else",
        "  end",
        "end",
        "stop [all v]",
    ]
    assert chinese(*script) == [
        "当按下 [↑ v] 键",
        "重复执行 (10) 次",
        "  移动 (10) 步",
        "  如果 <碰到 (舞台边缘 v) ?> 那么",
        "    隐藏",
        "  否则",
        "  结束",
        "结束",
        "停止 [全部脚本 v]",
    ]


def test_slots_follow_the_words_of_each_language() -> None:
    item = block("data_replaceitemoflist", {"LIST": "names"}, INDEX=Typed("integer", "2"), ITEM=text("Li"))
    assert english(item) == ["replace item (2) of [names v] with [Li]"]
    assert chinese(item) == ["将 [names v] 的第 (2) 项替换为 [Li]"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a ] b", r"[a \] b]"),
        ("[x] (y) <z> {w}", r"[[x\] (y) <z> {w}]"),
        ("back\\slash", r"[back\\slash]"),
        ("two\nlines\tand a tab", "[two lines and a tab]"),
        ("list v", r"[list \v]"),
        ("#ff0000", r"[\#ff0000]"),
        (":: motion // no comment", "[:: motion // no comment]"),
        ("&lt;b&gt; &amp;", r"[&\lt;b&\gt; &amp;]"),
        ("你好 🐱", "[你好 🐱]"),
        ("half \ud83d cat", "[half \ufffd cat]"),
        ("", "[]"),
    ],
)
def test_what_a_child_typed_stays_one_text(typed: str, shown: str) -> None:
    assert said(text(typed)) == shown


def test_a_very_long_text_is_cut() -> None:
    assert said(text("x" * 10_000)) == f"[{'x' * 159}…]"


@pytest.mark.parametrize(("typed", "shown"), [("-1.5e3", "(-1.5e3)"), ("", "()"), ("Infinity", "[Infinity]")])
def test_a_number_that_is_none_is_shown_as_text(typed: str, shown: str) -> None:
    assert said(number(typed)) == shown


def test_colours_are_colours() -> None:
    assert [said(Typed("colour", value)) for value in ("#FF00aa", "#ff00aa80", "red")] == [
        "[#FF00aa]",
        "[#ff00aa]",
        "[red]",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("score", "(score)"),
        ("my score", "(my score)"),
        ("timer", "(timer :: variables)"),
        ("X Position", "(X Position :: variables)"),
        ("计时器", "(计时器 :: variables)"),
        ("10", "(10 :: variables)"),
        ("#fff", "(#fff :: variables)"),
        ("", "( :: variables)"),
        ("a (b) [c] <d> @greenFlag", r"(a \(b\) \[c\] \<d\> \@greenFlag)"),
        ("x v", r"(x\ v)"),
        ("x :: motion", r"(x :\: motion)"),
        (" two  spaces ", r"(\ two\ \ spaces\ )"),
    ],
)
def test_a_variable_is_never_taken_for_a_block(name: str, shown: str) -> None:
    assert said(variable(name)) == shown


def test_a_list_says_that_it_is_one_and_a_variable_of_its_name_that_it_is_none() -> None:
    script = (block("data_showlist", {"LIST": "things"}), block("looks_say", MESSAGE=variable("things")))
    assert said(Reference("list", "things", "id")) == "(things :: list)"
    assert english(*script) == ["show list [things v]", "say (things :: variables)"]


def test_a_custom_block_has_its_parameters_in_its_head_and_values_in_its_calls() -> None:
    custom = Custom("jump %n high %s now? %b", ("a", "b", "c"), ("height", "10", "sure?"))
    head = Block("procedures_prototype", "p", {}, {}, is_shadow=True, custom=custom)
    parameter = block("argument_reporter_string_number", {"VALUE": "height"})
    definition = (block("procedures_definition", custom_block=head), block("looks_say", MESSAGE=parameter))
    call = Block("procedures_call", "c", {"a": number("3"), "b": text("x")}, {}, custom=custom)
    assert english(*definition) == [
        "define jump (height) high (10 :: custom-arg) now? <sure?>",
        "say (height :: custom-arg)",
    ]
    assert chinese(definition[0]) == ["定义 jump (height) high (10 :: custom-arg) now? <sure?>"]
    assert english(call) == ["jump (3) high [x] now? <> :: custom"]


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("say %s", "say [] :: custom reset"),
        ("else", "else :: custom reset"),
        ("定义 x", "定义 x :: custom reset"),
        ("- 100%", r"\- 100% :: custom"),
        ("a // b :: c", r"a /\/ b :\: c :: custom"),
        ("100%beats", "100%beats :: custom"),
        ("", " :: custom"),
    ],
)
def test_a_custom_block_may_be_called_as_it_likes(label: str, shown: str) -> None:
    assert english(Block("procedures_call", "c", {}, {}, custom=Custom(label))) == [shown]


def test_an_unknown_block_is_grey_with_its_opcode_and_what_is_in_it() -> None:
    unknown = block("toio_move", {"SPEED": "fast"}, X=number("3"))
    assert english(block("looks_say", MESSAGE=unknown)) == ["say (toio_move [fast v] (3) :: grey)"]
    assert english(block("toio_whenBumped"), unknown) == [
        "toio_whenBumped :: grey hat",
        "toio_move [fast v] (3) :: grey",
    ]
    assert english(block("sb2:forget_it")) == ["sb2:forget_it :: grey"]


def test_an_unknown_block_keeps_the_blocks_in_its_mouths() -> None:
    rows: dict[str, Value] = {"DO": (block("looks_show"),), "THEN": (block("looks_hide"),)}
    assert english(block("x_try", **rows), block("looks_show")) == [
        "x_try {",
        "  show",
        "} {",
        "  hide",
        "} :: grey stack",
        "show",
    ]


def test_blocks_where_scratch_puts_none_keep_their_place() -> None:
    assert english(
        block("looks_show"),
        block("event_whenflagclicked"),
        block("motion_xposition"),
        block("control_delete_this_clone"),
    ) == ["show", "when flag clicked :: stack", "x position :: stack", "delete this clone"]
    assert english(block("control_delete_this_clone"), block("looks_show")) == ["delete this clone :: stack", "show"]
    assert english(block("control_forever"), block("looks_show")) == ["forever {", "} :: control stack", "show"]
    assert english(block("control_stop", {"STOP_OPTION": "other scripts in sprite"}), block("looks_show")) == [
        "stop [other scripts in sprite v]",
        "show",
    ]


def test_a_loose_reporter_is_a_script_of_its_own() -> None:
    assert english(block("sensing_mousedown")) == ["<mouse down?>"]
    assert english(block("data_variable", {"VARIABLE": "score"})) == ["(score)"]
    assert english(menu("sound_sounds_menu", "SOUND_MENU", "pop")) == ["(pop v) :: grey reporter"]


def test_empty_slots_are_drawn_empty() -> None:
    assert english(block("control_wait_until"), block("motion_goto"), block("looks_say"), block("motion_setx")) == [
        "wait until <>",
        "go to ( v)",
        "say []",
        "set x to ()",
    ]


def test_comments_stand_beside_the_line_of_their_block() -> None:
    inner = Block("operator_round", "r", {}, {}, comment="b")
    outer = Block("control_if", "i", {"SUBSTACK": (block("looks_say", MESSAGE=inner),)}, {}, comment="a")
    assert english(outer, a="first\nline", b="second") == [
        "if <> then // first line",
        "  say (round ()) // second",
        "end",
    ]


def test_comments_within_braces_wait_for_their_end() -> None:
    inner = Block("looks_show", "s", {}, {}, comment="b")
    outer = Block("x_do", "i", {"DO": (inner, Block("x_do", "j", {"DO": (inner,)}, {}))}, {}, comment="a")
    assert english(outer, a="first", b="second") == [
        "x_do {",
        "  show",
        "  x_do {",
        "    show",
        "  } :: grey stack",
        "} :: grey stack // first · second · second",
    ]


def test_only_comments_with_text_are_notes() -> None:
    target = ProgramTarget("Cat", False, (), comments=(Comment("a", "look", "x"), Comment("b", " ", "x")))
    assert notes_of(target) == {"a": "look"}


def test_a_chain_of_eighty_conditions_is_shown_whole() -> None:
    chain = block("sensing_mousedown")
    for _ in range(80):
        chain = block("operator_or", OPERAND1=chain, OPERAND2=block("sensing_mousedown"))
    assert (said(chain).count(" or "), "…" in said(chain)) == (80, False)


def test_what_is_nested_too_deep_ends_in_dots() -> None:
    inner = block("operator_not")
    for _ in range(5_000):
        inner = block("operator_not", OPERAND=inner)
    row: tuple[Block, ...] = (block("looks_show"),)
    for _ in range(5_000):
        row = (block("control_forever", SUBSTACK=row),)
    assert said(inner).count("not") == DEEPEST
    assert [line.strip() for line in english(*row)].count("forever") == DEEPEST + 1


@pytest.mark.parametrize(
    ("opcode", "field", "value", "words"),
    [
        ("pen_menu_colorParam", "colorParam", "saturation", ("saturation", "饱和度")),
        ("music_menu_DRUM", "DRUM", "3", ("(3) Side Stick", "(3) 敲鼓边")),
        ("motion_pointtowards_menu", "TOWARDS", "_random_", ("random direction", "随机方向")),
        ("motion_goto_menu", "TO", "_random_", ("random position", "随机位置")),
        ("motion_goto_menu", "TO", "小猫", ("小猫", "小猫")),
        ("ev3_menu_motorPorts", "motorPorts", "0", ("A", "A")),
        ("microbit_menu_tiltDirection", "tiltDirection", "front", ("front", "前")),
        ("sensing_of_object_menu", "OBJECT", "_stage_", ("Stage", "舞台")),
    ],
)
def test_menus_are_read_in_both_languages(opcode: str, field: str, value: str, words: tuple[str, str]) -> None:
    shown = [script_text(Script((block("x", A=menu(opcode, field, value)),)), language) for language in ("en", "zh")]
    escaped = [each.replace("(", r"\(").replace(")", r"\)") for each in words]
    assert shown == [f"x ({each} v) :: grey" for each in escaped]


@pytest.mark.skipif(not LIBRARY.is_dir(), reason="the drawing library is not installed (make run)")
def test_every_name_that_the_library_knows_is_one_we_know_as_taken() -> None:
    specs: list[Any] = re.findall(r'spec: "([^"]*)"', (LIBRARY / "syntax" / "commands.js").read_text())
    specs += re.findall(r'"([^"]+)": "[A-Z_]+",', (LIBRARY / "syntax" / "blocks.js").read_text())
    chinese_words = json.loads((LIBRARY / "locales" / "zh-cn.json").read_text())
    specs += [*chinese_words["commands"].values(), *chinese_words["aliases"]]
    assert len(specs) > 400
    assert [spec for spec in specs if not is_taken(re.sub("%[0-9]+", " _ ", spec))] == []
