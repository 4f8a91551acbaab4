"""Everything that a person sees exists in Chinese and English: these tests fail on an untranslated string."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "contest" / "translations" / "zh" / "LC_MESSAGES" / "messages.po"
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "N_": None, "lazy_gettext": None}
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.fixture(scope="module")
def written() -> dict[str, tuple[str, ...]]:
    """All messages of code and templates: singular → every form."""
    with (ROOT / "contest" / "translations" / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found: dict[str, tuple[str, ...]] = {}
    for _, _, message, _, _ in extract_from_dir(str(ROOT), methods, options, keywords=KEYWORDS):
        forms = (message,) if isinstance(message, str) else tuple(message)
        # A message with a plural replaces the same one without, as in a catalogue.
        found[forms[0]] = max(forms, found.get(forms[0], ()), key=len)
    return found


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    """The Chinese catalogue, obsolete messages too."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh")


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """One string or several, always as several."""
    return (text,) if isinstance(text, str) else tuple(text)


def messages(catalogue: Catalog) -> list[Message]:
    """All but the header."""
    return [message for message in catalogue if message.id]


def test_every_string_has_its_chinese(written: dict[str, tuple[str, ...]], chinese: Catalog) -> None:
    translated = {forms(message.id)[0] for message in messages(chinese) if all(forms(message.string))}
    assert sorted(set(written) - translated) == []


def test_nothing_in_the_catalogue_is_obsolete_or_doubtful(
    written: dict[str, tuple[str, ...]], chinese: Catalog
) -> None:
    known = {forms(message.id)[0] for message in messages(chinese)}
    assert sorted(known - set(written)) == []
    assert list(chinese.obsolete) == []
    assert [message.id for message in messages(chinese) if message.fuzzy] == []


def placeholders(text: str) -> set[str]:
    """The names and kinds of what is filled in: %(count)s, %(num)d."""
    return set(re.findall(r"%\(\w+\)[a-z]", text))


def test_the_same_things_are_filled_in_in_both_languages(chinese: Catalog) -> None:
    wrong = []
    for message in messages(chinese):
        wanted = set().union(*(placeholders(form) for form in forms(message.id)))
        for form in forms(message.string):
            if form and placeholders(form) != wanted:
                wrong.append(message.id)
    assert wrong == []


def test_where_one_per_cent_sign_must_be_doubled_it_is_doubled_in_both(chinese: Catalog) -> None:
    wrong = []
    for message in messages(chinese):
        for english, other in [(forms(message.id)[0], form) for form in forms(message.string)]:
            if placeholders(english) and re.search(r"%(?![(%])", re.sub(r"%\(\w+\)[a-z]|%%", "", other)):
                wrong.append(message.id)
    assert wrong == []


def test_what_reads_as_a_sentence_ends_as_one_in_both_languages(chinese: Catalog) -> None:
    """A full stop that one language lacks is most often the end of a sentence that was lost."""
    ends, enders = (".", "?", "!", "…"), ("。", "？", "！", "…", "”", "）", ".")
    wrong = [
        message.id
        for message in messages(chinese)
        for form in forms(message.string)
        if form and " " in forms(message.id)[0] and forms(message.id)[0].endswith(ends) and not form.endswith(enders)
    ]
    assert wrong == []


JINJA = re.compile(r"\{#.*?#\}|\{%-?\s*trans.*?endtrans\s*-?%\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
UNSEEN = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<!doctype[^>]*>", re.DOTALL | re.IGNORECASE)
CLASSES = re.compile(r"\{% block (?:main|body)_class %\}[\w -]*\{% endblock %\}")
MEANT_AS_IT_IS = re.compile(r"<(kbd|code)>.*?</\1>|<((?!html)\w+)[^>]*\blang=\"(?:en|zh-CN)\"[^>]*>.*?</\2>", re.DOTALL)
"""Keys, codes, and words that name their own language, such as those of a sheet that is printed in both."""
SEEN_ATTRIBUTE = re.compile(
    r"\b(?:alt|title|placeholder|aria-label|data-sure|data-copied|data-label)\s*=\s*\"([^\"]*)\""
)
READABLE = re.compile(r"[A-Za-z]{2,}|[一-鿿]")
THE_SAME_IN_BOTH = {
    "中文",
    "English",
    "ABCD-EFGH",
    "Scratch",
    "SHA-256",
    "KB",
    "MB",
    "sb3",
    "sb2",
    "sb",
    "nbsp",
    "times",
    "middot",
}
"""Names and samples that are not translated, and HTML's names of characters."""


def bare_words(text: str) -> list[str]:
    """Words of a template that a person would read and that no catalogue knows."""
    markup = MEANT_AS_IT_IS.sub(" ", UNSEEN.sub(" ", JINJA.sub("\0", CLASSES.sub("", text))))
    seen = [*SEEN_ATTRIBUTE.findall(markup), re.sub(r"<[^>]*>", " ", markup)]
    words = [word for part in seen for word in re.findall(r"[A-Za-z][\w-]+|[一-鿿]+", part)]
    return [word for word in words if READABLE.search(word) and word not in THE_SAME_IN_BOTH]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_no_template_has_words_outside_the_catalogue(path: Path) -> None:
    assert bare_words(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>{{ _('Hello') }} <b>world</b></p>", ["world"]),
        ("<p>你好</p>", ["你好"]),
        ('<img alt="A cat" src="/x">', ["cat"]),
        ('<img alt="{{ _("A cat") }}" class="wide"> · 3 × 4', []),
        ('<p lang="en">Invitation</p><kbd>Ctrl</kbd>{% block main_class %}narrow{% endblock %}', []),
        ("{# a comment #}{% trans %}Hello{% endtrans %}<!-- note --><h2>中文</h2>", []),
        ('<a href="/x" {% if a > 1 %}aria-current="page"{% endif %}>{{ name }}</a>', []),
    ],
)
def test_the_search_for_bare_words_finds_them(text: str, found: list[str]) -> None:
    assert bare_words(text) == found
