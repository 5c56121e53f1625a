"""A version of a process specification being written: started, taken from a file, changed, thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from core.errors import ConflictError, RefusedError
from core.finding import Finding, Place
from core.principal import Action, Principal, authorize
from exports.specification_read import read_workbook
from qa.specification import yaml_file
from qa.specification.examples import EXAMPLE
from qa.specification.written import Read, plain
from services.house.writing import writing
from services.specifications.specifications import authorize_for, may_for, versions_of
from store.records import SpecificationDraftRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: What is read as a workbook; anything else as YAML.
_WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_UNNAMED = "?"
#: What the next version says anew.
_OF_ITS_VERSION = frozenset({"effective", "why", "improves"})


def specification_drafts(house: House, who: Principal) -> list[SpecificationDraftRecord]:
    """What is being written, the last changed first; only what this person may publish."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        found = uow.specifications.open_drafts()
    return [each for each in found if may_for(who, Action.MANAGE, each.vendor)]


def specification_draft(house: House, who: Principal, id: str) -> SpecificationDraftRecord:
    """One of them."""
    authorize(who, Action.MANAGE)
    with house.database.read(who) as uow:
        found = uow.specifications.drafts.get(id)
    authorize_for(who, Action.MANAGE, found.vendor)
    return found


def example(who: Principal) -> bytes:
    """A small specification to begin from, as a YAML file."""
    authorize(who, Action.VIEW)
    return EXAMPLE.read_bytes()


def start_from_example(house: House, who: Principal, vendor: str | None = None) -> SpecificationDraftRecord:
    """A draft that says what the example says, owned by whoever starts it."""
    authorize_for(who, Action.MANAGE, vendor)
    found = yaml_file.load(EXAMPLE.read_text("utf-8"), EXAMPLE.name)
    assert found.specification is not None
    made = replace(found.specification, owner=who.name, vendor=vendor, review_by=None, trainings=())
    return _started(house, who, plain(made, None, found.why), None)


def start_blank(house: House, who: Principal, vendor: str | None = None) -> SpecificationDraftRecord:
    """A specification from nothing, for one vendor's agents or for all of them."""
    authorize_for(who, Action.MANAGE, vendor)
    head = {"owner": who.name, "vendor": vendor or ""}
    return _started(house, who, {"head": head, "clauses": []}, None)


def start_next(house: House, who: Principal, code: str) -> SpecificationDraftRecord:
    """The next version of a specification, from the last one; or the draft that is open already."""
    authorize(who, Action.MANAGE)
    with house.database.read(who) as uow:
        last = uow.specifications.versions_of(code)[-1:]
        open_one = uow.specifications.open_draft_of(code)
        # Refused as unknown where there is none this person may see.
        record = last[0] if last else uow.specifications.versions.one(code=code)
    authorize_for(who, Action.MANAGE, record.vendor)
    if open_one is not None:
        return open_one
    head = {key: text for key, text in record.body["head"].items() if key not in _OF_ITS_VERSION}
    return _started(house, who, {**record.body, "head": head}, record.number)


def start_from_file(house: House, who: Principal, data: bytes, name: str) -> SpecificationDraftRecord:
    """What a YAML file or a filled-in workbook says, as a draft; kept as it came.

    Refused with every finding, each with its line or cell, where any blocks; and where a draft of that
    specification is open, which it would write over.
    """
    authorize(who, Action.MANAGE)
    found = _read_file(data, name)
    if found.specification is None:
        raise RefusedError(list(found.findings))
    made = found.specification
    authorize_for(who, Action.MANAGE, made.vendor)
    with house.database.read() as uow:
        before = versions_of(uow, made.code)
        if uow.specifications.open_draft_of(made.code) is not None:
            raise ConflictError("specification_draft_open", code=made.code)
    kept = house.files.keep(data).sha256
    body = plain(made, found.effective, found.why)
    bare = PureWindowsPath(PurePath(name).name).name
    based_on = before[-1].number if before else None
    return _started(house, who, body, based_on, kept, bare)


