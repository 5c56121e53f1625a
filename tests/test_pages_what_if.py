"""What if and the other definitions through the pages: every role and language, empty, tried, refused."""

from __future__ import annotations

import pytest
from pages_visit import LANGS, ROLES, come_in, model, opened, opened_like, person, visit, well

from core.principal import Role

PAGE, SCORECARD, OVERVIEW = "results/what_if", "results/scorecard", "results/overview"
ASKED = {"contract": "ANDA-2025"}
MONTH = {"contract": "ANDA-2025", "period": "2025-11"}
TEACH = {"zh": "换一份合同，结果会怎样？", "en": "What would another contract have said?"}


@pytest.fixture
def empty(tmp_path, monkeypatch):
    return opened(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def a_month(tmp_path_factory):
    """Two contracts and a month of one; each test changes a copy."""
    folder = tmp_path_factory.mktemp("month")
    with model(folder, "anda_shop", "yunhe_hotline") as made:
        come_in(made, "anda_2025-11.xlsx")
    return folder


@pytest.fixture
def house(a_month, tmp_path, monkeypatch):
    return opened_like(a_month, tmp_path, monkeypatch)


def text(app) -> str:
    return "\n".join(str(each.value) for each in (*app.markdown, *app.caption, *app.info, *app.subheader))


def pick(app, clause: str, **terms: str):
    """Choose a clause and type other terms into its fields."""
    next(each for each in app.multiselect if "what-if-clauses" in each.key).set_value([clause])
    app.run()
    for name, value in terms.items():
        next(each for each in app.text_input if f"-{clause}-{name}-" in each.key).set_value(value)
    return app.run()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ROLES)
def test_the_page_opens_over_an_empty_house_and_teaches_over_a_full_one(empty, role, lang):
    assert well(visit(PAGE, person(empty, role), lang))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ROLES)
def test_a_changed_target_is_tried_by_whoever_may_look(house, role, lang):
    app = visit(PAGE, person(house, role), lang, **ASKED)
    assert well(app) and TEACH[lang] in text(app)
    tried = pick(app, "SL20", target="100")
    assert well(tried) and TEACH[lang] not in text(tried)
    assert {"zh": "每项改动单独的影响", "en": "What each change moves by itself"}[lang] in text(tried)


def test_a_draft_that_cannot_be_read_says_what_is_wrong_and_judges_nothing(house):
    tried = pick(visit(PAGE, person(house), "en", **ASKED), "SL20", target="eighty")
    assert not tried.exception and "Nothing is judged" in text(tried)


@pytest.mark.parametrize("lang", LANGS)
def test_the_other_definitions_open_on_demand_on_the_clause(house, lang):
    app = visit(SCORECARD, person(house, Role.VIEWER), lang, **MONTH, clause="SL20")
    assert well(app) and "SL-1" not in "".join(str(table.value) for table in app.table)
    app.session_state["definitions"] = True
    app.run()
    said = "".join(table.value.to_string() for table in app.table)
    assert well(app) and "SL-1" in said and "● SL-OFFERED" in said


@pytest.mark.parametrize("lang", LANGS)
def test_vendors_are_compared_by_one_formula_on_demand_on_the_overview(house, lang):
    app = visit(OVERVIEW, person(house, Role.VIEWER), lang, period="2025-11")
    app.session_state["same-formula"] = True
    app.run()
    said = "".join(table.value.to_string() for table in app.table)
    assert well(app) and {"zh": "按参照口径", "en": "By the reference"}[lang] in said
