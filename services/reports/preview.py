"""The preview of a received file: kept with its batches, compared with what is committed, shown again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.batch import Role
from core.errors import DecisionNeeded, StaleBatchError
from core.finding import Finding, blocking, worst_first
from core.offsets import sheets_of
from core.principal import Action, Principal, authorize
from importers.draft import Choice, Draft, MappedColumn, Question, Reading
from importers.preview.agents_beside import agents_differ
from importers.preview.changes import Change, GoneRow, changes, gone
from importers.preview.parts_of_whole import told_by_parts
from importers.preview.restated import restated
from importers.preview.staging import Preview, compare
from importers.preview.taken_out import taken_out
from services.house.writing import writing
from services.reports.claim_lines import ClaimLine, claims_of_batch
from services.reports.foreign_answers import answers_alike, keep_answers
from services.reports.staff_over_files import keep_staff, says_the_same
from store.lake.commit import check_commit
from store.lake.stage import Reader, current_rows, put_aside
from store.lake.stage import stage as stage_batch
from store.records import BatchRecord, ReceivedFileRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: What stands against a file only until a person says it.
_TO_SAY = frozenset(
    {
        "vendor_missing",
        "vendors_several",
        "period_missing",
        "days_over_two_months",
        "groups_unclear",
        "layouts_several",
        "site_unclear",
        "queue_unclear",
        "shift_unclear",
        "sheets_overlap",
        "most_rows_rejected",
        "days_unsaid",
    }
)


@dataclass(frozen=True)
class StagedBatch:
    """One batch as it would be committed: its counts, and the first of what it changes."""

    record: BatchRecord
    changes: tuple[Change, ...] = ()
    gone: tuple[GoneRow, ...] = ()
    #: Figures claimed without counts.
    claims: tuple[ClaimLine, ...] = ()


@dataclass(frozen=True)
class Staged:
    """A received file after reading: what it would change, what is wrong, what only a person can say."""

    file: ReceivedFileRecord
    batches: tuple[StagedBatch, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...] = ()
    columns: tuple[MappedColumn, ...] = ()
    #: The batch that brought the same figures before: taking them in again changes nothing.
    same_as: BatchRecord | None = None
    #: Figures of another grain feed the sums of the same days: say facts or check when committing.
    decision: tuple[Finding, ...] = ()
    #: Whether these bytes had been handed in before and waited for a yes: this is the entry they made then.
    waited: bool = False

    @property
    def blocked(self) -> bool:
        """Whether nothing can be committed."""
        return bool(blocking(list(self.findings))) or not self.batches


def came_before(house: House, who: Principal, reading: Reading, choice: Choice) -> Staged | None:
    """The very same file, or the same content under every key, is a no-op that says when it came first.

    Whose it is and for which month need not be said again: the first time it was.
    """
    authorize(who, Action.IMPORT, choice.vendor)
    against = blocking(list(reading.findings))
    if not {finding.code for finding in against} <= _TO_SAY:
        return None
    with house.database.read(who) as uow:
        same = _here_already(uow, reading, choice, unsaid=bool(against))
        if not same:
            return None
        first = min(same, key=lambda batch: batch.commit_order or 0)
        file = uow.files.get(first.file_id)
    findings = tuple(finding for finding in reading.findings if finding not in against)
    return Staged(file, (), findings, columns=reading.columns, same_as=first)


def _here_already(uow: UnitOfWork, reading: Reading, choice: Choice, *, unsaid: bool) -> list[BatchRecord]:
    """The live batches these bytes made, or that hold everything these say."""
    sha256, label = reading.file.sha256, _label(choice)
    if unsaid:
        return uow.batches.same_bytes(sha256, choice.vendor, label)
    same = uow.batches.same_file(
        sha256,
        vendor_choice=choice.vendor,
        period_choice=label,
        layout_version=reading.layout_version,
    )
    # With its columns, its site or its queue said anew the same bytes may hold other figures.
    plain = not choice.sheets and not choice.columns and not choice.sites and not choice.queues
    every = same
    if not (same and plain):
        found = [uow.batches.same_content(draft.key, draft.content_hash) for draft in reading.drafts]
        every = [batch for batches in found for batch in batches]
        same = [batches[0] for batches in found if batches] if all(found) else []
    files = {batch.file_id for batch in every}
    return same if same and says_the_same(uow, reading, files) and answers_alike(uow, reading, files) else []


def keep_preview(house: House, who: Principal, reading: Reading, choice: Choice) -> Staged:
    """Keep the file and its batches; a blocked file is kept too, with its findings and no batch."""
    drafts = () if reading.blocked else reading.drafts
    keys = [put_aside(house.lake, draft) for draft in drafts]
    with writing(house, who, Action.IMPORT, choice.vendor) as uow:
        previews = [_compared(house, who, uow, draft, choice.role) for draft in drafts]
        out = [
            found
            for draft, preview in zip(drafts, previews, strict=True)
            for said in (taken_out, restated, agents_differ)
            for found in said(reading.file.name, draft, preview)
        ]
        reading = replace(reading, findings=tuple(worst_first([*reading.findings, *out])))
        file = uow.files.add(_file(house, who, reading, choice))
        whose = {draft.key.vendor for draft in drafts}
        keep_staff(uow, file.id, reading.staff, whose)
        keep_answers(uow, file.id, reading.audits, whose)
        shown = [
            _stage(who, uow, file, reading, draft, preview, key)
            for draft, preview, key in zip(drafts, previews, keys, strict=True)
        ]
        uow.journal.note("received", "file", file.id, after={"name": file.name}, vendor=choice.vendor)
    decision = () if choice.role else decision_on(house, who, [each.record for each in shown])
    return Staged(file, tuple(shown), reading.findings, reading.questions, reading.columns, decision=decision)


def _compared(house: House, who: Principal, uow: UnitOfWork, draft: Draft, role: Role | None) -> Preview:
    authorize(who, Action.IMPORT, draft.key.vendor)
    return _beside(house, uow, draft, role)


def _beside(house: House, uow: UnitOfWork, draft: Draft, role: Role | None = None) -> Preview:
    """A draft laid beside what is committed; where it only claims, or only checks, it takes no counts out."""
    counts = draft.measures and role is not Role.CHECK
    held = current_rows(uow, house.lake, draft.key, draft.coverage) if counts else None
    if held is not None and draft.repairs is None and told_by_parts(draft.frame, held):
        held = None
    return compare(draft, held)


def _stage(
    who: Principal,
    uow: UnitOfWork,
    file: ReceivedFileRecord,
    reading: Reading,
    draft: Draft,
    preview: Preview,
    batch_id: str,
) -> StagedBatch:
    record = stage_batch(
        uow,
        batch_id,
        file.id,
        draft,
        Reader(reading.layout or "", reading.layout_version),
        counts=_counts(draft, preview),
        findings=[f for f in reading.findings if f.place.sheet in sheets_of(draft.offsets)],
        idle=preview.idle,
        by=who.name,
    )
    return StagedBatch(record, changes(preview), gone(preview), claims_of_batch(uow, record))


def preview_again(house: House, uow: UnitOfWork, batch: BatchRecord) -> StagedBatch:
    """A staged batch's preview from its rows put aside."""
    preview = compared_again(house, uow, batch)
    return StagedBatch(batch, changes(preview), gone(preview), claims_of_batch(uow, batch))


