"""字母雨: a typing game. Shows costumes made by a loop, and a key to press that the costume's own name
gives."""

from __future__ import annotations

from contest.demo.games.drawing import ellipse, landscape, line, path, row, svg, text
from contest.demo.games.kit import START, DemoGame, Look, Story, actor, lose, shell, win
from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import Variable
from contest.scratch.build_control import (
    create_clone,
    delete_clone,
    forever,
    if_,
    key_pressed,
    mouse_down,
    pick_random,
    repeat,
    repeat_until,
    touching,
    wait,
    wait_until,
)
from contest.scratch.build_sound import melody, slide
from contest.scratch.build_words import (
    MOUSE,
    change_effect,
    change_size,
    change_y,
    costume_name,
    go_to,
    hide,
    play_sound,
    show,
    switch_costume,
    y_position,
)

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_COLOURS = ("#3f9b4f", "#e08a1e", "#c8553d", "#2f8f9d")


def _leaf(letter: str, colour: str) -> str:
    blade = path("M30 2 Q60 16 54 40 Q46 58 30 58 Q14 58 6 40 Q0 16 30 2Z", colour)
    return (
        blade
        + line("M30 58 V66", "#6b4423", 4)
        + ellipse(30, 36, 18, 18, "#fffdf5")
        + text(30, 45, letter, 26, colour, bold=True)
    )


def make(look: Look) -> Game:
    """Twenty-five letters win; five on the ground lose."""
    game = Game(look.title)
    story = Story(
        scene=landscape(look.palette),
        badge=row(
            *(_leaf(letter, colour) for letter, colour in zip("ABC", _COLOURS, strict=False)),
            width=60,
            height=68,
            step=80,
        ),
        lines=("树叶上是什么字母，就按哪个键", "没有键盘也可以用手指点树叶", "接住 25 片就赢，落地 5 片就输"),
        won="你的手指真灵活！",
        lost="别着急，看准字母再按。",
    )
    shell(game, look, story)
    typed = game.variable("打中", shown=True)
    missed = game.variable("落地", shown=True)
    game.stage.when_receive(START, typed.set(0), wait_until(typed > 24), win())
    game.stage.when_receive(START, missed.set(0), wait_until(missed > 4), lose())
    _fall(actor(game.sprite("树叶")), look, typed, missed)
    return game


def _fall(leaf: Sprite, look: Look, typed: Variable, missed: Variable) -> None:
    for index, letter in enumerate(_LETTERS):
        leaf.costume(letter, svg(60, 68, _leaf(letter, _COLOURS[index % len(_COLOURS)])))
    leaf.sound("打中", melody("A5 D6", 0.05))
    leaf.sound("落地", slide(200, 120, 0.2))
    leaf.when_receive(
        START,
        forever(
            switch_costume(pick_random(1, len(_LETTERS))),
            go_to(pick_random(-200, 200), 175),
            create_clone(),
            wait(look.rest(1.1)),
        ),
    )
    hit = key_pressed(costume_name()) | (mouse_down() & touching(MOUSE))
    leaf.when_clone_starts(
        show(),
        repeat_until(hit | (y_position() < -125), change_y(look.speed(-1.7))),
        if_(
            y_position() > -125,
            typed.change(1),
            play_sound("打中"),
            repeat(5, change_size(10), change_effect("GHOST", 18)),
            hide(),
            delete_clone(),
        ),
        missed.change(1),
        play_sound("落地"),
        wait(0.3),
        delete_clone(),
    )


GAME = DemoGame(
    key="letter_rain",
    titles=("字母雨", "落叶打字机", "键盘小达人"),
    theme="信息技术",
    how_to_play="树叶上是什么字母就按哪个键（也可以用手指点树叶）。打中 25 片获胜，落地 5 片失败。",
    make=make,
)
