"""Training in a real Chromium, in zh and en: matrix, change, roster and exam lists, the burn-down, the
breach, the list in the vendor's workbook; a specification's new version that sets the next change going."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from core.period import MonthRule
from core.principal import Principal, Role
from core.text import Text
from core.workdays import WorkCalendar
from importers.draft import Choice
from qa.training.due import business_day
from services.contracts.contracts import load_contract
from services.house.bootstrap import House, open_house
from services.known.directory import save_site, save_vendor
from services.known.people import add_person
from services.reports.import_report import commit, stage
from services.specifications.specification_drafts import start_from_file
from services.specifications.specification_publishing import publish_draft
from tests import browser as chromium
from tests.browser import Visitor, launched, serving, visiting

pytestmark = [pytest.mark.browser, chromium.NEEDED]

SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"
VENDOR, CONTRACT, MONTH = "YUNHE", "YUNHE-2025", "2026-10"
#: Of five at work on the due day 0004 passed two days late and 0005 never; 0006 was on a long leave then,
#: 0007 live only later, 0008 had left.
LATE, NEVER, AWAY, LATER = "0004", "0005", "0006", "0007"
MATRIX = """
effective: 2026-10-01
why: 首版
courses:
  - code: PROMO
    name: {zh: 促销退换规则, en: Promotion returns}
    category: business
  - code: HOTLINE
    name: {zh: 热线流程, en: Hotline process}
    category: business
    teaches: [{spec: HOTLINE-CALL}]
rules:
  - {code: CHANGE, kind: change, courses: [PROMO], within: 5}
"""


@dataclass(frozen=True)
class Words:
    """What the lists and the pages say in one language."""

    roster: str
    exams: str
    passed: str
    running: str
    breached: str
    provisional: str
    left: str
    #: Title of the burn-down on the due day; the sheet, and why somebody stands on it.
    burnt: str
    sheet: str
    lacked: str
    away: str
    later: str


ZH = Words(
    "工号,职场,岗位,入职日期,上岗日期,离职日期,休假开始,休假结束",
    "工号,课程,考试日期,成绩,是否合格", "合格",
    "进行中", "逾期未完成", "暂定", "剩{n}天", "2026-10-19日终：5人中2人待通过",
    "变更宣贯", "到期日未通过",
    "长假，2026-10-26 返岗，接待客户前须完成", "2026-10-22 上岗，接待客户前须完成",
)  # fmt: skip
EN = Words(
    "agent id,site,position,hire date,live date,leave date,leave start,leave end",
    "agent id,course,exam date,score,passed", "yes",
    "Running", "Breached", "provisional", "{n} d left", "2 of 5 still to pass at the end of 2026-10-19",
    "Change training", "had not passed on the due day",
    "on long leave until 2026-10-26, owes it before the next contact",
    "live from 2026-10-22, owes it before the first contact",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[chromium.Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with two vendors, the contract, October's report, a specification's first version."""
    folder: Path = tmp_path_factory.mktemp("training") / "data"
    house = open_house(folder)
    who = add_person(house, "周明", Role.MANAGER)
    save_vendor(house, who, "ANDA", Text("安达客服", "Anda Care"))
    save_vendor(house, who, VENDOR, Text("云和服务", "Yunhe"))
    save_site(house, who, VENDOR, "A", Text("甲职场", "Site A"))
    contract = SAMPLE / "contracts" / "yunhe_hotline.yaml"
    load_contract(house, who, contract.read_bytes(), contract.name)
    _october(house, who)
    first = SAMPLE / "specifications" / "hotline_2.yaml"
    draft = start_from_file(house, who, first.read_bytes(), first.name)
    publish_draft(house, who, draft.id, draft.version, date(2026, 7, 1), "首版")
    house.close()
    return folder


def _october(house: House, who: Principal) -> None:
    data = (SAMPLE / "reports" / "yunhe_2026-10.xlsx").read_bytes()
    shown = stage(house, who, "十月报表.xlsx", data, Choice(vendor=VENDOR, period=MonthRule().month(MONTH)))
    commit(house, who, shown.file.id)


