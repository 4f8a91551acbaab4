"""What most finders ask of a program, looked up once: where each block stands, blocks by opcode, who calls whom."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from contest.scratch.blocks import Block, Script, Value
from contest.scratch.program_parts import ListOf, Program, ProgramTarget, Variable

FLAG = "event_whenflagclicked"
CLONED = "control_start_as_clone"
RECEIVED = "event_whenbroadcastreceived"
DEFINITION = "procedures_definition"
SENDING = ("event_broadcast", "event_broadcastandwait")
BRANCHES = ("control_if", "control_if_else")
ENDLESS = ("control_forever", "control_repeat_until", "control_while")
MYSELF = "_myself_"
LOOPS = (*ENDLESS, "control_repeat", "control_for_each")


class Place(NamedTuple):
    """Where a finder has found something: in which target (empty for the whole project), at which block if at one."""

    target: str = ""
    block: str | None = None


@dataclass(slots=True, eq=False)
class ScriptSite:
    """A script with its target, and where its blocks stand, from top to bottom."""

    target: ProgramTarget
    row: tuple[Block, ...]
    hat: Block | None
    sites: list["Site"] = field(default_factory=list)

    @property
    def event(self) -> str:
        """The opcode of its hat; empty where it has none."""
        return self.hat.opcode if self.hat else ""

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks of its row below the hat."""
        return self.row[1:] if self.hat else self.row

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(self.target.name, self.row[0].id)


@dataclass(slots=True, eq=False)
class Site:
    """A block with where it stands: `around` is the block it lies in, `loop` and `endless` the innermost loop, and
    loop that has no fixed number of turns, around it."""

    block: Block
    script: ScriptSite
    around: "Site | None" = None
    loop: "Site | None" = None
    endless: "Site | None" = None
    forever: bool = False  # whether a "forever" is around it
    slot: str = ""  # the name of the slot of `around` that holds it
    row: tuple[Block, ...] = ()  # the row of blocks that it is part of; empty for one in a hole
    at: int = 0  # its place in that row

    @property
    def opcode(self) -> str:
        """The opcode of its block."""
        return self.block.opcode

    @property
    def target(self) -> ProgramTarget:
        """The stage or sprite that it belongs to."""
        return self.script.target

    @property
    def is_last(self) -> bool:
        """Whether no block stands below it in its row."""
        return self.at + 1 == len(self.row)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.script.target.name, self.block.id)


class Index:
    """A program with its blocks looked up."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.scripts: list[ScriptSite] = []
        self.targets: list[tuple[ProgramTarget, list[ScriptSite]]] = []
        self._by_opcode: dict[str, list[Site]] = defaultdict(list)
        for target in program.targets:
            scripts = [ScriptSite(target, each.blocks, each.hat) for each in target.scripts if not _left_over(each)]
            self.targets.append((target, scripts))
            self.scripts.extend(scripts)
            for script in scripts:
                self._add(script)

    def _add(self, script: ScriptSite) -> None:
        script.sites.extend(_sites(script))
        for site in script.sites:
            self._by_opcode[site.block.opcode].append(site)

    def of(self, *opcodes: str) -> Iterator[Site]:
        """The blocks with these opcodes, opcode by opcode."""
        for opcode in opcodes:
            yield from self._by_opcode.get(opcode, ())

    def starting_with(self, *events: str) -> Iterator[ScriptSite]:
        """The scripts whose hat has one of these opcodes."""
        return (script for script in self.scripts if script.event in events)

    @cached_property
    def kept(self) -> list[tuple[ProgramTarget, Variable | ListOf]]:
        """Every variable and list with its target."""
        found: list[tuple[ProgramTarget, Variable | ListOf]] = []
        for target, _ in self.targets:
            found.extend((target, each) for each in target.variables)
            found.extend((target, each) for each in target.lists)
        return found

    @cached_property
    def calls(self) -> set[tuple[str, str]]:
        """(target, label) of every custom block that is used somewhere in the target."""
        return {
            (site.target.name, site.block.custom.proccode) for site in self.of("procedures_call") if site.block.custom
        }

    @cached_property
    def definitions(self) -> dict[tuple[str, str], ScriptSite]:
        """(target, label) of every custom block that the target defines."""
        return {(script.target.name, label_of(script)): script for script in self.starting_with(DEFINITION)}

    @cached_property
    def sent(self) -> set[str | None]:
        """The names of the messages that are sent; None is among them where one is only known while it runs."""
        return {site.block.choice("BROADCAST_INPUT") for site in self.of(*SENDING)}

    @cached_property
    def received(self) -> set[str | None]:
        """The names of the messages that start a script."""
        return {site.block.choice("BROADCAST_OPTION") for site in self.of(RECEIVED)}

    @cached_property
    def cloned(self) -> set[str | None]:
        """The names of the sprites that are cloned; None is among them where one is only known while it runs."""
        return {self.cloned_by(site) for site in self.of("control_create_clone_of")}

    def cloned_by(self, site: Site) -> str | None:
        """The name of the sprite that this block clones; None where it is only known while it runs."""
        name = site.block.choice("CLONE_OPTION")
        return site.target.name if name == MYSELF else name


def label_of(definition: ScriptSite) -> str:
    """The label of the custom block that this script defines, "jump %s"; empty where the file has lost it."""
    prototype = definition.row[0].inputs.get("custom_block")
    return prototype.custom.proccode if isinstance(prototype, Block) and prototype.custom else ""


def _left_over(script: Script) -> bool:
    """Whether it is only what once lay under another block, a menu or a parameter: an accident, nobody's program."""
    return script.blocks[0].is_shadow


def _sites(script: ScriptSite) -> Iterator[Site]:
    """As read from top to bottom."""
    waiting = _row(script, script.row, None, "")[::-1]
    while waiting:
        site = waiting.pop()
        yield site
        inner: list[Site] = []
        for slot, value in site.block.inputs.items():
            inner.extend(_in_slot(script, site, slot, value))
        waiting.extend(inner[::-1])


def _in_slot(script: ScriptSite, around: Site, slot: str, value: Value) -> list[Site]:
    if type(value) is tuple:
        return _row(script, value, around, slot)
    if isinstance(value, Block):
        return [Site(value, script, around, around.loop, around.endless, around.forever, slot)]
    return []


def _row(script: ScriptSite, row: tuple[Block, ...], around: Site | None, slot: str) -> list[Site]:
    loop = endless = None
    forever = False
    if around is not None:
        loop = around if around.opcode in LOOPS else around.loop
        endless = around if around.opcode in ENDLESS else around.endless
        forever = around.forever or around.opcode == "control_forever"
    return [Site(block, script, around, loop, endless, forever, slot, row, at) for at, block in enumerate(row)]
