"""Audit forms being written: begun from a version, a shipped form or a file, checked, published for good."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from core.errors import ConflictError, NotFoundError, RefusedError, WrongInputError
from core.finding import Finding, blocking
from core.principal import Action, Principal, authorize, authorize_everywhere
from core.text import Lang
from exports.form_read import read_form
from exports.form_sheet import form_workbook
from qa.form.blank import BLANK
from qa.form.load import load_form
from qa.form.plain import as_plain
from qa.form.terms import AuditForm
from qa.form.written import to_yaml, yaml_of
from services.forms.audit_forms import form_in, known_forms, shipped_texts, text_in
from services.house.writing import writing
from store.records import AuditFormRecord, FormDraftRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

WORKBOOK = ".xlsx"
#: The first line of a file that numbers the version, wherever in the head it stands.
_VERSION = re.compile(r"(\bversion:\s*)\d+")


@dataclass(frozen=True)
class FormDraftView:
    """A form being written: its file, what it is where it can be read, and everything wrong with it."""

    id: str
    code: str
    text: str
    form: AuditForm | None
    findings: tuple[Finding, ...]
    based_on: str
    changed_at: datetime
    changed_by: str
    version: int


def form_drafts(house: House, who: Principal) -> list[FormDraftView]:
    """What is being written, the last changed first."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return [_view(record) for record in uow.audits.open_drafts()]


def form_draft(house: House, who: Principal, id: str) -> FormDraftView:
    """One of them."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return _view(uow.audits.form_drafts.get(id))


def start_shipped(house: House, who: Principal, code: str) -> FormDraftView:
    """From a form that comes with the product, word for word."""
    texts = shipped_texts()
    if code not in texts:
        raise NotFoundError(code=code)
    return _started(house, who, texts[code], code)


def start_version(house: House, who: Principal, code: str, version: int) -> FormDraftView:
    """The next version of a form, from one of its versions."""
    authorize_everywhere(who, Action.MANAGE)
    with house.database.read(who) as uow:
        form_in(uow, code, version)
        text = text_in(uow, code, version)
    return _started(house, who, text, f"{code} v{version}")


def start_blank(house: House, who: Principal) -> FormDraftView:
    """A form from nothing: two items to write over."""
    return _started(house, who, yaml_of(BLANK), "")


def start_file(house: House, who: Principal, data: bytes, file_name: str = "") -> FormDraftView:
    """From a YAML file, also one with findings: they are told beside it; or from a workbook, refused with
    every finding where it holds no whole form. Refused: what is no text."""
    return _started(house, who, text_of(data, file_name), "")


def replace_by_file(
    house: House, who: Principal, id: str, version: int, data: bytes, file_name: str
) -> FormDraftView:
    """What a YAML file or a workbook says in the place of what was written."""
    return save(house, who, id, version, text_of(data, file_name))


def as_file(house: House, who: Principal, lang: Lang, id: str, kind: str) -> tuple[str, bytes]:
    """The draft as `yaml`, or as a workbook (`xlsx`), which asks for a draft without findings."""
    found = form_draft(house, who, id)
    if kind == "yaml":
        return f"{found.code}-draft.yaml", found.text.encode()
    if found.form is None:
        raise RefusedError(blocking(list(found.findings)))
    return f"{found.code}-draft.xlsx", form_workbook(as_plain(found.form), lang)


def text_of(data: bytes, file_name: str) -> str:
    """The YAML of a form's file, or of what a workbook says."""
    if PurePath(file_name).suffix.lower() == WORKBOOK:
        form, findings = read_form(data, file_name)
        if form is None:
            raise RefusedError(blocking(findings))
        return to_yaml(form)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongInputError("form_no_text") from None


def save(house: House, who: Principal, id: str, version: int, text: str) -> FormDraftView:
    """The draft as it is now; refused where somebody saved it since `version`, or it is over.

    Saved with every field that is left, so nothing that pages keep is forgotten: no figure rests on a draft.
    """
    authorize_everywhere(who, Action.MANAGE)
    with house.database.write(who) as uow:
        record = _still_open(uow.audits.form_drafts.get(id), version)
        changed = replace(record, body=text, code=_code(text), changed_at=uow.now, changed_by=who.name)
        kept = uow.audits.form_drafts.update(changed)
        uow.commit()
    return _view(kept)


def publish(house: House, who: Principal, id: str, version: int) -> AuditForm:
    """The draft as a version nobody can change any more. Refused with every finding where any blocks, and
    where its number is taken."""
    authorize_everywhere(who, Action.MANAGE)
    with writing(house, who, Action.MANAGE) as uow:
        record = _still_open(uow.audits.form_drafts.get(id), version)
        form, findings = load_form(record.body, f"{record.code}.yaml")
        if form is None:
            raise RefusedError(blocking(findings))
        if any((known.code, known.version) == (form.code, form.version) for known in known_forms(uow)):
            raise WrongInputError("form_version_taken", code=form.code, number=_next(uow, form.code))
        number = str(form.version)
        uow.audits.forms.add(
            AuditFormRecord(
                code=form.code,
                number=number,
                name=form.text,
                body=record.body,
                created_at=uow.now,
                created_by=who.name,
            )
        )
        uow.audits.form_drafts.update(replace(record, ended_at=uow.now, published=number))
        after = {"version": number, "hash": form.hash}
        uow.journal.note("form_published", "audit_form", form.code, after=after)
    return form


def discard(house: House, who: Principal, id: str, version: int) -> None:
    """Throw it away; published versions stay."""
    authorize_everywhere(who, Action.MANAGE)
    with writing(house, who, Action.MANAGE) as uow:
        record = _still_open(uow.audits.form_drafts.get(id), version)
        uow.audits.form_drafts.update(replace(record, ended_at=uow.now))
        uow.journal.note("form_draft_discarded", "audit_form", record.code)


def _started(house: House, who: Principal, text: str, based_on: str) -> FormDraftView:
    """A draft numbered as the next version of its form."""
    authorize_everywhere(who, Action.MANAGE)
    with writing(house, who, Action.MANAGE) as uow:
        numbered = _VERSION.sub(rf"\g<1>{_next(uow, _code(text))}", text, count=1)
        record = FormDraftRecord(
            code=_code(text),
            body=numbered,
            based_on=based_on,
            changed_at=uow.now,
            changed_by=who.name,
        )
        uow.audits.form_drafts.add(record)
        uow.journal.note("form_draft_started", "audit_form", record.code)
        return _view(record)


def _next(uow: UnitOfWork, code: str) -> int:
    return 1 + max((form.version for form in known_forms(uow) if form.code == code), default=0)


def _code(text: str) -> str:
    """The code the file gives itself, also where the rest of it cannot be read; ? for none."""
    found = re.search(r"\bcode:\s*['\"]?([A-Z0-9][A-Z0-9_-]{0,31})", text)
    return found[1] if found else "?"


def _view(record: FormDraftRecord) -> FormDraftView:
    form, findings = load_form(record.body, f"{record.code}.yaml")
    return FormDraftView(
        record.id,
        record.code,
        record.body,
        form,
        tuple(findings),
        record.based_on,
        record.changed_at,
        record.changed_by,
        record.version,
    )


def _still_open(record: FormDraftRecord, version: int) -> FormDraftRecord:
    if record.ended_at is not None:
        raise ConflictError("form_draft_over", code=record.code)
    if record.version != version:
        raise ConflictError(entity="form_drafts", id=record.id, seen=version, now=record.version)
    return record
