"""What remains of a text when nothing invisible counts."""

import pytest

from contest.rules.text import visible, words_of


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("  旧电池\t 回家\n", "旧电池 回家"),
        ("\u200b\u2060\ufeff\u00ad\u3000", ""),
        ("\u3164\u115f", ""),
        ("e\u0301", "é"),
        ("a\x00b\ud800", "ab"),
        ("\U0003134a\ue000", "\U0003134a\ue000"),
    ],
)
def test_only_what_is_drawn_remains(text, seen):
    assert visible(text) == seen


def test_words_lose_the_signs_around_them_but_keep_those_inside():
    assert words_of("(O'Brien), Jean-Luc · !") == ["O'Brien", "Jean-Luc"]
