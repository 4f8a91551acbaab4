"""Blocks drawn in a real Chromium: each block in both languages, whatever is typed, every real file, and the pages."""
# ruff: noqa: T201 - the figures are printed

from collections import Counter
from collections.abc import Iterator
from typing import Any

import makers
import pytest
from conftest import sign_in
from playwright.sync_api import Page

from config import ROOT
from contest.models import Author
from contest.scratch import Refusal, read
from contest.scratch.blocks import Block, Custom, Field, Reference, Script, Typed, Value
from contest.scratch.blocks_labels import LOOKS, Language, Slot, category_of
from contest.scratch.blocks_text import notes_of, script_text
from contest.scratch.program import program_of
from contest.web.store import storage
from tests.browser.conftest import NewPage, eventually
from tests.scratch import files

pytestmark = pytest.mark.browser
STATIC = ROOT / "static"
LANGUAGES: tuple[Language, ...] = ("en", "zh")
SHAPES = {"s": "stack", "c": "c-block", "e": "cap", "h": "hat", "r": "reporter", "b": "boolean"}
PROTOTYPE = "procedures_prototype"
ARGUMENTS = ("argument_reporter_string_number", "argument_reporter_boolean")

# What the library reads out of each text: blocks as "category shape", values, or why it could not be drawn.
READ_BACK = """
([texts, tongue]) => texts.map((text) => {
  const found = { scripts: 0, blocks: [], values: [], error: null };
  const walk = (node) => {
    if (node.isScript) node.blocks.forEach(walk);
    else if (node.isGlow) found.blocks.push('glow');
    else if (node.isInput) found.values.push(node.value || '');
    else if (node.isBlock) {
      if (node.info.shape !== 'outline') found.blocks.push(`${node.info.category} ${node.info.shape}`);
      const words = node.children.filter((child) => child.isLabel).map((child) => child.value).join(' ');
      if (['variables', 'list', 'custom-arg', 'custom'].includes(node.info.category)) found.values.push(words);
      node.children.forEach(walk);
    }
  };
  try {
    contestBlocks.draw(text, tongue);
    const doc = scratchblocks.parse(text, { languages: tongue === 'zh' ? ['zh', 'en'] : ['en'] });
    found.scripts = doc.scripts.length;
    doc.scripts.forEach(walk);
  } catch (error) {
    found.error = String(error);
  }
  return found;
})
"""


@pytest.fixture
def drawing(page: Page) -> Page:
    """An empty page with the library and the page's own script."""
    page.set_content("<!doctype html>")
    page.add_script_tag(path=STATIC / "vendor" / "scratchblocks" / "scratchblocks.js")
    page.add_script_tag(path=STATIC / "js" / "blocks.js")
    return page


def read_back(page: Page, texts: list[str], language: Language) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(READ_BACK, [texts, language])
    return found


def filled(opcode: str) -> Block:
    """The block with something in each of its slots but the conditions."""
    inputs: dict[str, Value] = {}
    fields = {}
    for part in LOOKS[opcode].labels["en"].parts:
        if not isinstance(part, Slot) or part.bracket == "<":
            continue
        if part.is_menu and part.bracket == "[":
            usual = {"PROPERTY": "x position", "OPERATOR": "abs", "EFFECT": "PAN" if "sound" in opcode else "GHOST"}
            fields[part.name] = Field(usual.get(part.name, "thing"))
        elif part.is_menu:
            inputs[part.name] = Block("menu", "m", {}, {part.name: Field("1")}, is_shadow=True)
        elif part.name.startswith("COLOR"):
            inputs[part.name] = Typed("colour", "#12ab34")
        else:
            inputs[part.name] = Typed("number" if part.bracket == "(" else "text", "3")
    return Block(opcode, "b", inputs, fields)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_block_of_scratch_has_its_own_colour_and_shape(drawing: Page, language: Language) -> None:
    blocks = {opcode: [filled(opcode), Block(opcode, "b", {}, filled(opcode).fields)] for opcode in LOOKS}
    texts = [script_text(Script((block,)), language) for both in blocks.values() for block in both]
    wanted = [f"{category_of(opcode)} {SHAPES[LOOKS[opcode].shape]}" for opcode in blocks for _ in range(2)]
    found = [each["error"] or each["blocks"][0] for each in read_back(drawing, texts, language)]
    # Blocks with a mouth that the library does not know are written as stacks with one.
    alike = {"control c-block cap": "control c-block", "control stack": "control c-block"}
    differing = [
        (text, one, other)
        for text, one, other in zip(texts, found, wanted, strict=True)
        if one != other and alike.get(one) != other
    ]
    assert differing == []


