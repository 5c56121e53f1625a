"""Campaigns and their waves 拨测批次: planned, dialled, closed; a closed wave never opens again (T4.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize, authorize_everywhere
from core.scope import checked_code
from core.text import Text
from qa.programme.dayparts import Dayparts
from qa.programme.exposure import ExposureRules
from qa.programme.wave import Blackout, Cell
from services.house.writing import needed, writing
from services.mystery.mystery_kept import stored_blackouts, stored_parts, stored_quotas, stored_rules
from store.records import MysteryCampaignRecord, MysteryWaveRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = Text("拨测计划名称", "The programme's name")
_CLOSED = Text("已关闭", "closed")
_PLANNED = Text("至少一项配额", "At least one quota")
ZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class WavePlan:
    """What a person enters of a wave."""

    code: str
    campaign: str
    since: date
    until: date
    quotas: Mapping[Cell, int] = field(default_factory=dict)
    least_n: int = 30
    #: Left out: a new one is drawn, and kept from then on.
    seed: str = ""
    blackouts: Sequence[Blackout] = ()


def campaigns(house: House, who: Principal) -> list[MysteryCampaignRecord]:
    """The programmes with a wave this person may see, all of them for whoever sees every vendor."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        found = uow.programme.campaigns.all(order=None)
        seen = {wave.campaign for wave in seen_waves(uow, who)}
    return [record for record in found if who.vendors is None or record.code in seen]


def waves(house: House, who: Principal) -> list[MysteryWaveRecord]:
    """The waves, the newest first; of vendors this person may not see no quota is shown, and no wave that
    has no other."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return sorted(seen_waves(uow, who), key=lambda wave: (wave.since, wave.code), reverse=True)


def save_campaign(
    house: House,
    who: Principal,
    code: str,
    name: Text,
    rules: ExposureRules | None = None,
    parts: Dayparts | None = None,
    shared_line: bool = False,
    zone: str = ZONE,
    version: int | None = None,
) -> MysteryCampaignRecord:
    """Enter a programme, or change one (`version` is the one that was seen). No rule is on unless said."""
    authorize_everywhere(who, Action.MANAGE)
    if zone not in available_timezones():
        raise WrongInputError("number", value=zone)
    needed(name.zh + name.en, _NAME)
    said: dict[str, Any] = {
        "name": name, "zone": zone, "rules": stored_rules(rules or ExposureRules()),
        "parts": stored_parts(parts or Dayparts()), "shared_line": shared_line,
    }  # fmt: skip
    with writing(house, who, Action.MANAGE) as uow:
        before = uow.programme.campaigns.find(code=checked_code(code))
        if before is None:
            made: dict[str, Any] = {"created_at": uow.now, "created_by": who.name}
            kept = uow.programme.campaigns.add(MysteryCampaignRecord(code=code, **said, **made))
        elif version is None:
            raise WrongInputError("taken", code=code)
        else:
            kept = uow.programme.campaigns.update(replace(before, **said, version=version))
        uow.journal.note("mystery_campaign", "mystery_campaign", kept.id, after={"code": code, **said})
    return kept


def save_wave(house: House, who: Principal, plan: WavePlan, version: int | None = None) -> MysteryWaveRecord:
    """Enter a wave, or change one that is open; its seed stays, so that no call already drawn moves.

    Refused: a last day before the first, no quota, one for a vendor, site or brief nobody knows, a code that
    is taken.
    """
    authorize_everywhere(who, Action.MANAGE)
    if plan.until < plan.since:
        raise WrongInputError("period_order", first=plan.since, last=plan.until)
    if not any(plan.quotas.values()):
        raise WrongInputError("needed", what=_PLANNED)
    with writing(house, who, Action.MANAGE) as uow:
        uow.programme.campaigns.one(code=plan.campaign)
        _check(uow, plan)
        before = uow.programme.waves.find(code=checked_code(plan.code))
        kept = _kept(uow, who, plan, before, version)
        after = {"code": kept.code, "quotas": kept.quotas, "seed": kept.seed}
        uow.journal.note("mystery_wave", "mystery_wave", kept.id, after=after)
    return kept


def open_wave(uow: UnitOfWork, code: str) -> MysteryWaveRecord:
    """The wave, refused where it is closed."""
    found = uow.programme.waves.one(code=code)
    if found.closed_at is not None:
        raise WrongInputError("already_state", state=_CLOSED)
    return found


def shown_wave(uow: UnitOfWork, who: Principal, code: str) -> MysteryWaveRecord:
    """The wave with the quotas this person may see; refused where it has none of them."""
    found = {wave.code: wave for wave in seen_waves(uow, who)}
    return found[code] if code in found else uow.programme.waves.one(code=f"{code}?")


def seen_waves(uow: UnitOfWork, who: Principal) -> list[MysteryWaveRecord]:
    """Every wave with the quotas this person may see, in the order they were entered."""
    every = uow.programme.waves.all()
    if who.vendors is None:
        return every
    mine = [
        replace(wave, quotas=[each for each in wave.quotas if each["vendor"] in who.vendors])
        for wave in every
    ]
    return [wave for wave in mine if wave.quotas]


def _check(uow: UnitOfWork, plan: WavePlan) -> None:
    briefs = {record.code for record in uow.programme.briefs.all()}
    for cell, planned in plan.quotas.items():
        uow.directory.vendor(cell.vendor)
        if cell.site:
            uow.directory.sites.one(vendor=cell.vendor, code=cell.site)
        if cell.brief not in briefs:
            uow.programme.briefs.one(code=cell.brief)
        if planned < 0:
            raise WrongInputError("number", value=planned)


def _kept(
    uow: UnitOfWork,
    who: Principal,
    plan: WavePlan,
    before: MysteryWaveRecord | None,
    version: int | None,
) -> MysteryWaveRecord:
    said: dict[str, Any] = {
        "since": plan.since, "until": plan.until, "least_n": plan.least_n,
        "quotas": stored_quotas(plan.quotas), "blackouts": stored_blackouts(plan.blackouts),
    }  # fmt: skip
    if before is None:
        made: dict[str, Any] = {
            "seed": plan.seed or token_hex(8),
            "created_at": uow.now,
            "created_by": who.name,
        }
        record = MysteryWaveRecord(code=plan.code, campaign=plan.campaign, **said, **made)
        return uow.programme.waves.add(record)
    if version is None:
        raise WrongInputError("taken", code=plan.code)
    open_wave(uow, plan.code)
    return uow.programme.waves.update(replace(before, **said, version=version))
