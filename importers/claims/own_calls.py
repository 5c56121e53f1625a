"""Our own test calls in a vendor's list of calls: there, not there, or told otherwise.

China's bodies of practice ask for it (a call found, its wait within three seconds); an agent is what tells
one call of a busy line from the others, so a wait is compared only where our note names the agent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from core.facts import day_number
from core.finding import Finding, Place
from core.offsets import cell_of
from core.privacy import Privacy
from core.scope import Scope
from core.text import Text
from importers.draft import Draft

#: The clocks of two telephone systems, and of whoever noted the call, agree so far.
NEAR_MIN = 5
_NEAR_S = 3
_DIMS = ("project", "site", "queue", "channel")
_ANSWERED, _LOST = Text("接通", "answered"), Text("未接通", "not answered")


@dataclass(frozen=True)
class OwnCall:
    """A test call as it was noted."""

    #: By the clock of the place, without a time zone.
    at: datetime
    scope: Scope
    agent: str
    connected: bool
    wait_s: int | None


def check_own_calls(file: str, draft: Draft, calls: Sequence[OwnCall], privacy: Privacy) -> Iterator[Finding]:
    """What the list says of them. Silent about calls it does not speak for: it must hold calls of the same
    day and line before and after."""
    frame = draft.frame.filter(pl.col("slot").is_not_null())
    absent = []
    for call in calls:
        listed = frame.filter(_may_be(call, draft))
        if not _speaks_for(call, listed):
            continue
        near = listed.filter((pl.col("slot") - _minute(call)).abs() <= NEAR_MIN)
        its = near.filter(_is_its(call, listed, privacy))
        if its.is_empty():
            absent.append(call)
        elif found := _told_otherwise(file, draft, call, its):
            yield found
    if absent:
        facts = {
            "vendor": draft.key.vendor,
            "n": len(absent),
            "calls": [_said(call) for call in absent[:5]],
            "minutes": NEAR_MIN,
        }
        yield Finding("own_call_not_listed", Place(file), facts)


def _may_be(call: OwnCall, draft: Draft) -> pl.Expr:
    """The calls of its day whose line is not another one."""
    named = [(name, value) for name in _DIMS if (value := getattr(call.scope, name)) is not None]
    same = [pl.col(name).is_null() | (pl.col(name) == value) for name, value in named]
    return pl.all_horizontal([pl.col("day") == day_number(call.at.date()), *same])


def _speaks_for(call: OwnCall, listed: pl.DataFrame) -> bool:
    """Whether calls around it are listed; of one nobody answered, whether such calls are."""
    slots, minute = listed["slot"], _minute(call)
    around = bool((slots < minute - NEAR_MIN).any() and (slots > minute + NEAR_MIN).any())
    return around and (call.connected or bool((listed["answered"] == 0).any()))


def _is_its(call: OwnCall, listed: pl.DataFrame, privacy: Privacy) -> pl.Expr:
    """Which of the calls near it may be it: those of its agent, else those that ended as it did."""
    if call.connected and call.agent and listed["agent"].count():
        spelled = {call.agent, call.agent.lstrip("0"), call.agent.zfill(4)}
        kept = {privacy.agent(name, call.scope.vendor, call.scope.site) for name in spelled}
        return pl.col("agent").is_in(sorted(name for name in kept if name))
    # A further row of a call that was passed on is no lost call.
    further = (pl.col("offered") == 0) & pl.col("agent").is_not_null()
    return (pl.col("answered") == int(call.connected)) & ~further


def _told_otherwise(file: str, draft: Draft, call: OwnCall, its: pl.DataFrame) -> Finding | None:
    """An agent's call that the list calls lost, or that waited otherwise than we noted."""
    answered = its.filter(pl.col("answered") == 1)
    if answered.is_empty() and (its["offered"] == 0).any():
        # A call that was passed on to this agent stands as answered where it was answered first.
        return None
    if call.connected and answered.is_empty():
        return _finding(file, draft, call, its.row(0, named=True), _ANSWERED, _LOST)
    if not call.agent or call.wait_s is None or "wait_ms" not in its.columns:
        return None
    waits = answered.filter(pl.col("wait_ms").is_not_null())
    off = waits.with_columns(off=(pl.col("wait_ms") - call.wait_s * 1000).abs()).sort("off")
    if off.is_empty() or off["off"][0] <= _NEAR_S * 1000:
        return None
    line = off.row(0, named=True)
    return _finding(file, draft, call, line, _waited(call.wait_s), _waited(line["wait_ms"] // 1000))


def _finding(
    file: str, draft: Draft, call: OwnCall, line: dict[str, object], ours: Text, theirs: Text
) -> Finding:
    at = line["sheet"], line["row"], line["col"]
    sheet, cell = cell_of(draft.offsets, *at, "wait_ms")  # type: ignore[arg-type]
    place = Place(file, sheet or str(line["sheet"]), int(str(line["row"])), cell.rstrip("0123456789"))
    facts = {"vendor": draft.key.vendor, "call": _said(call), "ours": ours, "theirs": theirs}
    return Finding("own_call_differs", place, facts)


def _waited(seconds: int) -> Text:
    return Text(f"等待 {seconds} 秒", f"a wait of {seconds} s")


def _said(call: OwnCall) -> Text:
    when = f"{call.at:%Y-%m-%d %H:%M}"
    return Text(f"{when} 工号 {call.agent}", f"{when} agent {call.agent}") if call.agent else Text(when, when)


def _minute(call: OwnCall) -> int:
    return call.at.hour * 60 + call.at.minute