@pytest.mark.parametrize(("lang", "words"), [("zh", ZH), ("en", EN)])
def test_from_a_change_to_its_breach_and_the_vendors_workbook(
    browser: chromium.Browser, prepared: Path, tmp_path: Path, lang: str, words: Words
) -> None:
    """Matrix, change, roster, exam lists; burn-down, breach, workbook; then a version that asks again."""
    folder = shutil.copytree(prepared, tmp_path / "data")
    with serving(folder) as address, visiting(browser, address, lang) as visitor:
        visitor.open()
        visitor.acts_as("周明")
        _publishes_the_matrix(visitor, tmp_path)
        _enters_a_change(visitor)
        _takes_the_roster_in(visitor, words, tmp_path)
        _takes_exams_in(visitor, words, tmp_path, "1", _passed(words, (1, 14), (2, 15), (3, 16)))
        _sees_how_far_it_has_come(visitor, words)
        _takes_exams_in(visitor, words, tmp_path, "2", _passed(words, (4, 21)))
        _sees_the_breach(visitor, words)
        _hands_the_list_out(visitor, words)
        _publishes_a_version(visitor)
        _sees_the_next_countdown(visitor, words)
        assert visitor.troubles == []


def _publishes_the_matrix(visitor: Visitor, folder: Path) -> None:
    """Courses and the rule for changes, as one file with its reason."""
    (folder / "matrix.yaml").write_text(MATRIX, "utf-8")
    visitor.menu("training-matrix")
    visitor.upload("matrix-upload", folder / "matrix.yaml")
    visitor.press("matrix-publish-now")
    expect(visitor.page.get_by_text("CHANGE", exact=True).first).to_be_visible()
    visitor.screen("training/01-matrix")


def _enters_a_change(visitor: Visitor) -> None:
    """Typed in after the day of its publication: 12 October, so due on the 19th, days of the past."""
    visitor.menu("change-training")
    visitor.page.get_by_test_id("stExpander").locator("summary").click()
    visitor.fill("change-zh", "促销退换规则")
    visitor.fill("change-en", "Promotion returns")
    visitor.fill("change-product", "PROMO-RULES")
    _day(visitor, "change-published", date(2026, 10, 12))
    _day(visitor, "change-effective", date(2026, 10, 23))
    visitor.part("change-courses").get_by_role("combobox").click()
    visitor.page.get_by_role("option", name="PROMO").click()
    visitor.page.keyboard.press("Escape")
    visitor.fill("change-why", "双十一前")
    visitor.press("change-enter")
    assert visitor.is_unbroken()


def _day(visitor: Visitor, key: str, day: date) -> None:
    """Type a day, and close the calendar that opened over the fields below it."""
    visitor.date(key, year=f"{day:%Y}", month=f"{day:%m}", day=f"{day:%d}")
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator("#stFloatingOverlayPortal table")).to_have_count(0)


def _takes_the_roster_in(visitor: Visitor, words: Words, folder: Path) -> None:
    """Eight agents of October; nothing counts before it is taken in."""
    site = "甲职场" if visitor.lang == "zh" else "Site A"
    lines = [f"{n:04},{site},L1,2026-01-05,2026-02-02,,," for n in range(1, 6)]
    lines.append(f"{AWAY},{site},L1,2026-01-05,2026-02-02,,2026-09-20,2026-10-25")
    lines.append(f"{LATER},{site},L1,2026-10-12,2026-10-22,,,")
    lines.append(f"0008,{site},L1,2026-01-05,2026-02-02,2026-10-16,,")
    file = folder / "roster 2026-10.csv"
    file.write_text("\n".join([words.roster, *lines]) + "\n", "utf-8")
    visitor.open("rosters", vendor=VENDOR)
    visitor.upload("roster-file", file)
    assert visitor.figures() == ["8", "0"]
    visitor.press("list-commit")


