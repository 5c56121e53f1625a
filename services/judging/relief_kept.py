"""What a run keeps of relief: the judgement before it and the steps to the one after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from core.tally import Flag
from core.text import Text
from core.verdict import Verdict
from services.judging.month_result import ClauseLine
from services.judging.sample_kept import sample_kept, sample_of
from sla.judging.verdict import Judgement
from sla.terms.contract import Clause

#: Exact numbers that a relief may change.
_RAW_NUMBERS = ("value", "compared", "numerator", "denominator", "target", "minimum")


def relief_detail(line: ClauseLine, raw: Judgement) -> dict[str, Any]:
    """The judgement before relief, as much of it as differs, and how the other follows from it."""
    exact = {name: _text(getattr(raw, name)) for name in _RAW_NUMBERS}
    said = {"verdict": raw.verdict.value, "n": raw.n, "flags": sorted(flag.value for flag in raw.flags)}
    small = {
        **({"sample": sample_kept(raw.sample)} if raw.sample else {}),
        **({"steps": [step.as_dict() for step in raw.steps]} if raw.steps else {}),
    }
    return {
        "raw": {**exact, **said, **small},
        "relief": [[step.zh, step.en] for step in line.relief],
        "waived": line.waived,
    }


def raw_of(clause: Clause, judgement: Judgement, kept: Mapping[str, Any] | None) -> Judgement | None:
    """The judgement before relief."""
    if kept is None:
        return None
    exact: dict[str, Any] = {name: _number(kept[name]) for name in _RAW_NUMBERS}
    flags = frozenset(Flag(flag) for flag in kept["flags"])
    small: dict[str, Any] = {
        "sample": sample_of(kept.get("sample"), clause.sample),
        "steps": tuple(Text(**step) for step in kept.get("steps", ())),
    }
    return replace(judgement, verdict=Verdict(kept["verdict"]), n=kept["n"], flags=flags, **exact, **small)


def _number(stored: str | None) -> Fraction | None:
    return None if stored is None else Fraction(stored)


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
