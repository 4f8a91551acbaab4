"""The kept project card as the templates read it: the teacher's, the organizer's and the judge's."""

from __future__ import annotations

from contest.models import ProjectFile
from contest.scratch import Card
from contest.web.teacher.blueprint import teacher_bp


@teacher_bp.app_template_global()
def card_of(file: ProjectFile) -> Card | None:
    """The card as it was read when the file came; None where it was kept in another form than today's."""
    try:
        return Card.from_dict(file.card)
    except (ValueError, KeyError, TypeError):
        return None


@teacher_bp.app_template_global()
def needs_music(file: ProjectFile) -> bool:
    """Whether the player must fetch its instruments."""
    card = card_of(file)
    return card is not None and any(extension.id == "music" for extension in card.extensions)
