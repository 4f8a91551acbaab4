"""A kind word before sending: which sheets get one."""

import pytest

from contest.rules.gentle import Word, before_sending

TOPS = [5, 5, 5, 5, 5]


def said(points, seconds=300, has_played=True, tops=TOPS):
    return before_sending(points, tops, seconds=seconds, has_played=has_played)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([5, 5, 5, 5, 5], (Word.ALL_TOP,)),
        ([3, 3, 3, 3, 3], (Word.ALL_EQUAL,)),
        ([1, 1, 1, 1, 1], (Word.ALL_EQUAL,)),
        ([5, 5, 5, 5, 4], ()),
        ([3, 4, 2, 5, 3], ()),
    ],
)
def test_all_top_and_all_equal_marks_get_a_word(points, words):
    assert said(points) == words


def test_the_top_is_each_criterions_own():
    assert said([10, 5, 3], tops=[10, 5, 3]) == (Word.ALL_TOP,)
    assert said([5, 5, 5], tops=[10, 5, 5]) == (Word.ALL_EQUAL,)


def test_two_criteria_alike_are_an_everyday_thing():
    assert said([5, 5], tops=[5, 5]) == ()


@pytest.mark.parametrize(
    ("seconds", "has_played", "words"),
    [
        (59, False, (Word.FAST,)),
        (0, False, (Word.FAST,)),
        (60, False, ()),
        (10, True, ()),
        (0, None, ()),
    ],
)
def test_under_a_minute_without_playing_gets_a_word_where_the_page_could_look(seconds, has_played, words):
    assert said([3, 4, 2, 5, 3], seconds, has_played) == words


def test_two_words_may_be_said_together():
    assert said([5, 5, 5, 5, 5], 20, False) == (Word.ALL_TOP, Word.FAST)
