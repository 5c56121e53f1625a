"""Samples of calls."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from core.period import Period
from store.records.audits import AuditRecord, EntryState
from store.records.samples import SampleLineRecord, SampleLineState, SamplePurpose, SampleRecord
from store.repositories.base import Desk, Repository, Shelf
from store.tables.audits import audits
from store.tables.samples import sample_lines, samples


class Samples(Repository[SampleRecord]):
    """Draws, added to and never changed; `lines` is the shelf of their calls."""

    TABLE = samples
    RECORD = SampleRecord
    VENDOR = "vendor"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lines = Shelf(desk, sample_lines, SampleLineRecord, vendor="vendor")
        self.audits = Shelf(desk, audits, AuditRecord, vendor="vendor")

    def newest(self, vendor: str | None = None) -> list[SampleRecord]:
        """The draws, newest first."""
        named: dict[str, Any] = {} if vendor is None else {"vendor": vendor}
        return self.all(order=(samples.c.drawn_at.desc(), samples.c.id.desc()), **named)

    def lines_of(self, sample: str, state: SampleLineState | None = None) -> list[SampleLineRecord]:
        """The calls of a sample by stratum and turn."""
        named: dict[str, Any] = {} if state is None else {"state": state}
        c = sample_lines.c
        return self.lines.all(order=(c.stratum, c.turn), sample=sample, **named)

    def newest_drawn(self, vendor: str, limit: int, without: Collection[str] = ()) -> list[SampleLineRecord]:
        """The vendor's calls to be heard that were drawn last, in the order they were drawn; `without` some
        samples."""
        found = self.lines.all(
            sample_lines.c.sample.not_in(list(without)),
            vendor=vendor,
            state=SampleLineState.DRAWN,
            order=sample_lines.c.id.desc(),
            limit=limit,
        )
        return found[::-1]

    def heard(self, sample: str) -> list[AuditRecord]:
        """The live audits of a sample's calls."""
        a, line = audits.c, sample_lines.c
        return self.audits.all(
            a.sample == line.id, line.sample == sample, a.state == EntryState.LIVE, order=a.logged_at
        )

    def ever_heard(self, sample: str) -> list[AuditRecord]:
        """The audits of a sample's calls, withdrawn ones included."""
        line = sample_lines.c
        return self.audits.all(audits.c.sample == line.id, line.sample == sample)

    def keys_taken(
        self, vendor: str, period: Period, purpose: SamplePurpose, without: Collection[str] = ()
    ) -> set[str]:
        """The calls of these days that draws of the purpose took, reserves included; `without` some draws."""
        c = sample_lines.c
        found = self.lines.all(
            c.sample == samples.c.id,
            samples.c.purpose == purpose,
            samples.c.id.not_in(list(without)),
            c.day >= period.start,
            c.day < period.end,
            vendor=vendor,
        )
        return {line.call_key for line in found}
