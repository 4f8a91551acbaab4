"""Passwords, codes and links: made, folded, kept as digests, checked."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from contest.errors import N_, Invalid

SHORTEST = 8
LONGEST = 200
# fmt: off
COMMONEST = frozenset((
    "12345678", "123456789", "1234567890", "0123456789", "87654321", "987654321", "0987654321", "11223344",
    "12341234", "12344321", "123123123", "147258369", "741852963", "159753159", "password", "password1",
    "password123", "passw0rd", "qwertyui", "qwertyuiop", "qwer1234", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "q1w2e3r4",
    "asdfghjk", "asdfghjkl", "zxcvbnm123", "abc12345", "abcd1234", "abcdefgh", "a1234567", "a12345678", "aa123456",
    "aaa12345", "woaini1314", "woaini520", "woaini123", "5201314520", "iloveyou", "iloveyou1", "sunshine", "princess",
    "football", "baseball", "superman", "welcome1", "admin123", "administrator", "scratch1", "teacher1", "computer",
    "我爱你我爱你",
))
# fmt: on
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without 0 O 1 I L, which look alike on paper."""
GROUP = 4


class _Cost:
    """The hasher in use, and a hash of the same cost that no password has (made by set_cost, as it takes time)."""

    hasher = PasswordHasher()
    nobody = ""


def set_cost(memory_kib: int, rounds: int) -> None:
    """Choose argon2's cost from now on; hashes made at another cost stay valid. Tests use a small one."""
    _Cost.hasher = PasswordHasher(memory_cost=memory_kib, time_cost=rounds)
    _Cost.nobody = _Cost.hasher.hash(secrets.token_urlsafe(16))


def hash_password(password: str) -> str:
    """The argon2id hash to keep. Wide and narrow forms of a character count as the same one."""
    return _Cost.hasher.hash(_normal(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is right. Without a hash (no such person) it takes as long and says no."""
    try:
        right = _Cost.hasher.verify(password_hash or _Cost.nobody, _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made at another cost than today's."""
    return _Cost.hasher.check_needs_rehash(password_hash)


def check_new_password(password: str, login: str, field: str = "password") -> None:
    """Raise Invalid when a password is too short, too long, too common, or the login itself."""
    normal = _normal(password)
    if len(normal) < SHORTEST:
        raise Invalid(N_("A password needs at least %(count)s characters."), field=field, count=SHORTEST)
    if len(normal) > LONGEST:
        raise Invalid(N_("A password has at most %(count)s characters."), field=field, count=LONGEST)
    folded = normal.casefold()
    if folded in COMMONEST or len(set(folded)) < 3:
        raise Invalid(N_("Too many people use this password. Please choose another."), field=field)
    if fold_login(password) == login:
        raise Invalid(N_("The password may not be the phone number or user name itself."), field=field)


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def fold_login(text: str) -> str:
    """A phone number or user name as it is kept and compared: 139-1234 5678 and 13912345678 are one."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if not char.isspace() and unicodedata.category(char) != "Pd")


def new_code(groups: int = 2) -> str:
    """A random code of that many groups of four characters, without dashes: 40 bits for two groups, 59 for three."""
    return "".join(secrets.choice(ALPHABET) for _ in range(groups * GROUP))


def fold_code(text: str) -> str:
    """A code as it is kept, from however it was typed: abcd-efgh is ABCDEFGH."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).upper() if char.isalnum())


def grouped(code: str) -> str:
    """A code as people read it: ABCD-EFGH."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def new_token() -> str:
    """A secret for a link: 192 random bits."""
    return secrets.token_urlsafe(24)


def digest(secret: str) -> str:
    """What is kept of a code or a token that works once: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()
