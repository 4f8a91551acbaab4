"""Awards: the proposal beside what is given, prizes by hand, kinds of award."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from werkzeug import Response
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, NumberRange

from contest.errors import N_, ContestError, Missing
from contest.extensions import db
from contest.models import Award, AwardBasis, AwardKind, Entry, Ranking, Season
from contest.pipeline.award import (
    ProposedAwards,
    add_special_kind,
    after_taking_over,
    change_kind,
    check_final,
    give,
    propose_awards,
    remove_special_kind,
    take,
    take_over,
)
from contest.queries.awards import awards_by_entry, awards_outside, share_awards
from contest.queries.comparisons import entries_with_schools
from contest.queries.rankings import Proposal, progress
from contest.queries.results import award_kinds, awards_of
from contest.web.access import guarded, person, row_number
from contest.web.clock import now
from contest.web.errors import sentence
from contest.web.forms import ContestForm, at_most, required
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp
from contest.web.organizer.ranking import chosen_proposal, shown_part

MOST_NAMED = 20
"""Games named one by one in a sentence; more are counted."""


class GiveForm(ContestForm):
    """One award for one entry."""

    entry_code = StringField(_l("Number of the game"), [required(), at_most(12)])
    kind = SelectField(_l("Award"), [InputRequired()], coerce=int)

    def offer(self, season: Season) -> GiveForm:
        """With the season's kinds to choose from."""
        self.kind.choices = [(kind.id, _kind_name(kind)) for kind in award_kinds(db.session(), season.id)]
        return self


class SpecialKindForm(ContestForm):
    """A special prize's name."""

    name_zh = StringField(_l("Name in Chinese"), [required(), at_most(60)])
    name_en = StringField(_l("Name in English"), [required(), at_most(60)])


class ShareKindForm(SpecialKindForm):
    """An award by share: its name and its share."""

    share_percent = IntegerField(
        _l("Share in per cent"),
        [
            InputRequired(_l("Please give a whole number.")),
            NumberRange(1, 100, _l("From 1 to 100 per cent, please.")),
        ],
    )


def _kind_name(kind: AwardKind) -> str:
    return f"{kind.name_zh} / {kind.name_en}"


def _proposed(proposal: Proposal | None) -> tuple[ProposedAwards | None, str]:
    """What the shares propose, or the sentence that says why they cannot."""
    if proposal is None:
        return None, ""
    try:
        return propose_awards(db.session(), proposal.ranking), ""
    except ContestError as error:
        return None, sentence(error)


def _page(row: Season, form: GiveForm, number: int | None) -> str:
    session = db.session()
    proposal, found = chosen_proposal(row, number)
    proposed, problem = _proposed(proposal)
    ranking = proposal.ranking if proposal is not None else None
    part = shown_part(row, ranking)
    lines = part.lines(ranking) if ranking is not None else []
    kinds = {kind.id: kind for kind in award_kinds(session, row.id)}
    outside = awards_outside(session, row.id, ranking) if part.page == part.last else []
    named = _named(proposed)
    shown = {*(line.entry_id for line in lines), *(award.entry_id for award in outside), *named}
    shares = {str(kind.id): kind.share_percent for kind in kinds.values() if kind.share_percent}
    return render_template(
        "organizer/awards.html",
        season=row,
        form=form,
        proposal=proposal,
        proposals=found,
        proposed=proposed,
        problem=problem,
        not_final=_not_final(ranking),
        given=awards_by_entry(session, shown),
        kinds=kinds,
        divisions={division.id: division for division in row.divisions},
        part=part,
        lines=lines,
        unlisted=list({award.entry_id: award.entry for award in outside}.values()),
        named=named,
        change_count=_change_count(proposed, share_awards(session, row.id)),
        are_shares_same=ranking is not None and ranking.parameters.get("shares") == shares,
        is_stale=ranking is not None and ranking.parameters.get("stamp") != progress(session, row).stamp,
        settle=_settle_address(row),
    )


def _settle_address(season: Season) -> str:
    """Where one more review is asked for."""
    pages = ("organizer.assignments_settle", "organizer.assignments")
    return url_for(next(each for each in pages if each in current_app.view_functions), slug=season.slug)


def _not_final(ranking: Ranking | None) -> str:
    """Why awards may not follow from this ranking; empty when they may."""
    if ranking is None:
        return ""
    try:
        check_final(ranking)
    except ContestError as error:
        return sentence(error)
    return ""


def _named(proposed: ProposedAwards | None) -> dict[int, Entry]:
    """The entries that the page speaks of outside its table: at close lines, and short of a sheet."""
    if proposed is None:
        return {}
    wanted = {entry for line in proposed.close for entry in (line.inside, *line.outside)}
    return entries_with_schools(db.session(), wanted | set(list(proposed.short)[:MOST_NAMED]))


def _change_count(proposed: ProposedAwards | None, shares: Mapping[int, int]) -> int:
    """How many entries would hold another award by share after taking the proposal over."""
    if proposed is None:
        return 0
    return sum(shares.get(entry_id) != kind_id for entry_id, kind_id in after_taking_over(proposed, shares).items())


@organizer_bp.get("/seasons/<slug>/awards")
@guarded("ranking.read", season_by_slug)
def awards(row: Season) -> str:
    """The proposal beside what is given now."""
    form = GiveForm(formdata=None, entry_code=request.args.get("code", "")[:12]).offer(row)
    return _page(row, form, request.args.get("proposal", type=int))


