"""The rubric "classic-fixed": the same seven skills, 0 to 3 each, by what the program can really do.

It reads the ladder of "classic-2020" as that was meant. `CORRECTIONS` tells each difference, and why; what is not
there is as it was: waiting until something is synchronization and no logic, for it never chooses between two ways.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from contest.scratch.blocks import Block, Reference
from contest.scratch.concepts import classic
from contest.scratch.concepts.ladder import ladder, level
from contest.scratch.program_parts import Program
from contest.scratch.running import ProgramScript

CORRECTIONS: Mapping[str, str] = {
    "every skill": "Only blocks that can run count: under a hat, in a custom block that is called, in a clone's script "
    "where clones are made. Blocks that lie about show that a pupil found them, not that the pupil used them.",
    "Logic": "An if without a condition or with nothing in it, and an operator with empty slots, decide nothing.",
    "FlowControl": "A loop counts with something in it. A repeat-until without a condition never ends, so it is a "
    "plain loop; the hidden blocks while and for-each count as repeat-until and repeat.",
    "Synchronization": "A message counts where it is both sent and received, a backdrop hat where something switches "
    "the backdrop: half of the pair synchronizes nothing.",
    "Abstraction": "The first level asks for two scripts that run, not for two blocks without a parent.",
    "DataRepresentation": "Emptying a list, searching in it and reading it as a whole count as using it; showing and "
    "hiding its box alone does not. Gliding to a sprite and the like change a sprite as gliding to a place does.",
    "UserInteractivity": "Clicks on the stage, the pointer's place, looking at, measuring or gliding to the pointer, "
    "and draggable sprites count as the mouse does; the hat for loudness counts as asking for loudness. An answer "
    "counts where something is asked.",
    "Parallelization": "Hats pair with hats only, never with the id or menu of another block; messages pair whatever "
    "their case, as they do when they are sent. Two click scripts pair on the same sprite, as key scripts do on the "
    "same key. Two flag scripts count with something under them.",
}

_MODIFIERS = classic.MODIFIERS | {"motion_glideto", "looks_switchbackdroptoandwait"}
_LISTS = (classic.LISTS - {"data_showlist", "data_hidelist"}) | {
    *("data_deletealloflist", "data_itemnumoflist", "data_listcontents"),
}
_DATA = ladder(_MODIFIERS, classic.LADDERS["DataRepresentation"][1], _LISTS)
_SENSES = frozenset(
    [
        *("event_whenkeypressed", "event_whenthisspriteclicked", "event_whenstageclicked", "sensing_mousedown"),
        *("sensing_keypressed", "sensing_askandwait", "sensing_mousex", "sensing_mousey"),
    ]
)
POINTERS = frozenset(
    [
        *("motion_goto_menu", "motion_glideto_menu", "motion_pointtowards_menu"),
        *("sensing_touchingobjectmenu", "sensing_distancetomenu"),
    ]
)
_BACKDROPS = frozenset(["looks_switchbackdropto", "looks_switchbackdroptoandwait", "looks_nextbackdrop"])
_CONDITIONAL = frozenset(["control_if", "control_if_else"])
_LOGICAL = frozenset(["operator_and", "operator_or", "operator_not"])
_LOOPS = frozenset(["control_repeat", "control_forever", "control_for_each", "control_repeat_until", "control_while"])
_UNTIL = frozenset(["control_repeat_until", "control_while"])


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the rubric asks of the scripts that run."""

    program: Program
    scripts: tuple[ProgramScript, ...]

    @cached_property
    def opcodes(self) -> frozenset[str]:
        """The kinds of blocks in all of them."""
        return frozenset().union(*(script.opcodes for script in self.scripts))

    def of(self, opcodes: frozenset[str]) -> Iterator[Block]:
        """The blocks of these kinds."""
        for script in self.scripts:
            if not opcodes.isdisjoint(script.opcodes):
                yield from (block for block in script.blocks if block.opcode in opcodes)

    def hats(self, opcode: str) -> list[ProgramScript]:
        """The scripts that begin with this."""
        return [script for script in self.scripts if script.hat.opcode == opcode]


def classic_fixed(program: Program, scripts: tuple[ProgramScript, ...]) -> dict[str, int]:
    """The seven levels."""
    evidence = Evidence(program, scripts)
    return {skill: judge(evidence) for skill, judge in _SKILLS.items()}


def _logic(evidence: Evidence) -> int:
    if any(block.inputs for block in evidence.of(_LOGICAL)):
        return 3
    found = (block for block in evidence.of(_CONDITIONAL) if "CONDITION" in block.inputs and block.stacks())
    return max((1 + (block.opcode == "control_if_else") for block in found), default=0)


