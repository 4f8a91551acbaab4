"""The rubric "extended": nine skills, 0 to 4 each, after the one that runs on Dr. Scratch's site in 2026.

Every block counts, whether it can run or not, as there. Where the published rules cannot be meant, these differ:
sprites with equal block ids are kept apart; hats pair with hats only; "set rotation style" counts (it was misspelt);
and five motion blocks stand in one script, not between two places in the file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from contest.scratch.blocks import Block, Script, walk
from contest.scratch.concepts import classic
from contest.scratch.concepts.fixed import POINTERS, uses_pointer
from contest.scratch.concepts.ladder import Ladder, ladder, level
from contest.scratch.model import Project
from contest.scratch.program_parts import Program
from contest.scratch.shapes import a_string, an_array

_ORDINARY = frozenset(
    [
        *("music", "pen", "videoSensing", "text2speech", "translate", "learningmlTexts", "learningmlImages"),
    ]
)
_CONDITIONAL = frozenset(["control_if", "control_if_else"])
_LOOPS = frozenset(["control_repeat", "control_forever", "control_repeat_until", "control_while", "control_for_each"])
_ARITHMETIC = frozenset(
    [
        *("operator_add", "operator_subtract", "operator_multiply", "operator_divide"),
        *("operator_mathop", "operator_random"),
    ]
)
_WAVES = frozenset(["sin", "cos", "tan", "asin", "acos", "atan"])
_BROADCASTS = frozenset(["event_broadcast", "event_broadcastandwait"])
_RICH = frozenset(["control_start_as_clone", "event_whenbroadcastreceived"])
_LONG_WAY = 5  # motion blocks in one script
_MEDIA = {
    "event_whengreaterthan": "WHENGREATERTHANMENU",
    "event_whenbackdropswitchesto": "BACKDROP",
    "event_whenbroadcastreceived": "BROADCAST_OPTION",
}
_NOTED = _CONDITIONAL | _ARITHMETIC | _BROADCASTS | POINTERS | _MEDIA.keys() | {"event_whenkeypressed"}

# What each level asks for: one of these blocks. What is not a matter of single blocks is added below.
LADDERS: Mapping[str, Ladder] = {
    "Logic": classic.LADDERS["Logic"],
    "FlowControl": classic.LADDERS["FlowControl"],
    "Synchronization": classic.LADDERS["Synchronization"],
    "Abstraction": ladder([], ["control_start_as_clone"], ["procedures_definition"]),
    "DataRepresentation": ladder(
        *classic.LADDERS["DataRepresentation"],
        ["operator_equals", "operator_gt", "operator_lt", "operator_and", "operator_or", "operator_not"],
    ),
    "UserInteractivity": classic.LADDERS["UserInteractivity"],
    "Parallelization": ladder([], [], ["control_create_clone_of"]),
    "MathOperators": ladder(
        ["operator_add", "operator_subtract", "operator_multiply", "operator_divide"],
        [],
        ["operator_join", "operator_letter_of", "operator_length", "operator_contains"],
    ),
    "MotionOperators": ladder(
        [
            *("motion_movesteps", "motion_gotoxy", "motion_changexby", "motion_changeyby"),
            *("motion_goto", "motion_setx", "motion_sety"),
        ],
        [
            *("motion_turnright", "motion_turnleft", "motion_pointindirection"),
            *("motion_pointtowards", "motion_setrotationstyle"),
        ],
        ["motion_glideto", "motion_glidesecstoxy"],
    ),
}


@dataclass(slots=True)
class _Facts:
    opcodes: Counter[str]
    hats: Counter[tuple[str, str]] = field(default_factory=Counter)  # opcode and choice
    sent: Counter[str] = field(default_factory=Counter)
    scripts: int = 0
    comparing_ifs: int = 0  # ifs that ask whether something is greater
    is_chained: bool = False
    has_nested_if: bool = False
    has_nested_loop: bool = False
    has_nested_sum: bool = False
    has_waves: bool = False
    uses_pointer: bool = False
    has_long_way: bool = False
    has_rich_clone: bool = False
    rich_messages: set[str] = field(default_factory=set)


def extended_nine(project: Project, program: Program) -> dict[str, int]:
    """The nine levels."""
    facts = _facts(program)
    found = {skill: level(asked, facts.opcodes.keys()) for skill, asked in LADDERS.items()}
    reached = _beyond_single_blocks(facts, project)
    return {skill: max(reached.get(skill, 0), step) for skill, step in found.items()}


def _beyond_single_blocks(facts: _Facts, project: Project) -> dict[str, int]:
    sent = sum(times for message, times in facts.sent.items() if message in facts.rich_messages)
    return {
        "Logic": 4 * facts.has_nested_if,
        "FlowControl": 4 if facts.has_nested_loop else int(facts.is_chained),
        "Synchronization": 4 * (sent >= 3),
        "Abstraction": 4 if facts.has_rich_clone else int(facts.scripts > 1),
        "UserInteractivity": _interactivity(facts, project),
        "Parallelization": _parallelization(facts),
        "MathOperators": 4 if facts.has_waves else 2 * facts.has_nested_sum,
        "MotionOperators": 4 * facts.has_long_way,
    }


def _interactivity(facts: _Facts, project: Project) -> int:
    declared = {a_string(each) for each in an_array(project.tree.get("extensions"))} - {""}
    if project.format == "sb3" and declared - _ORDINARY:
        return 4
    return 3 if facts.comparing_ifs > 1 else 2 * facts.uses_pointer


def _parallelization(facts: _Facts) -> int:
    times = [number for (opcode, _), number in facts.hats.items() if opcode in _MEDIA]
    clones, video = facts.opcodes["control_create_clone_of"], facts.opcodes["videoSensing_whenMotionGreaterThan"]
    most = max([facts.comparing_ifs, clones, video, *times])
    if most > 1:
        return min(most, 3) + 1
    same_key = any(number > 1 for (opcode, _), number in facts.hats.items() if opcode == "event_whenkeypressed")
    if same_key or facts.opcodes["event_whenthisspriteclicked"] > 1:
        return 2
    return int(facts.opcodes["event_whenflagclicked"] > 1)


def _facts(program: Program) -> _Facts:
    scripts = [script for target in program.targets for script in (*target.scripts, *target.strays)]
    walked = [list(script.walk()) for script in scripts]
    opcodes = Counter([block.opcode for blocks in walked for block in blocks])
    facts = _Facts(opcodes, scripts=len(scripts))
    facts.is_chained = any(_is_chained(script, blocks) for script, blocks in zip(scripts, walked, strict=True))
    facts.has_nested_if = _has_nested(scripts, opcodes, _CONDITIONAL)
    facts.has_nested_loop = _has_nested(scripts, opcodes, _LOOPS)
    motion = frozenset(opcode for opcode in opcodes if _is_motion(opcode))
    if sum(opcodes[each] for each in motion) >= _LONG_WAY:
        facts.has_long_way = any(sum(block.opcode in motion for block in blocks) >= _LONG_WAY for blocks in walked)
    for script, blocks in zip(scripts, walked, strict=True):
        for block in blocks:
            if block.opcode in _NOTED:
                _note(facts, block)
        if script.blocks[0].opcode in _RICH:
            _note_richness(facts, script, blocks)
    return facts


def _is_chained(script: Script, blocks: Iterable[Block]) -> bool:
    return len(script.blocks) > 1 or any(len(row) > 1 for block in blocks for row in block.stacks())


def _has_nested(scripts: Iterable[Script], opcodes: Counter[str], kinds: frozenset[str]) -> bool:
    return sum(opcodes[kind] for kind in kinds) > 1 and any(_is_nested(script, kinds) for script in scripts)


def _is_nested(script: Script, kinds: frozenset[str]) -> bool:
    """Whether one block of these kinds lies in the rows of another, however deep."""
    waiting = [(script.blocks, False)]
    while waiting:
        row, is_inside = waiting.pop()
        for block in row:
            found = block.opcode in kinds
            if found and is_inside:
                return True
            waiting.extend((inner, found or is_inside) for inner in block.stacks())
    return False


def _is_motion(opcode: str) -> bool:
    return opcode.startswith("motion_") and not opcode.endswith("_menu")


def _note(facts: _Facts, block: Block) -> None:
    opcode = block.opcode
    if opcode in _MEDIA or opcode == "event_whenkeypressed":
        facts.hats[opcode, (block.choice(_MEDIA.get(opcode, "KEY_OPTION")) or "").lower()] += 1
    elif opcode in _BROADCASTS:
        facts.sent[(block.choice("BROADCAST_INPUT") or "").lower()] += 1
    elif opcode in _CONDITIONAL:
        condition = block.reporter("CONDITION")
        facts.comparing_ifs += condition is not None and condition.opcode == "operator_gt"
    elif opcode in POINTERS:
        facts.uses_pointer = facts.uses_pointer or uses_pointer([block])
    else:
        facts.has_waves = facts.has_waves or block.choice("OPERATOR") in _WAVES
        facts.has_nested_sum = facts.has_nested_sum or any(each.opcode in _ARITHMETIC for each in block.inner())


def _note_richness(facts: _Facts, script: Script, blocks: Iterable[Block]) -> None:
    """Whether what a message or a clone starts is more than a line of commands."""
    hat, opcodes = script.blocks[0], {block.opcode for block in blocks}
    is_rich = not opcodes.isdisjoint(_CONDITIONAL) or any(
        block.opcode in _LOOPS and len({each.opcode for each in walk(block.stack())}) >= 3 for block in script.blocks
    )
    if hat.opcode == "event_whenbroadcastreceived":
        if is_rich:
            facts.rich_messages.add((hat.choice("BROADCAST_OPTION") or "").lower())
    elif is_rich or not opcodes.isdisjoint(_BROADCASTS):
        facts.has_rich_clone = True
