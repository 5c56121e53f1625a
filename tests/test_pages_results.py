"""Overview, scorecard and export as each person meets them, in both languages, empty and filled."""

import re
from importlib import import_module
from io import BytesIO
from pathlib import Path
from pkgutil import iter_modules

import pytest
import streamlit as st
from openpyxl import load_workbook
from services_example import empty_house
from streamlit.testing.v1 import AppTest

from core.month import MonthState
from core.principal import Role
from core.text import LANGS, Text
from core.verdict import Verdict
from exports import sheets
from importers.draft import Choice
from services.contracts.contracts import load_contract
from services.house.bootstrap import open_house
from services.judging import assess_month
from services.known import directory, people
from services.months import month
from services.reports import import_report
from services.results.month_gaps import gaps
from services.workbooks import export_month
from tests.page_address import run_at
from ui import house
from ui.judged import export_readings, export_view

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "sample_data"
MAIN = str(ROOT / "ui" / "main.py")
PAGES = ("overview", "scorecard", "export")
MONTH = {"contract": "YUNHE-2025", "period": "2025-11"}
PARTIAL = {"contract": "HENGXIN-2025", "period": "2025-11"}
EFFICIENCY = ("工作效率", "Working efficiency")
CHINESE = re.compile("[\u3400-\u9fff]")
WORDS_OF_OURS = ("batch", "tally", "批次")


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Two months of one vendor, as its workbooks came."""
    folder = tmp_path_factory.mktemp("filled")
    cast = empty_house(folder)
    cast.house.close()
    with_clock = open_house(folder)
    terms = (SAMPLES / "contracts" / "yunhe_hotline.yaml").read_text("utf-8")
    # Without an appeal window a month is closed at once (test_pages_month_review has one).
    load_contract(with_clock, cast.manager, terms.replace("  review: {days: 5, silence: accepted}\n", ""))
    for label in ("2025-10", "2025-11"):
        _import(with_clock, cast.manager, f"yunhe_{label}.xlsx", "YUNHE")
    with_clock.close()
    return folder


@pytest.fixture(scope="module")
def partial(tmp_path_factory):
    """A vendor's workbook is in; what the client itself checks and types is not."""
    folder = tmp_path_factory.mktemp("partial")
    cast = empty_house(folder)
    load_contract(
        cast.house, cast.manager, (SAMPLES / "contracts" / "hengxin_telecom.yaml").read_text("utf-8")
    )
    _import(cast.house, cast.manager, "hengxin_2025-11.xlsx", "HENGXIN")
    cast.house.close()
    return folder


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """Four people and nothing else."""
    folder = tmp_path_factory.mktemp("empty")
    empty_house(folder).house.close()
    return folder


@pytest.fixture
def visit(monkeypatch):
    """Open a page in a house as somebody, in a language."""

    def opened(folder, page, role=Role.MANAGER, lang="zh", **query):
        monkeypatch.setenv("PLUMBLINE_DATA", str(folder))
        st.cache_resource.clear()
        st.cache_data.clear()
        app = AppTest.from_file(MAIN, default_timeout=60)
        app.session_state["lang"] = lang
        app.session_state["person"] = _person(folder, role)
        return run_at(app, page, **query)

    yield opened
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_everyone(visit, filled, page, role, lang):
    app = visit(filled, page, role, lang, **MONTH)
    assert not app.exception and not app.error
    assert not any(word in _said(app).lower() for word in WORDS_OF_OURS)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", PAGES)
def test_an_empty_house_teaches_the_first_steps(visit, empty, page, role):
    app = visit(empty, page, role, "en")
    assert not app.exception and not app.error
    expected = "Set up the vendor" if page == "overview" else "No contract yet"
    assert expected in _said(app)


def test_the_scorecard_shows_every_clause_with_its_points(visit, filled):
    app = visit(filled, "scorecard", lang="en", **MONTH)
    table = app.dataframe[0].value
    assert list(table.index)[:3] == ["ANS", "SL15", "CSAT"]
    assert table.loc["ANS", "verdict"].startswith("✓")
    assert table.loc["ANS", "points"] == "20.00 / 20"
    labels = [metric.label for metric in app.metric]
    assert labels == [
        "Score of 100", "Payable", "Clauses missed", "Points lost on clauses", "Clauses with figures"
    ]  # fmt: skip


