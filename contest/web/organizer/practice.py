"""Practice games of a season's jury: chosen, described, scored by the organizers together, hidden again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.wrappers import Response as Answer
from wtforms import StringField, TextAreaField

from contest.errors import N_, Invalid, Missing
from contest.extensions import db
from contest.models import Criterion, PracticeGame, PracticeSheet, ProjectFile, Season
from contest.pipeline import practice as stage
from contest.pipeline.check import check
from contest.queries.desk import rubric_of
from contest.queries.practice import practice_games, ready_projects, sheets_by_game
from contest.rules.practice import Distance, compare
from contest.scratch import Refusal
from contest.web.access import by_id, guarded, person
from contest.web.clock import now
from contest.web.errors import sentence
from contest.web.forms import ContestForm, at_most, required
from contest.web.judge.forms import marks_of
from contest.web.language import language
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp
from contest.web.store import send_picture, send_project, storage
from contest.web.teacher.files import sent_file


class FileForm(ContestForm):
    """A Scratch file for one more practice game."""

    project = FileField(_l("Scratch file"), [required()])


class PracticeForm(ContestForm):
    """What organizers write about a practice game; the agreed levels stand beside it."""

    title_zh = StringField(_l("Title in Chinese"), [required(), at_most(60)])
    title_en = StringField(_l("Title in English"), [required(), at_most(60)])
    how_to_play_zh = TextAreaField(_l("How to play, in Chinese"), [at_most(2000)])
    how_to_play_en = TextAreaField(_l("How to play, in English"), [at_most(2000)])
    why_zh = TextAreaField(_l("Why these marks, in Chinese"), [at_most(2000)])
    why_en = TextAreaField(_l("Why these marks, in English"), [at_most(2000)])

    def words(self) -> stage.PracticeWords:
        """What was typed."""
        names = stage.PracticeWords.__dataclass_fields__
        return stage.PracticeWords(**{name: (self._fields[name].data or "").strip() for name in names})


@dataclass(frozen=True)
class Outcome:
    """How judges fared with one practice game."""

    judges: int
    near: int
    """No criterion more than one level from the agreed sheet."""


@dataclass(frozen=True)
class Fresh:
    """A season's project that is about to become a practice game."""

    season: Season
    file: ProjectFile


def _fresh(arguments: dict[str, Any]) -> Fresh:
    file = db.session.get(ProjectFile, arguments.pop("sha256"))
    season = season_by_slug(arguments)
    if file is None:
        raise Missing(N_("There is nothing at this address."))
    return Fresh(season, file)


@organizer_bp.get("/seasons/<slug>/jury/practice")
@guarded("practice.edit", season_by_slug)
def jury_practice(season: Season) -> str:
    """The practice games, how judges fared, and where another can be taken from."""
    return _list_page(season, FileForm(formdata=None))


@organizer_bp.post("/seasons/<slug>/jury/practice")
@guarded("practice.edit", season_by_slug)
def jury_practice_upload(season: Season) -> Answer | tuple[str, int]:
    """Take a file by the same checks as an entry's, then ask for words and marks."""
    form = FileForm()
    if form.validate_on_submit():
        try:
            data, _ = sent_file(form.project.data)
            file = check(db.session(), storage(), data, now=now())
            db.session.commit()
            return redirect(url_for("organizer.jury_practice_new", slug=season.slug, sha256=file.sha256), 303)
        except Refusal as refusal:
            db.session.rollback()
            form.project.errors = [refusal.sentence(language())]
    return _list_page(season, form), 422


@organizer_bp.route("/seasons/<slug>/jury/practice/new/<sha256>", methods=["GET", "POST"])
@guarded("practice.edit", _fresh)
def jury_practice_new(fresh: Fresh) -> Answer | str | tuple[str, int]:
    """Words and agreed marks for a chosen file."""
    season, file = fresh.season, fresh.file
    ready = {each.sha256: each for each in ready_projects(db.session(), season)}.get(file.sha256)
    texts = {"title_zh": ready.title, "how_to_play_zh": ready.how_to_play} if ready is not None else {}
    form, rubric = PracticeForm(data=texts), rubric_of(db.session(), season.id)
    agreed = marks_of(request.form, [each.key for each in rubric])
    if form.validate_on_submit():
        try:
            stage.add(db.session(), season, file, form.words(), agreed, actor=person(), now=now())
            db.session.commit()
            flash(gettext("The practice game is on the judges' desks now."), "success")
            return redirect(url_for("organizer.jury_practice", slug=season.slug), 303)
        except Invalid as error:
            db.session.rollback()
            return _form_page(season, file, form, rubric, agreed, error), 422
    page = _form_page(season, file, form, rubric, agreed)
    return (page, 422) if form.errors else page


