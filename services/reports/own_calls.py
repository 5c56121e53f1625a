"""The test calls we logged, looked for in a vendor's list of calls."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from core.batch import Grain, Source
from core.finding import Finding
from core.principal import Action, Principal, authorize
from importers.claims.own_calls import OwnCall, check_own_calls
from importers.draft import Draft, Reading
from qa.form.kinds import FormKind
from services.contracts.contract_versions import zone_of
from services.house.privacy import privacy
from services.records.kept_audits import audit_of
from store.records import AuditRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


def own_calls(house: House, who: Principal, reading: Reading) -> list[Finding]:
    """What the lists of calls in this file say of our own. Only the client's people are told: an export never
    says which call was a test."""
    for draft in reading.drafts:
        authorize(who, Action.IMPORT, draft.key.vendor)
    lists = [draft for draft in reading.drafts if _is_list(draft)]
    if not lists:
        return []
    rule = privacy(house, who)
    with house.database.read(who) as uow:
        ours = [_calls(uow, draft) for draft in lists]
    return [
        found
        for draft, calls in zip(lists, ours, strict=True)
        for found in check_own_calls(reading.file.name, draft, calls, rule)
    ]


def _is_list(draft: Draft) -> bool:
    key = draft.key
    return key.grain is Grain.CALL and key.source is Source.VENDOR and "answered" in draft.measures


def _calls(uow: UnitOfWork, draft: Draft) -> list[OwnCall]:
    records = uow.audits.live_in(draft.coverage.period, draft.key.vendor, kind=FormKind.MYSTERY.value)
    return [_call(uow, record) for record in records]


def _call(uow: UnitOfWork, record: AuditRecord) -> OwnCall:
    zone = zone_of(uow, record.contract, record.at)
    at = record.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return OwnCall(at, audit_of(record).scope, record.agent or "", record.connected, record.wait_s)
