"""A figure of one's own is written in the app: its formula by names of counts, tried at once."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pages_visit import LANGS, ROLES, button, come_in, opened, person, visit, well

from core.principal import Role
from services.contracts import contract_drafts
from services.contracts.draft_definitions import (
    clauses_on,
    definition_of,
    definitions_of,
    spoken,
    with_new_definition,
    without_definition,
)
from services.contracts.draft_edits import clause_of, with_new_clause
from services.results import draft_preview

CONTRACTS = "setup/contracts"
OWN = {
    "code": "OWN",
    "name": {"zh": "未放弃率", "en": "Not abandoned"},
    "numerator": {"offered": "1", "abandoned": "-1"},
    "denominator": {"offered": "1"},
}
MIXED = {**OWN, "numerator": {"offered": "1", "talk_s": "-1"}}


@pytest.fixture
def house(tmp_path, monkeypatch):
    found = opened(tmp_path, monkeypatch, "anda_shop", "yunhe_hotline")
    come_in(found, "anda_2026-09_daily.csv")
    return found


@pytest.fixture
def draft(house):
    return contract_drafts.start_version(house, person(house), "ANDA-2025", "1")


def field(app, ending: str, kind: str = "text_input"):
    return next(each for each in getattr(app, kind) if (each.key or "").endswith(ending))


def said(app) -> str:
    return " ".join(each.value for each in app.markdown)


def _with(house, draft, definition):
    body = {**draft.body, "indicators": [definition]}
    return contract_drafts.save(house, person(house), draft.id, draft.version, body)


@pytest.mark.parametrize("lang", LANGS)
def test_a_definition_is_begun_its_counts_chosen_by_name_tried_and_saved(house, draft, lang):
    words = {
        "zh": ("写一个自定义指标", "保存", "据此添加条款", "人工请求量 − 放弃量"),
        "en": ("Write an own definition", "Save", "Add a clause on it", "an agent − Calls abandoned"),
    }[lang]
    app = visit(CONTRACTS, person(house), lang, tab="draft", record=draft.id)
    button(app, words[0]).click().run()
    assert well(app)
    field(app, "-name-zh").set_value("未放弃率").run()
    field(app, "-numerator", "multiselect").set_value(["offered", "abandoned"]).run()
    field(app, "-numerator-abandoned").set_value("−1").run()
    field(app, "-denominator", "multiselect").set_value(["offered"]).run()
    assert well(app) and words[3] in said(app)
    assert "%" in said(app)  # last month's figure beside the form, nothing saved yet
    button(app, words[1]).click().run()
    assert well(app)
    kept = definition_of(contract_drafts.draft(house, person(house), draft.id).body, "OWN")
    assert kept["numerator"] == {"offered": "1", "abandoned": "-1"} and kept["denominator"] == {
        "offered": "1"
    }
    button(app, words[2]).click().run()
    assert well(app)
    body = contract_drafts.draft(house, person(house), draft.id).body
    assert clause_of(body, "OWN")["indicator"] == "OWN" and clause_of(body, "OWN")["comparison"] == ">="


def test_the_figure_tried_is_the_one_a_clause_on_it_would_be_judged_by(house, draft):
    """By hand: what came in less what was given up, of what came in."""
    kept = _with(house, draft, OWN)
    who = person(house)
    trial = draft_preview.definition_figure(house, who, kept.body, "OWN")
    judgement = trial.line.judgement
    assert judgement.value == Fraction(judgement.numerator, judgement.denominator) * 100
    body, code = with_new_clause(kept.body, "OWN")
    clause = {**body["clauses"][-1], "target": "90", "weight": "0"}
    whole = draft_preview.preview(house, who, {**body, "clauses": [*body["clauses"][:-1], clause]})
    assert whole.after.lines[code].judgement.value == judgement.value


@pytest.mark.parametrize("lang", LANGS)
def test_seconds_taken_from_calls_are_asked_about_beside_the_form(house, draft, lang):
    """Even while a clause without a target keeps the draft from being published."""
    kept = _with(house, draft, MIXED)
    body, _ = with_new_clause(kept.body, "OWN")
    contract_drafts.save(house, person(house), draft.id, kept.version, body)
    app = visit(CONTRACTS, person(house), lang, tab="draft", record=draft.id, clause="own.OWN")
    assert well(app)
    told = " ".join(each.value for kind in ("markdown", "warning", "info") for each in getattr(app, kind))
    assert {"zh": "单位", "en": "unit"}[lang] in told.lower()


def test_a_definition_that_a_clause_measures_keeps_its_code_and_stays(house, draft):
    kept = _with(house, draft, OWN)
    body, _ = with_new_clause(kept.body, "OWN")
    contract_drafts.save(house, person(house), draft.id, kept.version, body)
    assert clauses_on(body, "OWN") == ["OWN"]
    app = visit(CONTRACTS, person(house), "zh", tab="draft", record=draft.id, clause="own.OWN")
    assert well(app) and field(app, "-code").disabled and button(app, "删除这个指标").disabled


def test_a_definition_comes_and_goes_and_says_its_formula(house, draft):
    body, code = with_new_definition(draft.body)
    assert (code, spoken(definition_of(body, code))) == ("OWN", None)
    assert with_new_definition(body)[1] == "OWN-2"
    assert without_definition(body, code) == draft.body
    assert (
        spoken(OWN).en == "(Calls requesting an agent − Calls abandoned) ÷ Calls requesting an agent × 100%"
    )
    assert definitions_of(draft.body) == []


@pytest.mark.parametrize("role", [role for role in ROLES if role is not Role.MANAGER])
def test_who_may_not_manage_sees_no_form(house, draft, role):
    app = visit(CONTRACTS, person(house, role), "en", tab="draft", record=draft.id, clause="own.OWN")
    assert well(app) and not app.text_input
