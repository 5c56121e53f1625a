"""The audit forms: those shipped with the product and those kept, each version for good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from core.errors import NotFoundError, WrongInputError
from core.principal import Action, Principal, authorize
from core.text import Lang, Text
from exports.form_sheet import form_workbook
from qa.form.blank import BLANK
from qa.form.kinds import FormKind
from qa.form.load import IN_USE, SHIPPED, kept_form
from qa.form.plain import as_plain
from qa.form.terms import AuditForm
from store.records import AuditFormRecord, AuditRecord, Retirable, RetirementRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

_TEMPLATE = Text("评分表模板", "audit-form-template")


def forms(
    house: House, who: Principal, kind: FormKind | None = None, *, retired: bool = False
) -> list[AuditForm]:
    """The newest version of every form, those shipped with the product included, by code; those that are
    retired only where asked for."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        newest = {form.code: form for form in sorted(known_forms(uow), key=lambda form: form.version)}
        over = {} if retired else retired_in(uow)
    found = [form for code, form in sorted(newest.items()) if code not in over]
    return [form for form in found if kind in (None, form.kind)]


@dataclass(frozen=True)
class FormVersion:
    """One version of a form, locked for good."""

    form: AuditForm
    #: Who published it and when; None of those that came with the product and were not used yet.
    published_by: str | None
    published_at: datetime | None
    #: When and why the form was retired; None while it is in use.
    retired: RetirementRecord | None = None


def form_versions(house: House, who: Principal) -> list[FormVersion]:
    """Every version of every form in use, by code, the newest first."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        kept = {(each.code, int(each.number)): each for each in uow.audits.forms.all()}
        forms_, over = known_forms(uow), retired_in(uow)
    found = [
        FormVersion(form, by.created_by if by else None, by.created_at if by else None, over.get(form.code))
        for form in forms_
        for by in [kept.get((form.code, form.version))]
    ]
    return sorted(found, key=lambda each: (each.form.code, -each.form.version))


def to_start_from(house: House, who: Principal) -> list[AuditForm]:
    """The forms that come with the product and are not in use under their code, by code."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        used = {form.code for form in known_forms(uow)}
    return [_read(text) for code, text in sorted(shipped_texts().items()) if code not in used]


def form_file(
    house: House, who: Principal, code: str, version: int, kind: str = "yaml", lang: Lang = "zh"
) -> tuple[str, bytes]:
    """A version as `yaml`, word for word, or as a workbook (`xlsx`): its name and bytes."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        text = text_in(uow, code, version)
    name = f"{code}-v{version}"
    if kind == "yaml":
        return f"{name}.yaml", text.encode()
    return f"{name}.xlsx", form_workbook(as_plain(_read(text)), lang)


def form_template(who: Principal, lang: Lang) -> tuple[str, bytes]:
    """A workbook with a small form to write over: its name and bytes."""
    authorize(who, Action.VIEW)
    return template_name(lang), form_workbook(BLANK, lang)


def template_name(lang: Lang) -> str:
    """What the template's file is called."""
    return f"{_TEMPLATE.in_(lang)}.xlsx"


def form_of(house: House, who: Principal, record: AuditRecord) -> AuditForm:
    """The form, in the very version, that a call was scored on."""
    authorize(who, Action.VIEW, record.vendor)
    with house.database.read(who) as uow:
        return form_in(uow, record.form, int(record.form_version))


def form_in(uow: UnitOfWork, code: str, version: int | None) -> AuditForm:
    """A form's version, the newest where none is named; refused where there is none."""
    fitting = [form for form in known_forms(uow) if form.code == code and version in (None, form.version)]
    if not fitting:
        raise NotFoundError(code=code)
    return max(fitting, key=lambda form: form.version)


def call_form_in(uow: UnitOfWork, code: str, version: int | None) -> AuditForm:
    """The same of a form that calls are scored on; refused where it is the checklist of site visits."""
    form = form_in(uow, code, version)
    if not form.kind.is_of_calls:
        raise WrongInputError("form_of_site", form=form.text)
    return form


def form_to_begin(uow: UnitOfWork, code: str, version: int | None) -> AuditForm:
    """A form's version for something new; refused where the form is retired."""
    form = form_in(uow, code, version)
    if code in retired_in(uow):
        raise WrongInputError("form_retired", code=code)
    return form


def retired_in(uow: UnitOfWork) -> dict[str, RetirementRecord]:
    """The forms that are retired, by code."""
    return uow.retirements.of(Retirable.FORM)


def known_forms(uow: UnitOfWork) -> list[AuditForm]:
    kept = {(record.code, int(record.number)): record.body for record in uow.audits.forms.all()}
    return [_read(text) for text in {**_shipped(), **kept}.values()]


def text_in(uow: UnitOfWork, code: str, version: int) -> str:
    """The file of a form's version, as it was kept or shipped."""
    kept = uow.audits.form(code, str(version))
    return str(kept.body) if kept else _shipped()[code, version]


def keep_form(uow: UnitOfWork, form: AuditForm) -> None:
    """Keep the form's version on its first use, so that the call can always be scored again."""
    if uow.audits.form(form.code, str(form.version)) is None:
        uow.audits.forms.add(
            AuditFormRecord(
                code=form.code,
                number=str(form.version),
                name=form.text,
                body=_shipped()[form.code, form.version],
                created_at=uow.now,
                created_by="plumbline",
            )
        )


@lru_cache
def shipped_texts() -> dict[str, str]:
    """The text of every form that comes with the product, by code."""
    texts = [path.read_text("utf-8") for path in sorted(SHIPPED.glob("*.yaml"))]
    return {_read(text).code: text for text in texts}


@lru_cache
def _shipped() -> dict[tuple[str, int], str]:
    """The text of those in use from the start, by code and version; the others are there to start from."""
    texts = shipped_texts()
    return {(code, _read(texts[code]).version): texts[code] for code in IN_USE}


@lru_cache
def _read(text: str) -> AuditForm:
    return kept_form(text)
