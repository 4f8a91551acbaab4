"""A practice game: played and scored on the same sheet, then compared with what the organizers agreed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from contest.errors import Closed, Invalid
from contest.extensions import db
from contest.models import Criterion, Judge, PracticeGame, PracticeSheet
from contest.pipeline import practice as stage
from contest.queries.desk import rubric_of
from contest.queries.practice import authors_in, place_of, tries_of
from contest.rules.practice import Comparison, compare
from contest.web.access import by_id, guarded, person
from contest.web.blocks import send_blocks
from contest.web.clock import now
from contest.web.errors import sentence
from contest.web.judge.blueprint import judge_bp
from contest.web.judge.forms import marks_of
from contest.web.judge.words import DISTANCES, LEANINGS
from contest.web.store import send_picture, send_project


@dataclass(frozen=True)
class Bench:
    """A practice game, and the actor's place on its season's jury."""

    game: PracticeGame
    judge: Judge | None


def own_practice(arguments: dict[str, Any]) -> Bench:
    """The practice game in the address with the place of whoever asks."""
    game: PracticeGame = by_id(PracticeGame)(arguments)
    return Bench(game, place_of(db.session(), game.season_id, person().id))


@judge_bp.get("/practice/<int:id>")
@guarded("practice.take", own_practice)
def practice(bench: Bench) -> Response:
    """The game with an empty sheet; once it was sent, both sheets side by side."""
    return _page(bench)


@judge_bp.post("/practice/<int:id>")
@guarded("practice.take", own_practice)
def send_practice(bench: Bench) -> Answer:
    """Send the practice sheet, once."""
    rubric = rubric_of(db.session(), bench.game.season_id)
    marks = marks_of(request.form, [each.key for each in rubric])
    try:
        stage.finish(db.session(), bench.game, _judge(bench), marks, now=now())
        db.session.commit()
    except Invalid as error:
        db.session.rollback()
        return _page(bench, 422, marks=marks, blanks=error.keys if isinstance(error, stage.Blanks) else ())
    except Closed as error:
        db.session.rollback()
        flash(sentence(error), "success")
    return redirect(url_for("judge.practice", id=bench.game.id, _anchor="compared"), 303)


@judge_bp.get("/practice/<int:id>/project")
@guarded("practice.take", own_practice)
def practice_project(bench: Bench) -> Response:
    """The project file."""
    return send_project(bench.game.file, f"practice-{bench.game.position}")


@judge_bp.get("/practice/<int:id>/picture")
@guarded("practice.take", own_practice)
def practice_picture(bench: Bench) -> Response:
    """The thumbnail."""
    return send_picture(bench.game.file)


@judge_bp.get("/practice/<int:id>/blocks")
@guarded("practice.take", own_practice)
def practice_blocks(bench: Bench) -> Response:
    """The scripts, without full names of children who once entered this file."""
    digest = bench.game.file_sha256
    return send_blocks(digest, authors_in(db.session(), digest))


def _judge(bench: Bench) -> Judge:
    assert bench.judge is not None, "the guard lets nobody else in"  # noqa: S101 - for the type checker
    return bench.judge


def _page(
    bench: Bench, status: int = 200, *, marks: dict[str, int | None] | None = None, blanks: tuple[str, ...] = ()
) -> Response:
    session, game, judge = db.session(), bench.game, _judge(bench)
    rubric = rubric_of(session, game.season_id)
    sheet = session.get(PracticeSheet, (game.id, judge.id))
    tries = tries_of(session, [judge.id])[judge.id]
    following = next((each.game.id for each in tries if not each.is_done and each.game.id != game.id), None)
    page = render_template(
        "judge/practice.html",
        game=game,
        rubric=rubric,
        marks=marks or {},
        blanks=blanks,
        place=[each.game.id for each in tries].index(game.id) + 1,
        total=len(tries),
        compared=_compared(sheet, game, rubric) if sheet is not None else None,
        following=following,
        distances=DISTANCES,
        leanings=LEANINGS,
    )
    return make_response(page, status)


def _compared(sheet: PracticeSheet, game: PracticeGame, rubric: Sequence[Criterion]) -> Comparison:
    levels = {each.key: sorted(level.points for level in each.levels) for each in rubric}
    return compare(sheet.marks, game.agreed, levels)
