from datetime import timedelta

import makers
import pytest
from sqlalchemy import select

from contest.errors import Closed, Invalid
from contest.models import Assignment, AssignmentState, AuditEvent, DeclaredConflict, RecusalReason, ScoreSheet
from contest.pipeline import score
from contest.queries.desk import desks_of, next_id
from contest.rules.gentle import Word
from contest.rules.sheet import Change, Span

pytestmark = pytest.mark.database
NOW = makers.JUDGING + timedelta(hours=1)


class Cast:
    """One judge with three games."""

    def __init__(self, session):
        self.session = session
        self.season = makers.make_season(session)
        self.judge = makers.make_judge(session, self.season)
        self.duties = [
            makers.make_assignment(session, makers.make_entry(session, self.season), self.judge, position=place)
            for place in (1, 2, 3)
        ]
        self.duty = self.duties[0]
        self.theme, self.technique = self.season.criteria
        self.themes, self.techniques = f"mark-{self.theme.id}", f"mark-{self.technique.id}"

    def save(self, now=NOW, duty=None, span=None, **changes):
        changes = {
            {"theme": self.themes, "technique": self.techniques}.get(name, name.replace("_", "-")): Change(*change)
            for name, change in changes.items()
        }
        return score.save(self.session, duty or self.duty, changes, actor=self.judge.user, now=now, span=span)

    def finish(self, duty):
        self.save(duty=duty, theme=(None, 4), technique=(None, 4))
        score.finish(self.session, duty, actor=self.judge.user, now=NOW)

    def put_aside(self, duty):
        score.put_aside(self.session, duty, actor=self.judge.user, now=NOW)

    def step_back(self, duty, reason=RecusalReason.KNOWS_SCHOOL, words=""):
        score.step_back(self.session, duty, reason, words, actor=self.judge.user, now=NOW)

    def events(self):
        rows = self.session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        return [(event.action, event.before, event.after) for event in rows]

    def piles(self):
        (desk,) = desks_of(self.session, self.judge.user_id)
        return [[game.assignment_id for game in pile] for pile in (desk.left, desk.later, desk.done)]


@pytest.fixture
def cast(session):
    return Cast(session)


def test_the_first_save_makes_the_sheet(cast):
    outcome = cast.save(theme=(None, 4), comment=("", "很好玩"), flag_improper=(False, True))
    sheet = cast.duty.sheet
    assert outcome.sheet is sheet
    assert (sheet.version, sheet.started_at, sheet.saved_at, sheet.finished_at) == (1, NOW, NOW, None)
    assert (sheet.comment, sheet.note, sheet.flags) == ("很好玩", "", ["improper"])
    assert [(mark.criterion_id, mark.points) for mark in sheet.marks] == [(cast.theme.id, 4)]
    assert outcome.values == {
        cast.themes: 4,
        cast.techniques: None,
        "comment": "很好玩",
        "note": "",
        "flag-does-not-run": False,
        "flag-improper": True,
        "flag-personal-data": False,
        "flag-not-original": False,
        "flag-off-topic": False,
    }


def test_saving_nothing_makes_no_sheet(cast):
    outcome = cast.save(comment=("", ""))
    assert (outcome.sheet, outcome.conflicts) == (None, ())
    assert cast.session.scalars(select(ScoreSheet)).all() == []


def test_a_later_save_changes_only_its_own_fields(cast):
    cast.save(theme=(None, 4), comment=("", "a"))
    later = NOW + timedelta(minutes=5)
    cast.save(now=later, theme=(4, 2), technique=(None, 5))
    sheet = cast.duty.sheet
    assert (sheet.version, sheet.started_at, sheet.saved_at, sheet.comment) == (2, NOW, later, "a")
    assert {mark.criterion_id: mark.points for mark in sheet.marks} == {cast.theme.id: 2, cast.technique.id: 5}


