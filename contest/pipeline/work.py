"""The kinds of work that are done outside the request; a new kind is one line here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from contest.jobs import Work
from contest.mail import MailServer, send
from contest.pipeline.check import draw_picture, read_again
from contest.pipeline.dealing import JOB as DRAFT
from contest.pipeline.dealing import work_out
from contest.pipeline.health import KIND, run_look
from contest.pipeline.likeness import Shelf, find_similar
from contest.pipeline.rank import JOB as RANK
from contest.pipeline.rank import carry_out
from contest.storage import Storage


def kinds(
    storage: Storage, fonts: Sequence[str], server: MailServer | None = None, shelf: Shelf | None = None
) -> dict[str, Work]:
    """What `contest.jobs.run_pending` needs: the kind of a job -> how it is done.

    `fonts` are paths of font files; `server` takes the mail, if there is one; `shelf`, where one is kept
    from call to call, saves reading all fingerprints anew.
    """
    return {
        "picture": partial(draw_picture, storage=storage, fonts=fonts),
        "card": partial(read_again, storage=storage),
        "likeness": partial(find_similar, storage=storage, shelf=shelf or Shelf()),
        KIND: run_look,
        "mail": partial(send, server=server),
        RANK: carry_out,
        DRAFT: work_out,
    }
