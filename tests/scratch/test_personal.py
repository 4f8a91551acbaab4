"""Personal data in projects: where it is looked for, how it is told, and that it never comes out whole."""

import dataclasses
import json
from collections import Counter
from typing import Any

import pytest

from contest.scratch import Refusal, personal_words, read
from contest.scratch.model import Project
from contest.scratch.personal import Personal, personal_data_of
from tests.scratch.files import CORPUS, FLAG_SCRIPT, costume, project, sb2, sb2_tree, sb3, sound, sprite, stage

PHONE = "13812345678"


def found_in(*targets: dict[str, Any], **more: Any) -> list[Personal]:
    tree = project(*targets, **more)
    tree["meta"]["agent"] = ""
    return list(personal_data_of(read(sb3(tree))))


def saying(text: str, kind: int = 10) -> dict[str, Any]:
    say = {"opcode": "looks_say", "next": None, "parent": "hat", "inputs": {"MESSAGE": [1, [kind, text]]}}
    return {"hat": {**FLAG_SCRIPT["hat"], "next": "say"}, "say": say}


def phone(place: str, sprite_name: str | None = None, name: str = "", confidence: str = "sure") -> Personal:
    return Personal("phone", confidence, "138****5678", place, sprite_name, name)  # type: ignore[arg-type]


DEFINITION: dict[str, Any] = {
    "define": {
        "opcode": "procedures_definition",
        "topLevel": True,
        "next": None,
        "parent": None,
        "inputs": {"custom_block": [1, "proto"]},
    },
    "proto": {
        "opcode": "procedures_prototype",
        "shadow": True,
        "next": None,
        "parent": "define",
        "inputs": {},
        "mutation": {"proccode": f"打电话{PHONE} %s", "argumentids": "[]", "argumentnames": "[]"},
    },
}
NOTE = {"note": {"text": f"作者电话：{PHONE}", "blockId": None, "x": 0, "y": 0, "width": 9, "height": 9}}


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ({"blocks": saying(f"我的电话{PHONE}")}, phone("block", "Cat")),
        ({"comments": NOTE}, phone("comment", "Cat")),
        ({"variables": {"v": ["手机", PHONE]}}, phone("variable", "Cat", "手机")),
        ({"variables": {"v": ["家里", int(PHONE)]}}, phone("variable", "Cat", "家里", "likely")),
        ({"variables": {"v": [f"电话{PHONE}", 0]}}, phone("variable", "Cat", "电话138****5678")),
        ({"lists": {"l": ["联系方式", ["小红", PHONE]]}}, phone("list", "Cat", "联系方式")),
        ({"lists": {"l": [f"电话{PHONE}", []]}}, phone("list", "Cat", "电话138****5678")),
        ({"costumes": [costume(name=f"电话{PHONE}")]}, phone("costume", "Cat", "电话138****5678")),
        ({"sounds": [sound(name=f"电话{PHONE}")]}, phone("sound", "Cat", "电话138****5678")),
        ({"broadcasts": {"b": f"打电话{PHONE}"}}, phone("message", "Cat", "打电话138****5678")),
        ({"blocks": DEFINITION}, phone("custom_block", "Cat", "打电话138****5678 %s")),
    ],
)
def test_every_place_where_a_child_can_type_is_searched(on: dict[str, Any], found: Personal) -> None:
    assert found_in(stage(), sprite(**on)) == [found]


def test_the_name_of_a_sprite_is_searched_and_masked_wherever_it_is_told() -> None:
    found = found_in(stage(), sprite(f"电话{PHONE}", blocks=saying("QQ：12345678")))
    told = "电话138****5678"
    assert found == [Personal("qq", "sure", "12****78", "block", told), phone("sprite", told)]


def test_blocks_that_hang_on_nothing_are_searched_too() -> None:
    stray = {"say": {**saying(f"电话{PHONE}")["say"], "parent": None}}
    assert found_in(stage(), sprite(blocks=stray)) == [phone("block", "Cat")]


def test_what_stands_on_the_stage_has_no_sprite() -> None:
    assert found_in(stage(variables={"v": ["电话", PHONE]})) == [phone("variable", None, "电话")]


def test_a_value_that_only_its_monitor_still_has_is_found_once() -> None:
    shown = {"id": "gone", "opcode": "data_variable", "params": {"VARIABLE": "x"}, "value": f"电话{PHONE}"}
    assert found_in(stage(), sprite(), monitors=[shown]) == [phone("monitor")]
    variable = {"v": ["x", f"电话{PHONE}"]}
    assert found_in(stage(variables=variable), monitors=[shown]) == [phone("variable", None, "x")]


