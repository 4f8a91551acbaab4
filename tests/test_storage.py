"""The store: the same bytes once, whole or not at all, and never outside its folder."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest

from contest.storage import Storage

DATA = "作品".encode()
DIGEST = hashlib.sha256(DATA).hexdigest()


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_what_was_put_is_got_back_under_its_sha256(tmp_path: Path) -> None:
    store = Storage(tmp_path / "uploads")
    assert store.put(DATA) == DIGEST
    assert store.get(DIGEST) == DATA
    assert files(tmp_path) == [f"uploads/{DIGEST[:2]}/{DIGEST}"]


def test_the_same_bytes_are_stored_once(tmp_path: Path) -> None:
    store = Storage(tmp_path)
    store.put(DATA)
    first = (tmp_path / DIGEST[:2] / DIGEST).stat()
    assert store.put(DATA) == DIGEST
    assert (tmp_path / DIGEST[:2] / DIGEST).stat().st_ino == first.st_ino
    assert files(tmp_path) == [f"{DIGEST[:2]}/{DIGEST}"]


def test_the_same_bytes_from_many_at_once_are_one_file(tmp_path: Path) -> None:
    data = bytes(2_000_000)
    store = Storage(tmp_path)
    digests: list[str] = []
    threads = [threading.Thread(target=lambda: digests.append(store.put(data))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    digest = hashlib.sha256(data).hexdigest()
    assert digests == [digest] * 8
    assert files(tmp_path) == [f"{digest[:2]}/{digest}"]
    assert store.get(digest) == data


def test_a_file_cut_short_by_a_power_failure_is_mended_by_the_next_put(tmp_path: Path) -> None:
    store = Storage(tmp_path)
    place = tmp_path / DIGEST[:2] / DIGEST
    place.parent.mkdir()
    place.write_bytes(b"")
    assert store.put(DATA) == DIGEST
    assert store.get(DIGEST) == DATA


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "", "0" * 64 + "\n", "A" * 64])
def test_what_is_not_there_or_no_digest_is_not_found(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Storage(tmp_path).get(name)
