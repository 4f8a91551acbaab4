"""How much a file may ask of us before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


def in_mib(size: int) -> int:
    """Bytes as whole mebibytes for a sentence, rounded up, so that what is too large never reads as the limit."""
    return -(-size // MIB)


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds while reading one file. Sizes in bytes.

    The largest project.json ever met is 15 MB, scratch.mit.edu takes 5 MB of it and 10 MB an asset. How well a
    member is compressed is no bound: 838:1 is legitimate JSON.
    """

    file_bytes: int = 64 * MIB
    json_bytes: int = 32 * MIB
    json_memory: int = 192 * MIB  # what the parsed text would take, estimated before parsing
    members: int = 5000
    unpacked_bytes: int = 256 * MIB
