"""When and whether: the words of control, sensing and operators, and the broadcasts. See `build_words` for
the doing."""

from __future__ import annotations

from contest.scratch.build_blocks import (
    COLOUR,
    POSITIVE,
    WHOLE,
    Block,
    Check,
    Condition,
    Expression,
    Literal,
    Message,
    Named,
    ReporterBlock,
    Slot,
    Steps,
    Value,
    body,
    menu,
    number,
    text,
)
from contest.scratch.build_words import MYSELF


def broadcast(message: str) -> Block:
    """Send a message and go on."""
    return Block("event_broadcast", {"BROADCAST_INPUT": Message(message)})


def broadcast_and_wait(message: str) -> Block:
    """Send a message and wait until all its scripts have ended."""
    return Block("event_broadcastandwait", {"BROADCAST_INPUT": Message(message)})


def wait(seconds: Value) -> Block:
    """Wait."""
    return Block("control_wait", {"DURATION": Literal(POSITIVE, seconds)})


def wait_until(condition: Condition) -> Block:
    """Wait until `condition` holds."""
    return Block("control_wait_until", {"CONDITION": Check(condition)})


def repeat(times: Value, *steps: Steps) -> Block:
    """Do the steps `times` times."""
    return Block("control_repeat", {"TIMES": Literal(WHOLE, times), "SUBSTACK": body(steps)})


def forever(*steps: Steps) -> Block:
    """Do the steps again and again; no block can follow."""
    return Block("control_forever", {"SUBSTACK": body(steps)})


def repeat_until(condition: Condition, *steps: Steps) -> Block:
    """Do the steps until `condition` holds."""
    return Block("control_repeat_until", {"CONDITION": Check(condition), "SUBSTACK": body(steps)})


def if_(condition: Condition, *steps: Steps) -> Block:
    """Do the steps if `condition` holds."""
    return Block("control_if", {"CONDITION": Check(condition), "SUBSTACK": body(steps)})


def if_else(condition: Condition, then: Steps, otherwise: Steps) -> Block:
    """Do `then` if `condition` holds, else `otherwise`."""
    slots: dict[str, Slot] = {
        "CONDITION": Check(condition),
        "SUBSTACK": body([then]),
        "SUBSTACK2": body([otherwise]),
    }
    return Block("control_if_else", slots)


def stop(what: str = "all") -> Block:
    """`what` is "all", "this script" or "other scripts in sprite"; only after the last can blocks follow."""
    goes_on = "true" if what == "other scripts in sprite" else "false"
    return Block("control_stop", fields={"STOP_OPTION": what}, mutation={"hasnext": goes_on})


def create_clone(of: str | Named = MYSELF) -> Block:
    """Make a clone, of this sprite unless another is named. There can be 300 at a time."""
    return Block("control_create_clone_of", {"CLONE_OPTION": menu("control_create_clone_of_menu", "CLONE_OPTION", of)})


def delete_clone() -> Block:
    """End this clone; no block can follow."""
    return Block("control_delete_this_clone")


def touching(target: str | Named) -> Condition:
    """Whether this sprite touches a sprite (any of its clones), MOUSE or EDGE."""
    choice = menu("sensing_touchingobjectmenu", "TOUCHINGOBJECTMENU", target)
    return Condition("sensing_touchingobject", {"TOUCHINGOBJECTMENU": choice})


def touching_colour(colour: str) -> Condition:
    """Whether this sprite touches a colour, "#rrggbb"."""
    return Condition("sensing_touchingcolor", {"COLOR": Literal(COLOUR, colour)})


def key_pressed(key: str | Expression) -> Condition:
    """Whether a key of `build.KEYS` is down; an expression may give its name."""
    return Condition("sensing_keypressed", {"KEY_OPTION": menu("sensing_keyoptions", "KEY_OPTION", key)})


def mouse_down() -> Condition:
    """Whether the mouse button, or a finger, is down."""
    return Condition("sensing_mousedown")


def mouse_x() -> ReporterBlock:
    """The pointer's x."""
    return ReporterBlock("sensing_mousex")


def mouse_y() -> ReporterBlock:
    """The pointer's y."""
    return ReporterBlock("sensing_mousey")


def distance_to(target: str | Named) -> ReporterBlock:
    """Steps from here to a sprite or to MOUSE."""
    choice = menu("sensing_distancetomenu", "DISTANCETOMENU", target)
    return ReporterBlock("sensing_distanceto", {"DISTANCETOMENU": choice})


def ask(question: Value) -> Block:
    """Ask and wait for what the player types; `answer` gives it."""
    return Block("sensing_askandwait", {"QUESTION": text(question)})


def answer() -> ReporterBlock:
    """What the player typed last."""
    return ReporterBlock("sensing_answer")


def timer() -> ReporterBlock:
    """Seconds since the flag or since `reset_timer`."""
    return ReporterBlock("sensing_timer")


def reset_timer() -> Block:
    """Set the timer to 0."""
    return Block("sensing_resettimer")


def property_of(what: str, target: str | Named) -> ReporterBlock:
    """A property of another sprite, such as "x position", "y position", "costume #", or one of its variables
    by name."""
    choice = menu("sensing_of_object_menu", "OBJECT", target)
    return ReporterBlock("sensing_of", {"OBJECT": choice}, {"PROPERTY": what})


def pick_random(low: Value, high: Value) -> ReporterBlock:
    """A random number, both ends included; whole if both ends are written as whole numbers."""
    return ReporterBlock("operator_random", {"FROM": number(low), "TO": number(high)})


def equal(left: Value, right: Value) -> Condition:
    """Whether two values are the same; Scratch ignores upper and lower case."""
    return Condition("operator_equals", {"OPERAND1": text(left), "OPERAND2": text(right)})


def join(*parts: Value) -> ReporterBlock:
    """The texts one after another; nests as many blocks as it takes."""
    if len(parts) < 2:
        raise ValueError("join needs two parts or more")
    first, rest = parts[0], parts[1:]
    second = rest[0] if len(rest) == 1 else join(*rest)
    return ReporterBlock("operator_join", {"STRING1": text(first), "STRING2": text(second)})


def contains(whole: Value, part: Value) -> Condition:
    """Whether a text contains another."""
    return Condition("operator_contains", {"STRING1": text(whole), "STRING2": text(part)})


def round_(value: Value) -> ReporterBlock:
    """The nearest whole number."""
    return ReporterBlock("operator_round", {"NUM": number(value)})


def math_of(function: str, value: Value) -> ReporterBlock:
    """`function` is "abs", "floor", "ceiling", "sqrt", "sin", "cos"…; angles are degrees."""
    return ReporterBlock("operator_mathop", {"NUM": number(value)}, {"OPERATOR": function})