@organizer_bp.route("/practice/<int:id>", methods=["GET", "POST"])
@guarded("practice.edit", by_id(PracticeGame))
def jury_practice_change(game: PracticeGame) -> Answer | str | tuple[str, int]:
    """Correct words and agreed marks."""
    season = db.session.get_one(Season, game.season_id)
    form, rubric = PracticeForm(obj=game), rubric_of(db.session(), season.id)
    agreed = marks_of(request.form, [each.key for each in rubric]) if request.form else dict(game.agreed)
    if form.validate_on_submit():
        try:
            stage.change(db.session(), game, form.words(), agreed, actor=person(), now=now())
            db.session.commit()
            flash(gettext("Saved."), "success")
            return redirect(url_for("organizer.jury_practice", slug=season.slug), 303)
        except Invalid as error:
            db.session.rollback()
            return _form_page(season, game.file, form, rubric, agreed, error, game=game), 422
    page = _form_page(season, game.file, form, rubric, agreed, game=game)
    return (page, 422) if form.errors else page


@organizer_bp.post("/practice/<int:id>/hidden")
@guarded("practice.edit", by_id(PracticeGame))
def jury_practice_hide(game: PracticeGame) -> Answer:
    """Take one off the desks, or put it back."""
    stage.set_hidden(db.session(), game, request.form.get("hidden") == "1", actor=person(), now=now())
    db.session.commit()
    season = db.session.get_one(Season, game.season_id)
    return redirect(url_for("organizer.jury_practice", slug=season.slug), 303)


@organizer_bp.get("/seasons/<slug>/jury/practice/files/<sha256>/project")
@guarded("practice.edit", _fresh)
def jury_practice_project(fresh: Fresh) -> Response:
    """The project file, to play it while agreeing on its marks."""
    return send_project(fresh.file, f"practice-{fresh.file.sha256[:8]}")


@organizer_bp.get("/seasons/<slug>/jury/practice/files/<sha256>/picture")
@guarded("practice.edit", _fresh)
def jury_practice_picture(fresh: Fresh) -> Response:
    """Its thumbnail."""
    return send_picture(fresh.file)


def _list_page(season: Season, form: FileForm) -> str:
    session = db.session()
    rubric, sheets = rubric_of(session, season.id), sheets_by_game(session, season.id)
    games = practice_games(session, season.id)
    return render_template(
        "organizer/practice.html",
        season=season,
        games=games,
        outcomes={game.id: _outcome(game, sheets.get(game.id, []), rubric) for game in games},
        ready=ready_projects(session, season),
        form=form,
    )


def _outcome(game: PracticeGame, sheets: Sequence[PracticeSheet], rubric: Sequence[Criterion]) -> Outcome:
    levels = {each.key: sorted(level.points for level in each.levels) for each in rubric}
    distances = [compare(sheet.marks, game.agreed, levels).distance for sheet in sheets]
    return Outcome(len(sheets), sum(distance is not Distance.FAR for distance in distances))


def _form_page(
    season: Season,
    file: ProjectFile,
    form: PracticeForm,
    rubric: Sequence[Criterion],
    agreed: dict[str, int | None],
    error: Invalid | None = None,
    *,
    game: PracticeGame | None = None,
) -> str:
    return render_template(
        "organizer/practice_form.html",
        season=season,
        file=file,
        form=form,
        rubric=rubric,
        agreed=agreed,
        problem=sentence(error) if error is not None else "",
        blanks=error.keys if isinstance(error, stage.Blanks) else (),
        game=game,
    )
