"""How much a file may ask of us before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds while reading one file. Sizes in bytes.

    The largest project.json ever met is 15 MB, scratch.mit.edu takes 5 MB of it and 10 MB an asset. How well a
    member is compressed is no bound: 838:1 is legitimate JSON.
    """

    file_bytes: int = 64 * MIB
    json_bytes: int = 32 * MIB
    json_memory: int = 160 * MIB  # what the parsed text would take, estimated before parsing
    members: int = 5000
    unpacked_bytes: int = 256 * MIB