def test_a_score_on_part_of_the_figures_says_so_and_what_is_missing(visit, partial):
    """Misses are counted of what was judged; what was not is named beside them."""
    result = _month(partial, "2025-11", "HENGXIN-2025")
    silent = [line for line in result.lines if line.judgement.verdict is Verdict.NOT_REPORTED]
    assert silent and result.missed and len(result.judged) + len(silent) == len(result.lines)
    app = visit(partial, "scorecard", lang="en", **PARTIAL)
    said = _said(app).replace("\\", "")
    assert f"Provisional: {len(silent)} of {len(result.lines)} clauses have no figures" in said
    assert all(line.name.en in said for line in silent)
    missed = next(metric for metric in app.metric if metric.label == "Clauses missed")
    assert missed.value == f"{len(result.missed)} of {len(result.judged)} judged"
    assert f"{len(silent)} not judged" in str(missed.proto)
    score = next(metric for metric in app.metric if metric.label == "Score of 100")
    assert "provisional" in str(score.proto)


def test_the_overview_says_which_totals_are_provisional(visit, partial):
    app = visit(partial, "overview", lang="en", period="2025-11")
    result = _month(partial, "2025-11", "HENGXIN-2025")
    silent = len(gaps(result))
    links = [link.proto.label.replace("\\", "") for link in app.get("page_link")]
    assert f"Hengxin: score provisional, {silent} of {len(result.lines)} clauses have no figures" in links


def test_an_approver_reads_what_is_missing_before_closing_and_may_still_close(visit, partial):
    app = visit(partial, "scorecard", Role.APPROVER, "en", **PARTIAL)
    _press(app, "Close the month").run()
    assert any("clauses have no figures" in warning.value for warning in app.warning)
    assert [button.label for button in app.button].count("Close the month") == 2


def test_a_count_says_the_month_it_is_of_and_not_a_sample(visit, filled):
    app = visit(filled, "scorecard", lang="en", **MONTH)
    assert app.dataframe[0].value.loc["CMPL", "n"] in ("Nov 2025", "–")
    result = _month(filled, "2025-11")
    assert all((line.n is None) == line.formula.is_count for line in result.lines if line.judgement.n)


def test_a_clause_opens_by_its_address_with_days_and_receipt(visit, filled):
    app = visit(filled, "scorecard", lang="en", clause="ANS", **MONTH)
    assert app.title[0].value == "Answer rate"
    assert len(app.dataframe[0].value) == 30  # the days of November
    assert "Calls answered ÷ Calls requesting an agent" in _said(app)
    assert "How the points came about" in _said(app)


def test_a_day_leads_to_the_cells_of_the_vendors_sheet(visit, filled):
    app = visit(filled, "scorecard", lang="en", clause="ANS", day="2025-11-05", **MONTH)
    cells = app.dataframe[0].value
    assert set(cells.file) == {"yunhe_2025-11.xlsx"}
    sheet = load_workbook(SAMPLES / "reports" / "yunhe_2025-11.xlsx", data_only=True)
    for row in cells.itertuples():
        assert f"{sheet[row.sheet][row.cell].value:,}" == row.value


def test_figures_copy_as_sentences_in_the_readers_language(visit, filled):
    zh = visit(filled, "scorecard", lang="zh", clause="ANS", **MONTH).code[-1].value
    assert "2025年11月 人工接通率：" in zh and "初稿（合同版本 1）" in zh
    en = visit(filled, "scorecard", lang="en", clause="ANS", **MONTH).code[-1].value
    assert "Nov 2025 Answer rate:" in en and "Draft (contract version 1)" in en


def test_every_figure_of_a_scorecard_is_a_sentence(visit, filled):
    """Score, payable, the tiles beside them and every clause: whose, when, value, made of what, state."""
    said = {
        lang: [each.value for each in visit(filled, "scorecard", lang=lang, **MONTH).code] for lang in LANGS
    }
    shown = visit(filled, "scorecard", lang="en", **MONTH)
    assert len(said["en"]) == len(said["zh"]) == len(shown.metric) + len(shown.dataframe[0].value)
    for lang, head in (("zh", "云和服务 政务服务便民热线坐席外包合同 2025年11月"), ("en", "Yunhe ")):
        assert all(each.startswith(head) for each in said[lang])
    for name, metric in [(each.label, each.value) for each in shown.metric[1:]]:
        assert any(name in each and metric in each for each in said["en"]), name
    assert any(" Payable: CNY " in each and "gross fee CNY " in each for each in said["en"])
    assert not any(CHINESE.search(each) for each in said["en"])


