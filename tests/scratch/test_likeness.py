"""What makes two projects alike, and what does not."""

import random

import numpy as np
import pytest

from contest.scratch import Project, read
from contest.scratch.build import Game, Sprite
from contest.scratch.build_control import forever, if_, key_pressed, repeat, touching, wait
from contest.scratch.build_words import change_x, change_y, go_to, hide, move, say, set_size, show
from contest.scratch.likeness import Fingerprint, compare, print_of
from contest.scratch.likeness_features import NEW_PROJECT, hashed
from contest.scratch.likeness_index import Index
from contest.scratch.likeness_print import Bag
from contest.scratch.likeness_shared import shared_assets, shared_scripts
from contest.scratch.read import project_of_json
from tests.scratch import mutators
from tests.scratch.files import project as project_tree
from tests.scratch.files import sb3, stage

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="{}" fill="#c33"/></svg>'
)


def a_sprite(game: Game, name: str, radius: int) -> Sprite:
    sprite = game.sprite(name)
    sprite.costume(name, SVG.format(radius))
    return sprite


def catching(title: str = "catching", step: int = 8) -> Game:
    game = Game(title)
    game.stage.backdrop("sky", SVG.format(19))
    score = game.variable("score")
    basket = a_sprite(game, "basket", 11)
    basket.when_flag(score.set(0), forever(if_(key_pressed("left arrow"), change_x(-step))))
    apple = a_sprite(game, "apple", 12)
    apple.when_flag(go_to(0, 170), forever(change_y(-5), if_(touching("basket"), score.change(1), go_to(30, 170))))
    return game


def greeting() -> Game:
    game = Game("greeting")
    game.stage.backdrop("room", SVG.format(18))
    cat = a_sprite(game, "cat", 13)
    cat.when_flag(show(), set_size(80), repeat(10, move(45), wait(0.2)), say("hello"), hide())
    return game


def project(game: Game) -> Project:
    return read(game.to_bytes())


def printed(game: Game) -> Fingerprint:
    return print_of(project(game))


@pytest.mark.parametrize("name", mutators.MUTATORS)
def test_a_copy_is_nearer_than_another_game(name: str) -> None:
    tree = mutators.MUTATORS[name](catching().project(), random.Random(3))
    copy = print_of(project_of_json(mutators.as_json(tree)))
    found = Index({"catching": printed(catching()), "greeting": printed(greeting())}).nearest(copy)
    assert found[0][0] == "catching"
    assert found[0][1].score > 0.5


def test_the_same_project_scores_nearly_one_and_another_next_to_nothing() -> None:
    same, other = compare(printed(catching()), printed(catching())), compare(printed(catching()), printed(greeting()))
    assert same.score > 0.95
    assert (round(other.score, 1), other.shared_assets, other.shared_ids) == (0.0, 0, 0)


def test_likeness_is_the_same_both_ways() -> None:
    one, two = printed(catching(step=8)), printed(catching(step=3))
    assert compare(one, two) == compare(two, one)


def test_a_starters_share_is_subtracted() -> None:
    starter, built_on = catching(), catching()
    a_sprite(built_on, "extra", 14).when_flag(show(), set_size(30), repeat(4, move(9), say("hi")), hide())
    other = catching()
    a_sprite(other, "more", 15).when_flag(hide(), forever(wait(3), set_size(70), show(), wait(1), hide()))
    one, two = printed(built_on), printed(other)
    assert compare(one, two).score > 0.5
    assert compare(one, two, without=[printed(starter)]).score < 0.05
    index = Index({"other": two})
    assert [key for key, _ in index.nearest(one)] == ["other"]
    assert index.nearest(one, least=0.05, without=[printed(starter)]) == []


def test_two_that_share_only_what_scratch_gives_to_all_are_not_found() -> None:
    parts = [{"assetId": md5, "name": "x", "dataFormat": "svg"} for md5 in sorted(NEW_PROJECT)]
    empty = print_of(read(sb3(project_tree(stage(costumes=parts)))))
    assert [len(bag) for bag in empty.bags] == [0, 0, 0, 0]
    assert Index({"one": empty, "two": empty}).nearest(empty) == []


