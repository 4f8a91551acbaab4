"""沙漠植树: trees hold the sand. Shows clones that grow, the pen extension, and a storm that roams."""

from __future__ import annotations

from contest.demo.games.drawing import (
    Palette,
    circle,
    ellipse,
    group,
    line,
    path,
    rect,
    row,
    sky,
    svg,
    tree,
)
from contest.demo.games.kit import START, DemoGame, Look, Story, actor, lose, shell, win
from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import Variable
from contest.scratch.build_control import (
    create_clone,
    delete_clone,
    forever,
    if_,
    mouse_down,
    mouse_x,
    mouse_y,
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
    costume_number,
    erase_all,
    go_to,
    hide,
    next_costume,
    pen_colour,
    pen_down,
    pen_size,
    pen_up,
    play_sound,
    show,
    switch_costume,
    turn_right,
    x_position,
)

_SECONDS, _NEEDED = 60, 15
_SAND = ("#f2cf8d", "#e6b566", "#d9a24e")


def _desert(palette: Palette) -> str:
    light, middle, dark = _SAND
    dunes = path("M0 130 Q80 90 170 128 T340 116 T480 126 V360 H0Z", light)
    waves = "".join(
        line(f"M{x} {y} q14 -8 28 0 t28 0", dark, 2.5, opacity=0.55)
        for x, y in (
            (40, 200),
            (180, 170),
            (330, 210),
            (100, 280),
            (250, 260),
            (390, 310),
            (60, 335),
            (210, 330),
        )
    )
    return (
        sky(palette)
        + circle(410, 52, 28, palette.sun)
        + path("M0 112 Q130 70 260 116 T480 96 V200 H0Z", middle)
        + dunes
        + waves
    )


_STAGES = (
    ("树苗", line("M45 92 V76", "#6b8f3a", 4) + ellipse(38, 76, 8, 4, "#7fc25a") + ellipse(52, 74, 8, 4, "#7fc25a")),
    ("小树", tree(45, 92, 0.55, "#63b34f")),
    ("大树", tree(45, 92, 0.95, "#3f9b4f")),
)
_CAN = (
    rect(16, 14, 26, 26, "#3a86c8", 4)
    + line("M16 22 L2 12", "#3a86c8", 5)
    + line("M42 18 Q54 22 42 34", "#3a86c8", 4)
    + circle(3, 18, 2, "#6ec6f5")
    + circle(0, 24, 2, "#6ec6f5")
)
_STORM = "".join(
    line(f"M{50 - w} {y} Q50 {y + 9} {50 + w} {y}", colour, 7)
    for w, y, colour in (
        (40, 14, "#b98a4a"),
        (32, 30, "#c89a58"),
        (24, 46, "#b98a4a"),
        (15, 61, "#c89a58"),
        (7, 74, "#b98a4a"),
    )
)


def make(look: Look) -> Game:
    """Fifteen grown trees win; a minute without them loses."""
    game = Game(look.title)
    story = Story(
        scene=_desert(look.palette),
        badge=row(*(group(shapes) for _, shapes in _STAGES), width=90, height=100, step=78),
        lines=(
            "点沙地种下树苗，等它长成大树",
            "沙尘暴会卷走树苗，但吹不倒大树",
            f"{_SECONDS} 秒内长成 {_NEEDED} 棵大树就赢",
        ),
        won="沙漠变成了绿洲！",
        lost="多种几棵，别种在风口上。",
    )
    shell(game, look, story)
    grown = game.variable("大树", shown=True)
    left = game.variable("剩余秒数", _SECONDS, shown=True)
    game.stage.when_flag(erase_all())
    game.stage.when_receive(START, left.set(_SECONDS), repeat(_SECONDS, wait(1), left.change(-1)), lose())
    game.stage.when_receive(START, grown.set(0), wait_until(grown > _NEEDED - 1), win())
    storm = actor(game.sprite("沙尘暴"))
    sapling = actor(game.sprite("树"))
    _grow(sapling, storm, look, grown)
    _roam(storm, look)
    _pointer(actor(game.sprite("水壶")))
    return game


def _grow(sapling: Sprite, storm: Sprite, look: Look, grown: Variable) -> None:
    for name, shapes in _STAGES:
        sapling.costume(name, svg(90, 96, shapes), center=(45, 92))
    sapling.sound("种下", melody("C5 E5", 0.07))
    sapling.sound("长大", melody("G5 C6 E6", 0.07))
    plant = [switch_costume("树苗"), go_to(mouse_x(), mouse_y()), create_clone(), play_sound("种下"), wait(0.8)]
    sapling.when_receive(START, forever(if_(mouse_down() & (mouse_y() < 45), plant)))
    sapling.when_clone_starts(
        show(),
        repeat(2, wait(look.rest(2.5)), next_costume()),
        grown.change(1),
        play_sound("长大"),
        pen_colour("#8fcf6a"),
        pen_size(46),
        pen_down(),
        change_x(16),
        change_x(-16),
        pen_up(),
    )
    sapling.when_clone_starts(
        repeat_until(costume_number() > 2, if_(touching(storm), hide(), delete_clone())),
    )


def _roam(storm: Sprite, look: Look) -> None:
    storm.costume("沙尘暴", svg(100, 84, _STORM))
    storm.sound("风声", noise(1.2, 0.2))
    storm.when_receive(
        START,
        forever(
            go_to(-235, pick_random(-140, 20)),
            wait(pick_random(1, 2.5)),
            show(),
            play_sound("风声"),
            repeat_until(x_position() > 232, change_x(look.speed(4.5)), turn_right(pick_random(-4, 4))),
            hide(),
        ),
    )


def _pointer(can: Sprite) -> None:
    can.costume("水壶", svg(56, 44, _CAN), center=(2, 26))
    # Not at END: there the other scripts of a sprite are stopped, perhaps before they have begun.
    can.when_backdrop("胜利", erase_all())
    can.when_backdrop("失败", erase_all())
    can.when_receive(START, show(), forever(go_to(mouse_x(), mouse_y())))


GAME = DemoGame(
    key="plant_trees",
    titles=("沙漠植树", "绿洲计划", "小树快快长"),
    theme="保护环境",
    how_to_play="用鼠标或手指点沙地种树。树苗怕沙尘暴，长成大树就不怕了。60 秒内长成 15 棵大树获胜。",
    make=make,
)
