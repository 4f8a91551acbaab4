"""People: accounts, passwords, one-time codes, and the roles of teacher and organizer. Judges are in `jury`."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contest import passwords
from contest.errors import N_, Invalid
from contest.models import Invitation, InvitationKind, School, SchoolStatus, Teacher, User
from contest.pipeline import audit

SHORTEST_LOGIN = 3
LONGEST_LOGIN = 40
WRONG_SIGN_IN = N_("This name and this password do not belong together.")
WRONG_CODE = N_("This code does not fit this person, was used already, or is too old. Ask the organizers for another.")
CLOSED_ACCOUNT = N_("This account is closed. Please ask the organizers.")
LAST_ORGANIZER = N_("The contest needs at least one organizer who can sign in.")


# ---- accounts ----


def create_person(
    session: Session,
    login: str,
    name: str,
    password: str,
    now: datetime,
    *,
    email: str | None = None,
    language: str | None = None,
) -> User:
    """A new account without any role. Raises Invalid, naming the form's field, for what cannot be taken."""
    folded = check_login(session, login)
    passwords.check_new_password(password, folded)
    user = User(
        login=folded,
        name=_check_name(name),
        email=_check_email(email),
        password_hash=passwords.hash_password(password),
        language=language,
        created_at=now,
    )
    session.add(user)
    try:
        session.flush()
    except IntegrityError as error:  # somebody took the login since we looked
        session.rollback()
        raise _login_taken() from error
    return user


def check_login(session: Session, login: str) -> str:
    """The login as it is kept; Invalid when it is too short, too long, unreadable or taken."""
    folded = passwords.fold_login(login)
    if not SHORTEST_LOGIN <= len(folded) <= LONGEST_LOGIN or not folded.isprintable():
        raise Invalid(
            N_("A phone number or user name has %(least)s to %(most)s characters."),
            field="login",
            least=SHORTEST_LOGIN,
            most=LONGEST_LOGIN,
        )
    if session.scalar(select(User.id).where(User.login == folded)) is not None:
        raise _login_taken()
    return folded


def _login_taken() -> Invalid:
    return Invalid(
        N_("Somebody has this phone number or user name already. If it is you, sign in first."), field="login"
    )


def _check_name(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > 80 or not tidy.isprintable():
        raise Invalid(N_("Please write a name of at most %(count)s characters."), field="name", count=80)
    return tidy


def _check_email(email: str | None) -> str | None:
    tidy = (email or "").strip()
    if not tidy:
        return None
    before, at, after = tidy.rpartition("@")
    if not (before and at and after) or len(tidy) > 200 or any(char.isspace() for char in tidy):
        raise Invalid(N_("This does not look like an e-mail address. You may also leave it empty."), field="email")
    return tidy


def edit_details(session: Session, user: User, name: str, email: str | None, language: str | None) -> None:
    """Change what a person is called, written to, and spoken to in (None: as the browser asks)."""
    user.name = _check_name(name)
    user.email = _check_email(email)
    user.language = language
    session.flush()


# ---- signing in ----


def check_sign_in(session: Session, login: str, password: str) -> User:
    """The person of this login and password. Unknown login and wrong password are told alike and take as long."""
    user = session.scalar(select(User).where(User.login == passwords.fold_login(login)))
    if not passwords.matches(user.password_hash if user else None, password) or user is None:
        raise Invalid(WRONG_SIGN_IN, field="password")
    if not user.is_active:
        raise Invalid(CLOSED_ACCOUNT, field="login")
    if passwords.is_outdated(user.password_hash):
        user.password_hash = passwords.hash_password(password)
        session.flush()
    return user


def change_password(session: Session, user: User, current: str, new: str, now: datetime) -> None:
    """A new password in exchange for the current one. All sessions of this person end."""
    if not passwords.matches(user.password_hash, current):
        raise Invalid(N_("This is not your current password."), field="current_password")
    _set_password(session, user, new, now, field="new_password")


def _set_password(session: Session, user: User, new: str, now: datetime, field: str) -> None:
    passwords.check_new_password(new, user.login, field)
    user.password_hash = passwords.hash_password(new)
    user.session_number += 1
    _end_codes(session, user, now)
    session.flush()


# ---- one-time codes ----


def make_code(session: Session, user: User, actor: User, now: datetime, hours: int) -> str:
    """A code with which `user` may choose a new password, once, within `hours`. Earlier codes of theirs end."""
    if not user.is_active:
        raise Invalid(CLOSED_ACCOUNT)
    _end_codes(session, user, now)
    # Three groups, not two: the digest of a two-group code could be tried out by whoever stole the table.
    code = passwords.new_code(groups=3)
    invitation = Invitation(
        kind=InvitationKind.NEW_PASSWORD,
        digest=passwords.digest(code),
        user=user,
        created_by=actor,
        created_at=now,
        expires_at=now + timedelta(hours=hours),
    )
    session.add(invitation)
    audit.record(session, "person.make-code", user, actor=actor, now=now)
    return code


def _end_codes(session: Session, user: User, now: datetime) -> None:
    session.execute(
        update(Invitation)
        .where(
            Invitation.kind == InvitationKind.NEW_PASSWORD,
            Invitation.user_id == user.id,
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
        .values(expires_at=now)
    )


def redeem_code(session: Session, login: str, code: str, password: str, now: datetime) -> User:
    """Give the person of `login` a new password in exchange for their code, which is used up."""
    user = session.scalar(select(User).where(User.login == passwords.fold_login(login)))
    found = session.scalar(
        select(Invitation).where(
            Invitation.kind == InvitationKind.NEW_PASSWORD,
            Invitation.digest == passwords.digest(passwords.fold_code(code)),
        )
    )
    if user is None or not user.is_active or found is None or found.user_id != user.id:
        raise Invalid(WRONG_CODE, field="code")
    passwords.check_new_password(password, user.login)
    if not use_up(session, found, now):
        raise Invalid(WRONG_CODE, field="code")
    _set_password(session, user, password, now, field="password")
    audit.record(session, "person.use-code", user, actor=user, now=now)
    return user


def use_up(session: Session, invitation: Invitation, now: datetime) -> bool:
    """Mark a link or code as used; False when it was used or is too old. Of two at once, one gets it."""
    taken = session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, Invitation.used_at.is_(None), Invitation.expires_at > now)
        .values(used_at=now)
        .returning(Invitation.id)
    )
    return taken.scalar() is not None


