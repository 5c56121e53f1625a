"""Rows of a ledger entry's account: made, proven by a file, entered with what follows at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from core.money import Money
from core.principal import Action, Principal
from core.ulid import new_ulid
from services.house.evidence import Evidence, keep_evidence
from services.money.credit_accounts import EntryView
from sla.money.ledger import CreditState
from store.records import CreditMoveRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House


def proven(
    house: House, who: Principal, row: CreditMoveRecord, evidence: Evidence | None, action: Action
) -> CreditMoveRecord:
    """The row with its file, where one was handed in by whoever may do `action`."""
    if evidence is None:
        return row
    kept, name = keep_evidence(house, who, evidence, action)
    return replace(row, file=kept, file_name=name)


def row_of(
    uow: UnitOfWork, view: EntryView, version: int, to: CreditState, after: Money, day: date, why: str
) -> CreditMoveRecord:
    """The next row of the account, as of this moment; `version` is the number of rows a person saw."""
    return CreditMoveRecord(
        entry_id=view.record.id,
        vendor=view.record.vendor,
        n=version + 1,
        state=to,
        cents=after.cents,
        day=day,
        why=why,
        at=uow.now,
        by=uow.principal_name,
    )


def entered(uow: UnitOfWork, view: EntryView, row: CreditMoveRecord) -> None:
    """The row, what follows from it at once, and the note of it."""
    uow.ledger.move(row)
    if row.state is CreditState.AGREED and view.taken.cents == row.cents and row.cents:
        # A statement held it back already: agreeing sets it off, no more money moves.
        uow.ledger.move(replace(row, id=new_ulid(), n=row.n + 1, state=CreditState.INVOICED))
    uow.journal.note(
        "credit_moved", "credit", row.entry_id,
        before={"state": view.state, "cents": view.amount.cents},
        after={"state": row.state, "cents": row.cents, "day": row.day, **_part(row)},
        why=row.why, vendor=row.vendor,
    )  # fmt: skip


def _part(row: CreditMoveRecord) -> dict[str, int]:
    return {"disputed_cents": row.disputed_cents} if row.disputed_cents else {}
