"""The whole journey in a real Chromium, in both languages: from an empty folder to the vendor's workbook.

PLUMBLINE_SCREENS=docs/screens retakes the pictures of every step.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from core.text import LANGS
from services.records.daily_events import EVENT_STATE_NAMES
from store.records import EventState
from tests import browser as chromium
from tests.browser import Visitor, launched, serving, visiting
from tests.journey_files import fill_contract, list_of_classes

pytestmark = [pytest.mark.browser, chromium.NEEDED]
REPORT = Path(__file__).resolve().parent.parent / "sample_data" / "reports" / "yunhe_2026-10.xlsx"
CONTRACT, VENDOR, MONTH = "YUNHE-2026", "YUNHE", "2026-10"
SPOKEN = {"zh": "2026年10月", "en": "Oct 2026"}
CLAUSE = {"zh": "人工接通率", "en": "Answer rate"}
#: Clause → n, one of each way a figure comes in: report, list of classes, logged call, typed by hand.
INPUTS = {
    (CLAUSE["zh"], CLAUSE["en"]): "90,206",
    ("培训合格率", "Training pass rate"): "70",
    ("拨测合格率", "Mystery calls passed"): "1",
    ("报表及时率", "Reports on time"): "3",
}
HERE = {"contract": CONTRACT, "period": MONTH}


@pytest.fixture(scope="module")
def browser() -> Iterator[chromium.Browser]:
    """One Chromium for the module."""
    with launched() as opened:
        yield opened


@pytest.mark.parametrize("lang", LANGS)
def test_a_report_becomes_a_judged_month_and_a_workbook(
    browser: chromium.Browser, lang: str, data_folder: Path, tmp_path: Path
) -> None:
    """Who am I, vendor, project, contract, report, call, training list, event and its approval, figure;
    scorecard, days, rows, cell; miss, plan, workbook."""
    with serving(data_folder) as address, visiting(browser, address, lang) as visitor:
        _is_asked_who_it_is(visitor)
        _enters_a_vendor(visitor)
        _fills_the_contract_in(visitor, tmp_path)
        _takes_the_report_in(visitor)
        _logs_a_call(visitor)
        _takes_the_list_of_classes_in(visitor, tmp_path)
        _books_an_event(visitor)
        _has_it_approved_by_somebody_else(visitor)
        _enters_a_figure(visitor)
        score = _reads_the_scorecard(visitor)
        _follows_a_figure_home(visitor)
        _switches_language(visitor)
        _answers_the_miss_with_a_plan(visitor)
        _hands_out_the_workbook(visitor, score)
        assert visitor.troubles == []


def _is_asked_who_it_is(visitor: Visitor) -> None:
    """The first address a fresh server hears is a deep link: it asks for a name before anything else."""
    visitor.open("contracts")
    assert visitor.part("who").is_visible()
    assert visitor.page.get_by_test_id("stSidebarNavLink").count() == 0
    visitor.screen("journey/01-who")
    _acts_as_new(visitor, "周明", 0)
    assert visitor.page.url.endswith("/contracts")
    assert visitor.part("switch-person").is_visible()


def _acts_as_new(visitor: Visitor, name: str, role: int) -> None:
    """Enter oneself by name; the roles are listed from the manager down."""
    visitor.fill("new-name", name)
    visitor.part("new-role").locator("label:has(input)").nth(role).click()
    visitor.page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    visitor.settle()


def _enters_a_vendor(visitor: Visitor) -> None:
    """A vendor by name and code, and the project it works on."""
    visitor.menu("vendors")
    visitor.press("action-primary")
    visitor.fill("vendor-new-zh", "云和服务")
    visitor.fill("vendor-new-code", VENDOR)
    visitor.fill("vendor-new-en", "Yunhe")
    visitor.press("vendor-add")
    assert "vendor=YUNHE" in visitor.page.url
    visitor.page.get_by_test_id("stPopover").get_by_role("button").last.click()
    visitor.fill("project--new-code", "HOTLINE")
    visitor.fill("project--new-zh", "政务热线")
    visitor.press("save-project--new")
    visitor.page.get_by_text("HOTLINE").first.wait_for()
    visitor.screen("journey/02-vendor")


def _fills_the_contract_in(visitor: Visitor, folder: Path) -> None:
    """The ready template is fetched, filled in in Excel, dropped, read over and loaded."""
    visitor.menu("contracts")
    visitor.press("action-primary")
    filled = folder / "contract.xlsx"
    fill_contract(visitor.download("template-hotline"), filled)
    visitor.upload("contract-file", filled)
    visitor.screen("journey/03-contract")
    visitor.press("load-contract")
    assert f"contract={CONTRACT}" in visitor.page.url
    assert all(visitor.page.get_by_text(code, exact=False).count() for code in ("MYST", "RPT"))


def _takes_the_report_in(visitor: Visitor) -> None:
    """What the file changes is shown and counted; exactly that comes in."""
    visitor.menu("import")
    visitor.upload("report-files", REPORT)
    visitor.answers_if_asked()
    shown = visitor.figures()
    assert int(shown[0]) > 60 and shown[1:] == ["0", "0", "0", "0"]
    visitor.screen("journey/04-report")
    visitor.press("action-primary")
    assert visitor.figures() == shown
    assert visitor.is_unbroken()


def _logs_a_call(visitor: Visitor) -> None:
    """One screen, in the order of the call; what a reload would lose is offered again."""
    visitor.menu("spot-check")
    visitor.date("call-at", year="2026", month="10", day="12", hour="10", minute="00")
    visitor.fill("call-dialled", "12345")
    visitor.fill("call-wait", "18")
    visitor.fill("call-agent", "0084")
    visitor.reload()
    visitor.press("go-on")
    visitor.fill("call-recording", "SPOT-1")
    visitor.press("fill-rest")
    visitor.screen("journey/05-call")
    visitor.press("log-call")
    logged = " ".join(visitor.rows("calls")[0])
    assert "2026-10-12" in logged and "0084" in logged


def _takes_the_list_of_classes_in(visitor: Visitor, folder: Path) -> None:
    """A list of its own corrects the sheet of the report: one more passed, one class was not in it."""
    visitor.menu("import")
    visitor.upload("report-files", list_of_classes(REPORT, folder, visitor.lang))
    visitor.answers_if_asked()
    new, changed, unchanged, _gone, rejected = visitor.figures()
    assert (new, changed, unchanged, rejected) == ("1", "1", "2", "0")
    visitor.press("action-primary")
    visitor.open("training", period=MONTH)
    lines = {row[1]: row for row in visitor.rows("training")}
    assert "12/12" in lines["信息安全"][4].replace(" ", "")
    assert "48/51" in lines["服务规范"][4].replace(" ", "")
    visitor.screen("journey/06-training")


def _books_an_event(visitor: Visitor) -> None:
    """A line for the ledger of the month: a praise, worth 0.2 points; the form closes and offers undo."""
    visitor.menu("events")
    assert SPOKEN[visitor.lang] in visitor.part("page-head").inner_text()  # the month the scorecard opens on
    visitor.press("action-primary")
    visitor.select("event-code", 1)
    visitor.date("event-day", year="2026", month="10", day="22")
    visitor.fill("event-what", "市民来信表扬")
    visitor.press("event-save")
    assert visitor.part("undo").is_visible() and visitor.part("event-form").count() == 0
    assert "市民来信表扬" in visitor.rows("events")[0]


def _has_it_approved_by_somebody_else(visitor: Visitor) -> None:
    """Who booked it is offered no approval; an approver takes the seat, approves, and gives it back."""
    visitor.pick("events", 0)
    assert visitor.part("approve").count() == 0
    visitor.press("switch-person")
    _acts_as_new(visitor, "赵建国", 2)
    visitor.press("approve")
    assert EVENT_STATE_NAMES[EventState.APPROVED].in_(visitor.lang) in visitor.rows("events")[0]
    visitor.screen("journey/07-event")
    visitor.press("switch-person")
    visitor.page.get_by_role("button", name="周明").click()
    visitor.settle()


def _enters_a_figure(visitor: Visitor) -> None:
    """What nobody reports is typed in, with its source."""
    visitor.open("figures", **HERE)
    visitor.press("action-primary")
    visitor.fill("figure-numerator", "3")
    visitor.fill("figure-denominator", "3")
    visitor.fill("figure-source", "报表接收台账")
    visitor.press("figure-save")
    assert "报表接收台账" in " ".join(visitor.rows("figures")[0])
    visitor.screen("journey/08-figure")


def _reads_the_scorecard(visitor: Visitor) -> str:
    """Nine clauses, all four inputs among them, and a score; a reload keeps the place."""
    visitor.menu("scorecard")
    assert SPOKEN[visitor.lang] in visitor.part("page-head").inner_text()
    visitor.open("scorecard", **HERE)
    score = visitor.figures()[0]
    rows = {row[0]: " ".join(row) for row in visitor.rows("clauses")}
    assert len(rows) == 9
    for inputs, n in INPUTS.items():
        assert f" {n} " in rows[inputs[visitor.lang == "en"]], inputs
    visitor.screen("journey/09-scorecard")
    visitor.reload()
    assert visitor.figures()[0] == score
    return score


def _follows_a_figure_home(visitor: Visitor) -> None:
    """Clause, day, rows, cell: every value is what the vendor's own sheet holds in that cell."""
    visitor.pick("clauses", 0)
    visitor.page.wait_for_url("**clause=ANS**")
    visitor.pick("clause-days", 4)
    visitor.page.wait_for_url("**day=2026-10-05**")
    visitor.settle()
    visitor.screen("journey/10-cells")
    book = openpyxl.load_workbook(REPORT, data_only=True)
    cells = visitor.rows("cells")
    assert {row[2] for row in cells} == {"C12", "D12", "C13", "D13"}  # two sites, answered of offered
    for _what, value, cell, sheet, file, *_rest in cells:
        assert file == REPORT.name
        assert int(value.replace(",", "")) == book[sheet][cell].value


