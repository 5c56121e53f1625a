"""Training in the vendor's workbook: who holds what, who lacked a change, what runs out; zh and en."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from core.errors import WrongInputError
from core.text import Text
from qa.scoring.answers import Answer
from qa.training.matrix import Rule, RuleKind, Where
from services.audits import spot_check
from services.contracts.contracts import load_contract
from services.forms import form_drafts
from services.forms.audit_forms import forms
from services.known.directory import save_vendor
from services.training import matrix
from services.workbooks import export_month
from tests.changes_example import at, entered, exams, with_roster
from tests.rosters_example import VENDOR, corrected
from tests.services_example import CONTRACT, Cast, empty_house

SHEETS = {"zh": ("培训达标", "变更宣贯", "证书到期"), "en": (
    "Training by course", "Change training", "Certificate expiries",
)}  # fmt: skip


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """A contract, five agents, an entry rule of 30 days; a change due on the 16th that 5 lacked, 4 late."""
    found = empty_house(tmp_path / "data", database_url)
    with_roster(found)
    load_contract(found.house, found.manager, CONTRACT, "gov.yaml")
    rule = Rule("E1", RuleKind.ENTRY, Where(), ("HOTLINE",), date(2026, 10, 1), valid_days=30)
    matrix.publish(found.house, found.manager, [rule], date(2026, 10, 1), "首版")
    entered(found)
    at(found, 18)
    exams(found, (1, 11), (2, 11), (3, 16), (4, 18))
    yield found
    found.house.close()


def rows(cast: Cast, lang: Any, sheet: str) -> list[list[Any]]:
    """The rows of a sheet below its heading."""
    _, data = export_month.export(cast.house, cast.manager, "GOV12345", "2026-11", lang)
    page = load_workbook(BytesIO(data))[sheet]
    found = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    return [row for row in found[1:] if any(cell is not None for cell in row)]


@pytest.mark.parametrize(("lang", "state"), [("zh", "逾期未完成"), ("en", "Breached")])
def test_the_sheets_hold_codes_and_figures(cast: Cast, lang: str, state: str) -> None:
    courses, changes, expiries = SHEETS[lang]
    (course,) = rows(cast, lang, courses)
    assert course[:2] == ["A", "HOTLINE"] and course[3:5] == [5, 4] and course[-1] == "0005"
    told = rows(cast, lang, changes)
    assert [row[5:8] for row in told] == [[state, 5, 3]] * 2
    assert [next(cell for cell in row if str(cell).startswith("000")) for row in told] == ["0004", "0005"]
    assert [row[2] for row in rows(cast, lang, expiries)] == ["0001", "0002", "0003", "0004"]


@pytest.mark.parametrize(
    ("lang", "sheet", "cause", "who"),
    [
        ("zh", "失分归因", "未建关联", "委托方补齐"),
        ("en", "Why calls failed", "No link to a course", "the client puts it right"),
    ],
)
def test_each_failed_item_of_the_month_has_its_cause_and_who_acts(
    cast: Cast, lang: str, sheet: str, cause: str, who: str
) -> None:
    draft = form_drafts.start_shipped(cast.house, cast.manager, "F1")
    form_drafts.publish(cast.house, cast.manager, draft.id, draft.version)
    [form] = [each for each in forms(cast.house, cast.auditor) if each.code == "F1"]
    answers = {each.code: Answer("none" if each.code == "VOICE" else "full") for _, each in form.items()}
    for day in (11, 30):  # of October: no row
        call = spot_check.CallDraft(
            vendor=VENDOR, form="F1", kind=form.kind, at=datetime(2026, 10 + (day == 11), day, 3, tzinfo=UTC),
            answers=answers, recording=f"R-{day}", agent="0001",
        )  # fmt: skip
        spot_check.log_call(cast.house, cast.auditor, call)
    (row,) = rows(cast, lang, sheet)
    assert (row[1], row[2], row[4], row[6]) == ("R-11", "0001", cause, who)


def test_as_issued_stands_beside_known_now(cast: Cast) -> None:
    rows(cast, "zh", "变更宣贯")
    at(cast, 25)
    corrected(cast)
    (row,) = rows(cast, "zh", "变更宣贯")
    assert row[6:8] == [4, 3] and "3/5" in row and "0004" in row


def test_without_a_roster_there_is_no_sheet(tmp_path: Path) -> None:
    found = empty_house(tmp_path / "data")
    load_contract(found.house, found.manager, CONTRACT, "gov.yaml")
    made = export_month.report(found.house, found.manager, "GOV12345", "2026-04")
    assert made.training is None and not {"Change training"} & {name for name, _ in export_month.sheets(made)}
    found.house.close()


def test_another_vendors_name_does_not_leave_the_house(cast: Cast) -> None:
    save_vendor(cast.house, cast.manager, "ANDA", Text("促销退换", "Promotion"))
    with pytest.raises(WrongInputError):
        rows(cast, "zh", "变更宣贯")