def compared_again(house: House, uow: UnitOfWork, batch: BatchRecord) -> Preview:
    """A staged batch's rows beside what is committed now."""
    draft = Draft(
        batch.key,
        batch.coverage,
        house.lake.staged(batch.id),
        batch.measures,
        batch.offsets,
        (),
        batch.content_hash,
        repairs=batch.repairs,
    )
    return _beside(house, uow, draft)


def decision_on(house: House, who: Principal, batches: Sequence[BatchRecord]) -> tuple[Finding, ...]:
    """What a person must say before these can be committed."""
    for batch in batches:
        authorize(who, Action.IMPORT, batch.vendor)
    if not batches:
        return ()
    with house.database.read(who) as uow:
        try:
            check_commit(uow, house.lake, [batch.id for batch in batches])
        except DecisionNeeded as question:
            return tuple(question.findings)
        except StaleBatchError:
            return ()
    return ()


def _file(house: House, who: Principal, reading: Reading, choice: Choice) -> ReceivedFileRecord:
    return ReceivedFileRecord(
        sha256=reading.file.sha256,
        name=reading.file.name,
        size=reading.file.size,
        received_at=house.clock.now(),
        received_by=who.name,
        vendor_choice=choice.vendor,
        project_choice=choice.project,
        period_choice=_label(choice),
        findings=reading.findings,
        sheets=[mapping.as_dict() for mapping in reading.mappings],
    )


def _counts(draft: Draft, preview: Preview) -> dict[str, int]:
    """The five classes of rows, and how many figures are only claimed where any is."""
    names = ("new", "changed", "unchanged", "rejected", "gone")
    claimed = {"claimed": len(draft.asserted)} if draft.asserted else {}
    return {name: getattr(preview, name) for name in names} | claimed


def _label(choice: Choice) -> str | None:
    return choice.period.label or None if choice.period else None
