"""Personal data that programs write into a file by themselves: its author, its history, the child's computer, keys."""

import re
from collections.abc import Iterator
from typing import Any

from contest.scratch.model import Project
from contest.scratch.personal_found import Found, masked
from contest.scratch.personal_text import find_personal
from contest.scratch.shapes import a_string, an_array, an_object, text_of

_SYSTEM = re.compile(r"\((?P<system>[^()]{3,60})[^()]{0,200}\)")  # of a browser's name: Mozilla/5.0 (Windows NT 6.1; …
_LONGEST = 4000  # of an extension's address; what is longer is a program in itself
_IN_ADDRESSES = ("api_key", "email", "phone", "id_number")


def about_file(project: Project) -> Iterator[Found]:
    """What the head of the file tells; Scratch 1.4 kept the author and every saving, later ones the browser."""
    info: dict[str, Any] = {**an_object(project.tree.get("info")), **project.info}
    agent = a_string(an_object(project.tree.get("meta")).get("agent")) or a_string(info.get("userAgent"))
    system = _SYSTEM.search(agent[:400])
    if system is not None:
        yield Found("computer", 0, 0, "note", system["system"].partition(";")[0][:24])
    number = text_of(info.get("projectID")).strip()
    if number.isdigit():
        yield Found("project_number", 0, 0, "note", masked(number[:20], 2, 0))
    author = a_string(info.get("author")).strip()
    if author:
        yield Found("author", 0, 0, "sure", masked(author[:40], 1, 0))
    yield from _history(a_string(info.get("history")))
    yield from find_personal(a_string(info.get("comment")).replace("\r", "\n"))


def _history(history: str) -> Iterator[Found]:
    """Lines of date, what was done, name of the file, account, author: with a person in them or without."""
    lines = [line.split("\t") for line in history.replace("\r", "\n").split("\n") if line.count("\t") >= 2]
    if not lines:
        return
    people = any(part.strip() for line in lines for part in line[3:])
    yield Found("history", 0, 0, "sure" if people else "note", f"{len(lines)} × {lines[0][0][:4]}…")


def about_extensions(project: Project) -> Iterator[tuple[str, Found]]:
    """(extension, find) of what the addresses of extensions give away: mostly keys of a teacher's account."""
    addresses = project.tree.get("extensionURLs")
    named = an_object(addresses) or {str(place): each for place, each in enumerate(an_array(addresses), start=1)}
    for name, address in named.items():
        text = a_string(address)
        if not text.startswith("data:"):
            yield from ((name, found) for found in find_personal(text[:_LONGEST]) if found.kind in _IN_ADDRESSES)