@organizer_bp.post("/seasons/<slug>/awards/take-over")
@guarded("award.give", season_by_slug)
def awards_take_over(row: Season) -> Response:
    """Make the awards by share those of a proposal."""
    proposal, _ = chosen_proposal(row, request.form.get("proposal", type=int))
    if proposal is None:
        raise Missing(N_("There is no such proposal."))
    shared = request.form.getlist("share", type=row_number)
    changed = take_over(db.session(), proposal.ranking, shared=shared, actor=person(), now=now())
    db.session.commit()
    flash(
        ngettext(
            "The proposal is taken over: %(num)d award changed.",
            "The proposal is taken over: %(num)d awards changed.",
            changed,
        ),
        "success",
    )
    return redirect(url_for("organizer.awards", slug=row.slug, proposal=proposal.number), 303)


@organizer_bp.post("/seasons/<slug>/awards/give")
@guarded("award.give", season_by_slug)
def awards_give(row: Season) -> Response | tuple[str, int]:
    """Give one award by hand."""
    form = GiveForm().offer(row)
    if form.validate_on_submit():
        try:
            entry = _entry_of(row, form.entry_code.data)
            give(db.session(), entry, _kind_of(row, form.kind.data), actor=person(), now=now())
        except ContestError as error:
            form.entry_code.errors = [*form.entry_code.errors, sentence(error)]
        else:
            db.session.commit()
            flash(gettext("The award is given."), "success")
            return redirect(url_for("organizer.awards", slug=row.slug), 303)
    return _page(row, form, None), 422


@organizer_bp.post("/seasons/<slug>/awards/take")
@guarded("award.give", season_by_slug)
def awards_take(row: Season) -> Response:
    """Take one award back."""
    award = db.session.get(Award, request.form.get("award", 0, type=row_number))
    if award is None or award.entry.season_id != row.id:
        raise Missing(N_("This award is not given (any more)."))
    take(db.session(), award, actor=person(), now=now())
    db.session.commit()
    flash(gettext("The award is taken back."), "success")
    return redirect(url_for("organizer.awards", slug=row.slug), 303)


def _entry_of(season: Season, code: str) -> Entry:
    wanted = select(Entry).where(Entry.season_id == season.id, func.upper(Entry.code) == code.strip().upper())
    entry = db.session.scalar(wanted)
    if entry is None:
        raise Missing(N_("No game of this season has this number."))
    return entry


def _kind_of(season: Season, number: int) -> AwardKind:
    kind = next((kind for kind in award_kinds(db.session(), season.id) if kind.id == number), None)
    if kind is None:
        raise Missing(N_("There is no such kind of award."))
    return kind


def _form_of(kind: AwardKind, *, sent: bool = False) -> SpecialKindForm:
    # Many such forms stand in one page, so each one's fields carry the kind's number.
    form = ShareKindForm if kind.basis is AwardBasis.SHARE else SpecialKindForm
    return form(prefix=f"kind-{kind.id}-") if sent else form(formdata=None, obj=kind, prefix=f"kind-{kind.id}-")


def _kinds_page(row: Season, sent: SpecialKindForm | None = None, sent_for: AwardKind | None = None) -> str:
    kinds = award_kinds(db.session(), row.id)
    holders: dict[int, int] = {}
    for award in awards_of(db.session(), row.id):
        holders[award.kind_id] = holders.get(award.kind_id, 0) + 1
    forms = [(kind, sent if sent is not None and kind is sent_for else _form_of(kind)) for kind in kinds]
    new = sent if sent is not None and sent_for is None else SpecialKindForm(formdata=None)
    return render_template("organizer/awards_kinds.html", season=row, forms_of_kinds=forms, new=new, holders=holders)


@organizer_bp.get("/seasons/<slug>/awards/kinds")
@guarded("season.edit", season_by_slug)
def awards_kinds(row: Season) -> str:
    """Shares and special prizes."""
    return _kinds_page(row)


@organizer_bp.post("/seasons/<slug>/awards/kinds")
@guarded("season.edit", season_by_slug)
def awards_kinds_add(row: Season) -> Response | tuple[str, int]:
    """Add a special prize."""
    form = SpecialKindForm()
    if not form.validate_on_submit():
        return _kinds_page(row, form), 422
    add_special_kind(db.session(), row, form.name_zh.data, form.name_en.data, actor=person(), now=now())
    db.session.commit()
    flash(gettext("The special prize is added."), "success")
    return redirect(url_for("organizer.awards_kinds", slug=row.slug), 303)


@organizer_bp.post("/seasons/<slug>/awards/kinds/<int:number>")
@guarded("season.edit", season_by_slug)
def awards_kinds_change(row: Season, number: int) -> Response | tuple[str, int]:
    """Rename a kind or change its share."""
    kind = _kind_of(row, number)
    form = _form_of(kind, sent=True)
    if form.validate_on_submit():
        share = form.share_percent.data if isinstance(form, ShareKindForm) else None
        try:
            change_kind(db.session(), kind, form.name_zh.data, form.name_en.data, share, actor=person(), now=now())
        except ContestError as error:
            form.take(error)
        else:
            db.session.commit()
            flash(gettext("Saved. Awards already given stay as they are."), "success")
            return redirect(url_for("organizer.awards_kinds", slug=row.slug), 303)
    db.session.rollback()
    return _kinds_page(row, form, kind), 422


@organizer_bp.post("/seasons/<slug>/awards/kinds/<int:number>/remove")
@guarded("season.edit", season_by_slug)
def awards_kinds_remove(row: Season, number: int) -> Response:
    """Remove a special prize that nobody holds."""
    remove_special_kind(db.session(), _kind_of(row, number), actor=person(), now=now())
    db.session.commit()
    flash(gettext("The special prize is removed."), "success")
    return redirect(url_for("organizer.awards_kinds", slug=row.slug), 303)
