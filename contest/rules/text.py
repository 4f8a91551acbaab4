"""What remains of a text when nothing invisible counts."""

import unicodedata

_JOINERS_AND_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0}
"""Variation selectors and fillers: drawn as nothing, although Unicode does not class them as formatting."""


def visible(text: str) -> str:
    """The text in composed form (NFC), without control, formatting and zero-width characters, its spaces single."""
    kept = "".join(" " if char.isspace() else char for char in text if char.isspace() or _is_drawn(char))
    return " ".join(unicodedata.normalize("NFC", kept).split())


def words_of(text: str) -> list[str]:
    """The words of a visible text, without the punctuation and symbols around them."""
    return [word for part in text.split() if (word := _without_edges(part))]


def _without_edges(part: str) -> str:
    letters = [place for place, char in enumerate(part) if unicodedata.category(char)[0] not in "PS"]
    return part[letters[0] : letters[-1] + 1] if letters else ""


def _is_drawn(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs") and ord(char) not in _JOINERS_AND_SELECTORS
