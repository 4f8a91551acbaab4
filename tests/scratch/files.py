"""Makers of Scratch files and of things that are none, each with one plain default."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from tests.scratch import squeak_files

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpus"

CAT = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#f00"/></svg>'
POP = b"RIFF\x24\0\0\0WAVEfmt "


def asset_id(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


def costume(data: bytes = CAT, name: str = "cat", kind: str = "svg", **more: Any) -> dict[str, Any]:
    known = {"assetId": asset_id(data), "name": name, "dataFormat": kind, "md5ext": f"{asset_id(data)}.{kind}"}
    return {**known, "rotationCenterX": 20, "rotationCenterY": 10, **more}


def sound(data: bytes = POP, name: str = "pop", **more: Any) -> dict[str, Any]:
    return {"assetId": asset_id(data), "name": name, "dataFormat": "wav", "md5ext": f"{asset_id(data)}.wav", **more}


def target(name: str, more: dict[str, Any]) -> dict[str, Any]:
    empty: dict[str, Any] = {"variables": {}, "lists": {}, "broadcasts": {}, "blocks": {}, "comments": {}}
    media = {"costumes": [costume()], "sounds": [], "currentCostume": 0, "volume": 100}
    return {"isStage": name == "Stage", "name": name, **empty, **media, **more}


def stage(**more: Any) -> dict[str, Any]:
    return target("Stage", {"layerOrder": 0, "tempo": 60, "videoState": "off", **more})


def sprite(name: str = "Cat", /, **more: Any) -> dict[str, Any]:
    place = {"x": 0, "y": 0, "size": 100, "direction": 90, "rotationStyle": "all around", "visible": True}
    return target(name, {"layerOrder": 1, "draggable": False, **place, **more})


FLAG_SCRIPT: dict[str, Any] = {
    "hat": {"opcode": "event_whenflagclicked", "next": "move", "parent": None, "topLevel": True, "inputs": {}},
    "move": {"opcode": "motion_movesteps", "next": None, "parent": "hat", "inputs": {"STEPS": [1, [4, "10"]]}},
}


def project(*targets: dict[str, Any], **more: Any) -> dict[str, Any]:
    meta = {"semver": "3.0.0", "vm": "5.0.300", "agent": "Mozilla/5.0 (secret)"}
    chosen = list(targets) or [stage(), sprite(blocks=FLAG_SCRIPT)]
    return {"targets": chosen, "monitors": [], "extensions": [], "meta": meta, **more}


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, method)
    return buffer.getvalue()


def sb3(tree: Any = None, assets: dict[str, bytes] | None = None, folder: str = "") -> bytes:
    text = tree if isinstance(tree, bytes) else json.dumps(project() if tree is None else tree).encode()
    kept = {f"{asset_id(CAT)}.svg": CAT, f"{asset_id(POP)}.wav": POP} if assets is None else assets
    return zipped({f"{folder}{name}": data for name, data in {"project.json": text, **kept}.items()})


def sb2_tree(**more: Any) -> dict[str, Any]:
    cat = {"objName": "Cat", "costumes": [sb2_costume()], "currentCostumeIndex": 0, "scripts": [[0, 0, SB2_SCRIPT]]}
    known = {"objName": "Stage", "costumes": [sb2_costume()], "currentCostumeIndex": 0, "penLayerMD5": None}
    return {**known, "tempoBPM": 60, "children": [cat], "info": {"flashVersion": "x"}, **more}


def sb2_costume() -> dict[str, Any]:
    return {"costumeName": "cat", "baseLayerID": 0, "baseLayerMD5": f"{asset_id(CAT)}.svg", "bitmapResolution": 1}


SB2_SCRIPT = [["whenGreenFlag"], ["doRepeat", 10, [["forward:", ["+", 1, 2]], ["clearPenTrails"]]]]


def sb2(tree: Any = None) -> bytes:
    text = tree if isinstance(tree, bytes) else json.dumps(sb2_tree() if tree is None else tree).encode()
    return zipped({"project.json": text, "0.svg": CAT})


SB1_SCRIPT = [
    ["EventHatMorph", "Scratch-StartClicked"],
    ["doRepeat", 10, [["forward:", ["+", 1, 2]], ["clearPenTrails"]]],
]


def sb1(**stage: Any) -> bytes:
    """A Scratch 1.4 file with a cat and one script, by a person with a name."""
    scripts = [[squeak_files.point(1, 2), SB1_SCRIPT]]
    children = {"children": [squeak_files.sprite(scripts=scripts)]}
    return squeak_files.project(squeak_files.stage(**children | stage), {"author": "Zhang San", "thumbnail": None})


def central(data: bytes, name: str) -> int:
    """Where the directory's entry of this member begins."""
    at = data.find(b"PK\1\2")
    while at >= 0:
        if data[at + 46 :].startswith(name.encode()):
            return at
        at = data.find(b"PK\1\2", at + 4)
    raise AssertionError(f"no member {name}")


def patched(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]