def with_the_cat_of_today(game: Game) -> Fingerprint:
    """This game, played by the cat, backdrop and sounds that every new project has."""
    tree = game.project()
    cat = [
        {"assetId": md5, "name": name, "dataFormat": "svg"}
        for name, md5 in (("cat-a", "bcf454acf82e4504149f7ffe07081dbc"), ("cat-b", "0fb9be3e8397c983338cb71dc84d0b25"))
    ]
    meow = {"assetId": "83c36d806dc92327b9e7049a565c6bff", "name": "Meow", "dataFormat": "wav", "rate": 48000}
    for target in tree["targets"]:
        target["costumes"] = [{"assetId": "cd21514d0531fdffb22204e0ec5ed84a", "name": "1", "dataFormat": "svg"}]
        if not target["isStage"]:
            target["costumes"], target["sounds"] = cat, [meow]
    return print_of(project_of_json(mutators.as_json(tree)))


def with_pictures(game: Game) -> Fingerprint:
    """This game, with six pictures of a library besides its own."""
    for at in range(6):
        game.sprites[0].costume(f"library {at}", SVG.format(100 + at))
    return printed(game)


def test_pictures_of_the_same_library_do_not_make_games_alike_whose_scripts_are_not() -> None:
    found = compare(with_pictures(catching()), with_pictures(greeting()))
    assert (found.shared_assets, found.score < 0.25) == (6, True)


def test_two_games_that_share_only_the_cat_are_not_alike() -> None:
    one, two = with_the_cat_of_today(catching()), with_the_cat_of_today(greeting())
    found = compare(one, two)
    assert (found.shared_assets, found.shared_ids, found.score < 0.05) == (0, 0, True)
    assert Index({"two": two}).nearest(one, least=0.05) == []


def test_what_all_have_leads_to_nobody_in_particular() -> None:
    common = printed(greeting())
    index = Index({f"{at}": common for at in range(2000)} | {"mine": printed(catching())})
    assert index.nearest(common) == []
    assert index.nearest(printed(catching()))[0][0] == "mine"


def test_an_empty_index_finds_nothing() -> None:
    assert Index({}).nearest(printed(catching())) == []


def test_a_print_is_kept_and_read_back_equal() -> None:
    made = printed(catching())
    assert Fingerprint.from_bytes(made.to_bytes()) == made
    with pytest.raises(ValueError, match="version 9"):
        Fingerprint.from_bytes(b"\x09" + made.to_bytes()[1:])


def test_names_texts_and_colours_are_not_in_a_print_but_numbers_are() -> None:
    renamed = project_of_json(mutators.as_json(mutators.rename(catching().project(), random.Random(1))))
    faster = printed(catching(step=3))
    assert print_of(renamed).exact == printed(catching()).exact
    assert faster.exact != printed(catching()).exact
    assert faster.shape == printed(catching()).shape


def test_only_ids_drawn_at_random_count() -> None:
    drawn, worded = "r7;xP~)q2Kd!LmB]5[zG", "aaaaaaaaaaaaaaaaaaaa"
    block = {"opcode": "motion_ifonedgebounce", "topLevel": True, "inputs": {}, "fields": {}}
    made = print_of(read(sb3(project_tree(stage(blocks=dict.fromkeys((drawn, worded, "a", "b2"), block))))))
    assert made.ids == Bag.of({hashed(drawn): 1})


def test_huge_projects_are_compared_by_the_same_sample_of_each() -> None:
    rng = random.Random(5)
    common, rest = ([rng.getrandbits(64) for _ in range(9000)] for _ in range(2))
    nothing = Bag.of({})
    big = Fingerprint(Bag.of(dict.fromkeys(common + rest, 1)), nothing, nothing, nothing)
    half = Fingerprint(Bag.of(dict.fromkeys(common, 1)), nothing, nothing, nothing)
    assert len(big.exact) == len(half.exact) == 4096
    share = np.intersect1d(big.exact.hashes, half.exact.hashes).size
    assert 1800 < share < 2300
    assert compare(half, half).scripts > compare(big, half).scripts > 0.2


def test_shared_scripts_are_shown_side_by_side_once_each() -> None:
    pairs = shared_scripts(project(catching()), project(catching(step=3)))
    assert [(pair.mine.sprite, pair.theirs.sprite, pair.is_same) for pair in pairs] == [
        ("apple", "apple", True),
        ("basket", "basket", False),
    ]
    assert shared_scripts(project(catching()), project(greeting())) == []


def test_shared_pictures_are_named_as_in_both() -> None:
    theirs = project_of_json(mutators.as_json(mutators.rename(catching().project(), random.Random(2))))
    shared = shared_assets(project(catching()), theirs)
    assert [each.mine for each in shared] == ["apple", "basket", "sky"]
    assert all(each.theirs.startswith("名") for each in shared)