def test_another_tab_is_never_silently_overwritten(cast):
    cast.save(theme=(None, 4), comment=("", "first tab"))
    outcome = cast.save(theme=(None, 1), comment=("", "second tab"), technique=(None, 3))
    assert outcome.conflicts == (cast.themes, "comment")
    assert (outcome.values[cast.themes], outcome.values["comment"]) == (4, "first tab")
    assert outcome.values[cast.techniques] == 3


def test_the_same_changes_sent_twice_count_once(cast):
    cast.save(theme=(None, 4))
    assert cast.save(theme=(None, 4)).conflicts == ()
    assert cast.duty.sheet.version == 1


def test_each_save_that_changes_marks_leaves_one_event_with_those_marks_only(cast):
    cast.save(theme=(None, 4), technique=(None, 3))
    cast.save(theme=(4, 5), comment=("", "a comment is no score"))
    cast.save(comment=("a comment is no score", "x"))
    assert cast.events() == [
        ("sheet.mark", {"theme": None, "technique": None}, {"theme": 4, "technique": 3}),
        ("sheet.mark", {"theme": 4}, {"theme": 5}),
    ]


@pytest.mark.parametrize("value", [0, 6, -1, 10**30, True, "4", None])
def test_a_mark_is_one_of_the_levels_and_nothing_else(cast, value):
    with pytest.raises(Invalid) as refusal:
        cast.save(theme=(None, value), comment=("", "kept away too"))
    assert refusal.value.field == cast.themes
    assert cast.duty.sheet is None


def test_a_mark_for_another_seasons_criterion_is_refused(cast):
    foreign = makers.make_season(cast.session).criteria[0]
    with pytest.raises(Invalid):
        score.save(cast.session, cast.duty, {f"mark-{foreign.id}": Change(None, 3)}, actor=cast.judge.user, now=NOW)


def test_a_comment_is_counted_in_characters_and_has_a_limit(cast):
    long = "𠮷" * score.MOST_CHARACTERS
    assert cast.save(comment=("", long)).values["comment"] == long
    with pytest.raises(Invalid) as refusal:
        cast.save(comment=(long, long + "字"))
    assert (refusal.value.field, refusal.value.facts) == ("comment", {"count": 2000})


def test_text_that_no_database_keeps_is_made_plain(cast):
    assert cast.save(comment=("", "a\r\nb\x00c\ud800")).values["comment"] == "a\nbc?"


def test_a_sheet_with_a_blank_cannot_be_finished(cast):
    cast.save(theme=(None, 4))
    with pytest.raises(score.Unmarked) as refusal:
        score.finish(cast.session, cast.duty, actor=cast.judge.user, now=NOW)
    assert refusal.value.fields == (cast.techniques,)
    with pytest.raises(score.Unmarked) as refusal:
        score.finish(cast.session, cast.duties[1], actor=cast.judge.user, now=NOW)
    assert refusal.value.fields == (cast.themes, cast.techniques)


def test_finishing_is_logged_once_and_a_finished_sheet_may_still_change(cast):
    cast.finish(cast.duty)
    cast.save(theme=(4, 5))
    score.finish(cast.session, cast.duty, actor=cast.judge.user, now=NOW + timedelta(hours=1))
    assert (cast.duty.state, cast.duty.sheet.finished_at) == (AssignmentState.DONE, NOW)
    assert cast.events()[1:] == [
        ("sheet.finish", {"state": "open"}, {"state": "done", "marks": {"theme": 4, "technique": 4}}),
        ("sheet.mark", {"theme": 4}, {"theme": 5}),
    ]


def test_what_is_put_aside_comes_back_after_the_open_ones(cast):
    first, second, third = (duty.id for duty in cast.duties)
    cast.put_aside(cast.duties[0])
    assert next_id(cast.session, cast.judge.id, besides=first) == second
    cast.put_aside(cast.duties[1])
    assert cast.piles() == [[third], [first, second], []]
    cast.finish(cast.duties[2])
    assert next_id(cast.session, cast.judge.id, besides=third) == first
    cast.put_aside(cast.duties[0])
    assert cast.piles() == [[], [second, first], [third]]
    assert next_id(cast.session, cast.judge.id, besides=first) == second


