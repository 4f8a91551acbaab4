"""Personal data in a project: what a child should not give away in a game that strangers will play.

    for each in personal_data_of(project):
        each.sentence("zh")     # 角色“小猫”的积木里：电话号码（138****5678）。请删掉……

Searched is whatever a child can type: texts in blocks, comments, variables and lists with their values, the names of
sprites, costumes, sounds, messages and custom blocks, values shown on the stage; then what programs write by
themselves: addresses of extensions, and the author, history and computer in the file's head.

What is found is for the teacher and the organizers. It never holds a whole value, only a masked excerpt; also the
names that say where it stands are masked. It is no part of the project card, which judges see.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import chain
from typing import Any, Literal, NamedTuple

from contest.scratch import personal_words as words
from contest.scratch.blocks import Block, Typed, Value
from contest.scratch.checks import shown
from contest.scratch.model import Project
from contest.scratch.personal_file import about_extensions, about_file
from contest.scratch.personal_found import Confidence, Found, Kind
from contest.scratch.personal_text import find_personal, may_hold_some, names_a_cue, without_personal
from contest.scratch.program import Program, ProgramTarget, program_of
from contest.scratch.program_parts import ListOf
from contest.scratch.shapes import an_array, objects, text_of

__all__ = ["Found", "Personal", "find_personal", "personal_data_of", "without_personal"]

Place = Literal[
    "block",
    "comment",
    "variable",
    "list",
    "sprite",
    "costume",
    "sound",
    "message",
    "custom_block",
    "monitor",
    "extension",
    "file",
]
_SEARCHED = 400_000  # characters of one project; five times the most in a real one
_MOST = 100  # in one project; a teacher who has seen these looks at all
_WORDS = frozenset({"text"})  # the kinds of slot that take words; in the others Scratch keeps numbers only
_SAID = ("MESSAGE", "QUESTION")  # the slots of say, think and ask
_NUMBERS = frozenset({"phone", "id_number", "qq", "wechat", "email"})
_DEEPEST = 12  # a join of so many joins is put together; who hides deeper is no child
_LONGEST_SPEECH = 2000  # characters that one script says
_ORDER: tuple[Confidence, ...] = ("sure", "likely", "possible", "note")
_SETTINGS = "_twconfig_"  # TurboWarp keeps its settings in a comment that ends so


@dataclass(frozen=True, slots=True)
class Personal:
    """Personal data at one place of a project.

    `sprite` is None for the stage and for what belongs to the whole project; `name` is that of the variable, list,
    costume… All of them are masked, so that this value may be kept and logged.
    """

    kind: Kind
    confidence: Confidence
    excerpt: str
    place: Place
    sprite: str | None = None
    name: str = ""

    def sentence(self, language: str) -> str:
        """Where, what and what to do, in Chinese for `zh…`, else in English."""
        return f"{self.finding(language)}{words.gap(language)}{self.advice(language)}"

    def finding(self, language: str) -> str:
        """Where it stands and what it is."""
        return words.finding(self.kind, self.confidence, self.excerpt, self.place, self.sprite, self.name, language)

    def advice(self, language: str) -> str:
        """What to do about this kind."""
        return words.advice(self.kind, language)

    def to_dict(self) -> dict[str, Any]:
        """As JSON can keep it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> "Personal":
        """What to_dict gave. Raises TypeError for another form."""
        return cls(**kept)


class _Spot(NamedTuple):
    """A text of the project. With `line` the found line itself is the name of its place."""

    place: Place
    text: str
    sprite: str | None = None
    name: str = ""
    by_line: bool = False


def personal_data_of(project: Project) -> tuple[Personal, ...]:
    """All personal data found in the project, the surest first, at most 100; each place once."""
    found = [*_in_pieces(program_of(project))]
    surer = {replace(each, confidence=less) for each in found for less in _ORDER[1:]}
    found += [each for each in _in_texts(program_of(project), project) if each not in surer]
    found += [Personal(each.kind, each.confidence, each.excerpt, "file") for each in about_file(project)]
    for name, each in about_extensions(project):
        found.append(Personal(each.kind, each.confidence, shown(each.excerpt), "extension", name=_label(name)))
    return tuple(sorted(dict.fromkeys(found), key=lambda each: _ORDER.index(each.confidence))[:_MOST])


def _in_texts(program: Program, project: Project) -> Iterator[Personal]:
    left = _SEARCHED
    on_stage = _Spot("monitor", _lines(_monitor_values(program, project)))
    for spot in (*chain.from_iterable(map(_spots, program.targets)), on_stage):
        if may_hold_some(spot.text):
            yield from _in_spot(spot._replace(text=spot.text[:left]))
            left = max(0, left - len(spot.text))


