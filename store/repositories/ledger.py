"""The ledger of what comes off a fee, and the statements it is settled by."""

from __future__ import annotations

from collections.abc import Iterable

from core.errors import ConflictError
from store.records.ledger import (
    CreditEntryRecord,
    CreditMoveRecord,
    PaymentRecord,
    StatementRecord,
    StatementTakeRecord,
)
from store.repositories.base import Desk, Repository, Shelf
from store.tables.ledger import (
    credit_entries,
    credit_moves,
    payments,
    statement_takes,
    statements,
)


class Ledger(Repository[CreditEntryRecord]):
    """Entries; `moves` holds each one's rows, `takes` what statements took off for it."""

    TABLE = credit_entries
    RECORD = CreditEntryRecord
    VENDOR = "vendor"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.moves = Shelf(desk, credit_moves, CreditMoveRecord, vendor="vendor")
        self.statements = Shelf(desk, statements, StatementRecord, vendor="vendor")
        self.takes = Shelf(desk, statement_takes, StatementTakeRecord, vendor="vendor")
        self.payments = Shelf(desk, payments, PaymentRecord, vendor="vendor")

    def of_contract(self, contract: str) -> list[CreditEntryRecord]:
        """Its entries, oldest month first."""
        return self.all(contract=contract, order=credit_entries.c.period)

    def moves_of(self, entries: Iterable[str]) -> dict[str, list[CreditMoveRecord]]:
        """Entry → its rows, oldest first."""
        c = credit_moves.c
        found: dict[str, list[CreditMoveRecord]] = {}
        for move in self.moves.all(c.entry_id.in_(sorted(entries)), order=(c.entry_id, c.n)):
            found.setdefault(move.entry_id, []).append(move)
        return found

    def taken(self, entries: Iterable[str]) -> dict[str, int]:
        """Entry → the cents that statements took off for it so far."""
        found: dict[str, int] = {}
        for take in self.takes.all(statement_takes.c.entry_id.in_(sorted(entries))):
            found[take.entry_id] = found.get(take.entry_id, 0) + take.cents
        return found

    def move(self, row: CreditMoveRecord) -> CreditMoveRecord:
        """Add a row to an entry's account; refused where somebody added one meanwhile."""
        held = self.moves.all(entry_id=row.entry_id)
        if len(held) != row.n - 1:
            raise ConflictError(entity=credit_entries.name, id=row.entry_id, seen=row.n - 1, now=len(held))
        return self.moves.add(row)

    def statements_of(self, contract: str) -> list[StatementRecord]:
        """The statements issued, in the order they were."""
        return self.statements.all(contract=contract, order=statements.c.issued_at)

    def payments_of(self, contract: str) -> list[PaymentRecord]:
        """What was paid, by day."""
        return self.payments.all(contract=contract, order=payments.c.day)
