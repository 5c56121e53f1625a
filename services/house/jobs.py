"""Long work: asked for here, done by the worker process, watched and stopped from any page."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.batch import Role, Source
from core.errors import NotAllowedError, NotFoundError
from core.finding import Finding
from core.period import MonthRule
from core.principal import Action, Principal, authorize
from core.privacy import masked
from core.text import Lang, Text
from importers.draft import Choice, Said
from services.house.settings import ROOT
from store.records import ENDED, JobRecord, JobState

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: From this size on (bytes) a file is read and committed by a job, and from so many months on they are judged
#: by one: below it is done before anybody would look for a progress bar.
LARGE_FILE, MANY_MONTHS = 3_000_000, 6
#: A running job without a sign of life for this long has lost its process.
SILENCE = timedelta(seconds=60)
WORKER_LOG = "worker.log"


class JobKind(StrEnum):
    """What the worker can do: read a file to its preview, commit it, judge months, make workbooks."""

    IMPORT = "import"
    COMMIT = "commit"
    ASSESS = "assess"
    EXPORT = "export"

    @property
    def words(self) -> Text:
        """Its name for people."""
        return JOB_KIND_NAMES[self]


JOB_KIND_NAMES: dict[JobKind, Text] = {
    JobKind.IMPORT: Text("读取文件", "read a file"),
    JobKind.COMMIT: Text("导入", "import"),
    JobKind.ASSESS: Text("判定", "judge"),
    JobKind.EXPORT: Text("导出", "export"),
}


_ACTIONS = {
    JobKind.IMPORT: Action.IMPORT,
    JobKind.COMMIT: Action.IMPORT,
    JobKind.ASSESS: Action.VIEW,
    JobKind.EXPORT: Action.EXPORT,
}


def submit(
    house: House, who: Principal, kind: JobKind | str, payload: Mapping[str, Any], lang: Lang | None = None
) -> JobRecord:
    """Ask for a job; it waits until the worker takes it. Its messages are kept in `lang`.

    Payloads: import {name, sha256, choice} (`import_payload` makes it); commit {file_id, role}; assess
    {contracts}, or {labels, vendor, contract}; export {contract, label, lang}, or {label, lang} for all.
    """
    kind = JobKind(kind)
    authorize(who, _ACTIONS[kind], payload.get("vendor"))
    record = JobRecord(
        kind=kind.value,
        payload=dict(payload),
        lang=lang or who.lang,
        person_id=who.id,
        person=who.name,
        created_at=house.clock.now(),
    )
    with house.database.write(who) as uow:
        uow.jobs.add(record)
        uow.journal.note("job_asked", "job", record.id, after={"kind": kind.value})
        uow.commit()
    return record


def import_payload(
    house: House, who: Principal, name: str, data: bytes | Path, choice: Choice | None = None
) -> dict[str, Any]:
    """Keep an uploaded file, and say how it is to be read."""
    authorize(who, Action.IMPORT, choice.vendor if choice else None)
    chosen = asdict(choice or Choice())
    period = chosen.pop("period")
    label = period["label"] if period else None
    return {
        "name": masked(name),
        "sha256": house.files.keep(data).sha256,
        "choice": {**chosen, "period": label},
    }


def choice_of(payload: Mapping[str, Any]) -> Choice:
    """The choice that `import_payload` wrote down."""
    said = dict(payload.get("choice") or {})
    label = said.pop("period", None)
    source, role = said.pop("source", None), said.pop("role", None)
    sheets = dict(said.pop("sheets", None) or {})
    return Choice(
        **said,
        sheets={mark: {key: Said(**one) for key, one in sheet.items()} for mark, sheet in sheets.items()},
        source=Source(source) if source else None,
        role=Role(role) if role else None,
        period=MonthRule().month(label) if label else None,
    )


def job(house: House, who: Principal, id: str) -> JobRecord:
    """One job of this person; refused where there is none."""
    authorize(who, Action.VIEW)
    found = _found(house, id)
    if found is None:
        raise NotFoundError(entity="jobs", code=id)
    if not _is_theirs(who, found):
        raise NotAllowedError(action=Action.VIEW, role=who.role, name=who.name)
    return found


def find(house: House, who: Principal, id: str) -> JobRecord | None:
    """The job of that key; None where there is none, or none this person may follow."""
    authorize(who, Action.VIEW)
    found = _found(house, id)
    return found if found and _is_theirs(who, found) else None


def jobs(house: House, who: Principal, limit: int = 50) -> list[JobRecord]:
    """The last jobs of this person, newest first."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        return uow.jobs.newest(limit, who.id)


