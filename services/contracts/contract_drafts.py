"""A contract being written in the app: started, changed, read over, published or thrown away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from core.errors import ConflictError, RefusedError
from core.finding import blocking
from core.principal import Action, Principal, authorize
from core.text import Lang, Text
from exports.contract_template import template as workbook
from services.contracts.contract_loading import Loaded, check_record, load_record
from services.contracts.contract_templates import ready_mades
from services.contracts.contract_versions import rebuilt
from services.contracts.draft_edits import name_of
from services.contracts.draft_starts import BLANK, body_of, next_number, with_days
from services.contracts.term_fields.settings import settings
from services.contracts.term_fields.words import in_form_words
from services.house.writing import writing
from sla.contract_file.plain import contract_as_dict
from sla.load import catalogue, record_to_yaml
from store.records import ContractDraftRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House


@dataclass(frozen=True)
class DraftView:
    """A contract being written."""

    id: str
    name: Text
    contract: str
    #: The number it will have.
    number: str
    vendor: str
    vendor_name: Text
    based_on: str | None
    #: The contract file as data.
    body: Mapping[str, Any]
    changed_at: datetime
    changed_by: str
    version: int
    ended: bool = False


def drafts(house: House, who: Principal) -> list[DraftView]:
    """What is being written, the last changed first."""
    authorize(who, Action.MANAGE)
    with house.database.read(who) as uow:
        return [_view(record) for record in uow.contract_drafts.open_ones()]


def draft(house: House, who: Principal, id: str) -> DraftView:
    """One of them."""
    authorize(who, Action.MANAGE)
    with house.database.read(who) as uow:
        return _view(uow.contract_drafts.get(id))


def start_blank(house: House, who: Principal) -> DraftView:
    """A contract from nothing."""
    authorize(who, Action.MANAGE)
    return _started(house, who, with_days(BLANK, house.today()), None)


def start_ready_made(house: House, who: Principal, name: str) -> DraftView:
    """A contract from a ready-made one, in force from the first of next month."""
    authorize(who, Action.MANAGE)
    return _started(house, who, with_days(ready_mades()[name].record, house.today()), None)


def start_version(house: House, who: Principal, code: str, number: str) -> DraftView:
    """The next version of a contract, from one of its versions; or the draft that is open already."""
    authorize(who, Action.MANAGE)
    with house.database.read(who) as uow:
        authorize(who, Action.MANAGE, uow.contracts.by_code(code).vendor)
        known = uow.contract_drafts.open_of(code)
        if known is not None:
            return _view(known)
        numbers = [version.number for version in uow.contracts.versions_of(code)]
        body = contract_as_dict(rebuilt(uow.contracts.version(code, number)))
    body["contract"]["version"] = next_number(numbers)
    return _started(house, who, with_days(body, house.today(), keep_end=True), number)


def start_file(house: House, who: Principal, data: bytes, file_name: str) -> DraftView:
    """A contract from a YAML file or a filled-in template; refused where it cannot be read at all."""
    authorize(who, Action.MANAGE)
    return _started(house, who, body_of(data, file_name), None)


def save(house: House, who: Principal, id: str, version: int, body: Mapping[str, Any]) -> DraftView:
    """The draft as it is now; refused where somebody saved it since `version`, or it is over."""
    _authorize_body(who, body)
    with writing(house, who, Action.MANAGE) as uow:
        record = uow.contract_drafts.get(id)
        changed = replace(
            _still_open(record, version), **_kept(body), changed_at=uow.now, changed_by=who.name
        )
        return _view(uow.contract_drafts.update(changed))


def replace_by_file(
    house: House, who: Principal, id: str, version: int, data: bytes, file_name: str
) -> DraftView:
    """What a YAML file or a filled-in template says in the place of what was written."""
    authorize(who, Action.MANAGE)
    return save(house, who, id, version, body_of(data, file_name))


def read_over(house: House, who: Principal, body: Mapping[str, Any]) -> Loaded:
    """Everything publishing it would say: its contracts where nothing blocks, and every finding, in the
    words of its form."""
    authorize(who, Action.MANAGE)
    loaded = check_record(house, who, body)
    return replace(loaded, findings=tuple(in_form_words(loaded.findings)))


def publish(house: House, who: Principal, id: str, version: int) -> tuple[str, ...]:
    """The draft as a version nobody can change any more: the codes of its contracts. Refused with every
    finding where any blocks.

    Keeping the version comes first and can be repeated: a draft that is still open though its version is
    there is simply published again."""
    authorize(who, Action.MANAGE)
    with house.database.read(who) as uow:
        record = _still_open(uow.contract_drafts.get(id), version)
    loaded = load_record(house, who, json.loads(record.body), f"{record.contract}.yaml")
    if trouble := blocking(list(loaded.findings)):
        raise RefusedError(trouble)
    with writing(house, who, Action.MANAGE) as uow:
        ended = replace(record, ended_at=uow.now, published=loaded.contracts[0].version)
        uow.contract_drafts.update(ended)
        uow.journal.note("draft_published", "contract", record.contract, vendor=record.vendor)
    return tuple(contract.code for contract in loaded.contracts)


def discard(house: House, who: Principal, id: str) -> None:
    """Throw it away; `take_back` brings it back."""
    with writing(house, who, Action.MANAGE) as uow:
        record = uow.contract_drafts.get(id)
        authorize(who, Action.MANAGE, record.vendor)
        uow.contract_drafts.update(replace(_still_open(record, record.version), ended_at=uow.now))
        uow.journal.note("draft_discarded", "contract", record.contract, vendor=record.vendor)


def take_back(house: House, who: Principal, id: str) -> None:
    """Write on at what was thrown away; what was published stays so."""
    with writing(house, who, Action.MANAGE) as uow:
        record = uow.contract_drafts.get(id)
        authorize(who, Action.MANAGE, record.vendor)
        if record.published is not None:
            raise ConflictError("draft_over", contract=record.contract)
        uow.contract_drafts.update(replace(record, ended_at=None))


def as_file(house: House, who: Principal, lang: Lang, id: str, form: str) -> tuple[str, bytes]:
    """The draft as `yaml` or as a filled-in Excel template (`xlsx`): file name and bytes."""
    found = draft(house, who, id)
    name = f"{found.contract}-{found.number}"
    if form == "yaml":
        return f"{name}.yaml", record_to_yaml(found.body).encode()
    return f"{name}.xlsx", workbook(lang, catalogue(), house.clock.now(), found.body, settings())


def _started(house: House, who: Principal, body: Mapping[str, Any], based_on: str | None) -> DraftView:
    _authorize_body(who, body)
    with writing(house, who, Action.MANAGE) as uow:
        record = ContractDraftRecord(
            **_kept(body), based_on=based_on, changed_at=uow.now, changed_by=who.name
        )
        uow.contract_drafts.add(record)
        uow.journal.note("draft_started", "contract", record.contract, vendor=record.vendor)
        return _view(record)


def _kept(body: Mapping[str, Any]) -> dict[str, Any]:
    """Whose contract it is stands beside the body, so that the store can tell."""
    head = body.get("contract") or {}
    vendors = head.get("vendors") or [{}]
    return {
        "contract": str(head.get("code") or "?"),
        "vendor": str(vendors[0].get("code") or "?"),
        # As text: sorting its keys would change the order of clauses and terms.
        "body": json.dumps(body, ensure_ascii=False),
    }


def _view(record: ContractDraftRecord) -> DraftView:
    body = json.loads(record.body)
    head = body.get("contract") or {}
    vendors = head.get("vendors") or [{"code": record.vendor}]
    return DraftView(
        record.id,
        name_of(head),
        record.contract,
        str(head.get("version") or "?"),
        record.vendor,
        name_of(vendors[0]),
        record.based_on,
        body,
        record.changed_at,
        record.changed_by,
        record.version,
        record.ended_at is not None,
    )


def _still_open(record: ContractDraftRecord, version: int) -> ContractDraftRecord:
    if record.ended_at is not None:
        raise ConflictError("draft_over", contract=record.contract)
    if record.version != version:
        raise ConflictError(entity="contract_drafts", id=record.id, seen=version, now=record.version)
    return record


def _authorize_body(who: Principal, body: Mapping[str, Any]) -> None:
    """Every vendor it names."""
    for vendor in (body.get("contract") or {}).get("vendors") or ():
        authorize(who, Action.MANAGE, vendor.get("code"))
