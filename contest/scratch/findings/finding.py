"""What a finder gives, and what there is to say of one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from contest.scratch.findings.index import Index, Place
from contest.scratch.findings.words import WORDS
from contest.scratch.words import pick

Kind: TypeAlias = Literal["bug", "smell", "perfume"]
Find: TypeAlias = Callable[[Index], Iterator[Place]]


class Finding(NamedTuple):
    """One thing found: by which finder, in which target (empty for the whole project), at which block if at one."""

    name: str
    target: str = ""
    block: str | None = None


@dataclass(frozen=True, slots=True)
class Finder:
    """A rule: its name, how it is to be taken, and the function that finds its places in a program.

    A "bug" will probably not do what was meant; a "smell" works but is hard to read or change; a "perfume" is good
    practice, worth a word of praise.
    """

    name: str
    kind: Kind
    find: Find

    def sentence(self, language: str) -> str:
        """What it means, in one sentence for a teacher, in Chinese for `zh…`, else in English."""
        return pick(WORDS[self.name], language)
