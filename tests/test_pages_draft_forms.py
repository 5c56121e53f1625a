"""The forms of a contract being written: each term has its field; what nobody touches stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pages_visit import LANGS, button, come_in, opened, person, visit, well
from streamlit.testing.v1 import AppTest

from core.principal import Role
from services.contracts import contract_drafts
from services.contracts.draft_edits import clause_of
from services.contracts.draft_starts import body_of
from sla.catalogue.ready_made import READY_MADE
from sla.load import record_to_yaml
from ui.contracts import draft_cache

CONTRACTS = "setup/contracts"
SAMPLES = Path(__file__).resolve().parent.parent / "sample_data" / "contracts"
#: Every odd thing a clause can say at once; it need not make sense together.
RICH = {
    "code": "RICH",
    "name": {"zh": "全", "en": "All of it"},
    "indicator": "SL",
    "variant": "SL-2",
    "params": {"threshold_s": "30", "short_s": "10", "inclusive": "false", "unknown": "7"},
    "scope": {"site": "NJ", "queue": "VIP_QUEUE", "channel": "VOICE", "language": "YUE"},
    "hours": ["8", "20"],
    "weekdays": ["1", "2", "3"],
    "comparison": "between",
    "target": ["180", "220"],
    "minimum": "95 %",
    "window": "rolling_3",
    "volume_floor": "100",
    "floor_rule": "one_miss",
    "sample": {"method": "wilson", "confidence": "0.9", "adequate": "50", "confirmed_only": "true"},
    "rounding": {"stage": "compare", "digits": "1", "mode": "half_even"},
    "aggregate": "weighted",
    "site_weights": {"NJ": "60", "HZ": "40"},
    "weight": "30",
    "score": {
        "method": "per_event",
        "deduct": "2",
        "cap": "10",
        "min_score": "5",
        "cap_if": {
            "indicator": "CSAT",
            "variant": "CSAT-1",
            "params": {"threshold_s": "60"},
            "below": "7",
            "cap": "6",
        },
    },
    "breach_level": "serious",
    "breach_rule": {"consecutive": "2", "of": ["3", "12"], "gaps": "reset"},
    "over_service": {"by": "4", "months": "2", "within": "0.2", "share": "0.85"},
    "each": {"grain": "interval", "target": ["80", "90"], "volume_floor": "5"},
    "layer": "critical",
    "target_rule": {"times": "4", "months": "12", "counts_minimum": "true"},
    "baseline": {"from": "2026-01", "to": "2026-03", "change": "-1", "digits": "1"},
    "ramp": {"targets": ["80", "85.5"], "no_credit_months": "2", "since": "2026-01-15"},
    "owner": "运营经理",
}
#: Short and odd writings, which a form must not spell out.
TERSE = [
    {"code": "AHT", "indicator": "AHT", "target": "180", "weight": "10"},
    {
        "code": "SL",
        "name": "接通",
        "indicator": "SL",
        "curve": [["75", "0"], ["80", "10"]],
        "over_service": {},
    },
    {"code": "T", "indicator": "CSAT", "target": "nonsense", "hours": "round the clock", "scope": "NJ"},
    {"code": "W", "indicator": "SL", "window": {"days": "14", "from": "2026-11-01"}},
    {"code": "H1", "indicator": "SL", "hours": "08:30-20:00", "day_start": "06:00"},
    {
        "code": "H2",
        "indicator": "SL",
        "hours": {
            "weekdays": ["8", "20"],
            "holidays": "closed",
            "sites": {"NJ": {"weekdays": "09:00-18:00", "weekend": "closed"}},
        },
    },
    {"code": "ST", "indicator": "CSAT", "score": {"method": "step", "unit": "1", "deduct": "2"}},
    {"code": "TI", "indicator": "CSAT", "score": {"method": "tiers", "bands": [["95", "10"]]}},
    {
        "code": "GR",
        "indicator": "CSAT",
        "score": {"method": "grades", "grades": [{"grade": "A", "value": "95", "points": "10"}]},
    },
]
HEAD = {
    "contract": {
        "code": "C",
        "version": "1",
        "name": "热线",
        "number": "甲-7",
        "client": {"zh": "市局", "en": "The bureau"},
        "effective": {"from": "2026-01-01"},
        "vendors": [{"code": "V", "name": "外包", "aliases": ["外包公司", "V公司"], "share": "60"}],
        "period": {"kind": "settlement", "first_day": "26"},
        "scope": {"project": "HOTLINE"},
        "weighted": "true",
        "grades": [{"grade": "A", "value": "90"}, {"grade": "B", "value": "0"}],
        "relief": {
            "within_working_days": "5",
            "admits": ["remove_cells", "deem_met"],
            "counters": "raw",
            "forecast": {"clauses": ["SL"], "tolerance": "0.1", "source": "client"},
        },
        "total_rule": {"below": "60", "rule": {"of": ["2", "6"]}, "level": "major"},
        "chronic": [{"code": "CH", "clause": "SL", "rule": {"consecutive": "3"}, "any_critical": "false"}],
        "ranking": {"group": "G", "below": "85", "losses": ["5", "10"], "floor": "10", "tie": "SL"},
        "review": {},
        "year": {"combine": "volume", "grades": [{"grade": "优", "value": "95"}]},
    },
    "adjustments": [{"code": "GOOD", "name": "表扬", "points": "0.5", "cap": "2"}],
    "vetoes": [{"code": "LEAK", "name": {"zh": "泄密", "en": "Leak"}, "fee_share": "0.5"}],
    "promises": [{"code": "P", "name": "三声接起", "clause": "SL", "fund": "10000"}],
    "settlement": {
        "fee": {"kind": "per_seat", "amount": "9000", "volume": "headcount_on_duty", "days": "22"},
        "tiers": [["95", "1"], ["0", "0.8"]],
        "tier_rounding": {"stage": "compare"},
        "gates": ["SL"],
        "deductions": [
            {"code": "D1", "clause": "SL", "basis": "gap", "unit": "1", "share": "0.01"},
            {"code": "D2", "basis": "events", "amount": "100"},
        ],
        "credits": {
            "at_risk": {
                "share": "0.12",
                "pool": "2",
                "allocations": [{"clause": "SL", "share": "0.25"}],
                "multipliers": ["1", "2"],
                "root_cause": "highest",
            },
            "service_points": {"clauses": [{"clause": "SL", "bands": [["98", "0"], ["90", "5"]]}]},
            "earn_back": {},
            "claim_days": "10",
            "claim_lapses": "true",
        },
    },
}


def _clause_form(text: str, lang: str) -> None:
    """A script: the form of each clause, and what it gives back though nobody touched it."""
    import json
    from types import SimpleNamespace

    import streamlit as st

    from core.language import use_resolver
    from services.contracts.draft_edits import clauses_of
    from ui.contracts import draft_clause

    body = json.loads(text)
    use_resolver(lambda: lang)
    for clause in clauses_of(body):
        draft = SimpleNamespace(body=body)
        _, after = draft_clause._typed(draft, clause["code"], clause, f"k-{clause['code']}")
        st.session_state[f"after-{clause['code']}"] = after


def _head_form(text: str, lang: str) -> None:
    import json

    import streamlit as st

    from core.language import use_resolver
    from services.contracts.term_fields import contract, money
    from sla.contract_file.layout import FILE
    from ui.contracts.term_form import TermForm

    use_resolver(lambda: lang)
    form = TermForm(FILE, json.loads(text), "k", {"clause": {}, "count": {}, "project": {}})
    for section in (*contract.SECTIONS, *money.SECTIONS):
        form.section(section)
    st.session_state["after"] = form.record


@pytest.mark.parametrize("lang", LANGS)
def test_a_clause_nobody_touches_stays_word_for_word(lang, monkeypatch):
    monkeypatch.setattr(draft_cache, "offers", lambda body: {"site": {}, "clause": {}, "indicator": {}})
    body = {**HEAD, "clauses": [RICH, *TERSE]}
    app = AppTest.from_function(_clause_form, args=(json.dumps(body), lang), default_timeout=60).run()
    assert not app.exception
    for clause in body["clauses"]:
        assert app.session_state[f"after-{clause['code']}"] == body, clause["code"]


@pytest.mark.parametrize("name", [*READY_MADE, "sample"])
def test_the_settings_of_a_contract_nobody_touches_stay_word_for_word(name):
    body = {**HEAD, "clauses": TERSE} if name == "sample" else READY_MADE[name].record
    app = AppTest.from_function(_head_form, args=(json.dumps(body), "zh"), default_timeout=60).run()
    assert not app.exception
    assert app.session_state["after"] == body


def test_what_a_draft_says_goes_out_as_yaml_and_comes_in_again():
    body = {**HEAD, "clauses": [RICH]}
    assert body_of(record_to_yaml(body).encode(), "draft.yaml") == body


@pytest.fixture
def draft(house):
    return contract_drafts.start_version(house, person(house), "ANDA-2025", "1")


@pytest.fixture
def house(tmp_path, monkeypatch):
    found = opened(tmp_path, monkeypatch, "anda_shop", "yunhe_hotline")
    come_in(found, "anda_2026-09_daily.csv")
    return found


def field(app, label: str, kind: str = "text_input"):
    """The first field of that label."""
    return next(each for each in getattr(app, kind) if each.label == label)


def saved(house, draft):
    return contract_drafts.draft(house, person(house), draft.id).body


@pytest.mark.parametrize(
    ("lang", "labels"),
    [
        ("zh", ("时段", "星期", "考核窗口", "启动期各月目标", "样本检验", "保存")),
        ("en", ("Hours", "Weekdays", "Window", "Targets of the first months",
                "Test of the sample", "Save")),
    ],
)  # fmt: skip
def test_terms_that_only_a_file_could_say_are_typed_into_the_form(house, draft, lang, labels):
    hours, weekdays, window, ramp, sample, save = labels
    app = visit(CONTRACTS, person(house), lang, tab="draft", record=draft.id, clause="CSAT")
    field(app, hours).set_value("08:00-20:00").run()
    next(each for each in app.text_input if each.key.endswith("hours-weekend")).set_value("closed").run()
    field(app, weekdays, "multiselect").set_value(["1", "2"]).run()
    field(app, window, "selectbox").set_value("quarter").run()
    field(app, ramp).set_value("80, 85").run()
    field(app, sample, "selectbox").set_value("wilson").run()
    assert well(app)
    button(app, save).click().run()
    assert well(app)
    clause = clause_of(saved(house, draft), "CSAT")
    said = {key: clause.get(key) for key in ("hours", "weekdays", "window", "ramp", "sample")}
    assert said == {
        "hours": {"weekdays": "08:00-20:00", "weekend": "closed"},
        "weekdays": ["1", "2"],
        "window": "quarter",
        "ramp": {"targets": ["80", "85"]} | (said["ramp"] or {}),
        "sample": {"method": "wilson"},
    }


def test_what_is_wrong_with_a_term_stands_by_its_field(house, draft):
    app = visit(CONTRACTS, person(house), "zh", tab="draft", record=draft.id, clause="CSAT")
    field(app, "起评量").set_value("many").run()
    told = [each.value for each in app.markdown if each.value.startswith(":red[")]
    assert len(told) == 1 and "many" in told[0]
    field(app, "起评量").set_value("30").run()
    assert not [each for each in app.markdown if each.value.startswith(":red[")]


def test_a_veto_a_promise_and_a_trigger_are_added_and_one_taken_away_again(house, draft):
    app = visit(CONTRACTS, person(house), "zh", tab="draft", record=draft.id, clause="contract")
    assert well(app)
    for path in ("vetoes", "promises", "vetoes"):
        next(each for each in app.button if each.key.endswith(f"{path}-add")).click().run()
    next(each for each in app.text_input if each.key.endswith("vetoes-0-name-zh")).set_value("泄密").run()
    next(each for each in app.button if each.key.endswith("vetoes-1-remove")).click().run()
    promised = next(each for each in app.text_input if each.key.endswith("promises-0-name-zh"))
    promised.set_value("三声之内接起").run()
    assert well(app)
    button(app, "保存").click().run()
    body = saved(house, draft)
    assert body["vetoes"] == [{"code": "VETO-1", "name": "泄密"}]
    assert body["promises"] == [{"code": "PROMISE-1", "name": "三声之内接起"}]
    assert {**body, "vetoes": None, "promises": None} == {**draft.body, "vetoes": None, "promises": None}


def test_a_row_that_was_not_saved_is_gone_when_the_form_is_opened_again(house, draft):
    app = visit(CONTRACTS, person(house), "zh", tab="draft", record=draft.id, clause="contract")
    next(each for each in app.button if each.key.endswith("vetoes-add")).click().run()
    button(app, "返回草稿").click().run()
    button(app, "合同信息、期限与费用").click().run()
    assert well(app) and not [each for each in app.text_input if "vetoes-0" in (each.key or "")]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUDITOR])
def test_who_may_not_manage_sees_none_of_the_forms(house, draft, role):
    app = visit(CONTRACTS, person(house, role), "en", tab="draft", record=draft.id, clause="contract")
    assert well(app) and not app.text_input
