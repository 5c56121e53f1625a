"""The worker process: does one job after the other, and ends when nothing waits.

    python -m services.work.worker --data DIR [--once]

It lives apart from the pages: a page can be closed, a server restarted, and the job goes on. Killed, it
leaves nothing half done; the sweep of silent jobs says so.
"""

from __future__ import annotations

import argparse
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.batch import Role
from core.errors import CancelledError, NotAllowedError, PlumblineError
from core.language import N_, translated
from core.principal import Principal
from core.text import Lang
from importers.containers.rows_heard import listening
from services.house import jobs
from services.house.bootstrap import House, open_house
from services.house.faults import kept_fault, refusal, unexpected
from services.house.jobs import JobKind
from services.judging.assess_month import Progress, assess, catch_up
from services.known.people import principal
from services.reports.dropped import take
from services.reports.import_report import commit
from services.reports.reading_progress import WHOLE, ReadingProgress
from services.workbooks.export_all import export_all
from services.workbooks.export_month import export
from store.records import ENDED, JobRecord, JobState

#: How often a running job gives a sign of life, and how often a waiting worker looks again.
BEAT_S = 5
LOOK_S = 0.3
Step = Callable[[int, int, str], None]
_COMMITTING = N_("Committing {name}")
_JUDGING = N_("Judging the months")
_WRITING = N_("Writing the workbook")
_WRITING_ALL = N_("Writing the workbooks")


def main(words: list[str] | None = None) -> int:
    """Work until nothing waits; with --once a single job at most."""
    parser = argparse.ArgumentParser(prog="python -m services.work.worker")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--once", action="store_true")
    wanted = parser.parse_args(words)
    house = open_house(wanted.data, os.environ.get("PLUMBLINE_DATABASE") or None)
    try:
        work(house, once=wanted.once)
    finally:
        house.close()
    return 0


def work(house: House, *, once: bool = False) -> int:
    """Do what waits; gives how many jobs were done. While another worker is busy, wait for it."""
    done = 0
    while _waits(house):
        if run_next(house) is None:
            time.sleep(LOOK_S)
            continue
        done += 1
        if once:
            break
    return done


def run_next(house: House) -> JobRecord | None:
    """Take the oldest job and do it. None where nothing waits, or another worker is busy with this house."""
    jobs.sweep(house)
    with house.database.write() as uow:
        if uow.jobs.find(state=JobState.RUNNING) is not None:
            return None
        taken = uow.jobs.claim()
        uow.commit()
    return None if taken is None else run(house, taken)


def run(house: House, record: JobRecord) -> JobRecord:
    """Do a job that was taken, and keep what became of it."""
    try:
        with _alive(house, record.id):
            result = _WORK[JobKind(record.kind)](house, _person(house, record), record, _step(house, record))
        return _ended(house, record, JobState.DONE, result)
    except CancelledError:
        ended = _ended(house, record, JobState.CANCELLED, {})
        jobs.let_go(house, ended)
        return ended
    except PlumblineError as error:
        return _ended(house, record, JobState.FAILED, refusal(error))
    except Exception as error:
        reference = kept_fault(house.folder, error, house.clock.now())
        return _ended(house, record, JobState.FAILED, refusal(unexpected(reference)))


def _import(house: House, who: Principal, record: JobRecord, step: Step) -> Mapping[str, Any]:
    payload = record.payload
    path = house.files.opened(payload["sha256"])
    progress = ReadingProgress(step, payload["name"], record.lang)
    progress.steps(0)
    with listening(progress.rows):
        choice = jobs.choice_of(payload)
        found = take(house, who, payload["name"], path, choice, heard=lambda done, _of: progress.steps(done))
    _to_the_end(step, progress.words)(WHOLE, WHOLE)
    return {
        "file_id": found.file.id,
        "batches": [each.record.id for each in found.batches],
        "same_as": found.same_as.id if found.same_as else None,
        "waited": found.waited,
        "blocked": found.blocked,
    }


