"""Closing a wave: what counts of it is fixed, and whether its calls are final in the figures (T4.8)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.finding import Severity
from core.principal import Action, Principal, authorize_everywhere
from qa.programme.brief import Brief
from qa.programme.validity import Judged, judged
from qa.programme.wave import Standing, Wave
from services.house.writing import writing
from services.mystery.mystery_board import calls_in
from services.mystery.mystery_briefs import known_briefs
from services.mystery.mystery_calls import live_shops
from services.mystery.mystery_kept import shop_of, vendor_names, wave_of
from services.mystery.mystery_waves import open_wave
from store.records import MysteryWaveRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class CallsStanding:
    """Which calls of a vendor's waves stay out of its figures, and which make them provisional."""

    left_out: frozenset[str] = frozenset()
    provisional: frozenset[str] = frozenset()


def close_wave(house: House, who: Principal, code: str, version: int) -> MysteryWaveRecord:
    """End a wave: its calls count for good from now on, where there are enough. Nothing is added to it, and a
    call that does not count now is ruled out with what was found, whatever briefs or lists come later."""
    authorize_everywhere(who, Action.MANAGE)
    with writing(house, who, Action.MANAGE) as uow:
        before = open_wave(uow, code)
        campaign = uow.programme.campaigns.one(code=before.campaign)
        for call in calls_in(house, who, uow, wave_of(before, campaign, vendor_names(uow)), campaign):
            if not call.judged.valid and not call.placed.ruled_out:
                why = " ".join(
                    finding.sentence(who.lang)
                    for finding in call.judged.findings
                    if finding.severity is Severity.REJECTS
                )
                uow.programme.shops.update(replace(call.placed, ruled_out=why))
        kept = uow.programme.waves.update(
            replace(before, closed_at=uow.now, closed_by=who.name, version=version)
        )
        uow.journal.note("mystery_wave_closed", "mystery_wave", kept.id, after={"code": code})
    return kept


def standing_of_calls(uow: UnitOfWork, vendor: str) -> CallsStanding:
    """How a vendor's calls in waves stand in its figures.

    Of an open wave on a shared number the vendors' lists are asked only when it is closed: until then all its
    figures are provisional anyway.
    """
    waves = {record.wave for record in uow.programme.shops.all(vendor=vendor)}
    briefs = known_briefs(uow) if waves else []
    out: set[str] = set()
    provisional: set[str] = set()
    for code in waves:
        wave, calls = _judged(uow, code, vendor, briefs)
        valid = sum(call.valid and call.shop.reached for call in calls)
        out |= {call.shop.key for call in calls if not call.valid}
        if wave.standing(valid) is not Standing.FINAL:
            provisional |= {call.shop.key for call in calls}
    return CallsStanding(frozenset(out), frozenset(provisional - out))


def states_of_calls(uow: UnitOfWork) -> dict[str, str]:
    """Call → the state of what decides whether and how it counts, for the inputs of a run: its place in the
    wave, the wave, and the versions of briefs that were approved."""
    shops = uow.programme.shops.all()
    if not shops:
        return {}
    waves = {record.code: record.version for record in uow.programme.waves.all()}
    approved = Counter(record.code for record in uow.programme.briefs.all() if record.approved_at)
    return {
        record.audit: f"{record.version}.{waves[record.wave]}.{approved[record.brief]}" for record in shops
    }


def _judged(uow: UnitOfWork, code: str, vendor: str, briefs: list[Brief]) -> tuple[Wave, list[Judged]]:
    record = uow.programme.waves.one(code=code)
    campaign = uow.programme.campaigns.one(code=record.campaign)
    wave = wave_of(record, campaign)
    pairs = [pair for pair in live_shops(uow, [code]) if pair[0].vendor == vendor]
    shops = [shop_of(placed, audit, campaign.zone) for placed, audit in pairs]
    if record.closed_at is None:
        return wave, judged(wave, shops, briefs, {})
    # What a closed wave counts was fixed when it was closed.
    return wave, [Judged(shop, ()) for shop in shops]
