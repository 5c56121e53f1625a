"""Certificates 资质证书 in a vendor's file: number, issuer, the last day they hold, the copy itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Text
from services.house.evidence import Evidence, keep_evidence, read_evidence
from services.house.writing import needed, reasoned, writing
from store.records import EntryState, VendorCertificateRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House
    from store.unit_of_work import UnitOfWork

#: A certificate is called to mind so many days before its last one: renewing takes weeks.
SOON = timedelta(days=60)
_NAME = Text("证书名称", "The certificate's name")
_NUMBER = Text("证书编号", "The certificate's number")
_ISSUER = Text("发证机构", "Who issued it")


class CertificateState(StrEnum):
    """How a certificate stands on a day, the most pressing first."""

    EXPIRED = "expired"
    EXPIRING = "expiring"
    VALID = "valid"
    ENDLESS = "endless"
    RENEWED = "renewed"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return CERTIFICATE_STATE_NAMES[self]


CERTIFICATE_STATE_NAMES: dict[CertificateState, Text] = {
    CertificateState.EXPIRED: Text("已过期", "Expired"),
    CertificateState.EXPIRING: Text("即将到期", "Expires soon"),
    CertificateState.VALID: Text("有效", "Valid"),
    CertificateState.ENDLESS: Text("长期有效", "Valid without an end"),
    CertificateState.RENEWED: Text("已换证", "Renewed"),
}


@dataclass(frozen=True)
class Certificate:
    """What a person enters."""

    name: str
    number: str
    issuer: str
    issued: date | None = None
    #: The last day it holds; None: without an end.
    expires: date | None = None
    #: The key of the certificate it renews.
    renews: str | None = None


@dataclass(frozen=True)
class CertificateView:
    """A certificate and how it stands today."""

    record: VendorCertificateRecord
    state: CertificateState
    #: Days left, the last one included; below 1 once it has expired; None without an end.
    days_left: int | None


def record_certificate(
    house: House, who: Principal, vendor: str, given: Certificate, evidence: Evidence | None = None
) -> VendorCertificateRecord:
    """Enter a certificate. Refused: no name, number or issuer; a last day before the day of issue; a day of
    issue in the future; one that renews a certificate of somebody else's."""
    authorize(who, Action.MANAGE, vendor)
    if given.issued and given.issued > house.today():
        raise WrongInputError("future", day=given.issued)
    if given.issued and given.expires and given.expires < given.issued:
        raise WrongInputError("period_order", first=given.issued, last=given.expires)
    sha256, name = keep_evidence(house, who, evidence)
    with writing(house, who, Action.MANAGE, vendor) as uow:
        uow.directory.vendor(vendor)
        if given.renews:
            uow.certificates.one(id=given.renews, vendor=vendor)
        kept = uow.certificates.add(
            VendorCertificateRecord(
                vendor=vendor,
                name=needed(given.name, _NAME),
                number=needed(given.number, _NUMBER),
                issuer=needed(given.issuer, _ISSUER),
                issued=given.issued,
                expires=given.expires,
                renews=given.renews,
                evidence_sha256=sha256,
                evidence_name=name,
                recorded_at=uow.now,
                recorded_by=who.name,
            )
        )
        after = {"name": kept.name, "number": kept.number, "expires": kept.expires}
        uow.journal.note("certificate", "certificate", kept.id, after=after, vendor=vendor)
    return kept


def withdraw_certificate(
    house: House, who: Principal, id: str, version: int, why: str
) -> VendorCertificateRecord:
    """Take back a certificate entered by mistake; it stays on record."""
    said = reasoned(why)
    with writing(house, who, Action.MANAGE) as uow:
        before = uow.certificates.get(id)
        authorize(who, Action.MANAGE, before.vendor)
        after = uow.certificates.update(replace(before, state=EntryState.WITHDRAWN, version=version))
        uow.journal.note("certificate_withdrawn", "certificate", id, why=said, vendor=before.vendor)
    return after


def certificate_file(house: House, who: Principal, id: str) -> Evidence:
    """The copy of a certificate: its name and its bytes."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        found = uow.certificates.get(id)
    return found.evidence_name, read_evidence(house, who, found.vendor, found.evidence_sha256 or "")


def certificates_of(uow: UnitOfWork, today: date, vendor: str | None = None) -> list[CertificateView]:
    """The certificates this unit of work may see, of one vendor where named, the most pressing first."""
    live = uow.certificates.live()
    renewed = {each.renews for each in live if each.renews}
    order = list(CertificateState)
    found = [
        CertificateView(each, _state(each, renewed, today), _left(each, today))
        for each in live
        if vendor in (None, each.vendor)
    ]
    return sorted(found, key=lambda view: (order.index(view.state), view.record.expires or date.max))


def _state(each: VendorCertificateRecord, renewed: set[str], today: date) -> CertificateState:
    if each.id in renewed:
        return CertificateState.RENEWED
    if each.expires is None:
        return CertificateState.ENDLESS
    if each.expires < today:
        return CertificateState.EXPIRED
    return CertificateState.EXPIRING if each.expires - today <= SOON else CertificateState.VALID


def _left(each: VendorCertificateRecord, today: date) -> int | None:
    return None if each.expires is None else (each.expires - today).days + 1
