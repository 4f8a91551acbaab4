"""The one way in which reading fails: a refusal that says what the file is and what to do."""

from contest.scratch.words import sentence
from contest.scratch.words_refusals import REFUSALS


class Refusal(Exception):
    """This file is not taken as an entry; `code` says why, `facts` fill the sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts: dict[str, object] = facts
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """The refusal for a teacher, in Chinese for `zh…`, else in English."""
        return sentence(REFUSALS, self.code, self.facts, language)
