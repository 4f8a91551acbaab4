"""Small games for the tests of what a program does: one sprite, and the scripts that a test is about."""

from collections.abc import Callable
from typing import TypeAlias

from contest.scratch import Project, read
from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import Block
from contest.scratch.card import LOOKED_AT
from contest.scratch.glance import Glance, glance_of

CAT = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#f00"/></svg>'

Script: TypeAlias = Callable[[Sprite], None]


def flag(*steps: Block) -> Script:
    """A script under the green flag."""
    return lambda sprite: sprite.when_flag(*steps)


def key(name: str, *steps: Block) -> Script:
    """A script under a key."""
    return lambda sprite: sprite.when_key(name, *steps)


def click(*steps: Block) -> Script:
    """A script under a click."""
    return lambda sprite: sprite.when_clicked(*steps)


def receive(message: str, *steps: Block) -> Script:
    """A script under a message."""
    return lambda sprite: sprite.when_receive(message, *steps)


def clone(*steps: Block) -> Script:
    """A clone's script."""
    return lambda sprite: sprite.when_clone_starts(*steps)


def loose(*steps: Block) -> Script:
    """Blocks without a hat."""
    return lambda sprite: sprite.loose(*steps)


def hat(opcode: str, *steps: Block, **choices: str) -> Script:
    """A script under a hat for which the builder has no word."""

    def put(sprite: Sprite) -> None:
        sprite.scripts.append((Block(opcode, fields=dict(choices)), steps))

    return put


def game(*scripts: Script, second: tuple[Script, ...] = ()) -> Game:
    """A game with these scripts in its cat, and others in its dog."""
    made = Game("test")
    for name in ("sky", "night"):
        made.stage.backdrop(name, CAT)
    for name, some in (("cat", scripts), ("dog", second)):
        sprite = made.sprite(name)
        sprite.costume(name, CAT)
        for script in some:
            script(sprite)
    return made


def project(made: Game) -> Project:
    """The game as it is read back."""
    return read(made.to_bytes())


def glance(made: Game) -> Glance:
    """What the card asks of the game."""
    return glance_of(project(made), LOOKED_AT)