def _passed(words: Words, *each: tuple[int, int]) -> str:
    """A list of exams: agent and day of October."""
    lines = [f"{n:04},PROMO,2026-10-{day},9{n},{words.passed}" for n, day in each]
    return "\n".join([words.exams, *lines]) + "\n"


def _takes_exams_in(visitor: Visitor, words: Words, folder: Path, name: str, text: str) -> None:
    file = folder / f"exams {name}.csv"
    file.write_text(text, "utf-8")
    visitor.open("training-records", vendor=VENDOR)
    visitor.upload("records-file", file)
    visitor.press("list-commit")
    assert visitor.is_unbroken()


def _sees_how_far_it_has_come(visitor: Visitor, words: Words) -> None:
    """Records end on the 16th: what looks overdue is provisional, for a ledger comes when it comes."""
    visitor.menu("change-training")
    assert visitor.rows("changes-")[0][4:6] == ["2026-10-19", "3 / 5"]
    visitor.pick("changes-", 0)
    state = visitor.page.get_by_text(words.breached).first
    expect(state).to_contain_text(words.provisional)
    expect(state).to_contain_text("2026-10-16")


def _sees_the_breach(visitor: Visitor, words: Words) -> None:
    """The one who passed late and the one who never did, and nobody else; the due day stays what it was."""
    visitor.menu("change-training")
    visitor.pick("changes-", 0)
    page = visitor.page
    expect(page.get_by_text(words.breached).first).to_be_visible()
    expect(page.get_by_text(words.provisional)).to_have_count(0)
    expect(page.get_by_text(words.running)).to_have_count(0)
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    assert words.burnt in page.content()
    rows = visitor.rows("change-lacking")
    assert [cell for row in rows for cell in row if cell.isdigit()] == [LATE, NEVER]
    visitor.screen("training/02-breach")


def _hands_the_list_out(visitor: Visitor, words: Words) -> None:
    """The sheet of October's workbook: who lacked it; apart from them, with the reason, who owes it still."""
    visitor.open("export", contract=CONTRACT, period=MONTH)
    book = openpyxl.load_workbook(visitor.download(f"workbook-{CONTRACT}"))
    told = [
        [cell for cell in row if cell is not None] for row in book[words.sheet].iter_rows(values_only=True)
    ]
    why = {code: row[-1] for row in told for code in row if re.fullmatch(r"\d{4}", str(code))}
    assert why == {LATE: words.lacked, NEVER: words.lacked, AWAY: words.away, LATER: words.later}
    said = {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert not [one for one in said if "安达" in one or "anda" in one.lower()]


def _publishes_a_version(visitor: Visitor) -> None:
    """The specification's next version, typed: its method changes, so everybody has to be trained in it."""
    visitor.open("specifications", spec="HOTLINE-CALL")
    visitor.press("action-spec-next")
    visitor.page.wait_for_url("**record=**")
    visitor.page.locator('[class*="-method_en"] textarea').fill("Answers come from the knowledge base alone.")
    visitor.page.keyboard.press("Tab")
    visitor.settle()
    day = business_day(datetime.now(UTC)) + timedelta(days=30)
    _day(visitor, "spec-publish-day", day)
    visitor.fill("spec-publish-why", "知识库改版")
    visitor.press("spec-publish-now")
    visitor.page.wait_for_url("**spec=HOTLINE-CALL**")


def _sees_the_next_countdown(visitor: Visitor, words: Words) -> None:
    """It runs from today, with its own countdown, and all seven at work have still to pass."""
    today = business_day(datetime.now(UTC))
    due = WorkCalendar("CN").add(today, 5).day
    visitor.open("change-training")
    breached, running = visitor.rows("changes-")
    assert words.breached in breached[-1] and running[4:] == [f"{due}", "0 / 7", f"○ {words.running}"]
    visitor.pick("changes-", 1)
    shown = visitor.part("figures")
    expect(shown).to_contain_text(words.left.format(n=(due - today).days))
    assert visitor.figures()[0] == f"{due}"
    assert len(visitor.rows("change-lacking")) == 7
    visitor.screen("training/03-next")
