"""Project files and pictures, each under the SHA-256 of its bytes. The only code that touches the store.

A file is written before the row that names it is committed, so a crash between the two leaves at worst a file
that no row names; a row never names a file that is not there. The same bytes are stored once.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore

if TYPE_CHECKING:
    from obstore.store import ObjectStore

DIGEST = re.compile(r"[0-9a-f]{64}\Z")


class Storage:
    """Bytes in, digest out; digest in, bytes out."""

    def __init__(self, folder: Path) -> None:
        self._store: ObjectStore = LocalStore(prefix=folder, mkdir=True)

    def put(self, data: bytes) -> str:
        """Store `data` and give its SHA-256 in hex. Storing the same bytes again changes nothing."""
        digest = hashlib.sha256(data).hexdigest()
        try:
            # "create" is atomic: whoever reads sees the whole file or none, also after a crash.
            self._store.put(_place(digest), data, mode="create")
        except AlreadyExistsError:
            # A power failure may leave a name before its bytes; sending the file again must mend that.
            if self._store.head(_place(digest))["size"] != len(data):
                self._store.put(_place(digest), data)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes stored under `digest`. Raises FileNotFoundError where there are none."""
        return bytes(self._store.get(_place(digest)).bytes())


def _place(digest: str) -> str:
    """Two letters of folder, so that no folder grows to hundreds of thousands of files."""
    if not DIGEST.match(digest):
        raise FileNotFoundError("not a digest")
    return f"{digest[:2]}/{digest}"