# ---- teachers ----


def join_school(session: Session, user: User, school: School, now: datetime) -> Teacher:
    """Make `user` a teacher of `school`, whose code they know. Who is one already stays one."""
    if school.status is SchoolStatus.CLOSED:
        raise Invalid(N_("This school's classroom is closed. Please ask the organizers."), field="code")
    known = session.scalar(select(Teacher).where(Teacher.user_id == user.id, Teacher.school_id == school.id))
    if known is not None:
        return known
    teacher = Teacher(user=user, school=school, joined_at=now)
    session.add(teacher)
    audit.record(session, "teacher.join", teacher, actor=user, now=now, after={"user": user.id, "school": school.id})
    return teacher


# ---- what organizers do ----


def create_organizer(
    session: Session, login: str, name: str, password: str, now: datetime, actor: User | None = None
) -> User:
    """A new organizer; `actor` is None on the command line."""
    user = create_person(session, login, name, password, now)
    make_organizer(session, user, actor, now)
    return user


def make_organizer(session: Session, user: User, actor: User | None, now: datetime) -> None:
    """Give the organizer's role."""
    _set_flag(session, user, "is_organizer", True, actor, now)


def unmake_organizer(session: Session, user: User, actor: User, now: datetime) -> None:
    """Take the organizer's role away, though never from the last one."""
    _keep_one_organizer(session, user)
    _set_flag(session, user, "is_organizer", False, actor, now)


def deactivate(session: Session, user: User, actor: User, now: datetime) -> None:
    """Close an account: its sessions end and it cannot sign in. What the person did stays."""
    if user.id == actor.id:
        raise Invalid(N_("You cannot close your own account."))
    _keep_one_organizer(session, user)
    _end_codes(session, user, now)
    _set_flag(session, user, "is_active", False, actor, now)


def reactivate(session: Session, user: User, actor: User, now: datetime) -> None:
    """Open a closed account again, with its password and roles."""
    _set_flag(session, user, "is_active", True, actor, now)


def _keep_one_organizer(session: Session, user: User) -> None:
    others = select(func.count(User.id)).where(User.is_organizer, User.is_active, User.id != user.id)
    if user.is_organizer and session.scalar(others) == 0:
        raise Invalid(LAST_ORGANIZER)


def _set_flag(session: Session, user: User, flag: str, value: bool, actor: User | None, now: datetime) -> None:
    before = getattr(user, flag)
    if before == value:
        return
    setattr(user, flag, value)
    audit.record(session, f"person.{flag}", user, actor=actor, now=now, before={flag: before}, after={flag: value})
