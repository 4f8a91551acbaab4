"""The rubrics: Dr. Scratch's own scores over real files, and every step of every ladder on made ones."""
# ruff: noqa: T201 - the figures are printed

import io
import json
import re
import zipfile
from typing import Any

import pytest

from contest.scratch import Project, Refusal, read
from contest.scratch.build_blocks import Block, Check, Condition, Menu, Message, body
from contest.scratch.build_control import (
    answer,
    broadcast,
    create_clone,
    forever,
    if_,
    if_else,
    join,
    math_of,
    mouse_x,
    repeat,
    repeat_until,
    touching,
    wait,
    wait_until,
)
from contest.scratch.build_words import MOUSE, change_x, glide_to, move, point_towards, say, show, turn_left
from contest.scratch.concepts import CORRECTIONS, HIGHEST, SKILLS, concepts_of, level_word, next_step, skill_name
from contest.scratch.concepts.classic import facts_of_tree, levels
from tests.scratch import files, games
from tests.scratch.games import Script, click, clone, flag, hat, key, loose, receive

EDGE = touching("_edge_")
BUTTON = Condition("sensing_mousedown")
IS_RIGHT = mouse_x() > 5


def game(*scripts: Script, second: tuple[Script, ...] = ()) -> Project:
    return games.project(games.game(*scripts, second=second))


def with_variable() -> Project:
    made = games.game()
    made.sprites[0].when_flag(made.variable("score").set(0))
    return games.project(made)


def with_list(doing: str) -> Project:
    made = games.game()
    words = made.list_of("words")
    steps = {"add": words.add("a"), "clear": words.clear(), "hide": Block("data_hidelist", fields={"LIST": words})}
    made.sprites[0].when_flag(steps[doing])
    return games.project(made)


def with_block(*, is_called: bool = True) -> Project:
    made = games.game()
    jump = made.sprites[0].define("jump")
    jump.does(move(1))
    if is_called:
        made.sprites[0].when_flag(jump())
    return games.project(made)


MOVING, TWICE = game(flag(move(1))), game(flag(move(1)), flag(move(1)))
CLONING = game(flag(create_clone()), clone(show()))

# One game for each level from 0 up.
CLASSIC: dict[str, list[Project]] = {
    "Logic": [
        MOVING,
        game(flag(if_(BUTTON, move(1)))),
        game(flag(if_else(BUTTON, move(1), move(2)))),
        game(flag(if_(BUTTON & EDGE, move(1)))),
    ],
    "FlowControl": [game(), MOVING, game(flag(forever(move(1)))), game(flag(repeat_until(EDGE, move(1))))],
    "Synchronization": [
        MOVING,
        game(flag(wait(1))),
        game(flag(broadcast("go")), receive("go", move(1))),
        game(flag(wait_until(EDGE))),
    ],
    "Abstraction": [MOVING, TWICE, with_block(), CLONING],
    "DataRepresentation": [game(flag(say("hi"))), MOVING, with_variable(), with_list("add")],
    "UserInteractivity": [
        game(receive("go", move(1))),
        MOVING,
        game(key("space", move(1))),
        game(hat("videoSensing_whenMotionGreaterThan", move(1))),
    ],
    "Parallelization": [
        MOVING,
        TWICE,
        game(key("space", move(1)), key("space", move(1))),
        game(receive("go", move(1)), receive("go", move(1))),
    ],
}

EXTENDED: dict[str, list[Project]] = {
    "Logic": [*CLASSIC["Logic"], game(flag(if_(BUTTON, forever(if_(EDGE, move(1))))))],
    "FlowControl": [*CLASSIC["FlowControl"], game(flag(forever(if_(EDGE, repeat(3, move(1))))))],
    "Synchronization": [
        *CLASSIC["Synchronization"],
        game(flag(broadcast("go"), broadcast("Go"), broadcast("GO")), receive("go", if_(EDGE, move(1)))),
    ],
    "Abstraction": [MOVING, TWICE, CLONING, with_block(), game(flag(create_clone()), clone(if_(EDGE, move(1))))],
    "DataRepresentation": [*CLASSIC["DataRepresentation"], game(flag(wait_until(IS_RIGHT)))],
    "UserInteractivity": [
        *CLASSIC["UserInteractivity"],
        read(files.sb3(files.project(extensions=["pen", "microbit"]))),
    ],
    "Parallelization": [
        *CLASSIC["Parallelization"],
        game(*[receive("go", move(1))] * 3),
    ],
    "MathOperators": [
        MOVING,
        game(flag(move(mouse_x() + 1))),
        game(flag(move((mouse_x() + 1) * 2))),
        game(flag(say(join("a", "b")))),
        game(flag(move(math_of("sin", 30)))),
    ],
    "MotionOperators": [
        game(flag(say("hi"))),
        MOVING,
        game(flag(turn_left(15))),
        game(flag(glide_to(1, 0, 0))),
        game(flag(*[move(1)] * 5)),
    ],
}

