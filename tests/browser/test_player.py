"""The player in a real Chromium: it plays, it obeys, and a project reaches nothing but its own stage."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from flask import Response, abort, render_template_string
from PIL import Image
from playwright.sync_api import Frame, Page

import config
from contest.app import create_app
from contest.scratch.build import Game
from contest.scratch.build_control import answer, ask, forever
from tests.browser.conftest import NewPage, Serve, eventually

pytestmark = pytest.mark.browser

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "files"
PAGE = """<!doctype html>
{% from "shared/_player.html" import player, player_assets with context %}
<html lang="{{ language }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{{ asset('css/site.css') }}">{{ player_assets() }}</head>
<body><main class="main">{{ player("/project/" + name, size=size) }}</main></body></html>"""

GREEN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360"><path fill="#00ff00" d="M0 0h480v360H0z"/></svg>'
)
RED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">'
    '<circle cx="30" cy="30" r="30" fill="#ff0000"/></svg>'
)


def new_game() -> Game:
    game = Game("test")
    game.stage.backdrop("meadow", GREEN)
    return game


def counting_game() -> bytes:
    """Flag: 1. Space adds 10, the left arrow 20, a click on the red ball 100."""
    game = new_game()
    score = game.variable("score", shown=True)
    ball = game.sprite("ball")
    ball.costume("ball", RED)
    ball.when_flag(score.set(1))
    ball.when_key("space", score.change(10))
    ball.when_key("left arrow", score.change(20))
    ball.when_clicked(score.change(100))
    return game.to_bytes()


def endless_game() -> bytes:
    """Counts for ever inside a block that does not redraw the screen."""
    game = new_game()
    score = game.variable("score", shown=True)
    ball = game.sprite("ball")
    ball.costume("ball", RED)
    spin = ball.define("spin", at_once=True)
    spin.does(forever(score.change(1)))
    ball.when_flag(spin())
    return game.to_bytes()


def asking_game() -> bytes:
    game = new_game()
    score = game.variable("score", shown=True)
    game.stage.when_flag(ask("What is your name?"), score.set(answer()))
    return game.to_bytes()


def game_with_extension(address: str) -> bytes:
    project = new_game().project()
    project["targets"][0]["blocks"] = {"a": {"opcode": "evil_laugh", "next": None, "parent": None, "topLevel": True}}
    project["extensions"] = ["evil"]
    project["extensionURLs"] = {"evil": address}
    return packed(project)


def packed(project: dict[str, object]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("project.json", json.dumps(project))
    return target.getvalue()


PROJECTS = {
    "counting.sb3": counting_game,
    "endless.sb3": endless_game,
    "asking.sb3": asking_game,
    "data-extension.sb3": lambda: game_with_extension("data:text/javascript,console.log('evil ran')"),
    "https-extension.sb3": lambda: game_with_extension("https://example.com/evil.js"),
    "damaged.sb3": lambda: counting_game()[:300],
}


@pytest.fixture(scope="module")
def server(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The real application, with pages of the test's own that show one project each."""
    database = tmp_path_factory.mktemp("player") / "contest.sqlite"
    app = create_app(config.Testing({"DATABASE_URL": f"sqlite:///{database}"}))
    app.add_url_rule("/play/<name>", view_func=play)
    app.add_url_rule("/project/<name>", view_func=project)
    return serve(app)


def play(name: str) -> Response:
    response = Response(render_template_string(PAGE, name=name, size=123_456))
    response.set_cookie("readable", "by scripts of the site")
    return response


def project(name: str) -> Response:
    if name in PROJECTS:
        return Response(PROJECTS[name](), mimetype="application/octet-stream")
    if not (CORPUS / name).is_file():
        abort(404)
    return Response((CORPUS / name).read_bytes(), mimetype="application/octet-stream")


def open_game(page: Page, server: str, name: str) -> None:
    """Opens the page of a project and presses Play."""
    page.goto(f"{server}/play/{name}")
    page.click(".player-start")


def play_game(page: Page, server: str, name: str) -> Frame:
    """As a reader does, until the game is there; gives the frame it plays in."""
    open_game(page, server, name)
    eventually(lambda: state(page) in ("ready", "running", "stopped", "failed"), True)
    assert page.text_content("[data-part=failure]") == ""
    return page.frames[1]


def play_counting(page: Page, server: str) -> Frame:
    """The counting game, once its flag script has run."""
    frame = play_game(page, server, "counting.sb3")
    eventually(lambda: score(frame), "1")
    return frame


