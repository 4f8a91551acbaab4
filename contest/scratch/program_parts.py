"""A program in one form for all formats: its targets and what they have. See `program`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from contest.scratch.blocks import Block, Script
from contest.scratch.model import Format


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable: its value as text."""

    id: str
    name: str
    value: str
    is_cloud: bool = False


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list with what is in it, as texts."""

    id: str
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """A note on the workspace; `block` is the id of the block that it is fixed to."""

    id: str
    text: str
    block: str | None = None
    x: float = 0.0
    y: float = 0.0
    width: float = 200.0
    height: float = 200.0
    minimized: bool = False


@dataclass(frozen=True, slots=True)
class Costume:
    """A picture. `file` finds its bytes (`project.asset`); the centre is in its own pixels, None where unknown."""

    name: str
    file: str
    md5: str  # as the file claims
    centre: tuple[float, float] | None = None
    resolution: float = 1.0


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound. `file` finds its bytes (`project.asset`)."""

    name: str
    file: str
    md5: str  # as the file claims


@dataclass(frozen=True, slots=True)
class Pose:
    """How a target stands before the flag: Scratch 3's units, degrees and words, whatever the format."""

    x: float = 0.0
    y: float = 0.0
    size: float = 100.0  # per cent
    direction: float = 90.0
    style: str = "all around"
    visible: bool = True
    draggable: bool = False
    layer: int = 0
    costume: int = 0  # index of the current one
    volume: float = 100.0


@dataclass(frozen=True, slots=True)
class ProgramTarget:
    """The stage or a sprite. `strays` hang together but on nothing: Scratch neither shows nor runs them."""

    name: str
    is_stage: bool
    scripts: tuple[Script, ...]
    strays: tuple[Script, ...] = ()
    variables: tuple[Variable, ...] = ()
    lists: tuple[ListOf, ...] = ()
    broadcasts: Mapping[str, str] = field(default_factory=dict)  # id -> name, as the file declares them
    comments: tuple[Comment, ...] = ()
    costumes: tuple[Costume, ...] = ()
    sounds: tuple[Sound, ...] = ()
    pose: Pose = Pose()

    def walk(self) -> Iterator[Block]:
        """All blocks of its scripts; the strays are not among them."""
        return chain.from_iterable(script.walk() for script in self.scripts)


@dataclass(frozen=True, slots=True)
class Monitor:
    """A value shown on the stage."""

    opcode: str
    params: Mapping[str, str]
    sprite: str | None = None
    visible: bool = True
    id: str = ""  # that of its variable or list, where it shows one


@dataclass(frozen=True, slots=True)
class Program:
    """A project as what it does; stage first, then the sprites in the order of the file."""

    format: Format
    targets: tuple[ProgramTarget, ...]
    monitors: tuple[Monitor, ...] = ()

    @property
    def stage(self) -> ProgramTarget | None:
        """The stage; only a project without any targets lacks it."""
        return next((target for target in self.targets if target.is_stage), None)

    @property
    def sprites(self) -> tuple[ProgramTarget, ...]:
        """The targets that are not the stage."""
        return tuple(target for target in self.targets if not target.is_stage)

    def walk(self) -> Iterator[Block]:
        """All blocks of all scripts; the strays are not among them."""
        return chain.from_iterable(target.walk() for target in self.targets)
