"""The worker's process is ended in the middle of a ranking, as a power cut or the system's memory guard does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

import config
from bench.made_season import NOW, fill
from contest.app import create_app
from contest.database import migrate
from contest.extensions import db
from contest.jobs import run_pending
from contest.models import Job, JobState, Placing, Ranking, RankingState
from contest.pipeline.rank import Life, life, request
from contest.pipeline.rank_watch import LEASE, SILENCE
from contest.pipeline.work import kinds

ROOT = Path(__file__).parent.parent.parent
WORKER = """
import sys
from datetime import UTC, datetime
import config
from contest.app import create_app
from contest.extensions import db
from contest.jobs import run_pending
from contest.pipeline.work import kinds

with create_app(config.Testing({"DATABASE_URL": sys.argv[1]})).app_context():
    run_pending(db.session(), kinds(None, []), lambda: datetime.now(UTC))
"""


def percent(number: int) -> int:
    db.session.rollback()
    return int(db.session.scalar(select(Ranking.done_percent).where(Ranking.id == number)) or 0)


def test_a_ranking_survives_the_end_of_its_workers_process(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'c.sqlite'}"
    with create_app(config.Testing({"DATABASE_URL": url, "UPLOADS": str(tmp_path)})).app_context():
        migrate(db.engine)
        session = db.session()
        made = fill(session, 250)
        number = request(session, made.season, actor=made.organizer, now=NOW).id
        session.query(Job).update({"run_after": datetime(2020, 1, 1, tzinfo=UTC)})
        session.commit()
        with subprocess.Popen([sys.executable, "-c", WORKER, url], cwd=ROOT, env=dict(os.environ)) as worker:
            deadline = time.monotonic() + 60
            while percent(number) == 0 and time.monotonic() < deadline:
                time.sleep(0.05)
            worker.send_signal(signal.SIGKILL)
        ended = datetime.now(UTC)
        session.rollback()
        ranking = session.get_one(Ranking, number)
        assert ranking.state is RankingState.RUNNING
        assert 0 < ranking.done_percent < 100
        assert session.scalar(select(func.count()).select_from(Placing)) == 0
        assert life(session, ranking, now=ended + SILENCE) is Life.SILENT
        session.commit()
        assert run_pending(session, kinds(None, []), lambda: ended) == 0, "the lease of the lost worker still runs"
        assert run_pending(session, kinds(None, []), lambda: ended + LEASE) == 1
        session.expire_all()
        assert (ranking.state, life(session, ranking, now=ended)) == (RankingState.READY, Life.WELL)
        assert session.scalar(select(func.count()).select_from(Placing)) == 250
        assert session.scalars(select(Job.state)).all() == [JobState.DONE]
        db.session.remove()
        db.engine.dispose()
