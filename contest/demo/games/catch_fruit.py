"""接水果: a basket under a tree. Shows clones, costumes chosen at random, and steering by keys or finger."""

from __future__ import annotations

from contest.demo.games.drawing import circle, ellipse, landscape, line, path, rect, row, svg, tree
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
    repeat_until,
    touching,
    wait,
    wait_until,
)
from contest.scratch.build_sound import melody, slide
from contest.scratch.build_words import (
    change_x,
    change_y,
    costume_name,
    go_to,
    hide,
    play_sound,
    set_x,
    show,
    switch_costume,
    turn_right,
    y_position,
)

_LEAF = "#4c9a3f"
_FRUIT = {
    "苹果": circle(22, 25, 17, "#e63946") + line("M22 10 Q22 4 27 3", "#6b4423") + ellipse(31, 7, 7, 3.5, _LEAF),
    "橘子": circle(22, 24, 17, "#f4932f") + ellipse(24, 7, 8, 3.5, _LEAF) + circle(16, 18, 4, "#ffc27d"),
    "梨": path("M22 5 Q30 8 29 18 Q40 28 33 38 Q22 46 11 38 Q4 28 15 18 Q14 8 22 5Z", "#c9d94a")
    + line("M22 6 L24 1", "#6b4423"),
    "西瓜": path("M3 16 C3 41 41 41 41 16Z", "#2f8f46")
    + path("M7 16 C7 36 37 36 37 16Z", "#ff5d6c")
    + circle(16, 22, 1.8, "#3a1d1d")
    + circle(23, 25, 1.8, "#3a1d1d")
    + circle(29, 21, 1.8, "#3a1d1d"),
}
_BATTERY = (
    rect(13, 8, 18, 32, "#3d4450", 4)
    + rect(18, 3, 8, 6, "#9aa3ad", 2)
    + rect(13, 14, 18, 8, "#f2c230")
    + line("M23 25 L18 31 H25 L21 36", "#ff5d5d", 2.5)
)
_BASKET = (
    path("M8 22 H92 L82 56 Q50 64 18 56Z", "#c98b4b")
    + rect(3, 14, 94, 12, "#a86c33", 6)
    + line("M22 30 L28 54 M40 30 L43 57 M60 30 L57 57 M78 30 L72 54 M14 40 Q50 47 86 40", "#a86c33", 2.5)
    + line("M20 14 Q50 -12 80 14", "#a86c33", 5)
)


def make(look: Look) -> Game:
    """Twenty fruits win; three batteries in the basket lose."""
    game = Game(look.title)
    scene = landscape(look.palette) + tree(60, 312, 1.7) + tree(428, 308, 1.4)
    story = Story(
        scene=scene,
        badge=row(_FRUIT["苹果"], _FRUIT["橘子"], _FRUIT["西瓜"]),
        lines=("左右方向键移动篮子，也可以用手指拖", "接住 20 个水果就赢", "别接旧电池：接 3 节就输"),
        won="果子丰收，电池没有混进来！",
        lost="旧电池有害，不能和水果放一起。",
    )
    shell(game, look, story)
    score = game.variable("水果", shown=True)
    lives = game.variable("机会", 3, shown=True)
    basket = actor(game.sprite("篮子", y=-132))
    _steer(basket, look)
    basket.when_receive(START, score.set(0), wait_until(score > 19), win())
    basket.when_receive(START, lives.set(3), wait_until(lives < 1), lose())
    _fall(actor(game.sprite("水果")), basket, look, score, lives)
    return game


def _steer(basket: Sprite, look: Look) -> None:
    basket.costume("篮子", svg(100, 64, _BASKET))
    basket.when_receive(
        START,
        go_to(0, -132),
        show(),
        forever(
            if_(key_pressed("left arrow"), change_x(look.speed(-9))),
            if_(key_pressed("right arrow"), change_x(look.speed(9))),
            if_(mouse_down(), set_x(mouse_x())),
        ),
    )


def _fall(fruit: Sprite, basket: Sprite, look: Look, score: Variable, lives: Variable) -> None:
    for name, shapes in _FRUIT.items():
        fruit.costume(name, svg(44, 46, shapes))
    fruit.costume("旧电池", svg(44, 46, _BATTERY))
    fruit.sound("接住", melody("E5 A5", 0.06))
    fruit.sound("哎呀", slide(300, 90, 0.35, "square"))
    fruit.when_receive(
        START,
        forever(
            switch_costume(pick_random(1, 5)),
            go_to(pick_random(-205, 205), 170),
            create_clone(),
            wait(pick_random(0.4, 0.9)),
        ),
    )
    caught = if_else(
        costume_name().equals("旧电池"),
        then=[lives.change(-1), play_sound("哎呀")],
        otherwise=[score.change(1), play_sound("接住")],
    )
    fruit.when_clone_starts(
        show(),
        repeat_until(
            touching(basket) | (y_position() < -165),
            change_y(look.speed(-5)),
            turn_right(4),
        ),
        if_(touching(basket), caught),
        hide(),
        delete_clone(),
    )


GAME = DemoGame(
    key="catch_fruit",
    titles=("接水果", "果园丰收日", "校园果树下"),
    theme="绿色生活",
    how_to_play="左右方向键（或按住鼠标、手指拖动）移动篮子。接住 20 个水果获胜，接到 3 节旧电池就失败。",
    make=make,
)
