"""What a sprite does: the words of motion, looks, sound, pen and music.

Every function gives one block or one reporter; nothing happens until the block hangs under a hat of a
`contest.scratch.build.Sprite`. Distances are steps of a stage 480 wide and 360 high, angles are degrees with
90 to the
right, and times are seconds.
"""

from __future__ import annotations

from contest.scratch.build_blocks import (
    ANGLE,
    COLOUR,
    TEXT,
    Block,
    Expression,
    Literal,
    Named,
    ReporterBlock,
    Value,
    menu,
    number,
)

MOUSE, EDGE, RANDOM_PLACE, MYSELF = "_mouse_", "_edge_", "_random_", "_myself_"
"""Choices of the menus of sprites that are no sprites."""


def move(steps: Value) -> Block:
    """Go `steps` in the direction the sprite looks."""
    return Block("motion_movesteps", {"STEPS": number(steps)})


def turn_right(degrees: Value) -> Block:
    """Turn clockwise."""
    return Block("motion_turnright", {"DEGREES": number(degrees)})


def turn_left(degrees: Value) -> Block:
    """Turn against the clock."""
    return Block("motion_turnleft", {"DEGREES": number(degrees)})


def point_in_direction(degrees: Value) -> Block:
    """Look to `degrees`: 0 up, 90 right, 180 down, -90 left."""
    return Block("motion_pointindirection", {"DIRECTION": Literal(ANGLE, degrees)})


def point_towards(target: str | Named) -> Block:
    """Look at a sprite or at MOUSE."""
    return Block("motion_pointtowards", {"TOWARDS": menu("motion_pointtowards_menu", "TOWARDS", target)})


def go_to(x: Value, y: Value) -> Block:
    """Jump to a place."""
    return Block("motion_gotoxy", {"X": number(x), "Y": number(y)})


def go_to_sprite(target: str | Named) -> Block:
    """Jump to a sprite, to MOUSE or to RANDOM_PLACE."""
    return Block("motion_goto", {"TO": menu("motion_goto_menu", "TO", target)})


def glide_to(seconds: Value, x: Value, y: Value) -> Block:
    """Slide to a place."""
    return Block("motion_glidesecstoxy", {"SECS": number(seconds), "X": number(x), "Y": number(y)})


def change_x(by: Value) -> Block:
    """Go right (left, if negative)."""
    return Block("motion_changexby", {"DX": number(by)})


def change_y(by: Value) -> Block:
    """Go up (down, if negative)."""
    return Block("motion_changeyby", {"DY": number(by)})


def set_x(x: Value) -> Block:
    """Jump sideways to `x`."""
    return Block("motion_setx", {"X": number(x)})


def set_y(y: Value) -> Block:
    """Jump up or down to `y`."""
    return Block("motion_sety", {"Y": number(y)})


def bounce_on_edge() -> Block:
    """Turn back at the edge of the stage."""
    return Block("motion_ifonedgebounce")


def rotation_style(style: str) -> Block:
    """`style` is "all around", "left-right" or "don't rotate"."""
    return Block("motion_setrotationstyle", fields={"STYLE": style})


def x_position() -> ReporterBlock:
    """The sprite's x."""
    return ReporterBlock("motion_xposition")


def y_position() -> ReporterBlock:
    """The sprite's y."""
    return ReporterBlock("motion_yposition")


def direction() -> ReporterBlock:
    """Where the sprite looks."""
    return ReporterBlock("motion_direction")


def say(message: Value) -> Block:
    """Show a speech bubble; an empty text takes it away."""
    return Block("looks_say", {"MESSAGE": Literal(TEXT, message)})


def say_for(message: Value, seconds: Value) -> Block:
    """Show a speech bubble for a while."""
    return Block("looks_sayforsecs", {"MESSAGE": Literal(TEXT, message), "SECS": number(seconds)})


def show() -> Block:
    """Be seen."""
    return Block("looks_show")


