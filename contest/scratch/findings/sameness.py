"""A form of blocks that is equal for equal blocks."""

from contest.scratch.blocks import Block, Reference, Typed, Value


def canonical(row: tuple[Block, ...]) -> tuple[object, ...]:
    """Opcodes, choices and values; neither ids nor the order of slots in the file play a part."""
    form: list[object] = []
    waiting: list[Block] = [*row]
    while waiting:
        block = waiting.pop()
        slots = sorted(block.inputs.items(), key=_name)
        form.append((block.opcode, block.custom.proccode if block.custom else None))
        form.extend((name, each.value) for name, each in sorted(block.fields.items()))
        form.extend((name, _shallow(value)) for name, value in slots)
        for _, value in slots:
            if isinstance(value, Block):
                waiting.append(value)
            elif isinstance(value, tuple):
                waiting.extend(value)
    return tuple(form)


def _name(slot: tuple[str, Value]) -> str:
    return slot[0]


def _shallow(value: Value) -> object:
    """What lies in a slot; of blocks only how many, as they follow by themselves."""
    if isinstance(value, Typed):
        return value.text
    if isinstance(value, Reference):
        return value.kind, value.name
    return len(value) if isinstance(value, tuple) else 1
