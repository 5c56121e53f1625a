"""Mystery-call programmes."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from store.records.audits import AuditRecord
from store.records.programme import (
    MysteryBriefRecord,
    MysteryCampaignRecord,
    MysteryGuessRecord,
    MysteryPromiseRecord,
    MysteryShopRecord,
    MysteryWaveRecord,
)
from store.repositories.base import Desk, Shelf
from store.tables import programme as tables
from store.tables.audits import audits


class Programme:
    """A shelf for each kind. Campaigns, waves and briefs are of no vendor: services show one's own cells."""

    def __init__(self, desk: Desk) -> None:
        self.campaigns = Shelf(desk, tables.mystery_campaigns, MysteryCampaignRecord, figures=True)
        self.waves = Shelf(desk, tables.mystery_waves, MysteryWaveRecord, figures=True)
        self.briefs = Shelf(desk, tables.mystery_briefs, MysteryBriefRecord, figures=True)
        self.shops = Shelf(desk, tables.mystery_shops, MysteryShopRecord, vendor="vendor", figures=True)
        self.calls = Shelf(desk, audits, AuditRecord, vendor="vendor")
        self.promises = Shelf(desk, tables.mystery_promises, MysteryPromiseRecord, vendor="vendor")
        self.guesses = Shelf(desk, tables.mystery_guesses, MysteryGuessRecord, vendor="vendor")

    def shops_of(self, waves: Collection[str]) -> list[MysteryShopRecord]:
        """The calls of some waves."""
        return self.shops.all(tables.mystery_shops.c.wave.in_(sorted(waves)))

    def calls_of(self, waves: Collection[str]) -> list[AuditRecord]:
        """What was logged of the calls of some waves, withdrawn ones included."""
        of_waves = tables.mystery_shops.c.wave.in_(sorted(waves))
        return self.calls.all(audits.c.id.in_(select(tables.mystery_shops.c.audit).where(of_waves)))

    def promises_of(self, audits: Collection[str]) -> list[MysteryPromiseRecord]:
        """What was promised on some calls, the first due first."""
        c = tables.mystery_promises.c
        return self.promises.all(c.audit.in_(sorted(audits)), order=c.due_at)
