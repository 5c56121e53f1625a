"""Campaigns, waves, briefs and calls as they are kept and as the checks see them, turned both ways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from core.text import Text
from qa.form.terms import ClauseRef
from qa.programme.brief import Brief, Promise, Question
from qa.programme.commitments import Commitment
from qa.programme.dayparts import Daypart, Dayparts
from qa.programme.exposure import ExposureRules
from qa.programme.guesses import Guess
from qa.programme.kinds import Mood, ScenarioKind, outcome_of
from qa.programme.shop import Shop
from qa.programme.wave import Blackout, Cell, Wave
from store.records import (
    AuditRecord,
    MysteryBriefRecord,
    MysteryCampaignRecord,
    MysteryGuessRecord,
    MysteryPromiseRecord,
    MysteryShopRecord,
    MysteryWaveRecord,
)
from store.unit_of_work import UnitOfWork

_LINES = ("avoid", "data", "steps", "critical")
_WORDS = ("product_version", "persona", "opening")


#: Vendor → its name.
Names = Mapping[str, Text]


def wave_of(record: MysteryWaveRecord, campaign: MysteryCampaignRecord, names: Names | None = None) -> Wave:
    """A wave with what its campaign says; `names` where findings of it are shown."""
    return Wave(
        record.code,
        record.since,
        record.until,
        {_cell(each): int(each["planned"]) for each in record.quotas},
        record.least_n,
        record.seed,
        tuple(_blackout(each) for each in record.blackouts),
        record.closed_at is not None,
        parts_of(campaign.parts),
        campaign.shared_line,
        dict(names or {}),
    )


def stored_quotas(quotas: Mapping[Cell, int]) -> list[dict[str, Any]]:
    """Quotas as the database keeps them; cells with nothing planned are left out."""
    return [
        {"vendor": cell.vendor, "site": cell.site, "brief": cell.brief, "part": cell.part.value, "planned": n}
        for cell, n in sorted(quotas.items())
        if n
    ]


def stored_blackouts(blackouts: Iterable[Blackout]) -> list[dict[str, str]]:
    """Blackouts as the database keeps them."""
    return [
        {**asdict(each), "start": each.start.isoformat(), "end": each.end.isoformat()}
        for each in sorted(blackouts, key=lambda each: each.start)
    ]


def rules_of(stored: Mapping[str, Any]) -> ExposureRules:
    """The exposure rules of a campaign."""
    said = {**stored}
    if said.get("check_percent") is not None:
        said["check_percent"] = Fraction(said["check_percent"])
    return ExposureRules(**said)


def stored_rules(rules: ExposureRules) -> dict[str, Any]:
    """The same as the database keeps them: only what is switched on."""
    return {
        field.name: value
        for field in fields(rules)
        if (value := getattr(rules, field.name)) not in (None, False)
    }


def parts_of(stored: Mapping[str, Any]) -> Dayparts:
    """The slots of a campaign."""
    if not stored:
        return Dayparts()
    peak, night = (tuple((a, b) for a, b in stored[name]) for name in ("peak", "night"))
    first, last = stored["open"]
    return Dayparts(peak, night, (first, last))


def stored_parts(parts: Dayparts) -> dict[str, Any]:
    """The same as the database keeps them."""
    return {"peak": parts.peak, "night": parts.night, "open": parts.open}


def brief_of(record: MysteryBriefRecord) -> Brief:
    """A version of a brief as the checks see it; its approval counts from the day in UTC+8."""
    body: Mapping[str, Any] = record.body
    lists: dict[str, Any] = {name: tuple(body[name]) for name in _LINES}
    approved = record.approved_at
    return Brief(
        record.code,
        record.number,
        record.name,
        ScenarioKind(body["kind"]),
        record.since,
        record.until,
        Mood(body["mood"]),
        questions=tuple(map(_question, body["questions"])),
        promises=tuple(Promise(**each) for each in body["promises"]),
        max_attempts=body["max_attempts"],
        approved_by=record.approved_by or "",
        approved_on=approved.astimezone(ZoneInfo("Asia/Shanghai")).date() if approved else None,
        **{name: body[name] for name in _WORDS},
        **lists,
    )


def stored_brief(brief: Brief) -> dict[str, Any]:
    """What a brief says beside its code, version, name and days."""
    return {
        "kind": brief.kind,
        "mood": brief.mood,
        "questions": [_stored_question(each) for each in brief.questions],
        "promises": [asdict(each) for each in brief.promises],
        "max_attempts": brief.max_attempts,
        **{name: getattr(brief, name) for name in (*_WORDS, *_LINES)},
    }


def shop_of(record: MysteryShopRecord, audit: AuditRecord, zone: str, names: Names | None = None) -> Shop:
    """A logged call as the programme's checks see it, by the clock of the place."""
    return Shop(
        audit.id,
        local(audit.at, zone),
        record.vendor,
        record.brief,
        record.brief_number,
        audit.site or "",
        audit.agent or "",
        record.caller,
        record.number_mark,
        audit.dialled,
        outcome_of(audit.outcome, audit.connected),
        audit.wait_s,
        record.talk_s,
        audit.recording,
        local(record.checked_at, zone) if record.checked_at else None,
        record.ruled_out,
        (names or {}).get(record.vendor),
    )


def vendor_names(uow: UnitOfWork) -> Names:
    """Every vendor's name."""
    return {vendor.code: vendor.name for vendor in uow.directory.all_vendors()}


def commitment_of(record: MysteryPromiseRecord) -> Commitment:
    """A promise as the checks see it, in UTC."""
    said = (record.id, record.audit, record.vendor, record.what)
    return Commitment(*said, record.due_at, record.done_at, record.failed)


def guess_of(record: MysteryGuessRecord, zone: str) -> Guess:
    """A vendor's guess by the clock of the place."""
    return Guess(record.vendor, local(record.at, zone), record.agent)


def local(at: datetime, zone: str) -> datetime:
    """An instant by the clock of the place, without its zone."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def instant(at: datetime | date, zone: str) -> datetime:
    """What a clock of the place showed, as an instant."""
    assert isinstance(at, datetime)
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))


def _question(stored: Mapping[str, Any]) -> Question:
    """Versions written before answers could rest on a clause name none."""
    named = stored.get("clause")
    return Question(**{**stored, "clause": ClauseRef(**named) if named else None})


def _stored_question(question: Question) -> dict[str, Any]:
    said = asdict(question)
    return said if question.clause else {name: said[name] for name in said if name != "clause"}


def _cell(stored: Mapping[str, Any]) -> Cell:
    return Cell(stored["vendor"], stored["site"], stored["brief"], Daypart(stored["part"]))


def _blackout(stored: Mapping[str, Any]) -> Blackout:
    start, end = (datetime.fromisoformat(stored[name]) for name in ("start", "end"))
    return Blackout(start, end, stored["why"], stored["vendor"])
