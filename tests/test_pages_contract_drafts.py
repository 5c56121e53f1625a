"""A manager who has never seen YAML writes a contract in the app, through the pages, in both languages."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pages_visit import LANGS, ROLES, button, come_in, model, opened_like, person, visit, well

from core.principal import Role
from services.contracts import contract_drafts, contracts
from services.contracts.contract_templates import Start
from services.contracts.draft_edits import clause_of, with_clause

CONTRACTS = "setup/contracts"


@pytest.fixture(scope="module")
def a_month(tmp_path_factory):
    """Two contracts and a month of one; each test changes a copy."""
    folder = tmp_path_factory.mktemp("month")
    with model(folder, "anda_shop", "yunhe_hotline") as made:
        come_in(made, "anda_2026-09_daily.csv")
    return folder


@pytest.fixture
def house(a_month, tmp_path, monkeypatch):
    return opened_like(a_month, tmp_path, monkeypatch)


@pytest.fixture
def draft(house):
    return contract_drafts.start_version(house, person(house), "ANDA-2025", "1")


def at(app, label: str, kind: str = "text_input"):
    """The field of that label."""
    return next(each for each in getattr(app, kind) if each.label.partition("（")[0] == label)


def said(app) -> str:
    return " ".join(each.value for each in app.markdown)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("clause", [None, "SL"])
def test_a_draft_and_each_of_its_clauses_open(house, draft, lang, clause):
    open_one = {"clause": clause} if clause else {}
    app = visit(CONTRACTS, person(house), lang, tab="draft", record=draft.id, **open_one)
    assert well(app)


@pytest.mark.parametrize("role", [role for role in ROLES if role is not Role.MANAGER])
def test_who_may_not_manage_sees_no_draft(house, draft, role):
    app = visit(CONTRACTS, person(house, role), "zh", tab="draft", record=draft.id)
    assert well(app) and not any("草稿" in each.value for each in app.title)


def test_a_target_is_changed_with_a_preview_a_clause_added_and_the_version_published(house, draft):
    who = person(house)
    app = visit(CONTRACTS, who, "zh", tab="draft", record=draft.id, clause="CSAT")
    before = said(app)
    at(app, "目标值").set_value("99.9").run()
    assert well(app) and "按2026年9月的数据" in said(app) and said(app) != before  # nothing is saved yet
    assert clause_of(contract_drafts.draft(house, who, draft.id).body, "CSAT")["target"] != "99.9"
    at(app, "责任人").set_value("客服主管").run()
    button(app, "保存").click().run()
    assert well(app)
    assert clause_of(contract_drafts.draft(house, who, draft.id).body, "CSAT")["target"] == "99.9"

    at(app, "按指标添加条款", "selectbox").set_value("REOPEN_RATE").run()
    button(app, "添加").click().run()
    at(app, "目标值").set_value("3").run()
    button(app, "保存").click().run()
    assert well(app)

    button(app, "发布").click().run()
    assert well(app)
    kept = contracts.version_of(house, who, "ANDA-2025", "2")
    assert (kept.clause("CSAT").target, kept.clause("CSAT").owner) == (Fraction("99.9"), "客服主管")
    assert kept.clause("REOPEN_RATE").target == 3


def test_what_is_wrong_stands_on_the_page_and_the_button_waits(house, draft):
    who = person(house)
    body = with_clause(draft.body, "CSAT", {"target": None, "score": {"method": "full_or_zero"}})
    contract_drafts.save(house, who, draft.id, draft.version, body)
    app = visit(CONTRACTS, who, "zh", tab="draft", record=draft.id)
    assert "没有目标值" in said(app) and button(app, "发布").disabled
    body = with_clause(body, "CSAT", {"target": "95"})
    contract_drafts.save(house, who, draft.id, draft.version + 1, body)
    assert not button(visit(CONTRACTS, who, "zh", tab="draft", record=draft.id), "发布").disabled


@pytest.mark.parametrize(
    ("start", "code"),
    [(Start.BANK, "BANK-2026"), (Start.RANKING, "RANKING-2026"), (Start.BLANK, "NEW-CONTRACT")],
)
def test_a_contract_is_begun_from_a_ready_made_one_or_from_nothing(house, start, code):
    app = visit(CONTRACTS, person(house), "zh", tab="new")
    at(app, "从哪里开始", "selectbox").set_value(start).run()
    button(app, "在这里编写").click().run()
    assert well(app)
    assert [each.contract for each in contract_drafts.drafts(house, person(house))] == [code]


def test_drafts_are_listed_and_a_thrown_away_one_comes_back(house, draft):
    app = visit(CONTRACTS, person(house), "zh")
    button(app, "继续编写").click().run()
    assert "草稿" in app.title[0].value
    button(app, "放弃草稿").click().run()
    assert well(app) and contract_drafts.drafts(house, person(house)) == []
    button(app, "撤销").click().run()
    assert [each.id for each in contract_drafts.drafts(house, person(house))] == [draft.id]