def save_draft(
    house: House, who: Principal, id: str, version: int, body: Mapping[str, Any]
) -> SpecificationDraftRecord:
    """The draft as it is written now; refused where somebody saved it since `version`, or it is over.

    Saved with every field that is left, so nothing that pages keep is forgotten: no figure rests on a draft.
    """
    authorize_for(who, Action.MANAGE, vendor_of(body))
    with house.database.write(who) as uow:
        record = still_open(uow.specifications.drafts.get(id), version)
        authorize_for(who, Action.MANAGE, record.vendor)
        changed = replace(record, **_named(body), changed_at=uow.now, changed_by=who.name)
        kept = uow.specifications.drafts.update(changed)
        uow.commit()
    return kept


def discard_draft(house: House, who: Principal, id: str) -> None:
    """Throw it away; it stays on record."""
    with writing(house, who, Action.MANAGE) as uow:
        record = uow.specifications.drafts.get(id)
        authorize_for(who, Action.MANAGE, record.vendor)
        uow.specifications.drafts.update(replace(still_open(record, record.version), ended_at=uow.now))
        noted(uow, "specification_discarded", record.code, record.vendor, {"draft": record.id})


def take_back_draft(house: House, who: Principal, id: str) -> SpecificationDraftRecord:
    """Write on at what was thrown away. Refused: what was published, and where another is open by now."""
    with writing(house, who, Action.MANAGE) as uow:
        record = uow.specifications.drafts.get(id)
        authorize_for(who, Action.MANAGE, record.vendor)
        if record.published is not None:
            raise ConflictError("specification_draft_over", code=record.code)
        if record.code != _UNNAMED and uow.specifications.open_draft_of(record.code) is not None:
            raise ConflictError("specification_draft_open", code=record.code)
        return uow.specifications.drafts.update(replace(record, ended_at=None))


def _read_file(data: bytes, name: str) -> Read:
    if PurePath(name).suffix.lower() in _WORKBOOKS:
        return read_workbook(data, name)
    try:
        return yaml_file.load(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        return Read(None, (Finding("specification_encoding", Place(name)),))


def _started(
    house: House,
    who: Principal,
    body: Mapping[str, Any],
    based_on: int | None,
    file: str | None = None,
    file_name: str = "",
) -> SpecificationDraftRecord:
    authorize_for(who, Action.MANAGE, vendor_of(body))
    with writing(house, who, Action.MANAGE) as uow:
        record = uow.specifications.drafts.add(
            SpecificationDraftRecord(
                **_named(body),
                based_on=based_on,
                file=file,
                file_name=file_name,
                changed_at=uow.now,
                changed_by=who.name,
            )
        )
        noted(uow, "specification_draft_started", record.code, record.vendor, {"file": file_name})
    return record


def _named(body: Mapping[str, Any]) -> dict[str, Any]:
    """Whose specification it is stands beside the body, so that the store can tell."""
    code = str((body.get("head") or {}).get("code") or "").strip() or _UNNAMED
    return {"code": code, "vendor": vendor_of(body), "body": dict(body)}


def vendor_of(body: Mapping[str, Any]) -> str | None:
    """Whose agents a draft would bind; None: every vendor's."""
    return str((body.get("head") or {}).get("vendor") or "").strip() or None


def still_open(record: SpecificationDraftRecord, version: int) -> SpecificationDraftRecord:
    """The draft, refused where it is over or somebody saved it since `version`."""
    if record.ended_at is not None:
        raise ConflictError("specification_draft_over", code=record.code)
    if record.version != version:
        raise ConflictError(entity="specification_drafts", id=record.id, seen=version, now=record.version)
    return record


def noted(
    uow: UnitOfWork,
    action: str,
    code: str,
    vendor: str | None,
    after: Mapping[str, Any],
    why: str = "",
) -> None:
    """The journal\'s line."""
    uow.journal.note(action, "specification", code, vendor=vendor, after=after, why=why)