def test_a_day_is_a_sentence_of_its_own(visit, filled):
    """With the day's counts and the month's target, not the month's figure."""
    app = visit(filled, "scorecard", lang="en", clause="ANS", day="2025-11-05", **MONTH)
    (said,) = [each.value for each in app.code]
    assert " 5 Nov 2025 Answer rate: " in said and "source: the vendor's report" in said
    assert re.search(r"Answer rate: [\d.]+ % \([\d,]+ / [\d,]+\), target ≥ ", said)
    month = visit(filled, "scorecard", lang="en", clause="ANS", **MONTH).code[-1].value
    assert said.split(": ")[1] != month.split(": ")[1]


def test_the_overviews_totals_are_sentences(visit, filled):
    """One a contract, as its tile says."""
    app = visit(filled, "overview", lang="en", period="2025-11")
    (total,) = [each.value for each in app.metric if "score of" in each.label]
    assert f"Yunhe Nov 2025: {total} of 100 points" in [each.value for each in app.code][-1]


def test_a_share_of_time_is_of_hours_and_no_sample(visit, partial):
    """Working efficiency divides by millions of seconds: no bare “n” of them, on the list or the clause."""
    for lang, unit in (("zh", "小时"), ("en", " h")):
        app = visit(partial, "scorecard", lang=lang, **PARTIAL)
        row = next(each for each in app.dataframe[0].value.itertuples() if each.clause in EFFICIENCY)
        assert re.fullmatch(rf"[\d,]+(\.\d)?{unit}", row.n)
        (said,) = [each.value for each in app.code if row.clause in each.value]
        assert (
            f"{row.n}{'）' if lang == 'zh' else ')'}" in said and "n = " not in said and "样本量" not in said
        )
    judged = _judged_line(partial, EFFICIENCY)
    assert judged.n is None and judged.judgement.n > 1_000_000


UNKNOWN = [
    ("vendor", "NOPE", "No vendor is known here under “NOPE”.", "没有代码为“NOPE”的外包商，请从下面选择。"),
    (
        "vendor",
        "no pe!",
        "No vendor is known here under “no pe!”.",
        "没有代码为“no pe!”的外包商，请从下面选择。",
    ),
    ("contract", "NOPE", "No contract is known here under “NOPE”.", "没有代码为“NOPE”的合同，请从下面选择。"),
]


@pytest.mark.parametrize(
    "page", ["overview", "scorecard", "export", "received", "vendors", "contracts", "misses"]
)
@pytest.mark.parametrize(("name", "code", "en", "zh"), UNKNOWN)
def test_an_unknown_code_in_the_address_shows_nobody_elses_figures(visit, filled, page, name, code, en, zh):
    """It is said, what there is is offered, and the address loses the word; the next run is the page."""
    for lang, said in (("en", en), ("zh", zh)):
        app = visit(filled, page, lang=lang, **{name: code})
        assert not app.exception and not app.metric and not app.dataframe
        (warning,) = app.warning
        assert warning.value.replace("\\", "") == said
        assert name not in app.query_params
        offered = [link.proto.query_string for link in app.get("page_link") if link.proto.query_string]
        assert offered == [f"{name}={'YUNHE' if name == 'vendor' else 'YUNHE-2025'}"]
        assert not app.run().warning


@pytest.mark.parametrize(
    ("asked", "en"),
    [
        ("1812-01", "There is nothing here for “1812-01”; this is Nov 2025."),
        ("2031-05", "There is nothing here for May 2031; this is Nov 2025."),
        ("2025-13", "There is nothing here for “2025-13”; this is Nov 2025."),
    ],
)
@pytest.mark.parametrize("page", ["scorecard", "export", "overview"])
def test_a_month_that_is_not_there_is_not_another_without_a_word(visit, filled, page, asked, en):
    """The month shown is said, and stands in the address."""
    app = visit(filled, page, lang="en", contract="YUNHE-2025", period=asked)
    assert [each.value.replace("\\", "") for each in app.warning] == [en]
    assert app.query_params["period"] == "2025-11"


