"""What holds for all finders."""

import json
from typing import Any

from contest.scratch import read
from contest.scratch.build_words import move, say
from contest.scratch.findings import FINDERS, Finding, counts_of, find_all
from contest.scratch.findings.words import WORDS
from contest.scratch.program import program_of
from contest.scratch.read import project_of_json
from tests.scratch.files import sprite, stage
from tests.scratch.findings import test_habits, test_problems
from tests.scratch.test_build import new_game


def test_every_finder_has_its_sentence_and_its_two_small_games() -> None:
    assert set(WORDS) == set(FINDERS) == set(test_problems.CASES) | set(test_habits.CASES)


def test_a_sentence_is_one_sentence_in_the_language_asked_for() -> None:
    for finder in FINDERS.values():
        english, chinese = finder.sentence("en"), finder.sentence("zh")
        assert (english.isascii() or "“" in english or "<" in english) and english.count(". ") == 0, finder.name
        assert chinese.endswith("。") and chinese.count("。") == 1, finder.name


def test_a_finding_says_what_and_where() -> None:
    game, cat = new_game()
    cat.loose(move(1))
    program = program_of(read(game.to_bytes()))
    block = program.targets[1].scripts[0].blocks[0].id
    assert find_all(program) == [Finding("dead_code", "猫", block)]
    assert counts_of(find_all(program)) == {"dead_code": 1}


def of_blocks(blocks: dict[str, Any], **more: Any) -> dict[str, int]:
    tree = {"targets": [stage(), sprite("猫", blocks=blocks, **more)], "monitors": [], "extensions": []}
    tree["meta"] = {"semver": "3.0.0", "vm": "0.2.0", "agent": ""}
    return counts_of(find_all(program_of(project_of_json(json.dumps(tree).encode()))))


def block(opcode: str, **more: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {"next": None, "parent": None, "inputs": {}, "fields": {}, "topLevel": False}
    return {"opcode": opcode, **plain, "shadow": False, **more}


def test_a_menu_left_over_from_a_block_that_is_gone_is_no_dead_code() -> None:
    menu = block("sensing_keyoptions", fields={"KEY_OPTION": ["space", None]}, topLevel=True, shadow=True)
    assert of_blocks({"a": menu}) == {"empty_project": 1, "empty_sprite": 1}


def test_a_variable_whose_id_got_lost_is_used_by_its_name() -> None:
    change = block("data_changevariableby", fields={"VARIABLE": ["分数", "null"]}, topLevel=True)
    kept = {"real": ["分数", 0], "other": ["命", 3]}
    assert of_blocks({"a": change}, variables=kept) == {"dead_code": 1, "unused_variables": 1}


def test_loops_nested_ten_thousand_deep_are_no_trouble() -> None:
    deep = {str(depth): block("control_forever", inputs={"SUBSTACK": [2, str(depth + 1)]}) for depth in range(10_000)}
    deep["0"] |= {"topLevel": True}
    deep["10000"] = block("motion_movesteps")
    assert of_blocks(deep) == {"dead_code": 1, "long_script": 1}


def test_the_pairs_of_a_thousand_equal_scripts_are_not_all_told() -> None:
    game, cat = new_game()
    for _ in range(1000):
        cat.when_flag(say("你好"))
    assert counts_of(find_all(program_of(read(game.to_bytes())))) == {"duplicated_script": 10_000}


def test_the_order_of_slots_in_the_file_does_not_make_scripts_differ() -> None:
    number, other = [1, [4, "1"]], [1, [4, "2"]]
    one = block("motion_gotoxy", inputs={"X": number, "Y": other}, topLevel=True)
    two = block("motion_gotoxy", inputs={"Y": other, "X": number}, topLevel=True)
    three = block("motion_gotoxy", inputs={"X": other, "Y": number}, topLevel=True)
    assert of_blocks({"a": one, "b": two, "c": three}) == {"dead_code": 3, "duplicated_script": 1}


def test_a_block_where_none_can_stand_is_no_trouble() -> None:
    clone = block("control_create_clone_of")
    say = block("looks_say", inputs={"MESSAGE": [3, "clone", [10, ""]]}, topLevel=True)
    assert of_blocks({"say": say, "clone": clone}) == {"dead_code": 1}
