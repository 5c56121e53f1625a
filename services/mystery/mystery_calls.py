"""Logged calls placed in a wave: by which brief, which caller, which number; checked, ruled out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.errors import NotAllowedError, RefusedError, WrongInputError
from core.finding import Severity
from core.principal import Action, Principal, authorize
from core.scope import checked_code
from core.text import Text
from qa.audit import SampleType, mask_number
from qa.form.kinds import FormKind
from qa.programme.brief import in_force
from qa.programme.validity import judged
from services.contracts.contract_versions import month_of_day
from services.house.privacy import privacy
from services.house.writing import needed, reasoned, writing
from services.months.month import ensure_open
from services.mystery.mystery_briefs import known_briefs
from services.mystery.mystery_kept import local, shop_of, vendor_names, wave_of
from services.mystery.mystery_waves import open_wave
from services.records.sealed_audits import sealed_calls
from store.records import AuditRecord, EntryState, MysteryShopRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_MYSTERY = Text("一通有效的拨测", "A mystery call that counts")
#: Digits of a mobile number or a landline with its area code; masked, three and four of them stay.
_WHOLE_NUMBER = 11
_PLACED = Text("已在批次中", "in a wave already")


@dataclass(frozen=True)
class Placing:
    """How a logged call belongs to a wave."""

    audit: str
    wave: str
    brief: str
    #: Left out: the version in force on the day of the call.
    brief_number: int | None = None
    #: A code of the house, never a name.
    caller: str = ""
    #: The number used, or a code of the house for it; only a mark and its masked form are kept.
    number: str = ""
    talk_s: int | None = None


@dataclass(frozen=True)
class UsedNumber:
    """The number a caller used, as it is kept."""

    shown: str = ""
    mark: str = ""


def unplaced(house: House, who: Principal) -> list[AuditRecord]:
    """The mystery calls logged last that are in no wave, newest first."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        placed = {record.audit for record in uow.programme.shops.all()}
        calls = [audit for audit in uow.audits.newest() if _counts(audit) and audit.id not in placed]
        return sealed_calls(uow, who, calls)


def place_call(house: House, who: Principal, given: Placing) -> MysteryShopRecord:
    """Make a logged call part of an open wave.

    Refused (RefusedError) where no brief, or an expired or unapproved one, was in force that day, where the
    call lies outside the wave's days or in a blackout; refused too where the call is in a wave already.
    """
    authorize(who, Action.AUDIT)
    used = used_number(house, who, given.number)
    with writing(house, who, Action.AUDIT) as uow:
        return place_in(uow, who, given, used)


def place_in(uow: UnitOfWork, who: Principal, given: Placing, used: UsedNumber) -> MysteryShopRecord:
    """The same within a write that does more."""
    audit = uow.audits.get(given.audit)
    authorize(who, Action.AUDIT, audit.vendor)
    record = replace(_record(uow, who, given, audit), number_shown=used.shown, number_mark=used.mark)
    _must_fit(uow, record, audit)
    kept = uow.programme.shops.add(record)
    uow.audits.update(
        replace(
            audit,
            sample_type=SampleType.MYSTERY.value,
            wave=kept.wave,
            brief=kept.brief,
            brief_version=kept.brief_number,
        )
    )
    after = {"wave": kept.wave, "brief": f"{kept.brief} v{kept.brief_number}"}
    uow.journal.note("mystery_call_placed", "audit", audit.id, after=after, vendor=audit.vendor)
    return kept


def used_number(house: House, who: Principal, number: str) -> UsedNumber:
    """A number as it is kept: masked, and marked under the key of the house so that equal ones meet."""
    said = number.strip()
    if not said:
        return UsedNumber()
    key = privacy(house, who)
    return UsedNumber(_shown(said), key.caller(said) or key.mark(said))


def _shown(number: str) -> str:
    """A caller's number as it may be shown: at least four of its digits are hidden, of a local landline too.

    A code of the house ("SIM-07") has letters, and stays as it is.
    """
    if any(letter.isalpha() for letter in number):
        return mask_number(number)
    digits = [letter for letter in number if letter.isdigit()]
    if len(digits) >= _WHOLE_NUMBER:
        return mask_number(number)
    return "****" + "".join(digits[max(4, len(digits) - 4) :])


