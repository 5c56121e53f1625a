"""The scorecard as a month goes to its vendor: each person is offered the step that is theirs."""

from __future__ import annotations

import pytest
import streamlit as st
from services_example import empty_house
from streamlit.testing.v1 import AppTest

from core.clock import SystemClock
from core.month import MonthState
from core.period import business_date
from core.principal import Role
from core.text import LANGS
from importers.draft import Choice
from services.contracts.contracts import load_contract
from services.house.bootstrap import open_house
from services.known import people
from services.months import month, month_papers
from services.months.month_papers import Paper, PaperKind
from services.reports import import_report
from tests.page_address import run_at
from tests.test_pages_results import MAIN, SAMPLES, _person

CODE, LABEL = "YUNHE-2025", "2025-11"
TERMS = (SAMPLES / "contracts" / "yunhe_hotline.yaml").read_text("utf-8")


@pytest.fixture
def folder(tmp_path):
    """A house with a month of figures under a contract that gives its vendor five days to object."""
    cast = empty_house(tmp_path)
    assert "  review: {days: 5, silence: accepted}\n" in TERMS
    load_contract(cast.house, cast.manager, TERMS)
    file = SAMPLES / "reports" / f"yunhe_{LABEL}.xlsx"
    staged = import_report.stage(cast.house, cast.manager, file.name, file, Choice(vendor="YUNHE"))
    import_report.commit(cast.house, cast.manager, staged.file.id)
    cast.house.close()
    return tmp_path


@pytest.fixture
def visit(monkeypatch, folder):
    """The scorecard of the month, opened by somebody."""

    def opened(role=Role.MANAGER, lang="en"):
        monkeypatch.setenv("PLUMBLINE_DATA", str(folder))
        st.cache_resource.clear()
        st.cache_data.clear()
        app = AppTest.from_file(MAIN, default_timeout=60)
        app.session_state["lang"] = lang
        app.session_state["person"] = _person(folder, role)
        return run_at(app, "scorecard", contract=CODE, period=LABEL)

    yield opened
    st.cache_resource.clear()
    st.cache_data.clear()


def _labels(app):
    return [button.label for button in app.button]


def _press(app, label):
    next(button for button in app.button if button.label == label).click()
    return app.run()


def _moved(folder, *states):
    """The month taken on by its manager; the vendor's acceptance entered where it has to be."""
    here = open_house(folder)
    who = {role: people.principal(here, _person(folder, role)) for role in Role}
    for to in states:
        role = Role.APPROVER if to in (MonthState.FINAL, MonthState.SIGNED) else Role.MANAGER
        month.set_state(here, who[role], CODE, LABEL, to)
        if to is MonthState.APPEAL:
            paper = Paper(PaperKind.ACCEPTED, here.today(), "周经理")
            month_papers.enter_paper(here, who[Role.MANAGER], CODE, LABEL, paper)
        if to is MonthState.FINAL:
            paper = Paper(PaperKind.SIGNED, here.today(), "周经理")
            month_papers.enter_paper(here, who[Role.MANAGER], CODE, LABEL, paper, ("签.pdf", b"%PDF"))
    here.close()


def test_a_manager_sends_the_month_and_starts_the_window(visit):
    app = _press(visit(), "Send for comment")
    app = _press(app, "Start the appeal window")
    assert not app.exception and not app.error
    assert any("objections until the end of" in each.value for each in app.markdown)
    assert "Close the month" not in _labels(visit(Role.APPROVER))


def test_the_vendors_acceptance_is_entered_and_lets_an_approver_close(visit):
    app = _press(_press(visit(), "Send for comment"), "Start the appeal window")
    by = next(field for field in app.text_input if field.label == "Who at the vendor")
    by.set_value("Ms Zhou")
    refused = _press(app, "Enter it")
    assert any("The day is needed" in error.value for error in refused.error)
    day = next(field for field in refused.date_input if field.label == "Day it came or was signed")
    day.set_value(business_date(SystemClock().now(), "Asia/Shanghai"))
    entered = _press(refused, "Enter it")
    assert any("Ms Zhou" in each.value for each in entered.markdown)
    assert "Close the month" in _labels(visit(Role.APPROVER))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", Role)
def test_the_page_opens_for_everyone_while_the_vendor_is_asked(visit, folder, role, lang):
    _moved(folder, MonthState.COMMENT, MonthState.APPEAL)
    app = visit(role, lang)
    assert not app.exception and not app.error


def test_a_closed_month_is_signed_once_the_scan_is_there(visit, folder):
    _moved(folder, MonthState.COMMENT, MonthState.APPEAL, MonthState.FINAL)
    assert "Mark as signed" not in _labels(visit(Role.MANAGER))
    app = visit(Role.APPROVER)
    # Correcting is still there, beside the step that comes next.
    assert {"Mark as signed", "Correct the month"} <= set(_labels(app))
    assert "Mark as signed" not in _labels(_press(app, "Mark as signed"))
