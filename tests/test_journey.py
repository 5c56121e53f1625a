"""One report from upload to workbook, through the services as the pages call them: the main job, whole."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from core.clock import FixedClock
from core.errors import FrozenMonthError
from core.month import MonthState
from core.period import MonthRule
from core.principal import Principal, Role
from core.text import Text
from core.verdict import Verdict
from importers.draft import Choice
from services.contracts.contracts import load_contract
from services.house.bootstrap import House, open_house
from services.improvement.plans import open_plan
from services.judging.assess_month import current
from services.judging.misses import misses
from services.known.directory import save_vendor
from services.known.people import add_person
from services.months.month import set_state
from services.months.month_papers import Paper, enter_paper
from services.records.daily_events import approve_event, record_event
from services.records.manual_figures import enter_figure
from services.reports.import_report import commit, stage
from services.results.follow import days, rows
from services.workbooks.export_month import export
from store.records import PaperKind

SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"
CONTRACT, MONTH = "YUNHE-2025", "2026-03"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An empty house on the morning the March report arrives."""
    found = open_house(tmp_path / "data", clock=FixedClock(datetime(2026, 4, 8, 2, tzinfo=UTC)))
    yield found
    found.close()


def test_a_report_becomes_a_judged_month_and_a_workbook(house: House) -> None:
    """Vendor, contract, upload, preview, commit; the answer rate missed, followed to its cell, answered by a
    plan; an event approved; the month closed and its workbook written."""
    manager = add_person(house, "周明", Role.MANAGER)
    approver = add_person(house, "赵建国", Role.APPROVER, who=manager)
    save_vendor(house, manager, "YUNHE", Text("云和服务", "Yunhe"))
    load_contract(house, manager, (SAMPLE / "contracts" / "yunhe_hotline.yaml").read_text("utf-8"))
    _comes_in(house, manager)
    _is_judged(house, manager)
    _goes_home_to_its_cell(house, manager)
    _is_answered(house, manager, approver)
    _is_closed(house, manager, approver)
    _goes_out(house, manager)


def _comes_in(house: House, who: Principal) -> None:
    """The preview says everything is new, with the one planted warning; the commit keeps exactly that."""
    data = (SAMPLE / "reports" / "yunhe_2026-03.xlsx").read_bytes()
    said = Choice(vendor="YUNHE", period=MonthRule().month(MONTH))
    shown = stage(house, who, "三月报表.xlsx", data, said)
    assert not shown.blocked and not shown.decision
    assert "rate_differs" in {finding.code for finding in shown.findings}
    assert {batch.record.counts["changed"] for batch in shown.batches} == {0}
    kept = commit(house, who, shown.file.id)
    assert {batch.id for batch in kept.batches} == {batch.record.id for batch in shown.batches}
    again = stage(house, who, "三月报表(1).xlsx", data, said)
    assert again.same_as is not None and again.file.id == shown.file.id


def _is_judged(house: House, who: Principal) -> None:
    """Below 95 % by counts, whatever the report prints."""
    month = current(house, who, CONTRACT, MONTH)
    assert month is not None and month.state is MonthState.DRAFT
    line = month.line("ANS")
    assert line is not None and line.judgement.verdict is Verdict.MISSED
    assert line.judgement.numerator is not None and line.judgement.denominator is not None
    assert line.judgement.numerator * 100 < 95 * line.judgement.denominator


def _goes_home_to_its_cell(house: House, who: Principal) -> None:
    """Month → days → rows → the very cell of the vendor's sheet."""
    day = days(house, who, CONTRACT, MONTH, "ANS")[0]
    found = rows(house, who, CONTRACT, MONTH, "ANS", day.day)
    assert sum(line.counts["answered"] for line in found.lines) == day.numerator
    book = openpyxl.load_workbook(SAMPLE / "reports" / "yunhe_2026-03.xlsx")
    for line in found.lines:
        assert line.file_name == "三月报表.xlsx"
        assert book[line.sheet][line.cells["answered"]].value == line.counts["answered"]


def _is_answered(house: House, who: Principal, approver: Principal) -> None:
    """The miss gets a plan, an event counts once it is approved."""
    missed = next(view for view in misses(house, who, "YUNHE", open_only=True) if view.record.clause == "ANS")
    plan = open_plan(house, who, [missed.record.id], problem="早高峰接通率低", working_days=10)
    assert plan.record.due == date(2026, 4, 22)
    event = record_event(house, who, CONTRACT, date(2026, 3, 12), "PRAISE", "市民来信表扬", 1)
    approve_event(house, approver, event.id, event.version)
    month = current(house, who, CONTRACT, MONTH)
    assert month is not None and month.score is not None
    assert [line.code for line in month.score.adjustments] == ["PRAISE"]


def _is_closed(house: House, who: Principal, approver: Principal) -> None:
    """The vendor has seen it and accepts. Final is final: nothing is typed into it any more."""
    for state in (MonthState.COMMENT, MonthState.APPEAL):
        set_state(house, who, CONTRACT, MONTH, state)
    enter_paper(house, who, CONTRACT, MONTH, Paper(PaperKind.ACCEPTED, date(2026, 4, 8), "周经理"))
    set_state(house, approver, CONTRACT, MONTH, MonthState.FINAL, "核对无误")
    with pytest.raises(FrozenMonthError):
        enter_figure(house, who, CONTRACT, MONTH, "ANS", 99, 100, "改一改")


def _goes_out(house: House, who: Principal) -> None:
    """The workbook says what was judged, and that it is final."""
    month = current(house, who, CONTRACT, MONTH)
    name, data = export(house, who, CONTRACT, MONTH, "zh")
    assert name.startswith("202603_云和服务") and "定稿" in name
    sheet = openpyxl.load_workbook(io.BytesIO(data))["考核总表"]
    written = {cell.value for row in sheet.iter_rows() for cell in row}
    line = month.line("ANS") if month else None
    assert line is not None and month is not None and month.score is not None
    assert {line.judgement.numerator, line.judgement.denominator} <= written
    assert float(month.score.total) in written
