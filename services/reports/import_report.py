"""A vendor's file comes in: read, previewed, then exactly what was shown is committed, or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.batch import Role
from core.errors import WrongInputError
from core.finding import Finding, worst_first
from core.garbage import search_paused
from core.principal import Action, Principal, authorize
from core.text import Lang, text_of
from importers.containers.received import receive, received_as
from importers.draft import Choice, Reading, RejectedRow
from importers.preview.preview_workbook import preview_workbook
from importers.preview.rejects import rejected_workbook
from services.house.file_access import opened
from services.house.limits import caps
from services.house.writing import reasoned, writing
from services.judging.assess_month import Progress
from services.judging.judge_again import WITHDRAWN, judge_after
from services.judging.month_result import MonthResult
from services.known.aliases import call_queue, call_site
from services.reports.after_exit import after_exit
from services.reports.agents_told import agents_told
from services.reports.agreed_formulas import without_agreed
from services.reports.beside import beside
from services.reports.calls_over_files import calls_over_files
from services.reports.corrections import following
from services.reports.late_report import late_reports
from services.reports.months_apart import months_apart
from services.reports.own_calls import own_calls
from services.reports.preview import (
    Staged,
    StagedBatch,
    came_before,
    compared_again,
    decision_on,
    keep_preview,
    preview_again,
)
from services.reports.returned import as_said, read_received
from services.reports.sent_in_part import in_part
from services.reports.sheet_memory import as_read, memory, remember, unlearn
from services.reports.ungoverned import ungoverned
from store.lake.commit import apply_commit, apply_withdrawal, prepare_commit, prepare_withdrawal
from store.lake.stage import discard as discard_staged
from store.records import BatchRecord, BatchState, QueueRecord, ReceivedFileRecord, SiteRecord
from store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from services.house.bootstrap import House

__all__ = [
    "Committed", "Staged", "StagedBatch", "Withdrawn", "caps", "commit", "discard", "preview_file",
    "rejects_file", "stage", "staged", "withdraw",
]  # fmt: skip


#: Reading a file, holding it against what is in, laying out what it changes.
STEPS = 3


@dataclass(frozen=True)
class Committed:
    """What a commit made true."""

    file: ReceivedFileRecord
    batches: tuple[BatchRecord, ...]
    #: The contracts' months that were judged anew.
    months: tuple[MonthResult, ...] = ()
    #: Why none was, where judging failed; the figures are in all the same.
    failed: Finding | None = None


@dataclass(frozen=True)
class Withdrawn:
    """What a withdrawal made true."""

    batch: BatchRecord
    #: The contracts' months that were judged anew.
    months: tuple[MonthResult, ...] = ()
    #: Why none was, where judging failed; the batch is taken back all the same.
    failed: Finding | None = None


def stage(
    house: House,
    who: Principal,
    name: str,
    data: bytes | Path,
    choice: Choice | None = None,
    heard: Progress | None = None,
) -> Staged:
    """Read a file and lay it beside what is committed. Nothing counts before `commit`.

    `heard` hears how many of the STEPS are done, the last one aside; it may stop it: nothing is kept then.
    """
    choice = choice or Choice()
    authorize(who, Action.IMPORT, choice.vendor)
    reading = _read(house, who, name, data, choice)
    if again := came_before(house, who, reading, choice):
        return again
    reading = months_apart(house, who, in_part(house, who, reading, choice))
    reading = calls_over_files(house, who, reading)
    if heard:
        heard(1, STEPS)
    said = [
        found
        for look in (ungoverned, after_exit, beside, agents_told, late_reports, own_calls)
        for found in look(house, who, reading)
    ]
    reading = replace(reading, findings=tuple(worst_first([*without_agreed(house, who, reading), *said])))
    if heard:
        heard(2, STEPS)
    return keep_preview(house, who, reading, choice)


def staged(house: House, who: Principal, file_id: str) -> Staged:
    """The preview once more, as after a reload of the page: the same batches, changes counted anew."""
    file, known = opened(house, who, Action.IMPORT, file_id)
    batches = [batch for batch in known if batch.state is BatchState.STAGED]
    with house.database.read(who) as uow:
        previews = [preview_again(house, uow, batch) for batch in batches]
    return Staged(file, tuple(previews), file.findings, decision=decision_on(house, who, batches))


def commit(
    house: House,
    who: Principal,
    file_id: str,
    role: Role | None = None,
    writing_out: Progress | None = None,
    judging: Progress | None = None,
) -> Committed:
    """Commit every batch of a staged file together, exactly as shown.

    `writing_out` hears how far the months are, and may stop it: nothing has changed then. Once they count,
    `judging` hears how far the judging is.

    Refused: StaleBatchError where committed data changed since the preview; DecisionNeeded where figures
    of another grain meet these and `role` does not say which of them feed the sums.
    """
    file, known = opened(house, who, Action.IMPORT, file_id)
    batches = [batch for batch in known if batch.state is BatchState.STAGED]
    if not batches:
        raise WrongInputError("nothing_to_commit")
    with house.database.read(who) as uow:
        plan = prepare_commit(uow, house.lake, [batch.id for batch in batches], role, writing_out)
    with writing(house, who, Action.IMPORT) as uow:
        done = apply_commit(uow, house.lake, plan)
        _register_places(uow, file)
        remember(uow, file, done)
        for batch in done:
            after = {"state": batch.state, **batch.counts}
            uow.journal.note(
                "committed", "batch", batch.id, before=BatchState.STAGED, after=after, vendor=batch.vendor
            )
    touched = [(batch.vendor, batch.coverage.period) for batch in done]
    months, failed = judge_after(house, who, file.id, touched, progress=judging)
    return Committed(file, tuple(done), tuple(months), failed)


def discard(house: House, who: Principal, file_id: str) -> None:
    """Let a staged file go, or one that asks something; it stays in the list of received files, and changes
    nothing."""
    _, batches = opened(house, who, Action.IMPORT, file_id)
    before = BatchState.STAGED if batches else None
    with writing(house, who, Action.IMPORT) as uow:
        discard_staged(uow, house.lake, [batch.id for batch in batches])
        if not batches:
            uow.journal.moved("file", file_id, before, BatchState.DISCARDED)
        uow.journal.note("discarded", "file", file_id, before=before, after=BatchState.DISCARDED)


def withdraw(house: House, who: Principal, batch_id: str, reason: str) -> Withdrawn:
    """Take a committed batch back with its corrections, with a reason: the figures before it count again.

    It holds where judging fails as well, and then says so.
    """
    why = reasoned(reason)
    with house.database.read(who) as uow:
        batch = uow.batches.get(batch_id)
        authorize(who, Action.IMPORT, batch.vendor)
        plan = prepare_withdrawal(uow, house.lake, [batch_id, *following(uow, batch)])
    with writing(house, who, Action.IMPORT, batch.vendor) as uow:
        withdrawn = apply_withdrawal(uow, house.lake, plan, why)[0]
        uow.journal.note(
            "withdrawn", "batch", batch_id,
            before=batch.state, after=withdrawn.state, why=why, vendor=batch.vendor,
        )  # fmt: skip
        unlearn(uow, batch.file_id)
    touched = [(batch.vendor, batch.coverage.period)]
    months, failed = judge_after(house, who, batch.file_id, touched, WITHDRAWN)
    return Withdrawn(withdrawn, tuple(months), failed)


def rejects_file(
    house: House, who: Principal, file_id: str, lang: Lang, choice: Choice | None = None
) -> tuple[str, bytes]:
    """The rows that were kept out with their reasons, as a workbook to send back.

    The received file is read once more; `choice` is what was said about it, where more than vendor,
    project, month and layout was.
    """
    file, batches = opened(house, who, Action.IMPORT, file_id)
    rejected = _rejected(house, who, file, batches, choice)
    return f"{Path(file.name).stem}_rejected.xlsx", rejected_workbook(rejected, lang)


def preview_file(
    house: House, who: Principal, file_id: str, lang: Lang, choice: Choice | None = None
) -> tuple[str, bytes]:
    """The preview of a file that waits, as a workbook with a sheet for each class of rows."""
    file, known = opened(house, who, Action.IMPORT, file_id)
    batches = [batch for batch in known if batch.state is BatchState.STAGED]
    if not batches:
        raise WrongInputError("nothing_to_commit")
    with house.database.read(who) as uow:
        previews = [compared_again(house, uow, batch) for batch in batches]
    rejected = _rejected(house, who, file, batches, choice)
    return f"{Path(file.name).stem}_preview.xlsx", preview_workbook(previews, rejected, lang)


def _read(house: House, who: Principal, name: str, data: bytes | Path, choice: Choice) -> Reading:
    """What a file says, read from the copy that is kept while that is hashed and forced to disk."""
    with house.files.keeping(data) as coming, search_paused():
        received = received_as(name, "", coming.size, coming.aside)
        reading = read_received(house, who, received, choice, memory(house, who))
    return replace(reading, file=received_as(name, coming.kept.sha256, coming.size, coming.kept.path))


def _register_places(uow: UnitOfWork, file: ReceivedFileRecord) -> None:
    """Sites and queues met for the first time are known from this commit on, under their names."""
    for finding in file.findings:
        facts = {key: str(value) for key, value in finding.facts.items()}
        if finding.code == "site_new" and not uow.directory.sites.find(
            vendor=facts["vendor"], code=facts["code"]
        ):
            name = text_of(facts["name"])
            uow.directory.sites.add(SiteRecord(vendor=facts["vendor"], code=facts["code"], name=name))
        elif finding.code == "queue_new" and not uow.directory.queues.find(code=facts["code"]):
            uow.directory.queues.add(QueueRecord(code=facts["code"], name=text_of(facts["name"])))
        elif finding.code == "site_said" and facts["word"]:
            call_site(uow, facts["vendor"], facts["site"], facts["word"])
        elif finding.code == "queue_said":
            call_queue(uow, facts["vendor"], facts["queue"], facts["word"])


def _rejected(
    house: House,
    who: Principal,
    file: ReceivedFileRecord,
    batches: Sequence[BatchRecord],
    choice: Choice | None,
) -> list[RejectedRow]:
    """The rows kept out, read from the received file once more."""
    received = receive(file.name, house.files.opened(file.sha256))
    said = as_read(file, choice or as_said(file, batches))
    return list(read_received(house, who, received, said, at=file.received_at).rejected)
