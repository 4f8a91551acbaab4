"""The forms of signing in, joining and the account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import EqualTo, Optional

from contest.web.auth.blueprint import auth_bp
from contest.web.forms import ContestForm, at_most, required
from contest.web.language import LANGUAGES

LOGIN = _l("Phone number or user name")
PASSWORD = _l("Password")
HIGHEST = 200


def _login() -> StringField:
    keys = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
    return StringField(LOGIN, [required(), at_most(HIGHEST)], render_kw=keys)


def _new_password(label: str) -> PasswordField:
    # The rules beyond length are the pipeline's; a browser that offers a random password is welcome.
    return PasswordField(label, [required(), at_most(HIGHEST)], render_kw={"autocomplete": "new-password"})


def _again(field: str) -> PasswordField:
    # Its name holds "password", so that it is never kept in a page (contest.web.keep).
    same = EqualTo(field, _l("The two passwords are not the same."))
    return PasswordField(_l("The same password again"), [required(), same], render_kw={"autocomplete": "new-password"})


class SignInForm(ContestForm):
    """Who one is, and the proof."""

    login = _login()
    password = PasswordField(PASSWORD, [required(), at_most(HIGHEST)], render_kw={"autocomplete": "current-password"})


class NewPersonForm(ContestForm):
    """A new account."""

    name = StringField(_l("Your name"), [required(), at_most(80)], render_kw={"autocomplete": "name"})
    login = _login()
    password = _new_password(PASSWORD)
    password_again = _again("password")
    email = EmailField(_l("E-mail"), [Optional(), at_most(HIGHEST)], render_kw={"autocomplete": "email"})


class CodeForm(ContestForm):
    """A one-time code for a new password."""

    login = _login()
    code = StringField(_l("One-time code"), [required(), at_most(40)], render_kw={"autocomplete": "off"})
    password = _new_password(_l("New password"))
    password_again = _again("password")


class DetailsForm(ContestForm):
    """What a person is called, written to, and spoken to in."""

    name = StringField(_l("Your name"), [required(), at_most(80)], render_kw={"autocomplete": "name"})
    email = EmailField(_l("E-mail"), [Optional(), at_most(HIGHEST)], render_kw={"autocomplete": "email"})
    language = SelectField(
        _l("Language"),
        choices=[SelectChoice("", _l("As my browser asks")), *(SelectChoice(*pair) for pair in LANGUAGES.items())],
    )


class PasswordForm(ContestForm):
    """A new password for the current one."""

    current_password = PasswordField(
        _l("Current password"), [required(), at_most(HIGHEST)], render_kw={"autocomplete": "current-password"}
    )
    new_password = _new_password(_l("New password"))
    password_again = _again("new_password")


@auth_bp.app_template_global()
def sign_in_form_fields() -> SignInForm:
    """An empty sign-in form, for pages that offer one beside something else."""
    return SignInForm()
