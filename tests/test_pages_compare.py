"""Cost and comparison through the page and as a workbook: for the client's eyes, in both languages."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from pages_visit import LANGS, ROLES, model, opened, opened_like, person, visit, well

from core.errors import NotAllowedError, WrongInputError
from core.principal import Role
from services.contracts.contracts import load_contract
from services.workbooks.client_book import export_client_book
from tests.reports_example import bring, choice, line_house
from tests.test_services_over_service import LABELS, LINE, MONTHLY, days

PAGE = "results/compare"


@pytest.fixture(scope="module")
def months(tmp_path_factory):
    """A line with its months; each test changes a copy."""
    folder = tmp_path_factory.mktemp("months")
    with model(folder) as made:
        load_contract(made, person(made), LINE + MONTHLY, "line.yaml")
        for label in LABELS:
            bring(made, person(made), days(label, 880, 930), f"{label}.csv", choice(label))
    return folder


@pytest.fixture
def house(months, tmp_path, monkeypatch):
    return opened_like(months, tmp_path, monkeypatch)


def text(app) -> str:
    parts = (*app.markdown, *app.caption, *app.subheader)
    return "\n".join(str(each.value) for each in parts).replace("\\", "")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ROLES)
def test_the_page_opens_for_everybody_over_an_empty_house(tmp_path, monkeypatch, role, lang):
    app = visit(PAGE, person(opened(tmp_path, monkeypatch), role), lang)
    assert well(app) and {"zh": "没有可对比的内容", "en": "Nothing to compare"}[lang] in text(app)


@pytest.mark.parametrize("lang", LANGS)
def test_over_service_stands_there_with_its_months_and_the_saving(house, lang):
    app = visit(PAGE, person(house, Role.VIEWER), lang, period="2026-10")
    said = text(app)
    month = {
        "zh": "2026-08：88% 在 4 秒内接起（样本量 31,000）",
        "en": "2026-08: 88 % answered within 4 s (n = 31,000)",
    }
    saved = {"zh": "每月少付 1,000.00 元", "en": "saves CNY 1,000.00 a month"}
    assert well(app) and month[lang] in said and saved[lang] in said


@pytest.mark.parametrize("lang", LANGS)
def test_the_clients_own_workbook_holds_the_same(house, lang):
    name, data = export_client_book(house, person(house), "2026-10", lang)
    book = openpyxl.load_workbook(BytesIO(data))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {"zh": "甲方内部", "en": "Client only"}[lang] in name and "云禾" not in name
    assert any({"zh": "不得转给外包商", "en": "not to be passed on"}[lang] in each for each in cells)
    assert "0.88" in cells and "2026-08" in cells
    # A size and a figure after it would read as one number.
    assert {sheet.oddFooter.right.size for sheet in book} == {8}
    assert {sheet.oddFooter.right.text.strip() for sheet in book} == {"2026-10"}


def test_it_is_refused_to_whoever_sees_one_vendor_only_and_where_nothing_is_in_it(tmp_path):
    house, who = line_house(tmp_path / "data")
    with pytest.raises(WrongInputError, match="nothing_to_compare"):
        export_client_book(house, who, "2026-10", "zh")
    with pytest.raises(NotAllowedError):
        export_client_book(house, _of_one_vendor(who), "2026-10", "zh")
    house.close()


def _of_one_vendor(who):
    return replace(who, vendors=frozenset({"YUNHE"}))
