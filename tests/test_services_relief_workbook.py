"""Relief in the month's workbook: asked for, decided, before beside after, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core.clock import FixedClock
from core.principal import Role
from services.contracts.contracts import load_contract
from services.decisions import relief
from services.house.bootstrap import open_house
from services.judging.relief_terms import Cell, ReliefTerms
from services.known.people import add_person
from services.workbooks.export_month import export, report, sheets
from sla.terms.relief import Mechanism
from store.records import ReliefState
from tests.reports_example import CONTRACT, bring
from tests.reports_example import report as rows_of

LINE, OCTOBER = "LINE-2026", "2026-10"
OUTAGE = ReliefTerms(cells=(Cell(date(2026, 10, 3), date(2026, 10, 4), None),))


@pytest.fixture
def office(tmp_path):
    """The line on 5 November with one relief granted, one refused and one withdrawn."""
    house = open_house(tmp_path / "data", None, FixedClock(datetime(2026, 11, 5, 2, tzinfo=UTC)))
    who, other = add_person(house, "王经理", Role.MANAGER), add_person(house, "赵总", Role.APPROVER)
    text = CONTRACT.replace("clauses:", "  relief: {within_working_days: 5}\nclauses:", 1)
    load_contract(house, who, text, "line.yaml")
    days = [date(2026, 10, number) for number in range(1, 32)]
    bring(house, who, rows_of([(d, 1000, 960, 40, 300 if d.day in (3, 4) else 810) for d in days]))

    def ask(clause, mechanism, terms, reason):
        return relief.request_relief(house, who, LINE, OCTOBER, [clause], mechanism, terms, reason)

    def decide(record, to, why):
        relief.decide_relief(house, other, record.id, to, why)

    decide(ask("SL20", Mechanism.REMOVE_CELLS, OUTAGE, "甲方系统中断"), ReliefState.GRANTED, "故障单属实")
    decide(ask("RPT", Mechanism.DEEM_MET, ReliefTerms(), "月报系统停机"), ReliefState.REFUSED, "未提供证明")
    relief.withdraw_relief(house, who, ask("ABN", Mechanism.WAIVE_CREDIT, ReliefTerms(), "误填").id, "误填")
    yield house, who
    house.close()


HEADS = {
    "zh": (
        "免责与剔除",
        "剔除时段",
        "申请截止日",
        "已同意",
        "剔除前 24,090 ÷ 31,000 = 77.71%，目标 ≥ 80%：未达标",
    ),
    "en": (
        "Exclusions and relief",
        "Remove days or hours",
        "To be asked by",
        "Granted",
        "Before relief 24,090 ÷ 31,000 = 77.71 %, target ≥ 80 %: missed",
    ),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_lists_what_was_asked_decided_and_what_it_did(office, lang):
    house, who = office
    _, data = export(house, who, LINE, OCTOBER, lang)
    book = load_workbook(BytesIO(data))
    name, mechanism, due, granted, first = HEADS[lang]
    said = [str(cell.value) for row in book[name].iter_rows() for cell in row if cell.value is not None]
    for words in (
        mechanism,
        due,
        granted,
        "甲方系统中断",
        "故障单属实",
        "未提供证明",
        "2026-10-03–2026-10-04",
    ):
        assert any(words in each for each in said), words
    assert any(each.startswith(first) for each in said)
    assert not any("误填" in each for each in said)


def test_the_scorecard_says_the_steps_beside_the_figure(office):
    house, who = office
    line = report(house, who, LINE, OCTOBER).line("SL20")
    assert "(24,090 − 600) ÷ (31,000 − 2,000) = 23,490 ÷ 29,000 = 81 %" in line.note.en


def test_a_refused_request_shows_no_verdict_after_it(office):
    house, who = office
    made = report(house, who, LINE, OCTOBER)
    assert [(each.before is None, each.after is None) for each in made.reliefs] == [
        (False, False),
        (True, True),
    ]
    assert ("Exclusions and relief", 2) in sheets(made)
