"""A programme for the tests: an approved brief, a wave of two vendors in November 2026, calls of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from core.text import Text
from qa.programme.brief import Brief, Question
from qa.programme.dayparts import Daypart
from qa.programme.exposure import ExposureRules
from qa.programme.kinds import Outcome, ScenarioKind
from qa.programme.matching import ListedCall
from qa.programme.shop import Shop
from qa.programme.wave import Blackout, Cell, Wave

BRIEF = Brief(
    "PLAN", 1, Text("套餐咨询", "Tariff enquiry"), ScenarioKind.ENQUIRY, date(2026, 11, 1),
    opening="你好，我想问问套餐。", questions=(Question("流量用完怎么计费？", "每 GB 5 元，封顶 100 元。"),),
    approved_by="赵总", approved_on=date(2026, 10, 30),
)  # fmt: skip
CELL = Cell("YUNHE", "", "PLAN", Daypart.PEAK)
WAVE = Wave("W11", date(2026, 11, 2), date(2026, 11, 29), {CELL: 4}, least_n=3, seed="2026-11")
#: A Tuesday, in the peak of the morning.
SHOP = Shop(
    "s1", datetime(2026, 11, 10, 10, 0), "YUNHE", "PLAN", 1, agent="0123", caller="C1", number="n1",
    dialled="073****5678", wait_s=12, talk_s=180, recording="R-1",
)  # fmt: skip


def shop(**said: Any) -> Shop:
    """The call, otherwise as said; `at` and `checked_at` may be written out, `outcome` named by its code."""
    instants = {key: datetime.fromisoformat(str(said[key])) for key in ("at", "checked_at") if key in said}
    outcome = {"outcome": Outcome(said["outcome"])} if "outcome" in said else {}
    return replace(SHOP, **{**said, **instants, **outcome})


def shops(n: int, **said: Any) -> list[Shop]:
    """So many calls that differ in nothing but their key, agent and day: one a day from the 2nd."""
    days = (datetime(2026, 11, 2 + i % 28, 10, i // 28) for i in range(n))
    return [shop(**{"key": f"s{i}", "agent": f"{i:04}", "at": day, **said}) for i, day in enumerate(days)]


def programme(said: Mapping[str, Any]) -> dict[str, Any]:
    """The parts a museum's programme.yaml names, as the checks take them."""
    wave = said.get("wave", {})
    quotas = {
        Cell(*cell.split("/")[:3], Daypart(cell.split("/")[3])): n
        for cell, n in wave.get("quotas", {}).items()
    }
    made = replace(WAVE, **{**wave, "quotas": quotas or WAVE.quotas, "blackouts": _blackouts(wave)})
    rules = {**said.get("rules", {})}
    if "check_percent" in rules:
        rules["check_percent"] = Fraction(rules["check_percent"])
    brief = replace(BRIEF, **said.get("brief", {}))
    return {
        "wave": made,
        "rules": ExposureRules(**rules),
        "shops": [shop(**{"key": f"s{i}", **each}) for i, each in enumerate(said.get("shops", [{}]))],
        "briefs": [brief],
        "listed": [_listed(each) for each in said.get("listed", [])],
        "now": datetime.fromisoformat(str(said.get("now", "2026-11-30T09:00"))),
    }


def _blackouts(wave: Mapping[str, Any]) -> tuple[Blackout, ...]:
    spans = wave.get("blackouts", ())
    return tuple(Blackout(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in spans)


def _listed(said: Mapping[str, Any]) -> tuple[str, ListedCall]:
    exact = {key: Fraction(said[key]) for key in ("talk_s", "wait_s") if key in said}
    start = datetime.fromisoformat(str(said["start"]))
    return "YUNHE", ListedCall(**{**said, **exact, "start": start})
