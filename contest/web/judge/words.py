"""What is said to judges: what becomes of a flag, a gentle word before sending, how a practice sheet compares."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from contest.rules.gentle import Word
from contest.rules.practice import Distance, Leaning

WHAT_NEXT = {
    "does-not-run": _l(
        "An organizer tries it before the results. Score what you can see; if that is nothing, step back."
    ),
    "improper": _l("An organizer looks at it before anything is published. Go on judging what you can see."),
    "personal-data": _l(
        "An organizer looks at it before anything is published. Go on judging; please do not repeat it in a comment."
    ),
    "not-original": _l("An organizer compares it with other games before the results. Judge it as the children's own."),
    "off-topic": _l(
        "An organizer reads it with the other judges' sheets before the results. Go on judging what you see."
    ),
}
"""Flag → what happens next, in a sentence."""

GENTLE = {
    Word.ALL_TOP: _l(
        "Every criterion has the highest level. How lovely, if it is one of the very best! If you were in two minds "
        "anywhere, read the words of the next level once more."
    ),
    Word.ALL_EQUAL: _l(
        "Every criterion has the same level. That can be right; most games are a little stronger in one thing than in "
        "another. Is there one here?"
    ),
    Word.FAST: _l(
        "You had this game before you for less than a minute and have not started it yet. Sometimes the best of a game "
        "shows only when it is played."
    ),
}

DISTANCES = {
    Distance.SAME: _l("You chose exactly the agreed levels."),
    Distance.NEAR: _l("You are close: no criterion is more than one level apart, as is usual between two people."),
    Distance.FAR: _l("On some criteria you are two levels or more apart. Please read the words of those levels again."),
}

LEANINGS = {
    Leaning.HIGHER: _l("On the whole your marks are a little higher than the agreed ones."),
    Leaning.LOWER: _l("On the whole your marks are a little lower than the agreed ones."),
    Leaning.NEITHER: "",
}
