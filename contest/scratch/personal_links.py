"""Web addresses, pages of Scratch accounts, and the keys that open somebody's paid or private service."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from contest.scratch.personal_found import Confidence, Found, masked

_URL = re.compile(r"(?:https?|ftp|wss?)://[^\s<>\"'`{}|\\^,;()\[\]\u3000-\u9fff]{2,400}", re.IGNORECASE)
_NAMED_HOST = re.compile(
    r"(?<![\w.@/-])(?!(?:com|net|org|gov|edu)\.)(?:[A-Za-z0-9][A-Za-z0-9-]{1,62}\.){1,3}"
    r"(?:com|cn|net|org|edu|gov|top|xyz|vip|club|fun|site|online|icu|ltd|ink|(?:tv|cc|me|io|co|ly|link|app)(?=/[A-Za-z0-9]))(?![A-Za-z0-9_@-]|\.[A-Za-z])"
    r"(?::[0-9]{1,5})?(?:/[^\s<>\"'\u3000-\u9fff]{0,200})?"
)
_FOLLOWS = ".!?:…"  # what ends a sentence ends an address too
_PAGE = re.compile(
    r"/(?:(?P<what>users)/(?P<name>[A-Za-z0-9_-]{1,40})(?![*\w-])|(?P<kind>projects|studios)/(?P<number>[0-9]{3,12}))"
)
_IMPERSONAL = (
    *("scratch.mit.edu", "scratch.org", "scratchfoundation.org", "scratch-wiki.info", "scratchjr.org", "llk.mit.edu"),
    *("turbowarp.org", "penguinmod.com", "machinelearningforkids.co.uk", "gandi.ide", "sheeptester.github.io"),
    *("w3.org", "creativecommons.org", "example.com", "example.org", "example.net", "mozilla.org", "adobe.com"),
    *("inkscape.org", "sourceforge.net", "localhost"),
)
_INNER = re.compile(r"(?:127|10|0|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))\.[0-9.]{3,12}")

_ML4K = re.compile(r"machinelearningforkids\.co\.uk/(?:[a-z]{1,20}/){0,4}(?P<key>[0-9a-fA-F-]{30,90})")
_IN_QUERY = re.compile(
    r"[?&](?:[a-z]{1,10}[_-]?)?(?:key|token|secret|apikey|appid)=(?P<key>[A-Za-z0-9_.%-]{12,200})", re.IGNORECASE
)
_BY_FORM = re.compile(
    r"(?<![A-Za-z0-9_-])(?P<key>sk-[A-Za-z0-9_-]{20,80}|AIza[A-Za-z0-9_-]{35}|gh[pousr]_[A-Za-z0-9]{36}|AKIA[A-Z0-9]{16}"
    r"|xox[abprs]-[A-Za-z0-9-]{10,60}|eyJ[A-Za-z0-9_-]{15,200}\.eyJ[A-Za-z0-9_-]{10,400})"
)
_BY_CUE = re.compile(
    r"(?:(?:api|app|access|secret)[ _-]?(?:key|token|secret)|密钥|令牌|接口密码)(?:是|为)? ?[:=]? ?"
    r"(?P<key>[A-Za-z0-9_-]{16,100})(?![A-Za-z0-9_-])",
    re.IGNORECASE,
)


def find_keys(text: str) -> Iterator[Found]:
    """Keys of services in a flat text, known by their form or by the word before them."""
    for pattern in (_ML4K, _IN_QUERY, _BY_FORM, _BY_CUE):
        for match in pattern.finditer(text):
            key = match["key"]
            if pattern in (_ML4K, _BY_FORM) or _is_mixed(key):
                yield Found("api_key", match.start("key"), match.end("key"), "sure", masked(key, 4, 0)[:12])


def _is_mixed(key: str) -> bool:
    """Whether the key is random enough to be one: letters and digits both."""
    return any(char.isdigit() for char in key) and any(char.isalpha() for char in key)


def find_links(text: str) -> Iterator[Found]:
    """Web addresses in a flat text, without those of Scratch's own machinery."""
    for match in _URL.finditer(text):
        yield from _link(match.start(), match.group().rstrip(_FOLLOWS), "likely")
    for match in _NAMED_HOST.finditer(text):
        yield from _link(match.start(), match.group().rstrip(_FOLLOWS), "possible")


def _link(start: int, address: str, confidence: Confidence) -> Iterator[Found]:
    host = host_of(address)
    if host is None:
        return
    if host == "scratch.mit.edu":
        page = _PAGE.search(address[:200])
        if page is not None:
            name = page["name"] or page["number"]
            shown = f"{host}/{page['what'] or page['kind']}/{masked(name, 2, 0)}"
            yield Found("scratch_page", start, start + len(address), "sure" if page["name"] else "possible", shown)
    elif not is_impersonal(host):
        yield Found("url", start, start + len(address), confidence, _masked_address(address, host))


def _masked_address(address: str, host: str) -> str:
    """The host and no more; of a host that may itself be a name, not all: zh***.github.io/…"""
    more = "/…" if (address.partition("://")[2] or address).strip("/").lower() != host else ""
    labels = host[:60].split(".")
    first = 1 if labels[0] == "www" else 0
    if not more or len(labels) - first > 2:
        labels[first] = masked(labels[first], 2, 0)
    return ".".join(labels) + more


def host_of(address: str) -> str | None:
    """The host that an address names, in small letters; None where there is none."""
    try:
        host = urlsplit(address if "://" in address else f"//{address}").hostname
    except ValueError:
        return None
    return host.rstrip(".") if host and ("." in host or host == "localhost") else None


def is_impersonal(host: str) -> bool:
    """Whether this host says nothing of a person: tools of Scratch, standards, this very computer."""
    return bool(_INNER.fullmatch(host)) or any(host == each or host.endswith("." + each) for each in _IMPERSONAL)
