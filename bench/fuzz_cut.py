"""Cuts a file down to the least that still fails: its JSON where it is a zip, else its bytes."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

_TRIES = 600

Fails = Callable[[bytes], bool]


def least(data: bytes, fails: Fails) -> bytes:
    """A smaller file for which `fails` still holds; the same one where none is found."""
    if not fails(data):
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        name = next(each for each in members if each.endswith("project.json"))
        tree = json.loads(members[name])
    except Exception:
        return _shorter(data, fails)
    alone = _zip({name: members[name]})
    kept = {} if fails(alone) else {key: value for key, value in members.items() if key != name}

    def still(changed: Any) -> bool:
        return fails(_zip({name: json.dumps(changed).encode(), **kept}))

    if not still(tree):
        return data
    return _zip({name: json.dumps(_smaller(tree, still)).encode(), **kept})


def _zip(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


def _containers(tree: Any) -> Iterator[Any]:
    """The widest first, so that much goes with each try."""
    level = [tree]
    while level:
        yield from level
        inner = [each for item in level for each in (item.values() if isinstance(item, dict) else item)]
        level = [each for each in inner if isinstance(each, (dict, list))]


def _smaller(tree: Any, still: Callable[[Any], bool]) -> Any:
    tries = 0
    for container in _containers(tree):
        keys = list(container) if isinstance(container, dict) else list(range(len(container)))[::-1]
        size = max(1, len(keys) // 2)
        while keys and tries < _TRIES:
            gone, keys = keys[:size], keys[size:]
            tries += 1
            if not _without(container, gone, lambda: still(tree)) and size > 1:
                keys, size = gone + keys, max(1, size // 2)
    return tree


def _without(container: Any, keys: list[Any], still: Callable[[], bool]) -> bool:
    """Takes the keys out if it still fails without them."""
    before = dict(container) if isinstance(container, dict) else list(container)
    for key in keys:
        del container[key]
    if still():
        return True
    container.clear()
    (container.update if isinstance(container, dict) else container.extend)(before)
    return False


def _shorter(data: bytes, fails: Fails) -> bytes:
    size, tries = max(1, len(data) // 2), 0
    while size and tries < _TRIES:
        at = 0
        while at < len(data) and tries < _TRIES:
            tries += 1
            shorter = data[:at] + data[at + size :]
            data, at = (shorter, at) if fails(shorter) else (data, at + size)
        size //= 2
    return data