def _flow_control(evidence: Evidence) -> int:
    loops = [block for block in evidence.of(_LOOPS) if block.stack()]
    if any(block.opcode in _UNTIL and "CONDITION" in block.inputs for block in loops):
        return 3
    return 2 if loops else int(bool(evidence.scripts))


def _synchronization(evidence: Evidence) -> int:
    met = _messages_met(evidence)
    switched = evidence.hats("event_whenbackdropswitchesto") and not evidence.opcodes.isdisjoint(_BACKDROPS)
    if switched or "event_broadcastandwait" in met:
        return 3
    if any("CONDITION" in block.inputs for block in evidence.of(frozenset(["control_wait_until"]))):
        return 3
    return 2 if met or "control_stop" in evidence.opcodes else int("control_wait" in evidence.opcodes)


def _messages_met(evidence: Evidence) -> set[str]:
    """The kinds of blocks that send a message which a script receives."""
    received = {_message(script.hat) for script in evidence.hats("event_whenbroadcastreceived")}
    sending = evidence.of(frozenset(["event_broadcast", "event_broadcastandwait"])) if received else ()
    met = {*received, None}  # a message that is put together while the game runs may be any
    return {block.opcode for block in sending if _message(block) in met}


def _message(block: Block) -> str | None:
    name = block.choice("BROADCAST_OPTION")
    name = block.choice("BROADCAST_INPUT") if name is None else name
    return None if name is None else name.lower()


def _abstraction(evidence: Evidence) -> int:
    if evidence.hats("control_start_as_clone"):
        return 3
    return 2 if evidence.hats("procedures_definition") else int(len(evidence.scripts) > 1)


def _data(evidence: Evidence) -> int:
    found = level(_DATA, evidence.opcodes)
    if found < 3 and any(target.lists for target in evidence.program.targets):
        found = 3 if any(_reads_list(block) for script in evidence.scripts for block in script.blocks) else found
    return found


def _reads_list(block: Block) -> bool:
    return any(type(value) is Reference and value.kind == "list" for value in block.inputs.values())


def _interactivity(evidence: Evidence) -> int:
    loud = any(
        _choice(script, "WHENGREATERTHANMENU") == "LOUDNESS" for script in evidence.hats("event_whengreaterthan")
    )
    if loud or not evidence.opcodes.isdisjoint([*classic.VIDEO, "sensing_loudness", "sensing_loud"]):
        return 3
    if not evidence.opcodes.isdisjoint(_SENSES) or uses_pointer(evidence.of(POINTERS)) or can_be_dragged(evidence):
        return 2
    return int("event_whenflagclicked" in evidence.opcodes)


def uses_pointer(menus: Iterable[Block]) -> bool:
    """Whether one of these menus stands on the mouse pointer."""
    return any(field.value == "_mouse_" for menu in menus for field in menu.fields.values())


def can_be_dragged(evidence: Evidence) -> bool:
    """Whether a sprite can be dragged about by a player."""
    modes = evidence.of(frozenset(["sensing_setdragmode"]))
    return any(block.choice("DRAG_MODE") == "draggable" for block in modes) or any(
        target.pose.draggable for target in evidence.program.sprites
    )


def _parallelization(evidence: Evidence) -> int:
    video = evidence.hats("videoSensing_whenMotionGreaterThan")
    received = [_message(script.hat) for script in evidence.hats("event_whenbroadcastreceived")]
    others = (("event_whenbackdropswitchesto", "BACKDROP"), ("event_whengreaterthan", "WHENGREATERTHANMENU"))
    pairs = [[_choice(script, name) for script in evidence.hats(hat)] for hat, name in others]
    if len(video) > 1 or any(map(_has_pair, [received, *pairs])):
        return 3
    keys = [_choice(script, "KEY_OPTION") for script in evidence.hats("event_whenkeypressed")]
    clicks = ("event_whenthisspriteclicked", "event_whenstageclicked")
    clicked = [script.owner for hat in clicks for script in evidence.hats(hat)]
    if _has_pair(keys) or _has_pair(clicked):
        return 2
    return int(len(evidence.hats("event_whenflagclicked")) > 1)


def _choice(script: ProgramScript, name: str) -> str | None:
    return script.hat.choice(name)


def _has_pair(values: Iterable[object]) -> bool:
    return any(times > 1 for times in Counter(values).values())


_SKILLS: Mapping[str, Callable[[Evidence], int]] = {
    "Logic": _logic,
    "FlowControl": _flow_control,
    "Synchronization": _synchronization,
    "Abstraction": _abstraction,
    "DataRepresentation": _data,
    "UserInteractivity": _interactivity,
    "Parallelization": _parallelization,
}
