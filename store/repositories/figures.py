"""Figures typed by hand."""

from __future__ import annotations

from store.records.audits import EntryState
from store.records.events import ManualFigureRecord
from store.repositories.base import Repository
from store.tables.events import manual_figures


class ManualFigures(Repository[ManualFigureRecord]):
    """Numerators and denominators with where they come from."""

    TABLE = manual_figures
    RECORD = ManualFigureRecord
    VENDOR = "vendor"
    FIGURES = True

    def live(self, contract: str, period: str) -> dict[str, ManualFigureRecord]:
        """Clause → the figure that counts in a month: the last one typed in that was not withdrawn."""
        found = self.all(
            contract=contract,
            period=period,
            state=EntryState.LIVE,
            order=manual_figures.c.entered_at,
        )
        return {figure.clause: figure for figure in found}

    def history(self, contract: str, period: str) -> list[ManualFigureRecord]:
        """Everything typed in for a month, withdrawn figures included."""
        return self.all(contract=contract, period=period, order=manual_figures.c.entered_at)
