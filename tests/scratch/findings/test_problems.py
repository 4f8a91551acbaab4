"""Each rule for a problem: a small game that breaks it, how often, and one that nearly does."""

import pytest

from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import Block, Check
from contest.scratch.build_control import (
    broadcast,
    create_clone,
    delete_clone,
    distance_to,
    equal,
    forever,
    if_,
    key_pressed,
    mouse_down,
    repeat,
    stop,
    touching,
    wait,
    wait_until,
)
from contest.scratch.build_custom import CustomBlock
from contest.scratch.build_words import (
    EDGE,
    MOUSE,
    change_x,
    erase_all,
    go_to,
    move,
    pen_down,
    pen_up,
    say,
    x_position,
)
from tests.scratch.findings.programs import Make, found_in


def unknown_block(_: Game, cat: Sprite) -> None:
    cat.when_flag(CustomBlock("跳", ())())


def known_block(_: Game, cat: Sprite) -> None:
    cat.when_flag(cat.define("跳")())


def fixed_values(_: Game, cat: Sprite) -> None:
    cat.when_flag(wait_until(equal("分数", 10)))


def variable_compared(game: Game, cat: Sprite) -> None:
    cat.when_flag(wait_until(equal(game.variable("分数"), 10)))


def endless(_: Game, cat: Sprite) -> None:
    again = cat.define("再来")
    again.does(move(1), again())
    cat.when_receive("再来", broadcast("再来"))


def ending(_: Game, cat: Sprite) -> None:
    again = cat.define("再来")
    again.does(if_(mouse_down(), again()))
    cat.when_receive("再来", if_(mouse_down(), broadcast("再来")))


def forever_in_repeat(_: Game, cat: Sprite) -> None:
    cat.when_flag(repeat(3, say("开始"), forever(move(1))))


def forever_in_repeat_at_the_very_end(_: Game, cat: Sprite) -> None:
    cat.when_flag(repeat(3, forever(move(1))))


def unheard(_: Game, cat: Sprite) -> None:
    cat.when_flag(broadcast("开始"), broadcast("结束"))
    cat.when_receive("开始", move(1))


def heard(_: Game, cat: Sprite) -> None:
    cat.when_flag(broadcast("开始"))
    cat.when_receive("开始")


def unsent(_: Game, cat: Sprite) -> None:
    cat.when_receive("开始", move(1))


def unsent_to_nothing(_: Game, cat: Sprite) -> None:
    cat.when_receive("开始")


def never_cloned(game: Game, cat: Sprite) -> None:
    cat.when_clone_starts(move(1))
    game.sprite("狗").when_flag(create_clone())


def cloned_by_another(game: Game, cat: Sprite) -> None:
    cat.when_clone_starts(move(1))
    game.sprite("狗").when_flag(create_clone(cat))


def idle_clones(_: Game, cat: Sprite) -> None:
    cat.when_flag(create_clone(), create_clone())


def clickable_clones(_: Game, cat: Sprite) -> None:
    cat.when_flag(create_clone())
    cat.when_clicked(delete_clone())


def never_erased(_: Game, cat: Sprite) -> None:
    cat.when_flag(pen_down(), move(1), pen_up())


def erased_by_another(game: Game, cat: Sprite) -> None:
    cat.when_flag(pen_down(), move(1))
    game.sprite("狗").when_flag(erase_all())


def asked_once(game: Game, cat: Sprite) -> None:
    cat.when_flag(if_(touching(EDGE) & mouse_down(), say("到了")), if_(game.variable("命").equals(0), stop()))


def asked_in_time(game: Game, cat: Sprite) -> None:
    cat.when_flag(wait_until(mouse_down()), if_(touching(EDGE), say("到了")))
    cat.when_flag(forever(if_(touching(EDGE), say("到了"))))
    cat.when_key("space", if_(touching(EDGE), say("到了")))
    cat.when_flag(if_(game.variable("命") < 1, stop()))


def pen_stays_down(_: Game, cat: Sprite) -> None:
    cat.when_flag(erase_all(), pen_down())


def pen_goes_up(_: Game, cat: Sprite) -> None:
    cat.when_flag(erase_all(), pen_down())
    cat.when_key("space", pen_up())


def until_nothing(_: Game, cat: Sprite) -> None:
    cat.when_flag(Block("control_repeat_until", {"CONDITION": Check(None)}))


def until_something(_: Game, cat: Sprite) -> None:
    cat.when_flag(Block("control_repeat_until", {"CONDITION": Check(mouse_down())}))


def unconnected(_: Game, cat: Sprite) -> None:
    cat.when_flag()
    cat.loose(move(1))


def one_connected(_: Game, cat: Sprite) -> None:
    cat.when_flag()
    cat.loose(move(1))
    cat.when_flag(move(1))


def exactly_there(_: Game, cat: Sprite) -> None:
    cat.when_flag(wait_until(equal(x_position(), 100)), forever(if_(distance_to(MOUSE).equals(0), say("到了"))))


def about_there(_: Game, cat: Sprite) -> None:
    cat.when_flag(wait_until(x_position() > 100))
    cat.loose(equal(x_position(), 100))


def clone_clones(_: Game, cat: Sprite) -> None:
    cat.when_clone_starts(wait(1), create_clone())


def clone_replaces_itself(_: Game, cat: Sprite) -> None:
    cat.when_clone_starts(create_clone(), delete_clone())


def jerks(_: Game, cat: Sprite) -> None:
    cat.when_key("left arrow", change_x(-10))
    cat.when_key("right arrow", change_x(10), say("走"))


def no_jerks(_: Game, cat: Sprite) -> None:
    cat.when_key("left arrow", go_to(0, 0))
    cat.when_key("right arrow", move(1), say("走"), wait(1))
    cat.when_flag(forever(if_(key_pressed("space"), move(1))))


CASES: dict[str, tuple[Make, int, Make]] = {
    "call_without_definition": (unknown_block, 1, known_block),
    "comparing_literals": (fixed_values, 1, variable_compared),
    "endless_recursion": (endless, 2, ending),
    "forever_inside_loop": (forever_in_repeat, 1, forever_in_repeat_at_the_very_end),
    "message_never_received": (unheard, 1, heard),
    "message_never_sent": (unsent, 1, unsent_to_nothing),
    "missing_clone_call": (never_cloned, 1, cloned_by_another),
    "missing_clone_initialization": (idle_clones, 2, clickable_clones),
    "missing_erase_all": (never_erased, 1, erased_by_another),
    "missing_loop_sensing": (asked_once, 3, asked_in_time),
    "missing_pen_up": (pen_stays_down, 1, pen_goes_up),
    "missing_termination": (until_nothing, 1, until_something),
    "no_working_scripts": (unconnected, 1, one_connected),
    "position_equals_check": (exactly_there, 2, about_there),
    "recursive_cloning": (clone_clones, 1, clone_replaces_itself),
    "stuttering_movement": (jerks, 2, no_jerks),
}


@pytest.mark.parametrize("name", CASES)
def test_a_problem_is_found_where_it_is(name: str) -> None:
    make, times, _ = CASES[name]
    assert [each.target for each in found_in(make, name)] == ["猫"] * times


@pytest.mark.parametrize("name", CASES)
def test_no_problem_is_found_where_it_only_seems_to_be(name: str) -> None:
    assert found_in(CASES[name][2], name) == []
