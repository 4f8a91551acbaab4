"""The project card as its readers see it: the teacher with advice, the judge without, and a card of an older form."""

from __future__ import annotations

import re

import makers
import pytest
from flask import Flask, render_template_string
from sqlalchemy.orm import Session

from contest.models import ProjectFile
from contest.scratch import card_of, read
from contest.scratch.build import Game
from contest.scratch.build_control import forever, if_, key_pressed
from contest.scratch.build_words import change_x, hide

pytestmark = pytest.mark.database
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><circle cx="30" cy="30" r="28"/></svg>'
CARD = '{% from "shared/_card.html" import project_card with context %}{{ project_card(file, for_judge) }}'


def steered(*, by_flag: bool = True) -> bytes:
    made = Game("game")
    made.stage.backdrop("sky", SVG)
    cat = made.sprite("cat")
    cat.costume("cat", SVG)
    if by_flag:
        cat.when_flag(forever(if_(key_pressed("left arrow"), change_x(-5)), if_(key_pressed("space"), change_x(5))))
    else:
        cat.when_flag(hide())
        cat.when_key("space", change_x(5))
    return made.to_bytes()


def shown(app: Flask, file: ProjectFile, language: str, *, for_judge: bool = False) -> str:
    # A context of its own: the language is kept with it.
    with app.app_context(), app.test_request_context(headers={"Accept-Language": language}):
        page = render_template_string(CARD, file=file, for_judge=for_judge)
    return re.sub(r"\s+", " ", page)


@pytest.fixture
def file(session: Session) -> ProjectFile:
    return makers.make_file(session, card=card_of(read(steered())).to_dict())


@pytest.mark.parametrize(
    ("language", "keys", "start", "concept", "advice"),
    [
        ("zh", ["←", "空格"], "点击绿旗就开始。", "逻辑判断", "再想想“不是这样的时候怎么办”"),
        ("en", ["←", "space"], "The green flag starts it.", "Logic", "Say also what happens otherwise"),
    ],
)
def test_a_teacher_reads_keys_start_concepts_and_advice_in_either_language(
    app: Flask, file: ProjectFile, language: str, keys: list[str], start: str, concept: str, advice: str
) -> None:
    page = shown(app, file, language)
    assert re.findall(r'<kbd class="key">(.*?)</kbd>', page) == keys
    assert page.count('<span class="concept-bar" aria-hidden="true">') == 7
    assert all(each in page for each in (start, concept, advice))


def test_a_judge_sees_the_bars_folded_and_no_advice(app: Flask, file: ProjectFile) -> None:
    page = shown(app, file, "en", for_judge=True)
    assert page.count('<span class="concept-bar" aria-hidden="true">') == 7
    assert '<details class="more"> <summary>Concepts of programming</summary>' in page
    assert "Say also what happens otherwise" not in page


def test_only_the_teacher_reads_which_file_is_the_largest(app: Flask, file: ProjectFile) -> None:
    told = "1 KB of pictures and sounds; the largest is “sky” with 1 KB."
    assert [told in shown(app, file, "en", for_judge=each) for each in (False, True)] == [True, False]


def test_a_bar_has_as_many_steps_lit_as_the_level_says(app: Flask, file: ProjectFile) -> None:
    bars = re.findall(r'concept-bar" aria-hidden="true">(.*?)</span>', shown(app, file, "en"))
    assert [bar.count('class="on"') for bar in bars] == [1, 2, 0, 0, 1, 2, 0]


def test_where_the_flag_only_prepares_it_is_said_what_it_takes(app: Flask, session: Session) -> None:
    file = makers.make_file(session, card=card_of(read(steered(by_flag=False))).to_dict())
    assert "The green flag sets the stage; then it takes a key." in shown(app, file, "en")
    assert "绿旗只做准备，之后需要：按键。" in shown(app, file, "zh")


@pytest.mark.parametrize("for_judge", [False, True])
def test_a_card_of_an_older_form_is_told_to_be_one(app: Flask, session: Session, for_judge: bool) -> None:
    file = makers.make_file(session, card={"version": 1, "counts": {}})
    page = shown(app, file, "en", for_judge=for_judge)
    assert "The card of this file was made by an older version and cannot be shown." in page
    assert "concept" not in page


def test_a_number_in_a_sprites_name_reaches_the_teacher_and_never_the_judge(app: Flask, session: Session) -> None:
    made = Game("game")
    made.stage.backdrop("sky", SVG)
    made.sprite("找我13812345678").costume("a", SVG)
    file = makers.make_file(session, card=card_of(read(made.to_bytes())).to_dict())
    assert "13812345678" in shown(app, file, "zh")
    judged = shown(app, file, "zh", for_judge=True)
    assert "找我" in judged
    assert "13812345678" not in judged
