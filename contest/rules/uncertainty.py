"""What is said in public of how sure an order is. It is frozen with each publication, so both languages stand here.

It must be true of any season: what cannot be known of this one (a plain mean knows no intervals) is not said.
"""

from __future__ import annotations

from contest.rules.rubric_default import Words

SURE = 0.9
"""Of two neighbours it is sure which is better when it is so with at least this probability."""

METHODS = {
    "hierarchical": Words(
        zh="校正后的分数：扣除评委宽严、打分幅度和认真程度的差别（分层模型）",
        en="scores corrected for severe, generous and careless judges (a hierarchical model)",
    ),
    "plain-mean": Words(zh="平均分：各评分单的算术平均", en="the plain mean of the score sheets"),
}
"""By what stands before the method's version number."""

WHYS = {
    "": Words(
        zh="评委有宽有严，每位评委只看到一部分作品；不校正的话，名次会取决于作品碰巧分给了谁。",
        en="Some judges are severe and some generous, and each sees only some of the games; without a correction the "
        "order would depend on which judges a game happened to get.",
    ),
    "every_judge_scored_every_entry": Words(
        zh="每位评委都评了每件作品，宽严对所有作品一样，不需要校正。",
        en="Every judge scored every game, so severity weighs on all games alike and nothing needs to be corrected.",
    ),
    "nothing_overlaps": Words(
        zh="没有作品由两位评委共同评分，无法分辨是评委严还是作品弱，因此不作校正。",
        en="No game was scored by two judges, so a severe judge cannot be told from weak games: nothing is corrected.",
    ),
    "no_sheets": Words(zh="还没有任何评分单。", en="There are no score sheets."),
    "all_marks_equal": Words(
        zh="所有评分单的分数都相同，没有可以校正的差别。",
        en="All score sheets say the same, so there is nothing to correct.",
    ),
    "too_few_judges": Words(
        zh="评委不足四位，无法可靠地分辨谁严谁宽，因此不作校正。",
        en="With fewer than four judges it cannot be told who is severe and who is generous: nothing is corrected.",
    ),
    "too_few_entries": Words(
        zh="作品不足八件，无法可靠地分辨评委的宽严，因此不作校正。",
        en="With fewer than eight games it cannot be told who is severe and who is generous: nothing is corrected.",
    ),
}
"""Why this method: "" is the usual case."""


def method_words(method: str) -> Words:
    """A method's name in words; its bare name where none are known: "hierarchical-1"."""
    return METHODS.get(method.rpartition("-")[0], Words(zh=method, en=method))


def why_words(why: str) -> Words:
    """Why the method was used; nothing where no words are known for the reason."""
    return WHYS.get(why, Words(zh="", en=""))


def uncertainty(sheets_per_entry: float, unsure: float | None, not_told_apart: float | None) -> Words:
    """The sentence on uncertainty that stands beside every published result.

    sheets_per_entry: the mean over all entries. unsure, not_told_apart: share (0 to 1) of neighbours in the order of
    whom the better one is better with a probability under SURE, or too close to decide (contest.rules.awards); None
    where the method cannot know it.
    """
    sheets = f"{sheets_per_entry:.1f}".removesuffix(".0")
    doubt = _doubt(unsure, not_told_apart)
    return Words(
        zh=f"平均每件作品由 {sheets} 位评委评分，{doubt.zh}。"
        "所以公布的是奖项等级而不是名次；得奖说明作品属于优秀之列，并不衡量细微的差别。",
        en=f"Each game was scored by {sheets} judges on average, {doubt.en}. "
        "So awards are given and no places: an award says that a game is among the best, not by how much.",
    )


def _doubt(unsure: float | None, not_told_apart: float | None) -> Words:
    percent, toss_up = round(100 * (unsure or 0)), round(100 * (not_told_apart or 0))
    if not percent:
        return Words(
            zh="换一批评委，名次会略有不同",
            en="and other judges would have put the games in a somewhat different order",
        )
    end = Words(
        zh=f"，其中 {toss_up}% 根本分不出先后" if toss_up else "",
        en=f"; {toss_up}\N{NO-BREAK SPACE}% cannot be told apart at all" if toss_up else "",
    )
    return Words(
        zh=f"名次只是估计：前后相邻的作品，有 {percent}% 说不准哪一件更好（把握不到九成）{end.zh}",
        en=f"so the order is an estimate: of the games that follow one another in it, for {percent}\N{NO-BREAK SPACE}% "
        f"it is not sure which one is better (less than nine in ten){end.en}",
    )
