"""A ranking in words that an organizer reads: its method and why, how far it is, why it failed, probabilities."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from contest.models import Ranking, RankingState
from contest.pipeline.rank import Life
from contest.rules.awards import is_too_close
from contest.web.organizer.blueprint import organizer_bp

WHY = {
    "every_judge_scored_every_entry": _l(
        "The plain mean, for every judge scored every game: all games met the same judges, and nothing is to be "
        "corrected."
    ),
    "nothing_overlaps": _l(
        "The plain mean, for no two judges share enough games: who is severe and who is generous cannot be told."
    ),
    "too_few_judges": _l("The plain mean, for under 4 judges it cannot be told who is severe and who is generous."),
    "too_few_entries": _l("The plain mean, for under 8 games it cannot be told who is severe and who is generous."),
    "all_marks_equal": _l("The plain mean, for all sheets say the same."),
}
MODEL = _l(
    "Every sheet is corrected for its judge: generous judges' marks count lower, severe judges' higher, careless "
    "judges' less. How much, is estimated from the games that judges share."
)
PROBLEMS = {
    "worker_lost": _l(
        "The computing was interrupted several times, perhaps because the server ran out of memory. Please try again."
    ),
    "nothing_to_rank": _l("There was nothing left to rank when its turn came."),
}


@organizer_bp.app_template_filter()
def method_words(ranking: Ranking) -> str:
    """How the scores were computed, and why so."""
    why = ranking.summary.get("why", "")
    if why or ranking.method.startswith("plain-mean"):
        return str(WHY.get(why, _l("The plain mean of the sheets, weighted by the rubric.")))
    return str(MODEL)


@organizer_bp.app_template_filter()
def problem_words(ranking: Ranking) -> str:
    """Why a ranking failed."""
    known = PROBLEMS.get(ranking.problem)
    if known is not None:
        return str(known)
    words = _l("The sheets could not be ranked (%(code)s). Please tell whoever looks after the server.")
    return str(words) % {"code": ranking.problem}


@organizer_bp.app_template_filter()
def progress_words(ranking: Ranking, life: Life) -> str:
    """How far the computing is."""
    if life is Life.SILENT:
        return str(gettext("Nothing has been heard of the computing for a while. It begins anew by itself."))
    if ranking.state is RankingState.WAITING:
        return str(gettext("Waiting for its turn…"))
    if ranking.state is RankingState.RUNNING:
        return str(gettext("Computing… %(percent)d %%", percent=ranking.done_percent))
    return str(gettext("Done."))


@organizer_bp.app_template_filter()
def percent(probability: float | None) -> str:
    """A probability as people say it; never quite sure and never quite impossible."""
    if probability is None:
        return "—"
    if probability < 0.01:
        return "<\u202f1\u202f%"
    if probability > 0.99:
        return ">\u202f99\u202f%"
    return f"{probability:.0%}".replace("%", "\u202f%")


@organizer_bp.app_template_test()
def toss_up(probability: float | None) -> bool:
    """Whether two neighbours, ordered rightly with this probability, cannot be told apart."""
    return probability is not None and is_too_close(probability)
