"""Audits being scored: every answer kept as it is given; drafts resumed, handed over, let go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from core.principal import Action, Principal, authorize
from core.ulid import new_ulid
from qa.audit import mask_number
from services.desk.draft_checks import NUMBER, Said, check_said
from services.desk.draft_standing import AuditDraft, draft_in, ensure_going, ensure_owner
from services.forms.audit_forms import call_form_in, form_to_begin
from services.house.writing import writing
from services.mystery.mystery_calls import used_number
from services.records.sealed_audits import unsealed
from store.records import AuditDraftRecord, DraftAnswerRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: What the next call of the same kind begins with; answers never.
CARRIED = ("@dialled", "@sample_type", "@wave", "@brief", "@caller", NUMBER)
#: A longer pause between two answers is no work.
_MOST_SECONDS = 900


def open_draft(
    house: House, who: Principal, vendor: str, form: str, contract: str | None = None, like: str | None = None
) -> AuditDraft:
    """Begin an audit on the newest version of a form; `like`: the draft whose header it begins with."""
    with house.database.write(who) as uow:
        authorize(who, Action.AUDIT, vendor)
        said: dict[str, Any] = {"@at": uow.now.isoformat()}
        if like is not None:
            earlier = draft_in(uow, like)
            said |= {name: value for name in CARRIED if (value := earlier.fact(name)) is not None}
        opened = open_in(uow, who, vendor, form, contract, said)
        uow.commit()
    return opened


def open_in(
    uow: UnitOfWork, who: Principal, vendor: str, form: str, contract: str | None, said: Mapping[str, Any]
) -> AuditDraft:
    """The same within a write that does more, with what is known of the call already."""
    uow.directory.vendor(vendor)
    form_to_begin(uow, form, None)
    terms = call_form_in(uow, form, None)
    record = uow.audit_drafts.add(
        AuditDraftRecord(
            vendor=vendor, form=form, form_version=str(terms.version), contract=contract,
            owner=who.id, owner_name=who.name, opened_at=uow.now, saved_at=uow.now,
        )
    )  # fmt: skip
    known = [Said(what, value) for what, value in said.items() if value not in (None, "")]
    for each in known:
        check_said(terms, each)
    _keep(uow, who, record, known)
    return draft_in(uow, record.id)


def drafts(house: House, who: Principal, vendor: str | None = None) -> list[AuditDraft]:
    """The audits being scored, one's own first, then the last saved."""
    authorize(who, Action.VIEW, vendor)
    with house.database.read(who) as uow:
        records = [each for each in uow.audit_drafts.open() if vendor in (None, each.vendor)]
        found = [draft_in(uow, record.id) for record in records]
    return sorted(found, key=lambda draft: draft.record.owner != who.id)


def draft(house: House, who: Principal, id: str) -> AuditDraft:
    """One draft with all that was said, ended ones included; refused where it became an audit this person is
    to score blind."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        found = draft_in(uow, id)
        if found.record.audit is not None:
            unsealed(uow, who, found.record.audit)
    return found


def save(house: House, who: Principal, id: str, said: Sequence[Said], seconds: int = 0) -> AuditDraft:
    """Keep answers as they are given; gives the draft as it now stands, other people's answers included.

    Refused: a draft that is ended, something the form does not ask, an answer the item does not offer. An
    answer given without having seen another person's replaces nothing: both stay (AuditDraft.differing).
    """
    safe = [marked(house, who, each) for each in said]
    with house.database.write(who) as uow:
        before = draft_in(uow, id)
        authorize(who, Action.AUDIT, before.record.vendor)
        ensure_going(before.record)
        for each in safe:
            check_said(before.form, each)
        _keep(uow, who, before.record, safe)
        worked = before.record.seconds + max(0, min(seconds, _MOST_SECONDS))
        uow.audit_drafts.update(replace(before.record, saved_at=uow.now, seconds=worked))
        after = draft_in(uow, id)
        uow.commit()
    return after


def take_over(house: House, who: Principal, id: str) -> AuditDraft:
    """Make oneself the one who submits it: handed over, or its owner is away. Noted in the journal."""
    with writing(house, who, Action.AUDIT) as uow:
        before = draft_in(uow, id).record
        authorize(who, Action.AUDIT, before.vendor)
        ensure_going(before)
        uow.audit_drafts.update(replace(before, owner=who.id, owner_name=who.name))
        uow.journal.note(
            "draft_taken_over",
            "audit_draft",
            id,
            before=before.owner_name,
            after=who.name,
            vendor=before.vendor,
        )
        return draft_in(uow, id)


def let_go(house: House, who: Principal, id: str) -> None:
    """End a draft that will not be submitted; what was said in it stays on record."""
    with writing(house, who, Action.AUDIT) as uow:
        before = draft_in(uow, id).record
        authorize(who, Action.AUDIT, before.vendor)
        ensure_going(before)
        ensure_owner(who, before)
        uow.audit_drafts.update(replace(before, ended_at=uow.now))
        uow.journal.note("draft_let_go", "audit_draft", id, vendor=before.vendor)


def marked(house: House, who: Principal, said: Said) -> Said:
    """The caller's number as it may be kept; everything else as it is."""
    if said.what != NUMBER or not isinstance(said.value, str):
        return said
    used = used_number(house, who, said.value)
    return replace(said, value=asdict(used) if used.shown else None)


def _keep(uow: UnitOfWork, who: Principal, record: AuditDraftRecord, said: Sequence[Said]) -> None:
    """Add what is new of it, numbered on."""
    kept = uow.audit_drafts.said(record.id)
    ids, numbers = {each.id for each in kept}, {each.what: each.number for each in kept}
    for each in said:
        if each.id in ids:
            continue
        numbers[each.what] = numbers.get(each.what, 0) + 1
        value = mask_number(each.value.strip()) if each.what == "@dialled" and each.value else each.value
        uow.audit_drafts.answers.add(
            DraftAnswerRecord(
                id=each.id or new_ulid(), draft=record.id, what=each.what, number=numbers[each.what],
                saw=each.saw, value=value, person=who.id, name=who.name, said_at=uow.now,
            )
        )  # fmt: skip
