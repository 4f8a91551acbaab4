"""How much of a damaged zip file can still be read, to say so to the person who sent it."""

import struct
import zlib

_LOCAL = struct.Struct("<4s5H3L2H")
_MOST_BYTES = 64 * 1024 * 1024  # enough to say "most of it"; a bomb is not worth more
_MOST_TRIES = 5000  # beginnings of parts; a made-up file may hold millions that are none
_CHUNK_IN, _CHUNK_OUT = 64 * 1024, 1024 * 1024


def salvage(data: bytes) -> dict[str, object]:
    """Walks the local headers: `whole`, the number of parts that unpack to their end, and `kb`, their unpacked size."""
    at = whole = unpacked = 0
    for _ in range(_MOST_TRIES):
        at = data.find(b"PK\3\4", at)
        if at < 0 or at + _LOCAL.size > len(data) or unpacked >= _MOST_BYTES:
            break
        header = _LOCAL.unpack_from(data, at)
        start = at + _LOCAL.size + header[9] + header[10]
        size, end = _part(data, start, header, _MOST_BYTES - unpacked)
        if size is None:
            at += 4
            continue
        whole, unpacked, at = whole + 1, unpacked + size, end
    return {"whole": whole, "kb": unpacked // 1024}


def _part(data: bytes, start: int, header: tuple[int, ...], budget: int) -> tuple[int | None, int]:
    """The part's unpacked size and where it ends; None where it does not unpack."""
    method, packed = header[3], header[7]
    if method == 8:
        return _inflate(data, start, budget)
    if method == 0 and start + packed <= len(data):
        return packed, start + packed
    return None, start


def _inflate(data: bytes, start: int, budget: int) -> tuple[int | None, int]:
    stream, size, at = zlib.decompressobj(-15), 0, start
    try:
        while at < len(data) and not stream.eof and size <= budget:
            waiting = data[at : at + _CHUNK_IN]
            at += len(waiting)
            while waiting and not stream.eof and size <= budget:
                size += len(stream.decompress(waiting, _CHUNK_OUT))
                waiting = stream.unconsumed_tail
    except zlib.error:
        return None, start
    return (size, at - len(stream.unused_data)) if stream.eof else (None, start)