def state(page: Page) -> str | None:
    return page.get_attribute(".player", "data-state")


def score(frame: Frame) -> str:
    """What the box of the variable shows on the stage."""
    shown: str = frame.evaluate(
        "Array.from(document.querySelectorAll('.sc-monitor-value'), (e) => e.textContent).join()"
    )
    return shown


def failure(page: Page) -> str | None:
    eventually(lambda: state(page), "failed")
    return page.text_content("[data-part=failure]")


def snapshot(page: Page) -> Image.Image:
    """The stage as the player gives it to the page."""
    numbers: list[int] = page.evaluate(
        """() => contestPlayer(document.querySelector('.player')).snapshot()
             .then((picture) => picture.arrayBuffer()).then((buffer) => Array.from(new Uint8Array(buffer)))"""
    )
    return Image.open(io.BytesIO(bytes(numbers))).convert("RGB")


# Playing


def test_nothing_heavy_is_fetched_before_play_is_pressed(page: Page, server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(server).split("?")[0]))
    page.goto(f"{server}/play/counting.sb3")
    page.wait_for_load_state("networkidle")
    assert sorted(asked) == [
        "/play/counting.sb3",
        "/static/css/player.css",
        "/static/css/site.css",
        "/static/js/player.js",
    ]
    assert " ".join(page.inner_text(".player-start").split()) == "Play 123 KB"


def test_a_game_starts_by_itself_when_loaded_and_has_the_keyboard(page: Page, server: str) -> None:
    frame = play_counting(page, server)
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
    page.keyboard.press("Space")
    eventually(lambda: score(frame), "11")
    page.keyboard.press("ArrowLeft")
    eventually(lambda: score(frame), "31")


def test_the_green_flag_starts_again(page: Page, server: str) -> None:
    frame = play_counting(page, server)
    page.keyboard.press("Space")
    eventually(lambda: score(frame), "11")
    page.click(".player-flag")
    eventually(lambda: score(frame), "1")


def test_the_mouse_reaches_the_sprite_under_it_only(page: Page, server: str) -> None:
    frame = play_counting(page, server)
    box = page.locator(".player-stage").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.9)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    eventually(lambda: score(frame), "101")


@pytest.mark.parametrize(
    "name",
    [
        "128cc735fefc",  # sb3
        "b8faa04eacbe",  # sb3 with the music extension, on the engine without it
        "ca97adbb9bef",  # sb2 with costumes drawn as SVG
        "716ae0c5152e",  # sb2
        "4ae85e56c756",  # sb
        "8be3108d16b6",  # sb
    ],
)
@pytest.mark.corpus
def test_real_projects_of_all_three_formats_are_played(page: Page, server: str, name: str) -> None:
    found = sorted(CORPUS.glob(f"{name}*"))
    if not found:
        pytest.skip("the folder of real Scratch files is not beside this project")
    play_game(page, server, found[0].name)
    assert snapshot(page).size == (480, 360)


@pytest.mark.corpus
def test_svg_costumes_of_scratch_2_are_drawn(page: Page, server: str) -> None:
    """Without svg-measure.js they cannot be measured in an opaque origin, and stay invisible."""
    found = sorted(CORPUS.glob("7f98ab67e625*.sb2"))
    if not found:
        pytest.skip("the folder of real Scratch files is not beside this project")
    play_game(page, server, found[0].name)
    red, green, blue = np.moveaxis(np.asarray(snapshot(page)), -1, 0)
    orange = (red > 220) & (green > 100) & (green < 190) & (blue < 80)
    assert orange.sum() > 500


def test_the_snapshot_is_the_stage(page: Page, server: str) -> None:
    play_game(page, server, "counting.sb3")
    picture = snapshot(page)
    assert (picture.size, picture.getpixel((240, 180)), picture.getpixel((20, 340))) == (
        (480, 360),
        (255, 0, 0),
        (0, 255, 0),
    )


def test_a_page_can_take_the_picture_before_the_green_flag(page: Page, server: str) -> None:
    page.goto(f"{server}/play/counting.sb3")
    page.evaluate("contestPlayer(document.querySelector('.player')).load()")
    assert snapshot(page).getpixel((240, 180)) == (255, 0, 0)
    assert (state(page), score(page.frames[1])) == ("ready", "")


def test_a_question_is_answered_with_the_keyboard_alone(page: Page, server: str) -> None:
    frame = play_game(page, server, "asking.sb3")
    eventually(lambda: frame.evaluate("document.activeElement.getAttribute('aria-label')"), "What is your name?")
    page.keyboard.type("小明 a")
    page.keyboard.press("Enter")
    eventually(lambda: score(frame), "小明 a")


