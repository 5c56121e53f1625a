"""A month's workbook: gathered from what was judged, written for one vendor's eyes, kept in the journal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import NotFoundError
from core.month import MonthState
from core.period import labels_between, shifted
from core.principal import Action, Principal, authorize
from core.text import Lang, Text
from exports.month_report import NONE, About, Heading, MonthReport
from exports.workbook import build, contents, file_name
from services.contracts.contract_versions import all_governing, none_governs
from services.decisions.relief_told import relief_views
from services.decisions.supplement_told import supplement_views
from services.improvement.chronic_triggers import chronic_triggers
from services.improvement.plans import plans
from services.judging.assess_month import current, history
from services.judging.misses import misses
from services.judging.month_result import MonthResult
from services.known.told import names_around
from services.known.vendor_names import name_on
from services.records.daily_events import events
from services.reports.corrections import corrections
from services.results.clause_notes import clause_notes
from services.results.follow import days_of_month, reports_behind
from services.results.ranking import own_place
from services.workbooks.relief_lines import relief_lines
from services.workbooks.report_lines import day_lines, difference_lines, score_of, scorecard_lines
from services.workbooks.report_records import (
    concerned,
    correction_lines,
    event_lines,
    findings_of,
    miss_lines,
    plan_lines,
    received_files,
)
from services.workbooks.statement_report import statement_report
from services.workbooks.supplement_lines import supplement_lines
from services.workbooks.training_report import training_report
from sla.terms.window import Window
from store.records import BatchRecord, ReceivedFileRecord

if TYPE_CHECKING:
    from services.house.bootstrap import House

#: Months of scores a workbook's chart shows, this one included.
_TREND = 6
#: What the journal calls the making of a workbook.
_EXPORTED = "exported"


@dataclass(frozen=True)
class ExportMade:
    """A workbook that was made: which file, when, by whom, and how settled its figures were."""

    #: Empty where it was made before the journal kept the name.
    file: str
    at: datetime
    who: str
    state: MonthState
    edition: int | None
    lang: Lang
    #: Hash of the run its figures come from.
    run: str


def report(house: House, who: Principal, contract: str, label: str) -> MonthReport:
    """Everything the workbook of a contract's month says. Refused where no version governs the month."""
    result = current(house, who, contract, label)
    if result is None:
        raise NotFoundError("contract_gap", contract=contract, period=label)
    authorize(who, Action.EXPORT, result.contract.vendor)
    past = history(house, who, contract, labels_between(shifted(label, 1 - _TREND), label))
    views = concerned(misses(house, who, contract=contract), label)
    batches, files = _behind(house, who, result)
    return MonthReport(
        heading=_heading(house, result),
        lines=scorecard_lines(
            result,
            reports_behind(house, who, contract, label, _of_several(result)),
            clause_notes(house, who, contract, label),
        ),
        about=About(
            result.run_hash,
            result.rules_version,
            result.code_version,
            received_files(batches, files),
            tuple(_remarks(house, who, result)),
        ),
        score=score_of(result, past),
        days=day_lines(result, days_of_month(house, who, contract, label)),
        events=event_lines(result.contract, events(house, who, contract, label)),
        misses=miss_lines(result, views),
        plans=plan_lines(plans(house, who, result.contract.vendor), [view.record for view in views]),
        differences=difference_lines(result),
        corrections=correction_lines(corrections(house, who, contract, label), _called(house, result)),
        reliefs=relief_lines(result, relief_views(house, who, contract, label)),
        supplements=supplement_lines(supplement_views(house, who, contract, label)),
        findings=findings_of(batches, *_names(house, result.contract.vendor)),
        statement=statement_report(house, who, result),
        training=training_report(house, who, result.contract.vendor, result.period),
    )


