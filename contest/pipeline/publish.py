"""The awarded results are frozen for everyone to see.

A publication's content is all that the public pages show, and nothing they must not: names are masked in it, and
there is no full name, no judge and no teacher in it. Its form:

    {"version": 2,
     "season": {slug, name_zh, name_en, theme_zh, theme_en},
     "awards": [{name_zh, name_en, basis}],                    best first
     "divisions": [{name_zh, name_en,
                    "games": [{code, title, how_to_play, school, province, authors: [str],
                               awards: [position in "awards"], picture: sha256 or None,
                               file: {sha256, format, size} or None, music: bool,
                               extensions: [{name_zh, name_en}], counts: {name: number}}]}],
     "judging": how it was judged (contest.pipeline.disclose), or None where no ranking stands behind the awards,
     "shows_marks": bool,                                      whether teachers see their own games' marks
     "table": {sha256, sheets, judges, entries} or None}       of the table of sheets, kept beside the content

Version 1 had neither judging, nor shows_marks, nor table.

Only the latest publication that is not hidden is served; publishing hides the one before. The content of none ever
changes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contest.errors import N_, Closed
from contest.models import Author, Award, AwardBasis, AwardKind, Entry, Publication, Ranking, Season, User
from contest.pipeline.audit import record
from contest.pipeline.disclose import judging_part
from contest.pipeline.hold import hold_season
from contest.pipeline.sheet_table import sheet_table
from contest.queries.publication import awarding_ranking
from contest.queries.results import award_kinds, awarded_entries
from contest.rules.names import public_name, without_name
from contest.rules.permissions import is_in_contest

CONTENT_VERSION = 2
SEASON_WORDS = ("slug", "name_zh", "name_en", "theme_zh", "theme_en")
SHOWN_COUNTS = ("sprites", "scripts", "nonshadow", "costumes", "sounds", "variables", "lists", "procedures")


@dataclass(frozen=True)
class Frozen:
    """What would be published now."""

    content: dict[str, Any]
    sheet_table: dict[str, Any] | None
    ranking: Ranking | None


def freeze(session: Session, season: Season, *, with_table: bool = True) -> Frozen:
    """What would be published now: the entries in the contest that hold an award, and how they were judged.

    Raises Closed when the table of sheets is to be shown and cannot be; a preview may then ask for it without.
    """
    awards = [award for award in awarded_entries(session, season.id) if is_in_contest(award.entry)]
    kinds = [kind for kind in award_kinds(session, season.id) if any(award.kind_id == kind.id for award in awards)]
    games = _games(awards, [kind.id for kind in kinds])
    ranking = awarding_ranking(session, season.id)
    shows_table = with_table and season.shows_table
    table = sheet_table(session, season, ranking) if shows_table and ranking is not None else None
    content = {
        "version": CONTENT_VERSION,
        "season": {name: getattr(season, name) for name in SEASON_WORDS},
        "awards": [_award(kind) for kind in kinds],
        "divisions": [
            {"name_zh": division.name_zh, "name_en": division.name_en, "games": games[division.id]}
            for division in season.divisions
            if division.id in games
        ],
        "judging": judging_part(session, season, ranking, _best_shares(awards, kinds), kinds) if ranking else None,
        "shows_marks": season.shows_marks,
        "table": _about(table) if table is not None else None,
    }
    return Frozen(content, table, ranking)


def snapshot(session: Session, season: Season) -> dict[str, Any]:
    """The content that would be published now."""
    return freeze(session, season).content


def _about(table: dict[str, Any]) -> dict[str, Any]:
    counts = {name: len(table[name]) for name in ("sheets", "judges", "entries")}
    return {"sha256": content_hash(table), **counts}


def _best_shares(awards: list[Award], kinds: list[AwardKind]) -> dict[int, int]:
    """entry id → position in `kinds` of its best award by share."""
    positions = {kind.id: position for position, kind in enumerate(kinds) if kind.basis is AwardBasis.SHARE}
    best: dict[int, int] = {}
    for award in awards:
        if award.kind_id in positions:
            position = positions[award.kind_id]
            best[award.entry_id] = min(position, best.get(award.entry_id, position))
    return best


def canonical(content: dict[str, Any]) -> bytes:
    """The content as JSON in the one form that is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 in hex over the canonical form: anyone can recompute it."""
    return hashlib.sha256(canonical(content)).hexdigest()


def publish(session: Session, season: Season, *, note: str, actor: User, now: datetime) -> Publication:
    """Freeze the awarded results under the next number and show them in place of the ones before.

    Raises Closed when no game in the contest holds an award, or the table of sheets cannot be shown.
    """
    # One publication at a time: the number is read and used in one go.
    hold_season(session, season.id)
    frozen = freeze(session, season)
    if not frozen.content["divisions"]:
        raise Closed(N_("No game has an award yet, so there is nothing to publish."))
    last = session.scalar(select(func.max(Publication.number)).where(Publication.season_id == season.id)) or 0
    shown = select(Publication).where(Publication.season_id == season.id, Publication.withdrawn_at.is_(None))
    for earlier in session.scalars(shown).all():
        hide(session, earlier, actor=actor, now=now)
    publication = Publication(
        season=season,
        number=last + 1,
        content=frozen.content,
        content_hash=content_hash(frozen.content),
        sheet_table=frozen.sheet_table,
        ranking=frozen.ranking,
        note=note,
        published_by=actor,
        published_at=now,
    )
    session.add(publication)
    after = {"number": publication.number, "hash": publication.content_hash}
    record(session, "results.publish", publication, actor=actor, now=now, season_id=season.id, after=after)
    return publication


def hide(session: Session, publication: Publication, *, actor: User, now: datetime) -> None:
    """Take a publication off the public pages. It stays in the list, unchanged."""
    if publication.withdrawn_at is not None:
        return
    publication.withdrawn_at = now
    before = {"number": publication.number}
    season_id = publication.season_id
    record(session, "results.hide", publication, actor=actor, now=now, season_id=season_id, before=before)


def _award(kind: AwardKind) -> dict[str, Any]:
    return {"name_zh": kind.name_zh, "name_en": kind.name_en, "basis": kind.basis.value}


def _games(awards: list[Award], kind_ids: list[int]) -> dict[int | None, list[dict[str, Any]]]:
    """division id → its games, ordered by their best award and then by code."""
    positions: dict[int, list[int]] = {}
    entries: dict[int, Entry] = {}
    for award in awards:
        entries[award.entry_id] = award.entry
        positions.setdefault(award.entry_id, []).append(kind_ids.index(award.kind_id))
    games: dict[int | None, list[dict[str, Any]]] = {}
    for entry_id, entry in entries.items():
        games.setdefault(entry.division_id, []).append(_game(entry, sorted(positions[entry_id])))
    return games


def _game(entry: Entry, awards: list[int]) -> dict[str, Any]:
    file = entry.file
    card = file.card if file is not None else {}
    extensions = card.get("extensions", [])
    return {
        "code": entry.code,
        "title": _without_names(entry.title, entry.authors),
        "how_to_play": _without_names(entry.how_to_play, entry.authors),
        "school": entry.school.name,
        "province": entry.school.province,
        "authors": [public_name(author.full_name, author.display_name) for author in entry.authors],
        "awards": awards,
        "file": {"sha256": file.sha256, "format": file.format, "size": file.size} if file is not None else None,
        "picture": file.picture_sha256 if file is not None else None,
        "music": any(extension["id"] == "music" for extension in extensions),
        "extensions": [{"name_zh": each["name_zh"], "name_en": each["name_en"]} for each in extensions],
        "counts": {name: card["counts"][name] for name in SHOWN_COUNTS if card.get("counts", {}).get(name)},
    }


def _without_names(text: str, authors: list[Author]) -> str:
    for author in authors:
        text = without_name(text, author.full_name, public_name(author.full_name, author.display_name))
    return text
