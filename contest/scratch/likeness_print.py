"""The fingerprint of a project: what is compared, as sorted arrays of hashes; a kilobyte or two for most projects."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contest.scratch import likeness_features as features
from contest.scratch.model import Project
from contest.scratch.program import Program, program_of

VERSION = 1
"""Of what is in a print. A print of another version must be made anew: the two cannot be compared."""
KINDS = ("exact", "shape", "assets", "ids")
_MOST = 4096  # hashes of a kind; of more, the smallest are kept, which are the same ones in every copy
_HEAD = struct.Struct("<B4I")


@dataclass(frozen=True, eq=False, slots=True)
class Bag:
    """Hashes in rising order, each with how often it occurs (255 stands for more)."""

    hashes: NDArray[np.uint64]
    counts: NDArray[np.uint8]

    @classmethod
    def of(cls, counted: Mapping[int, int]) -> Bag:
        """The bag of these; of very many, a fixed sample."""
        return cls.whole({each: counted[each] for each in sorted(counted)[:_MOST]})

    @classmethod
    def whole(cls, counted: Mapping[int, int]) -> Bag:
        """The bag of all of these."""
        kept = sorted(counted)
        return cls(np.array(kept, np.uint64), np.array([min(255, counted[each]) for each in kept], np.uint8))

    def __len__(self) -> int:
        return len(self.hashes)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Bag):
            return NotImplemented
        return np.array_equal(self.hashes, other.hashes) and np.array_equal(self.counts, other.counts)

    __hash__ = None  # type: ignore[assignment] # arrays have none

    @property
    def is_sample(self) -> bool:
        """Whether there was more than is kept."""
        return len(self) == _MOST

    def minus(self, other: Bag) -> Bag:
        """What is left when the other's are taken out, each as often as it occurs there."""
        _, mine, theirs = np.intersect1d(self.hashes, other.hashes, assume_unique=True, return_indices=True)
        if not len(mine):
            return self
        counts = self.counts.copy()
        counts[mine] -= np.minimum(counts[mine], other.counts[theirs])
        return Bag(self.hashes[counts > 0], counts[counts > 0])


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What of a project is compared with others. Made from the file alone, the same on every machine."""

    exact: Bag
    """Statements with their numbers and choices."""
    shape: Bag
    """Rows of opcodes in their order."""
    assets: Bag
    """Pictures and sounds, without those of a new project."""
    ids: Bag
    """Ids of blocks that were drawn at random."""

    @property
    def bags(self) -> tuple[Bag, Bag, Bag, Bag]:
        """The four kinds in the order of KINDS."""
        return self.exact, self.shape, self.assets, self.ids

    @property
    def hashes(self) -> NDArray[np.uint64]:
        """All hashes of all kinds, each once."""
        return np.unique(np.concatenate([bag.hashes for bag in self.bags]))

    def without(self, others: Iterable[Fingerprint]) -> Fingerprint:
        """What is left when the share of others, such as starter projects, is taken out."""
        whole = together(others)
        return Fingerprint(*(mine.minus(theirs) for mine, theirs in zip(self.bags, whole.bags, strict=True)))

    def to_bytes(self) -> bytes:
        """For keeping."""
        parts = [_HEAD.pack(VERSION, *map(len, self.bags))]
        parts += [bag.hashes.astype("<u8").tobytes() for bag in self.bags]
        parts += [bag.counts.tobytes() for bag in self.bags]
        return b"".join(parts)

    @classmethod
    def from_bytes(cls, data: bytes) -> Fingerprint:
        """From what `to_bytes` gave. Raises ValueError for another version."""
        version, *lengths = _HEAD.unpack_from(data)
        if version != VERSION:
            raise ValueError(f"a print of version {version}; this is version {VERSION}")
        total = sum(lengths)
        cuts = np.cumsum(lengths)[:-1]
        hashes = np.split(np.frombuffer(data, "<u8", total, _HEAD.size), cuts)
        counts = np.split(np.frombuffer(data, np.uint8, total, _HEAD.size + 8 * total), cuts)
        return cls(*map(Bag, hashes, counts))


def together(prints: Iterable[Fingerprint]) -> Fingerprint:
    """All that any of them has, as often as the one that has it most often: they may be versions of one another."""
    given = tuple(prints)
    if len(given) == 1:
        return given[0]
    return Fingerprint(*(_most(each.bags[at] for each in given) for at in range(len(KINDS))))


def _most(bags: Iterable[Bag]) -> Bag:
    most: Counter[int] = Counter()
    for bag in bags:
        most |= Counter(dict(zip(bag.hashes.tolist(), bag.counts.tolist(), strict=True)))
    return Bag.whole(most)


def print_of(project: Project | Program) -> Fingerprint:
    """The fingerprint of a project."""
    program = project if isinstance(project, Program) else program_of(project)
    exact: Counter[int] = Counter()
    shape: Counter[int] = Counter()
    for target in program.targets:
        for total, found in zip((exact, shape), features.target_rows(target), strict=True):
            total.update(found)
    kinds = exact, shape, features.asset_hashes(program), features.random_ids(program)
    return Fingerprint(*map(Bag.of, kinds))