def test_the_last_game_put_aside_is_not_shown_again_at_once(cast):
    for duty in cast.duties[1:]:
        cast.finish(duty)
    cast.put_aside(cast.duty)
    assert next_id(cast.session, cast.judge.id, besides=cast.duty.id) is None
    assert cast.piles()[1] == [cast.duty.id]


def test_a_finished_sheet_is_not_put_aside(cast):
    cast.finish(cast.duty)
    with pytest.raises(Closed):
        cast.put_aside(cast.duty)


def test_stepping_back_is_for_good_and_keeps_what_was_marked(cast):
    cast.finish(cast.duty)
    cast.step_back(cast.duty, RecusalReason.OTHER, "She is my niece 小红.")
    assert cast.piles() == [[duty.id for duty in cast.duties[1:]], [], []]
    assert next_id(cast.session, cast.judge.id, besides=0) == cast.duties[1].id
    recusal = cast.duty.recusal
    assert (recusal.reason, recusal.explanation, recusal.recused_at) == (
        RecusalReason.OTHER,
        "She is my niece 小红.",
        NOW,
    )
    assert len(cast.duty.sheet.marks) == 2
    assert cast.events()[-1] == ("assignment.recuse", {"state": "done"}, {"state": "recused", "reason": "other"})
    with pytest.raises(Closed):
        cast.save(theme=(4, 1))


def test_another_reason_needs_words(cast):
    with pytest.raises(Invalid) as refusal:
        cast.step_back(cast.duty, RecusalReason.OTHER, "  \n")
    assert refusal.value.field == "explanation"
    with pytest.raises(Invalid):
        cast.step_back(cast.duty, RecusalReason.OTHER, "x" * 501)
    assert cast.session.get(Assignment, cast.duty.id).state is AssignmentState.OPEN


def test_seconds_are_added_with_a_save_and_alone_make_neither_sheet_nor_version(cast):
    assert cast.save(span=Span(0, 30)).sheet is None
    cast.save(theme=(None, 4), span=Span(0, 30))
    cast.save(theme=(None, 4), span=Span(0, 30))  # the answer was lost
    cast.save(now=NOW + timedelta(minutes=1), span=Span(30, 50))
    assert (cast.duty.sheet.seconds, cast.duty.sheet.version, cast.duty.sheet.saved_at) == (50, 1, NOW)
    assert len(cast.events()) == 1


def test_seconds_count_even_where_a_field_clashes(cast):
    cast.save(theme=(None, 4), span=Span(0, 30))
    outcome = cast.save(theme=(None, 2), span=Span(30, 45))
    assert (outcome.conflicts, cast.duty.sheet.seconds) == ((cast.themes,), 45)


def test_a_word_is_said_before_an_unfinished_whole_sheet_only(cast):
    def said(has_played=False):
        return score.words_before(cast.session, cast.duty, has_played=has_played)

    assert said() == ()
    cast.save(theme=(None, 4))
    assert said() == ()
    cast.save(technique=(None, 4), span=Span(0, 59))
    assert [said(), said(True), said(None)] == [(Word.FAST,), (), ()]
    cast.finish(cast.duty)
    assert said() == ()


def test_who_is_close_to_a_school_may_keep_all_its_games_away(cast):
    given = {"actor": cast.judge.user, "now": NOW}
    score.step_back(cast.session, cast.duty, RecusalReason.KNOWS_SCHOOL, "", from_whole_school=True, **given)
    cast.step_back(cast.duties[1])
    conflicts = cast.session.scalars(select(DeclaredConflict)).all()
    assert [(each.judge_id, each.school_id, each.declared_by_id) for each in conflicts] == [
        (cast.judge.id, cast.duty.entry.school_id, cast.judge.user_id)
    ]
    assert cast.duty.state is AssignmentState.RECUSED
