from contest.judging.reading import care_word, disagreement_word, severity_word, spread_word


def test_a_severity_within_its_own_error_or_too_small_to_notice_is_as_the_others():
    found = [severity_word(*each) for each in [(0.09, 0.0), (-0.3, 0.31), (-0.6, 0.2), (0.6, None)]]
    assert found == ["as-others", "as-others", "lower", "higher"]


def test_spread_and_care_in_words():
    assert [spread_word(value) for value in (0.79, 0.8, 1.25, 1.26)] == ["narrow", "as-others", "as-others", "wide"]
    assert [care_word(value) for value in (0.34, 0.35, 0.69, 0.7)] == ["careless", "less", "less", "as-others"]
    assert care_word(1.0, is_left_out=True) == "left-out"


def test_disagreement_is_measured_on_the_rubrics_own_scale():
    found = [disagreement_word(value, lowest=1, highest=5) for value in (0.6, 0.61, 1.4, 1.41)]
    assert found == ["agree", "differ", "differ", "far"]
    assert disagreement_word(10, lowest=0, highest=100) == "agree"
    assert disagreement_word(0, lowest=3, highest=3) == "agree"
