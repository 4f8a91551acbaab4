"""How many bytes the pictures and sounds of a project take."""

from dataclasses import dataclass

from contest.scratch.checks import shown
from contest.scratch.model import Project
from contest.scratch.program_parts import Costume, Program, Sound


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes, unpacked; each file once however many wear it. Nothing is known of Scratch 1.4, which has no files."""

    assets: int = 0
    largest: int = 0
    largest_name: str = ""  # as the child calls this costume or sound


def sizes_of(project: Project, program: Program) -> Sizes:
    """The sizes of the costumes and sounds in the file."""
    known: dict[str, tuple[int, str]] = {}
    for target in program.targets:
        assets: list[Costume | Sound] = [*target.costumes, *target.sounds]
        for asset in assets:
            health = project.asset_health(asset.file)
            if health is not None:
                known.setdefault(asset.file, (health.size, shown(asset.name)))
    largest = max(known.values(), default=(0, ""))
    return Sizes(sum(size for size, _ in known.values()), *largest)
