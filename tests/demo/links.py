"""Rules of a saved project that Scratch's own schema leaves out: every reference leads somewhere, and back."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def broken_links(project: Json) -> list[str]:
    """What is wrong with the references in a project, one sentence each; empty for a sound one."""
    stage = project["targets"][0]
    return [fault for target in project["targets"] for fault in _target_faults(target, stage)]


def _target_faults(target: Json, stage: Json) -> Iterator[str]:
    known = {
        kind: set(target[kind]) | (set(stage[kind]) if kind != "blocks" else set())
        for kind in ("variables", "lists", "broadcasts", "blocks")
    }
    for own, block in target["blocks"].items():
        for fault in _block_faults(own, block, target["blocks"], known):
            yield f"{target['name']}: {block['opcode']} {fault}"
    reached = _reached(target["blocks"])
    if sorted(reached) != sorted(target["blocks"]):
        yield f"{target['name']}: {len(reached)} blocks reached of {len(target['blocks'])}"


def _block_faults(own: str, block: Json, blocks: Json, known: dict[str, set[str]]) -> Iterator[str]:
    if block["next"] is not None and blocks[block["next"]]["parent"] != own:
        yield "is not the parent of its next block"
    if block["topLevel"] != (block["parent"] is None):
        yield "is on top and has a parent, or neither"
    if block["topLevel"] and not {"x", "y"} <= set(block):
        yield "has no place"
    for name, slot in block["inputs"].items():
        yield from _slot_faults(own, name, slot, blocks, known)
    for name, kind in (("VARIABLE", "variables"), ("LIST", "lists"), ("BROADCAST_OPTION", "broadcasts")):
        if name in block["fields"] and block["fields"][name][1] not in known[kind]:
            yield f"names an unknown one of the {kind}"


def _slot_faults(own: str, name: str, slot: list[Any], blocks: Json, known: dict[str, set[str]]) -> Iterator[str]:
    tag, *fillings = slot
    if len(fillings) != {1: 1, 2: 1, 3: 2}[tag]:
        yield f"{name}: wrong number of fillings"
    for place, filling in enumerate(fillings):
        if isinstance(filling, list):
            kind = {11: "broadcasts", 12: "variables", 13: "lists"}.get(filling[0])
            if kind and filling[2] not in known[kind]:
                yield f"{name}: unknown one of the {kind}"
            continue
        if blocks[filling]["parent"] != own:
            yield f"{name}: the block inside has another parent"
        if blocks[filling]["shadow"] != (tag == 1 or place == 1):
            yield f"{name}: shadow where none belongs, or none where one belongs"


def _reached(blocks: Json) -> list[str]:
    """Every block that hangs together with a top one, as often as it is met."""
    waiting = [own for own, block in blocks.items() if block["topLevel"]]
    met: list[str] = []
    while waiting and len(met) <= len(blocks):
        own = waiting.pop()
        met.append(own)
        block = blocks[own]
        waiting += [] if block["next"] is None else [block["next"]]
        waiting += [f for slot in block["inputs"].values() for f in slot[1:] if isinstance(f, str)]
    return met