GREATER = {"WHENGREATERTHANMENU": "LOUDNESS"}
TWO_MESSAGES = (receive("a", move(1)), receive("b", move(1)))
A_MENU = loose(Block("event_broadcast_menu", fields={"BROADCAST_OPTION": Message("a")}))

# Where the two classic rubrics part: skill, what the game does, the level of 2020, the corrected one.
PARTINGS: list[tuple[str, str, Project, int, int]] = [
    ("Logic", "an if lies about", game(loose(if_(BUTTON, move(1)))), 1, 0),
    ("Logic", "an if asks nothing", game(flag(Block("control_if", {"SUBSTACK": body([move(1)])}))), 1, 0),
    ("Logic", "an and joins nothing", game(flag(if_(Condition("operator_and"), move(1)))), 3, 1),
    ("FlowControl", "a loop is empty", game(flag(Block("control_forever"))), 2, 1),
    (
        "FlowControl",
        "a loop goes on until nothing",
        game(flag(Block("control_repeat_until", {"SUBSTACK": body([move(1)])}))),
        3,
        2,
    ),
    (
        "FlowControl",
        "a hidden loop has a condition",
        game(flag(Block("control_while", {"CONDITION": Check(EDGE), "SUBSTACK": body([move(1)])}))),
        1,
        3,
    ),
    ("Synchronization", "nobody receives the message", game(flag(broadcast("go"))), 2, 0),
    ("Synchronization", "nobody sends the message", game(receive("go", move(1))), 2, 0),
    (
        "Synchronization",
        "nothing switches the backdrop",
        game(hat("event_whenbackdropswitchesto", move(1), BACKDROP="sky")),
        3,
        0,
    ),
    ("Abstraction", "the second script lies about", game(flag(move(1)), loose(move(1))), 1, 0),
    ("Abstraction", "the custom block is never called", with_block(is_called=False), 2, 0),
    ("Abstraction", "nothing is cloned", game(clone(move(1))), 3, 0),
    ("DataRepresentation", "the list is only hidden", with_list("hide"), 3, 0),
    ("DataRepresentation", "the list is emptied", with_list("clear"), 0, 3),
    (
        "DataRepresentation",
        "a sprite glides to another",
        game(flag(Block("motion_glideto", {"TO": Menu("motion_glideto_menu", "TO", "dog")}))),
        0,
        1,
    ),
    ("UserInteractivity", "the pointer's place is asked for", game(flag(change_x(mouse_x()))), 1, 2),
    ("UserInteractivity", "the sprite looks at the pointer", game(flag(point_towards(MOUSE))), 1, 2),
    ("UserInteractivity", "an answer is used that nobody gave", game(flag(say(answer()))), 2, 1),
    ("UserInteractivity", "it waits for a noise", game(hat("event_whengreaterthan", move(1), **GREATER)), 0, 3),
    ("Parallelization", "two sprites are clicked", game(click(move(1)), second=(click(move(1)),)), 2, 0),
    ("Parallelization", "a sprite is clicked twice over", game(click(move(1)), click(move(2))), 2, 2),
    ("Parallelization", "a menu says the same as a hat", game(*TWO_MESSAGES, A_MENU), 3, 0),
    ("Parallelization", "two messages differ by case", game(receive("Go", move(1)), receive("go", move(1))), 0, 3),
    ("Parallelization", "two flags start nothing", game(flag(), flag()), 1, 0),
]


@pytest.mark.parametrize("rubric", ["classic-2020", "classic-fixed"])
@pytest.mark.parametrize("skill", CLASSIC)
def test_each_classic_skill_is_climbed_step_by_step(skill: str, rubric: str) -> None:
    assert [concepts_of(made)[rubric][skill] for made in CLASSIC[skill]] == [0, 1, 2, 3]


@pytest.mark.parametrize("skill", EXTENDED)
def test_each_extended_skill_is_climbed_step_by_step(skill: str) -> None:
    assert [concepts_of(made)["extended"][skill] for made in EXTENDED[skill]] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("skill", "what", "made", "theirs", "ours"), PARTINGS, ids=[each[1] for each in PARTINGS])
