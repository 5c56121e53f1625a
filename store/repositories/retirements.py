"""Which forms and process specifications are retired, and which samples withdrawn."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_

from store.records.retirements import Retirable, RetirementRecord
from store.repositories.base import Desk, Shelf
from store.tables.retirements import retirements


class _ForAllOrOwn(Shelf[RetirementRecord]):
    """What is for every vendor is for everybody to see; what is for one, for whoever may see it."""

    def visible(self) -> list[ColumnElement[bool]]:
        own = super().visible()
        return [or_(self.table.c["vendor"].is_(None), *own)] if own else []


class Retirements:
    """One shelf; of each code the last word holds."""

    def __init__(self, desk: Desk) -> None:
        self.words = _ForAllOrOwn(desk, retirements, RetirementRecord, vendor="vendor")

    def of(self, kind: Retirable) -> dict[str, RetirementRecord]:
        """What is retired now, by its code."""
        said = self.words.all(kind=kind, order=(retirements.c.at, retirements.c.id))
        return {code: word for code, word in {each.code: each for each in said}.items() if word.retired}
