"""Organizers give prizes: by share from a ranking, or special ones by choice. Each giving and taking is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contest.errors import N_, Closed, ContestError, Invalid
from contest.models import Award, AwardBasis, AwardKind, Entry, Placing, Ranking, Season, User
from contest.pipeline.audit import record
from contest.queries.rankings import placings
from contest.queries.results import awards_of, share_kinds
from contest.rules.awards import Share, SharesError, TieAtLine, propose
from contest.rules.permissions import is_in_contest

SHARES_PROBLEMS = {
    "shares_over_hundred": N_("All shares together may not exceed 100 per cent."),
    "share_not_positive": N_("A share must be at least 1 per cent."),
    "kind_twice": N_("A kind of award is listed twice."),
}


@dataclass(frozen=True)
class ProposedAwards:
    """Awards by share that follow from one ranking."""

    kinds: Mapping[int, int]
    """entry id → award kind id."""
    ties: tuple[TieAtLine, ...]
    """Where entries of one place all get the better award; of all divisions."""


def propose_awards(session: Session, ranking: Ranking) -> ProposedAwards:
    """What the shares give to the entries that are in the contest now. Raises Invalid for impossible shares."""
    shares = [Share(kind.id, kind.share_percent or 0) for kind in share_kinds(session, ranking.season_id)]
    kinds: dict[int, int] = {}
    ties: list[TieAtLine] = []
    for places in _places_by_division(placings(session, ranking)).values():
        try:
            proposal = propose(places, shares)
        except SharesError as error:
            raise Invalid(SHARES_PROBLEMS[error.code]) from error
        kinds |= proposal.kinds
        ties += proposal.ties
    return ProposedAwards(kinds, tuple(ties))


def _places_by_division(lines: list[Placing]) -> dict[int, dict[int, int | None]]:
    """Places among the entries still in the contest: whoever left since leaves no gap."""
    by_division: dict[int, list[Placing]] = {}
    for line in lines:
        if is_in_contest(line.entry):
            by_division.setdefault(line.division_id, []).append(line)
    return {division: _close_gaps(members) for division, members in by_division.items()}


def _close_gaps(lines: list[Placing]) -> dict[int, int | None]:
    places = [line.place for line in lines if line.place is not None]
    return {
        line.entry_id: None if line.place is None else 1 + sum(place < line.place for place in places) for line in lines
    }


def take_over(session: Session, ranking: Ranking, *, actor: User, now: datetime) -> int:
    """Make the awards by share those that the ranking proposes; special prizes stay. Gives how many changed."""
    proposed = propose_awards(session, ranking).kinds
    given = [award for award in awards_of(session, ranking.season_id) if award.kind.basis is AwardBasis.SHARE]
    standing = {award.entry_id for award in given if proposed.get(award.entry_id) == award.kind_id}
    taken = [award for award in given if proposed.get(award.entry_id) != award.kind_id]
    for award in taken:
        take(session, award, actor=actor, now=now)
    new = {entry_id: kind_id for entry_id, kind_id in proposed.items() if entry_id not in standing}
    for entry in session.scalars(select(Entry).where(Entry.id.in_(new)).order_by(Entry.id)):
        kind = session.get_one(AwardKind, new[entry.id])
        _add(session, entry, kind, ranking, actor=actor, now=now)
    for award in given:
        if award.entry_id in standing:
            award.ranking_id = ranking.id
    session.flush()
    return len(taken) + len(new)


def give(session: Session, entry: Entry, kind: AwardKind, *, actor: User, now: datetime) -> Award:
    """Give one award by hand. An entry has at most one award by share, so another of that basis goes."""
    if not is_in_contest(entry):
        raise Closed(N_("Only a game that is in the contest can get an award; this one was withdrawn or taken out."))
    held = list(session.scalars(select(Award).where(Award.entry_id == entry.id)))
    for award in held:
        if award.kind_id == kind.id:
            return award
    for award in held:
        if kind.basis is AwardBasis.SHARE and award.kind.basis is AwardBasis.SHARE:
            take(session, award, actor=actor, now=now)
    return _add(session, entry, kind, None, actor=actor, now=now)


def _add(
    session: Session, entry: Entry, kind: AwardKind, ranking: Ranking | None, *, actor: User, now: datetime
) -> Award:
    award = Award(entry=entry, kind=kind, given_by=actor, given_at=now)
    award.ranking_id = ranking.id if ranking is not None else None
    session.add(award)
    record(session, "award.give", award, actor=actor, now=now, season_id=entry.season_id, after=_described(award))
    return award


def take(session: Session, award: Award, *, actor: User, now: datetime) -> None:
    """Take an award back."""
    season_id = award.entry.season_id
    record(session, "award.take", award, actor=actor, now=now, season_id=season_id, before=_described(award))
    session.delete(award)
    session.flush()


def _described(award: Award) -> dict[str, object]:
    return {"entry": award.entry.code, "award": award.kind.name_en, "ranking": award.ranking_id}


def add_special_kind(
    session: Session, season: Season, name_zh: str, name_en: str, *, actor: User, now: datetime
) -> AwardKind:
    """A new special prize, behind all other kinds."""
    last = session.scalar(select(func.max(AwardKind.position)).where(AwardKind.season_id == season.id))
    kind = AwardKind(
        season=season,
        position=0 if last is None else last + 1,
        basis=AwardBasis.SPECIAL,
        name_zh=name_zh,
        name_en=name_en,
    )
    session.add(kind)
    record(session, "award-kind.add", kind, actor=actor, now=now, season_id=season.id, after=_kind_values(kind))
    return kind


def change_kind(
    session: Session,
    kind: AwardKind,
    name_zh: str,
    name_en: str,
    share_percent: int | None,
    *,
    actor: User,
    now: datetime,
) -> None:
    """Rename a kind and, for an award by share, set its share. Awards already given stay as they are."""
    before = _kind_values(kind)
    kind.name_zh, kind.name_en = name_zh, name_en
    if kind.basis is AwardBasis.SHARE:
        _check_shares(session, kind, share_percent)
        kind.share_percent = share_percent
    after = _kind_values(kind)
    if after != before:
        record(
            session,
            "award-kind.change",
            kind,
            actor=actor,
            now=now,
            season_id=kind.season_id,
            before=before,
            after=after,
        )


def _check_shares(session: Session, changed: AwardKind, percent: int | None) -> None:
    others = [each for each in share_kinds(session, changed.season_id) if each.id != changed.id]
    shares = [Share(each.id, each.share_percent or 0) for each in others] + [Share(changed.id, percent or 0)]
    try:
        propose({}, shares)
    except SharesError as error:
        raise _beside_share(error.code) from error


def _beside_share(code: str) -> ContestError:
    return Invalid(SHARES_PROBLEMS[code], field="share_percent")


def remove_special_kind(session: Session, kind: AwardKind, *, actor: User, now: datetime) -> None:
    """Remove a special prize that nobody holds."""
    if kind.basis is not AwardBasis.SPECIAL:
        raise Closed(N_("An award by share cannot be removed here; it belongs to the season's settings."))
    if session.scalar(select(func.count()).select_from(Award).where(Award.kind_id == kind.id)):
        raise Closed(N_("This prize has been given. Take it back first, then remove it."))
    season_id, before = kind.season_id, _kind_values(kind)
    record(session, "award-kind.remove", kind, actor=actor, now=now, season_id=season_id, before=before)
    session.delete(kind)
    session.flush()


def _kind_values(kind: AwardKind) -> dict[str, object]:
    return {"zh": kind.name_zh, "en": kind.name_en, "share": kind.share_percent}
