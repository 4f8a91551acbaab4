"""Small games for the finders."""

from collections.abc import Callable

from contest.scratch import read
from contest.scratch.build import Game, Sprite
from contest.scratch.findings import Finding, find_all
from contest.scratch.program import program_of
from tests.scratch.test_build import SVG

Make = Callable[[Game, Sprite], None]


def found_in(make: Make, name: str) -> list[Finding]:
    """What the finder of this name finds in a game with a cat to which `make` gives its blocks."""
    game = Game("测试")
    game.stage.backdrop("天空", SVG)
    cat = game.sprite("猫")
    cat.costume("站", SVG)
    make(game, cat)
    for sprite in game.sprites[1:]:
        sprite.costume("站", SVG)
    return [each for each in find_all(program_of(read(game.to_bytes()))) if each.name == name]
