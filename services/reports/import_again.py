"""A received file once more: what it still asks, and read anew with what a person has said about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.principal import Action, Principal, authorize
from importers.containers.received import receive
from importers.draft import WHOLE, Choice, MappedColumn, Question, QuestionKind, Reading
from services.house.file_access import opened
from services.reports.import_files import period_of
from services.reports.import_report import Staged, discard, stage
from services.reports.returned import read_received
from services.reports.sent_in_part import in_part
from services.reports.sheet_memory import as_read, memory
from store.records import BatchState, ReceivedFileRecord

# Pages say what they know about a file in these words, and may not look into importers.
__all__ = [
    "WHOLE",
    "Choice",
    "MappedColumn",
    "Question",
    "QuestionKind",
    "again",
    "columns",
    "questions",
    "reading",
    "said",
]

if TYPE_CHECKING:
    from services.house.bootstrap import House


def questions(
    house: House, who: Principal, file_id: str, choice: Choice | None = None
) -> tuple[Question, ...]:
    """What only a person can say about a file that could not come in; asked again after a reload."""
    found = reading(house, who, file_id, choice)
    return in_part(house, who, found, choice or Choice()).questions


def said(house: House, who: Principal, file_id: str) -> Choice:
    """What was said about a file when it came in, for whoever goes on with it in another session."""
    file, _ = opened(house, who, Action.IMPORT, file_id)
    label = file.period_choice
    period = period_of(house, who, label, file.vendor_choice) if label else None
    told = Choice(file.vendor_choice, file.project_choice, period=period, attended=True)
    return replace(told, sites=_answered(file, "site"), queues=_answered(file, "queue"))


def columns(
    house: House, who: Principal, file_id: str, choice: Choice | None = None
) -> tuple[MappedColumn, ...]:
    """How each column of the file's sheets is read, in the sheets' order."""
    return reading(house, who, file_id, choice).columns


def again(house: House, who: Principal, file_id: str, choice: Choice) -> Staged:
    """Read a received file anew under `choice`; what was previewed of it before is let go."""
    authorize(who, Action.IMPORT, choice.vendor)
    file, batches = opened(house, who, Action.IMPORT, file_id)
    if any(batch.state is BatchState.STAGED for batch in batches):
        discard(house, who, file_id)
    return stage(house, who, file.name, house.files.opened(file.sha256), choice)


def _answered(file: ReceivedFileRecord, place: str) -> dict[str, str]:
    """What a person said of its sites or queues; what its words alone say is read out of them again."""
    said = [found for found in file.findings if found.code == f"{place}_said"]
    return {str(found.facts["word"]): str(found.facts[place]) for found in said}


def reading(house: House, who: Principal, file_id: str, choice: Choice | None) -> Reading:
    """The received file once more, without keeping anything."""
    file, batches = opened(house, who, Action.IMPORT, file_id)
    sites, queues = _answered(file, "site"), _answered(file, "queue")
    told = choice or Choice(
        file.vendor_choice, file.project_choice, sites=sites, queues=queues, attended=True
    )
    # What came in is read as it came in; what could not is asked about anew.
    told = as_read(file, told) if batches else told
    received = receive(file.name, house.files.opened(file.sha256))
    return read_received(house, who, received, told, memory(house, who))
