"""A script as scratchblocks text, in English or Chinese: what the pages draw and `contest inspect --blocks` prints.

    for script in target.scripts:
        print(script_text(script, "zh", comments=notes_of(target)))

The text is what a person would write by hand, and is read back by scratchblocks as exactly these blocks; where a name
of the child's is also that of a block, or a block is none of Scratch's, the text says so (`:: variables`, `:: grey`).
"""

import re
from collections.abc import Iterator, Mapping

from contest.scratch import blocks_syntax as syntax
from contest.scratch.blocks import Block, Custom, Reference, Script, Typed, Value, is_hat
from contest.scratch.blocks_choices import shown
from contest.scratch.blocks_custom import custom_of, custom_parts
from contest.scratch.blocks_labels import LOOKS, Language, Slot, category_of
from contest.scratch.blocks_names import is_definition, is_taken
from contest.scratch.program_parts import ProgramTarget

DEEPEST = 100  # pupils chain eighty times "or"; a block nested deeper is shown as dots: drawing it would need the stack
DOTS = ". . ."
_ELSE: dict[Language, str] = {"en": "else", "zh": "否则"}
_DEFINE: dict[Language, str] = {"en": "define", "zh": "定义"}
_END: dict[Language, str] = {"en": "end", "zh": "结束"}
_MOUTHS = ("SUBSTACK", "SUBSTACK2")
_EMPTY = {"(": "()", "[": "[]", "<": "<>"}
_DEFINITIONS = ("procedures_definition", "procedures_definition_return")
_ARGUMENTS = {"argument_reporter_string_number": "r", "argument_reporter_boolean": "b"}
_MATH = frozenset(["abs", "floor", "ceiling", "sqrt", "sin", "cos", "tan", "asin", "acos", "atan", "ln", "log"]) | {
    "e ^",
    "10 ^",
    "绝对值",
}


def notes_of(target: ProgramTarget) -> dict[str, str]:
    """The target's comments that are fixed to blocks, by their ids."""
    return {each.id: each.text for each in target.comments if each.text.strip()}


def script_text(script: Script, language: Language, comments: Mapping[str, str] | None = None) -> str:
    """The script in scratchblocks' language; `comments` (id -> text) go beside the blocks they are fixed to."""
    writer = _Writer(script, language, comments or {})
    return "\n".join(writer.script(script.blocks))