def test_the_corrected_rubric_parts_from_the_old_where_the_table_says(
    skill: str, what: str, made: Project, theirs: int, ours: int
) -> None:
    found = concepts_of(made)
    assert (found["classic-2020"][skill], found["classic-fixed"][skill]) == (theirs, ours)


def test_every_skill_has_its_line_in_the_table_of_corrections() -> None:
    assert set(CORRECTIONS) == {"every skill", *SKILLS["classic-fixed"]}
    assert {skill for skill, *_ in PARTINGS} == set(SKILLS["classic-fixed"])


def test_the_first_fields_id_counts_as_a_value_in_the_old_rubric_and_nothing_is_written_into_the_project() -> None:
    hats = {
        name: {"opcode": "event_whenbroadcastreceived", "fields": {"BROADCAST_OPTION": field}, "topLevel": True}
        for name, field in (("a", ["go", "stop"]), ("b", ["stop", "x"]))
    }
    tree = files.project(files.stage(), files.sprite(blocks=hats))
    before = json.dumps(tree)
    assert levels(facts_of_tree(tree))["Parallelization"] == 3
    assert json.dumps(tree) == before


def test_a_scratch_2_game_is_scored_as_scratch_3_would_write_it() -> None:
    found = concepts_of(read(files.sb2()))
    assert {rubric: (scores["FlowControl"], scores["DataRepresentation"]) for rubric, scores in found.items()} == {
        "classic-2020": (2, 1),
        "classic-fixed": (2, 1),
        "extended": (2, 1),
    }


def test_loops_nested_fifty_thousand_deep_are_only_long() -> None:
    loops: dict[str, Any] = {
        f"{depth}": {"opcode": "control_forever", "parent": f"{depth - 1}", "inputs": {"SUBSTACK": [2, f"{depth + 1}"]}}
        for depth in range(50_000)
    }
    loops["0"] = {**loops["0"], "parent": "flag"}
    loops["49999"] = {**loops["49999"], "inputs": {}}
    loops["flag"] = {"opcode": "event_whenflagclicked", "next": "0", "parent": None, "topLevel": True}
    found = concepts_of(read(files.sb3(files.project(files.stage(), files.sprite(blocks=loops)))))
    assert {rubric: scores["FlowControl"] for rubric, scores in found.items()} == {
        "classic-2020": 2,
        "classic-fixed": 2,
        "extended": 4,
    }


@pytest.mark.parametrize("rubric", SKILLS)
def test_every_level_of_every_skill_has_its_words_in_both_languages(rubric: str) -> None:
    for skill in SKILLS[rubric]:
        for step in range(HIGHEST[rubric] + 1):
            chinese, english = (next_step(rubric, skill, step, language) for language in ("zh", "en"))
            assert re.fullmatch(r".*[\u4e00-\u9fff].*[。！]", chinese)
            assert re.fullmatch(r"[^\u4e00-\u9fff]+[.!]", english)
        assert re.search(r"[\u4e00-\u9fff]", skill_name(skill, "zh"))
        with pytest.raises(IndexError):
            next_step(rubric, skill, HIGHEST[rubric] + 1, "en")
    words = [level_word(step, language) for language in ("zh", "en") for step in range(5)]
    assert len(set(words)) == 10


def _tree(data: bytes) -> dict[str, Any]:
    """The project.json, also of a file that Scratch refuses."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"([^/]*/)?project\.json", name)]
        found: dict[str, Any] = json.loads(archive.read(names[0]))
        return found


@pytest.mark.corpus
@pytest.mark.skipif(not files.CORPUS.is_dir(), reason="the folder of real Scratch files is not beside the project")
def test_classic_2020_is_dr_scratchs_score_for_every_real_file() -> None:
    rows = [json.loads(line) for line in (files.CORPUS / "truth.jsonl").read_text("utf-8").splitlines()]
    scored = [row for row in rows if "concepts_classic" in row]
    differing, refused = set(), 0
    for row in scored:
        data = (files.CORPUS / row["file"]).read_bytes()
        try:
            found = concepts_of(read(data))["classic-2020"]
        except Refusal:
            found, refused = levels(facts_of_tree(_tree(data))), refused + 1
        if found != row["concepts_classic"]:
            differing.add(row["file"])
    print(f"\nclassic-2020: {len(scored) - len(differing)} of {len(scored)} as Dr. Scratch, {refused} of them refused")
    assert (differing, len(scored) > 400) == (set(), True)
