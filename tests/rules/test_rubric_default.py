"""What a new season starts with."""

from contest.rules.rubric_default import AWARD_KINDS, DIVISIONS, RUBRIC, Words


def every_text() -> list[Words]:
    named = [item.name for item in (*RUBRIC, *DIVISIONS, *AWARD_KINDS)]
    return [*named, *(c.hint for c in RUBRIC), *(level.text for c in RUBRIC for level in c.levels)]


def is_chinese(char: str) -> bool:
    return "一" <= char <= "鿿"


def test_the_five_usual_criteria_weigh_a_hundred():
    weights = {criterion.key: criterion.weight for criterion in RUBRIC}
    assert weights == {"theme": 20, "creativity": 25, "artistry": 15, "technique": 25, "completeness": 15}
    assert sum(weights.values()) == 100


def test_every_criterion_has_five_levels_best_first():
    assert [[level.points for level in criterion.levels] for criterion in RUBRIC] == [[5, 4, 3, 2, 1]] * 5


def test_every_text_is_chinese_in_chinese_and_english_in_english():
    for words in every_text():
        assert any(map(is_chinese, words.zh))
        assert not any(map(is_chinese, words.en))
        assert words.zh.strip() == words.zh
        assert words.en.strip() == words.en
        assert "  " not in words.en


def test_no_two_texts_are_the_same():
    texts = every_text()
    assert len({words.zh for words in texts}) == len({words.en for words in texts}) == len(texts)


def test_the_divisions_cover_grades_one_to_nine_once_each():
    grades = [grade for group in DIVISIONS for grade in range(group.lowest_grade, group.highest_grade + 1)]
    assert grades == list(range(1, 10))


def test_three_prizes_go_to_ten_twenty_and_thirty_per_cent():
    assert [(kind.name.zh, kind.share_percent) for kind in AWARD_KINDS] == [
        ("一等奖", 10),
        ("二等奖", 20),
        ("三等奖", 30),
    ]
