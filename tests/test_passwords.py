"""contest.passwords: what may be a password, how logins and codes are compared."""

from __future__ import annotations

import pytest

from contest import passwords
from contest.errors import Invalid

LOGIN = "13912345678"


@pytest.fixture(autouse=True)
def cheap() -> None:
    passwords.set_cost(64, 1)


def test_a_password_matches_its_own_hash_only() -> None:
    kept = passwords.hash_password("Ｓcratch 电脑教室")
    assert kept.startswith("$argon2id$")
    tried = ["Scratch 电脑教室", "scratch 电脑教室", "", "!"]
    assert [passwords.matches(kept, password) for password in tried] == [True, False, False, False]


def test_without_a_person_no_password_matches() -> None:
    assert [passwords.matches(None, "anything at all"), passwords.matches("!", "anything at all")] == [False, False]


def test_a_hash_made_at_another_cost_still_matches_and_is_outdated() -> None:
    old = passwords.hash_password("correct horse")
    passwords.set_cost(128, 1)
    assert (passwords.matches(old, "correct horse"), passwords.is_outdated(old)) == (True, True)
    assert passwords.is_outdated(passwords.hash_password("correct horse")) is False


@pytest.mark.parametrize("password", ["绿色电脑教室的孩子", "correct horse", "ab12ab12", "🙂🙃🙂🙃ab🙂🙃"])
def test_passwords_of_any_script_are_taken(password: str) -> None:
    passwords.check_new_password(password, LOGIN)


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("七个汉字的密码", "A password needs at least %(count)s characters."),
        ("x1" * 101, "A password has at most %(count)s characters."),
        ("PassWord123", "Too many people use this password. Please choose another."),
        ("１２３４５６７８", "Too many people use this password. Please choose another."),
        ("88888888888", "Too many people use this password. Please choose another."),
        ("139-1234-5678", "The password may not be the phone number or user name itself."),
    ],
)
def test_weak_passwords_are_refused_with_a_reason(password: str, message: str) -> None:
    with pytest.raises(Invalid) as refused:
        passwords.check_new_password(password, LOGIN)
    assert (refused.value.message, refused.value.field) == (message, "password")


def test_a_login_is_the_same_however_it_is_typed() -> None:
    typed = ["139 1234 5678", "139-1234-5678", "１３９１２３４５６７８", "139–1234–5678", LOGIN]
    assert {passwords.fold_login(text) for text in typed} == {LOGIN}
    assert passwords.fold_login(" Wang Laoshi ") == "wanglaoshi"
    assert passwords.fold_login("王老师") == "王老师"


def test_codes_have_no_characters_that_look_alike() -> None:
    code = passwords.new_code()
    assert len(code) == 8
    assert not set(code) & set("0O1IL")
    assert len(passwords.new_code(groups=3)) == 12
    assert len(set(passwords.ALPHABET)) == 31


def test_a_code_is_the_same_however_it_is_typed() -> None:
    typed = ["ABCD-EFGH", "abcd efgh", "abcdefgh", "ＡＢＣＤ－ＥＦＧＨ", " Abcd–Efgh "]
    assert {passwords.fold_code(text) for text in typed} == {"ABCDEFGH"}
    assert passwords.grouped("ABCDEFGHJKMN") == "ABCD-EFGH-JKMN"
