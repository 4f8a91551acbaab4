"""The text layer of project.json: what JavaScript's parser takes, and no more than our memory takes."""

import json
import re
from typing import Any

import orjson

from contest.scratch.limits import Limits, in_mib
from contest.scratch.refusals import Refusal

# Linear also on made-up text: possessive, and never begun inside of a run of backslashes.
_BACKSPACE = re.compile(rb"(?<!\\)(\\++)(?:b|u0008)")
_PERHAPS_BACKSPACE = re.compile(rb"\\(?:b|u0008)")  # searched for five times as fast as with two times `in`
_MOST_WEIGHT = 234  # bytes of memory that one byte of text can lead to, being a brace
_BOM = b"\xef\xbb\xbf"


def cleaned(raw: bytes, limits: Limits) -> tuple[bytes, frozenset[str]]:
    """The text without what stands before it, and how it departs from what Scratch writes: "bom".

    Backspaces are deleted as scratch-parser does: the Japanese input method of Scratch 2 let them into text fields.
    Raises Refusal where the value would take too much memory.
    """
    departures = frozenset[str]()
    if raw.startswith(_BOM):
        raw, departures = raw[len(_BOM) :], frozenset(["bom"])
    _refuse_heavy(raw, limits)
    if _PERHAPS_BACKSPACE.search(raw):
        raw = _BACKSPACE.sub(_without_backspace, raw)
    return raw, departures


def parse(text: bytes) -> tuple[Any, frozenset[str]]:
    """The value of a cleaned text, and how that departs from what Scratch writes: "nan".

    Raises Refusal where JavaScript would not parse it, and where it nests too deeply.
    """
    try:
        return orjson.loads(text), frozenset()
    except orjson.JSONDecodeError:
        departures = set[str]()
        return _parse_slowly(text, departures), frozenset(departures)


def _without_backspace(match: re.Match[bytes]) -> bytes:
    # An even number of backslashes is the text "\b", not a backspace.
    slashes = match.group(1)
    return slashes[:-1] if len(slashes) % 2 else match.group()


def _parse_slowly(raw: bytes, departures: set[str]) -> Any:
    """For what orjson refuses and JavaScript takes: lone surrogates, bytes that are no UTF-8; and NaN."""

    def constant(name: str) -> float:
        departures.add("nan")
        return 0.0  # as Scratch itself writes these when it saves

    try:
        return json.loads(raw.decode("utf-8", "replace"), parse_constant=constant, parse_int=_integer)
    except RecursionError:
        raise Refusal("json_too_deep") from None
    except json.JSONDecodeError as error:
        raise Refusal("invalid_json", position=error.pos + 1) from None


def _integer(digits: str) -> int | float:
    # Python refuses to convert thousands of digits; JavaScript has only floats.
    return int(digits) if len(digits) < 20 else float(digits)


def _refuse_heavy(raw: bytes, limits: Limits) -> None:
    """Estimates, about twice too high, what the parsed value will take; looking closer would itself take long."""
    if len(raw) * _MOST_WEIGHT < limits.json_memory:
        return
    weight = 2 * len(raw) + 232 * raw.count(b"{") + 88 * raw.count(b"[") + 60 * raw.count(b",")
    if weight > limits.json_memory:
        raise Refusal("project_too_large", size=in_mib(len(raw)))