def _in_pieces(program: Program) -> Iterator[Personal]:
    """Numbers in several pieces, one said behind the other or joined: 我的电话是 · 138 · 12345678.

    Only what the words beside it call a phone number and so on: pieces may meet by chance.
    """
    for target in program.targets:
        spot = _Spot("block", _lines(_pieced(target)), None if target.is_stage else target.name)
        if spot.text:
            yield from (each for each in _in_spot(spot) if each.kind in _NUMBERS and each.confidence == "sure")


def _pieced(target: ProgramTarget) -> Iterator[str]:
    """What each script says from its beginning to its end, and each join as it comes out."""
    for script in (*target.scripts, *target.strays):
        said = []
        for block in script.walk():
            if block.opcode == "operator_join":
                yield _together(block)
            else:
                said += [_together(block.inputs[slot]) for slot in _SAID if slot in block.inputs]
        if len(said) > 1:
            yield "".join(said)[:_LONGEST_SPEECH]


def _together(value: Value, deep: int = 0) -> str:
    """A typed text, or the typed parts of a join one behind the other."""
    if isinstance(value, Typed):
        return value.text[:_LONGEST_SPEECH]
    if isinstance(value, Block) and value.opcode == "operator_join" and deep < _DEEPEST:
        return "".join(_together(part, deep + 1) for part in value.inputs.values())[:_LONGEST_SPEECH]
    return ""


def _in_spot(spot: _Spot) -> Iterator[Personal]:
    sprite = None if spot.sprite is None else _label(spot.sprite)
    for found in find_personal(spot.text):
        name = _line_at(spot.text, found.start) if spot.by_line else spot.name
        yield Personal(found.kind, found.confidence, shown(found.excerpt), spot.place, sprite, _label(name))


def _spots(target: ProgramTarget) -> Iterator[_Spot]:
    """All texts of a target, those of one place together: so that they are searched in one go."""
    sprite = None if target.is_stage else target.name
    texts, labels = _block_texts(target)
    yield _Spot("block", _lines(texts), sprite)
    yield _Spot("custom_block", _lines(labels), sprite, by_line=True)
    yield _Spot("comment", _lines(each.text for each in target.comments if _SETTINGS not in each.text), sprite)
    for variable in target.variables:
        yield _Spot("variable", f"{variable.name}：{variable.value}", sprite, variable.name)
    for each in target.lists:
        yield _Spot("list", _list_text(each), sprite, each.name)
    yield _Spot("sprite", target.name, sprite)
    yield _Spot("costume", _lines(each.name for each in target.costumes), sprite, by_line=True)
    yield _Spot("sound", _lines(each.name for each in target.sounds), sprite, by_line=True)
    yield _Spot("message", _lines(target.broadcasts.values()), sprite, by_line=True)


def _block_texts(target: ProgramTarget) -> tuple[list[str], list[str]]:
    """What is typed into slots for words, and the labels of custom blocks."""
    texts: list[str] = []
    labels: list[str] = []
    for script in (*target.scripts, *target.strays):
        for block in script.walk():
            texts += [
                value.text for value in block.inputs.values() if isinstance(value, Typed) and value.kind in _WORDS
            ]
            labels += _label_texts(block)
    return texts, labels


def _label_texts(block: Block) -> Iterable[str]:
    custom = block.custom
    return (custom.proccode, *custom.names, *custom.defaults) if custom else ()


def _list_text(of: ListOf) -> str:
    """Its name and values, a line each; the name before each value where it tells what they are ("QQ", "电话")."""
    if names_a_cue(of.name):
        return _lines((of.name, *(f"{of.name[:40]}：{value}" for value in of.values)))
    return _lines((of.name, *of.values))


def _monitor_values(program: Program, project: Project) -> Iterator[str]:
    """Values that are shown on the stage and kept nowhere else: those of deleted variables."""
    kept = {each.value for target in program.targets for each in target.variables}
    kept.update(value for target in program.targets for each in target.lists for value in each.values)
    for monitor in objects(project.tree.get("monitors")):
        value = monitor.get("value")
        yield from (text for each in an_array(value) or [value] if (text := text_of(each)) not in kept)


def _lines(texts: Iterable[str]) -> str:
    """Those that may hold something, a line each and each once."""
    return "\n".join(filter(may_hold_some, dict.fromkeys(texts)))


def _line_at(text: str, at: int) -> str:
    return text[text.rfind("\n", 0, at) + 1 :][:200].partition("\n")[0]


def _label(name: str) -> str:
    return shown(without_personal(name[:200]))[:60]
