"""打地鼠: guard the vegetable garden. Shows a custom block with a parameter, and clicks that count only
once."""

from __future__ import annotations

from contest.demo.games.drawing import circle, ellipse, group, landscape, line, path, rect, row, svg
from contest.demo.games.kit import START, DemoGame, Look, Story, actor, lose, shell, win
from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import Variable
from contest.scratch.build_control import (
    forever,
    if_,
    if_else,
    math_of,
    pick_random,
    repeat,
    wait,
)
from contest.scratch.build_sound import melody, slide
from contest.scratch.build_words import (
    change_y,
    costume_name,
    go_to,
    hide,
    play_sound,
    show,
    switch_costume,
)

_SECONDS, _NEEDED = 30, 10
_COLUMNS, _LEFT, _TOP, _STEP_X, _STEP_Y = 3, -140, -10, 140, -105


def _head(fur: str, ears: str, mouth: str) -> str:
    eyes = circle(30, 36, 4, "#1d1d1d") + circle(50, 36, 4, "#1d1d1d")
    return ears + path("M12 74 V40 Q12 12 40 12 Q68 12 68 40 V74Z", fur) + eyes + mouth


_MOLE = _head(
    "#8a6244",
    circle(18, 22, 7, "#6d4a30") + circle(62, 22, 7, "#6d4a30"),
    ellipse(40, 46, 8, 6, "#ff9aa2") + rect(36, 52, 8, 9, "#ffffff", 2) + line("M18 48 H28 M52 48 H62", "#5a3c26", 2),
)
_HIT = _head(
    "#8a6244",
    circle(18, 22, 7, "#6d4a30") + circle(62, 22, 7, "#6d4a30"),
    rect(24, 30, 34, 12, "#8a6244")
    + line("M26 32 L34 40 M34 32 L26 40 M46 32 L54 40 M54 32 L46 40", "#1d1d1d", 3)
    + circle(40, 54, 6, "#5a2e22"),
)
_RABBIT = _head(
    "#f4f0ea",
    ellipse(26, 10, 7, 16, "#f4f0ea")
    + ellipse(54, 10, 7, 16, "#f4f0ea")
    + ellipse(26, 12, 3, 10, "#ffc2cc")
    + ellipse(54, 12, 3, 10, "#ffc2cc"),
    ellipse(40, 46, 5, 4, "#ff9aa2") + line("M40 50 V55 M34 58 Q40 62 46 58", "#8c7b75", 2),
)


def _garden(look: Look) -> str:
    soil = rect(0, 128, 480, 232, look.palette.ground) + rect(0, 128, 480, 10, look.palette.hill)
    holes = ""
    for hole in range(6):
        x = 240 + _LEFT + hole % _COLUMNS * _STEP_X
        y = 180 - _TOP - hole // _COLUMNS * _STEP_Y + 34
        holes += ellipse(x, y, 52, 17, "#4a3526") + ellipse(x, y + 3, 44, 12, "#33241a")
    leaves = "".join(
        path(
            f"M{x} 150 Q{x - 16} 128 {x - 4} 120 Q{x} 130 {x} 150 Q{x} 128 {x + 8} 120 Q{x + 16} 130 {x} 150Z",
            "#2f8f46",
        )
        for x in (30, 450)
    )
    return landscape(look.palette) + soil + leaves + holes


def make(look: Look) -> Game:
    """Ten points in half a minute win; a rabbit costs two."""
    game = Game(look.title)
    story = Story(
        scene=_garden(look),
        badge=group(row(_MOLE, _RABBIT, _MOLE, width=80, height=84, step=92), scale=0.85),
        lines=("用鼠标或手指点偷菜的地鼠，得 1 分", "别点小兔子，会扣 2 分", f"{_SECONDS} 秒内得到 {_NEEDED} 分就赢"),
        won="菜园守住了！",
        lost="地鼠太快了，再来一次。",
    )
    shell(game, look, story)
    score = game.variable("得分", shown=True)
    left = game.variable("剩余秒数", _SECONDS, shown=True)
    game.stage.when_receive(
        START,
        score.set(0),
        left.set(_SECONDS),
        repeat(_SECONDS, wait(1), left.change(-1)),
        if_else(score > _NEEDED - 1, then=win(), otherwise=lose()),
    )
    _pop_up(actor(game.sprite("地鼠")), look, score)
    return game


def _pop_up(mole: Sprite, look: Look, score: Variable) -> None:
    for name, shapes in (("地鼠", _MOLE), ("打中", _HIT), ("兔子", _RABBIT)):
        mole.costume(name, svg(80, 74, shapes))
    mole.sound("打中", slide(700, 250, 0.15, "square"))
    mole.sound("糟糕", melody("E4 C4", 0.15))
    visit = mole.define("从第 %s 个洞冒出来", "洞")
    hole = visit.argument("洞") - 1
    visit.does(
        switch_costume("地鼠"),
        if_(pick_random(1, 4).equals(1), switch_costume("兔子")),
        go_to(hole % _COLUMNS * _STEP_X + _LEFT, math_of("floor", hole / _COLUMNS) * _STEP_Y + _TOP - 24),
        show(),
        repeat(4, change_y(6)),
        wait(look.rest(0.8)),
        repeat(4, change_y(-6)),
        hide(),
    )
    mole.when_receive(START, forever(wait(pick_random(0.2, 0.6)), visit(pick_random(1, 6))))
    mole.when_clicked(
        if_(costume_name().equals("地鼠"), switch_costume("打中"), score.change(1), play_sound("打中")),
        if_(costume_name().equals("兔子"), hide(), score.change(-2), play_sound("糟糕")),
    )


GAME = DemoGame(
    key="whack_mole",
    titles=("打地鼠", "菜园保卫战", "调皮的地鼠"),
    theme="校园生活",
    how_to_play="用鼠标或手指点地鼠得 1 分，点到兔子扣 2 分。30 秒内得 10 分获胜。",
    make=make,
)
