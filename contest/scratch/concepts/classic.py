"""The rubric "classic-2020": seven skills, 0 to 3 each, as Dr. Scratch has scored since its Scratch 3 version of 2020.

The levels are theirs, and so are the oddities, reproduced so that a school's older scores stay comparable: every block
of the file counts, also those that lie about; clicks on different sprites count as a pair; and whether two scripts
start on the same message, key or backdrop is asked of all choices of that name in the project, among which the first
block's brings its id along. "classic-fixed" (`fixed`) is without them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from contest.scratch.blocks_sb3 import RawBlock
from contest.scratch.concepts.ladder import Ladder, ladder, level
from contest.scratch.model import Project
from contest.scratch.program_parts import Program
from contest.scratch.shapes import a_string, an_array, an_object, objects

MODIFIERS = frozenset(
    [
        *("motion_movesteps", "motion_gotoxy", "motion_glidesecstoxy", "motion_setx", "motion_sety"),
        *("motion_changexby", "motion_changeyby", "motion_pointindirection", "motion_pointtowards"),
        *("motion_turnright", "motion_turnleft", "motion_goto", "looks_changesizeby", "looks_setsizeto"),
        *("looks_switchcostumeto", "looks_nextcostume", "looks_changeeffectby", "looks_seteffectto"),
        *("looks_show", "looks_hide", "looks_switchbackdropto", "looks_nextbackdrop"),
    ]
)
LISTS = frozenset(
    [
        *("data_lengthoflist", "data_showlist", "data_insertatlist", "data_deleteoflist", "data_addtolist"),
        *("data_replaceitemoflist", "data_listcontainsitem", "data_hidelist", "data_itemoflist"),
    ]
)
VIDEO = frozenset(
    [
        *("videoSensing_videoToggle", "videoSensing_videoOn"),
        *("videoSensing_whenMotionGreaterThan", "videoSensing_setVideoTransparency"),
    ]
)

# What each level asks for: one of these blocks.
LADDERS: Mapping[str, Ladder] = {
    "Logic": ladder(["control_if"], ["control_if_else"], ["operator_and", "operator_or", "operator_not"]),
    "FlowControl": ladder([], ["control_repeat", "control_forever"], ["control_repeat_until"]),
    "Synchronization": ladder(
        ["control_wait"],
        ["event_broadcast", "event_whenbroadcastreceived", "control_stop"],
        ["control_wait_until", "event_whenbackdropswitchesto", "event_broadcastandwait"],
    ),
    "Abstraction": ladder([], ["procedures_definition"], ["control_start_as_clone"]),
    "DataRepresentation": ladder(MODIFIERS, ["data_setvariableto", "data_changevariableby"], LISTS),
    "UserInteractivity": ladder(
        ["event_whenflagclicked"],
        [
            *("event_whenkeypressed", "event_whenthisspriteclicked", "sensing_mousedown"),
            *("sensing_keypressed", "sensing_askandwait", "sensing_answer"),
        ],
        [*VIDEO, "sensing_loudness"],
    ),
    "Parallelization": ladder([], [], []),
}
_PAIRS = {
    "event_whenbroadcastreceived": "BROADCAST_OPTION",
    "event_whenbackdropswitchesto": "BACKDROP",
    "event_whengreaterthan": "WHENGREATERTHANMENU",
}
_POINTER_CHOICES = frozenset(["TO", "TOUCHINGOBJECTMENU"])
_CHOICES = frozenset(_PAIRS.values()) | _POINTER_CHOICES | {"KEY_OPTION"}


@dataclass(slots=True)
class Facts:
    """What the rubric asks of a file. `chosen` has all values of the fields of one name."""

    opcodes: Counter[str] = field(default_factory=Counter)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    is_chained: bool = False  # a block has one below it
    tops: int = 0  # blocks that have none above or around them
    is_mouse_chosen: bool = False


def classic_2020(project: Project, program: Program) -> dict[str, int]:
    """The seven levels. The rubric knows Scratch 3 only; older files are scored as Scratch 3 would write them."""
    return levels(_facts_of_project(project) if project.format == "sb3" else _facts_of_program(program))


def levels(facts: Facts) -> dict[str, int]:
    """The level reached in each skill."""
    found = {skill: level(asked, facts.opcodes.keys()) for skill, asked in LADDERS.items()}
    if not found["FlowControl"]:
        found["FlowControl"] = int(facts.is_chained)
    if not found["Abstraction"]:
        found["Abstraction"] = int(facts.tops > 1)
    if found["UserInteractivity"] < 2 and _uses_mouse(facts):
        found["UserInteractivity"] = 2
    found["Parallelization"] = _parallelization(facts)
    return found


def _uses_mouse(facts: Facts) -> bool:
    menus = ("motion_goto_menu", "sensing_touchingobjectmenu")
    return facts.is_mouse_chosen and any(facts.opcodes[menu] for menu in menus)


def _parallelization(facts: Facts) -> int:
    opcodes = facts.opcodes
    if opcodes["videoSensing_whenMotionGreaterThan"] > 1:
        return 3
    if any(opcodes[hat] > 1 and _has_pair(facts, name) for hat, name in _PAIRS.items()):
        return 3
    if opcodes["event_whenkeypressed"] > 1 and _has_pair(facts, "KEY_OPTION"):
        return 2
    if opcodes["event_whenthisspriteclicked"] > 1:
        return 2
    return int(opcodes["event_whenflagclicked"] > 1)


def _has_pair(facts: Facts, name: str) -> bool:
    values = facts.chosen.get(name, [])
    return len(set(values)) < len(values)


def facts_of_tree(tree: Mapping[str, Any]) -> Facts:
    """The facts of a project.json of Scratch 3 as JSON has it, also of one that Scratch would refuse."""
    maps = [an_object(target.get("blocks")) for target in objects(tree.get("targets"))]
    blocks = [block for each in maps for block in each.values() if type(block) is dict]
    return _facts(
        [(a_string(each.get("opcode")), each.get("next"), each.get("parent"), each.get("fields")) for each in blocks]
    )


def _facts_of_project(project: Project) -> Facts:
    blocks = [block for target in project.targets for block in target.blocks.values() if isinstance(block, RawBlock)]
    return _facts([(each.opcode, each.next, each.parent, each.fields) for each in blocks])


def _facts(blocks: list[tuple[str, Any, Any, Any]]) -> Facts:
    """The facts of blocks of which each is given as opcode, next, parent and fields."""
    facts = Facts(
        opcodes=Counter([opcode for opcode, *_ in blocks]),
        is_chained=any(following is not None for _, following, _, _ in blocks),
        tops=sum(parent is None for _, _, parent, _ in blocks),
    )
    for _, _, _, fields in blocks:
        if fields and type(fields) is dict and not _CHOICES.isdisjoint(fields):
            _note_choices(facts, _raw_choices(fields))
    return facts


def _raw_choices(fields: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    for name, raw in fields.items():
        # An id of null, which most menus have, pairs with nothing.
        values = [str(each) for each in an_array(raw) if each is not None]
        if values:
            yield name, values


def _note_choices(facts: Facts, choices: Iterable[tuple[str, list[str]]]) -> None:
    for name, values in choices:
        if name in facts.chosen:
            facts.chosen[name].append(values[0])
        else:
            facts.chosen[name] = values
        if name in _POINTER_CHOICES and values[:1] == ["_mouse_"]:
            facts.is_mouse_chosen = True


def _facts_of_program(program: Program) -> Facts:
    facts = Facts()
    for target in program.targets:
        for script in (*target.scripts, *target.strays):
            blocks = list(script.walk())
            facts.tops += 1
            facts.opcodes.update([block.opcode for block in blocks])
            facts.is_chained = facts.is_chained or any(len(row) > 1 for block in blocks for row in block.stacks())
            facts.is_chained = facts.is_chained or len(script.blocks) > 1
            for block in blocks:
                if not _CHOICES.isdisjoint(block.fields):
                    _note_choices(facts, ((name, [each.value]) for name, each in block.fields.items()))
    return facts
