"""A project's scripts as text, for the page that draws them (static/js/blocks.js): which sprites, then one at a time.

    …/blocks                      {"sprites": [{"number", "name", "is_stage", "scripts", "blocks"}, …]}
    …/blocks?sprite=2&language=zh {"scripts": ["…", …]}

A script is text in scratchblocks' language, with the words of the language asked for, else of the page's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from flask import Response, json, request

from contest.errors import N_, Invalid, Missing
from contest.models import Author
from contest.rules.names import public_name, without_name
from contest.scratch import Refusal, read
from contest.scratch.blocks_labels import Language
from contest.scratch.blocks_text import notes_of, script_text
from contest.scratch.program import Program, program_of
from contest.web.language import language
from contest.web.store import stored_bytes

FORM = 1
"""Raised when the same file gives other texts, so that no browser goes on showing the old ones."""


def send_blocks(digest: str | None, authors: Sequence[Author] = (), keep: str = "private, no-cache") -> Response:
    """What the address asks of the project in the store, as JSON; `authors` are those whose names are masked in it."""
    if digest is None:
        raise Missing(N_("There is no project file yet."))
    wanted = request.args.get("language")
    tongue: Language = "zh" if (wanted or language()) == "zh" else "en"
    sprite = request.args.get("sprite", type=int)
    names = [(author.full_name, public_name(author.full_name, author.display_name)) for author in authors]
    tag = sha256(repr((FORM, digest, tongue, sprite, names)).encode()).hexdigest()[:32]
    response = Response(mimetype="application/json")
    response.set_etag(tag)
    response.headers["Cache-Control"] = keep
    # The second is what contest.web.compress makes of the first.
    if tag in request.if_none_match or f"{tag}-gzip" in request.if_none_match:
        response.status_code = 304
        return response
    program = _program(digest)
    told = _sprites(program, names) if sprite is None else _scripts(program, sprite, tongue, names)
    response.data = json.dumps(told)
    return response


def _program(digest: str) -> Program:
    try:
        return program_of(read(stored_bytes(digest)))
    except Refusal as refusal:
        raise Invalid(N_("The blocks of this file cannot be read.")) from refusal


def _sprites(program: Program, names: Iterable[tuple[str, str]]) -> dict[str, Any]:
    return {
        "sprites": [
            {
                "number": number,
                "name": _masked(target.name, names),
                "is_stage": target.is_stage,
                "scripts": len(target.scripts),
                "blocks": sum(not block.is_shadow for block in target.walk()),
            }
            for number, target in enumerate(program.targets)
        ]
    }


def _scripts(program: Program, number: int, tongue: Language, names: Iterable[tuple[str, str]]) -> dict[str, Any]:
    if not 0 <= number < len(program.targets):
        raise Missing(N_("There is nothing at this address."))
    target = program.targets[number]
    notes = notes_of(target)
    return {"scripts": [_masked(script_text(script, tongue, notes), names) for script in target.scripts]}


def _masked(text: str, names: Iterable[tuple[str, str]]) -> str:
    """The text without the children's full names, line by line, because a name may be spaced out."""
    for full_name, shown in names:
        text = "\n".join(without_name(line, full_name, shown) for line in text.split("\n"))
    return text
