"""The house's rules, held by a machine: who may import whom, and what no page and no module may do."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from contest.rules.permissions import POLICY

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "contest").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

LAYERS = {
    "scratch": 0,
    "judging": 0,
    "rules": 0,
    "errors": 0,
    "passwords": 1,
    "models": 1,
    "storage": 1,
    "queries": 2,
    "documents": 2,
    "jobs": 2,
    "mail": 2,
    "pipeline": 3,
    "extensions": 3,
    "web": 4,
    "app": 5,
    "database": 5,
    "demo": 5,
    "migrations": 5,
    "inspecting": 5,
    "serving": 6,
    "commands": 7,
    "__main__": 8,
}
"""A module imports from lower layers, or from its own package."""
PURE = ("scratch", "judging", "rules")
FOREIGN_TO_PURE = {"flask", "sqlalchemy", "flask_babel", "flask_login", "wtforms", "time", "socket"}


def part(path: Path) -> str:
    """The room of the house that a module is in: `pipeline`, `web`, `config`…"""
    inner = path.relative_to(ROOT / "contest").parts
    return inner[0].removesuffix(".py") if inner[0] != "__init__.py" else ""


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """(dotted name, line) of all that a module imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def test_every_room_of_the_house_has_its_layer() -> None:
    rooms = {part(path) for path in MODULES} - {""}
    assert rooms - set(LAYERS) == set()


def test_imports_go_down_only() -> None:
    wrong = []
    for path in MODULES:
        here = part(path)
        for name, line in imports(path):
            there = name.split(".")[1] if name.startswith("contest.") else None
            if there is None or here in ("", there):
                continue
            if LAYERS[there] >= LAYERS[here]:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert wrong == []


def test_the_package_itself_imports_nothing() -> None:
    assert list(imports(ROOT / "contest" / "__init__.py")) == []


def test_pure_packages_know_no_web_no_rows_no_clock_and_not_each_other() -> None:
    wrong = []
    for path in MODULES:
        if part(path) not in PURE:
            continue
        for name, line in imports(path):
            top, _, rest = name.partition(".")
            foreign = top in FOREIGN_TO_PURE or (top == "contest" and rest.split(".")[0] != part(path))
            if foreign or top == "config":
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("package", PURE)
def test_importing_a_pure_package_loads_neither_flask_nor_sqlalchemy(package: str) -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
        if part(path) == package
    ]
    program = f"import sys, {', '.join(modules)}; print(*sorted({{'flask', 'sqlalchemy'}} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (ran.stdout.strip(), ran.returncode, ran.stderr) == ("", 0, "")


CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time"), ("time", "time_ns")}
MAY_READ_THE_CLOCK = {"app", "commands", "serving"}
"""The edges of the program: they hand the moment down."""


def test_only_the_edges_read_the_clock() -> None:
    wrong = []
    for path in MODULES:
        if part(path) in MAY_READ_THE_CLOCK:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if (node.value.id, node.attr) in CLOCKS:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                # datetime.datetime.now()
                inner = node.func.value
                if isinstance(inner, ast.Attribute) and (inner.attr, node.func.attr) in CLOCKS:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []


def test_below_the_web_nobody_asks_who_is_signed_in() -> None:
    below = [path for path in MODULES if LAYERS.get(part(path), 9) < LAYERS["web"] and part(path) != "extensions"]
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in below
        for name, line in imports(path)
        if name.split(".")[0] in ("flask", "flask_login", "flask_wtf", "wtforms", "werkzeug")
    ]
    assert wrong == []


def test_every_view_declares_an_action_of_the_policy(shared_app: Flask) -> None:
    without = [
        endpoint
        for endpoint, view in shared_app.view_functions.items()
        if endpoint != "static" and getattr(view, "action", None) not in POLICY
    ]
    assert without == []


def test_every_action_of_the_policy_is_used(shared_app: Flask) -> None:
    used = {getattr(view, "action", None) for view in shared_app.view_functions.values()}
    written = "\n".join(path.read_text("utf-8") for path in [*MODULES, *TEMPLATES] if path.name != "permissions.py")
    asked = {action for action in POLICY if f'"{action}"' in written or f"'{action}'" in written}
    assert set(POLICY) - used - asked == set()


NOT_ALLOWED_IN_TEMPLATES = {
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "inline style": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "on… attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "loaded from elsewhere": re.compile(
        r"\b(?:src|srcset|action|data|poster)\s*=\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE
    ),
    "linked from elsewhere": re.compile(r"<link[^>]*href\s*=\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE),
}


def test_no_template_has_inline_code_or_loads_from_elsewhere() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {what}"
        for path in TEMPLATES
        for what, pattern in NOT_ALLOWED_IN_TEMPLATES.items()
        # The engine in the player's frame writes styles itself, so that frame has a policy of its own.
        if (path.name, what) != ("frame.html", "inline style")
        # Jinja's comments are not sent.
        and pattern.search(re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL))
    ]
    assert wrong == []


def test_stylesheets_and_scripts_load_nothing_from_elsewhere() -> None:
    own = [*(ROOT / "static" / "css").rglob("*.css"), *(ROOT / "static" / "js").rglob("*.js")]
    elsewhere = re.compile(r"(?:url\(|@import|fetch\(|importScripts\()\s*[\"']?(?:https?:)?//")
    assert [str(path.relative_to(ROOT)) for path in own if elsewhere.search(path.read_text("utf-8"))] == []


TOO_NEW_FOR_OLD_BROWSERS = re.compile(r":has\(|oklch\(|color-mix\(|@container|@layer|\d(?:dvh|svh|lvh)\b|\binset:")


def test_stylesheets_hold_in_chrome_86() -> None:
    for path in (ROOT / "static" / "css").rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert TOO_NEW_FOR_OLD_BROWSERS.findall(text) == [], path.name


def test_no_module_is_longer_than_400_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in MODULES
        if (lines := len(path.read_text("utf-8").splitlines())) > 400 and "versions" not in path.parts
    }
    assert long == {}


REGISTRY = re.compile(
    r"https?://[^\s\"')]*(?:registry\.|pypi\.|/simple/|npmjs|nexus|artifactory|jfrog|files\.pythonhosted)",
    re.IGNORECASE,
)


def test_no_file_names_a_registry_host() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, timeout=60)
    if tracked.returncode:
        pytest.skip("not a git checkout")
    names = [name for name in tracked.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    me = Path(__file__).relative_to(ROOT).as_posix()
    wrong = [name for name in names if name != me and REGISTRY.search((ROOT / name).read_text("utf-8", "replace"))]
    assert wrong == []
