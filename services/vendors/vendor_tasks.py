"""What waits for a person in vendors' files: certificates that run out, proofs of deletion that are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from core.text import Text
from services.vendors.certificates import CertificateState, certificates_of
from services.vendors.tasks import Task, TaskKind

if TYPE_CHECKING:
    from services.house.bootstrap import House

_PRESSING = {
    CertificateState.EXPIRED: TaskKind.CERTIFICATE_EXPIRED,
    CertificateState.EXPIRING: TaskKind.CERTIFICATE_EXPIRES,
}


def vendor_tasks(house: House, who: Principal, today: date) -> Iterator[Task]:
    """The certificates of vendors in use that somebody has to ask for anew, and the proofs of deletion that
    vendors owe since they left."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        working = {vendor.code for vendor in uow.directory.all_vendors()}
        found = certificates_of(uow, today)
        proven = {act.about for act in uow.vendor_acts.proofs()}
        owing = [act for act in uow.vendor_acts.exits() if act.id not in proven and act.day < today]
    for act in owing:
        subject = Text(act.contract or "", act.contract or "")
        params = {"tab": "file"}
        yield Task(TaskKind.DELETION_PROOF, act.vendor, subject, act.contract, due=act.due, params=params)
    for view in found:
        record = view.record
        if view.state in _PRESSING and record.vendor in working:
            subject = Text(record.name, record.name)
            params = {"tab": "file"}
            yield Task(_PRESSING[view.state], record.vendor, subject, due=record.expires, params=params)
