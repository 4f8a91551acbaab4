"""The small questions that every reader of foreign JSON asks: is this of that kind, and "this kind or nothing"."""

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

Test = Callable[[Any], bool]


def is_string(value: Any) -> bool:
    """Whether the value is text."""
    return type(value) is str


def is_boolean(value: Any) -> bool:
    """Whether the value is true or false."""
    return type(value) is bool


def is_number(value: Any) -> bool:
    """Whether the value is a number, which true and false are not."""
    return type(value) is int or type(value) is float


def is_integer(value: Any) -> bool:
    """Whether the value is a whole number; 1.0 is one, as it is to JavaScript."""
    return type(value) is int or (type(value) is float and value.is_integer())


def is_object(value: Any) -> bool:
    """Whether the value is a JSON object."""
    return type(value) is dict


def is_array(value: Any) -> bool:
    """Whether the value is a JSON array."""
    return type(value) is list


def or_null(test: Test) -> Test:
    """The test that also lets null pass."""
    return lambda value: value is None or test(value)


def one_of(*allowed: str) -> Test:
    """The test for one of these strings."""
    return lambda value: type(value) is str and value in allowed


def an_object(value: Any) -> dict[str, Any]:
    """The object, or an empty one where the value is something else."""
    return value if type(value) is dict else {}


def an_array(value: Any) -> list[Any]:
    """The array, or an empty one where the value is something else."""
    return value if type(value) is list else []


def a_string(value: Any, default: str = "") -> str:
    """The text, or the default where the value is something else."""
    return value if type(value) is str else default


def a_number(value: Any, default: float) -> float:
    """The number as a finite float, or the default where the value is something else."""
    if type(value) is int or type(value) is float:
        try:
            number = float(value)
        except OverflowError:
            return default
        return number if abs(number) < 1e300 else default
    return default


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects in the array, leaving out whatever else is in it."""
    return [item for item in an_array(value) if type(item) is dict]


def first_fault(value: Mapping[str, Any], required: Mapping[str, Test], optional: Mapping[str, Test]) -> str | None:
    """The first key that is missing or whose value fails its test; None where all is well."""
    for key, test in required.items():
        if key not in value or not test(value[key]):
            return key
    for key, test in optional.items():
        if key in value and not test(value[key]):
            return key
    return None


def canonical(value: Any) -> tuple[object, ...]:
    """A hashable form, equal for what JavaScript compares as deeply equal: 1 and 1.0 are, 1 and true are not."""
    tokens: list[object] = []
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if type(item) is dict:
            keys = sorted(item)
            tokens.append(("object", *keys))
            waiting.extend(item[key] for key in keys)
        elif type(item) is list:
            tokens.append(("array", len(item)))
            waiting.extend(item)
        elif type(item) is bool:
            tokens.append(str(item))
        else:
            tokens.append((item,))
    return tuple(tokens)


def text_of(value: Any) -> str:
    """A scalar as JavaScript writes it: 10.0 is 10 and true is true; anything but a scalar is empty."""
    if type(value) is str:
        return value
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is int:
        return str(value) if -(10**21) < value < 10**21 else _float_text(a_number(value, math.inf))
    return _float_text(value) if type(value) is float else ""


def _float_text(value: float) -> str:
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    if 1e-6 <= abs(value) < 1e-4:
        return format(Decimal(repr(value)), "f")
    return repr(value).replace("e-0", "e-")
