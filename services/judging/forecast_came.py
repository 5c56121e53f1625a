"""When the forecasts on file came: one that came, or was changed, after its lock day is a late one."""

from __future__ import annotations

from datetime import date

from core.period import Period, business_date
from services.contracts.asked import FORECASTS
from sla.terms.contract import Contract
from store.unit_of_work import UnitOfWork


def forecasts_came(uow: UnitOfWork, contract: Contract, period: Period | None = None) -> dict[str, date]:
    """Batch key → the day its file was received, of the forecasts that count; of a period's where given.

    Nothing where the contract locks no forecast.
    """
    rule = contract.relief.forecast if contract.relief else None
    if rule is None or (rule.locked_days is None and rule.interval_locked_days is None):
        return {}
    live = uow.batches.live([contract.vendor], source=rule.source, period=period)
    found = [batch for batch in live if not set(FORECASTS).isdisjoint(batch.measures)]
    files = uow.files.by_ids(batch.file_id for batch in found)
    return {batch.id: business_date(files[batch.file_id].received_at, contract.timezone) for batch in found}
