"""What a game has, in which languages it speaks, and how large its files are."""

import json
import re

import pytest

from contest.scratch import read
from contest.scratch.build import Game
from contest.scratch.build_blocks import Block
from contest.scratch.build_control import (
    ask,
    broadcast,
    create_clone,
    forever,
    if_,
    join,
    mouse_down,
    repeat,
    timer,
    wait,
)
from contest.scratch.build_sound import wav
from contest.scratch.build_words import move, pen_down, play_sound, say, switch_backdrop
from contest.scratch.card import LOOKED_AT
from contest.scratch.features import FEATURES, feature_name, features_of
from contest.scratch.glance import glance_of
from contest.scratch.sizes import Sizes, sizes_of
from contest.scratch.texts import Texts, texts_of
from tests.scratch import files, games
from tests.scratch.games import Script, clone, flag, game, glance, loose, receive


def features(*scripts: Script) -> list[str]:
    return list(features_of(glance(game(*scripts))))


def with_variable(name: str) -> list[str]:
    """A game in which this variable goes up by one at each click of the mouse."""
    made = game()
    made.sprites[0].when_flag(forever(if_(mouse_down(), made.variable(name).change(1))))
    return [each for each in features_of(glance(made)) if each != "variables"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *[(name, ["score"]) for name in ("得分", "分数", "玩家1得分", "score", "playerScore", "my_points", "金币")],
        *[(name, ["lives"]) for name in ("生命", "生命值", "血量", "lives", "HP")],
        *[(name, ["timer"]) for name in ("倒计时", "时间", "剩余时间", "Time left", "countdown")],
        *[(name, ["levels"]) for name in ("关卡", "第几关", "level")],
        *[(name, []) for name in ("命令", "开关", "appointment", "sometimes", "olives", "i", "我的变量", "速度")],
    ],
)
def test_a_variable_that_changes_is_told_by_its_name(name: str, expected: list[str]) -> None:
    assert with_variable(name) == expected


def test_a_variable_that_never_changes_is_no_score() -> None:
    made = game()
    made.sprites[0].when_flag(made.variable("得分").set(0))
    assert features_of(glance(made)) == ()


def test_a_variable_that_is_set_to_one_thing_and_another_changes() -> None:
    made = game()
    score = made.variable("得分")
    made.sprites[0].when_flag(score.set(0), wait(1), score.set(1))
    assert features_of(glance(made)) == ("score", "variables")


def test_a_countdown_is_a_timer_whatever_the_variable_is_called() -> None:
    made = game()
    left = made.variable("n")
    made.sprites[0].when_flag(repeat(60, wait(1), left.change(-1)))
    assert features_of(glance(made)) == ("timer", "variables")


@pytest.mark.parametrize(
    ("start", "step", "expected"),
    [
        (0, 1, ["score", "variables"]),
        (0, 5, ["score", "variables"]),
        (3, -1, ["lives", "variables"]),
        (60, -1, ["variables"]),
        (3, 1, ["variables"]),
    ],
)
def test_a_shown_counter_is_a_score_or_lives_whatever_its_name(start: int, step: int, expected: list[str]) -> None:
    seen, hidden = game(), game()
    for made in (seen, hidden):
        fruit = made.variable("水果", shown=made is seen)
        made.sprites[0].when_flag(fruit.set(start), forever(if_(mouse_down(), fruit.change(step))))
    assert list(features_of(glance(seen))) == expected
    assert list(features_of(glance(hidden))) == ["variables"]


def test_a_life_lost_each_second_is_no_countdown() -> None:
    made = game()
    made.sprites[0].when_flag(forever(wait(1), made.variable("生命").change(-1)))
    assert features_of(glance(made)) == ("lives", "variables")


@pytest.mark.parametrize(
    ("scripts", "expected"),
    [
        ([flag(move(timer()))], ["timer"]),
        ([flag(switch_backdrop("night"))], ["scenes"]),
        ([flag(create_clone()), clone(move(1))], ["clones"]),
        ([flag(broadcast("go")), receive("go", move(1))], ["messages"]),
        ([flag(broadcast("go"))], []),
        ([flag(pen_down())], ["pen"]),
        ([flag(Block("music_playNoteForBeats"))], ["music"]),
        ([flag(Block("videoSensing_videoToggle"))], ["video"]),
        ([flag(Block("text2speech_speakAndWaitBlock"))], ["speech"]),
        ([loose(pen_down(), create_clone())], []),
    ],
)
def test_what_a_game_has_is_told_by_the_blocks_that_run(scripts: list[Script], expected: list[str]) -> None:
    assert features(*scripts) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["第一关", "第二关"], ["levels", "scenes"]),
        (["Level 1", "Level 2"], ["levels", "scenes"]),
        (["开始", "结束"], ["scenes"]),
    ],
)
def test_backdrops_are_levels_by_their_names(names: list[str], expected: list[str]) -> None:
    made = game()
    for name in names:
        made.stage.backdrop(name, games.CAT)
    made.sprites[0].when_flag(switch_backdrop(names[1]))
    assert list(features_of(glance(made))) == expected


