"""A ranking in words that an organizer reads: its method and why, how far it is, why it failed, probabilities."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from contest.models import Ranking, RankingState
from contest.pipeline.rank import Life
from contest.rules.awards import is_too_close
from contest.rules.uncertainty import why_words
from contest.web.language import language
from contest.web.organizer.blueprint import organizer_bp

MODEL = _l(
    "Every sheet is corrected for its judge: generous judges' marks count lower, severe judges' higher, careless "
    "judges' less. How much, is estimated from the games that judges share."
)
PLAIN_MEAN = _l("The plain mean of the sheets, weighted by the rubric.")
PROBLEMS = {
    "worker_lost": _l(
        "The computing was interrupted several times, perhaps because the server ran out of memory. Please try again."
    ),
    "nothing_to_rank": _l("There was nothing left to rank when its turn came."),
}


@organizer_bp.app_template_filter()
def method_words(ranking: Ranking) -> str:
    """How the scores were computed, and why so."""
    if not ranking.method.startswith("plain-mean"):
        return str(MODEL)
    why = ranking.summary.get("why", "")
    reason = str(getattr(why_words(why), language())) if why else ""
    return f"{PLAIN_MEAN} {reason}".rstrip()


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
