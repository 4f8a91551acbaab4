"""A project file on its way in and out, and the picture of its stage."""

from __future__ import annotations

from flask import Response, current_app, jsonify, make_response, render_template, request
from werkzeug.datastructures import FileStorage

from contest.errors import N_, Invalid, Missing
from contest.extensions import db
from contest.models import Entry
from contest.pipeline import submit
from contest.pipeline.check import keep_snapshot
from contest.queries.entries import copies_of, whole_entry
from contest.scratch import Refusal
from contest.scratch.limits import in_mib
from contest.web.access import by_id, guarded, person
from contest.web.blocks import send_blocks
from contest.web.clock import now
from contest.web.errors import answer
from contest.web.language import language
from contest.web.store import send_picture, send_project, storage
from contest.web.teacher.blueprint import teacher_bp


def sent_file(sent: FileStorage | None) -> tuple[bytes, str]:
    """The bytes of a sent file and its name on the teacher's machine. Raises Refusal for one that is too large.

    Its size is asked before it is read, so that a huge one never fills the memory.
    """
    if sent is None or not sent.filename:
        raise Invalid(N_("Please choose a file first."), field="project")
    limit: int = current_app.config["UPLOAD_LIMIT"]
    size = sent.stream.seek(0, 2)
    if size > limit:
        raise Refusal("file_too_large", size=in_mib(size), limit=in_mib(limit))
    sent.stream.seek(0)
    return sent.stream.read(), sent.filename


@teacher_bp.post("/entries/<int:id>/file")
@guarded("entry.edit", by_id(Entry))
def send_file(row: Entry) -> Response:
    """Take a file that static/js/upload.js sends by itself; the answer is the page's part about the file."""
    try:
        data, name = sent_file(request.files.get("project"))
        submit.receive(db.session(), storage(), row, data, name, actor=person(), now=now())
    except Refusal as refusal:
        db.session.rollback()
        return answer(422, refusal.sentence(language()))
    db.session.commit()
    whole = whole_entry(db.session(), row.id)
    part = render_template("teacher/_file.html", entry=whole, copies=copies_of(db.session(), whole))
    return make_response(part)


@teacher_bp.get("/entries/<int:id>/project")
@guarded("entry.read", by_id(Entry))
def project(row: Entry) -> Response:
    """The current project file, for the player and for download."""
    return send_project(row.file, row.code)


@teacher_bp.get("/entries/<int:id>/revisions/<int:number>/project")
@guarded("entry.read", by_id(Entry))
def revision_project(row: Entry, number: int) -> Response:
    """A file that was sent earlier."""
    revision = next((each for each in row.revisions if each.number == number), None)
    if revision is None:
        raise Missing(N_("There is nothing at this address."))
    return send_project(revision.file, f"{row.code}-{number}")


@teacher_bp.get("/entries/<int:id>/picture")
@guarded("entry.read", by_id(Entry))
def picture(row: Entry) -> Response:
    """The thumbnail; 404 until it is drawn."""
    return send_picture(row.file)


@teacher_bp.get("/entries/<int:id>/blocks")
@guarded("entry.read", by_id(Entry))
def blocks(row: Entry) -> Response:
    """The scripts of the current file, for looking at."""
    return send_blocks(row.file_sha256)


@teacher_bp.post("/entries/<int:id>/picture")
@guarded("entry.edit", by_id(Entry))
def send_snapshot(row: Entry) -> Response:
    """Take the player's picture of the stage where none could be drawn here."""
    sent = request.files.get("picture")
    if sent is None or row.file is None:
        raise Invalid(N_("This is not a picture of the stage."), field="picture")
    taken = keep_snapshot(db.session(), storage(), row.file, sent.stream.read())
    db.session.commit()
    return jsonify(taken=taken)
