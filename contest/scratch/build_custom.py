"""Custom blocks (更多积木 / My Blocks): `jump = sprite.define("跳 %s 步", "步数")`, then `jump.does(…)` and
`jump(10)`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from contest.scratch.build_blocks import (
    Block,
    Check,
    Condition,
    Fixed,
    ReporterBlock,
    Slot,
    Steps,
    Value,
    flatten,
    text,
)
from contest.scratch.build_emit import make_id


@dataclass
class CustomBlock:
    """A block with a label such as "跳 %s 步"; `%s` takes a number or a text, `%b` a condition, in the order
    of `arguments`."""

    label: str
    arguments: tuple[str, ...]
    at_once: bool = False
    steps: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        if len(self.kinds) != len(self.arguments):
            raise ValueError(f"{self.label!r} has {len(self.kinds)} holes for {len(self.arguments)} names")

    @property
    def kinds(self) -> list[str]:
        """What each hole takes: "%s" or "%b"."""
        return re.findall(r"%[sb]", self.label)

    def does(self, *steps: Steps) -> None:
        """Say what the block does. Inside, `argument` gives what was put into a hole."""
        self.steps = flatten(steps)

    def argument(self, name: str) -> ReporterBlock:
        """The value of the hole `name`; a Condition where the label has `%b`."""
        if self.kinds[self.arguments.index(name)] == "%b":
            return Condition("argument_reporter_boolean", fields={"VALUE": name})
        return ReporterBlock("argument_reporter_string_number", fields={"VALUE": name})

    def __call__(self, *values: Value) -> Block:
        """Use the block, with one value for each hole."""
        slots: dict[str, Slot] = {}
        for name, kind, value in zip(self.arguments, self.kinds, values, strict=True):
            if kind == "%b" and not isinstance(value, Condition):
                raise TypeError(f"{name} of {self.label!r} takes a condition")
            slots[self._id(name)] = Check(value) if kind == "%b" and isinstance(value, Condition) else text(value)
        return Block("procedures_call", slots, mutation=self._mutation(heading=False))

    def heading(self) -> Block:
        """The hat under which the steps hang."""
        slots: dict[str, Slot] = {self._id(name): Fixed(self.argument(name)) for name in self.arguments}
        prototype = Block("procedures_prototype", slots, mutation=self._mutation(heading=True))
        return Block("procedures_definition", {"custom_block": Fixed(prototype)})

    def _id(self, name: str) -> str:
        return make_id("argument", self.label, name)

    def _mutation(self, *, heading: bool) -> dict[str, str]:
        ids = [self._id(name) for name in self.arguments]
        mutation = {
            "proccode": self.label,
            "argumentids": json.dumps(ids),
            "warp": "true" if self.at_once else "false",
        }
        if heading:
            defaults = ["false" if kind == "%b" else "" for kind in self.kinds]
            mutation["argumentnames"] = json.dumps(list(self.arguments), ensure_ascii=False)
            mutation["argumentdefaults"] = json.dumps(defaults)
        return mutation
