"""Small original games, made with the project builder. Each stands in a module of its own and is worth
reading first.

    for game in GAMES:
        data, title = game.build(variant=0), game.title(variant=0)

A variant has another title, other colours and another speed, so that a contest of any size gets files that
differ.
"""

from __future__ import annotations

from contest.demo.games import (
    bounce,
    catch_fruit,
    ewaste_sorting,
    letter_rain,
    maze,
    melody_memory,
    plant_trees,
    quiz,
    saving_water,
    space_dodge,
    truck_racer,
    weak,
    whack_mole,
)
from contest.demo.games.kit import DemoGame, Look

__all__ = ["GAMES", "DemoGame", "Look"]

GAMES: tuple[DemoGame, ...] = (
    ewaste_sorting.GAME,
    saving_water.GAME,
    maze.GAME,
    plant_trees.GAME,
    quiz.GAME,
    truck_racer.GAME,
    catch_fruit.GAME,
    space_dodge.GAME,
    bounce.GAME,
    whack_mole.GAME,
    melody_memory.GAME,
    letter_rain.GAME,
    weak.NO_FLAG,
    weak.NEARLY_EMPTY,
    weak.MISSING_PICTURE,
)
"""In the order in which a demonstration contest takes them: the good ones first, the deliberately weak ones
last."""
