"""Photographs of a visit: kept by their hash, told by their bytes, taken off again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from services.desk.draft_evidence import MEDIA
from services.house.evidence import Evidence, keep_evidence, read_evidence
from services.house.writing import writing
from services.visits.visit_standing import VisitView, still_open, visit_in
from store.records import VisitFindingRecord, VisitPhotoRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: The most photographs of one visit.
MOST = 200


def add_photo(
    house: House, who: Principal, visit: str, file: Evidence, finding: str = "", note: str = ""
) -> VisitPhotoRecord:
    """Keep a photograph of an open visit. Without a finding it goes to the one whose auditor wrote its name
    down on the road, else to the visit as a whole.

    Refused: what is no picture by its bytes, one over the cap, a finding of another visit, and the 201st.
    """
    media = picture_kind(file)
    with house.database.read(who) as uow:
        found = still_open(uow, who, visit)
    if len(found.photos) >= MOST:
        raise WrongInputError("visit_pictures", n=MOST)
    sha256, name = keep_evidence(house, who, file, Action.AUDIT)
    with writing(house, who, Action.AUDIT) as uow:
        found = still_open(uow, who, visit)
        shown = _shown(found, finding, name)
        if shown and name in shown.photo_names:
            left = tuple(each for each in shown.photo_names if each != name)
            uow.visits.findings.update(replace(shown, photo_names=left))
        photo = VisitPhotoRecord(
            visit=visit, vendor=found.record.vendor, finding=shown.id if shown else "",
            sha256=sha256 or "", name=name, media=media, size=len(file[1]), note=note.strip(),
            added_at=uow.now, added_by=who.name,
        )  # fmt: skip
        return uow.visits.photos.add(photo)


def remove_photo(house: House, who: Principal, id: str, version: int) -> VisitPhotoRecord:
    """Take it off an open visit; record and file stay."""
    with writing(house, who, Action.AUDIT) as uow:
        before = uow.visits.photos.get(id)
        still_open(uow, who, before.visit)
        return uow.visits.photos.update(replace(before, removed_at=uow.now, version=version))


def put_back_photo(house: House, who: Principal, id: str) -> VisitPhotoRecord:
    """Undo that it was taken off."""
    with writing(house, who, Action.AUDIT) as uow:
        before = uow.visits.photos.get(id)
        still_open(uow, who, before.visit)
        return uow.visits.photos.update(replace(before, removed_at=None))


def photo(house: House, who: Principal, id: str) -> Evidence:
    """A photograph's name and bytes."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = uow.visits.photos.get(id)
    return record.name, read_evidence(house, who, record.vendor, record.sha256)


def visit_paper(house: House, who: Principal, visit: str) -> Evidence | None:
    """The photograph of the signed paper; None where there is none."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        record = visit_in(uow, visit).record
    if record.paper is None:
        return None
    return record.paper_name, read_evidence(house, who, record.vendor, record.paper)


def picture_kind(file: Evidence) -> str:
    """The media type of a picture by its first bytes; refused where it is none."""
    name, content = file
    pictures = {media: fits for media, fits in MEDIA.items() if media.startswith("image/")}
    found = next((media for media, fits in pictures.items() if fits(content[:16])), None)
    if found is None:
        raise WrongInputError("picture_kind", name=name)
    return found


def _shown(found: VisitView, finding: str, name: str) -> VisitFindingRecord | None:
    if not finding:
        return next((each for each in found.findings if name in each.photo_names), None)
    chosen = next((each for each in found.findings if each.id == finding), None)
    if chosen is None:
        raise WrongInputError("draft_what", what=finding)
    return chosen