def _summed(sheet: str, header: int, *names: str) -> set[int]:
    """The sums of columns of the report, as the report itself has them."""
    rows = list(openpyxl.load_workbook(REPORT, data_only=True)[sheet].iter_rows(values_only=True))
    lines = [row for row in rows[header:] if row[1] is not None]
    return {sum(int(row[rows[header - 1].index(name)]) for row in lines) for name in names}


def _switches_language(visitor: Visitor) -> None:
    """The same place in the other language, and back."""
    place = visitor.page.url
    other = "en" if visitor.lang == "zh" else "zh"
    for lang in (other, visitor.lang):
        visitor.speaks(lang)
        visitor.page.get_by_role("heading", name=CLAUSE[lang], exact=True).wait_for()
    assert visitor.page.url == place


def _answers_the_miss_with_a_plan(visitor: Visitor) -> None:
    """One promise was missed: 12,296 of 12,402 tickets in time are fewer than 99.5 %. A plan answers it."""
    visitor.menu("misses")
    assert visitor.figures()[:3] == ["1", "0", "1"]
    assert len(visitor.rows("misses")) == 1
    visitor.press("action-primary")
    visitor.fill("plan-title", "工单超时整改")
    visitor.fill("plan-problem", "10月工单及时办结率99.15%，低于99.5%。")
    visitor.fill("plan-owner", "李岚")
    visitor.press("plan-open")
    assert "tab=plans" in visitor.page.url and visitor.figures()[2] == "0"
    visitor.screen("journey/11-plan")


def _hands_out_the_workbook(visitor: Visitor, score: str) -> None:
    """The vendor's workbook says what the page says, and what was put in."""
    visitor.open("export", **HERE)
    visitor.screen("journey/12-export")
    kept = visitor.download(f"workbook-{CONTRACT}")
    assert kept.name.startswith("202610_") and CONTRACT in kept.name
    book = openpyxl.load_workbook(kept)
    written = [{cell.value for row in sheet.iter_rows() for cell in row} for sheet in book.worksheets]
    assert float(score) in written[0]
    assert _summed("话务日报", 3, "人工接通量", "人工请求量") <= written[0]  # both sites
    assert _summed("工单与投诉", 2, "及时办结工单量", "应办结工单量") <= written[0]  # the miss
    said = set.union(*written)
    assert {"市民来信表扬", "李岚", REPORT.name} <= said
