"""What the hierarchical model (contest.judging.model) takes in, and what its draws say."""

from __future__ import annotations

from dataclasses import dataclass

from contest.judging.places import Singles
from contest.judging.rubric import Floats, Ints


@dataclass(frozen=True)
class Data:
    """Sheets in canonical order. Everything counts from 0; every entry and every judge has a sheet."""

    y: Floats
    """(n_sheets,) composites with mean 0 and variance 1."""
    entry: Ints
    judge: Ints
    division: Ints
    """(n_entries,)"""
    pool: Ints
    """(n_judges,)"""


@dataclass(frozen=True)
class Posterior:
    """Means over the draws, in the units of y, and thinned draws of the entries' quality."""

    level: float
    division: Floats
    """α, (n_divisions,)"""
    severity: Floats
    """b, (n_judges,): with μ and γ in it."""
    severity_error: Floats
    spread: Floats
    spread_squared: Floats
    noise: Floats
    """v, (n_judges,)"""
    precision: Floats
    """ω_r / v_j, (n_sheets,)"""
    surprise: Floats
    """(n_sheets,) squared error over v_j: far above 1 where a sheet is not what judge and entry let expect."""
    entry_variance: float
    judge_variance: float
    noise_scale: float
    draws: Singles
    """a, (n_kept, n_entries)"""
    sweeps: int
    chains: int