NASTY = [
    "a ] b",
    "[x] (y) <z> {w}",
    "\\",
    "ends with \\",
    ":: motion",
    "a::b:::c",
    "// no comment",
    "&lt;script&gt; &amp;lt;",
    "list v",
    " v",
    "v",
    "#ff0000",
    "@greenFlag @cloud @x",
    "◂▸⚑↻",
    "+ 1",
    "- 1",
    "10",
    ". . .",
    "…",
    "else",
    "end",
    "say 5",
    "timer",
    "计时器",
    "define x",
    "定义 x",
    "🐱👩‍👩‍👧 你好",
    "under_score_",
    "%s %n",
    "'\"`${x}",
    "__proto__",
    "constructor",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_child_typed_comes_back_as_it_was(drawing: Page, language: Language) -> None:
    def one(value: Value) -> str:
        return script_text(Script((Block("looks_say", "s", {"MESSAGE": value}, {}),)), language)

    def menu(name: str) -> Block:
        return Block("x_menu", "m", {}, {"X": Field(name)}, is_shadow=True)

    kinds = {
        "text": ("", [one(Typed("text", name)) for name in NASTY]),
        "menu": ("", [one(menu(name)) for name in NASTY]),
        "variable": ("variables reporter", [one(Reference("variable", name, "i")) for name in NASTY]),
        "list": ("list reporter", [one(Reference("list", name, "i")) for name in NASTY]),
        "parameter": (
            "custom-arg reporter",
            [one(Block(ARGUMENTS[0], "a", {}, {"VALUE": Field(name)})) for name in NASTY],
        ),
    }
    for kind, (look, texts) in kinds.items():
        found = read_back(drawing, texts, language)
        expected = [("looks stack", *filter(None, [look])) for _ in NASTY]
        assert [tuple(each["blocks"]) for each in found] == expected, kind
        assert [each["values"] for each in found] == [[name] for name in NASTY], kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_custom_blocks_of_any_name_come_back_as_such(drawing: Page, language: Language) -> None:
    names = [name for name in NASTY if "%" not in name]
    calls = [Block("procedures_call", "c", {}, {}, custom=Custom(name)) for name in names]
    heads = [Block(PROTOTYPE, "p", {}, {}, True, Custom(f"x %s {name}", ("a",), (name,))) for name in names]
    texts = [script_text(Script((call,)), language) for call in calls]
    assert [each["blocks"] for each in read_back(drawing, texts, language)] == [["custom stack"] for _ in names]
    texts = [
        script_text(Script((Block("procedures_definition", "d", {"custom_block": head}, {}),)), language)
        for head in heads
    ]
    assert [each["blocks"] for each in read_back(drawing, texts, language)] == [
        ["custom define-hat", "custom-arg reporter"] for _ in names
    ]


def expected(script: Script) -> Counter[str]:
    """The categories of all blocks in a script, and of the variables and lists in its slots."""
    counts: Counter[str] = Counter()
    for block in script.walk():
        counts.update(_categories(block))
    if len(script.blocks) == 1 and (_is_menu(script.blocks[0]) or script.blocks[0].opcode == PROTOTYPE):
        counts["grey"] += 1
    return counts


def _categories(block: Block) -> Iterator[str]:
    for value in block.inputs.values():
        if isinstance(value, Reference) and value.kind != "broadcast":
            yield "list" if value.kind == "list" else "variables"
    if block.opcode in ("procedures_definition", "procedures_definition_return"):
        head = block.inputs.get("custom_block")
        yield "custom"
        yield from ["custom-arg"] * (len(head.custom.ids) if isinstance(head, Block) and head.custom else 0)
    elif block.opcode == "procedures_call" and block.custom:
        yield "custom"
    elif block.opcode in ARGUMENTS:
        yield "custom-arg"
    elif block.opcode == "data_variable":
        yield "variables"
    elif block.opcode == "data_listcontents":
        yield "list"
    elif block.opcode in LOOKS:
        yield category_of(block.opcode)
    elif not _is_menu(block) and block.opcode != PROTOTYPE:
        yield "grey"


def _is_menu(block: Block) -> bool:
    return block.is_shadow and bool(block.fields) and not block.inputs and block.opcode not in ARGUMENTS


def real_scripts() -> Iterator[tuple[str, Script, dict[str, str]]]:
    for path in sorted((files.CORPUS / "files").iterdir()):
        try:
            program = program_of(read(path.read_bytes()))
        except Refusal:
            continue
        for target in program.targets:
            for script in (*target.scripts, *target.strays):
                yield path.name, script, notes_of(target)


@pytest.mark.corpus
@pytest.mark.skipif(not files.CORPUS.is_dir(), reason="the folder of real Scratch files is not beside the project")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_script_of_every_real_file_is_drawn_as_what_it_is(drawing: Page, language: Language) -> None:
    scripts = list(real_scripts())
    texts = [script_text(script, language, notes) for _, script, notes in scripts]
    found = [each for at in range(0, len(texts), 500) for each in read_back(drawing, texts[at : at + 500], language)]
    errors = [(name, each["error"]) for (name, _, _), each in zip(scripts, found, strict=True) if each["error"]]
    looks = [Counter(look.partition(" ")[0] for look in each["blocks"]) for each in found]
    wrong = [
        (name, text[:80], dict(look), dict(wanted))
        for (name, script, _), text, look in zip(scripts, texts, looks, strict=True)
        if look != (wanted := expected(script))
    ]
    blocks = sum(look.total() for look in looks)
    greys = sum(look["grey"] for look in looks)
    print(f"\n{language}: {len(texts)} scripts, {blocks} blocks drawn; {len(errors)} errors, {greys} grey, ", end="")
    print(f"{sum(look['obsolete'] for look in looks)} red")
    assert errors == []
    assert wrong == []
    assert [name for (name, _, _), each in zip(scripts, found, strict=True) if each["scripts"] != 1] == []


# The pages.

CAT = {
    "hat": {"opcode": "event_whenflagclicked", "next": "say", "topLevel": True},
    "say": {"opcode": "looks_say", "next": "pen", "inputs": {"MESSAGE": [1, [10, "张小明 </script>"]]}, "comment": "c"},
    "pen": {"opcode": "pen_clear", "next": "odd"},
    "odd": {"opcode": "toio_move", "inputs": {"X": [1, [4, "1"]]}},
}
NOTE = {"c": {"blockId": "say", "text": "by 张小明", "x": 0, "y": 0, "width": 9, "height": 9, "minimized": False}}
STAGE = {"flag": {"opcode": "event_whenflagclicked", "topLevel": True}}


class Game:
    """A judge with one game in whose blocks its author has signed."""

    def __init__(self, app, session, clock, serve, new_page: NewPage) -> None:
        clock.time = makers.JUDGING
        with app.app_context():
            tree = files.project(files.stage(blocks=STAGE), files.sprite("小猫", blocks=CAT, comments=NOTE))
            digest = storage().put(files.sb3(tree))
        file = makers.make_file(session, digest)
        season = makers.make_season(session)
        entry = makers.make_entry(session, season, file=file, authors=[Author(position=0, full_name="张小明", grade=4)])
        judge = makers.make_judge(session, season)
        duty = makers.make_assignment(session, entry, judge)
        session.commit()
        self.site = serve(app)
        self.address = f"{self.site}/judge/sheets/{duty.id}"
        self.said: list[str] = []
        cookie = sign_in(app, judge.user_id).get_cookie("contest")
        self.page = new_page(viewport={"width": 1366, "height": 900})
        self.page.context.add_cookies([{"name": "contest", "value": cookie.value, "url": self.site}])
        self.asked: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def labels(self) -> list[str]:
        """The scripts that are drawn, as their texts."""
        found: list[str] = self.page.evaluate(
            "[...document.querySelectorAll('.blocks-script svg')].map(svg => svg.getAttribute('aria-label'))"
        )
        return found


@pytest.fixture
def game(app, session, clock, serve, new_page) -> Game:
    return Game(app, session, clock, serve, new_page)


ENGLISH = ["when flag clicked\nsay [张* </script>] // by 张*\nerase all\ntoio_move (1) :: grey"]
CHINESE = ["当绿旗被点击\n说 [张* </script>] // by 张*\n全部擦除\ntoio_move (1) :: grey"]


@pytest.mark.database
def test_nothing_of_the_blocks_is_fetched_before_they_are_opened(game: Game) -> None:
    game.page.goto(game.address)
    early = [url for url in game.asked if "scratchblocks" in url or "/blocks?" in url]
    game.page.click("details.blocks > summary")
    eventually(game.labels, ENGLISH)
    late = [url for url in game.asked if "scratchblocks" in url or "/blocks?" in url]
    assert (early, len(late)) == ([], 4)


@pytest.mark.database
def test_a_judge_sees_each_sprite_in_either_language_and_the_policy_is_never_broken(game: Game) -> None:
    game.page.goto(game.address)
    game.page.click("details.blocks > summary")
    eventually(game.labels, ENGLISH)
    game.page.click("[data-tongue=zh]")
    eventually(game.labels, CHINESE)
    game.page.click(".blocks-sprite >> text=Stage")
    eventually(game.labels, ["当绿旗被点击"])
    game.page.reload()
    game.page.click("details.blocks > summary")
    eventually(game.labels, CHINESE)  # the choice is kept
    game.page.click(".blocks [data-part=big]")
    assert game.page.evaluate("document.elementFromPoint(1300, 600).closest('.blocks') !== null")
    game.page.keyboard.press("Escape")
    assert game.page.locator(".blocks.is-big").count() == 0
    assert game.said == []
    assert game.page.evaluate("document.querySelectorAll('[style], style').length") == 0
    hat = "document.querySelector('.blocks-script path').matches('.sb3-events')"
    colour = "getComputedStyle(document.querySelector('.blocks-script path')).fill"
    assert game.page.evaluate(f"[{hat}, {colour}]") == [True, "rgb(255, 191, 0)"]


@pytest.mark.database
def test_a_broken_line_is_told_and_tried_again(game: Game) -> None:
    game.page.goto(game.address)
    game.page.route("**/blocks?*", lambda route: route.abort())
    game.page.click("details.blocks > summary")
    told = "The line broke while loading. Please try again."
    eventually(lambda: game.page.inner_text(".blocks [data-part=why]"), told)
    game.page.unroute("**/blocks?*")
    game.page.click(".blocks [data-part=retry]")
    eventually(game.labels, ENGLISH)
