"""What scratch-parser does not look at: whether the parts of a Scratch 3 project fit together.

One pass over all blocks, in plain loops: it is a third of the time that the card takes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from contest.scratch.model import Project, Target
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


def loose_in(project: Project) -> list[Loose]:
    """What does not fit together in each target of a Scratch 3 project."""
    targets = project.targets
    ids = [{code: an_object(each.tree.get(kind)).keys() for code, kind in _KINDS.items()} for each in targets]
    messages = frozenset().union(*(each[11] for each in ids))
    shared = [each for each, target in zip(ids, targets, strict=True) if target.is_stage]
    return [
        _loose_in(target, {11: messages, **{code: own[code] | shared[0][code] for code in (12, 13)}})
        for target, own in zip(targets, ids, strict=True)
    ]


def _loose_in(target: Target, known: Mapping[int, Set[str]]) -> Loose:
    pass_ = _Pass(target, known)
    pass_.blocks()
    comments = an_object(target.tree.get("comments")).values()
    pass_.counts["lost_comments"] += sum(
        each.get("blockId") is not None and each["blockId"] not in target.blocks for each in comments
    )
    for kind in _MAPS:
        mapped = an_object(target.tree.get(kind))
        for key in UNSAFE:
            if key in mapped:
                pass_.name("unsafe_ids", key)
    for name in pass_.called - pass_.defined:
        pass_.name("undefined_blocks", name)
    return Loose(+pass_.counts, pass_.names)


class _Pass:
    def __init__(self, target: Target, known: Mapping[int, Set[str]]) -> None:
        self.raw = target.blocks
        self.comments = an_object(target.tree.get("comments"))
        self.known = known
        self.counts: Counter[str] = Counter()
        self.names: dict[str, dict[str, None]] = {}
        self.called: set[str] = set()
        self.defined: set[str] = set()

    def name(self, code: str, name: str) -> None:
        """Notes that this is missing."""
        self.counts[code] += 1
        self.names.setdefault(code, {})[name] = None

    def blocks(self) -> None:
        """All blocks of the target."""
        raw, counts = self.raw, self.counts
        for key, block in raw.items():
            if type(block) is list:
                self._short(block)
                continue
            get = block.get
            following, parent, top = get("next"), get("parent"), get("topLevel") is True
            if following is not None and following not in raw:
                counts["cut_scripts"] += 1
            if parent is None or parent not in raw:
                if not top:
                    counts["stray_blocks"] += 1
            elif top:
                counts["odd_links"] += 1
            if top and get("shadow") is True:
                counts["odd_links"] += 1
            if get("comment") is not None and block["comment"] not in self.comments:
                counts["lost_comments"] += 1
            if get("inputs"):
                self._inputs(key, block["inputs"])
            if get("fields"):
                self._fields(block["fields"])
            if get("mutation") is not None:
                self._mutation(block)

    def _inputs(self, key: str, inputs: dict[str, list[Any]]) -> None:
        raw = self.raw
        for name, value in inputs.items():
            for slot in value[1:]:
                if type(slot) is str:
                    child = raw.get(slot)
                    if child is None:
                        self.counts["cut_scripts" if name.startswith("SUBSTACK") else "empty_slots"] += 1
                    elif type(child) is dict and child.get("parent") != key:
                        self.counts["odd_links"] += 1
                elif slot is not None and len(slot) > 2:
                    self._short(slot)

    def _short(self, array: list[Any]) -> None:
        """A variable, list or message as [code, name, id]."""
        code = array[0]
        if array[2] not in self.known[code]:
            self._lost(code, array[1])

    def _lost(self, code: int, name: Any) -> None:
        self.name("lost_messages" if code == 11 else "lost_variables", a_string(name))

    def _fields(self, fields: dict[str, Any]) -> None:
        for name, code in _FIELDS.items():
            value = fields.get(name)
            if type(value) is list and len(value) > 1 and type(value[1]) is str and value[1] not in self.known[code]:
                self._lost(code, value[0])

    def _mutation(self, block: dict[str, Any]) -> None:
        label = block["mutation"].get("proccode")
        if type(label) is str:
            if block["opcode"] == "procedures_call":
                self.called.add(label)
            elif block["opcode"] == "procedures_prototype":
                self.defined.add(label)


def same_names(project: Project) -> list[str]:
    """The names that several sprites have."""
    counted = Counter(target.name for target in project.sprites)
    return [name for name, count in counted.items() if count > 1]


def lost_monitors(project: Project) -> Iterator[str]:
    """The names of monitors, in a Scratch 3 project, whose sprite or variable is gone."""
    sprites = {target.name for target in project.targets}
    owned = {
        key for target in project.targets for kind in ("variables", "lists") for key in an_object(target.tree.get(kind))
    }
    for monitor in objects(project.tree.get("monitors")):
        sprite, opcode = monitor.get("spriteName"), monitor.get("opcode")
        params = an_object(monitor.get("params"))
        if type(sprite) is str and sprite not in sprites:
            yield sprite
        elif opcode in ("data_variable", "data_listcontents") and a_string(monitor.get("id")) not in owned:
            yield a_string(params.get("VARIABLE", params.get("LIST")), "?")


def undefined_in_scratch_2(blocks: Iterator[list[Any]]) -> list[str]:
    """The labels of custom blocks that a Scratch 2 target calls and does not define."""
    called: dict[str, None] = {}
    defined: set[str] = set()
    for block in blocks:
        if len(block) > 1 and type(block[1]) is str:
            if block[0] == "call":
                called[block[1]] = None
            elif block[0] == "procDef":
                defined.add(block[1])
    return [label for label in called if label not in defined]