def cancel(house: House, who: Principal, id: str) -> JobRecord:
    """Stop a job: one that waits stops now, a running one at its next sign of life; nothing half stays."""
    job(house, who, id)
    with house.database.write(who) as uow:
        before = uow.jobs.get(id)
        after = uow.jobs.cancel(id)
        uow.journal.note("job_cancelled", "job", id, before=before.state, after=after.state)
        uow.commit()
    if after.state is JobState.CANCELLED:
        let_go(house, after)
    return after


def let_go(house: House, stopped: JobRecord) -> None:
    """Delete the uploaded file of an import that was stopped, unless it is kept for another reason."""
    sha256 = stopped.payload.get("sha256")
    if stopped.kind != JobKind.IMPORT or sha256 is None:
        return
    with house.database.write() as uow:
        waiting = [
            each for state in (JobState.QUEUED, JobState.RUNNING) for each in uow.jobs.all(state=state)
        ]
        wanted = {each.payload.get("sha256") for each in waiting if each.id != stopped.id}
        if not (
            sha256 in wanted or uow.files.find(sha256=sha256) or uow.contracts.versions.find(file=sha256)
        ):
            house.files.purge(sha256)


def sweep(house: House) -> list[Finding]:
    """Mark the jobs whose process is gone as failed."""
    with house.database.write() as uow:
        stale = uow.jobs.sweep_stale(house.clock.now() - SILENCE)
        findings = [Finding("job_stale", facts=_stale(record)) for record in stale]
        for record, finding in zip(stale, findings, strict=True):
            uow.jobs.update(replace(record, message=finding.sentence(record.lang)))
        uow.commit()
    return findings


def made_file(house: House, who: Principal, id: str) -> tuple[str, bytes]:
    """The workbook, or the zip file of all workbooks, that an export job made: its name and its bytes."""
    done = job(house, who, id)
    made = done.result or {}
    path = made_path(house, id)
    if done.state is not JobState.DONE or not path.is_file():
        raise NotFoundError(entity="jobs", code=id)
    with house.database.read(who) as uow:
        for contract in made["contracts"]:
            authorize(who, Action.EXPORT, uow.contracts.by_code(contract).vendor)
    return str(made["name"]), path.read_bytes()


def made_path(house: House, id: str) -> Path:
    """Where an export job puts what it made until it is fetched; doctor clears old files away."""
    return house.folder / "tmp" / "made" / id


def unfinished(house: House, who: Principal, kinds: Collection[JobKind]) -> JobRecord | None:
    """The job of these kinds this person waits for: the oldest that has not ended."""
    mine = [each for each in jobs(house, who) if each.kind in kinds and each.state not in ENDED]
    return _found(house, mine[-1].id) if mine else None


def start_worker(house: House) -> int:
    """Start the worker process, which outlives this one and ends when nothing waits; gives its id.

    Several may be started: only one works at a time, the others wait for it and then find nothing to do.
    """
    command = [sys.executable, "-m", "services.work.worker", "--data", str(house.folder)]
    with (house.folder / "logs" / WORKER_LOG).open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, "PLUMBLINE_DATABASE": house.database.url, "PYTHONUTF8": "1"},
            **_detached(),
        )
    # Somebody has to take note of its end, or a server would collect dead processes.
    threading.Thread(target=process.wait, daemon=True).start()
    return process.pid


def _detached() -> dict[str, Any]:
    """How a process is freed from its parent's console and signals on this system."""
    if os.name == "nt":
        flags: Sequence[str] = ("CREATE_NO_WINDOW", "CREATE_NEW_PROCESS_GROUP")
        return {"creationflags": sum(getattr(subprocess, flag) for flag in flags)}
    return {"start_new_session": True}


def _is_silent(house: House, record: JobRecord) -> bool:
    return record.heartbeat_at is not None and record.heartbeat_at < house.clock.now() - SILENCE


def _stale(record: JobRecord) -> dict[str, object]:
    return {"job": record.id, "kind": JOB_KIND_NAMES[JobKind(record.kind)], "asked": record.person}


def _found(house: House, id: str) -> JobRecord | None:
    """The job of that key. One whose process is gone is marked first."""
    with house.database.read() as uow:
        found = uow.jobs.find(id=id)
    if found and found.state is JobState.RUNNING and _is_silent(house, found):
        sweep(house)
        return _found(house, id)
    return found


def _is_theirs(who: Principal, record: JobRecord) -> bool:
    """Jobs are seen and stopped by whoever asked for them, and by those who manage the whole house."""
    return record.person_id == who.id or (who.vendors is None and who.may(Action.MANAGE))