def test_a_vendor_without_a_contract_does_not_show_anothers_scorecard(visit, partial):
    """It is known, and has nothing to be judged by yet."""
    house = open_house(partial)
    who = next(person for person in people.everyone(house) if person.role is Role.MANAGER)
    if "LONELY" not in {vendor.code for vendor in directory.vendors(house, who)}:
        directory.save_vendor(house, who, "LONELY", Text("孤单客服", "Lonely Care"))
    house.close()
    app = visit(partial, "scorecard", lang="en", vendor="LONELY")
    assert not app.metric and any("No contract yet" in each.value for each in app.markdown)


def test_a_clause_the_contract_does_not_have_is_said(visit, filled):
    app = visit(filled, "scorecard", lang="en", clause="NONE", day="2025-02-31", **MONTH)
    assert not app.exception and app.title[0].value == "Scorecard"
    assert app.warning[0].value == "This version of the contract has no clause “NONE”."


def test_only_an_approver_closes_the_month(visit, filled):
    labels = {role: _buttons(visit(filled, "scorecard", role, "en", **MONTH)) for role in Role}
    assert [role for role in Role if "Close the month" in labels[role]] == [Role.APPROVER]


def test_a_closed_month_is_corrected_only_with_a_reason(visit, filled):
    here = open_house(filled)
    approver = people.principal(here, _person(filled, Role.APPROVER))
    month.set_state(here, approver, "YUNHE-2025", "2025-10", MonthState.FINAL)
    here.close()
    app = visit(filled, "scorecard", Role.APPROVER, "en", contract="YUNHE-2025", period="2025-10")
    _press(app, "Correct the month").run()
    _press(app, "Open a corrected edition").run()
    assert any("Say why" in error.value for error in app.error)
    assert month.month_state(house.house(), house.everyone()[0], "YUNHE-2025", "2025-10") is MonthState.FINAL


def test_the_export_page_says_of_every_sheet_what_it_holds():
    modules = [import_module(f"exports.sheets.{each.name}") for each in iter_modules(sheets.__path__)]
    found = {sheet.NAME for sheet in modules if hasattr(sheet, "NAME")}
    assert found and found == set(export_view._HOLDS)


@pytest.mark.parametrize("lang", LANGS)
def test_the_workbook_is_made_when_it_is_fetched(visit, filled, monkeypatch, lang):
    assert not visit(filled, "export", Role.VIEWER, lang, **MONTH).error
    viewer = people.principal(house.house(), _person(filled, Role.VIEWER))
    monkeypatch.setattr(house, "principal", lambda: viewer)
    made = export_readings.workbook("YUNHE-2025", "2025-11", lang)
    assert load_workbook(BytesIO(made())).sheetnames


def test_the_export_page_lists_what_was_made_before(visit, filled):
    here = open_house(filled)
    manager = people.principal(here, _person(filled, Role.MANAGER))
    name, _data = export_month.export(here, manager, "YUNHE-2025", "2025-11", "zh")
    here.close()
    tables = [table.value for table in visit(filled, "export", lang="zh", **MONTH).table]
    assert name in set(tables[-1].iloc[:, 0]) and manager.name in set(tables[-1].iloc[:, 2])


def _import(here, who, name, vendor):
    path = SAMPLES / "reports" / name
    staged = import_report.stage(here, who, path.name, path, Choice(vendor=vendor))
    import_report.commit(here, who, staged.file.id)


def _month(folder, label, contract="YUNHE-2025"):
    here = open_house(folder)
    manager = people.principal(here, _person(folder, Role.MANAGER))
    found = assess_month.current(here, manager, contract, label)
    here.close()
    return found


def _person(folder, role):
    here = open_house(folder)
    found = next(person.id for person in people.everyone(here) if person.role is role)
    here.close()
    return found


def _said(app):
    parts = [*app.title, *app.subheader, *app.markdown, *app.caption, *app.button, *app.metric]
    return "\n".join(str(getattr(part, "value", "")) + str(getattr(part, "label", "")) for part in parts)


def _buttons(app):
    return {button.label for button in app.button}


def _press(app, label):
    return next(button for button in app.button if button.label == label).click()


def _judged_line(folder, names):
    house = open_house(folder)
    result = assess_month.current(house, people.everyone(house)[0], PARTIAL["contract"], PARTIAL["period"])
    house.close()
    return next(line for line in result.lines if line.name.zh in names)
