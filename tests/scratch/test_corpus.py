"""Against real files, with what Scratch's own parser and machine say of them."""
# ruff: noqa: T201 - the figures are printed

import json
from typing import Any

import pytest

from contest.scratch import Card, Refusal, card_of, read
from tests.scratch.files import CORPUS

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real Scratch files is not beside the project"),
]

COUNTS = {"variables": "scalar", "lists": "list", "broadcasts": "broadcast"} | {
    name: name
    for name in (
        *("targets", "blocks", "nonshadow", "scripts", "costumes"),
        *("sounds", "comments", "procedures", "monitors"),
    )
}

# Where we decide otherwise than scratch-parser, and why.
EXCEPTIONS = {
    "files/83131500982fd8ce.sb2": "holds NaN; the Flash player wrote it, and the player here opens it",
}
# scratch-parser answers for sprites when asked for sprites, and never for Scratch 1.4: there, loading decides.
SPRITES = ("sprite2", "sprite3")


def _truth() -> list[dict[str, Any]]:
    path = CORPUS / "truth.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def _cards() -> list[tuple[dict[str, Any], Card | str]]:
    answers: list[tuple[dict[str, Any], Card | str]] = []
    for each in _truth():
        data = (CORPUS / each["file"]).read_bytes()
        try:
            answers.append((each, card_of(read(data))))
        except Refusal as refusal:
            answers.append((each, refusal.code))
    return answers


@pytest.fixture(scope="module")
def cards() -> list[tuple[dict[str, Any], Card | str]]:
    return _cards()


def _should_open(truth: dict[str, Any]) -> bool:
    if truth["format"] in SPRITES:
        return False
    if truth["format"] == "sb1":
        return bool(truth["loads"] == "yes")
    return bool(truth["valid"] == "yes")


def test_the_verdict_is_scratchs_own(cards: list[tuple[dict[str, Any], Card | str]]) -> None:
    differing = {truth["file"] for truth, card in cards if isinstance(card, Card) != _should_open(truth)}
    print(f"\nverdict: {len(cards) - len(differing)} of {len(cards)} files as Scratch; differing: {differing}")
    assert differing == set(EXCEPTIONS)


def test_every_sprite_is_told_to_be_one(cards: list[tuple[dict[str, Any], Card | str]]) -> None:
    assert {card for truth, card in cards if truth["format"] in SPRITES} == {"single_sprite"}


def test_counts_are_those_of_the_machine_for_every_sb3(cards: list[tuple[dict[str, Any], Card | str]]) -> None:
    loaded = [
        (truth, card)
        for truth, card in cards
        if truth["format"] == "sb3" and isinstance(card, Card) and "counts" in truth
    ]
    wrong = [
        (truth["file"], name, getattr(card.counts, name), truth["counts"][theirs])
        for truth, card in loaded
        for name, theirs in COUNTS.items()
        if getattr(card.counts, name) != truth["counts"][theirs]
    ]
    print(f"\ncounts: {len(loaded)} sb3 files, {len(COUNTS)} numbers each, {len(wrong)} wrong")
    assert len(loaded) > 400
    assert wrong == []


OLD_COUNTS = ("targets", "scripts", "costumes", "sounds", "variables", "lists", "procedures")


@pytest.mark.parametrize(("format_", "least"), [("sb2", 100), ("sb", 18)])
def test_counts_of_older_formats_agree_where_the_file_says_so(
    cards: list[tuple[dict[str, Any], Card | str]], format_: str, least: int
) -> None:
    loaded = [
        (truth, card)
        for truth, card in cards
        if isinstance(card, Card) and card.format == format_ and "counts" in truth
    ]
    wrong = [
        (truth["file"], name)
        for truth, card in loaded
        for name in (*OLD_COUNTS, *(["comments"] if format_ == "sb2" else []))  # Scratch 3 loses those of 1.4
        if getattr(card.counts, name) != truth["counts"][COUNTS[name]]
    ]
    same_blocks = sum(card.counts.blocks == truth["counts"]["nonshadow"] for truth, card in loaded)
    print(f"\ncounts: {len(loaded)} {format_} files, {len(OLD_COUNTS)} numbers each, {len(wrong)} wrong;", end=" ")
    print(f"blocks as the file has them equal those that are no shadows in {same_blocks}")
    assert len(loaded) >= least
    assert wrong == []


def test_missing_assets_are_found_as_others_find_them(cards: list[tuple[dict[str, Any], Card | str]]) -> None:
    differing = {
        truth["file"]
        for truth, card in cards
        if isinstance(card, Card)
        and any(warning.code.startswith("missing_") for warning in card.warnings)
        != ("missing_assets" in truth["anomalies"])
    }
    # Its assets lie in another folder than its project.json, and Scratch looks into any.
    assert differing == {"files/7d76789d637e7a7c.sb3"}


# Our warnings -> what others call the same; where the two differ in a file, how many files may.
ANOMALIES = {
    ("cut_scripts", "empty_slots"): ("input_ref_missing", "next_missing"),
    ("stray_blocks",): ("nontop_without_parent", "parent_missing"),
    ("odd_links",): ("input_parent_mismatch", "toplevel_shadow", "toplevel_with_parent"),
    ("lost_comments",): ("comment_block_missing", "comment_ref_missing"),
    ("undefined_blocks",): ("call_undefined_proc",),
    ("lost_variables",): (
        *("dangling_variables", "dangling_lists"),
        *("dangling_field_variables", "dangling_field_lists"),
    ),
    ("lost_messages",): ("dangling_broadcasts", "dangling_field_broadcasts"),
    ("lost_monitors",): ("monitor_sprite_missing", "monitor_var_missing"),
    ("same_names",): ("dup_target_names",),
    ("wrong_assets",): ("md5_content_mismatch",),
    ("wrong_kinds",): ("format_mismatch_mp3_is_wav",),
}


def test_problems_are_found_where_others_find_them(cards: list[tuple[dict[str, Any], Card | str]]) -> None:
    new = [(truth, card) for truth, card in cards if isinstance(card, Card) and card.format == "sb3"]
    print(f"\nproblems in {len(new)} sb3 files:")
    differing = {}
    for codes, anomalies in ANOMALIES.items():
        ours = {truth["file"] for truth, card in new if {each.code for each in card.warnings} & set(codes)}
        theirs = {truth["file"] for truth, _ in new if set(truth["anomalies"].split(",")) & set(anomalies)}
        print(f"  {' or '.join(codes):<28} ours {len(ours):>3}, theirs {len(theirs):>3}, both {len(ours & theirs):>3}")
        differing[codes] = (ours - theirs, theirs - ours)
    assert {codes: found for codes, found in differing.items() if any(found)} == {}


def test_every_card_can_be_kept_and_said_in_both_languages(cards: list[tuple[dict[str, Any], Card | str]]) -> None:
    for _, card in cards:
        if isinstance(card, Card):
            assert Card.from_dict(json.loads(json.dumps(card.to_dict()))) == card
            assert all(warning.sentence(language) for warning in card.warnings for language in ("zh", "en"))
