"""The demonstration contest, filled in by the same pipeline that people use, in the order of a real year."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.demo import cast, seasons
from contest.demo.games import GAMES, DemoGame
from contest.demo.marking import mark_all
from contest.demo.practising import add_practice
from contest.documents.spreadsheet import read_table
from contest.models import DraftKind, Entry, School, Season, Sponsor, User
from contest.pipeline import announce, award, dealing, jury, people, publish, rank, school_import, submit
from contest.pipeline import seasons as season_stage
from contest.pipeline.check import draw_picture
from contest.storage import Storage

LAST_YEAR, THIS_YEAR = 0, 1
"""Variants of the games: another title, other colours, another speed each year."""


@dataclass
class Filling:
    """What the steps share. `progress` is told of hundredths done."""

    session: Session
    storage: Storage
    fonts: Sequence[str]
    now: datetime
    progress: Callable[[int], object]
    lots: random.Random = field(default_factory=lambda: random.Random(2016))  # noqa: S311 - not a secret
    schools: list[School] = field(default_factory=list)
    teachers: list[User] = field(default_factory=list)
    judges: list[User] = field(default_factory=list)


def fill(
    session: Session, storage: Storage, *, fonts: Sequence[str], now: datetime, progress: Callable[[int], object]
) -> None:
    """Fill an empty database: last season published, this one in the middle of judging. Flushes, never commits."""
    filling = Filling(session, storage, fonts, now, progress)
    long_ago = now - timedelta(days=500)
    organizer = people.create_organizer(session, *cast.ORGANIZER, cast.PASSWORD, long_ago)
    _people(filling, organizer, long_ago)
    slug, plan = seasons.last_years(now)
    last = season_stage.create_season(session, slug, plan, actor=organizer, now=long_ago)
    last.is_demonstration = True
    _special_prize(filling, last, organizer, long_ago)
    _season(filling, last, organizer, LAST_YEAR, GAMES[:12])
    _finish(filling, last, organizer)
    slug, plan = seasons.this_years(now)
    season = season_stage.create_season(session, slug, plan, like=last, actor=organizer, now=now - timedelta(days=130))
    season.is_demonstration = True
    _season(filling, season, organizer, THIS_YEAR, GAMES)
    # A look at where the round stands: provisional, for it still runs.
    rank.compute(session, season, actor=organizer, now=filling.now)
    add_practice(session, storage, season, organizer, fonts=fonts, now=season.judging_opens_at - timedelta(days=3))
    _drafts(filling, season)
    _news(filling, season, organizer)


def _people(filling: Filling, organizer: User, now: datetime) -> None:
    session = filling.session
    table = read_table((Path(__file__).parent / "schools.csv").read_bytes())
    school_import.apply_import(session, table, organizer, now)
    filling.schools = list(session.scalars(select(School).order_by(School.id)))
    for school, (login, name) in zip(filling.schools, cast.TEACHERS, strict=True):
        teacher = people.create_person(session, login, name, cast.PASSWORD, now)
        people.join_school(session, teacher, school, now)
        filling.teachers.append(teacher)
        filling.progress(1)
    for login, name, _company in cast.JUDGES:
        filling.judges.append(people.create_person(session, login, name, cast.PASSWORD, now))
        filling.progress(1)


def _season(filling: Filling, season: Season, organizer: User, variant: int, games: Sequence[DemoGame]) -> None:
    session = filling.session
    _jury(filling, season, organizer)
    goodness: dict[int, float] = {}
    for number, game in enumerate(games):
        entry = _entry(filling, season, game, variant, number)
        goodness[entry.id] = 4.6 - 0.11 * number - (1.6 if game.weakness else 0)
        filling.progress(3)
    proposal = dealing.propose(session, season, DraftKind.DEAL)
    dealing.apply(session, season, DraftKind.DEAL, proposal.digest, actor=organizer, now=season.submissions_close_at)
    all_done = filling.now > season.judging_closes_at
    mark_all(session, season, goodness, lots=filling.lots, share_done=1.0 if all_done else 0.72, until=filling.now)
    filling.progress(3)


def _jury(filling: Filling, season: Season, organizer: User) -> None:
    session, now = filling.session, season.opens_at
    sponsors = {sponsor.name: sponsor for sponsor in session.scalars(select(Sponsor))}
    for user, (_login, name, company) in zip(filling.judges, cast.JUDGES, strict=True):
        token = jury.invite_judge(session, season, sponsors.get(company or ""), name, organizer, now, 14)
        jury.join_jury(session, jury.open_invitation(session, token, now), user, now)
    session.refresh(season)


def _entry(filling: Filling, season: Season, game: DemoGame, variant: int, number: int) -> Entry:
    session = filling.session
    which = number % len(filling.schools)
    teacher = filling.teachers[which]
    division = season.divisions[number % len(season.divisions)]
    then = season.opens_at + timedelta(days=20 + 4 * number, hours=number)
    entry = submit.create(session, season, filling.schools[which], game.title(variant), actor=teacher, now=then)
    data = game.build(variant)
    submit.receive(session, filling.storage, entry, data, f"{game.title(variant)}.sb3", actor=teacher, now=then)
    payload = {"sha256": entry.file_sha256}
    draw_picture(session, payload, then, storage=filling.storage, fonts=filling.fonts)
    grades = range(division.lowest_grade, division.highest_grade + 1)
    authors = [
        submit.AuthorLine(cast.author_name(3 * number + place + variant), grades[(number + place) % len(grades)])
        for place in range(1 + number % 3)
    ]
    details = submit.Details(game.title(variant), game.how_to_play, division, authors, True, True)
    submit.save(session, entry, details, actor=teacher, now=then)
    submit.submit(session, entry, actor=teacher, now=then + timedelta(minutes=12))
    return entry


def _drafts(filling: Filling, season: Season) -> None:
    """A draft and a withdrawn entry, so that every state can be seen."""
    session, then = filling.session, season.opens_at + timedelta(days=90)
    for which, title in ((0, "未完成的作品"), (1, "撤回的作品")):
        teacher = filling.teachers[which]
        entry = submit.create(session, season, filling.schools[which], title, actor=teacher, now=then)
        if which == 1:
            submit.withdraw(session, entry, actor=teacher, now=then)


def _special_prize(filling: Filling, season: Season, organizer: User, now: datetime) -> None:
    award.add_special_kind(filling.session, season, "最佳环保创意奖", "Best green idea", actor=organizer, now=now)


def _finish(filling: Filling, season: Season, organizer: User) -> None:
    session, now = filling.session, season.judging_closes_at + timedelta(days=3)
    ranking = rank.compute(session, season, actor=organizer, now=now)
    award.take_over(session, ranking, actor=organizer, now=now)
    special = season.award_kinds[-1]
    first = session.scalars(select(Entry).where(Entry.season_id == season.id).order_by(Entry.id)).first()
    if first is not None:
        award.give(session, first, special, actor=organizer, now=now)
    publish.publish(session, season, note="", actor=organizer, now=now + timedelta(days=7))
    filling.progress(2)


def _news(filling: Filling, season: Season, organizer: User) -> None:
    for days, words in enumerate(cast.NEWS):
        then = season.opens_at + timedelta(days=7 * days, hours=2)
        announce.post(filling.session, announce.News(words[0], words[1], words[2], words[3]), actor=organizer, now=then)
