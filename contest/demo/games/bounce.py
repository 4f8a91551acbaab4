"""弹球: blow the smog away. Shows a ball with a speed of its own, and clones that wait to be hit."""

from __future__ import annotations

from contest.demo.games.drawing import circle, ellipse, landscape, line, path, rect, row, svg
from contest.demo.games.kit import START, DemoGame, Look, Story, actor, lose, shell, win
from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import Variable
from contest.scratch.build_control import (
    create_clone,
    delete_clone,
    forever,
    if_,
    key_pressed,
    math_of,
    mouse_down,
    mouse_x,
    pick_random,
    property_of,
    repeat,
    touching,
    wait,
    wait_until,
)
from contest.scratch.build_sound import melody, slide
from contest.scratch.build_words import (
    change_effect,
    change_size,
    change_x,
    change_y,
    go_to,
    hide,
    play_sound,
    set_x,
    set_y,
    show,
    x_position,
    y_position,
)

_ROWS, _COLUMNS = 3, 7
_SMOG = (
    ellipse(28, 20, 26, 12, "#7d8794")
    + circle(18, 14, 11, "#8d97a4")
    + circle(34, 13, 12, "#8d97a4")
    + ellipse(20, 18, 2, 3, "#2b3a42")
    + ellipse(34, 18, 2, 3, "#2b3a42")
    + line("M22 27 Q27 23 32 27", "#2b3a42", 2)
)
_BALL = (
    circle(11, 11, 10, "#5fd068")
    + path("M11 17 Q3 10 12 4 Q19 10 11 17Z", "#ffffff")
    + line("M11 17 V9", "#5fd068", 1.5)
)
_FAN = rect(2, 4, 92, 16, "#f2f5f7", 8, stroke="#6b7d8c", stroke_width=2) + "".join(
    line(f"M{x} 9 V15", "#6ec6f5", 3) for x in range(16, 88, 12)
)


def make(look: Look) -> Game:
    """All smog gone wins; three lost balls lose."""
    game = Game(look.title)
    story = Story(
        scene=landscape(look.palette),
        badge=row(_SMOG, _SMOG, _SMOG, width=56, height=34, step=66),
        lines=("左右方向键移动挡板，也可以用手指拖", "用绿色小球弹走所有雾霾", "小球掉下去 3 次就输"),
        won="雾霾散了，蓝天回来了！",
        lost="雾霾还在，再试一次吧。",
    )
    shell(game, look, story)
    left = game.variable("雾霾", _ROWS * _COLUMNS, shown=True)
    balls = game.variable("小球", 3, shown=True)
    dx, dy = game.variable("横速度"), game.variable("竖速度")
    board = actor(game.sprite("挡板", y=-150))
    ball = actor(game.sprite("小球"))
    _steer(board, look)
    _smog(actor(game.sprite("雾霾")), ball, left, dy)
    _fly(ball, look, (dx, dy), balls)
    ball.when_receive(START, wait(1), wait_until(left < 1), win())
    return game


def _steer(board: Sprite, look: Look) -> None:
    board.costume("挡板", svg(96, 24, _FAN))
    board.when_receive(
        START,
        go_to(0, -150),
        show(),
        forever(
            if_(key_pressed("left arrow") & (x_position() > -195), change_x(look.speed(-10))),
            if_(key_pressed("right arrow") & (x_position() < 195), change_x(look.speed(10))),
            if_(mouse_down(), set_x(mouse_x())),
        ),
    )


def _smog(smog: Sprite, ball: Sprite, left: Variable, dy: Variable) -> None:
    smog.costume("雾霾", svg(56, 34, _SMOG))
    smog.sound("散开", slide(500, 1100, 0.12))
    rows = [[go_to(-198, 110 - 40 * down), repeat(_COLUMNS, create_clone(), change_x(66))] for down in range(_ROWS)]
    smog.when_receive(START, left.set(_ROWS * _COLUMNS), rows)
    smog.when_clone_starts(
        show(),
        wait_until(touching(ball)),
        dy.set(0 - dy),
        left.change(-1),
        play_sound("散开"),
        repeat(6, change_size(8), change_effect("GHOST", 16)),
        hide(),
        delete_clone(),
    )


def _fly(ball: Sprite, look: Look, speed: tuple[Variable, Variable], balls: Variable) -> None:
    dx, dy = speed
    ball.costume("小球", svg(22, 22, _BALL))
    ball.sound("弹起", melody("C6", 0.07))
    ball.sound("掉落", slide(350, 80, 0.5, "triangle"))
    serve = ball.define("发球")
    serve.does(go_to(0, -60), dx.set(pick_random(0, 1) * 6 - 3), dy.set(look.speed(5)), wait(0.6))
    ball.when_receive(
        START,
        balls.set(3),
        show(),
        serve(),
        forever(
            change_x(dx),
            change_y(dy),
            if_(x_position() > 225, dx.set(0 - math_of("abs", dx))),
            if_(x_position() < -225, dx.set(math_of("abs", dx))),
            if_(y_position() > 165, dy.set(0 - math_of("abs", dy))),
            if_(
                touching("挡板"),
                set_y(-132),
                dy.set(math_of("abs", dy)),
                dx.set((x_position() - property_of("x position", "挡板")) / 8),
                play_sound("弹起"),
            ),
            if_(y_position() < -168, balls.change(-1), play_sound("掉落"), if_(balls < 1, lose()), serve()),
        ),
    )


GAME = DemoGame(
    key="bounce",
    titles=("弹球吹雾霾", "蓝天弹弹球", "绿色小球"),
    theme="保护环境",
    how_to_play="左右方向键（或拖动）移动挡板，用小球弹走全部雾霾就赢，小球掉下去 3 次失败。",
    make=make,
)
