"""节约用水: taps open by themselves. Shows clones that carry on by themselves and are clicked, and drops
made by others."""

from __future__ import annotations

from contest.demo.games.drawing import Palette, circle, line, path, rect, row, svg
from contest.demo.games.kit import START, DemoGame, Look, Story, actor, lose, shell, win
from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import Variable
from contest.scratch.build_control import (
    create_clone,
    delete_clone,
    forever,
    if_,
    pick_random,
    repeat,
    repeat_until,
    wait,
    wait_until,
)
from contest.scratch.build_sound import melody, slide
from contest.scratch.build_words import (
    change_x,
    change_y,
    costume_number,
    go_to,
    hide,
    play_sound,
    set_y,
    show,
    switch_costume,
    x_position,
    y_position,
)

_SECONDS = 40
_WATER = "#3aa7e8"
_STEEL, _SHADE = "#c9d3da", "#8b9aa5"
_PIPE = rect(6, 24, 46, 16, _STEEL, 5) + path("M40 24 H60 Q78 24 78 44 V56 H60 V44 Q60 40 54 40 H40Z", _STEEL)
_MOUTH = rect(56, 52, 26, 8, _SHADE, 3) + rect(26, 12, 12, 14, _SHADE, 2)
_DROP = path("M14 2 Q26 18 26 26 C26 42 2 42 2 26 Q2 18 14 2Z", _WATER) + circle(10, 25, 3, "#d9f1ff")


def _tap(handle: str, stream: str = "") -> str:
    return svg(90, 90, stream, _PIPE, _MOUTH, rect(12, 4, 40, 10, handle, 5))


def _bathroom(palette: Palette) -> str:
    tiles = "".join(f"M{x} 0 V360 " for x in range(0, 481, 48)) + "".join(f"M0 {y} H480 " for y in range(0, 361, 48))
    mirror = rect(176, 26, 128, 74, "#ffffff", 14, opacity=0.7) + line("M200 86 L240 40 M222 88 L256 50", "#ffffff", 6)
    return rect(0, 0, 480, 360, palette.haze) + line(tiles, "#ffffff", 3) + mirror + rect(0, 108, 480, 10, palette.hill)


def make(look: Look) -> Game:
    """Keep water in the tank for forty seconds."""
    game = Game(look.title)
    story = Story(
        scene=_bathroom(look.palette),
        badge=row(_DROP, _DROP, _DROP, width=28, height=38, step=44),
        lines=("水龙头会自己漏水，快点一下关紧它！", f"坚持 {_SECONDS} 秒，水箱里还有水就赢", "水箱漏光就输"),
        won="滴水成河，你省下了好多水！",
        lost="水漏光了。关紧水龙头要快！",
    )
    shell(game, look, story)
    water = game.variable("水箱", 100, shown=True)
    left = game.variable("剩余秒数", _SECONDS, shown=True)
    spot = game.variable("水滴横坐标")
    game.stage.when_receive(START, left.set(_SECONDS), repeat(_SECONDS, wait(1), left.change(-1)), win())
    game.stage.when_receive(START, water.set(100), wait_until(water < 1), water.set(0), lose())
    _tank(game, water)
    drop = actor(game.sprite("水滴"))
    _taps(actor(game.sprite("水龙头")), drop, look, (water, spot))
    _fall(drop, spot)
    return game


def _tank(game: Game, water: Variable) -> None:
    tank = actor(game.sprite("水位", y=-180))
    crests = "".join(f"T{x} 14 " for x in range(60, 541, 60))
    waves = path(f"M0 14 Q-30 0 0 14 {crests}V200 H0Z", _WATER)
    tank.costume("水位", svg(540, 200, waves))
    tank.when_receive(START, go_to(0, -190), show(), forever(set_y(water * 0.9 - 265)))


def _taps(tap: Sprite, drop: Sprite, look: Look, variables: tuple[Variable, Variable]) -> None:
    water, spot = variables
    tap.costume("关", _tap("#3fae6b"))
    tap.costume("漏水一", _tap("#e4572e", rect(64, 58, 9, 22, _WATER, 4)))
    tap.costume("漏水二", _tap("#e4572e", rect(62, 58, 13, 32, _WATER, 5)))
    tap.sound("关紧", melody("E5 B5", 0.06))
    tap.sound("滴答", slide(900, 500, 0.09))
    tap.when_receive(START, go_to(-190, 30), repeat(5, create_clone(), change_x(92)))
    drip = [
        water.change(-1),
        switch_costume(5 - costume_number()),
        spot.set(x_position() + 23),
        create_clone(drop),
        play_sound("滴答"),
        wait(0.6),
    ]
    tap.when_clone_starts(
        switch_costume("关"),
        show(),
        forever(
            wait(pick_random(look.rest(2.1), look.rest(7.1))),
            switch_costume("漏水一"),
            repeat_until(costume_number().equals(1), drip),
        ),
    )
    tap.when_clicked(if_(costume_number() > 1, switch_costume("关"), play_sound("关紧")))


def _fall(drop: Sprite, spot: Variable) -> None:
    drop.costume("水滴", svg(28, 40, _DROP))
    drop.when_clone_starts(
        go_to(spot, -10),
        show(),
        repeat_until(y_position() < -130, change_y(-8)),
        hide(),
        delete_clone(),
    )


GAME = DemoGame(
    key="saving_water",
    titles=("节约用水", "关紧水龙头", "小水滴保卫战"),
    theme="节约资源",
    how_to_play="用鼠标或手指点正在漏水的水龙头，把它关紧。坚持 40 秒、水箱还有水就获胜。",
    make=make,
)
