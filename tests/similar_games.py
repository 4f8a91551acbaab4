"""Three games for tests of likeness: one, a changed copy of it, and one that has nothing to do with it."""

from contest.scratch.build import Game, Sprite
from contest.scratch.build_control import forever, if_, key_pressed, repeat, repeat_until, touching, wait
from contest.scratch.build_words import (
    change_x,
    change_y,
    go_to,
    hide,
    move,
    point_in_direction,
    say,
    set_size,
    set_x,
    show,
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="{}"/></svg>'


def _sprite(game: Game, name: str, radius: int) -> Sprite:
    sprite = game.sprite(name)
    sprite.costume(name, SVG.format(radius))
    return sprite


def _catching(game: Game, basket: str, apple: str, step: int, lives: str) -> Game:
    game.stage.backdrop("sky", SVG.format(19))
    score, left = game.variable(basket + "s"), game.variable(lives)
    player = _sprite(game, basket, 11)
    player.when_flag(
        score.set(0),
        left.set(3),
        go_to(0, -150),
        forever(
            if_(key_pressed("left arrow"), change_x(-step), set_size(98)),
            if_(key_pressed("right arrow"), change_x(step), set_size(102)),
        ),
    )
    fruit = _sprite(game, apple, 12)
    fruit.when_flag(
        show(),
        go_to(0, 170),
        repeat_until(
            left < 1,
            change_y(-5),
            if_(touching(basket), score.change(1), go_to(30, 170), wait(0.3)),
            if_(touching("_edge_"), left.change(-1), set_x(70), change_y(290)),
        ),
        hide(),
    )
    return game


def original() -> bytes:
    """A game of catching apples."""
    return _catching(Game("Catching"), "basket", "apple", 8, "lives").to_bytes()


def copied() -> bytes:
    """The same with other names and another speed."""
    return _catching(Game("抓星星"), "网", "星星", 7, "生命").to_bytes()


def different() -> bytes:
    """A greeting card."""
    game = Game("Card")
    game.stage.backdrop("room", SVG.format(18))
    cat = _sprite(game, "cat", 13)
    cat.when_flag(show(), set_size(80), repeat(10, move(45), point_in_direction(30)), say("hello"), wait(2), hide())
    return game.to_bytes()