# Obeying


def test_stop_ends_an_endless_loop_that_never_redraws(page: Page, server: str) -> None:
    frame = play_game(page, server, "endless.sb3")
    eventually(lambda: state(page), "running")
    eventually(lambda: int(score(frame)) > 0, True)
    page.click(".player-stop")
    eventually(lambda: state(page), "stopped")
    counted = score(frame)
    page.wait_for_timeout(1500)
    assert (score(frame), state(page)) == (counted, "stopped")


def test_escape_gives_the_keyboard_back_to_the_page(page: Page, server: str) -> None:
    play_game(page, server, "counting.sb3")
    page.keyboard.press("Escape")
    eventually(lambda: page.evaluate("document.activeElement.dataset.part || ''"), "flag")


def test_tab_leaves_the_game(page: Page, server: str) -> None:
    play_game(page, server, "counting.sb3")
    page.keyboard.press("Tab")
    eventually(lambda: page.evaluate("document.activeElement.dataset.part || ''"), "flag")


def test_keys_of_a_game_do_not_scroll_the_page(new_page: NewPage, server: str) -> None:
    page = new_page(viewport={"width": 800, "height": 300})
    frame = play_counting(page, server)
    before = page.evaluate("scrollY")
    for wanted in ("11", "21"):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Space")
        eventually(lambda: score(frame), wanted)
    assert page.evaluate("scrollY") == before


def test_full_screen_shows_the_game_with_its_controls(page: Page, server: str) -> None:
    play_game(page, server, "counting.sb3")
    page.click("[data-part=big]")
    eventually(
        lambda: page.evaluate("document.fullscreenElement && document.fullscreenElement.className"), "player player-big"
    )
    assert page.is_visible(".player-stop")
    page.click("[data-part=big]")
    eventually(
        lambda: page.evaluate("[document.fullscreenElement, document.querySelectorAll('.player-big').length]"),
        [None, 0],
    )


def test_without_full_screen_the_game_fills_the_window(page: Page, server: str) -> None:
    page.add_init_script("Element.prototype.requestFullscreen = undefined")
    play_game(page, server, "counting.sb3")
    page.click("[data-part=big]")
    size = page.viewport_size
    assert size is not None
    box = page.locator(".player").bounding_box()
    assert box == {"x": 0, "y": 0, "width": size["width"], "height": size["height"]}
    page.keyboard.press("Escape")
    assert page.get_attribute("[data-part=big]", "aria-pressed") == "false"


def test_a_phone_gets_keys_on_the_screen(new_page: NewPage, server: str) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    frame = play_counting(page, server)
    page.tap(".player-key-space")
    eventually(lambda: score(frame), "11")
    page.tap(".player-key-left")
    eventually(lambda: score(frame), "31")
    page.focus(".player-key-space")
    page.keyboard.press("Enter")
    eventually(lambda: score(frame), "41")
    page.wait_for_timeout(300)
    assert score(frame) == "41"
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_game_is_heard_without_another_click(page: Page, server: str) -> None:
    """A browser mutes what nobody asked for; the frame has to inherit that Play was pressed."""
    page.add_init_script(
        """{
            const Context = window.AudioContext;
            window.contexts = [];
            window.AudioContext = class extends Context {
                constructor() { super(); window.contexts.push(this); }
            };
        }"""
    )
    frame = play_counting(page, server)
    eventually(lambda: frame.evaluate("contexts.map((context) => context.state)"), ["running"])


def test_muting_reaches_the_sound_of_the_game_and_leaves_it_the_keyboard(page: Page, server: str) -> None:
    page.add_init_script(
        """{
            const value = Object.getOwnPropertyDescriptor(AudioParam.prototype, 'value');
            Object.defineProperty(AudioParam.prototype, 'value', {
                get() { return value.get.call(this); },
                set(level) { window.level = level; value.set.call(this, level); },
            });
        }"""
    )
    frame = play_counting(page, server)
    levels = []
    for _ in range(2):
        page.click("[data-part=sound]")
        page.keyboard.press("Space")
        pressed = page.get_attribute("[data-part=sound]", "aria-pressed")
        eventually(lambda: score(frame), str(11 + 10 * len(levels)))
        levels.append((pressed, frame.evaluate("window.level")))
    assert levels == [("true", 0), ("false", 1)]


# Failing


