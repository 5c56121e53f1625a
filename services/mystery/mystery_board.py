"""A wave as it stands 配额看板: its cells, what to dial next, what is odd, and the figures so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from core.finding import Finding
from core.principal import Action, Principal, authorize
from core.text import Lang
from exports.schedule_workbook import schedule_workbook
from qa.programme.check import wave_findings
from qa.programme.guesses import GuessRate, guess_rate
from qa.programme.matching import Match
from qa.programme.quotas import CellCount, board, dial_next, of_vendor
from qa.programme.schedule import Dial, schedule
from qa.programme.shop import Shop
from qa.programme.validity import Judged, judged
from qa.programme.wave import Standing, Wave
from services.forms.audit_forms import known_forms
from services.mystery.mystery_briefs import known_briefs
from services.mystery.mystery_calls import live_shops
from services.mystery.mystery_kept import Names, guess_of, local, rules_of, shop_of, vendor_names, wave_of
from services.mystery.mystery_listed import matches_in
from services.mystery.mystery_waves import shown_wave
from services.records.kept_audits import counted_forms, counts_of
from services.records.sealed_audits import sealed_calls
from store.records import AuditRecord, EntryState, MysteryCampaignRecord, MysteryShopRecord, MysteryWaveRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class WaveCall:
    """One call of a wave: as logged, as placed, as judged."""

    audit: AuditRecord
    placed: MysteryShopRecord
    judged: Judged


@dataclass(frozen=True)
class VendorWave:
    """What a wave has of one vendor: its cells added up, whether it counts, the figures of valid calls."""

    vendor: str
    count: CellCount
    standing: Standing
    #: Base counts of the valid calls and attempts: mystery_calls, mystery_passed, questions_correct …
    counts: dict[str, int]
    guesses: GuessRate
    #: The calls of these that have a score: reached an agent, and something applied.
    scored: int = 0


@dataclass(frozen=True)
class WaveView:
    """A wave as it stands now."""

    record: MysteryWaveRecord
    campaign: MysteryCampaignRecord
    wave: Wave
    #: By the clock of the place.
    now: datetime
    calls: tuple[WaveCall, ...]
    cells: tuple[CellCount, ...]
    vendors: tuple[VendorWave, ...]
    dial_next: CellCount | None
    schedule: tuple[Dial, ...]
    findings: tuple[Finding, ...]


def wave_view(house: House, who: Principal, code: str) -> WaveView:
    """Everything about a wave; of vendors this person may not see nothing."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = shown_wave(uow, who, code)
        campaign = uow.programme.campaigns.one(code=record.campaign)
        wave = wave_of(record, campaign, vendor_names(uow))
        now = local(uow.now, campaign.zone)
        calls = calls_in(house, who, uow, wave, campaign)
        asked = wave, rules_of(campaign.rules), [call.judged for call in calls], now
        found = wave_findings(*asked, _earlier(uow, record, campaign, wave.names))
        shops = [call.judged.shop for call in calls]
        cells = board(wave, shops, {c.audit.id for c in calls if not c.judged.valid}, now.date())
        vendors = [_vendor(uow, wave, vendor, cells, calls, campaign, now) for vendor in wave.vendors]
        shown = sealed_calls(uow, who, [call.audit for call in calls])
        calls = [replace(call, audit=audit) for call, audit in zip(calls, shown, strict=True)]
    return WaveView(
        record, campaign, wave, now, tuple(calls), tuple(cells), tuple(vendors), dial_next(wave, cells, now),
        tuple(schedule(wave)[0]), tuple(found),
    )  # fmt: skip


def wave_matches(house: House, who: Principal, code: str) -> list[Match]:
    """The calls of a wave beside the vendors' own lists, by time."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = shown_wave(uow, who, code)
        campaign = uow.programme.campaigns.one(code=record.campaign)
        shops = [shop_of(placed, audit, campaign.zone) for placed, audit in live_shops(uow, [code])]
        asked = rules_of(campaign.rules).match_rule
        found = matches_in(house, who, uow, wave_of(record, campaign), shops, asked)
    return sorted(found.values(), key=lambda match: match.shop.at)


def schedule_file(house: House, who: Principal, code: str, lang: Lang) -> tuple[str, bytes]:
    """The schedule for the callers as a workbook, file name and bytes: whom to call when, by which brief.

    For the client's callers only: nothing of it may go to a vendor.
    """
    authorize(who, Action.AUDIT)
    view = wave_view(house, who, code)
    with house.database.read(who) as uow:
        briefs = known_briefs(uow)
        vendors = dict(vendor_names(uow))
    name = f"{code}-{'拨测排期' if lang == 'zh' else 'schedule'}.xlsx"
    return name, schedule_workbook(view.wave, view.schedule, briefs, vendors, lang)


def calls_in(
    house: House, who: Principal, uow: UnitOfWork, wave: Wave, campaign: MysteryCampaignRecord
) -> list[WaveCall]:
    """The calls of a wave, judged; of a closed one as it was fixed when it was closed."""
    pairs = {audit.id: (placed, audit) for placed, audit in live_shops(uow, [wave.code])}
    shops = [shop_of(placed, audit, campaign.zone, wave.names) for placed, audit in pairs.values()]
    rules = rules_of(campaign.rules)
    asked = wave.shared_line or rules.listed
    matches = matches_in(house, who, uow, wave, shops, rules.match_rule) if asked else {}
    found = judged(wave, shops, known_briefs(uow), matches)
    if wave.closed:
        found = [Judged(each.shop, (), each.match) for each in found]
    return [WaveCall(pairs[each.shop.key][1], pairs[each.shop.key][0], each) for each in found]


def _earlier(
    uow: UnitOfWork, record: MysteryWaveRecord, campaign: MysteryCampaignRecord, names: Names
) -> list[Shop]:
    """The calls of the programme's waves that began before this one."""
    waves = uow.programme.waves.all(campaign=campaign.code)
    before = [wave.code for wave in waves if (wave.since, wave.code) < (record.since, record.code)]
    return [shop_of(placed, audit, campaign.zone, names) for placed, audit in live_shops(uow, before)]


def _vendor(
    uow: UnitOfWork,
    wave: Wave,
    vendor: str,
    cells: Sequence[CellCount],
    calls: Sequence[WaveCall],
    campaign: MysteryCampaignRecord,
    now: datetime,
) -> VendorWave:
    whole = of_vendor(cells, vendor, wave, now.date())
    mine = [call for call in calls if call.placed.vendor == vendor]
    noted = uow.programme.guesses.all(wave=wave.code, vendor=vendor, state=EntryState.LIVE)
    guesses = guess_rate(
        vendor, [call.judged.shop for call in mine], [guess_of(each, campaign.zone) for each in noted]
    )
    valid = [call.audit for call in mine if call.judged.valid]
    scored = sum(audit.passed is not None for audit in valid)
    return VendorWave(vendor, whole, wave.standing(whole.valid), _counts(uow, valid), guesses, scored)


def _counts(uow: UnitOfWork, audits: Sequence[AuditRecord]) -> dict[str, int]:
    forms = counted_forms(known_forms(uow))
    total: Counter[str] = Counter()
    for record in audits:
        total.update(counts_of(record, forms))
    return dict(total)