class _Writer:
    """Writes one script. `heard` has the comments that wait for the end of a line."""

    def __init__(self, script: Script, language: Language, comments: Mapping[str, str]) -> None:
        self.language: Language = language
        self.comments = comments
        self.heard: list[str] = []
        self.braces = 0  # how many mouths in braces are open
        custom = custom_of(script.blocks[0])
        lists = {name for block in script.walk() for key, (name, _) in block.fields.items() if key == "LIST"}
        self.others = lists | set(custom.names if custom else ())  # names that variables here must differ from

    def script(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """The lines of the whole script."""
        first = blocks[0]
        if len(blocks) == 1 and self.shape(first) in "rb":
            yield self.line(self.inner(first, "(", 0))
        elif len(blocks) == 1 and _is_menu(first):
            yield f"{self.choice_in(first)} :: grey reporter"
        else:
            yield from self.row(blocks, 0, is_top=True)

    def row(self, blocks: tuple[Block, ...], depth: int, is_top: bool = False) -> Iterator[str]:
        """The lines of blocks that hang below each other."""
        if depth > DEEPEST:
            yield DOTS
            return
        for at, block in enumerate(blocks):
            wanted = "" if at or not is_top else "h"
            yield from self.stacked(block, depth, wanted + ("e" if at == len(blocks) - 1 else ""))

    def stacked(self, block: Block, depth: int, fitting: str) -> Iterator[str]:
        """The lines of a block in a row. `fitting` has the shapes beside stacks that this place allows: h, e."""
        indent = "  " * depth
        shape, mouths = self.shape(block), self.mouths(block)
        words, marks = self.label(block, depth, "")
        is_known = shape == "c" and not marks and self.is_usual(block)
        if is_known and ("e" in fitting or block.opcode != "control_forever"):
            yield indent + self.line(words)
            yield from self.mouthed(mouths, depth)
        elif shape == "c" or mouths:
            yield from self.braced(words, marks or [category_of(block.opcode)], mouths, depth)
        else:
            marks = [*marks, *_shape_marks(block, shape, fitting, bool(marks))]
            yield indent + self.line(_marked(_from_start(words), marks))

    def mouthed(self, mouths: list[tuple[Block, ...]], depth: int) -> Iterator[str]:
        """The lines within a block whose mouths scratchblocks knows."""
        for at, mouth in enumerate(mouths):
            if at:
                yield "  " * depth + _ELSE[self.language]
            yield from self.row(mouth, depth + 1)
        yield "  " * depth + _END[self.language]

    def braced(self, words: str, marks: list[str], mouths: list[tuple[Block, ...]], depth: int) -> Iterator[str]:
        """A block with mouths that scratchblocks does not know as such."""
        indent = "  " * depth
        self.braces += 1
        yield f"{indent}{_from_start(words)} {{"
        for at, mouth in enumerate(mouths or [()]):
            if at:
                yield f"{indent}}} {{"
            yield from self.row(mouth, depth + 1)
        self.braces -= 1
        yield indent + self.line(_marked("}", [*marks, "stack"]))

    def line(self, words: str) -> str:
        """A line with the comments that were heard while it was made. Within braces there can be none: they wait."""
        if self.braces or not self.heard:
            return words
        said = " · ".join(self.heard)
        self.heard.clear()
        return f"{words} {syntax.comment(said)}"

    def shape(self, block: Block) -> str:
        """The letter of the block's shape, as in the table of labels."""
        look = LOOKS.get(block.opcode)
        if look:
            return look.shape
        if block.opcode in _DEFINITIONS or (is_hat(block.opcode)):
            return "h"
        if block.opcode in ("data_variable", "data_listcontents"):
            return "r"
        return _ARGUMENTS.get(block.opcode, "s")

    def mouths(self, block: Block) -> list[tuple[Block, ...]]:
        """The rows of blocks within this block; those of Scratch's own also where they are empty."""
        if block.opcode == "control_if_else":
            return [block.stack(name) for name in _MOUTHS]
        look = LOOKS.get(block.opcode)
        if look and look.shape == "c" and self.is_usual(block):
            return [block.stack()]
        return block.stacks()

    def is_usual(self, block: Block) -> bool:
        """Whether its rows of blocks are where Scratch has them."""
        usual = _MOUTHS if block.opcode == "control_if_else" else _MOUTHS[:1]
        return all(name in usual for name, value in block.inputs.items() if type(value) is tuple)

    def inner(self, block: Block, bracket: str, depth: int) -> str:
        """A block in a slot, with its brackets."""
        if depth > DEEPEST:
            return "(… :: grey)"
        shape = self.shape(block)
        words, marks = self.label(block, depth, bracket)
        opening = "<" if shape == "b" or (shape != "r" and bracket == "<") else "("
        return f"{opening}{_marked(words, marks)}{'>' if opening == '<' else ')'}"

    def label(self, block: Block, depth: int, bracket: str) -> tuple[str, list[str]]:
        """The words on a block with all its slots, and what must be said with it to be read right."""
        if block.comment in self.comments:
            self.heard.append(self.comments[block.comment or ""])
        look = LOOKS.get(block.opcode)
        if look:
            label = look.labels[self.language]
            words = " ".join(self.part(block, part, depth) for part in label.parts)
            return words, [category_of(block.opcode)] if label.is_said or _is_taken_for_math(block) else []
        if block.opcode in _DEFINITIONS:
            return self.definition(block), []
        if block.opcode == "procedures_call" and block.custom:
            return self.call(block, block.custom, depth)
        if block.opcode in _ARGUMENTS:
            name = _only_field(block)
            return syntax.label(name), _marks(name, "custom-arg")
        if block.opcode in ("data_variable", "data_listcontents"):
            name = _only_field(block)
            return syntax.label(name), self.name_marks(name, "variables" if block.opcode == "data_variable" else "list")
        return self.unknown(block, depth), ["grey"]

    def part(self, block: Block, part: str | Slot, depth: int) -> str:
        """A word of a label, or what is in a slot."""
        if isinstance(part, str):
            return part
        if part.is_menu and part.name in block.fields:
            value = block.fields[part.name].value
            return syntax.choice(shown(part.name, value, self.language, block.opcode))
        value_in = block.inputs.get(part.name)
        if value_in is None and part.is_menu:
            return syntax.choice("") if part.bracket == "[" else "( v)"
        return self.value(value_in, part.bracket, depth)

    def value(self, value: Value | None, bracket: str, depth: int) -> str:
        """What is in a slot, with its brackets."""
        if isinstance(value, Typed):
            if value.kind == "colour":
                return syntax.colour(value.text)
            return syntax.text(value.text) if value.kind == "text" else syntax.number(value.text)
        if isinstance(value, Reference):
            return self.reference(value)
        if isinstance(value, Block):
            return self.choice_in(value) if _is_menu(value) else self.inner(value, bracket, depth + 1)
        if value:  # a row where Scratch puts none
            return self.inner(value[0], bracket, depth + 1)
        return _EMPTY[bracket]

    def reference(self, value: Reference) -> str:
        """A variable, list or message."""
        if value.kind == "broadcast":
            return syntax.menu(value.name)
        category = "variables" if value.kind == "variable" else "list"
        return f"({_marked(syntax.label(value.name), self.name_marks(value.name, category))})"

    def name_marks(self, name: str, category: str) -> list[str]:
        """What must be said with the name of a variable or list."""
        is_clear = category == "variables" and name not in self.others and syntax.is_plain_name(name)
        return [] if is_clear and not is_taken(name) else _marks(name, category)

    def choice_in(self, menu: Block) -> str:
        """A menu with what was chosen in it."""
        name, field = next(iter(menu.fields.items()))
        if menu.opcode == "note":
            return syntax.number(field.value)
        if menu.opcode == "matrix":
            return syntax.menu(" ".join(re.findall(".{1,5}", syntax.one_line(field.value))))
        return syntax.menu(shown(name, field.value, self.language, menu.opcode))

    def definition(self, block: Block) -> str:
        """The head of a custom block."""
        custom = custom_of(block)
        words = [_DEFINE[self.language]]
        for part in custom_parts(custom.proccode) if custom else ():
            if isinstance(part, str):
                words.append(syntax.label(part))
            elif custom:
                words.append(_parameter("".join(custom.names[int(part.name) :][:1]), part.bracket))
        return " ".join(words)

    def call(self, block: Block, custom: Custom, depth: int) -> tuple[str, list[str]]:
        """A call of a custom block."""
        words, hashed = [], []
        for part in custom_parts(custom.proccode):
            if isinstance(part, str):
                words.append(syntax.label(part))
                hashed.append(part)
            else:
                at = int(part.name)
                name = custom.ids[at] if at < len(custom.ids) else ""
                words.append(self.value(block.inputs.get(name), part.bracket, depth))
                hashed.append("_")
        return " ".join(words), ["custom", "reset"] if is_taken(" ".join(hashed)) else ["custom"]

    def unknown(self, block: Block, depth: int) -> str:
        """A block that is none of Scratch's: its opcode, its choices and its slots."""
        words = [syntax.label(block.opcode)]
        words += [syntax.choice(field.value) for field in block.fields.values()]
        words += [self.value(value, "[", depth) for value in block.inputs.values() if type(value) is not tuple]
        return " ".join(words)


def _marked(words: str, marks: list[str]) -> str:
    return f"{words} :: {' '.join(marks)}" if marks else words


def _marks(name: str, category: str) -> list[str]:
    return [category, "reset"] if is_definition(name) else [category]


def _shape_marks(block: Block, shape: str, fitting: str, is_said: bool) -> list[str]:
    """What must be said of the shape of a block in a row: where it does not fit, or where nothing is known of it."""
    if shape in "rb" or (shape in "he" and shape not in fitting and not _goes_on(block)):
        return ["stack"]
    return ["hat" if shape == "h" else "cap"] if is_said and shape in "he" else []


def _from_start(words: str) -> str:
    """At the start of a line, + and - would mean a block that was added or taken away."""
    return f"\\{words}" if words.startswith(("+", "-")) else words


def _is_menu(block: Block) -> bool:
    return block.is_shadow and bool(block.fields) and not block.inputs and block.opcode not in _ARGUMENTS


def _only_field(block: Block) -> str:
    return next((field.value for field in block.fields.values()), "")


def _goes_on(block: Block) -> bool:
    """Whether this "stop" is one that blocks can hang below."""
    return block.opcode == "control_stop" and block.choice("STOP_OPTION") in (
        "other scripts in sprite",
        "other scripts in stage",
    )


def _is_taken_for_math(block: Block) -> bool:
    """A sprite's variable called "sqrt" is read as the function, which differs by nothing else."""
    return block.opcode == "sensing_of" and block.choice("PROPERTY") in _MATH


def _parameter(name: str, bracket: str) -> str:
    """A parameter in the head of a custom block."""
    is_clear = syntax.is_plain_name(name) and not is_taken(name)
    words = _marked(syntax.label(name), [] if is_clear else _marks(name, "custom-arg"))
    if bracket == "<":
        return f"<{words}>" if name else "<>"
    return f"({words})"
