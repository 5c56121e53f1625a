"""Which forms and process specifications are retired, and which samples withdrawn."""

from __future__ import annotations

from store.records.retirements import Retirable, RetirementRecord
from store.repositories.base import Desk, ForAllOrOwn
from store.tables.retirements import retirements


class Retirements:
    """One shelf; of each code the last word holds."""

    def __init__(self, desk: Desk) -> None:
        self.words = ForAllOrOwn(desk, retirements, RetirementRecord, vendor="vendor")

    def of(self, kind: Retirable) -> dict[str, RetirementRecord]:
        """What is retired now, by its code."""
        said = self.words.all(kind=kind, order=(retirements.c.at, retirements.c.id))
        return {code: word for code, word in {each.code: each for each in said}.items() if word.retired}
