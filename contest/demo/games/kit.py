"""What every demonstration game has in common: its description, its variants, a title card and an end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contest.demo.games.drawing import PALETTES, Palette, card, scene_only
from contest.scratch.build import Game, Sprite
from contest.scratch.build_blocks import Block
from contest.scratch.build_control import broadcast, if_else, key_pressed, mouse_down, stop, wait_until
from contest.scratch.build_sound import melody
from contest.scratch.build_words import (
    backdrop_name,
    hide,
    play_sound,
    play_sound_until_done,
    switch_backdrop,
)

START, END = "开始", "结束"
"""The two messages of every game: play begins, play is over."""

_PACES = (1.0, 1.2, 0.85, 1.1, 0.95)


@dataclass(frozen=True)
class Look:
    """What differs between the variants of one game: its number, title, colours and speed (1 is the usual
    one)."""

    variant: int
    title: str
    palette: Palette
    pace: float

    def speed(self, usual: float) -> float:
        """`usual` at this variant's pace, to a tenth."""
        return round(usual * self.pace, 1)

    def rest(self, usual: float) -> float:
        """A wait of `usual` seconds, shorter where the pace is higher, to a tenth."""
        return round(usual / self.pace, 1)


@dataclass(frozen=True)
class DemoGame:
    """A game of the demonstration contest. `weakness` says what is deliberately wrong with it, if
    anything."""

    key: str
    titles: tuple[str, ...]
    theme: str
    how_to_play: str
    make: Callable[[Look], Game]
    weakness: str = ""
    leave_out: tuple[str, ...] = ()

    def look(self, variant: int = 0) -> Look:
        """The variant's title, colours and speed; every number from 0 on gives another one."""
        again, which = divmod(variant, len(self.titles))
        title = self.titles[which] + (f"{again + 1}" if again else "")
        return Look(variant, title, PALETTES[variant % len(PALETTES)], _PACES[variant % len(_PACES)])

    def title(self, variant: int = 0) -> str:
        """The title that a child gave to this variant."""
        return self.look(variant).title

    def build(self, variant: int = 0) -> bytes:
        """The .sb3 file of this variant."""
        return self.make(self.look(variant)).to_bytes(self.leave_out)


@dataclass(frozen=True)
class Story:
    """The words and pictures on a game's stage: scenery, badge of the title card, instructions, both
    endings."""

    scene: str
    badge: str
    lines: tuple[str, ...]
    won: str
    lost: str


def shell(game: Game, look: Look, story: Story) -> None:
    """Give the stage a title card, the playing field, two endings, and the scripts that lead through them."""
    _backdrops(game, look, story)
    stage = game.stage
    stage.sound("开始", melody("C5 G5", 0.09))
    stage.sound("胜利", melody("C5 E5 G5 C6 - G5 C6", 0.13))
    stage.sound("失败", melody("G4 F4 E4 C4", 0.18))
    stage.when_flag(
        switch_backdrop("标题"),
        wait_until(key_pressed("space") | mouse_down()),
        wait_until(~(key_pressed("space") | mouse_down())),
        play_sound("开始"),
        switch_backdrop("游戏"),
        broadcast(START),
    )
    stage.when_receive(
        END,
        stop("other scripts in sprite"),
        if_else(
            backdrop_name().equals("胜利"),
            then=play_sound_until_done("胜利"),
            otherwise=play_sound_until_done("失败"),
        ),
        stop("all"),
    )


def _backdrops(game: Game, look: Look, story: Story) -> None:
    colours, backdrop = look.palette, game.stage.backdrop
    call = "按空格键或点一下屏幕开始"
    backdrop("标题", card(story.scene, look.title, story.lines, colours, call, story.badge))
    backdrop("游戏", scene_only(story.scene))
    backdrop("胜利", card(story.scene, "成功啦！", (story.won,), colours, "点绿旗再玩一次", story.badge))
    backdrop("失败", card(story.scene, "再试一次！", (story.lost,), colours, "点绿旗重新开始"))


def win() -> list[Block]:
    """The blocks that end the game well."""
    return [switch_backdrop("胜利"), broadcast(END)]


def lose() -> list[Block]:
    """The blocks that end the game badly."""
    return [switch_backdrop("失败"), broadcast(END)]


def actor(sprite: Sprite) -> Sprite:
    """Let a sprite be seen only while the game is played: its own START script shows it."""
    sprite.visible = False
    sprite.when_flag(hide())
    sprite.when_receive(END, stop("other scripts in sprite"), hide())
    return sprite