def second_check(house: House, who: Principal, audit: str, version: int) -> MysteryShopRecord:
    """Note that a second person has checked the call, now. Refused for whoever logged it."""
    with writing(house, who, Action.AUDIT) as uow:
        found, call = uow.programme.shops.one(audit=audit), uow.audits.get(audit)
        if call.logged_by == who.name:
            raise NotAllowedError(action=Action.AUDIT, role=who.role, name=who.name)
        done = replace(found, checked_at=uow.now, checked_by=who.name, version=version)
        kept = uow.programme.shops.update(done)
        uow.journal.note("mystery_call_checked", "audit", audit, vendor=kept.vendor)
    return kept


def rule_out(house: House, who: Principal, audit: str, why: str, version: int) -> MysteryShopRecord:
    """Keep a call of an open wave from counting, with the reason; it stays on record, and in no figure.
    Refused where the month of its contract is final."""
    reason = reasoned(why)
    with writing(house, who, Action.AUDIT) as uow:
        found = uow.programme.shops.one(audit=audit)
        open_wave(uow, found.wave)
        call = uow.audits.get(audit)
        if call.contract is not None:
            ensure_open(uow, call.contract, month_of_day(uow, call.contract, call.business_date)[1])
        kept = uow.programme.shops.update(replace(found, ruled_out=reason, version=version))
        uow.journal.note("mystery_call_ruled_out", "audit", audit, why=reason, vendor=kept.vendor)
    return kept


def live_shops(uow: UnitOfWork, waves: Collection[str]) -> list[tuple[MysteryShopRecord, AuditRecord]]:
    """The calls of some waves with what was logged of them; calls that were withdrawn are left out."""
    logged = {audit.id: audit for audit in uow.programme.calls_of(waves)}
    pairs = [(record, logged[record.audit]) for record in uow.programme.shops_of(waves)]
    return [(record, audit) for record, audit in pairs if audit.state is EntryState.LIVE]


def _record(uow: UnitOfWork, who: Principal, given: Placing, audit: AuditRecord) -> MysteryShopRecord:
    wave = open_wave(uow, given.wave)
    if uow.programme.shops.find(audit=audit.id):
        raise WrongInputError("already_state", state=_PLACED)
    if not _counts(audit):
        raise WrongInputError("needed", what=_MYSTERY)
    zone = uow.programme.campaigns.one(code=wave.campaign).zone
    brief = in_force(known_briefs(uow), given.brief, local(audit.at, zone).date())
    return MysteryShopRecord(
        audit=audit.id,
        vendor=audit.vendor,
        wave=wave.code,
        brief=needed(given.brief, Text("拨测脚本", "A brief")),
        brief_number=given.brief_number or (brief.version if brief else _newest(uow, given.brief)),
        caller=checked_code(given.caller.strip().upper()) if given.caller.strip() else "",
        talk_s=given.talk_s,
        placed_at=uow.now,
        placed_by=who.name,
    )


def _newest(uow: UnitOfWork, brief: str) -> int:
    """Where no version is in force, the newest is named in the finding that says so."""
    uow.programme.briefs.one(code=brief)
    return max(record.number for record in uow.programme.briefs.all(code=brief))


def _must_fit(uow: UnitOfWork, record: MysteryShopRecord, audit: AuditRecord) -> None:
    """Refused where the call belongs to another brief or another day; who took it may still be found out."""
    wave_record = uow.programme.waves.one(code=record.wave)
    campaign = uow.programme.campaigns.one(code=wave_record.campaign)
    shop = shop_of(record, audit, campaign.zone, vendor_names(uow))
    [found] = judged(wave_of(wave_record, campaign), [shop], known_briefs(uow), {})
    rejects = [
        f for f in found.findings if f.severity is Severity.REJECTS and f.code != "shop_unattributable"
    ]
    if rejects:
        raise RefusedError(rejects)


def _counts(audit: AuditRecord) -> bool:
    return audit.kind == FormKind.MYSTERY.value and audit.state is EntryState.LIVE
