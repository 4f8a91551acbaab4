"""Each rule for what is hard to read, and for good practice: a small game that it fits, and one that it does not."""

import pytest

from contest.scratch.build import Game, Sprite
from contest.scratch.build_control import (
    broadcast,
    broadcast_and_wait,
    forever,
    if_,
    key_pressed,
    mouse_down,
    mouse_x,
    repeat,
    repeat_until,
    stop,
    touching,
    touching_colour,
    wait,
    wait_until,
)
from contest.scratch.build_words import (
    EDGE,
    MOUSE,
    go_to,
    go_to_sprite,
    hide,
    move,
    next_costume,
    point_towards,
    say,
    set_size,
    set_x,
    set_y,
    turn_left,
)
from tests.scratch.findings.programs import Make, found_in


def nothing(_: Game, cat: Sprite) -> None:
    pass


def one_move(_: Game, cat: Sprite) -> None:
    cat.when_flag(move(1))


def waits_busily(_: Game, cat: Sprite) -> None:
    cat.when_flag(forever(if_(mouse_down(), say("好"), stop("this script"))))


def does_more_than_wait(_: Game, cat: Sprite) -> None:
    cat.when_flag(forever(move(1), if_(mouse_down(), stop("this script"))))
    cat.when_flag(forever(if_(mouse_down(), stop("other scripts in sprite"))))


def lies_about(game: Game, cat: Sprite) -> None:
    cat.loose(move(1), move(1))
    cat.loose(mouse_x())


def twice_and_thrice(_: Game, cat: Sprite) -> None:
    for words in ("一", "二", "二", "三", "三", "三"):
        cat.when_flag(repeat(2, say(words)))


def nearly_twice(game: Game, cat: Sprite) -> None:
    cat.when_flag(repeat(2, say("一"), move(1)))
    cat.when_flag(repeat(2, say("一")), move(1))
    cat.when_key("space", repeat(2, say("一"), move(1)))
    game.sprite("狗").when_flag(repeat(2, say("一"), move(1)))


def only_a_hat(_: Game, cat: Sprite) -> None:
    cat.when_flag()
    cat.define("跳")


def thirteen(_: Game, cat: Sprite) -> None:
    cat.when_flag(repeat(2, *[move(x_times) for x_times in range(11)]))


def twelve(_: Game, cat: Sprite) -> None:
    cat.when_flag(repeat(2, *[move(mouse_x()) for _ in range(10)]))


def default_names(game: Game, cat: Sprite) -> None:
    cat.name = "角色1"
    for name in ("苹果", "苹果2", "Sprite 7"):
        game.sprite(name)


def telling_names(game: Game, cat: Sprite) -> None:
    for name in ("苹果", "2号", "角色扮演"):
        game.sprite(name)


def unused_block(_: Game, cat: Sprite) -> None:
    cat.define("跳")


def used_block(_: Game, cat: Sprite) -> None:
    jump = cat.define("跳 %s", "高度")
    cat.when_flag(jump(1), jump(2))


def unused_kept(game: Game, cat: Sprite) -> None:
    cat.variable("分数")
    cat.list_of("名单")


def used_kept(game: Game, cat: Sprite) -> None:
    game.variable("我的变量")
    game.variable("my variable")
    cat.when_flag(cat.variable("分数").set(0), say(game.list_of("名单")))


def collides(_: Game, cat: Sprite) -> None:
    cat.when_flag(forever(repeat_until(mouse_down(), if_(touching(EDGE), move(-10)))))


def does_not_collide(_: Game, cat: Sprite) -> None:
    cat.when_flag(if_(touching(EDGE), move(-10)))
    cat.when_flag(forever(if_(touching(EDGE), stop()), if_(touching_colour("#ff0000"), move(1))))


def messages(_: Game, cat: Sprite) -> None:
    cat.when_flag(broadcast("开始"), broadcast_and_wait("开始"), broadcast("结束"))
    cat.when_receive("开始", move(1))


def unheard(_: Game, cat: Sprite) -> None:
    cat.when_flag(broadcast("结束"))
    cat.when_receive("开始", move(1))


def sets_looks(_: Game, cat: Sprite) -> None:
    cat.when_flag(wait(1), hide(), set_size(50))
    cat.define("准备").does(hide(), set_size(50))


