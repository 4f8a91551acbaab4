"""Organizers give prizes: by share from a ranking, or special ones by choice. Each giving and taking is recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from contest.errors import N_, Closed, ContestError, Invalid
from contest.models import Award, AwardBasis, AwardKind, Entry, Ranking, RankingState, Season, User
from contest.pipeline.audit import record
from contest.pipeline.hold import hold_season
from contest.queries.results import awards_of, share_kinds
from contest.queries.standings import Standing, standings
from contest.rules.awards import FEWEST_SHEETS, Share, SharesError, TieAtLine, is_too_close, lines, propose
from contest.rules.permissions import is_in_contest

SHARES_PROBLEMS = {
    "shares_over_hundred": N_("All shares together may not exceed 100 per cent."),
    "share_not_positive": N_("A share must be at least 1 per cent."),
    "kind_twice": N_("A kind of award is listed twice."),
}


@dataclass(frozen=True)
class AwardLine:
    """Where one award ends in one division, and how sure that is."""

    kind: int
    division: int
    inside: int
    """The last entry within the line."""
    outside: tuple[int, ...]
    """The first one beyond it, with all that share its place."""
    probability: float | None
    """That the last one within is better than the first one beyond; None where the ranking does not tell."""

    @property
    def is_close(self) -> bool:
        """Whether these two cannot be told apart."""
        return self.probability is not None and is_too_close(self.probability)


@dataclass(frozen=True)
class ProposedAwards:
    """Awards by share that follow from one ranking."""

    kinds: Mapping[int, int]
    """entry id → award kind id."""
    ties: tuple[TieAtLine, ...]
    """Where entries of one place all get the better award; of all divisions."""
    lines: tuple[AwardLine, ...]
    short: Mapping[int, int]
    """The same as `kinds` for entries within a line that have too few sheets to get an award yet."""
    split: frozenset[int]
    """Divisions that fall into groups which cannot be compared: nothing is proposed there."""
    undecided: frozenset[int]
    """The entries of those divisions; what they hold, they keep."""

    @property
    def close(self) -> tuple[AwardLine, ...]:
        """The lines at which the order cannot decide."""
        return tuple(line for line in self.lines if line.is_close)


def propose_awards(session: Session, ranking: Ranking, found: Sequence[Standing] | None = None) -> ProposedAwards:
    """What the shares give to the entries that are in the contest now. Raises Invalid for impossible shares.

    `found`: the ranking's standings, where they are at hand.
    """
    shares = [Share(kind.id, kind.share_percent or 0) for kind in share_kinds(session, ranking.season_id)]
    split = frozenset(ranking.summary.get("split_divisions", ()))
    found = standings(session, ranking) if found is None else found
    kinds: dict[int, int] = {}
    ties: list[TieAtLine] = []
    award_lines: list[AwardLine] = []
    for division, members in _by_division(found).items():
        if division in split:
            continue
        places = _close_gaps([each for each in members if each.is_in_contest])
        try:
            proposal = propose(places, shares)
        except SharesError as error:
            raise Invalid(SHARES_PROBLEMS[error.code]) from error
        kinds |= proposal.kinds
        ties += proposal.ties
        award_lines += _lines(division, shares, members, places)
    few = {each.entry_id for each in found if each.sheets < FEWEST_SHEETS}
    return ProposedAwards(
        kinds={entry: kind for entry, kind in kinds.items() if entry not in few},
        ties=tuple(ties),
        lines=tuple(award_lines),
        short={entry: kind for entry, kind in kinds.items() if entry in few},
        split=split,
        undecided=frozenset(each.entry_id for each in found if each.division_id in split),
    )


def _by_division(found: Iterable[Standing]) -> dict[int, list[Standing]]:
    by_division: dict[int, list[Standing]] = {}
    for each in found:
        by_division.setdefault(each.division_id, []).append(each)
    return by_division


def _close_gaps(members: Sequence[Standing]) -> dict[int, int | None]:
    """Places among the entries still in the contest, which come best first: whoever left since leaves no gap."""
    places: dict[int, int | None] = {}
    better, last = 0, None
    for number, each in enumerate(members):
        if each.place != last:
            better, last = number, each.place
        places[each.entry_id] = None if each.place is None else better + 1
    return places


def _lines(
    division: int, shares: Sequence[Share], members: Sequence[Standing], places: Mapping[int, int | None]
) -> list[AwardLine]:
    """Where the kinds end; a kind without a seat of its own, and one beyond which nobody is, has no line."""
    sure = {(one.entry_id, other.entry_id): one.before_next for one, other in pairwise(members)}
    order = [(each, place) for each, place in places.items() if place is not None]
    found, before = [], 0
    for share, seats in zip(shares, lines(shares, len(order)), strict=True):
        within = sum(place <= seats for _, place in order)
        if before < within < len(order):
            inside, (first, place) = order[within - 1][0], order[within]
            outside = tuple(entry for entry, other in order if other == place)
            found.append(AwardLine(share.kind, division, inside, outside, sure.get((inside, first))))
        before = within
    return found


def check_final(ranking: Ranking) -> None:
    """Raise Closed unless awards may follow from this ranking."""
    if ranking.state is not RankingState.READY:
        raise Closed(N_("This ranking was not computed to its end."))
    if "without_judge" in ranking.parameters:
        raise Closed(N_("This ranking leaves a judge out, to see what would change. Awards follow from all sheets."))
    if ranking.parameters.get("provisional"):
        raise Closed(
            N_("This ranking was computed while judging was still running. Compute a new one, then take that over.")
        )


def take_over(session: Session, ranking: Ranking, *, shared: Collection[int] = (), actor: User, now: datetime) -> int:
    """Make the awards by share those that the ranking proposes; special prizes stay. Gives how many changed.

    `shared`: entries just beyond a line at which the order cannot decide; they get the award of that line too.
    Raises Closed for a ranking that awards may not follow from.
    """
    hold_season(session, ranking.season_id)
    check_final(ranking)
    proposal = propose_awards(session, ranking)
    given = [award for award in awards_of(session, ranking.season_id) if award.kind.basis is AwardBasis.SHARE]
    after = after_taking_over(proposal, {award.entry_id: award.kind_id for award in given}, shared)
    standing = {award.entry_id for award in given if after.get(award.entry_id) == award.kind_id}
    taken = [award for award in given if award.entry_id not in standing]
    for award in taken:
        take(session, award, actor=actor, now=now)
    new = {entry_id: kind for entry_id, kind in after.items() if kind is not None and entry_id not in standing}
    for entry in session.scalars(select(Entry).where(Entry.id.in_(new)).order_by(Entry.id)):
        kind = session.get_one(AwardKind, new[entry.id])
        _add(session, entry, kind, ranking, actor=actor, now=now)
    for award in given:
        if award.entry_id in standing:
            award.ranking_id = ranking.id
    session.flush()
    return len(taken) + len(new)


def after_taking_over(
    proposal: ProposedAwards, given: Mapping[int, int], shared: Collection[int] = ()
) -> dict[int, int | None]:
    """entry id → the kind it would hold, None for none, of all entries that hold or would hold an award by share.

    given: entry id → the kind it holds now. It stays where an entry only lacks a sheet for it, and where nothing can
    be proposed.
    """
    after: dict[int, int | None] = dict.fromkeys(given)
    for entry, kind in given.items():
        if entry in proposal.undecided or proposal.short.get(entry) == kind:
            after[entry] = kind
    after |= proposal.kinds
    after |= {entry: line.kind for line in proposal.close for entry in line.outside if entry in shared}
    return after


def give(session: Session, entry: Entry, kind: AwardKind, *, actor: User, now: datetime) -> Award:
    """Give one award by hand. An entry has at most one award by share, so another of that basis goes."""
    hold_season(session, entry.season_id)
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
    """Take an award back, unless somebody else did so in this very moment."""
    season_id, before = award.entry.season_id, _described(award)
    if session.scalar(delete(Award).where(Award.id == award.id).returning(Award.id)) is not None:
        record(session, "award.take", award, actor=actor, now=now, season_id=season_id, before=before)


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
