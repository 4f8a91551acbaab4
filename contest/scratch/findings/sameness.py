"""A form of blocks that is equal for equal blocks."""

from collections.abc import Iterable

from contest.scratch.blocks import Block, Reference, Typed, walk


def canonical(blocks: Iterable[Block]) -> tuple[object, ...]:
    """Opcodes, choices and values in the order of reading; ids play no part."""
    form: list[object] = []
    for block in walk(blocks):
        form.append(block.opcode)
        form.extend(sorted((name, each.value) for name, each in block.fields.items()))
        if block.custom:
            form.append(block.custom.proccode)
        for name, value in sorted(block.inputs.items()):
            if isinstance(value, Typed):
                form.append((name, value.text))
            elif isinstance(value, Reference):
                form.append((name, value.kind, value.name))
            else:
                form.append((name, len(value) if isinstance(value, tuple) else 1))
    return tuple(form)
