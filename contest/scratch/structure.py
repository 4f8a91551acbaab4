"""What scratch-parser does not look at: whether the parts of a Scratch 3 project fit together.

One pass over all blocks, in plain loops: half of the time of reading a project goes by here. So it also gives the part
of scratch-parser's verdict that asks for each slot.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from contest.scratch.blocks_sb3 import RawBlock
from contest.scratch.model import Project, Target
from contest.scratch.schema3_blocks import TEXTUAL, is_loose, is_mutation, is_primitive
from contest.scratch.shapes import a_string, an_object, objects

# What every JavaScript object answers to. An id of this name is mistaken for a part of the object that holds it.
UNSAFE = frozenset(
    [
        *("__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__"),
        *("constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"),
        *("toLocaleString", "toString", "valueOf"),
    ]
)
_KINDS = {11: "broadcasts", 12: "variables", 13: "lists"}
_FIELDS = {"VARIABLE": 12, "LIST": 13, "BROADCAST_OPTION": 11}
_MAPS = ("blocks", "variables", "lists", "broadcasts", "comments")


@dataclass(frozen=True, slots=True)
class Loose:
    """What does not fit in one target: how often, by code; and the names of what is missing, by code."""

    counts: Mapping[str, int]
    names: Mapping[str, dict[str, None]]  # a dict keeps the order of the file, and each name once


@dataclass(slots=True)
class Survey:
    """What one pass over all blocks of a Scratch 3 project has shown; the numbers are those of `counts`."""

    blocks: int = 0
    nonshadow: int = 0
    scripts: int = 0
    procedures: int = 0
    opcodes: set[str] = field(default_factory=set)
    messages: set[str] = field(default_factory=set)  # ids of those that blocks name
    loose: list[Loose] = field(default_factory=list)  # for each target
    tops: list[list[str]] = field(default_factory=list)  # for each target the ids of what scripts begin with
    is_taken: bool = True  # by scratch-parser: its rules for slots and mutations


def survey_of(project: Project) -> Survey:
    """The survey of a Scratch 3 project, which is made once and kept with it."""
    if "survey" not in project.notes:
        project.notes["survey"] = survey(project.targets)
    found: Survey = project.notes["survey"]
    return found


def survey(targets: tuple[Target, ...]) -> Survey:
    """The survey of these targets, whose blocks are typed as scratch-parser asks.

    It ends early, with `is_taken` false, at the first slot or mutation that scratch-parser would not take.
    """
    found = Survey()
    ids = [{code: an_object(target.tree.get(kind)).keys() for code, kind in _KINDS.items()} for target in targets]
    messages = frozenset().union(*(each[11] for each in ids))
    for target, own in zip(targets, ids, strict=True):
        known = {code: (own[code], ids[0][code]) for code in (12, 13)}  # the first target is the stage
        one = _Pass(target, {11: (messages, messages), **known}, found)
        if not one.blocks():
            found.is_taken = False
            break
        found.loose.append(one.loose())
        found.tops.append(one.tops)
    return found


class _Pass:
    """The way through one target. `known` are the ids that its blocks may name, by the code of their short array."""

    __slots__ = ("called", "comments", "counts", "defined", "known", "names", "raw", "survey", "target", "tops")

    def __init__(self, target: Target, known: Mapping[int, tuple[Set[str], Set[str]]], survey: Survey) -> None:
        self.target = target
        self.raw = target.blocks
        self.comments = an_object(target.tree.get("comments"))
        self.known = known
        self.survey = survey
        self.counts: dict[str, int] = {}
        self.names: dict[str, dict[str, None]] = {}
        self.called: dict[str, None] = {}
        self.defined: set[str] = set()
        self.tops: list[str] = []

    def loose(self) -> Loose:
        """What does not fit in the target."""
        for each in self.comments.values():
            if each.get("blockId") is not None and each["blockId"] not in self.raw:
                self._count("lost_comments")
        for mapped in [an_object(self.target.tree.get(kind)) for kind in _MAPS]:
            for key in UNSAFE if not UNSAFE.isdisjoint(mapped) else ():
                if key in mapped:
                    self._name("unsafe_ids", key)
        for name in self.called:
            if name not in self.defined:
                self._name("undefined_blocks", name)
        return Loose(self.counts, self.names)

    def _count(self, code: str) -> None:
        self.counts[code] = self.counts.get(code, 0) + 1

    def _name(self, code: str, name: str) -> None:
        self._count(code)
        self.names.setdefault(code, {})[name] = None

    def blocks(self) -> bool:
        """Looks at all blocks; whether scratch-parser takes them."""
        survey, raw, opcodes = self.survey, self.raw, self.survey.opcodes
        is_taken, shadows = True, 0
        for key, block in raw.items():
            if isinstance(block, list):
                is_taken = is_taken and self._loose_variable(key, block)
                continue
            opcodes.add(block.opcode)
            if block.next is not None and block.next not in raw:
                self._count("cut_scripts")
            if block.is_top:
                self._top(key, block)
            elif block.parent not in raw:
                self._count("stray_blocks")
            if block.is_shadow:
                shadows += 1
            if block.inputs:
                is_taken = is_taken and self._inputs(key, block.inputs)
            if block.fields:
                self._fields(block.fields)
            if block.comment and block.comment not in self.comments:
                self._count("lost_comments")
            if block.mutation or block.opcode == "procedures_definition":
                is_taken = is_taken and self._custom(block.opcode, block.mutation)
        survey.scripts += len(self.tops)
        survey.blocks += len(raw)
        survey.nonshadow += len(raw) - shadows
        return is_taken

    def _top(self, key: str, block: RawBlock) -> None:
        self.tops.append(key)
        if block.parent in self.raw:
            self._count("odd_links")
        if block.is_shadow:
            self._count("odd_links")

    def _loose_variable(self, key: str, array: list[Any]) -> bool:
        if not is_loose(array):
            return False
        self._short(array)
        if len(array) > 3:
            self.tops.append(key)
        return True

    def _inputs(self, key: str, inputs: dict[str, list[Any]]) -> bool:
        """The slots of a block: ids of other blocks, and short arrays, which Scratch makes blocks of."""
        raw, survey = self.raw, self.survey
        for name, value in inputs.items():
            kind = value[0] if value else 1
            if kind not in (1, 2, 3) or kind is True:
                return False
            for slot in value[1:]:
                if type(slot) is str:
                    child = raw.get(slot)
                    if child is None:
                        self._count("cut_scripts" if name.startswith("SUBSTACK") else "empty_slots")
                    elif isinstance(child, RawBlock) and child.parent != key:
                        self._count("odd_links")
                elif slot is not None:
                    survey.blocks += 1
                    if type(slot) is list and len(slot) == 2 and slot[0] in TEXTUAL and type(slot[1]) is str:
                        continue
                    if not is_primitive(slot):
                        return False
                    if len(slot) > 2:
                        self._short(slot)
            if kind != 1 and len(value) > 1 and type(value[1]) is list:
                survey.nonshadow += 1
        return True

    def _short(self, array: list[Any]) -> None:
        """A variable, list or message as [code, name, id]."""
        code = array[0]
        own, shared = self.known[code]
        if code == 11:
            self.survey.messages.add(array[2])
        if array[2] not in own and array[2] not in shared:
            self._name("lost_messages" if code == 11 else "lost_variables", array[1])

    def _fields(self, fields: dict[str, Any]) -> None:
        for name, value in fields.items():
            if name in _FIELDS and type(value) is list and len(value) > 1 and type(value[1]) is str:
                self._short([_FIELDS[name], a_string(value[0]), value[1]])

    def _custom(self, opcode: str, mutation: dict[str, Any]) -> bool:
        self.survey.procedures += opcode == "procedures_definition"
        label = mutation.get("proccode")
        if type(label) is str:
            if opcode == "procedures_call":
                self.called[label] = None
            elif opcode == "procedures_prototype":
                self.defined.add(label)
        return is_mutation(mutation)


def same_names(project: Project) -> list[str]:
    """The names that several sprites have."""
    names = [target.name for target in project.sprites]
    if len(set(names)) == len(names):
        return []
    return [name for name, count in Counter(names).items() if count > 1]


def lost_monitors(project: Project) -> Iterator[str]:
    """The names of monitors, in a Scratch 3 project, whose sprite or variable is gone."""
    monitors = objects(project.tree.get("monitors"))
    if not monitors:
        return
    sprites = {target.name for target in project.targets}
    owned = {
        key for target in project.targets for kind in ("variables", "lists") for key in an_object(target.tree.get(kind))
    }
    for monitor in monitors:
        sprite, opcode = monitor.get("spriteName"), monitor.get("opcode")
        params = an_object(monitor.get("params"))
        if type(sprite) is str and sprite not in sprites:
            yield sprite
        elif opcode in ("data_variable", "data_listcontents") and a_string(monitor.get("id")) not in owned:
            yield a_string(params.get("VARIABLE", params.get("LIST")), "?")
