"""A season's jury: invite by link, pause, let go, take back, correct the company."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import EmailField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from contest.errors import N_, Invalid, Missing
from contest.extensions import db
from contest.models import Invitation, InvitationKind, Judge, JudgeState, Season, Sponsor
from contest.pipeline import jury as stage
from contest.queries.assignments import round_of
from contest.queries.conflicts import count_declared, misplaced
from contest.queries.effort import minutes_of_season
from contest.queries.people import all_sponsors, jury_of, open_invitations
from contest.web.access import by_id, guarded, person, row_number
from contest.web.clock import now
from contest.web.forms import ContestForm, at_most, required
from contest.web.letters import has_mail, mail_to
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp

PAGE = 100
"""Judges."""


class InviteForm(ContestForm):
    """Whom an invitation is for."""

    note = StringField(_l("For whom"), [required(), at_most(80)])
    sponsor = SelectField(_l("Company"))
    email = EmailField(_l("E-mail"), [Optional(), at_most(200)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = all_sponsors(db.session())
        self.sponsor.choices = [
            SelectChoice("", _l("None of the sponsors")),
            *(SelectChoice(str(company.id), company.name) for company in companies),
        ]


def _sponsor(text: str) -> Sponsor | None:
    sponsor: Sponsor | None = by_id(Sponsor)({"id": text}) if text else None
    return sponsor


def _page(season: Season, form: InviteForm) -> str:
    session = db.session()
    page, so_far = request.args.get("page", 1, type=row_number), round_of(session, season.id)
    judges = jury_of(session, season, page=page, size=PAGE)
    return render_template(
        "organizer/jury.html",
        season=season,
        form=form,
        judges=judges,
        conflicts=count_declared(session, [judge.id for judge in judges]),
        so_far=so_far,
        misplaced=misplaced(session, season.id),
        total=so_far.judges,
        page=page,
        last=-(-so_far.judges // PAGE),
        minutes=minutes_of_season(session, season.id),
        invitations=open_invitations(session, season, now()),
        days=current_app.config["INVITATION_DAYS"],
        has_mail=has_mail(),
    )


@organizer_bp.get("/seasons/<slug>/jury")
@guarded("jury.edit", season_by_slug)
def jury(season: Season) -> str:
    """The judges and the invitations that are still open."""
    return _page(season, InviteForm(None))


@organizer_bp.post("/seasons/<slug>/jury")
@guarded("jury.edit", season_by_slug)
def jury_invite(season: Season) -> Any:
    """Make an invitation and show its link this once."""
    form = InviteForm()
    if not form.validate_on_submit():
        return _page(season, form), 422
    days = current_app.config["INVITATION_DAYS"]
    company = _sponsor(form.sponsor.data)
    token = stage.invite_judge(db.session(), season, company, form.note.data, person(), now(), days)
    link = url_for("auth.invited", token=token, _external=True)
    facts = {"season": season, "link": link, "note": form.note.data, "days": days}
    mailed = mail_to(form.email.data, "documents/mail_invitation.txt", **facts)
    db.session.commit()
    return render_template("organizer/jury_invited.html", mailed=mailed, **facts)


def _judges_invitation(arguments: dict[str, Any]) -> Invitation:
    invitation: Invitation = by_id(Invitation)(arguments)
    if invitation.kind is not InvitationKind.JUDGE:
        raise Missing(N_("There is nothing at this address."))
    return invitation


@organizer_bp.post("/invitations/<int:id>/cancel")
@guarded("jury.edit", _judges_invitation)
def jury_cancel(invitation: Invitation) -> Response:
    """End an invitation that nobody has used yet."""
    stage.cancel_invitation(db.session(), invitation, person(), now())
    db.session.commit()
    flash(gettext("The invitation is cancelled: its link opens nothing any more."), "success")
    return _back(invitation.season)


@organizer_bp.post("/jury/<int:id>/state")
@guarded("jury.edit", by_id(Judge))
def jury_state(judge: Judge) -> Response:
    """Pause a judge, let them go, or take them back."""
    try:
        state = JudgeState(request.form.get("state", ""))
    except ValueError as error:
        raise Invalid(N_("Please go back and choose again.")) from error
    stage.set_judge_state(db.session(), judge, state, person(), now())
    db.session.commit()
    flash(gettext("Saved."), "success")
    return _to_judge(judge)


@organizer_bp.post("/jury/<int:id>/company")
@guarded("jury.edit", by_id(Judge))
def jury_company(judge: Judge) -> Response:
    """Correct the company that a judge works for."""
    company = _sponsor(request.form.get("sponsor", ""))
    stage.set_judge_sponsor(db.session(), judge, company, person(), now())
    db.session.commit()
    flash(gettext("Saved."), "success")
    return _to_judge(judge)


def _to_judge(judge: Judge) -> Response:
    return redirect(url_for("organizer.jury_judge", id=judge.id), 303)


def _back(season: Season | None) -> Response:
    slug = season.slug if season is not None else ""
    return redirect(url_for("organizer.jury", slug=slug), 303)
