"""Contract months and where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import update

from core.errors import FrozenMonthError
from core.month import FROZEN, MonthState, moved
from store.records.runs import MonthRecord
from store.repositories.base import Repository
from store.repositories.journal import Journal
from store.tables.runs import months


class Months(Repository[MonthRecord]):
    """One record for each contract and month, made when first needed."""

    TABLE = months
    RECORD = MonthRecord
    VENDOR = "vendor"

    def of(self, contract: str, period: str) -> MonthRecord | None:
        """The month, or None where nobody has touched it yet."""
        return self.find(contract=contract, period=period)

    def opened(self, contract: str, vendor: str, period: str) -> MonthRecord:
        """The month, made now (collecting) where it was not there."""
        found = self.of(contract, period)
        return found or self.add(
            MonthRecord(contract=contract, vendor=vendor, period=period, changed_at=self.desk.clock.now())
        )

    def rest_on(self, month: MonthRecord, run_id: str) -> MonthRecord:
        """The month with the run its figures are those of now: not the newest where some were taken back."""
        if month.run_id == run_id or month.state in FROZEN:
            return month
        return self.update(replace(month, run_id=run_id))

    def entered(self, month: MonthRecord) -> None:
        """Note that the ledger has taken in what the month's run drew. No figure of it changes, so neither
        does its version: whoever edits the month at that moment is not disturbed."""
        c = months.c
        closed = (c.id == month.id, c.run_id == month.run_id, c.state.in_(FROZEN))
        self.desk.write(update(months).where(*closed).values(entered_run=month.run_id))

    def listed(self, contract: str | None = None, period: str | None = None) -> list[MonthRecord]:
        """The months this person may see, newest first."""
        equal: dict[str, Any] = {
            k: v for k, v in {"contract": contract, "period": period}.items() if v is not None
        }
        return self.all(order=months.c.period.desc(), **equal)

    def move(self, month: MonthRecord, to: MonthState, why: str = "") -> MonthRecord:
        """Take the month to a state that may follow, as a row of its history; a correction opens the next
        edition."""
        moved(month.state, to)
        edition = month.edition + (to is MonthState.CORRECTED)
        closed = month.figures_hash if to in FROZEN else None
        after = replace(
            month, state=to, edition=edition, figures_hash=closed, changed_at=self.desk.clock.now()
        )
        Journal(self.desk).moved("month", month.id, month.state, to, why)
        return self.update(after)

    def must_be_open(self, contract: str, period: str) -> None:
        """Refused where the month is final: only a corrected edition changes it."""
        found = self.of(contract, period)
        if found is not None and found.state in FROZEN:
            raise FrozenMonthError(contract=contract, period=period, state=found.state)
