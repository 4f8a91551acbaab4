"""Personal data found in a game, as the pages of teachers and organizers tell it; no other page asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from contest.models import ProjectFile
from contest.scratch.personal import Personal
from contest.web.teacher.blueprint import teacher_bp


@dataclass(frozen=True)
class Group:
    """Finds of one kind, with the one advice that is right for all of them."""

    finds: tuple[Personal, ...]

    @property
    def look(self) -> str:
        """How much it matters, as the pages' lists of warnings name it."""
        return "warning" if self.finds[0].confidence in ("sure", "likely") else "note"


@teacher_bp.app_template_global()
def personal_of(file: ProjectFile) -> list[Personal] | None:
    """What was found when the file came; None where it was not searched, or kept in another form than today's."""
    if file.personal is None:
        return None
    try:
        return [Personal.from_dict(each) for each in file.personal]
    except TypeError:
        return None


@teacher_bp.app_template_global()
def by_kind(found: list[Personal]) -> list[Group]:
    """The finds of each kind together, the surest kinds first; what programs write by themselves is left out."""
    kinds = list(dict.fromkeys(each.kind for each in found))
    ordered = sorted((each for each in found if each.confidence != "note"), key=lambda each: kinds.index(each.kind))
    return [Group(tuple(finds)) for _, finds in groupby(ordered, key=lambda each: each.kind)]