def test_a_name_says_what_the_value_beside_it_is() -> None:
    assert [each.kind for each in found_in(stage(variables={"v": ["QQ", "12345678"]}))] == ["qq"]
    assert [each.kind for each in found_in(stage(lists={"l": ["QQ号", ["12345678", "87654321"]]}))] == ["qq", "qq"]
    assert found_in(stage(variables={"v": ["最高分", PHONE]}, lists={"l": ["得分", ["12345678", "87654321"]]})) == []


def test_numbers_of_a_game_are_left_alone() -> None:
    level = ["90417263554", "38461520937", PHONE, "55102938471", "20394857610"]
    scores = [12345678, 98765432, 1700000000000, -240, 0.13812345678]
    plain = {"v": ["种子", int(PHONE)], "w": ["x", 138.12345678], "c": ["☁ 存档", "1381234567813912345678", True]}
    quiet = sprite(lists={"l": ["关卡1", level], "m": ["记录", scores]}, variables=plain, blocks=saying(PHONE, kind=4))
    assert found_in(stage(), quiet) == []


def said(*texts: str) -> dict[str, Any]:
    """A script that says these one after the other."""
    blocks: dict[str, Any] = {"hat": {**FLAG_SCRIPT["hat"], "next": "say0"}}
    for at, text in enumerate(texts):
        following = f"say{at + 1}" if at + 1 < len(texts) else None
        say = {"opcode": "looks_say", "next": following, "parent": f"say{at - 1}" if at else "hat"}
        blocks[f"say{at}"] = {**say, "inputs": {"MESSAGE": [1, [10, text]]}}
    return blocks


def joined(*texts: str) -> dict[str, Any]:
    """A script that says these joined, the first with the join of the others."""
    blocks = saying("")
    blocks["say"]["inputs"]["MESSAGE"] = [3, "join0", [10, ""]]
    for at, text in enumerate(texts[:-1]):
        rest = [1, [10, texts[-1]]] if at == len(texts) - 2 else [3, f"join{at + 1}", [10, ""]]
        join = {"opcode": "operator_join", "next": None, "parent": f"join{at - 1}" if at else "say"}
        blocks[f"join{at}"] = {**join, "inputs": {"STRING1": [1, [10, text]], "STRING2": rest}}
    return blocks


@pytest.mark.parametrize("script", [said, joined])
def test_a_number_in_several_pieces_is_put_together(script: Any) -> None:
    assert found_in(stage(), sprite(blocks=script("我的电话是", "138", "1234", "5678"))) == [phone("block", "Cat")]
    assert [each.kind for each in found_in(stage(), sprite(blocks=script("加我QQ", "1234", "5678")))] == ["qq"]


@pytest.mark.parametrize("script", [said, joined])
def test_a_number_that_is_whole_in_one_piece_is_told_once(script: Any) -> None:
    once = phone("block", "Cat", confidence="possible")
    assert found_in(stage(), sprite(blocks=script("打", PHONE, "找我"))) == [once]
    assert found_in(stage(), sprite(blocks=script("电话", PHONE, "找我"))) == [phone("block", "Cat")]


@pytest.mark.parametrize("script", [said, joined])
def test_pieces_that_meet_by_chance_are_no_number(script: Any) -> None:
    for pieces in (["138", "1234", "5678"], ["得分", "138", "12345678"], ["3", "2", "1", "GO"], ["我是王", "小明"]):
        assert found_in(stage(), sprite(blocks=script(*pieces))) == []


def test_joins_in_joins_without_an_end_are_put_together_in_time() -> None:
    deep = joined("我的电话是", *["1"] * 3000)
    assert found_in(stage(), sprite(blocks=deep)) == []


def test_the_settings_that_turbowarp_keeps_in_a_comment_are_no_address() -> None:
    settings = {"n": {**NOTE["note"], "text": 'see https://my.host.com/x\n{"framerate":60} // _twconfig_'}}
    assert found_in(stage(comments=settings)) == []


def test_keys_in_addresses_of_extensions_are_found_in_both_forms() -> None:
    address = "https://machinelearningforkids.co.uk/api/scratch/8f1c2d30-aaaa-11ee-b000-0123456789ab/extension3.js"
    key = Personal("api_key", "sure", "8f1c********", "extension", None, "ml")
    assert found_in(extensionURLs={"ml": address}) == [key]
    assert found_in(extensionURLs=[address]) == [dataclasses.replace(key, name="1")]
    assert found_in(extensionURLs={"pen": "https://extensions.turbowarp.org/pen.js", "x": "data:,13812345678"}) == []


