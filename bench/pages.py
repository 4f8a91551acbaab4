"""How long pages take and how many queries they cost, in a small season and in one of 10,000 games with 4 sheets each.

    .venv/bin/python -m bench.pages [GAMES]

The floor is the page on which people sign in, measured in the same run: a page that knows nothing of the season's size.
Each page is asked for once to warm up, then five times; the median counts. `×` is that median over the
floor's in the same season. All goes through the application as the server calls it, without a socket.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bench.made_season import NOW, MadeSeason, application, fill
from contest.extensions import db
from contest.models import Judge, ScoreSheet
from contest.pipeline import award, health, publish, rank

SMALL, LARGE, TIMES = 100, 10_000, 5
FLOOR = "sign in (the floor)"
BAR = 300.0
"""Milliseconds that no page of the large season may take."""


@dataclass(frozen=True)
class Cost:
    """What one page costs."""

    milliseconds: float
    queries: int
    kilobytes: float


def judged(made: MadeSeason) -> int:
    """Two proposals, one without a judge, a look at the health, awards, a publication: all that pages show. Gives the
    number of the ranking without a judge."""
    session, by = db.session(), {"actor": made.organizer, "now": NOW}
    rank.compute(session, made.season, **by)
    # A few sheets are set aside, so that two proposals differ.
    for sheet in session.query(ScoreSheet).order_by(ScoreSheet.id).limit(len(made.codes) // 50):
        sheet.set_aside_at = NOW
    session.flush()
    ranking = rank.compute(session, made.season, **by)
    without = rank.compute(session, made.season, without=session.get_one(Judge, made.judges[0]), **by)
    health.look(session, made.season, now=NOW)
    award.take_over(session, ranking, **by)
    publish.publish(session, made.season, note="", **by)
    session.commit()
    return without.id


def addresses(made: MadeSeason, without: int) -> dict[str, tuple[str, str]]:
    """Page → (who asks, address)."""
    season, code = f"/organizer/seasons/{made.season.slug}", made.codes[len(made.codes) // 2]
    results = f"/results/{made.season.slug}"
    organizers = {
        "overview": "/organizer/",
        "season": season,
        "entries": f"{season}/entries",
        "one entry": f"/organizer/entries/{code}",
        "jury": f"{season}/jury",
        "progress (assignments)": f"{season}/assignments",
        "progress by game": f"{season}/assignments/entries",
        "health": f"{season}/health",
        "health, judges": f"{season}/health/judges",
        "health, one judge": f"/organizer/judges/{made.judges[0]}/health",
        "health, odd sheets": f"{season}/health/odd",
        "ranking": f"{season}/ranking",
        "ranking, later page": f"{season}/ranking?page=20",
        "ranking, sheets of a game": f"/organizer/entries/{code}/sheets",
        "ranking, two compared": f"{season}/ranking/compare",
        "ranking, without a judge": f"{season}/ranking/without/{without}",
        "ranking, spreadsheet": f"{season}/ranking/2/table",
        "awards": f"{season}/awards",
        "publication": f"{season}/publication",
        "audit": "/organizer/audit",
    }
    public = {
        "results": results,
        "how we judge": f"{results}/how-we-judge",
        "sheets as .csv": f"{results}/score-sheets.csv",
        "sheets as .json": f"{results}/score-sheets.json",
    }
    return {
        FLOOR: ("public", "/sign-in"),
        "home": ("public", "/"),
        **{name: ("organizer", path) for name, path in organizers.items()},
        **{name: ("public", path) for name, path in public.items()},
        "teacher's desk": ("teacher", "/teacher/"),
        "judge's desk": ("judge", "/judge/"),
    }


def client_of(app: Flask, user_id: int | None) -> FlaskClient:
    """Somebody who is signed in already."""
    client = app.test_client()
    if user_id is not None:
        with client.session_transaction() as stored:
            stored["_user_id"], stored["_fresh"] = f"{user_id}:1", True
    return client


def cost_of(ask: Callable[[], Any]) -> Cost:
    """The median of some askings after one to warm up. Raises unless the answer is a page."""
    statements: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    took = []
    for _ in range(TIMES + 1):
        statements.clear()
        event.listen(db.engine, "before_cursor_execute", note)
        began = perf_counter()
        answer = ask()
        body = answer.get_data()
        took.append(1000 * (perf_counter() - began))
        event.remove(db.engine, "before_cursor_execute", note)
        if answer.status_code != 200:
            raise SystemExit(f"{answer.request.path} answered {answer.status_code}")
    return Cost(median(took[1:]), len(statements), len(body) / 1024)


def measured(games: int) -> dict[str, Cost]:
    """Every page of a season of so many games."""
    with application() as app:
        made = fill(db.session(), games)
        without = judged(made)
        judge = db.session().execute(db.text("SELECT user_id FROM judge ORDER BY id LIMIT 1")).scalar()
        people = {"public": None, "organizer": made.organizer.id, "teacher": made.teacher.id, "judge": judge}
        wanted = addresses(made, without)
        clients = {who: client_of(app, user_id) for who, user_id in people.items()}
        db.session.remove()

        def asking(who: str, path: str) -> Callable[[], Any]:
            def ask() -> Any:
                # A context of its own for each, as on a server: who signed in must not be remembered.
                with app.app_context():
                    return clients[who].get(path, headers={"Accept-Language": "zh"})

            return ask

        return {name: cost_of(asking(*where)) for name, where in wanted.items()}


def main() -> None:
    """Print the table."""
    large = int(sys.argv[1]) if len(sys.argv) > 1 else LARGE
    small, big = measured(SMALL), measured(large)
    floors = [costs[FLOOR].milliseconds for costs in (small, big)]
    print(f"| page | {SMALL} games: ms | × | queries | {large} games: ms | × | queries | KB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, cost in small.items():
        cells = [name]
        for each, floor in zip((cost, big[name]), floors, strict=True):
            cells += [f"{each.milliseconds:.0f}", f"{each.milliseconds / floor:.1f}", str(each.queries)]
        print(f"| {' | '.join(cells)} | {big[name].kilobytes:.0f} |")
    slow = [name for name, cost in big.items() if cost.milliseconds > BAR]
    more = [name for name, cost in small.items() if big[name].queries > cost.queries]
    print(f"\nover {BAR:.0f} ms: {', '.join(slow) or 'none'}")
    print(f"more queries than in the small season: {', '.join(more) or 'none'}")


if __name__ == "__main__":
    main()
