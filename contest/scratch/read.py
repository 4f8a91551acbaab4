"""From the bytes of an uploaded file to a project, or to a refusal. What the file is called plays no part."""

import hashlib
import re
from dataclasses import replace
from typing import Any

from zlib_ng import zlib_ng

from contest.scratch import json_text, kinds, squeak, squeak_objects
from contest.scratch.archive import Archive, Broken, Health, Member, Unreachable, open_archive
from contest.scratch.limits import MIB, Limits, in_mib
from contest.scratch.model import Project, sb2_targets, sb3_targets, with_raw_blocks
from contest.scratch.refusals import Refusal
from contest.scratch.salvage import salvage
from contest.scratch.schema2 import sb2_fault
from contest.scratch.schema3 import sb3_fault
from contest.scratch.schema3_fast import usual_tree
from contest.scratch.structure import survey

_PROJECT_JSON = re.compile(r"([^/]*/)?project\.json\Z")
_ZIP_STARTS = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")
_DEFAULT = Limits()


def read(data: bytes, limits: Limits = _DEFAULT) -> Project:
    """The project in these bytes: Scratch 3, 2 or 1.4. Raises Refusal, and nothing else, where there is none."""
    if not data:
        raise Refusal("empty")
    if len(data) > limits.file_bytes:
        raise Refusal("file_too_large", size=in_mib(len(data)), limit=limits.file_bytes // MIB)
    if data.startswith(squeak.HEADERS):
        return _read_scratch1(data)
    if data.startswith(_ZIP_STARTS):
        return _read_zip(data, limits)
    raise kinds.not_a_project(data)


def _read_scratch1(data: bytes) -> Project:
    try:
        found = squeak_objects.contents(data)
    except squeak.DamagedError:
        raise Refusal("scratch1_damaged") from None
    return Project("sb", found.tree, sb2_targets(found.tree), media=found.media, info=found.info)


def _read_zip(data: bytes, limits: Limits) -> Project:
    archive = open_archive(data, limits)
    member = next((each for name, each in archive.members.items() if _PROJECT_JSON.match(name)), None)
    if member is None:
        raise kinds.not_a_project_zip(archive)
    raw = _project_json(archive, member, limits)
    project = _understood(raw, limits)
    departures = project.departures if zlib_ng.crc32(raw) == member.crc else project.departures | {"crc"}
    health = {each.name: _health(archive, each) for each in archive.members.values() if each is not member}
    return replace(project, archive=archive, health=health, departures=departures)


def project_of_json(data: bytes, limits: Limits = _DEFAULT) -> Project:
    """The project in a bare project.json, without costumes and sounds: enough to be analysed, never an entry.

    Raises Refusal where it is none that Scratch would open.
    """
    if len(data) > limits.json_bytes:
        raise Refusal("project_too_large", size=in_mib(len(data)))
    return _understood(data, limits)


def _understood(raw: bytes, limits: Limits) -> Project:
    """The project of a project.json, still without assets."""
    text, departures = json_text.cleaned(raw, limits)
    usual = usual_tree(text)
    if usual is not None:
        targets = sb3_targets(usual)
        found = survey(targets)
        if found.is_taken:
            return Project("sb3", usual, targets, departures=departures, notes={"survey": found})
    return _slowly_understood(text, departures)


def _slowly_understood(text: bytes, departures: frozenset[str]) -> Project:
    """The project of anything but the usual project.json of Scratch 3; or what is wrong with it."""
    tree, more = json_text.parse(text)
    if sb2_fault(tree) is None:
        return Project("sb2", tree, sb2_targets(tree), departures=departures | more)
    _refuse_invalid(tree, more)
    return Project("sb3", with_raw_blocks(tree), sb3_targets(tree), departures=departures | more)


def _project_json(archive: Archive, member: Member, limits: Limits) -> bytes:
    if member.size > limits.json_bytes:
        raise Refusal("project_too_large", size=in_mib(member.size))
    try:
        return archive.read(member)
    except Broken:
        raise Refusal("damaged_project", **salvage(archive.data)) from None


def _refuse_invalid(tree: Any, departures: frozenset[str]) -> None:
    fault = sb3_fault(tree)
    if fault is not None:
        raise Refusal("invalid_project", path=fault)
    if "nan" in departures:
        raise Refusal("invalid_project", path="NaN")  # only Scratch 2 ever wrote these


def _health(archive: Archive, member: Member) -> Health:
    """Unpacks the member to its end without keeping it: whether it is whole, and what it is."""
    crc = size = 0
    head = b""
    has_letters = False
    digest = hashlib.md5(usedforsecurity=False)  # the name that Scratch gives an asset
    try:
        for piece in archive.chunks(member):
            crc, size = zlib_ng.crc32(piece, crc), size + len(piece)
            digest.update(piece)
            head = head or piece[:256]
            has_letters = has_letters or b"<text" in piece
    except Unreachable:
        raise Refusal("damaged_zip", **salvage(archive.data)) from None
    except Broken:
        return Health("broken", head=head, size=size)
    return Health("whole" if crc == member.crc else "crc", digest.hexdigest(), head, size, has_letters)
