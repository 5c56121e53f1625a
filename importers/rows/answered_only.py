"""Lists in which every call was answered: they may name the answered calls alone (decision 0018)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from core.batch import Dataset
from core.finding import Finding, Place
from importers.draft import Draft

#: In so many calls one is lost somewhere, even where 99 of 100 are answered.
_MANY = 200
#: Of so few nothing can be said: a quiet day loses none.
_FEW = 20
#: What follows from the lost calls too.
OF_LOST = ("abandoned", "abandoned_wait_s", "offered", "wait_all_s")
_OUTCOME = "call_status"


def without_unknown(file: str, drafts: Sequence[Draft]) -> tuple[list[Draft], list[Finding]]:
    """The drafts of a file, its lists without the counts they cannot know; and what is said of them.

    A list that says of none how it ended, or of very many that each was answered, is one of answered calls:
    offered and abandoned stay unknown. One that says so of fewer may be whole, and that is said.
    """
    lists = [draft for draft in drafts if _is_list(draft)]
    n = sum(int(draft.frame["answered"].sum()) for draft in lists)
    if lists and not n:
        return list(drafts), _none_answered(file, lists)
    if not n or any(_has_unanswered(draft.frame) for draft in lists):
        return list(drafts), []
    vendors = dict.fromkeys(draft.key.vendor for draft in lists)
    if n < _MANY and all(_says_outcomes(draft) for draft in lists):
        found = [Finding("calls_all_answered", Place(file), {"vendor": v, "n": n}) for v in vendors]
        return list(drafts), found if n >= _FEW else []
    found = [Finding("answered_calls_only", Place(file), {"vendor": v, "n": n}) for v in vendors]
    return [_without(draft) if _is_list(draft) else draft for draft in drafts], found


def _none_answered(file: str, lists: Sequence[Draft]) -> list[Finding]:
    """A list of lost calls alone, as long as the answered ones are not in."""
    n = sum(int(draft.frame["offered"].sum()) for draft in lists)
    whose = dict.fromkeys(draft.key.vendor for draft in lists)
    return (
        [Finding("lost_calls_only", Place(file), {"vendor": v, "n": n}) for v in whose] if n >= _FEW else []
    )


def _is_list(draft: Draft) -> bool:
    return draft.key.dataset is Dataset.CALLS and {"offered", "answered"} <= set(draft.measures)


def _has_unanswered(calls: pl.DataFrame) -> bool:
    """Whether any call ended otherwise; the further rows of a call that was passed on are none."""
    ended = [pl.col(name) == 1 for name in ("offered", "ivr_calls", "flow_out") if name in calls.columns]
    return calls.select(((pl.col("answered") == 0) & pl.any_horizontal(ended)).any()).item()


def _says_outcomes(draft: Draft) -> bool:
    return all(any(n.split("@")[0] == _OUTCOME for n in columns) for columns in draft.offsets.values())


def _without(draft: Draft) -> Draft:
    kept = tuple(name for name in draft.measures if name not in OF_LOST)
    return replace(draft, measures=kept, frame=draft.frame.drop(OF_LOST, strict=False))