def test_a_file_that_is_not_there_is_said_and_can_be_tried_again(page: Page, server: str) -> None:
    open_game(page, server, "absent.sb3")
    assert failure(page) == "The file of this project cannot be found."
    eventually(lambda: page.evaluate("document.activeElement.dataset.part || ''"), "retry")
    PROJECTS["absent.sb3"] = counting_game
    try:
        page.keyboard.press("Enter")
        eventually(lambda: state(page) in ("running", "stopped"), True)
    finally:
        del PROJECTS["absent.sb3"]


def test_a_broken_line_is_said_and_can_be_tried_again(page: Page, server: str) -> None:
    page.route("**/project/*", lambda route: route.abort())
    open_game(page, server, "counting.sb3")
    assert failure(page) == "The line broke while loading. Please try again."
    page.unroute("**/project/*")
    page.click(".player-retry")
    eventually(lambda: state(page) in ("running", "stopped"), True)


def test_a_damaged_file_is_said(page: Page, server: str) -> None:
    open_game(page, server, "damaged.sb3")
    assert failure(page) == "This file is damaged and cannot be played."


@pytest.mark.parametrize("name", ["data-extension.sb3", "https-extension.sb3"])
def test_an_extension_of_the_projects_own_is_refused_and_never_runs(page: Page, server: str, name: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    open_game(page, server, name)
    assert failure(page) == "This project needs an extension that cannot run here: evil"
    page.wait_for_timeout(300)
    assert [text for text in said if "evil ran" in text] == []


# Reaching nothing


@pytest.fixture
def inside(page: Page, server: str) -> Frame:
    """The frame of a game, as a script that broke out of the engine would find it."""
    return play_game(page, server, "counting.sb3")


@pytest.mark.parametrize(
    ("attempt", "met"),
    [
        ("document.cookie", "SecurityError"),
        ("localStorage.length", "SecurityError"),
        ("sessionStorage.length", "SecurityError"),
        ("indexedDB.open('x')", "SecurityError"),
        ("parent.document.title", "SecurityError"),
        ("parent.localStorage", "SecurityError"),
        ("top.location.href", "SecurityError"),
        ("self.origin", "null"),
        ("String(window.open('/'))", "null"),
    ],
)
def test_a_project_reaches_neither_cookie_nor_storage_nor_page(inside: Frame, attempt: str, met: str) -> None:
    assert inside.evaluate(f"() => {{ try {{ return {attempt}; }} catch (error) {{ return error.name; }} }}") == met


@pytest.mark.parametrize("address", ["{server}/play/counting.sb3", "{server}/static/js/player.js", "{server}/"])
def test_a_project_cannot_fetch_from_the_site(inside: Frame, server: str, address: str) -> None:
    refused = """(address) => new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        fetch(address).then(() => resolve('fetched'), () => undefined);
    })"""
    assert inside.evaluate(refused, address.format(server=server)) == "connect-src"


def test_a_project_cannot_add_a_script_of_its_own(inside: Frame) -> None:
    refused = """() => new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        const script = document.createElement('script');
        script.src = 'data:text/javascript,window.evil=1';
        document.head.append(script);
    })"""
    assert inside.evaluate(refused) == "script-src-elem"
    assert inside.evaluate("window.evil === undefined")


def test_a_project_cannot_lead_the_page_away(page: Page, inside: Frame, server: str) -> None:
    inside.evaluate("() => { try { top.location = '/player/frame'; } catch (error) { return error.name; } }")
    page.wait_for_timeout(300)
    assert page.url == f"{server}/play/counting.sb3"


def test_the_page_hears_its_own_frame_only(page: Page, server: str) -> None:
    page.goto(f"{server}/play/counting.sb3")
    page.evaluate("contestPlayer(document.querySelector('.player')).load()")
    page.evaluate("window.postMessage({type: 'failed', reason: 'broken'}, '*')")
    page.evaluate("window.postMessage({type: 'running'}, '*')")
    page.wait_for_timeout(300)
    assert state(page) == "ready"


def test_the_frame_opened_by_its_address_is_cut_off_as_well(page: Page, server: str) -> None:
    page.goto(f"{server}/play/counting.sb3")
    page.goto(f"{server}/player/frame")
    assert page.evaluate("self.origin") == "null"
    read_cookie = "() => { try { return document.cookie; } catch (error) { return error.name; } }"
    assert page.evaluate(read_cookie) == "SecurityError"


def test_the_page_around_the_game_breaks_no_rule_of_its_policy(page: Page, server: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    play_counting(page, server)
    assert [text for text in said if "Content Security Policy" in text or "Refused" in text] == []
