"""电子垃圾分类: what falls must land in the right bin. Shows lists as a table of answers, looked up by
costume number."""

from __future__ import annotations

from contest.demo.games.drawing import (
    circle,
    group,
    landscape,
    line,
    path,
    rect,
    recycling_sign,
    row,
    svg,
    text,
)
from contest.demo.games.kit import START, DemoGame, Look, Story, actor, lose, shell, win
from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import ListVariable, Variable
from contest.scratch.build_control import (
    forever,
    if_,
    if_else,
    join,
    mouse_down,
    mouse_x,
    pick_random,
    repeat_until,
    round_,
    wait,
    wait_until,
)
from contest.scratch.build_sound import melody, slide
from contest.scratch.build_words import (
    change_x,
    change_y,
    costume_name,
    costume_number,
    go_to,
    play_sound,
    say,
    say_for,
    set_x,
    show,
    switch_costume,
    x_position,
    y_position,
)

_LANE = 150
_BINS = (("可回收物", "#2f7fd1"), ("有害垃圾", "#d64545"), ("其他垃圾", "#6b7480"))
_GREY, _DARK, _PALE = "#9aa7b2", "#39424e", "#e9eef2"

_THINGS = {
    "旧手机": (1, rect(18, 4, 28, 56, _DARK, 6) + rect(21, 10, 22, 40, "#6ec6f5", 2) + circle(32, 55, 2.5, _PALE)),
    "显示器": (
        1,
        rect(4, 8, 56, 38, _DARK, 4)
        + rect(8, 12, 48, 30, "#7fd3c4", 2)
        + path("M26 46 H38 L41 56 H23Z", _GREY)
        + rect(16, 55, 32, 5, _GREY, 2),
    ),
    "键盘": (
        1,
        rect(2, 18, 60, 30, _GREY, 5)
        + "".join(rect(7 + 10 * x, 22 + 8 * y, 8, 6, _PALE, 1.5) for x in range(5) for y in range(2))
        + rect(16, 39, 32, 6, _PALE, 1.5),
    ),
    "旧电池": (2, rect(20, 12, 24, 46, _DARK, 5) + rect(27, 5, 10, 8, _GREY, 2) + rect(20, 22, 24, 12, "#f2c230")),
    "坏灯管": (
        2,
        group(rect(4, 26, 56, 12, "#f7fbff", 6, stroke=_GREY, stroke_width=2))
        + rect(2, 26, 8, 12, _GREY, 2)
        + rect(54, 26, 8, 12, _GREY, 2)
        + line("M26 26 L32 32 L27 38", _DARK, 2),
    ),
    "水银体温计": (
        2,
        line("M16 48 L50 14", _PALE, 12) + line("M16 48 L38 26", "#d64545", 4) + circle(16, 48, 8, "#d64545"),
    ),
    "脏纸巾": (
        3,
        path("M8 40 Q12 16 30 20 Q44 6 54 24 Q62 44 44 52 Q22 62 8 40Z", "#f4efe4", stroke="#cfc6b4", stroke_width=2)
        + circle(30, 38, 6, "#b89b6d", opacity=0.7),
    ),
    "破碗": (
        3,
        path(
            "M6 24 L24 24 L29 32 L34 24 H58 Q54 52 40 54 H24 Q10 52 6 24Z", "#f7f3ec", stroke="#5b8db8", stroke_width=3
        ),
    ),
    "旧牙刷": (3, line("M10 54 L50 14", "#ff8fa3", 6) + path("M44 12 L56 24 L50 28 L38 18Z", "#ffffff")),
}


def make(look: Look) -> Game:
    """Twelve right ones win; three wrong ones lose."""
    game = Game(look.title)
    story = Story(
        scene=landscape(look.palette),
        badge=row(*(_THINGS[name][1] for name in ("旧手机", "显示器", "旧电池")), width=64, height=64, step=76),
        lines=("用左右方向键（或点屏幕左、中、右）", "让垃圾落进正确的垃圾桶", "分对 12 件就赢，分错 3 件就输"),
        won="你是垃圾分类小能手！",
        lost="看清楚桶上的字，再来一次。",
    )
    shell(game, look, story)
    right = game.variable("分对", shown=True)
    wrong = game.variable("分错", shown=True)
    names = game.list_of("桶的名字", [name for name, _ in _BINS])
    answers = game.list_of("正确答案", [answer for answer, _ in _THINGS.values()])
    for index, (name, colour) in enumerate(_BINS):
        _bin(game, name, colour, _LANE * (index - 1))
    thing = actor(game.sprite("垃圾"))
    thing.when_receive(START, right.set(0), wait_until(right > 11), win())
    thing.when_receive(START, wrong.set(0), wait_until(wrong > 2), lose())
    _steer(thing)
    _fall(thing, look, (right, wrong), (names, answers))
    return game


def _bin(game: Game, name: str, colour: str, x: int) -> None:
    sprite = actor(game.sprite(name, x=x, y=-118))
    body = path("M10 26 H110 L100 116 Q60 122 20 116Z", colour) + rect(4, 14, 112, 16, colour, 8)
    shine = rect(4, 14, 112, 6, "#ffffff", 3, opacity=0.25)
    label = rect(16, 82, 88, 24, "#ffffff", 6) + text(60, 100, name, 18, colour, bold=True)
    sprite.costume(name, svg(120, 122, body, shine, recycling_sign(60, 57, 0.9), label))
    sprite.when_receive(START, show())


def _steer(thing: Sprite) -> None:
    thing.when_key("left arrow", if_(x_position() > -100, change_x(-_LANE)))
    thing.when_key("right arrow", if_(x_position() < 100, change_x(_LANE)))
    thing.when_receive(START, forever(if_(mouse_down(), set_x(round_(mouse_x() / 170) * _LANE))))


def _fall(
    thing: Sprite, look: Look, counts: tuple[Variable, Variable], lists: tuple[ListVariable, ListVariable]
) -> None:
    (right, wrong), (names, answers) = counts, lists
    for name, (_, shapes) in _THINGS.items():
        thing.costume(name, svg(64, 64, shapes))
    thing.sound("分对", melody("G5 C6", 0.07))
    thing.sound("分错", slide(260, 110, 0.4, "square"))
    answer = answers.item(costume_number())
    chosen = round_(x_position() / _LANE) + 2
    thing.when_receive(
        START,
        forever(
            switch_costume(pick_random(1, len(_THINGS))),
            go_to(0, 130),
            show(),
            say(costume_name()),
            repeat_until(y_position() < -58, change_y(look.speed(-2.6))),
            if_else(
                chosen.equals(answer),
                then=[right.change(1), play_sound("分对"), say("对了！"), wait(0.3)],
                otherwise=[
                    wrong.change(1),
                    play_sound("分错"),
                    say_for(join(costume_name(), "是", names.item(answer)), 1.5),
                ],
            ),
        ),
    )


GAME = DemoGame(
    key="ewaste_sorting",
    titles=("电子垃圾分类", "旧电器回家记", "分类小能手"),
    theme="电子垃圾回收",
    how_to_play=(
        "左右方向键移动落下的垃圾（也可以点屏幕的左、中、右），让它落进正确的桶。分对 12 件获胜，分错 3 件失败。"
    ),
    make=make,
)
