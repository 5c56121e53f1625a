"""Reads a received file; of a marked copy that came back, only the rows that were turned away then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.facts import day_number
from core.period import MonthRule
from core.principal import Action, Principal, authorize
from importers.confirmed.mapping import Memory
from importers.containers.received import receive
from importers.draft import Choice, Reading, ReceivedFile
from importers.preview.repaired import repaired
from importers.read import read
from services.forms.audit_items import audit_items
from services.house.file_access import opened
from services.house.limits import caps
from services.known.directory import directory
from services.reports.sheet_memory import as_read
from services.reports.staff_over_files import with_staff
from store.records import BatchRecord, BatchState, ReceivedFileRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House


def read_received(
    house: House,
    who: Principal,
    received: ReceivedFile,
    choice: Choice,
    memory: Memory = (),
    at: datetime | None = None,
) -> Reading:
    """Everything the file says under `choice`, beside what staff lists had told; by then, where it is one
    that was read before, `at` an instant.

    The marked copy of a file whose figures count is read as that file was, and gives only what was put right
    of the rows turned away then. Any other copy is read as the report it is, and so is one with other days.
    """
    authorize(who, Action.IMPORT, choice.vendor)
    names, limits = replace(directory(house, who), items=audit_items(house, who)), caps(house)
    known = with_staff(house, who, names, choice.vendor, at)
    reading = read(received, choice, known, house.today(), limits, memory=memory)
    first = _first(house, who, reading)
    if first is None:
        return reading
    file, batches = first
    said = as_read(file, as_said(file, batches))
    path = house.files.opened(file.sha256)
    then = with_staff(house, who, names, said.vendor, file.received_at)
    original = read(receive(file.name, path), said, then, house.today(), limits)
    again = read(received, _together(choice, said), known, house.today(), limits, memory=memory)
    days = _days(reading) or _days(again)
    if days and days.isdisjoint(_days(original)):
        # Somebody writes the next report into the copy of the last one: its days are its own.
        return replace(reading, returned_for=None)
    return repaired(again, original, file.id)


def _days(reading: Reading) -> frozenset[int]:
    """The days for which it has figures or claims, as the facts count them."""
    frames = [day for draft in reading.drafts for day in draft.frame["day"].unique().to_list()]
    claims = [day_number(claim.day) for draft in reading.drafts for claim in draft.asserted]
    return frozenset([*frames, *claims])


def as_said(file: ReceivedFileRecord, batches: Sequence[BatchRecord]) -> Choice:
    """What was said about a file when it came in."""
    layout = batches[0].layout if batches else None
    period = MonthRule().month(file.period_choice) if file.period_choice else None
    source = batches[0].source if batches else None
    # What was read out of its title then holds now, whatever has been registered since.
    named = [str(found.facts["vendor"]) for found in file.findings if found.code == "vendor_named"]
    vendor = file.vendor_choice or next(iter(named), None)
    sites, queues = sites_said(file), queues_said(file)
    return Choice(vendor, file.project_choice, source, period, layout, sites=sites, queues=queues)


def sites_said(file: ReceivedFileRecord) -> dict[str, str]:
    """The sites that the words of a file were read as when it came in, or a person said they are."""
    found = [each for each in file.findings if each.code in ("site_named", "site_said")]
    return {str(each.facts["word"]): str(each.facts["site"]) for each in found}


def queues_said(file: ReceivedFileRecord) -> dict[str, str]:
    """The same of its queues."""
    found = [each for each in file.findings if each.code in ("queue_named", "queue_said")]
    return {str(each.facts["word"]): str(each.facts["queue"]) for each in found}


def _first(
    house: House, who: Principal, reading: Reading
) -> tuple[ReceivedFileRecord, list[BatchRecord]] | None:
    """The file a marked copy belongs to, where any of its figures count and this person may see it.

    The same bytes may have been handed in more than once: the copy belongs to whichever counts.
    """
    if reading.returned_for is None:
        return None
    try:
        marked, _batches = opened(house, who, Action.IMPORT, reading.returned_for)
        with house.database.read(who) as uow:
            same = [marked.id, *(each.id for each in uow.files.all(sha256=marked.sha256))]
        handed_in = (opened(house, who, Action.IMPORT, each) for each in dict.fromkeys(same))
        return next((one for one in handed_in if any(_is_live(each) for each in one[1])), None)
    except NotFoundError:
        return None


def _is_live(batch: BatchRecord) -> bool:
    return batch.state is BatchState.COMMITTED


def _together(choice: Choice, first: Choice) -> Choice:
    """What is said now, and where nothing is, what was said the first time."""
    return replace(
        choice,
        vendor=choice.vendor or first.vendor,
        project=choice.project or first.project,
        source=choice.source or first.source,
        period=choice.period or first.period,
        layout=choice.layout or first.layout,
        sheets={**first.sheets, **choice.sheets},
        sites={**first.sites, **choice.sites},
        queues={**first.queues, **choice.queues},
    )
