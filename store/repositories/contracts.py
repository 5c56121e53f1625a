"""Contracts, their versions, and drafts of new ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import or_

from core.errors import ConflictError
from store.records.contracts import ContractDraftRecord, ContractRecord, ContractVersionRecord
from store.repositories.base import Desk, Repository, Shelf
from store.tables.contracts import contract_drafts, contract_versions, contracts


class Contracts(Repository[ContractRecord]):
    """Contracts; `versions` is the shelf of what they promised, and when."""

    TABLE = contracts
    RECORD = ContractRecord
    VENDOR = "vendor"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.versions = Shelf(desk, contract_versions, ContractVersionRecord, vendor="vendor", figures=True)

    def by_code(self, code: str) -> ContractRecord:
        """The contract of that code; refused where there is none this person may see."""
        return self.one(code=code)

    def listed(self, vendor: str | None = None) -> list[ContractRecord]:
        """The contracts this person may see, by code; of one vendor where one is named."""
        equal: dict[str, Any] = {} if vendor is None else {"vendor": vendor}
        return self.all(order=contracts.c.code, **equal)

    def versions_of(self, contract: str) -> list[ContractVersionRecord]:
        """Its versions, by the day they take effect."""
        return self.versions.all(contract=contract, order=contract_versions.c.effective_from)

    def version(self, contract: str, number: str) -> ContractVersionRecord:
        """One version by its own name."""
        return self.versions.one(contract=contract, number=number)

    def governing(self, contract: str, day: date) -> ContractVersionRecord | None:
        """The version that governs a day, or None where none does."""
        c = contract_versions.c
        open_or_later = or_(c.effective_to.is_(None), c.effective_to > day)
        found = self.versions.all(
            c.effective_from <= day,
            open_or_later,
            contract=contract,
            order=c.effective_from.desc(),
            limit=1,
        )
        return found[0] if found else None

    def add_version(self, version: ContractVersionRecord) -> ContractVersionRecord:
        """Keep a version; the same one again changes nothing, another text under its name is refused."""
        known = self.versions.find(contract=version.contract, number=version.number)
        if known is None:
            return self.versions.add(version)
        if known.hash != version.hash:
            raise ConflictError("contract_version", contract=version.contract, version=version.number)
        return known


class ContractDrafts(Repository[ContractDraftRecord]):
    """Contracts being written; what was published or thrown away stays, and is open no more."""

    TABLE = contract_drafts
    RECORD = ContractDraftRecord
    VENDOR = "vendor"

    def open_ones(self) -> list[ContractDraftRecord]:
        """What is being written, the last changed first."""
        c = contract_drafts.c
        return self.all(c.ended_at.is_(None), order=c.changed_at.desc())

    def open_of(self, contract: str) -> ContractDraftRecord | None:
        """The draft of a contract that is being written."""
        return self.find(contract_drafts.c.ended_at.is_(None), contract=contract)
