"""How a game is played and started, as its blocks say."""

import pytest

from contest.scratch.build_blocks import Block, Condition, Menu
from contest.scratch.build_control import (
    ask,
    broadcast,
    create_clone,
    forever,
    if_,
    join,
    key_pressed,
    mouse_down,
    mouse_x,
    touching,
    wait,
)
from contest.scratch.build_words import MOUSE, change_x, go_to, hide, move, point_towards, say, set_x
from contest.scratch.controls import Control, Starts, controls_of, starts_of
from tests.scratch.games import Script, click, clone, flag, game, glance, hat, key, loose, receive

LOUD = Condition("sensing_loud")


KEYS = {
    "left arrow": ("←", "←"),
    "space": ("空格", "space"),
    "a": ("A", "A"),
    "any": ("任意键", "any key"),
    "": ("其他按键", "other keys"),
    "f13": ("f13", "f13"),
}


def controls(*scripts: Script) -> list[Control]:
    return list(controls_of(glance(game(*scripts))))


def starts(*scripts: Script, second: tuple[Script, ...] = ()) -> Starts:
    return starts_of(glance(game(*scripts, second=second)).scripts)


def test_keys_come_first_and_in_the_order_of_a_keyboard() -> None:
    steering = forever(*[if_(key_pressed(name), move(1)) for name in ("space", "right arrow", "left arrow", "a")])
    found = controls(flag(steering, say("never")), key("up arrow", move(1)), click(move(1)))
    names = ["left arrow", "right arrow", "up arrow", "space", "a"]
    assert found == [*[Control("key", name) for name in names], Control("click")]


def test_keys_are_named_in_both_languages() -> None:
    named = {key: tuple(Control("key", key).name(language) for language in ("zh", "en")) for key in KEYS}
    assert named == KEYS


def test_a_key_that_is_put_together_while_the_game_runs_is_another_key() -> None:
    assert controls(flag(if_(key_pressed(join("a", "")), move(1)))) == [Control("key", "")]


def test_a_key_name_from_a_hostile_file_is_short_and_printable() -> None:
    hostile = hat("event_whenkeypressed", move(1), KEY_OPTION="\n\u202e" + "x" * 90)
    assert controls(hostile) == [Control("key", "x" * 19)]


def drag_mode(mode: str) -> Block:
    return Block("sensing_setdragmode", fields={"DRAG_MODE": mode})


@pytest.mark.parametrize(
    ("script", "kinds"),
    [
        (flag(change_x(mouse_x())), ["pointer"]),
        (flag(point_towards(MOUSE)), ["pointer"]),
        (flag(point_towards("dog")), []),
        (flag(if_(touching(MOUSE) & mouse_down(), move(1))), ["pointer", "button"]),
        (flag(drag_mode("draggable")), ["drag"]),
        (flag(drag_mode("not draggable")), []),
        (flag(ask("who?")), ["ask"]),
        (flag(if_(LOUD, move(1))), ["microphone"]),
        (hat("event_whengreaterthan", move(1), WHENGREATERTHANMENU="LOUDNESS"), ["microphone"]),
        (hat("event_whengreaterthan", move(1), WHENGREATERTHANMENU="TIMER"), []),
        (hat("videoSensing_whenMotionGreaterThan", move(1)), ["video"]),
    ],
)
def test_what_else_a_player_can_do(script: Script, kinds: list[str]) -> None:
    assert [control.kind for control in controls(script)] == kinds


def test_a_sprite_that_may_be_dragged_is_a_control_where_anything_runs() -> None:
    made = game(flag(move(1)))
    made.sprites[0].draggable = True
    assert list(controls_of(glance(made))) == [Control("drag")]


def test_keys_of_a_makey_makey_are_keys() -> None:
    board = Menu("makeymakey_menu_SEQUENCE", "SEQUENCE", "LEFT UP RIGHT")

    def sequence(sprite: object) -> None:
        made.sprites[0].scripts.append((Block("makeymakey_whenCodePressed", {"SEQUENCE": board}), (move(1),)))

    made = game()
    sequence(made)
    names = ["left arrow", "right arrow", "up arrow"]
    assert list(controls_of(glance(made))) == [Control("key", name) for name in names]


def test_what_cannot_run_is_no_control() -> None:
    assert controls(loose(if_(key_pressed("space"), move(1))), key("a"), clone(if_(mouse_down(), move(1)))) == []


def test_a_custom_block_controls_only_where_it_is_called() -> None:
    made = game(flag(move(1)))
    steer = made.sprites[0].define("steer")
    steer.does(if_(key_pressed("space"), move(1)))
    assert list(controls_of(glance(made))) == []
    made.sprites[0].when_flag(steer())
    assert list(controls_of(glance(made))) == [Control("key", "space")]


@pytest.mark.parametrize(
    ("scripts", "expected"),
    [
        ([], Starts((), "nothing")),
        ([flag()], Starts((), "nothing")),
        ([loose(move(1))], Starts((), "nothing")),
        ([flag(forever(move(1)))], Starts(("flag",), "plays")),
        ([flag(forever(move(1))), key("space", move(1))], Starts(("flag",), "plays")),
        ([flag(go_to(0, 0), hide()), key("space", move(1))], Starts(("flag", "key"), "prepares")),
        ([click(move(1))], Starts(("click",), "nothing")),
        ([flag(broadcast("Go")), receive("go", wait(1)), click(move(1))], Starts(("flag",), "plays")),
        ([flag(broadcast("go")), receive("stop", wait(1))], Starts(("flag",), "prepares")),
        ([flag(Block("event_broadcast")), receive("go", wait(1))], Starts(("flag",), "plays")),
        ([flag(create_clone()), clone(set_x(1))], Starts(("flag",), "plays")),
        ([hat("event_whengreaterthan", move(1), WHENGREATERTHANMENU="TIMER")], Starts(("timer",), "nothing")),
    ],
)
def test_how_a_game_starts_and_whether_the_flag_alone_does_anything(scripts: list[Script], expected: Starts) -> None:
    assert starts(*scripts) == expected


def test_what_the_flag_sets_off_in_another_sprite_counts() -> None:
    assert starts(flag(broadcast("go")), second=(receive("go", say("hi")),)).after_flag == "plays"


def test_a_custom_block_of_the_flags_own_sprite_counts() -> None:
    made = game()
    run = made.sprites[0].define("run")
    run.does(forever(move(1)))
    made.sprites[0].when_flag(run())
    assert starts_of(glance(made).scripts) == Starts(("flag",), "plays")


def test_messages_that_call_each_other_in_a_circle_end() -> None:
    circle = (receive("a", broadcast("b")), receive("b", broadcast("a")))
    assert starts(flag(broadcast("a")), *circle) == Starts(("flag",), "prepares")