def changes_looks(_: Game, cat: Sprite) -> None:
    cat.when_flag(next_costume(), if_(mouse_down(), hide()))
    cat.when_key("space", hide())


def sets_place(_: Game, cat: Sprite) -> None:
    cat.when_flag(go_to(0, 0), set_x(1))
    cat.when_flag(set_y(1), set_y(2))


def changes_place(_: Game, cat: Sprite) -> None:
    cat.when_flag(go_to(mouse_x(), 0), set_x(1), go_to_sprite(MOUSE))
    cat.when_key("space", go_to(0, 0))


def uses_list(game: Game, cat: Sprite) -> None:
    names = game.list_of("名单")
    cat.when_flag(names.add("猫"), names.clear(), say(names.item(1)))


def reads_list(game: Game, cat: Sprite) -> None:
    cat.when_flag(say(game.list_of("名单").item(1)))


def senses_in_loop(_: Game, cat: Sprite) -> None:
    cat.when_flag(forever(if_(mouse_down() & touching(EDGE), say("到了"))))


def senses_elsewhere(_: Game, cat: Sprite) -> None:
    cat.when_flag(repeat(9, if_(mouse_down(), say("到了"))), wait_until(mouse_down()))
    cat.when_key("space", forever(if_(mouse_down(), say("到了"))))


def follows_mouse(_: Game, cat: Sprite) -> None:
    cat.when_flag(forever(go_to_sprite(MOUSE)))
    cat.when_flag(repeat(99, point_towards(MOUSE), move(5)))


def looks_at_mouse(_: Game, cat: Sprite) -> None:
    cat.when_flag(forever(point_towards(MOUSE)))
    cat.when_key("space", go_to_sprite(MOUSE))


def moves_in_loop(_: Game, cat: Sprite) -> None:
    cat.when_flag(forever(if_(key_pressed("left arrow"), turn_left(5)), if_(key_pressed("space"), move(5))))


def talks_in_loop(_: Game, cat: Sprite) -> None:
    cat.when_flag(forever(if_(key_pressed("space"), say("好"))))
    cat.when_flag(forever(move(1)))


def counts_time(game: Game, cat: Sprite) -> None:
    time = game.variable("时间")
    cat.when_flag(repeat(30, wait(1), time.change(-1)), forever(time.change(1), wait(1)))


def counts_points(game: Game, cat: Sprite) -> None:
    cat.when_flag(forever(if_(mouse_down(), wait(1)), game.variable("分数").change(1)))


CASES: dict[str, tuple[Make, int, Make]] = {
    "busy_waiting": (waits_busily, 1, does_more_than_wait),
    "dead_code": (lies_about, 2, one_move),
    "duplicated_script": (twice_and_thrice, 4, nearly_twice),
    "empty_project": (nothing, 1, only_a_hat),
    "empty_script": (only_a_hat, 1, one_move),
    "empty_sprite": (nothing, 1, one_move),
    "long_script": (thirteen, 1, twelve),
    "sprite_naming": (default_names, 3, telling_names),
    "unused_custom_block": (unused_block, 1, used_block),
    "unused_variables": (unused_kept, 2, used_kept),
    "collision": (collides, 1, does_not_collide),
    "correct_broadcast": (messages, 2, unheard),
    "custom_block_usage": (used_block, 2, unused_block),
    "initialisation_of_looks": (sets_looks, 3, changes_looks),
    "initialisation_of_position": (sets_place, 2, changes_place),
    "list_usage": (uses_list, 2, reads_list),
    "loop_sensing": (senses_in_loop, 2, senses_elsewhere),
    "mouse_follower": (follows_mouse, 2, looks_at_mouse),
    "movement_in_loop": (moves_in_loop, 1, talks_in_loop),
    "timer": (counts_time, 2, counts_points),
}


@pytest.mark.parametrize("name", CASES)
def test_a_habit_is_found_where_it_is(name: str) -> None:
    make, times, _ = CASES[name]
    assert len(found_in(make, name)) == times


@pytest.mark.parametrize("name", CASES)
def test_no_habit_is_found_where_it_only_seems_to_be(name: str) -> None:
    assert found_in(CASES[name][2], name) == []
