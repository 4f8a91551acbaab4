"""Every failure as a page with a plain sentence, in the reader's language."""

from __future__ import annotations

import traceback
from typing import Any

from flask import Flask, Response, abort, jsonify, make_response, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import HTTPException

from contest.errors import N_, ContestError
from contest.extensions import db
from contest.web.keep import kept_form, must_sign_in, way_back

SENTENCES = {
    400: N_("The browser sent something that we do not understand. Please go back and try again."),
    401: N_("Please sign in to go on."),
    403: N_("You may not do this."),
    404: N_("There is nothing at this address."),
    405: N_("This address does not answer to that kind of request."),
    409: N_("Somebody did the same at the same moment. Please go back and look before you try again."),
    413: N_("The file is larger than the contest allows."),
    429: N_("Too many attempts. Please wait a quarter of an hour and try again."),
    500: N_("Something broke on our side. Nothing of yours was lost; please try again in a minute."),
}


def sentence(error: ContestError) -> str:
    """An error's sentence in the reader's language, its facts filled in."""
    # Without facts nothing is filled in, so a lone per cent sign in a sentence stays one.
    return str(gettext(error.message, **error.facts) if error.facts else gettext(error.message))


def wants_json() -> bool:
    """Whether a script of ours asked, and not a person's browser."""
    return request.headers.get("X-Requested-With") == "fetch"


def answer(status: int, text: str) -> Response:
    """The error page, or for our own scripts the same as JSON."""
    if wants_json():
        return make_response(jsonify(error=text), status)
    return make_response(render_template("errors/error.html", status=status, text=text), status)


def sign_in_again(status: int) -> Response:
    """Ask for a sign-in, or only for one more press; a form that was being sent is kept in the page."""
    if wants_json():
        return answer(status, gettext(SENTENCES[401]))
    template = "auth/sign_in_again.html" if must_sign_in() else "auth/send_again.html"
    return make_response(render_template(template, kept=kept_form(), target=way_back()), status)


def install(app: Flask) -> None:
    """Register the handlers."""
    app.before_request(refuse_nul)

    @app.errorhandler(ContestError)
    def contest_error(error: ContestError) -> Response:
        db.session.rollback()
        return answer(error.status, sentence(error))

    @app.errorhandler(CSRFError)
    def expired_form(error: CSRFError) -> Response:
        return sign_in_again(400)

    @app.errorhandler(IntegrityError)
    def met_another(error: IntegrityError) -> Response:
        # Rules are asked before a row is written; what only the database notices is two at the same moment.
        db.session.rollback()
        log_places(app, error)
        return answer(409, gettext(SENTENCES[409]))

    @app.errorhandler(401)
    def not_signed_in(error: HTTPException) -> Response:
        return sign_in_again(401)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Any:
        code = error.code or 500
        if code < 400:
            return error
        return answer(code, gettext(SENTENCES.get(code, SENTENCES[400 if code < 500 else 500])))

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        db.session.rollback()
        log_places(app, error)
        return answer(500, gettext(SENTENCES[500]))


def log_places(app: Flask, error: Exception) -> None:
    """Log an error's kind and places, never its own text: it may quote a child's name."""
    places = "".join(traceback.format_tb(error.__traceback__))
    app.logger.error("unhandled %s at %s\n%s", type(error).__name__, request.url_rule, places)


def refuse_nul() -> None:
    """No person types a NUL and PostgreSQL keeps none: a request with one ends here, not at the database."""
    sent = (value for fields in (request.args, request.form) for pair in fields.items(multi=True) for value in pair)
    if "\0" in request.path or any("\0" in value for value in sent):
        abort(400)