def hide() -> Block:
    """Be hidden; a hidden sprite touches nothing."""
    return Block("looks_hide")


def switch_costume(costume: str | Named | Expression) -> Block:
    """Wear a costume, by name; an expression may also give its number, which counts from 1."""
    return Block("looks_switchcostumeto", {"COSTUME": menu("looks_costume", "COSTUME", costume)})


def next_costume() -> Block:
    """Wear the costume after this one."""
    return Block("looks_nextcostume")


def switch_backdrop(backdrop: str | Named | Expression) -> Block:
    """Change the stage's backdrop."""
    return Block("looks_switchbackdropto", {"BACKDROP": menu("looks_backdrops", "BACKDROP", backdrop)})


def change_size(by: Value) -> Block:
    """Grow by per cent of the drawn size."""
    return Block("looks_changesizeby", {"CHANGE": number(by)})


def set_size(percent: Value) -> Block:
    """Be `percent` of the drawn size."""
    return Block("looks_setsizeto", {"SIZE": number(percent)})


def change_effect(effect: str, by: Value) -> Block:
    """`effect` is "COLOR", "FISHEYE", "WHIRL", "PIXELATE", "MOSAIC", "BRIGHTNESS" or "GHOST"."""
    return Block("looks_changeeffectby", {"CHANGE": number(by)}, {"EFFECT": effect})


def set_effect(effect: str, value: Value) -> Block:
    """See `change_effect` for the names."""
    return Block("looks_seteffectto", {"VALUE": number(value)}, {"EFFECT": effect})


def clear_effects() -> Block:
    """Take all graphic effects away."""
    return Block("looks_cleargraphiceffects")


def go_to_front() -> Block:
    """Be drawn over all other sprites."""
    return Block("looks_gotofrontback", fields={"FRONT_BACK": "front"})


def go_to_back() -> Block:
    """Be drawn under all other sprites."""
    return Block("looks_gotofrontback", fields={"FRONT_BACK": "back"})


def costume_number() -> ReporterBlock:
    """The number of the worn costume, from 1."""
    return ReporterBlock("looks_costumenumbername", fields={"NUMBER_NAME": "number"})


def costume_name() -> ReporterBlock:
    """The name of the worn costume."""
    return ReporterBlock("looks_costumenumbername", fields={"NUMBER_NAME": "name"})


def backdrop_name() -> ReporterBlock:
    """The name of the stage's backdrop."""
    return ReporterBlock("looks_backdropnumbername", fields={"NUMBER_NAME": "name"})


def size() -> ReporterBlock:
    """The sprite's size in per cent."""
    return ReporterBlock("looks_size")


def play_sound(sound: str | Named | Expression) -> Block:
    """Start a sound of this sprite and go on."""
    return Block("sound_play", {"SOUND_MENU": menu("sound_sounds_menu", "SOUND_MENU", sound)})


def play_sound_until_done(sound: str | Named | Expression) -> Block:
    """Play a sound of this sprite to its end."""
    return Block("sound_playuntildone", {"SOUND_MENU": menu("sound_sounds_menu", "SOUND_MENU", sound)})


def erase_all() -> Block:
    """Take away everything that pens drew and stamped."""
    return Block("pen_clear")


def stamp() -> Block:
    """Leave a picture of the costume on the stage."""
    return Block("pen_stamp")


def pen_down() -> Block:
    """Draw while moving, from here on."""
    return Block("pen_penDown")


def pen_up() -> Block:
    """Stop drawing."""
    return Block("pen_penUp")


def pen_colour(colour: str) -> Block:
    """Draw in `colour`, as "#rrggbb"."""
    return Block("pen_setPenColorToColor", {"COLOR": Literal(COLOUR, colour)})


def pen_size(steps: Value) -> Block:
    """Draw lines as thick as `steps`."""
    return Block("pen_setPenSizeTo", {"SIZE": number(steps)})
