"""A zip file read with suspicion: its directory, and its members inflated within bounds.

Python's own zipfile refuses a wrong check number, which Scratch opens, trusts the directory's length, and inflates
as far as a member likes. So the directory is read here, and a member is inflated up to the size that it declares.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec
from zlib_ng import zlib_ng  # inflates and checks twice as fast as zlib

from contest.scratch.limits import MIB, Limits, in_mib
from contest.scratch.refusals import Refusal
from contest.scratch.salvage import salvage

CHUNK_IN = 64 * 1024  # small, because zlib copies what is left of the input at each call
CHUNK_OUT = 1024 * 1024
SLACK = 64 * 1024  # a damaged stream may give so much more than it declares; more is a bomb
STORED, DEFLATED = 0, 8

_DamagedStream: type[Exception] = getattr(zlib_ng, "error")  # noqa: B009 - its type stub calls the class an instance

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")


class Broken(Exception):
    """This member cannot be unpacked to what it declares."""


class Unreachable(Broken):
    """This member is not where the directory says, or not whole; Scratch then opens no part of the file."""


class Member(msgspec.Struct, frozen=True):  # made ten times as fast as a dataclass, and there are many
    """One entry of the directory; sizes in bytes, as declared."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


class Health(msgspec.Struct, frozen=True):
    """What unpacking a member to its end has shown."""

    state: Literal["whole", "crc", "broken"]
    md5: str = ""
    head: bytes = b""  # its first bytes, enough to tell what it is
    size: int = 0
    has_letters: bool = False  # it may be a vector picture with text in it


@dataclass(frozen=True, slots=True)
class Archive:
    """The members of a zip file by name, in the directory's order; of two of one name the last counts."""

    data: bytes
    members: dict[str, Member]
    assets: dict[str, Member]  # by bare name: at the root, else the first that is one folder down

    def chunks(self, member: Member) -> Iterable[bytes]:
        """The member's contents piece by piece, never more than it declares.

        Raises Broken where the stream is damaged, cut off or not as long as declared, Unreachable before that, and
        Refusal("zip_bomb") where it is longer by far: the player in the browser would go on inflating it.
        """
        packed = self._packed(member)
        is_small = member.method == DEFLATED and member.size < CHUNK_OUT  # as most are
        return (_whole(packed, member),) if is_small else _pieces(packed, member)

    def read(self, member: Member) -> bytes:
        """The whole contents; raises as `chunks` does."""
        return b"".join(self.chunks(member))

    def _packed(self, member: Member) -> memoryview:
        start = member.offset
        if start < 0 or start + _LOCAL.size > len(self.data):
            raise Unreachable
        header = _LOCAL.unpack_from(self.data, start)
        start += _LOCAL.size + header[9] + header[10]
        if header[0] != b"PK\3\4" or start + member.packed > len(self.data):
            raise Unreachable
        return memoryview(self.data)[start : start + member.packed]


def _pieces(packed: memoryview, member: Member) -> Iterator[bytes]:
    produced = 0
    for piece in _inflated(packed) if member.method == DEFLATED else _sliced(packed):
        produced += len(piece)
        if produced > member.size + SLACK:
            raise Refusal("zip_bomb", name=member.name[:100])
        yield piece
    if produced != member.size:
        raise Broken


def _whole(packed: memoryview, member: Member) -> bytes:
    """A deflated member in one step."""
    stream = zlib_ng.decompressobj(-15)
    try:
        contents = stream.decompress(packed, member.size + 1)
        if len(contents) > member.size and len(stream.decompress(stream.unconsumed_tail, SLACK)) == SLACK:
            raise Refusal("zip_bomb", name=member.name[:100])
    except _DamagedStream as error:
        raise Broken from error
    if len(contents) > member.size:
        raise Broken  # by a little: this is damage, and does no harm
    if len(contents) < member.size or not (stream.eof or _ends(stream)):
        raise Broken
    return contents


def _ends(stream: "zlib_ng._Decompress") -> bool:
    """Whether the stream is at its end: the mark of it may lie in what has not been read yet."""
    try:
        return not stream.decompress(stream.unconsumed_tail, 1) and stream.eof
    except _DamagedStream:
        return False


def _sliced(packed: memoryview) -> Iterator[bytes]:
    for at in range(0, len(packed), CHUNK_OUT):
        yield bytes(packed[at : at + CHUNK_OUT])


