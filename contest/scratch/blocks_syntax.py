"""How scratchblocks text is written, so that whatever a child has typed comes back as that and as nothing else.

The language is that of scratchblocks 3.7: `(10)` a number or reporter, `[text]`, `[choice v]`, `(choice v)`,
`<condition>`, `// comment` to the end of the line, `:: category shape` at the end of a block; a backslash takes a
character as it is.
"""

import re

LONGEST = 160  # characters of one text that are shown: a longer one tells a reader of blocks no more
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_HALVES = re.compile("[\ud800-\udfff]")
_ENTITY = re.compile(r"&(?=[lg]t;)")
_NUMBER = re.compile(r"[0-9e.-]*")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_TEXT_SIGNS = re.compile(r"[\]\\]")
_LABEL_SIGNS = re.compile(r"[\[\](){}<>@\\◂▸]|(?<=:):|(?<=/)/")
_SPACED = re.compile(r"^ | $|  | v$")


def one_line(text: str, longest: int = LONGEST) -> str:
    """The text without line breaks and what cannot be shown, and cut where it is very long."""
    plain = _HALVES.sub("\ufffd", _UNSHOWN.sub(" ", text))
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def _whole(text: str) -> str:
    """Entities stay as typed: scratchblocks would read `&lt;` as `<` before it does anything else."""
    return _ENTITY.sub(r"&\\", text)


def _in_brackets(words: str) -> str:
    return _whole(_TEXT_SIGNS.sub(r"\\\g<0>", words))


def text(value: str) -> str:
    """A slot with a text in it."""
    words = one_line(value)
    escaped = _in_brackets(words)
    if _COLOUR.fullmatch(words):
        escaped = f"\\{escaped}"
    if words.endswith(" v"):
        escaped = f"{escaped[:-1]}\\v"
    return f"[{escaped}]"


def number(value: str) -> str:
    """A slot with a number in it; with a text, where something else was put there."""
    return f"({value})" if len(value) <= LONGEST and _NUMBER.fullmatch(value) else text(value)


def colour(value: str) -> str:
    """A slot with a colour in it; a text where it is none."""
    return f"[{value[:7]}]" if _COLOUR.fullmatch(value[:7]) else text(value)


def choice(value: str) -> str:
    """A menu that no reporter can cover."""
    return f"[{_in_brackets(one_line(value))} v]"


def menu(value: str) -> str:
    """A menu that a reporter could cover."""
    return f"({label(value)} v)"


def label(value: str) -> str:
    """Words on a block, also the name of a variable."""
    words = one_line(value)
    escaped = _whole(_LABEL_SIGNS.sub(r"\\\g<0>", words))
    return escaped.replace(" ", "\\ ") if _SPACED.search(words) else escaped


def is_plain_name(value: str) -> bool:
    """Whether `(value)` alone is read as the name of a variable: not a number, a colour or nothing."""
    return not (_NUMBER.fullmatch(value) or _COLOUR.fullmatch(value))


def comment(value: str) -> str:
    """A comment, for the end of a line."""
    return f"// {one_line(value).strip()}"


def fingerprint(words: str) -> str:
    """What scratchblocks finds a block by, `_` for each slot: two labels with the same one are the same to it."""
    spaced = re.sub(" +", " ", words.replace("_", " _ "))
    bare = re.sub("[,%?:]", "", spaced).translate(_UMLAUTS)
    return re.sub("^…$", "...", bare.replace(". . .", "...")).strip().lower()


_UMLAUTS = str.maketrans({"ß": "ss", "ä": "a", "ö": "o", "ü": "u"})
