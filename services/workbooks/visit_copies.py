"""The vendor's copy of a site visit: to sign on the spot, and to put right by."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from core.language import N_, translated
from core.principal import Action, Principal, authorize
from core.text import Lang, Text
from exports.visit_copy import CopyFinding, CopyPhoto, VisitCopy, visit_copy
from exports.visit_form_words import words_of
from qa.form.terms import Item
from qa.scoring.receipt import ItemScore
from qa.visit.states import VisitState
from services.house.evidence import read_evidence
from services.known.told import names_around
from services.visits.visit_standing import VisitView, standing
from store.records import SiteVisitRecord, VisitFindingRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_NAME = N_("{vendor}_{day}_site_visit.xlsx")


def vendor_copy(house: House, who: Principal, visit: str, lang: Lang) -> tuple[str, bytes]:
    """File name and workbook of a visit that stands; journalled, for it goes to the vendor. Refused: before
    it is submitted, and where a cell would name another vendor."""
    with house.database.write(who) as uow:
        view = standing(uow, visit)
        authorize(who, Action.EXPORT, view.record.vendor)
        # Without the person's filter: nobody else's name may leave, whoever asks.
        with house.database.read() as every:
            forbidden, own = names_around(every, view.record.vendor)
        data = visit_copy(_copy(house, uow, who, view), lang, forbidden, own)
        after = {"sha256": sha256(data).hexdigest()}
        uow.journal.note("visit_copy", "site_visit", visit, after=after, vendor=view.record.vendor)
        uow.commit()
    name = translated(_NAME, lang).format(vendor=view.record.vendor, day=f"{view.record.day:%Y%m%d}")
    return name, data


def _copy(house: House, uow: UnitOfWork, who: Principal, view: VisitView) -> VisitCopy:
    record, receipt = view.record, view.receipt
    assert receipt is not None
    sites = {site.code: site.name for site in uow.directory.sites_of(record.vendor)}
    numbers = {finding.id: finding.number for finding in view.findings}
    photos = [
        CopyPhoto(
            numbers.get(photo.finding, 0), photo.name, photo.note,
            read_evidence(house, who, record.vendor, photo.sha256), photo.sha256,
        )
        for photo in view.photos
    ]  # fmt: skip
    lines = {line.item: line for line in receipt.items}
    return VisitCopy(
        vendor=uow.directory.vendor(record.vendor).name,
        site=sites.get(record.site or ""),
        day=record.day,
        form=view.form,
        receipt=receipt,
        answers=[
            _answered(view, section.text, item, lines[item.code])
            for section, item in view.form.items()
            if item.code in lines
        ],
        findings=[_finding(view, finding) for finding in view.findings],
        photos=sorted(photos, key=lambda photo: (photo.number == 0, photo.number)),
        purpose=record.purpose,
        attendees="、".join(record.attendees),
        summary=record.summary,
        signed=_signed(record),
        made_at=uow.now,
    )


def _answered(
    view: VisitView, section: Text, item: Item, line: ItemScore
) -> tuple[Item, Text, ItemScore, str, str, str]:
    answer = view.answers.get(item.code)
    if answer is None:
        return item, section, line, "", "", ""
    return item, section, line, words_of(item, answer, "zh"), words_of(item, answer, "en"), answer.comment


def _finding(view: VisitView, found: VisitFindingRecord) -> CopyFinding:
    item = view.form.item(found.item)
    points = "" if found.points is None else f"{found.points.normalize():f}"
    return CopyFinding(
        found.number, item.text if item else None, found.what, found.grade.words, points, found.due,
        found.state.words, found.answer,
    )  # fmt: skip


def _signed(record: SiteVisitRecord) -> Text | None:
    """That it was signed or refused, by whom and when; None while it waits."""
    if record.signed_at is None:
        return None
    who = " · ".join(part for part in (record.signer, record.signer_job) if part)
    when = f"{record.signed_at:%Y-%m-%d %H:%M} UTC"
    if record.state is VisitState.SIGNED:
        return Text(f"已签认：{who}，{when}", f"Signed: {who}, {when}")
    why = record.why
    return Text(f"拒绝签认：{who}，{when}。理由：{why}", f"Signature refused: {who}, {when}. Reason: {why}")
