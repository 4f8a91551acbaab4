from contest.rules.uncertainty import METHODS, WHYS, method_words, uncertainty, why_words


def test_the_sentence_has_the_seasons_numbers_in_both_languages():
    words = uncertainty(3.28, 0.724, 0.21)
    assert words.en.startswith(
        "Each game was scored by 3.3 judges on average, so the order is an estimate: of the games that follow one "
        "another in it, for 72\u00a0% it is not sure which one is better (less than nine in ten); 21\u00a0% cannot be "
        "told apart at all. So awards are given and no places"
    )
    assert words.zh.startswith(
        "平均每件作品由 3.3 位评委评分，名次只是估计：前后相邻的作品，有 72% 说不准哪一件更好（把握不到九成），"
        "其中 21% 根本分不出先后。所以公布的是奖项等级而不是名次"
    )


def test_a_share_of_nothing_is_not_spelt_out():
    words = uncertainty(3, 0.4, 0.001)
    assert ("40\u00a0%" in words.en, " 0\u00a0%" in words.en, "40%" in words.zh, " 0%" in words.zh) == (
        True,
        False,
        True,
        False,
    )
    assert "%" not in uncertainty(3, 0.0, 0.0).en


def test_a_whole_number_of_sheets_has_no_point():
    assert "by 4 judges" in uncertainty(4.0, None, None).en


def test_what_a_method_cannot_know_is_not_said():
    words = uncertainty(3, None, None)
    assert "%" not in words.en + words.zh


def test_no_word_promises_a_place():
    for share in (None, 0.0, 1.0):
        assert "no places" in uncertainty(3, share, share).en
        assert "而不是名次" in uncertainty(3, share, share).zh


def test_a_method_is_known_by_what_stands_before_its_version_and_an_unknown_one_keeps_its_name():
    assert method_words("hierarchical-7") is METHODS["hierarchical"]
    assert method_words("plain-mean-2") is METHODS["plain-mean"]
    assert method_words("dice-1").en == "dice-1"


def test_every_reason_of_the_ranking_has_its_words():
    reasons = ("", "every_judge_scored_every_entry", "nothing_overlaps", "too_few_judges", "too_few_entries")
    assert {*reasons, "all_marks_equal", "no_sheets"} == WHYS.keys()
    assert (why_words("unheard_of").zh, why_words("unheard_of").en) == ("", "")
