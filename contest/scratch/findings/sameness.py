"""A form of blocks that is equal for equal blocks."""

from collections.abc import Iterable

from contest.scratch.blocks import Block, Reference, Typed, Value, walk


def canonical(blocks: Iterable[Block]) -> tuple[object, ...]:
    """Opcodes, choices and values in the order of reading; ids and the order of slots in the file play no part."""
    form: list[object] = []
    for block in walk(blocks):
        form.append(block.opcode)
        form.append(block.custom.proccode if block.custom else None)
        form.extend((name, each.value) for name, each in sorted(block.fields.items()))
        form.extend((name, _shallow(value)) for name, value in sorted(block.inputs.items(), key=_name))
    return tuple(form)


def _name(slot: tuple[str, Value]) -> str:
    return slot[0]


def _shallow(value: Value) -> object:
    """What lies in a slot, without the blocks, which follow by themselves."""
    if isinstance(value, Typed):
        return value.text
    if isinstance(value, Reference):
        return value.kind, value.name
    return len(value) if isinstance(value, tuple) else 1
