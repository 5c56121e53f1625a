"""Evidence of an audit being scored: sound, pictures and PDF by their hash, and places in a recording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize
from services.desk.draft_standing import draft_in, ensure_going
from services.house.evidence import Evidence, keep_evidence, read_evidence
from store.records import DraftEvidenceRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Media type → whether bytes are such a file. By what they begin with: a name proves nothing.
MEDIA: dict[str, Callable[[bytes], bool]] = {
    "audio/mpeg": lambda b: b[:3] == b"ID3" or (b[:1] == b"\xff" and b[1:2] in (b"\xfb", b"\xf3", b"\xf2")),
    "audio/wav": lambda b: b[:4] == b"RIFF" and b[8:12] == b"WAVE",
    "audio/ogg": lambda b: b[:4] == b"OggS",
    "audio/flac": lambda b: b[:4] == b"fLaC",
    "audio/mp4": lambda b: b[4:8] == b"ftyp",
    "image/png": lambda b: b[:8] == b"\x89PNG\r\n\x1a\n",
    "image/jpeg": lambda b: b[:3] == b"\xff\xd8\xff",
    "image/webp": lambda b: b[:4] == b"RIFF" and b[8:12] == b"WEBP",
    "application/pdf": lambda b: b[:5] == b"%PDF-",
}


def add_evidence(
    house: House,
    who: Principal,
    draft: str,
    item: str = "",
    file: Evidence | None = None,
    mark_s: int | None = None,
    note: str = "",
) -> DraftEvidenceRecord:
    """Keep a file, or a place in the recording, as proof of an item, a fatal fault or (no item) the call.

    Refused: a file over the cap or of another kind than sound, picture or PDF (told by its bytes); neither a
    file nor a place; an item the form does not ask.
    """
    media = _media(file) if file else ""
    with house.database.read(who) as uow:
        found = draft_in(uow, draft)
    authorize(who, Action.AUDIT, found.record.vendor)
    ensure_going(found.record)
    if item and item not in found.form.fatal_codes() and found.form.item(item) is None:
        raise WrongInputError("draft_what", what=item)
    if file is None and (mark_s is None or not found.fact("@recording")):
        raise WrongInputError("evidence_empty")
    if mark_s is not None and mark_s < 0:
        raise WrongInputError
    sha256, name = keep_evidence(house, who, file, Action.AUDIT)
    with house.database.write(who) as uow:
        ensure_going(draft_in(uow, draft).record)
        record = DraftEvidenceRecord(
            draft=draft, vendor=found.record.vendor, item=item, sha256=sha256, name=name, media=media,
            size=len(file[1]) if file else 0, mark_s=mark_s, note=note.strip(), added_at=uow.now,
            added_by=who.name,
        )  # fmt: skip
        uow.audit_drafts.evidence.add(record)
        uow.commit()
    return record


def remove_evidence(house: House, who: Principal, id: str, version: int) -> None:
    """Take it off the draft again; file and record stay."""
    with house.database.write(who) as uow:
        record = uow.audit_drafts.evidence.get(id)
        authorize(who, Action.AUDIT, record.vendor)
        ensure_going(draft_in(uow, record.draft).record)
        uow.audit_drafts.evidence.update(replace(record, removed_at=uow.now, version=version))
        uow.commit()


def opened(house: House, who: Principal, record: DraftEvidenceRecord) -> bytes:
    """The bytes of a kept file."""
    return read_evidence(house, who, record.vendor, record.sha256 or "")


def _media(file: Evidence) -> str:
    name, content = file
    found = next((media for media, fits in MEDIA.items() if fits(content[:16])), None)
    if found is None:
        raise WrongInputError("evidence_kind", name=name)
    return found