def test_lists_sounds_custom_blocks_and_clouds_are_features() -> None:
    made = game()
    cat = made.sprites[0]
    cat.sound("pop", wav([0.0]))
    jump = cat.define("jump")
    jump.does(move(1))
    cat.when_flag(jump(), made.list_of("words").add("a"), play_sound("pop"))
    tree = made.project()
    tree["targets"][0]["variables"]["cloud"] = ["☁ best", 0, True]
    found = glance_of(read(files.sb3(tree)), LOOKED_AT)
    assert features_of(found) == ("custom_blocks", "lists", "sounds", "cloud")


def test_every_feature_has_its_name_in_both_languages() -> None:
    for feature in FEATURES:
        assert re.search(r"[\u4e00-\u9fff]", feature_name(feature, "zh"))
        assert feature_name(feature, "en").isascii()


def texts(made: Game) -> Texts:
    return texts_of(games.project(made), glance(made))


def test_the_languages_of_what_is_said_and_asked_are_shares_of_the_text() -> None:
    found = texts(game(flag(say("你好，小猫咪"), ask(join("Hello ", "my friend")))))
    assert found == Texts(zh=45, en=55, other=0, amount=11)
    assert (found.languages, found.matters) == (("en", "zh"), False)


def test_what_is_said_ten_times_is_read_once_and_what_never_runs_not_at_all() -> None:
    assert texts(game(flag(*[say("开始")] * 10), loose(say("从来不说的话")))) == Texts(100, 0, 0, 2)


def test_a_quiz_has_text_that_matters() -> None:
    made = game()
    questions = made.list_of("题目", ["中国最长的河流是哪一条？", "太阳系有几颗行星？", "水的化学式是什么？"])
    made.sprites[0].when_flag(ask(questions.item(1)))
    made.list_of("不用的", ["这里的字没有人看见，所以不算在里面"])
    found = texts(made)
    assert (found.languages, found.matters) == (("zh",), True)
    assert found.amount == 27


def test_numbers_and_notes_to_the_program_are_no_text() -> None:
    made = game(flag(say("10"), say("!")))
    state = made.variable("state")
    made.sprites[0].when_flag(state.set("game_over"), state.set("游戏结束"))
    assert texts(made) == Texts(100, 0, 0, 4)


def test_the_name_of_a_variable_counts_where_its_box_is_shown() -> None:
    made = game(flag(move(1)))
    made.variable("得分", shown=True)
    made.variable("速度")
    assert texts(made) == Texts(100, 0, 0, 2)


def test_japanese_is_not_taken_for_chinese() -> None:
    assert texts(game(flag(say("猫が好きです")))).languages == ("other",)


def test_letters_drawn_into_a_vector_costume_are_read() -> None:
    made = game(flag(move(1)))
    text = '<text x="1"><tspan>开始&#28216;戏</tspan></text>'
    made.sprites[0].costume("title", f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{text}</svg>')
    assert texts(made) == Texts(100, 0, 0, 4)


def test_a_game_without_a_word_has_no_language() -> None:
    found = texts(game(flag(move(1))))
    assert (found, found.languages, found.matters) == (Texts(), (), False)


def test_each_file_is_weighed_once_however_many_wear_it() -> None:
    two = [files.costume(), files.costume(name="again")]
    project = read(files.sb3(files.project(files.stage(), files.sprite(costumes=two, sounds=[files.sound()]))))
    assert sizes_of(project, glance_of(project, LOOKED_AT)) == Sizes(
        len(files.CAT) + len(files.POP), len(files.CAT), "cat"
    )


def test_what_is_missing_from_the_file_weighs_nothing() -> None:
    project = read(files.sb3(json.loads(json.dumps(files.project())), {}))
    assert sizes_of(project, glance_of(project, LOOKED_AT)) == Sizes()
