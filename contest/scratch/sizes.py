"""How many bytes the pictures and sounds of a project take."""

from dataclasses import dataclass

from contest.scratch.checks import shown
from contest.scratch.glance import Glance
from contest.scratch.model import Project


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes, unpacked; each file once however many wear it. Nothing is known of Scratch 1.4, which has no files."""

    assets: int = 0
    largest: int = 0
    largest_name: str = ""  # as the child calls this costume or sound


def sizes_of(project: Project, glance: Glance) -> Sizes:
    """The sizes of the costumes and sounds in the file."""
    known: dict[str, tuple[int, str]] = {}
    for file, name in (*glance.costumes, *glance.sounds):
        health = project.asset_health(file)
        if health is not None and file not in known:
            known[file] = (health.size, name)
    size, name = max(known.values(), default=(0, ""))
    return Sizes(sum(size for size, _ in known.values()), size, shown(name))
