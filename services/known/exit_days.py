"""Until which day a vendor works: the last of its contracts that it left, once it has left them all."""

from __future__ import annotations

from datetime import date

from core.errors import WrongInputError
from store.unit_of_work import UnitOfWork


def must_work(uow: UnitOfWork, contract: str, day: date) -> None:
    """Refused: a day after the vendor left the contract."""
    last = uow.last_days.get(contract, day)
    if day > last:
        raise WrongInputError("after_last_day", contract=contract, day=day, last=last)


def left_on(uow: UnitOfWork, vendor: str, project: str | None = None) -> date | None:
    """The last day of work of a vendor; None while a contract goes on. Where a project is named, only the
    contracts that may be about it count."""
    contracts = [
        record
        for record in uow.contracts.listed(vendor)
        if None in (project, record.project) or record.project == project
    ]
    days = [uow.last_days.get(record.code) for record in contracts]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None
