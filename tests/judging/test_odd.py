import random

from contest.judging.odd import Sheet, Sign, is_long, odd_sheets, plain_words, undecided

LONG = "玩起来很顺手，规则一看就懂，结束画面也很用心。"


def sheet(number, entry, judge, marks=(3, 4), **given):
    """A sheet without any sign: composites are plain means."""
    given.setdefault("composite", sum(mark or 0 for mark in marks) / len(marks))
    return Sheet(number, entry, judge, marks, **given)


def signs(sheets):
    """sheet → its signs, over a rubric from 1 to 5."""
    return {number: set(found) for number, found in odd_sheets(sheets, lowest=1, highest=5).items()}


def several(count, **given):
    """Sheets 0, 1, … by judge 1 on as many games, all different."""
    return [sheet(n, n, 1, (1 + n % 5, 1 + n // 5 % 5), **given) for n in range(count)]


def test_usual_sheets_have_no_sign():
    assert signs(several(20, seconds=400, comment="很好")) == {}
    assert signs([]) == {}


def test_the_same_marks_for_every_game_are_constant_from_five_games_on():
    assert signs([sheet(n, n, 1, (4, 3)) for n in range(4)]) == {}
    found = odd_sheets([sheet(n, n, 1, (4, 3)) for n in range(5)], lowest=1, highest=5)
    assert found == {n: {Sign.CONSTANT: {"sheets": 5}} for n in range(5)}


def test_one_other_mark_makes_a_judge_not_constant():
    assert signs([*(sheet(n, n, 1, (4, 3)) for n in range(9)), sheet(9, 9, 1, (4, 4))]) == {}


def test_constant_says_all_that_all_equal_and_all_top_would_say():
    others = [sheet(100 + n, n, 2 + n % 2, (1, 2 + n % 4)) for n in range(6)]
    others += [sheet(200 + n, n, 4 + n % 2, (2, 1 + n % 3)) for n in range(6)]
    found = signs([*(sheet(n, n, 1, (5, 5)) for n in range(6)), *others])
    assert {number: found[number] for number in range(6)} == {n: {Sign.CONSTANT} for n in range(6)}


def test_a_sheet_that_weighs_a_third_of_its_judges_usual_weight_is_an_outlier():
    own = several(6, weight=0.9)
    assert odd_sheets([*own, sheet(9, 9, 1, weight=0.3)], lowest=1, highest=5) == {9: {Sign.OUTLIER: {"share": 0.33}}}
    assert signs([*own, sheet(9, 9, 1, weight=0.32)]) == {}


def test_weights_of_a_careless_judge_are_compared_with_each_other_only():
    assert signs(several(6, weight=0.1) + [sheet(n, n, 2, (n - 9, 3), weight=1.0) for n in range(10, 14)]) == {}


def reviewed(turned: int | None = None) -> list[Sheet]:
    """Thirty games by three of six judges each, judge 5 a point severer; the sheet `turned` is upside down."""
    chance, sheets = random.Random(3), []
    for game in range(30):
        for judge in chance.sample(range(6), 3):
            number = len(sheets)
            mark = 2 + game % 3 + chance.uniform(-0.4, 0.4) - (judge == 5)
            composite = 6 - mark if number == turned else mark
            sheets.append(sheet(number, game, judge, (1 + game % 5, 4), composite=composite, weight=0.9))
    return sheets


def test_a_sheet_far_from_the_games_others_is_an_outlier_and_a_severe_judges_sheets_are_not():
    assert signs(reviewed()) == {}
    best = next(each.id for each in reviewed() if each.judge != 5 and each.composite > 4.2)
    found = odd_sheets(reviewed(best), lowest=1, highest=5)
    assert found[best] == {Sign.OUTLIER: {"share": 1.0}}
    # What it is compared with may stand out too, as nobody can know which of the three is wrong.
    assert {reviewed()[number].entry for number in found} == {reviewed()[best].entry}


def test_with_one_other_sheet_or_none_nothing_is_far():
    scored = [5.0 if n == 4 else 1.0 + n % 3 / 9 for n in range(20)]
    assert signs([sheet(n, n // 2, n % 2, (1 + n % 5, 2), composite=scored[n], weight=1) for n in range(20)]) == {}


def test_nothing_is_an_outlier_without_a_ranking_or_with_a_judge_left_out():
    assert signs([*several(6), sheet(9, 9, 1, weight=0.0)]) == {}


def test_forty_seconds_are_too_fast_for_any_game_and_unknown_time_is_no_sign():
    assert signs([sheet(1, 1, 1, seconds=44), sheet(2, 2, 1, seconds=45), sheet(3, 3, 1, seconds=0)]) == {
        1: {Sign.FAST}
    }


def test_a_quarter_of_the_others_time_is_too_fast_unless_it_was_three_minutes():
    others = [sheet(2, 1, 2, seconds=600), sheet(3, 1, 3, seconds=400)]
    found = odd_sheets([sheet(1, 1, 1, seconds=120), *others], lowest=1, highest=5)
    assert found == {1: {Sign.FAST: {"seconds": 120, "usual": 500}}}
    assert signs([sheet(1, 1, 1, seconds=125), *others]) == {}
    assert signs([sheet(1, 1, 1, seconds=200), sheet(2, 1, 2, seconds=3600), sheet(3, 1, 3, seconds=3600)]) == {}


def test_one_other_judges_time_or_a_set_aside_sheets_says_nothing_about_usual():
    known = sheet(2, 1, 2, seconds=900)
    assert signs([sheet(1, 1, 1, seconds=60), known]) == {}
    assert signs([sheet(1, 1, 1, seconds=60), known, sheet(3, 1, 3, seconds=900, counts=False)]) == {}


def test_a_long_comment_under_three_games_is_copied_and_a_short_one_is_not():
    assert odd_sheets(several(3, comment=LONG), lowest=1, highest=5) == {
        n: {Sign.COPIED: {"games": 3}} for n in range(3)
    }
    assert signs(several(2, comment=LONG)) == {}
    assert signs(several(9, comment="很好！")) == {}


def test_two_judges_with_the_very_same_words_are_seen_through_spaces_and_punctuation():
    other = "玩起来 很顺手,规则一看就懂。结束画面也很用心!!"
    found = odd_sheets([sheet(1, 1, 1, comment=LONG), sheet(2, 2, 2, comment=other)], lowest=1, highest=5)
    assert found == {
        1: {Sign.SAME_WORDS: {"judges": 1, "sheet": 2}},
        2: {Sign.SAME_WORDS: {"judges": 1, "sheet": 1}},
    }
    assert signs([sheet(1, 1, 1, comment="Good!"), sheet(2, 2, 2, comment="good")]) == {}


def test_full_marks_are_odd_only_where_two_others_saw_a_clearly_weaker_game():
    top = sheet(1, 1, 1, (5, 5))
    weaker = [sheet(2, 1, 2, (3, 4)), sheet(3, 1, 3, (4, 3))]
    assert odd_sheets([top, *weaker], lowest=1, highest=5) == {1: {Sign.ALL_TOP: {"others": 3.5}}}
    assert signs([top, weaker[0]]) == {}
    assert signs([top, sheet(2, 1, 2, (4, 4)), sheet(3, 1, 3, (4, 4))]) == {}
    assert signs([top, weaker[0], sheet(3, 1, 3, (4, 3), counts=False)]) == {}
    assert signs([sheet(1, 1, 1, (5, None), composite=5.0), *weaker]) == {}


def test_one_mark_for_every_criterion_is_odd_as_a_habit_only():
    varied = [sheet(n, n, 1, (1 + n, 3, 3, 5 - n)) for n in (0, 1, 3)]
    flat = [sheet(10 + n, 10 + n, 1, (1 + n,) * 4) for n in range(3)]
    found = odd_sheets([*varied, *flat], lowest=1, highest=5)
    assert found == {number: {Sign.ALL_EQUAL: {"sheets": 3, "of": 6}} for number in (10, 11, 12)}
    assert signs([*varied, *flat[:2]]) == {}


def test_one_mark_for_two_or_three_criteria_is_no_habit():
    assert signs([sheet(n, n, 1, (1 + n % 5,) * 3) for n in range(10)]) == {}
    assert signs([sheet(n, n, 1, (1 + n % 5,)) for n in range(10)]) == {}


def test_plain_words_fold_width_case_spaces_and_punctuation():
    assert plain_words(" Ｇｏｏｄ， 画面 漂亮！👍\n") == "good画面漂亮"
    assert [is_long(words) for words in ("画" * 12, "画" * 11, "a" * 24, "a" * 23)] == [True, False, True, False]


def test_a_decision_holds_until_a_sign_appears_that_it_did_not_know():
    assert [undecided(["fast"], decided) for decided in (["fast"], ["fast", "copied"], [], ["copied"])] == [
        False,
        False,
        True,
        True,
    ]
