"""Facts, certificates and acts of vendors."""

from __future__ import annotations

from datetime import date

from store.records.audits import EntryState
from store.records.vendor_file import ActKind, VendorActRecord, VendorCertificateRecord, VendorFactRecord
from store.repositories.base import Repository
from store.tables.vendor_file import vendor_acts, vendor_certificates, vendor_facts


class VendorFacts(Repository[VendorFactRecord]):
    """Dated facts; the client's own costs are seen only by whoever sees every vendor."""

    TABLE = vendor_facts
    RECORD = VendorFactRecord
    VENDOR = "vendor"

    def live(self, vendor: str | None) -> list[VendorFactRecord]:
        """The facts of a vendor, or the client's own, newest day first."""
        c = vendor_facts.c
        order = (c.day.desc(), c.recorded_at.desc())
        whose = c.vendor.is_(None) if vendor is None else c.vendor == vendor
        return self.all(whose, state=EntryState.LIVE, order=order)


class VendorCertificates(Repository[VendorCertificateRecord]):
    """Certificates as they were handed in."""

    TABLE = vendor_certificates
    RECORD = VendorCertificateRecord
    VENDOR = "vendor"

    def live(self) -> list[VendorCertificateRecord]:
        """Every certificate that was not withdrawn, by name and then as it was entered."""
        c = vendor_certificates.c
        return self.all(state=EntryState.LIVE, order=(c.name, c.recorded_at))


class VendorActs(Repository[VendorActRecord]):
    """Renaming, succession, exit and proof of deletion."""

    TABLE = vendor_acts
    RECORD = VendorActRecord
    VENDOR = "vendor"

    def of(self, vendor: str) -> list[VendorActRecord]:
        """A vendor's acts in the order they were recorded."""
        return self.all(vendor=vendor, order=vendor_acts.c.recorded_at)

    def exits(self) -> list[VendorActRecord]:
        """The exits that were not undone, in the order they were recorded."""
        undone = {act.about for act in self.all(kind=ActKind.EXIT_UNDONE)}
        found = self.all(kind=ActKind.EXIT, order=vendor_acts.c.recorded_at)
        return [act for act in found if act.id not in undone]

    def last_days(self) -> dict[str, date]:
        """Contract → the last day of work under it, of the contracts that were ended early."""
        return {act.contract: act.day for act in self.exits() if act.contract}

    def proofs(self) -> list[VendorActRecord]:
        """The proofs of deletion."""
        return self.all(kind=ActKind.DELETION_PROOF, order=vendor_acts.c.recorded_at)