def _commit(house: House, who: Principal, record: JobRecord, step: Step) -> Mapping[str, Any]:
    with house.database.read(who) as uow:
        name = uow.files.get(record.payload["file_id"]).name
    role = record.payload.get("role")
    done = commit(
        house,
        who,
        record.payload["file_id"],
        Role(role) if role else None,
        _counted(step, _said(_COMMITTING, record.lang, name=name)),
        _to_the_end(step, _said(_JUDGING, record.lang)),
    )
    return {
        "file_id": done.file.id,
        "name": done.file.name,
        "batches": [batch.id for batch in done.batches],
        "findings": [done.failed.as_dict()] if done.failed else [],
    }


def _assess(house: House, who: Principal, record: JobRecord, step: Step) -> Mapping[str, Any]:
    payload, words = record.payload, _said(_JUDGING, record.lang)
    step(0, 0, words)
    told = _counted(step, words)
    if contracts := payload.get("contracts"):
        found = catch_up(house, who, contracts, told)
    else:
        named = payload.get("vendor"), payload.get("contract")
        found = assess(house, who, payload["labels"], *named, progress=told)
    return {"months": [{"contract": r.contract.code, "label": r.label, "run_id": r.run_id} for r in found]}


def _export(house: House, who: Principal, record: JobRecord, step: Step) -> Mapping[str, Any]:
    payload, path = record.payload, jobs.made_path(house, record.id)
    label, lang = payload["label"], payload.get("lang") or record.lang
    if contract := payload.get("contract"):
        step(0, 1, _said(_WRITING, record.lang))
        name, data = export(house, who, contract, label, lang)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return {"name": name, "contracts": [contract], "label": label}
    words = _said(_WRITING_ALL, record.lang)
    step(0, 0, words)
    name, months = export_all(house, who, label, lang, path, _counted(step, words))
    return {"name": name, "contracts": [month.contract.code for month in months], "label": label}


_WORK: dict[JobKind, Callable[[House, Principal, JobRecord, Step], Mapping[str, Any]]] = {
    JobKind.IMPORT: _import,
    JobKind.COMMIT: _commit,
    JobKind.ASSESS: _assess,
    JobKind.EXPORT: _export,
}


def _person(house: House, record: JobRecord) -> Principal:
    """The person it acts for, with the role they have now."""
    found = principal(house, record.person_id)
    if found is None:
        raise NotAllowedError("person_inactive", name=record.person)
    return replace(found, lang=record.lang)


def _step(house: House, record: JobRecord) -> Step:
    """Note how far it is; where the person asked for it, stop."""

    def step(done: int, total: int, message: str) -> None:
        with house.database.write() as uow:
            uow.jobs.progress(record.id, done, total, message)
            uow.commit()

    return step


@contextmanager
def _alive(house: House, id: str) -> Iterator[None]:
    """Signs of life while one long step runs."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT_S):
            with suppress(PlumblineError), house.database.write() as uow:
                now = uow.jobs.get(id)
                uow.jobs.progress(id, now.done, now.total, now.message)
                uow.commit()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _ended(house: House, record: JobRecord, state: JobState, result: Mapping[str, Any]) -> JobRecord:
    """Keep how it ended; a failed job says why in the reader's language."""
    with house.database.write() as uow:
        if (now := uow.jobs.get(record.id)).state in ENDED:
            # Taken for dead and swept meanwhile: that has been said already.
            return now
        if state is JobState.CANCELLED:
            after = uow.jobs.stopped(record.id)
        elif state is JobState.DONE:
            after = uow.jobs.finish(record.id, result)
        else:
            failed = uow.jobs.fail(record.id, result)
            after = uow.jobs.update(replace(failed, message=result["sentence"][record.lang]))
        uow.commit()
    return after


def _counted(step: Step, words: str) -> Progress:
    """Counts under these words; stops where the person asked for it."""
    return lambda done, total: step(done, total, words)


def _to_the_end(step: Step, words: str) -> Progress:
    """The same once there is nothing left to stop: what was done stands."""

    def told(done: int, total: int) -> None:
        with suppress(CancelledError):
            step(done, total, words)

    return told


def _waits(house: House) -> bool:
    with house.database.read() as uow:
        return uow.jobs.find(state=JobState.QUEUED) is not None


def _said(message: str, lang: Lang, **facts: object) -> str:
    return translated(message, lang).format(**facts)


if __name__ == "__main__":
    raise SystemExit(main())
