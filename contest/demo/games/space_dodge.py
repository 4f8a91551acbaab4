"""躲避太空垃圾: a ship among scrap. Shows a moving star field, a short time of safety after a hit, and
rising speed."""

from __future__ import annotations

from contest.demo.games.drawing import circle, group, line, path, rect, row, svg
from contest.demo.games.kit import START, DemoGame, Look, Story, actor, lose, shell, win
from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import Variable
from contest.scratch.build_control import (
    create_clone,
    delete_clone,
    forever,
    if_,
    key_pressed,
    mouse_down,
    mouse_y,
    pick_random,
    repeat,
    repeat_until,
    touching,
    wait,
)
from contest.scratch.build_sound import noise
from contest.scratch.build_words import (
    change_x,
    change_y,
    clear_effects,
    go_to,
    go_to_back,
    hide,
    play_sound,
    set_effect,
    set_size,
    show,
    switch_costume,
    turn_right,
    x_position,
    y_position,
)

_SECONDS = 40
_NIGHTS = (("#101a3f", "#29417a"), ("#2a1240", "#6b2f6b"), ("#06222b", "#11575c"), ("#1c1c2e", "#44507a"))
_SHIP = (
    path("M6 14 L26 20 V36 L6 42 L12 28Z", "#e4572e")
    + path("M14 18 Q52 10 76 28 Q52 46 14 38Z", "#f4f7fa")
    + circle(50, 28, 8, "#6ec6f5")
    + circle(47, 26, 3, "#ffffff", opacity=0.8)
    + line("M20 28 H34", "#c6d0d8", 3)
)
_SCRAP = {
    "旧卫星": rect(20, 16, 18, 24, "#c9ced6", 3)
    + rect(0, 20, 17, 15, "#4f7fd1", 1)
    + rect(41, 20, 17, 15, "#4f7fd1", 1)
    + line("M8 20 V35 M49 20 V35", "#2d4f91", 2)
    + line("M29 16 V8", "#c9ced6", 2.5)
    + circle(29, 6, 3, "#ffb703"),
    "废油桶": rect(14, 8, 30, 42, "#b5563c", 5)
    + line("M14 21 H44 M14 36 H44", "#7d3524", 3)
    + circle(29, 28, 5, "#f2c230"),
    "坏零件": path(
        "M25 4 H33 L35 12 L43 9 L49 15 L45 23 L53 25 V33 L45 35 L49 43 L43 49 L35 46 L33 54 H25 L23 46 L15 49 "
        "L9 43 L13 35 L5 33 V25 L13 23 L9 15 L15 9 L23 12Z",
        "#9aa7b2",
    )
    + circle(29, 29, 9, "#39424e"),
}
_STAR = circle(4, 4, 2.5, "#ffffff", opacity=0.8)


def _space(variant: int) -> str:
    dark, light = _NIGHTS[variant % len(_NIGHTS)]
    planet = (
        circle(430, 330, 110, light)
        + circle(400, 300, 16, dark, opacity=0.35)
        + circle(452, 286, 9, dark, opacity=0.35)
    )
    dots = "".join(circle(37 * n % 480, 83 * n % 350, 1 + n % 2, "#ffffff", opacity=0.5) for n in range(1, 40))
    return rect(0, 0, 480, 360, dark) + dots + planet


def make(look: Look) -> Game:
    """Forty seconds win; three hits lose."""
    game = Game(look.title)
    story = Story(
        scene=_space(look.variant),
        badge=row(_SCRAP["旧卫星"], group(_SHIP, x=-8), _SCRAP["坏零件"], width=58, height=58, step=86),
        lines=("上下方向键驾驶飞船，也可以用手指拖", "躲开飘来的太空垃圾", f"飞行 {_SECONDS} 秒就赢，被撞 3 次就输"),
        won="平安穿过太空垃圾带！",
        lost="太空也要保持干净呀。",
    )
    shell(game, look, story)
    left = game.variable("剩余秒数", _SECONDS, shown=True)
    shield = game.variable("护盾", 3, shown=True)
    speed = game.variable("速度")
    game.stage.when_receive(
        START,
        left.set(_SECONDS),
        speed.set(look.speed(5)),
        repeat(_SECONDS, wait(1), left.change(-1), speed.change(0.06)),
        win(),
    )
    _stars(actor(game.sprite("星星")), speed)
    scrap = actor(game.sprite("太空垃圾"))
    _drift(scrap, look, speed)
    _pilot(actor(game.sprite("飞船", x=-170)), scrap, look, shield)
    return game


def _pilot(ship: Sprite, scrap: Sprite, look: Look, shield: Variable) -> None:
    ship.costume("飞船", svg(80, 56, _SHIP))
    ship.sound("撞击", noise(0.5))
    ship.when_receive(
        START,
        go_to(-170, 0),
        clear_effects(),
        show(),
        forever(
            if_(key_pressed("up arrow") & (y_position() < 150), change_y(look.speed(6))),
            if_(key_pressed("down arrow") & (y_position() > -150), change_y(look.speed(-6))),
            if_(mouse_down(), change_y((mouse_y() - y_position()) / 5)),
        ),
    )
    blink = repeat(5, set_effect("GHOST", 60), wait(0.1), set_effect("GHOST", 0), wait(0.1))
    ship.when_receive(
        START,
        shield.set(3),
        forever(if_(touching(scrap), shield.change(-1), play_sound("撞击"), if_(shield < 1, lose()), blink)),
    )


def _drift(scrap: Sprite, look: Look, speed: Variable) -> None:
    for name, shapes in _SCRAP.items():
        scrap.costume(name, svg(58, 58, shapes))
    scrap.when_receive(START, forever(create_clone(), wait(pick_random(look.rest(0.7), look.rest(1.3)))))
    scrap.when_clone_starts(
        switch_costume(pick_random(1, len(_SCRAP))),
        set_size(pick_random(60, 100)),
        go_to(250, pick_random(-150, 150)),
        show(),
        repeat_until(x_position() < -235, change_x(0 - speed), turn_right(3)),
        hide(),
        delete_clone(),
    )


def _stars(star: Sprite, speed: Variable) -> None:
    star.costume("星星", svg(8, 8, _STAR))
    star.when_receive(START, go_to_back(), forever(create_clone(), wait(0.25)))
    star.when_clone_starts(
        go_to(238, pick_random(-175, 175)),
        show(),
        repeat_until(x_position() < -232, change_x(0 - speed * 1.6)),
        delete_clone(),
    )


GAME = DemoGame(
    key="space_dodge",
    titles=("躲避太空垃圾", "太空清洁航线", "飞船大冒险"),
    theme="科学幻想",
    how_to_play="上下方向键（或按住拖动）驾驶飞船，躲开太空垃圾。飞行 40 秒获胜，被撞 3 次失败。",
    make=make,
)
