"""迷宫: find the batteries and bring them to the bin. Shows walls felt by their colour, and a map written as
text."""

from __future__ import annotations

from collections.abc import Iterator

from contest.demo.games.drawing import Palette, circle, ellipse, line, path, rect, recycling_sign, row, svg
from contest.demo.games.kit import START, DemoGame, Look, Story, actor, lose, shell, win
from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import Block, Variable
from contest.scratch.build_control import (
    create_clone,
    delete_clone,
    forever,
    if_,
    key_pressed,
    repeat,
    touching,
    touching_colour,
    wait,
    wait_until,
)
from contest.scratch.build_sound import melody, slide
from contest.scratch.build_words import (
    change_x,
    change_y,
    glide_to,
    go_to,
    hide,
    play_sound,
    say_for,
    show,
    turn_right,
)

CELL = 40
MAP = (
    "############",
    "#S.#..B#..B#",
    "##.#.###.#.#",
    "#....#...#.#",
    "#.####.###.#",
    "#.#...M.m#.#",
    "#.#.####.#.#",
    "#B..#.....E#",
    "############",
)
"""# wall, S start, B old battery, E recycling bin, M and m the ends of the dust cloud's walk."""

_SECONDS = 60
_WALL = "#31566b"


def plan(variant: int) -> tuple[str, ...]:
    """The map of a variant: as written, mirrored, upside down, or both."""
    rows = [line_[::-1] for line_ in MAP] if variant % 2 else list(MAP)
    return tuple(rows[::-1] if variant // 2 % 2 else rows)


def places(rows: tuple[str, ...], mark: str) -> Iterator[tuple[int, int]]:
    """Where `mark` stands in the map, as x and y on the stage."""
    for down, cells in enumerate(rows):
        for right, cell in enumerate(cells):
            if cell == mark:
                yield right * CELL - 220, 160 - down * CELL


def _field(rows: tuple[str, ...], palette: Palette) -> str:
    walls = "".join(
        rect(x + 220, 160 - y, CELL, CELL, _WALL) + rect(x + 226, 166 - y, 28, 8, palette.hill, 4, opacity=0.55)
        for x, y in places(rows, "#")
    )
    dots = "".join(circle(x + 240, 180 - y, 2.5, palette.ground, opacity=0.5) for x, y in places(rows, "."))
    return rect(0, 0, 480, 360, palette.paper) + dots + walls


_ROBOT = (
    rect(5, 9, 22, 18, "#4f9dde", 5)
    + circle(12, 16, 3.5, "#ffffff")
    + circle(21, 16, 3.5, "#ffffff")
    + circle(12.5, 16, 1.6, "#1d2b36")
    + circle(21.5, 16, 1.6, "#1d2b36")
    + line("M12 22 Q16 25 21 22", "#ffffff", 2)
    + line("M16 9 V4", "#4f9dde", 2.5)
    + circle(16, 3.5, 2.5, "#ffb703")
)
_BATTERY = rect(8, 8, 14, 20, "#3d4450", 3) + rect(12, 4, 6, 5, "#9aa3ad", 1.5) + rect(8, 13, 14, 7, "#f2c230")
_BIN = path("M5 9 H29 L27 32 H7Z", "#2fa866") + rect(2, 5, 30, 6, "#248a52", 3) + recycling_sign(17, 21, 0.38)
_DUST = "".join(circle(x, y, r, "#8b7aa8") for x, y, r in ((10, 17, 8), (19, 12, 9), (24, 20, 7), (16, 22, 8)))
_DUST += ellipse(14, 16, 2, 3, "#ffffff") + ellipse(22, 16, 2, 3, "#ffffff")


def make(look: Look) -> Game:
    """Three batteries and the bin win; a minute without them loses."""
    game = Game(look.title)
    rows = plan(look.variant)
    story = Story(
        scene=_field(rows, look.palette),
        badge=row(_BATTERY, _ROBOT, _BIN, width=32, height=34, step=60),
        lines=("用方向键带小机器人走迷宫", "找齐 3 节旧电池，送进绿色回收桶", f"小心灰尘怪！限时 {_SECONDS} 秒"),
        won="旧电池全部安全回收！",
        lost="时间到了，记住路再来一次。",
    )
    shell(game, look, story)
    found = game.variable("旧电池", shown=True, place=(12, 9))
    left = game.variable("剩余秒数", _SECONDS, shown=True, place=(110, 9))
    game.stage.when_receive(START, left.set(_SECONDS), repeat(_SECONDS, wait(1), left.change(-1)), lose())
    bin_ = actor(game.sprite("回收桶"))
    bin_.costume("回收桶", svg(34, 34, _BIN))
    bin_.when_receive(START, go_to(*next(places(rows, "E"))), show())
    robot, dust = actor(game.sprite("小机器人")), actor(game.sprite("灰尘怪"))
    _batteries(actor(game.sprite("旧电池")), rows, found)
    _haunt(dust, rows, look)
    _walk(robot, next(places(rows, "S")))
    robot.sound("撞到", slide(400, 120, 0.3, "square"))
    robot.when_receive(
        START,
        forever(
            if_(touching(dust), play_sound("撞到"), go_to(*next(places(rows, "S")))),
            if_(touching(bin_) & (found < 3), say_for("还没找齐电池！", 1)),
        ),
    )
    robot.when_receive(START, wait_until(touching(bin_) & found.equals(3)), win())
    return game


def _walk(robot: Sprite, start: tuple[int, int]) -> None:
    robot.costume("小机器人", svg(32, 34, _ROBOT), center=(16, 16))
    step = robot.define("走 横 %s 竖 %s", "横", "竖", at_once=True)
    across, up = step.argument("横"), step.argument("竖")
    step.does(
        change_x(across),
        change_y(up),
        if_(touching_colour(_WALL), change_x(0 - across), change_y(0 - up)),
    )
    keys = {"left arrow": (-4, 0), "right arrow": (4, 0), "up arrow": (0, 4), "down arrow": (0, -4)}
    moves: list[Block] = [if_(key_pressed(key), step(x, y)) for key, (x, y) in keys.items()]
    robot.when_receive(START, go_to(*start), show(), forever(moves))


def _batteries(battery: Sprite, rows: tuple[str, ...], found: Variable) -> None:
    battery.costume("旧电池", svg(30, 32, _BATTERY))
    battery.sound("找到", melody("C5 E5 A5", 0.07))
    battery.when_receive(START, found.set(0), [[go_to(x, y), create_clone()] for x, y in places(rows, "B")])
    battery.when_clone_starts(
        show(),
        wait_until(touching("小机器人")),
        found.change(1),
        play_sound("找到"),
        hide(),
        delete_clone(),
    )


def _haunt(dust: Sprite, rows: tuple[str, ...], look: Look) -> None:
    dust.costume("灰尘怪", svg(34, 32, _DUST))
    here, there = next(places(rows, "M")), next(places(rows, "m"))
    seconds = look.rest(2.4)
    dust.when_receive(
        START,
        go_to(*here),
        show(),
        forever(glide_to(seconds, *there), turn_right(180), glide_to(seconds, *here), turn_right(180)),
    )


GAME = DemoGame(
    key="maze",
    titles=("电池迷宫", "小机器人回收记", "迷宫寻宝"),
    theme="电子垃圾回收",
    how_to_play="方向键走路。找齐 3 节旧电池再走到绿色回收桶就赢，碰到灰尘怪会回到起点，限时 60 秒。",
    make=make,
)
