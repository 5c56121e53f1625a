"""The minutes of a calibration session: how a question is read from then on; case library and guidance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import WrongInputError
from core.principal import Action, Principal, authorize, authorize_everywhere
from core.text import Text
from qa.form.terms import AuditForm, Item, Section
from qa.form.written import to_yaml
from services.forms import form_drafts
from services.forms.audit_forms import form_in
from services.forms.form_drafts import FormDraftView
from services.house.writing import needed, writing
from store.records import CalibrationDecisionRecord, CalibrationState

if TYPE_CHECKING:
    from services.house.bootstrap import House

_TITLE = Text("案例标题", "a title")
_READING = Text("判定口径", "how the item is read")


def decide(
    house: House,
    who: Principal,
    session: str,
    item: str,
    title: str,
    reading: str,
    in_library: bool = True,
) -> CalibrationDecisionRecord:
    """Write down how a question is read from now on; refused while the session is sealed, and for a question
    the form does not ask."""
    with writing(house, who, Action.AUDIT) as uow:
        record = uow.calibrations.get(session)
        authorize(who, Action.AUDIT, record.vendor)
        if record.state is not CalibrationState.OPENED:
            raise WrongInputError("calibration_sealed")
        if form_in(uow, record.form, int(record.form_version)).item(item) is None:
            raise WrongInputError("calibration_item", code=item)
        decision = CalibrationDecisionRecord(
            session=session, vendor=record.vendor, form=record.form, item=item,
            title=needed(title, _TITLE), reading=needed(reading, _READING), in_library=in_library,
            kept_at=uow.now, kept_by=who.name,
        )  # fmt: skip
        uow.calibrations.decisions.add(decision)
        after = {"item": item, "reading": decision.reading}
        uow.journal.note("calibration_decided", "calibration", session, after=after, vendor=record.vendor)
    return decision


def into_guidance(house: House, who: Principal, decision: str) -> FormDraftView:
    """A draft of the form's next version whose item says so in its guidance; a draft of that form that is
    open already takes it, where it can be read."""
    authorize_everywhere(who, Action.MANAGE)
    with house.database.read(who) as uow:
        found = uow.calibrations.decisions.get(decision)
        newest = form_in(uow, found.form, None)
    drafts = form_drafts.form_drafts(house, who)
    waiting = [draft for draft in drafts if draft.code == found.form and draft.form is not None]
    draft = waiting[0] if waiting else form_drafts.start_version(house, who, found.form, newest.version)
    if draft.form is None or draft.form.item(found.item) is None:
        raise WrongInputError("calibration_item", code=found.item)
    text = to_yaml(with_guidance(draft.form, found.item, found.reading))
    return form_drafts.save(house, who, draft.id, draft.version, text)


def with_guidance(form: AuditForm, item: str, reading: str) -> AuditForm:
    """The form with the reading added to an item's guidance, once."""
    return replace(form, sections=tuple(_in_section(section, item, reading) for section in form.sections))


def _in_section(section: Section, item: str, reading: str) -> Section:
    return replace(
        section,
        items=tuple(_guided(each, reading) if each.code == item else each for each in section.items),
        sections=tuple(_in_section(each, item, reading) for each in section.sections),
    )


def _guided(item: Item, reading: str) -> Item:
    """Kept in the language it was written in, for both."""
    before = item.guidance or Text("", "")
    if reading in before.zh:
        return item
    zh, en = (f"{said}\n{reading}".strip() for said in (before.zh, before.en))
    return replace(item, guidance=Text(zh, en))
