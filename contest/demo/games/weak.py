"""Three entries with something wrong on purpose, so that checks, warnings and low marks have something to
show."""

from __future__ import annotations

from contest.demo.games.drawing import PALETTES, circle, ellipse, landscape, line, path, rect, svg
from contest.demo.games.kit import DemoGame, Look
from contest.scratch.build import Game
from contest.scratch.build_control import forever, if_, pick_random, touching, wait
from contest.scratch.build_sound import melody
from contest.scratch.build_words import (
    MOUSE,
    bounce_on_edge,
    change_x,
    change_y,
    go_to,
    move,
    play_sound,
    say_for,
    show,
    turn_right,
)

_FISH = (
    ellipse(40, 26, 28, 18, "#ff9f43")
    + path("M64 26 L84 10 V42Z", "#ee7d1a")
    + circle(28, 22, 5, "#ffffff")
    + circle(27, 22, 2.5, "#1d2b36")
    + line("M42 12 V40 M52 14 V38", "#ffffff", 4)
)
_STAR = path(
    "M30 2 L38 21 L58 22 L42 35 L48 55 L30 44 L12 55 L18 35 L2 22 L22 21Z", "#ffcf33", stroke="#e0a200", stroke_width=2
)


def make_without_flag(look: Look) -> Game:
    """A fish that swims by arrow keys; nothing happens at the green flag, and there is nothing to win."""
    game = Game(look.title)
    sea = rect(0, 0, 480, 360, look.palette.sky) + path("M0 320 Q120 290 240 318 T480 310 V360 H0Z", "#f2cf8d")
    game.stage.backdrop("大海", svg(480, 360, sea))
    fish = game.sprite("小鱼")
    fish.costume("小鱼", svg(86, 52, _FISH))
    fish.when_key("left arrow", change_x(-10))
    fish.when_key("right arrow", change_x(10))
    fish.when_key("up arrow", change_y(10))
    fish.when_key("down arrow", change_y(-10))
    fish.loose(move(10), bounce_on_edge())
    return game


def make_nearly_empty(look: Look) -> Game:
    """A white stage and one drawing without any script."""
    game = Game(look.title)
    game.stage.backdrop("背景1", svg(480, 360, rect(0, 0, 480, 360, "#ffffff")))
    game.sprite("角色1").costume("造型1", svg(86, 52, _FISH))
    return game


def make_missing_picture(look: Look) -> Game:
    """A star to click, which plays; but the picture of the balloon is missing from the file."""
    game = Game(look.title)
    game.stage.backdrop("夜空", svg(480, 360, landscape(PALETTES[2])))
    score = game.variable("星星", shown=True)
    balloon = game.sprite("气球", x=-150, y=90)
    balloon.costume("气球", svg(80, 120, circle(40, 40, 36, "#e4572e") + line("M40 76 V118", "#ffffff", 2)))
    balloon.when_flag(say_for("点星星，看你能点到几颗！", 3))
    star = game.sprite("星星")
    star.costume("星星", svg(60, 58, _STAR))
    star.sound("叮", melody("E6", 0.1))
    star.when_flag(
        score.set(0),
        show(),
        forever(go_to(pick_random(-200, 200), pick_random(-140, 140)), wait(look.rest(1.1))),
    )
    star.when_clicked(score.change(1), play_sound("叮"), turn_right(15))
    star.when_flag(forever(if_(touching(MOUSE), turn_right(5))))
    return game


NO_FLAG = DemoGame(
    key="weak_no_flag",
    titles=("会游的小鱼", "大海里的鱼", "小鱼游啊游"),
    theme="自然",
    how_to_play="按方向键，小鱼就会游。",
    make=make_without_flag,
    weakness="没有绿旗脚本，也没有目标。",
)
NEARLY_EMPTY = DemoGame(
    key="weak_nearly_empty",
    titles=("我的作品", "未命名作品", "第一个作品"),
    theme="自选",
    how_to_play="还没有做完。",
    make=make_nearly_empty,
    weakness="几乎是空的：一个角色，没有脚本。",
)
MISSING_PICTURE = DemoGame(
    key="faulty_missing_picture",
    titles=("点星星", "星星闪闪", "夜空数星星"),
    theme="自然",
    how_to_play="用鼠标点星星，点到一颗加 1 分。",
    make=make_missing_picture,
    weakness="文件里缺少气球的图片。",
    leave_out=("气球",),
)