def _inflated(packed: memoryview) -> Iterator[bytes]:
    stream = zlib_ng.decompressobj(-15)
    try:
        for at in range(0, len(packed), CHUNK_IN):
            waiting: bytes | memoryview = packed[at : at + CHUNK_IN]
            while waiting and not stream.eof:
                yield stream.decompress(waiting, CHUNK_OUT)
                waiting = stream.unconsumed_tail
        while not stream.eof:
            rest = stream.decompress(b"", CHUNK_OUT)
            if not rest:
                raise Broken
            yield rest
    except _DamagedStream as error:
        raise Broken from error


def open_archive(data: bytes, limits: Limits) -> Archive:
    """The zip file's directory. Raises Refusal where it is missing, dangerous or beyond the limits."""
    members: dict[str, Member] = {}
    for count, member in enumerate(_directory(data), start=1):
        if count > limits.members:
            raise Refusal("too_many_members", limit=limits.members)
        _refuse_dangerous(member)
        members[member.name] = member
    unpacked = sum(member.size for member in members.values())
    if unpacked > limits.unpacked_bytes:
        raise Refusal("unpacked_too_large", size=in_mib(unpacked), limit=limits.unpacked_bytes // MIB)
    return Archive(data, members, _assets(members))


def _assets(members: dict[str, Member]) -> dict[str, Member]:
    assets = {name: member for name, member in members.items() if "/" not in name}
    for name, member in members.items():
        if name.count("/") == 1:
            assets.setdefault(name.partition("/")[2], member)
    return assets


def _refuse_dangerous(member: Member) -> None:
    name = member.name.replace("\\", "/")
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/") or "\0" in name:
        raise Refusal("unsafe_name", name=member.name[:100].replace("\0", "\ufffd"))
    if member.flags & 1:
        raise Refusal("encrypted")
    if member.method not in (STORED, DEFLATED):
        raise Refusal("unsupported_compression", method=member.method)


def _directory(data: bytes) -> Iterator[Member]:
    """The entries, found as JSZip finds them, so that what Scratch cannot open is not opened here."""
    end = data.rfind(b"PK\5\6")
    if end < 0 or end + _END.size > len(data):
        raise Refusal("truncated_zip", **salvage(data))
    total, length, start, end = _end_record(data, end)
    moved = end - start - length  # bytes put before the zip move everything
    at = start + moved
    if moved < 0 or (total and data[at : at + 4] != b"PK\1\2"):
        raise Refusal("damaged_zip", **salvage(data))
    while data[at : at + 4] == b"PK\1\2" and at + _ENTRY.size <= len(data):
        member, at = _entry(data, at, moved)
        if at > len(data):
            raise Refusal("damaged_zip", **salvage(data))
        yield member


def _end_record(data: bytes, end: int) -> tuple[int, int, int, int]:
    """Number of entries, length, start and end of the directory, from the zip64 record where there should be one."""
    _, disk, first_disk, here, total, length, start, comment = _END.unpack_from(data, end)
    if end + _END.size + comment > len(data):
        raise Refusal("truncated_zip", **salvage(data))
    if 0xFFFFFFFF in (start, length) or 0xFFFF in (disk, first_disk, here, total):
        large = data.rfind(b"PK\6\6", 0, end)
        if large < 0 or large + 56 > len(data) or data.find(b"PK\6\7", large, end) < 0:
            raise Refusal("damaged_zip", **salvage(data))
        total, length, start = struct.unpack_from("<3Q", data, large + 32)
        end = large
    return total, length, start, end


def _entry(data: bytes, at: int, moved: int) -> tuple[Member, int]:
    fields = _ENTRY.unpack_from(data, at)
    flags, method, crc, packed, size = fields[3], fields[4], fields[7], fields[8], fields[9]
    name_length, extra_length, comment_length, offset = fields[10], fields[11], fields[12], fields[16]
    name_at = at + _ENTRY.size
    extra = data[name_at + name_length : name_at + name_length + extra_length]
    if 0xFFFFFFFF in (packed, size, offset):
        size, packed, offset = _zip64(extra, size, packed, offset)
    name = member_name(data[name_at : name_at + name_length], flags)
    member = Member(name, flags, method, crc, packed, size, offset + moved)
    return member, name_at + name_length + extra_length + comment_length


def _zip64(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    values = [size, packed, offset]
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            numbers = iter(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
            values = [next(numbers, value) if value == 0xFFFFFFFF else value for value in values]
            break
        at += 4 + length
    return values[0], values[1], values[2]


def member_name(raw: bytes, flags: int) -> str:
    """A member's name as text. Chinese Windows writes GBK and macOS UTF-8, both without the UTF-8 flag."""
    for encoding in ("utf-8",) if flags & 0x800 else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")
