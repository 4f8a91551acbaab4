"""The kept project card as the templates read it: the teacher's, the organizer's and the judge's."""

from __future__ import annotations

from dataclasses import dataclass

from contest.models import ProjectFile
from contest.scratch import Card
from contest.scratch.concepts import HIGHEST, SKILLS, level_word, next_step, skill_name
from contest.scratch.features import feature_name
from contest.web.language import language
from contest.web.teacher.blueprint import teacher_bp


@teacher_bp.app_template_global()
def card_of(file: ProjectFile) -> Card | None:
    """The card as it was read when the file came; None where it was kept in another form than today's."""
    try:
        return Card.from_dict(file.card)
    except (ValueError, KeyError, TypeError):
        return None


_RUBRIC = "classic-fixed"


@dataclass(frozen=True, slots=True)
class ConceptLine:
    """One skill as the card shows it, in the reader's language; `steps` says of each level whether it is reached."""

    name: str
    level: int
    word: str
    steps: tuple[bool, ...]
    next_step: str


@teacher_bp.app_template_global()
def concept_lines(card: Card) -> list[ConceptLine]:
    """The seven skills, by what can run in the game."""
    levels, reader = card.concepts[_RUBRIC], language()
    return [
        ConceptLine(
            skill_name(skill, reader),
            levels[skill],
            level_word(levels[skill], reader),
            tuple(step < levels[skill] for step in range(HIGHEST[_RUBRIC])),
            next_step(_RUBRIC, skill, levels[skill], reader),
        )
        for skill in SKILLS[_RUBRIC]
    ]


@teacher_bp.app_template_global()
def feature_names(card: Card) -> list[str]:
    """What the game has, in the reader's language."""
    return [feature_name(feature, language()) for feature in card.features]
