"""The one way in which reading fails: a refusal that says what the file is and what to do."""

from contest.scratch import words


class Refusal(Exception):
    """This file is not taken as an entry; `code` says why, `facts` fill the sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts: dict[str, object] = facts
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """The refusal for a teacher, in Chinese for `zh…`, else in English."""
        return words.sentence(words.REFUSALS, self.code, self.facts, language)
