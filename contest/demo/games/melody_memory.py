"""旋律记忆: listen, then play it again. Shows a growing list, taking turns by messages, and four sprites
made by one loop."""

from __future__ import annotations

from contest.demo.games.drawing import Palette, circle, group, line, path, rect, row, svg, text
from contest.demo.games.kit import START, DemoGame, Look, Story, actor, lose, shell, win
from contest.scratch.build import Game
from contest.scratch.build_blocks import Variable
from contest.scratch.build_control import (
    broadcast_and_wait,
    if_,
    pick_random,
    repeat,
    repeat_until,
    wait,
    wait_until,
)
from contest.scratch.build_sound import tone, wav
from contest.scratch.build_words import go_to, play_sound, show, switch_costume

_ROUNDS = 6
_PADS = (
    ("红鼓", "#d64545", "#ff9a9a", "C4"),
    ("黄鼓", "#d9a021", "#ffe27a", "E4"),
    ("绿鼓", "#3a9d5d", "#9df0b4", "G4"),
    ("蓝鼓", "#3677c4", "#a3d4ff", "C5"),
)


def _drum(colour: str, key: str) -> str:
    side = path("M6 38 V78 Q50 108 94 78 V38Z", colour) + line(
        "M6 46 L28 90 L50 54 L72 90 L94 46", "#ffffff", 3, opacity=0.6
    )
    skin = group(path("M6 38 C6 8 94 8 94 38 C94 68 6 68 6 38Z", "#fff7e6", stroke=colour, stroke_width=5))
    return side + skin + text(50, 48, key, 26, colour, bold=True)


def _hall(palette: Palette) -> str:
    curtain = "".join(
        rect(x, 0, 40, 300, palette.accent, opacity=0.75 if x // 40 % 2 else 0.95) for x in range(0, 480, 40)
    )
    light = path("M180 0 H300 L420 300 H60Z", "#ffffff", opacity=0.16)
    notes = "".join(
        circle(x, y, 7, "#ffffff", opacity=0.7) + line(f"M{x + 6} {y} V{y - 26} l10 6", "#ffffff", 3, opacity=0.7)
        for x, y in ((60, 110), (130, 70), (350, 76), (420, 120))
    )
    return (
        rect(0, 0, 480, 360, "#3a2433")
        + curtain
        + light
        + notes
        + rect(0, 292, 480, 68, "#a8713f")
        + rect(0, 288, 480, 8, "#7d5230")
    )


def make(look: Look) -> Game:
    """Six notes in the right order win; one wrong note loses."""
    game = Game(look.title)
    story = Story(
        scene=_hall(look.palette),
        badge=group(
            row(*(_drum(colour, "") for _, colour, _, _ in _PADS[:3]), width=100, height=120, step=112), scale=0.65
        ),
        lines=("先听鼓声，记住顺序", "再点鼓，或按 1 2 3 4 键，照样敲一遍", f"连续记住 {_ROUNDS} 个音就赢"),
        won="你的音乐记忆真棒！",
        lost="敲错了，静下心再听一遍。",
    )
    shell(game, look, story)
    remembered = game.variable("记住的音", shown=True)
    tune = game.list_of("旋律")
    place, sounding, yours, pressed = (game.variable(name) for name in ("位置", "响的鼓", "轮到你", "敲的鼓"))
    beat = [broadcast_and_wait("敲鼓"), wait(look.rest(0.12))]
    listen = [place.set(0), repeat(tune.length(), place.change(1), sounding.set(tune.item(place)), beat)]
    play = [
        pressed.set(0),
        wait_until(pressed > 0),
        sounding.set(pressed),
        broadcast_and_wait("敲鼓"),
        if_(~pressed.equals(tune.item(place)), lose()),
        place.change(1),
    ]
    game.stage.when_receive(
        START,
        tune.clear(),
        remembered.set(0),
        yours.set(0),
        repeat(
            _ROUNDS,
            tune.add(pick_random(1, len(_PADS))),
            wait(0.7),
            listen,
            yours.set(1),
            place.set(1),
            repeat_until(place > tune.length(), play),
            yours.set(0),
            remembered.set(tune.length()),
        ),
        win(),
    )
    for index in range(len(_PADS)):
        _pad(game, index, (sounding, yours, pressed), look)
    return game


def _pad(game: Game, index: int, variables: tuple[Variable, Variable, Variable], look: Look) -> None:
    sounding, yours, pressed = variables
    name, colour, bright, note = _PADS[index]
    pad = actor(game.sprite(name))
    pad.costume("静", svg(100, 100, _drum(colour, str(index + 1))))
    pad.costume("响", svg(100, 100, circle(50, 50, 49, bright, opacity=0.75), _drum(bright, str(index + 1))))
    pad.sound("咚", wav(tone(note, 0.45, "triangle")))
    pad.when_receive(START, switch_costume("静"), go_to(index * 112 - 168, -60), show())
    pad.when_receive(
        "敲鼓",
        if_(
            sounding.equals(index + 1),
            switch_costume("响"),
            play_sound("咚"),
            wait(look.rest(0.35)),
            switch_costume("静"),
        ),
    )
    pad.when_clicked(if_(yours.equals(1), pressed.set(index + 1)))
    pad.when_key(str(index + 1), if_(yours.equals(1), pressed.set(index + 1)))


GAME = DemoGame(
    key="melody_memory",
    titles=("旋律记忆", "小鼓手训练营", "听音敲鼓"),
    theme="音乐艺术",
    how_to_play="先听鼓声，再点鼓（或按数字键 1 到 4）按同样的顺序敲一遍。连续记住 6 个音获胜，敲错失败。",
    make=make,
)
