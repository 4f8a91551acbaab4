"""回收车大冒险: collect boxes, avoid cones. Shows a road that rolls by, lanes, and a speed shared by all
sprites."""

from __future__ import annotations

from contest.demo.games.drawing import Palette, circle, path, rect, recycling_sign, row, svg, tree
from contest.demo.games.kit import START, DemoGame, Look, Story, actor, lose, shell, win
from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import Variable
from contest.scratch.build_control import (
    create_clone,
    delete_clone,
    forever,
    if_,
    if_else,
    key_pressed,
    mouse_down,
    mouse_x,
    pick_random,
    repeat,
    repeat_until,
    touching,
    wait,
    wait_until,
)
from contest.scratch.build_sound import melody, noise
from contest.scratch.build_words import (
    change_x,
    change_y,
    costume_name,
    go_to,
    go_to_front,
    hide,
    play_sound,
    point_in_direction,
    show,
    switch_costume,
    turn_right,
    x_position,
    y_position,
)

_TRUCK = (
    rect(2, 22, 6, 16, "#1d2b36", 3)
    + rect(48, 22, 6, 16, "#1d2b36", 3)
    + rect(2, 70, 6, 16, "#1d2b36", 3)
    + rect(48, 70, 6, 16, "#1d2b36", 3)
    + rect(6, 4, 44, 32, "#f2f5f7", 9)
    + rect(11, 10, 34, 14, "#6ec6f5", 5)
    + rect(6, 36, 44, 60, "#2fa866", 6)
    + recycling_sign(28, 66, 0.75)
    + circle(12, 5, 3, "#ffe27a")
    + circle(44, 5, 3, "#ffe27a")
)
_BOX = rect(4, 8, 36, 32, "#c98b4b", 3) + rect(4, 8, 36, 9, "#a86c33", 3) + recycling_sign(22, 28, 0.42)
_CONE = (
    path("M22 2 L36 38 H8Z", "#f2662b") + path("M17 16 H27 L30 25 H14Z", "#ffffff") + rect(2, 36, 40, 7, "#d1501b", 3)
)
_PUDDLE = path("M4 24 C2 10 20 6 24 10 C40 4 46 20 38 30 C30 42 8 40 4 24Z", "#39424e") + circle(17, 20, 4, "#8d97a4")


def _road(palette: Palette) -> str:
    asphalt = rect(90, 0, 300, 360, "#59636e") + rect(84, 0, 8, 360, "#f4f4f4") + rect(388, 0, 8, 360, "#f4f4f4")
    trees = "".join(tree(x, y, 0.75) for x, y in ((36, 90), (48, 210), (30, 330), (444, 70), (434, 190), (450, 310)))
    return rect(0, 0, 480, 360, palette.ground) + asphalt + trees


def make(look: Look) -> Game:
    """Fifteen boxes win; three bumps lose."""
    game = Game(look.title)
    story = Story(
        scene=_road(look.palette),
        badge=row(_BOX, _CONE, _BOX),
        lines=("左右方向键开回收车，也可以用手指拖", "收集 15 个回收箱就赢", "撞上路障或油污 3 次就输"),
        won="满载而归，旧电器都回收了！",
        lost="安全第一，慢一点再来。",
    )
    shell(game, look, story)
    boxes = game.variable("回收箱", shown=True)
    bumps = game.variable("碰撞", shown=True)
    speed = game.variable("速度")
    game.stage.when_receive(START, speed.set(look.speed(5)), forever(wait(1), speed.change(0.08)))
    game.stage.when_receive(START, boxes.set(0), wait_until(boxes > 14), win())
    game.stage.when_receive(START, bumps.set(0), wait_until(bumps > 2), lose())
    _dashes(actor(game.sprite("车道线")), speed)
    truck = actor(game.sprite("回收车", y=-110))
    _things(actor(game.sprite("路上的东西")), truck, look, (boxes, bumps, speed))
    _drive(truck, look)
    return game


def _drive(truck: Sprite, look: Look) -> None:
    truck.costume("回收车", svg(56, 100, _TRUCK))
    truck.when_receive(
        START,
        go_to(0, -110),
        go_to_front(),
        show(),
        forever(
            point_in_direction(90),
            if_(key_pressed("left arrow") & (x_position() > -118), change_x(look.speed(-7)), point_in_direction(84)),
            if_(key_pressed("right arrow") & (x_position() < 118), change_x(look.speed(7)), point_in_direction(96)),
            if_(mouse_down(), change_x((mouse_x() - x_position()) / 5)),
        ),
    )


def _things(thing: Sprite, truck: Sprite, look: Look, variables: tuple[Variable, Variable, Variable]) -> None:
    boxes, bumps, speed = variables
    for name, shapes in (("回收箱", _BOX), ("路障", _CONE), ("油污", _PUDDLE)):
        thing.costume(name, svg(44, 46, shapes))
    thing.sound("装车", melody("E5 G5", 0.06))
    thing.sound("碰撞", noise(0.35))
    thing.when_receive(
        START,
        forever(
            switch_costume("回收箱"),
            if_(pick_random(1, 5) > 3, switch_costume(pick_random(2, 3))),
            go_to(pick_random(-1, 1) * 95, 178),
            create_clone(),
            wait(pick_random(look.rest(0.6), look.rest(1.0))),
        ),
    )
    met = if_else(
        costume_name().equals("回收箱"),
        then=[boxes.change(1), play_sound("装车")],
        otherwise=[bumps.change(1), play_sound("碰撞"), repeat(6, turn_right(30), change_y(4))],
    )
    thing.when_clone_starts(
        show(),
        repeat_until(touching(truck) | (y_position() < -172), change_y(0 - speed)),
        if_(touching(truck), met),
        hide(),
        delete_clone(),
    )


def _dashes(dash: Sprite, speed: Variable) -> None:
    dash.costume("车道线", svg(8, 44, rect(0, 0, 8, 44, "#f2e394", 3)))
    rows = [[go_to(-48, y), create_clone(), go_to(48, y), create_clone()] for y in (150, 60, -30, -120)]
    dash.when_receive(START, rows)
    dash.when_clone_starts(
        show(),
        forever(change_y(0 - speed), if_(y_position() < -178, change_y(356))),
    )


GAME = DemoGame(
    key="truck_racer",
    titles=("回收车大冒险", "绿色回收快车", "回收车出发"),
    theme="电子垃圾回收",
    how_to_play="左右方向键（或按住拖动）开回收车。收集 15 个回收箱获胜，撞上路障或油污 3 次失败。",
    make=make,
)