def export(house: House, who: Principal, contract: str, label: str, lang: Lang) -> tuple[str, bytes]:
    """The workbook's file name and bytes, noted in the journal.

    Refused (other_vendor_named) where any text in it names another vendor.
    """
    made = report(house, who, contract, label)
    forbidden, _own = _names(house, made.heading.vendor_code)
    data, name = build(made, lang, forbidden), file_name(made, lang)
    with house.database.write(who) as uow:
        after = {
            "file": name,
            "period": label,
            "lang": lang,
            "state": made.heading.state,
            "edition": made.heading.edition,
            "run": made.about.run_hash,
        }
        uow.journal.note(_EXPORTED, "contract", contract, after=after, vendor=made.heading.vendor_code)
        uow.commit()
    return name, data


def sheets(made: MonthReport) -> list[tuple[str, int | None]]:
    """The sheets of the workbook in the order of its tabs, with how many rows each lists."""
    return contents(made)


def exports_of(house: House, who: Principal, contract: str, label: str) -> list[ExportMade]:
    """The workbooks made of a contract's month so far, the latest first, as the journal has them."""
    authorize(who, Action.VIEW)
    with house.database.read(who) as uow:
        kept = uow.journal.of("contract", uow.contracts.by_code(contract).code)
    noted = [(record, record.after or {}) for record in kept if record.action == _EXPORTED]
    made = [
        ExportMade(
            after.get("file", ""), record.at, record.who, MonthState(after["state"]), after.get("edition"),
            after["lang"], after.get("run", ""),
        )
        for record, after in noted
        if after.get("period") == label
    ]  # fmt: skip
    return made[::-1]


def export_to(
    house: House, who: Principal, vendor: str, contract: str | None, label: str, out: Path, lang: Lang
) -> list[Path]:
    """Write the workbooks of a vendor's month into a folder, one a contract; refused where none governs."""
    found = all_governing(house, who, label, vendor, contract)
    if not found:
        raise none_governs(label, vendor, contract)
    made = [export(house, who, each.code, label, lang) for each in found]
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, data in made:
        (out / name).write_bytes(data)
        written.append(out / name)
    return written


def _heading(house: House, result: MonthResult) -> Heading:
    contract = result.contract
    project = contract.scope.get("project")
    with house.database.read() as uow:
        name = name_on(uow, contract.vendor, result.period.last_day)
        known = uow.directory.projects.find(code=project) if project else None
    return Heading(
        vendor_code=contract.vendor,
        vendor=name,
        contract_code=contract.code,
        contract_version=contract.version,
        contract=contract.name,
        period=result.period,
        state=result.state,
        edition=result.edition,
        generated_at=house.clock.now(),
        timezone=contract.timezone,
        project_code=project,
        client=contract.client or NONE,
        project=known.name if known else Text(project, project) if project else NONE,
    )


def _remarks(house: House, who: Principal, result: MonthResult) -> Iterator[Text]:
    """Chronic triggers, and the vendor's own place where several are ranked."""
    code, label = result.contract.code, result.label
    yield from (words for each in chronic_triggers(house, who, code, label) if (words := each.words))
    if place := own_place(house, who, result.contract, label):
        yield place


def _behind(
    house: House, who: Principal, result: MonthResult
) -> tuple[list[BatchRecord], dict[str, ReceivedFileRecord]]:
    """The batches the figures rest on (other origins are our own records), with their files."""
    with house.database.read(who) as uow:
        batches = [batch for key in result.origins if (batch := uow.batches.find(id=key))]
        return batches, uow.files.by_ids(batch.file_id for batch in batches)


def _of_several(result: MonthResult) -> list[str]:
    """The clauses of the month alone whose figures rest on several reports."""
    lines = (line for line in result.lines if line.clause.window is Window.MONTH)
    return [line.clause.code for line in lines if len(line.judgement.origins) > 1]


def _names(house: House, vendor: str) -> tuple[list[str], list[str]]:
    with house.database.read() as uow:
        return names_around(uow, vendor)


def _called(house: House, result: MonthResult) -> dict[str, dict[str, Text]]:
    """Dimension → code → name, of what splits the vendor's rows."""
    with house.database.read() as uow:
        return {
            "project": {each.code: each.name for each in uow.directory.all_projects()},
            "site": {each.code: each.name for each in uow.directory.sites_of(result.contract.vendor)},
            "queue": {each.code: each.name for each in uow.directory.all_queues()},
        }
