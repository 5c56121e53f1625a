"""A sheet of the whole vendor beside sheets of its sites: what they add up to is no third figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from core.finding import Finding, Place
from core.offsets import sheets_of
from importers.draft import Draft

_DETAIL = ("agent", "item", "queue", "channel", "segment", "language")
_SPAN = ("day", "day_end", "slot", "slot_end")


def without_sums(file: str, parts: Sequence[Draft]) -> tuple[list[Draft], list[Finding]]:
    """The drafts of one key without the figures of a whole that its sites' sheets give already, to the last
    call; said, for nothing is left out in silence. A whole that is anything else stays, and is asked about.
    """
    sites = [part for part in parts if _of_sites(part)]
    kept: list[Draft] = []
    findings: list[Finding] = []
    for part in parts:
        shared = _shared(part, sites) if _of_whole(part) and len(sites) > 1 else []
        if not shared or not _adds_up(part.frame, [site.frame for site in sites], shared):
            kept.append(part)
            continue
        others = sorted({name for site in sites for name in sheets_of(site.offsets)})
        facts = {"vendor": part.key.vendor, "others": [f"“{name}”" for name in others]}
        findings.append(Finding("sheet_sums_sites", Place(file, sheets_of(part.offsets)[0]), facts))
        kept += _rest(part, shared)
    return kept, findings


def _of_sites(part: Draft) -> bool:
    return _plain(part) and part.frame["site"].null_count() == 0


def _of_whole(part: Draft) -> bool:
    return _plain(part) and part.frame["site"].count() == 0


def _plain(part: Draft) -> bool:
    """Whether its rows are told apart by nothing finer than a site."""
    return not part.frame.is_empty() and all(part.frame[name].count() == 0 for name in _DETAIL)


def _shared(whole: Draft, sites: Sequence[Draft]) -> list[str]:
    return [name for name in whole.measures if all(name in site.measures for site in sites)]


def _adds_up(whole: pl.DataFrame, sites: Sequence[pl.DataFrame], names: Sequence[str]) -> bool:
    """Whether each row of the whole is what the sites' rows of its days come to, in every count."""
    sums = [pl.col(name).sum().alias(f"{name}+") for name in names]
    added = pl.concat(sites, how="diagonal").group_by(_SPAN).agg(sums)
    both = whole.join(added, on=list(_SPAN), how="inner", nulls_equal=True)
    same = [(pl.col(name).fill_null(0) == pl.col(f"{name}+")).all() for name in names]
    return both.height == whole.height and bool(both.select(pl.all_horizontal(same)).item())


def _rest(part: Draft, shared: Sequence[str]) -> list[Draft]:
    """The whole with the counts that no site gives; nothing where there are none."""
    left = tuple(name for name in part.measures if name not in shared)
    if not left and not part.asserted:
        return []
    frame = part.frame.drop(shared) if left else part.frame.drop(shared).clear()
    return [replace(part, frame=frame, measures=left)]
