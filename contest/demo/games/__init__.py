"""Small original games, made with the project builder."""

from __future__ import annotations

from contest.demo.games import catch_fruit, ewaste_sorting, saving_water
from contest.demo.games.kit import DemoGame, Look

__all__ = ["GAMES", "DemoGame", "Look"]

GAMES: tuple[DemoGame, ...] = (
    ewaste_sorting.GAME,
    saving_water.GAME,
    catch_fruit.GAME,
)
"""In the order in which a demonstration contest takes them: the good ones first, the deliberately weak ones
last."""
