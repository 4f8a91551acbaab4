"""The demonstration games: each is a sound project that can be started, won and lost; the weak ones are weak as
told."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Any

import pytest

from contest.demo.games import GAMES, DemoGame, maze
from contest.scratch import card_of, read
from tests.demo.links import broken_links

SOUND_GAMES = [game for game in GAMES if not game.weakness]
DRAWN = {"svg", "defs", "linearGradient", "stop", "g", "rect", "circle", "ellipse", "path", "text"}


def named(games: list[DemoGame] | tuple[DemoGame, ...]) -> Any:
    return pytest.mark.parametrize("game", games, ids=lambda game: game.key)


def blocks_of(game: DemoGame) -> Iterator[dict[str, Any]]:
    for target in game.make(game.look()).project()["targets"]:
        yield from target["blocks"].values()


def is_chinese(words: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in words)


def test_there_are_twelve_sound_games_and_then_three_weak_ones() -> None:
    assert [game.key for game in GAMES if game.weakness] == [game.key for game in GAMES[12:]]
    assert len(SOUND_GAMES) == 12
    assert len({game.key for game in GAMES}) == len(GAMES) == 15


@named(SOUND_GAMES)
def test_a_sound_game_reads_back_without_a_warning(game: DemoGame) -> None:
    made = game.make(game.look())
    card = card_of(read(made.to_bytes()))
    targets = [made.stage, *made.sprites]
    assert card.warnings == ()
    assert (card.counts.sprites, card.counts.costumes, card.counts.sounds) == (
        len(made.sprites),
        sum(len(target.costumes) for target in targets),
        sum(len(target.sounds) for target in targets),
    )


@pytest.mark.parametrize(
    ("key", "codes"),
    [
        ("weak_no_flag", ["no_green_flag"]),
        ("weak_nearly_empty", ["no_blocks"]),
        ("faulty_missing_picture", ["missing_costumes"]),
    ],
)
def test_a_weak_game_is_warned_about(key: str, codes: list[str]) -> None:
    game = next(game for game in GAMES if game.key == key)
    assert [warning.code for warning in card_of(read(game.build())).warnings] == codes


@named(GAMES)
def test_every_reference_in_a_game_leads_somewhere(game: DemoGame) -> None:
    assert broken_links(game.make(game.look()).project()) == []


@named(SOUND_GAMES)
def test_a_sound_game_starts_at_the_flag_and_can_be_won_and_lost(game: DemoGame) -> None:
    blocks = list(blocks_of(game))
    backdrops = {block["fields"]["BACKDROP"][0] for block in blocks if block["opcode"] == "looks_backdrops"}
    assert "event_whenflagclicked" in {block["opcode"] for block in blocks}
    assert backdrops == {"标题", "游戏", "胜利", "失败"}


@named(SOUND_GAMES)
def test_a_sound_game_keeps_a_count_that_the_player_sees(game: DemoGame) -> None:
    assert [box for box in game.make(game.look()).project()["monitors"] if box["visible"]]


@named(GAMES)
def test_what_children_read_is_chinese(game: DemoGame) -> None:
    assert all(is_chinese(words) for words in (*game.titles, game.theme, game.how_to_play))


@named(GAMES)
def test_pictures_are_plain_static_drawings(game: DemoGame) -> None:
    made = game.make(game.look())
    for target in [made.stage, *made.sprites]:
        for costume in target.costumes:
            for part in ElementTree.fromstring(costume.data).iter():
                assert part.tag.removeprefix("{http://www.w3.org/2000/svg}") in DRAWN
                assert not [name for name in part.attrib if name.startswith("on") or "href" in name]


@named(GAMES)
def test_the_same_variant_is_the_same_file(game: DemoGame) -> None:
    assert game.build(1) == game.build(1)


def test_sixty_entries_have_different_titles_and_different_files() -> None:
    entries = [(game, variant) for game in GAMES for variant in range(4)]
    titles = {game.title(variant) for game, variant in entries}
    projects = {str(game.make(game.look(variant)).project()) for game, variant in entries if not game.weakness}
    assert len(titles) == 60
    assert len(projects) == 48


@named(GAMES)
def test_a_fourth_variant_is_the_second_part_of_the_first(game: DemoGame) -> None:
    assert game.title(3) == game.titles[0] + "2"


@pytest.mark.parametrize("variant", range(4))
def test_every_maze_can_be_walked_without_meeting_the_dust_in_a_dead_end(variant: int) -> None:
    """The dust's own walk counts as a wall, all but the end where the way crosses it."""
    rows = maze.plan(variant)
    (start,), ends = maze.places(rows, "S"), [*maze.places(rows, "m")]
    between = {(x, y) for x, y in maze.places(rows, ".") if y == ends[0][1] and _between(x, rows)}
    closed = {*maze.places(rows, "#"), *ends, *between}
    seen, waiting = {start}, [start]
    while waiting:
        x, y = waiting.pop()
        steps = {(x + dx, y + dy) for dx, dy in ((maze.CELL, 0), (-maze.CELL, 0), (0, maze.CELL), (0, -maze.CELL))}
        waiting += steps - closed - seen
        seen |= steps - closed
    assert len([*maze.places(rows, "B")]) == 3
    assert {*maze.places(rows, "B"), *maze.places(rows, "E")} <= seen


def _between(x: int, rows: tuple[str, ...]) -> bool:
    (here, _), (there, _) = next(maze.places(rows, "M")), next(maze.places(rows, "m"))
    return min(here, there) < x < max(here, there)
