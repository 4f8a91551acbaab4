"""The library's first page: what it shows is there, and runs as it is written."""

import ast
import inspect
import subprocess
import sys
import textwrap

import contest.scratch
from contest.scratch import Card, Program, Project
from contest.scratch.findings import FINDERS
from tests.scratch import files


def examples() -> str:
    """The indented lines of the first page."""
    page = inspect.getdoc(contest.scratch) or ""
    return textwrap.dedent("\n".join(line for line in page.splitlines() if not line or line.startswith("    ")))


def test_the_examples_of_the_first_page_run() -> None:
    place: dict[str, object] = {"data": files.sb3()}
    exec(compile(examples(), "first page", "exec"), place)
    assert [type(place[name]) for name in ("project", "card", "program")] == [Project, Card, Program]


def test_what_the_first_page_imports_is_described() -> None:
    named = [
        (node.module, alias.name)
        for node in ast.walk(ast.parse(examples()))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert len(named) > 15
    undocumented = []
    for module, name in named:
        found = getattr(sys.modules[str(module)], name)
        if callable(found) and not inspect.getdoc(found):
            undocumented.append(name)
    assert undocumented == []


def test_every_public_name_has_a_description() -> None:
    assert [name for name in contest.scratch.__all__ if not inspect.getdoc(getattr(contest.scratch, name))] == []


def test_reading_a_file_loads_neither_the_drawing_nor_the_numbers() -> None:
    code = "import sys, contest.scratch; print(sorted({'numpy', 'PIL', 'resvg_py', 'flask'} & sys.modules.keys()))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_a_finding_is_said_in_chinese_for_every_kind_of_chinese() -> None:
    dead = FINDERS["dead_code"]
    assert dead.sentence("zh_CN") == dead.sentence("zh-Hans") == dead.sentence("zh") != dead.sentence("en")