def test_what_programs_write_by_themselves_is_a_note_or_names_the_author() -> None:
    windows = "Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36"
    tree = project()
    tree["meta"]["agent"] = windows
    computer = Personal("computer", "note", "Windows NT 6.1", "file")
    assert personal_data_of(read(sb3(tree))) == (computer,)
    history = "2013-6-21 15:20:59\tsave\tgame\tliming\tliming\r2013-6-22 15:20:59\tshare\tgame\tliming\tliming\r"
    info = {"userAgent": windows, "projectID": "11113570", "author": "liming", "history": history}
    assert personal_data_of(read(sb2(sb2_tree(info=info)))) == (
        Personal("author", "sure", "l*****", "file"),
        Personal("history", "sure", "2 × 2013…", "file"),
        computer,
        Personal("project_number", "note", "11******", "file"),
    )


def test_scratch_1_tells_its_author_history_and_notes() -> None:
    info = {"author": "liming", "history": "2013-6-21 15:20:59\tsave\tgame\t\t\r", "comment": f"hi\rtel {PHONE}"}
    assert personal_data_of(Project("sb", {}, info=info)) == (
        Personal("author", "sure", "l*****", "file"),
        phone("file"),
        Personal("history", "note", "1 × 2013…", "file"),
    )


def test_the_surest_come_first_and_there_are_at_most_a_hundred() -> None:
    many = {str(n): [f"v{n}", f"www.host{n:03}.com"] for n in range(150)}
    found = found_in(stage(variables=many), sprite(blocks=saying(f"电话{PHONE}")))
    assert (len(found), found[0]) == (100, phone("block", "Cat"))


def test_no_whole_value_is_in_what_is_kept() -> None:
    secrets = [PHONE, "87654321", "zhangsan@163.com", "110101199003070214", "zhang_san88"]
    text = f"电话{PHONE}，QQ87654321，zhangsan@163.com，110101199003070214，微信号：zhang_san88"
    names = {"variables": {"v": [text, text]}, "lists": {"l": [text, [text]]}, "broadcasts": {"b": text}}
    found = found_in(stage(), sprite(text, blocks=saying(text), costumes=[costume(name=text)], **names))
    kept = json.dumps([each.to_dict() for each in found], ensure_ascii=False)
    told = "".join(each.sentence("zh") + each.sentence("en") + repr(each) for each in found)
    assert len(found) > 20
    assert [secret for secret in secrets if secret in kept + told] == []


def test_what_is_kept_comes_back_equal() -> None:
    found = phone("list", "小猫", "联系方式")
    assert Personal.from_dict(json.loads(json.dumps(found.to_dict()))) == found


def test_sentences() -> None:
    assert phone("block", "小猫", confidence="likely").sentence("zh") == (
        "角色“小猫”的积木文字：很可能是电话号码（138****5678）。陌生人可能会打给孩子或家长。请删掉后重新保存并上传。"
        "如果是编造的号码或游戏分数，可以保留。"
    )
    assert Personal("person", "possible", "张**", "variable", None, "作者").sentence("en") == (
        "Stage, variable “作者”: perhaps a person's full name (张**). Judges and the public must not learn the child's "
        "name. Take it out, save the game and upload it again. A name from a story may stay."
    )


def test_every_kind_and_place_has_its_words() -> None:
    kinds = set(personal_words.WHAT)
    assert kinds == set(personal_words.ADVICE)
    sentences = {
        Personal(kind, "sure", "…", place, "猫", "名").sentence(language)  # type: ignore[arg-type]
        for kind in kinds
        for place in personal_words.WHERE
        for language in ("zh_CN", "en")
    }
    assert len(sentences) == 2 * len(kinds) * len(personal_words.WHERE)
    assert [each for each in sentences if "{" in each or "}" in each] == []


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real Scratch files is not beside the project")
def test_real_files_are_searched_and_hardly_any_gives_an_alarm() -> None:
    """All finds were looked at: the names, pages and addresses are real; no number is taken for personal data."""
    files = 0
    alarms: Counter[tuple[str, str]] = Counter()
    for path in sorted((CORPUS / "files").iterdir()):
        try:
            found = personal_data_of(read(path.read_bytes()))
        except Refusal:
            continue
        files += 1
        alarms.update({(each.kind, each.confidence) for each in found})
    print(f"\npersonal data: files with each kind, of {files}")  # noqa: T201 - the figures are printed
    for (kind, confidence), count in sorted(alarms.items()):
        print(f"  {kind:15} {confidence:9} {count:4}")  # noqa: T201
    kinds = {kind for kind, confidence in alarms if confidence != "note"}
    assert kinds <= {"author", "history", "person", "scratch_page", "url"}
