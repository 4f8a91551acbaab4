"""Parts of a project that do not fit together, and what a teacher is told of them."""

from typing import Any

from contest.scratch import Card, Warn, card_of, read
from tests.scratch import files


def told(*targets: dict[str, Any], **more: Any) -> dict[str, Warn]:
    """The warnings by code, without what every project without a flag is told."""
    card: Card = card_of(read(files.sb3(files.project(*targets, **more))))
    return {warning.code: warning for warning in card.warnings if warning.code not in ("no_green_flag", "no_blocks")}


def cat(blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return files.sprite(blocks=blocks, **more)


def top(**more: Any) -> dict[str, Any]:
    return {"opcode": "looks_say", "topLevel": True, **more}


def within(parent: str, **more: Any) -> dict[str, Any]:
    return {"opcode": "looks_hide", "parent": parent, **more}


def test_a_sound_project_is_told_nothing() -> None:
    blocks = {
        **files.FLAG_SCRIPT,
        "set": top(
            inputs={"V": [3, [12, "mine", "m"], [10, ""]], "M": [1, [11, "go", "g"]], "SUBSTACK": [2, "in"]},
            fields={"VARIABLE": ["ours", "o"], "LIST": ["l", "l"], "OTHER": ["x", "nowhere"]},
            comment="c",
        ),
        "in": within("set"),
        "loose": [13, "l", "l", 1, 2],
    }
    mine = {"variables": {"m": ["mine", 0]}, "comments": {"c": {"text": "", "blockId": "set"}}}
    stage = files.stage(variables={"o": ["ours", 0]}, lists={"l": ["l", []]}, broadcasts={"g": "go"})
    monitors = [{"id": "m", "opcode": "data_variable", "spriteName": "Cat"}, {"id": "x", "opcode": "motion_xposition"}]
    assert told(stage, cat(blocks, **mine), monitors=monitors) == {}


def test_messages_of_the_stage_count_when_a_block_names_them() -> None:
    blocks = {
        "a": top(opcode="event_broadcast", inputs={"BROADCAST_INPUT": [1, [11, "go", "g"]]}),
        "b": top(opcode="event_whenbroadcastreceived", fields={"BROADCAST_OPTION": ["end", "e"]}),
    }
    stage = files.stage(broadcasts={"g": "go", "e": "end", "n": "nobody"})
    project = read(files.sb3(files.project(stage, cat(blocks, broadcasts={"own": "own"}))))
    assert card_of(project).counts.broadcasts == 3


def test_scripts_that_break_off_are_a_warning_and_lost_slots_a_note() -> None:
    blocks = {"a": top(next="gone", inputs={"SUBSTACK": [2, "gone"], "V": [1, "gone"], "W": [3, "gone", "too"]})}
    found = told(files.stage(), cat(blocks))
    assert {code: (each.severity, each.where, each.facts["count"]) for code, each in found.items()} == {
        "cut_scripts": ("warning", "Cat", 2),
        "empty_slots": ("note", "Cat", 3),
    }


def test_blocks_that_hang_on_nothing_or_elsewhere_are_notes() -> None:
    blocks = {
        "a": top(inputs={"V": [2, "b"]}),
        "b": within("c"),
        "c": within("gone"),
        "d": {"opcode": "x"},
        "e": top(parent="a"),
        "f": top(shadow=True),
    }
    found = told(files.stage(), cat(blocks))
    assert {code: (each.severity, each.facts["count"]) for code, each in found.items()} == {
        "stray_blocks": ("note", 2),
        "odd_links": ("note", 3),
    }


def test_comments_of_deleted_blocks_are_counted_both_ways() -> None:
    comments = {"c": {"text": "", "blockId": "gone"}, "d": {"text": "", "blockId": None}}
    found = told(files.stage(), cat({"a": top(comment="gone")}, comments=comments))
    assert {code: each.facts["count"] for code, each in found.items()} == {"lost_comments": 2}


def test_a_custom_block_must_be_defined_in_the_same_sprite() -> None:
    prototype = {"opcode": "procedures_prototype", "mutation": {"proccode": "jump %s"}, "parent": "d", "shadow": True}
    definition = {"d": top(opcode="procedures_definition", inputs={"custom_block": [1, "p"]}), "p": prototype}
    call = {"c": top(opcode="procedures_call", mutation={"proccode": "jump %s"})}
    assert told(files.stage(), cat({**definition, **call})) == {}
    found = told(files.stage(blocks=definition), cat(call))
    assert [(code, each.severity, each.facts["names"]) for code, each in found.items()] == [
        ("undefined_blocks", "warning", ["jump %s"])
    ]


def test_a_scratch_2_custom_block_must_be_defined_too() -> None:
    calls = [["whenGreenFlag"], ["call", "run", 1], ["call", "jump"]]
    tree = files.sb2_tree(scripts=[[0, 0, calls], [0, 0, [["procDef", "run", [], [], False]]]])
    warnings = card_of(read(files.sb2(tree))).warnings
    assert [(each.code, each.facts.get("names")) for each in warnings if each.severity == "warning"] == [
        ("undefined_blocks", ["jump"])
    ]


def test_variables_lists_and_messages_that_exist_nowhere_are_named_once() -> None:
    blocks = {
        "a": top(inputs={"V": [3, [12, "score", "s"], [10, ""]], "M": [1, [11, "go", "g"]]}),
        "b": top(fields={"VARIABLE": ["score", "s"], "LIST": ["names", "n"], "BROADCAST_OPTION": ["stop", "x"]}),
        "c": [12, "score", "s", 1, 2],
    }
    found = told(files.stage(), cat(blocks))
    assert {code: each.facts["names"] for code, each in found.items()} == {
        "lost_variables": ["score", "names"],
        "lost_messages": ["go", "stop"],
    }


def test_another_sprites_own_variable_does_not_exist_here_but_its_message_does() -> None:
    blocks = {"a": top(inputs={"V": [2, [12, "score", "s"]], "M": [1, [11, "go", "g"]]})}
    dog = files.sprite("Dog", variables={"s": ["score", 0]}, broadcasts={"g": "go"})
    assert list(told(files.stage(), cat(blocks), dog)) == ["lost_variables"]


def test_displays_of_what_was_deleted_are_notes() -> None:
    monitors = [
        {"id": "x", "opcode": "motion_xposition", "spriteName": "Dog"},
        {"id": "v", "opcode": "data_variable", "params": {"VARIABLE": "score"}, "spriteName": None},
    ]
    found = told(files.stage(), cat({"a": top()}), monitors=monitors)
    assert {code: each.facts for code, each in found.items()} == {
        "lost_monitors": {"count": 2, "names": ["Dog", "score"]}
    }


def test_ids_that_every_javascript_object_answers_to_are_named() -> None:
    found = told(files.stage(variables={"__proto__": ["v", 0]}), cat({"toString": top()}))
    assert (found["unsafe_ids"].severity, sorted(found["unsafe_ids"].facts["names"])) == (
        "warning",
        ["__proto__", "toString"],
    )
    assert found["unsafe_ids"].sentence("en").startswith("the stage, Cat: ")
    assert found["unsafe_ids"].sentence("zh").startswith("舞台、Cat：")


def test_sprites_of_one_name_are_a_warning() -> None:
    found = told(files.stage(), cat({"a": top()}), cat({"a": top()}), files.sprite("Dog"))
    assert [(code, each.severity, each.facts["names"]) for code, each in found.items()] == [
        ("same_names", "warning", ["Cat"])
    ]


def test_a_picture_of_another_kind_than_it_says_is_a_note() -> None:
    photo = b"\xff\xd8\xff photo"
    name = f"{files.asset_id(photo)}.png"
    target = cat({"a": top()}, costumes=[files.costume(photo, "photo", "png")])
    data = files.sb3(files.project(files.stage(), target), {name: photo, f"{files.asset_id(files.CAT)}.svg": files.CAT})
    warnings = {each.code: each for each in card_of(read(data)).warnings}
    assert (warnings["wrong_kinds"].severity, warnings["wrong_kinds"].facts["names"]) == ("note", ["photo"])


def test_many_sprites_are_told_in_one_sentence() -> None:
    found = told(files.stage(), *(files.sprite(f"S{at}", blocks={"a": {"opcode": "x"}}) for at in range(9)))
    note = found["stray_blocks"]
    assert (note.where, note.facts["count"], note.facts["sprites"]) == ("", 9, ["S0", "S1", "S2", "S3", "S4"])
