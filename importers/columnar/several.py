"""Several rows of a count as one: their sum, of the longest wait their greatest."""

from __future__ import annotations

import polars as pl

from core.counts import is_greatest


def several(name: str) -> pl.Expr:
    """What rows of a count come to."""
    return pl.col(name).max() if is_greatest(name) else pl.col(name).sum()
