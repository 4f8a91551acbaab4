"""News for everybody, in both languages."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import StringField, TextAreaField

from contest.extensions import db
from contest.models import Announcement
from contest.pipeline.announce import News, change, post, set_hidden
from contest.queries.site import announcements as all_announcements
from contest.web.access import by_id, guarded, person
from contest.web.clock import now
from contest.web.forms import ContestForm, at_most, required
from contest.web.organizer.blueprint import organizer_bp


class NewsForm(ContestForm):
    """An announcement."""

    title_zh = StringField(_l("Title in Chinese"), [required(), at_most(120)])
    body_zh = TextAreaField(_l("Text in Chinese"), [required(), at_most(10000)])
    title_en = StringField(_l("Title in English"), [required(), at_most(120)])
    body_en = TextAreaField(_l("Text in English"), [required(), at_most(10000)])

    def news(self) -> News:
        """What was typed."""
        return News(self.title_zh.data, self.title_en.data, self.body_zh.data, self.body_en.data)


@organizer_bp.get("/announcements")
@guarded("announcement.edit")
def announcements() -> str:
    """All announcements, hidden ones too."""
    return render_template("organizer/announcements.html", news=all_announcements(db.session(), with_hidden=True))


@organizer_bp.route("/announcements/new", methods=["GET", "POST"])
@guarded("announcement.edit")
def announcements_new() -> str | Response | tuple[str, int]:
    """Post one."""
    form = NewsForm()
    if form.validate_on_submit():
        post(db.session(), form.news(), actor=person(), now=now())
        db.session.commit()
        flash(gettext("The announcement is on the home page now."), "success")
        return redirect(url_for("organizer.announcements"), 303)
    return render_template("organizer/announcement_form.html", form=form, row=None), 422 if form.errors else 200


@organizer_bp.route("/announcements/<int:id>", methods=["GET", "POST"])
@guarded("announcement.edit", by_id(Announcement))
def announcements_edit(row: Announcement) -> str | Response | tuple[str, int]:
    """Correct one."""
    form = NewsForm(obj=row)
    if form.validate_on_submit():
        change(db.session(), row, form.news(), actor=person(), now=now())
        db.session.commit()
        flash(gettext("Saved."), "success")
        return redirect(url_for("organizer.announcements"), 303)
    return render_template("organizer/announcement_form.html", form=form, row=row), 422 if form.errors else 200


@organizer_bp.post("/announcements/<int:id>/hidden")
@guarded("announcement.edit", by_id(Announcement))
def announcements_hide(row: Announcement) -> Response:
    """Take one off the public pages, or bring it back."""
    set_hidden(db.session(), row, request.form.get("hidden") == "1", actor=person(), now=now())
    db.session.commit()
    return redirect(url_for("organizer.announcements"), 303)
