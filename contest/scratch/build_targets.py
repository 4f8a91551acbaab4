"""The stage and the sprites of a project in the making: what they wear, know and do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from contest.scratch.build_assets import Costume, Sound
from contest.scratch.build_blocks import Block, ListVariable, Message, Steps, Variable, flatten
from contest.scratch.build_custom import CustomBlock
from contest.scratch.build_emit import Emitter, Json, make_id

Scalar = int | float | str


@dataclass(eq=False)
class Kept:
    """A variable or a list with what it holds at first and how its box is shown."""

    variable: Variable | ListVariable
    value: Scalar | list[Scalar]
    shown: bool
    place: tuple[int, int] | None = None


@dataclass(eq=False)
class Target:
    """What the stage and the sprites have in common. Made by `Game`."""

    name: str
    costumes: list[Costume] = field(default_factory=list)
    sounds: list[Sound] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    scripts: list[tuple[Block, tuple[Block, ...]]] = field(default_factory=list)
    custom: list[CustomBlock] = field(default_factory=list)

    @property
    def assets(self) -> list[Costume | Sound]:
        """Its pictures, then its sounds."""
        return [*self.costumes, *self.sounds]

    def costume(self, name: str, picture: str | bytes, center: tuple[float, float] | None = None) -> Costume:
        """Add a costume from SVG text or PNG bytes; `center` is the turning point, in the picture's units,
        else its middle."""
        costume = Costume(name, picture, center)
        self.costumes.append(costume)
        return costume

    def sound(self, name: str, wav: bytes) -> Sound:
        """Add a sound from the bytes of a WAV file (`build_sound` makes some)."""
        sound = Sound(name, wav)
        self.sounds.append(sound)
        return sound

    def variable(
        self, name: str, value: Scalar = 0, *, shown: bool = False, place: tuple[int, int] | None = None
    ) -> Variable:
        """Add a variable of this target alone. `shown` puts its box on the stage, `place` steps from the left
        and from the top, or where there is room at the left edge."""
        variable = Variable(name, make_id("variable", self.name, name))
        self.kept.append(Kept(variable, value, shown, place))
        return variable

    def list_of(self, name: str, items: Sequence[Scalar] = (), *, shown: bool = False) -> ListVariable:
        """Add a list that holds `items` at first."""
        made = ListVariable(name, make_id("list", self.name, name))
        self.kept.append(Kept(made, list(items), shown))
        return made

    def define(self, label: str, *arguments: str, at_once: bool = False) -> CustomBlock:
        """Add a custom block; see `CustomBlock`. `at_once` runs it without redrawing the screen in
        between."""
        block = CustomBlock(label, arguments, at_once)
        self.custom.append(block)
        return block

    def when_flag(self, *steps: Steps) -> None:
        """Do the steps when the green flag is clicked."""
        self._script(Block("event_whenflagclicked"), steps)

    def when_key(self, key: str, *steps: Steps) -> None:
        """Do the steps when a key is pressed; names as in `build.KEYS`."""
        self._script(Block("event_whenkeypressed", fields={"KEY_OPTION": key}), steps)

    def when_receive(self, message: str, *steps: Steps) -> None:
        """Do the steps when a message is broadcast."""
        self._script(Block("event_whenbroadcastreceived", fields={"BROADCAST_OPTION": Message(message)}), steps)

    def when_backdrop(self, backdrop: str, *steps: Steps) -> None:
        """Do the steps when the stage switches to a backdrop."""
        self._script(Block("event_whenbackdropswitchesto", fields={"BACKDROP": backdrop}), steps)

    def loose(self, *steps: Steps) -> None:
        """Leave blocks lying without a hat, as children do; they never run."""
        first, *rest = flatten(steps)
        self.scripts.append((first, tuple(rest)))

    def _script(self, hat: Block, steps: Sequence[Steps]) -> None:
        self.scripts.append((hat, flatten(steps)))

    def written(self, choices: Mapping[str, frozenset[str]], messages: set[str]) -> Json:
        """This target as it stands in project.json; `choices` as in `Emitter`; the messages it uses join
        `messages`."""
        own = {
            "looks_costume": frozenset(costume.name for costume in self.costumes),
            "sound_sounds_menu": frozenset(sound.name for sound in self.sounds),
        }
        emitter = Emitter(self.name, {**choices, **own})
        for hat, steps in self.scripts:
            emitter.script(hat, steps)
        for block in self.custom:
            emitter.script(block.heading(), block.steps)
        messages |= emitter.messages
        scalars = [kept for kept in self.kept if isinstance(kept.variable, Variable)]
        lists = [kept for kept in self.kept if isinstance(kept.variable, ListVariable)]
        return {
            "isStage": False,
            "name": self.name,
            "variables": {kept.variable.id: [kept.variable.name, kept.value] for kept in scalars},
            "lists": {kept.variable.id: [kept.variable.name, kept.value] for kept in lists},
            "broadcasts": {},
            "blocks": emitter.blocks,
            "comments": {},
            "currentCostume": 0,
            "costumes": [costume.record() for costume in self.costumes],
            "sounds": [sound.record() for sound in self.sounds],
            "volume": 100,
        }


@dataclass(eq=False)
class Stage(Target):
    """The stage; its costumes are the backdrops, 480 wide and 360 high, and the first is the one a project
    opens with."""

    def backdrop(self, name: str, picture: str | bytes) -> Costume:
        """Add a backdrop."""
        return self.costume(name, picture)

    def when_clicked(self, *steps: Steps) -> None:
        """Do the steps when the stage is clicked where no sprite is."""
        self._script(Block("event_whenstageclicked"), steps)

    def written(self, choices: Mapping[str, frozenset[str]], messages: set[str]) -> Json:
        """See `Target.written`."""
        own = {"tempo": 60, "videoTransparency": 50, "videoState": "on", "textToSpeechLanguage": None}
        return super().written(choices, messages) | own | {"isStage": True, "layerOrder": 0}


@dataclass(eq=False)
class Sprite(Target):
    """A sprite, as it stands before the flag is clicked. Made by `Game.sprite`."""

    x: float = 0
    y: float = 0
    size: float = 100
    direction: float = 90
    visible: bool = True
    draggable: bool = False
    rotation_style: str = "all around"

    def when_clicked(self, *steps: Steps) -> None:
        """Do the steps when this sprite, or a clone of it, is clicked."""
        self._script(Block("event_whenthisspriteclicked"), steps)

    def when_clone_starts(self, *steps: Steps) -> None:
        """What every clone of this sprite does."""
        self._script(Block("control_start_as_clone"), steps)

    def written(self, choices: Mapping[str, frozenset[str]], messages: set[str]) -> Json:
        """See `Target.written`."""
        return super().written(choices, messages) | {
            "visible": self.visible,
            "x": self.x,
            "y": self.y,
            "size": self.size,
            "direction": self.direction,
            "draggable": self.draggable,
            "rotationStyle": self.rotation_style,
        }
