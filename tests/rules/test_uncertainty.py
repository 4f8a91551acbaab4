from contest.rules.uncertainty import METHODS, WHYS, method_words, uncertainty, why_words


def test_the_sentence_has_the_seasons_numbers_in_both_languages():
    words = uncertainty(3.28, 0.724)
    assert "3.3 judges" in words.en
    assert "72 % cannot be told apart" in words.en
    assert "3.3 位评委" in words.zh
    assert "72% 实际上分不出先后" in words.zh


def test_a_whole_number_of_sheets_has_no_point():
    assert "by 4 judges" in uncertainty(4.0, None).en


def test_what_a_method_cannot_know_is_not_said():
    words = uncertainty(3, None)
    assert "%" not in words.en + words.zh


def test_no_word_promises_a_place():
    for share in (None, 0.0, 1.0):
        assert "no places" in uncertainty(3, share).en
        assert "而不是名次" in uncertainty(3, share).zh


def test_a_method_is_known_by_what_stands_before_its_version_and_an_unknown_one_keeps_its_name():
    assert method_words("hierarchical-7") is METHODS["hierarchical"]
    assert method_words("plain-mean-2") is METHODS["plain-mean"]
    assert method_words("dice-1").en == "dice-1"


def test_every_reason_of_the_ranking_has_its_words():
    reasons = ("", "every_judge_scored_every_entry", "nothing_overlaps", "too_few_judges", "too_few_entries")
    assert {*reasons, "all_marks_equal"} == WHYS.keys()
    assert (why_words("unheard_of").zh, why_words("unheard_of").en) == ("", "")
