"""Chronic triggers: reached, or one miss away, counted as the contract says."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.text import Text
from core.verdict import Verdict
from sla.follow_up.chronic import AT_CAP, triggers
from sla.follow_up.misses import MonthVerdict
from sla.load import contract_of, contract_to_yaml, load_contracts
from sla.terms.indicator import Unit

WORDS = {"x": Verdict.MISSED, "o": Verdict.MET, "~": Verdict.BELOW_TARGET, "-": Verdict.NO_VOLUME}
FILE = """
contract:
  {{code: C, version: 1, effective: {{from: 2026-01-01}}, vendors: [{{code: V}}], chronic: [{trigger}]}}
clauses:
  - {{code: SL, indicator: SL, target: 80, layer: critical{rounding}}}
  - {{code: ABN, indicator: ABANDON_RATE, target: 5, layer: critical}}
  - {{code: QA, indicator: QA_PASS, target: 90, layer: key}}
"""


def contract_with(trigger, rounding=""):
    [contract], _, findings = load_contracts(FILE.format(trigger=trigger, rounding=rounding), "c.yaml")
    assert not findings, [finding.sentence("en") for finding in findings]
    return contract


def row(signs):
    """x missed, o met, ~ below target, - no volume; from January on. A month in capitals is not over."""
    return [
        MonthVerdict(f"2026-{at:02}", WORDS[sign.lower()], in_progress=sign.isupper())
        for at, sign in enumerate(signs, 1)
    ]


def standing(trigger, value=None, rounding="", **signs):
    months = {code: row(each) for code, each in signs.items()}
    values = dict.fromkeys(signs, (value, Unit.PERCENT))
    [found] = triggers(contract_with(trigger, rounding), months, values)
    return found


@pytest.mark.parametrize(
    ("rule", "signs", "state", "months"),
    [
        ("consecutive: 2", "xx", "triggered", "01 02"),
        ("consecutive: 2", "ox", "near", "02"),
        ("consecutive: 2", "xo", "clear", "01"),
        ("consecutive: 2", "x-x", "triggered", "01 03"),  # silence neither counts nor resets
        ("consecutive: 2, gaps: reset", "x-x", "near", "01 03"),
        ("consecutive: 2", "xX", "near", "01"),  # a month that is not over is only looked at
        ("consecutive: 3, of: [5, 12]", "xoxoxox", "near", "01 03 05 07"),
        ("consecutive: 3, of: [5, 12]", "xoxoxoxox", "triggered", "01 03 05 07 09"),
        ("of: [2, 3]", "xoox", "near", "04"),  # the first has left the three months
        ("consecutive: 1", "o", "clear", ""),  # one miss away from the start: nothing to tell
        ("consecutive: 2", "~~", "clear", ""),
    ],
)
def test_missed_months_of_a_clause(rule, signs, state, months):
    found = standing(f"{{code: RUN, clause: SL, rule: {{{rule}}}}}", SL=signs)
    assert (found.state, " ".join(month[-2:] for month in found.months)) == (state, months)


@pytest.mark.parametrize(
    ("sl", "abn", "state"),
    [("xo", "ox", "triggered"), ("x-", "-x", "triggered"), ("oo", "ox", "near"), ("--", "--", "clear")],
)
def test_any_critical_clause_makes_the_month_a_missed_one(sl, abn, state):
    trigger = "{code: ANY, any_critical: true, rule: {consecutive: 2}}"
    assert standing(trigger, SL=sl, ABN=abn, QA="xx").state == state


@pytest.mark.parametrize(
    ("clause", "below", "value", "rounding", "state"),
    [
        ("SL", 60, "59.99", "", "triggered"),
        ("SL", 60, "60", "", "clear"),
        ("SL", 60, "59.99", ", rounding: {stage: compare, digits: 1}", "clear"),
        ("ABN", 10, "10.01", "", "triggered"),  # less is better: worse lies above
        ("ABN", 10, "9", "", "clear"),
    ],
)
def test_a_single_month_worse_than_the_critical_floor(clause, below, value, rounding, state):
    trigger = f"{{code: RED, clause: {clause}, below: {below}}}"
    assert standing(trigger, Fraction(value), rounding, **{clause: "ox"}).state == state


AT_RISK = """
settlement:
  fee: {kind: monthly, amount: 100000}
  credits: {at_risk: {share: 0.1, allocations: [{clause: SL, share: 2}]}}
"""


@pytest.mark.parametrize(
    ("rule", "signs", "state", "said"),
    [
        (
            "consecutive: 2",
            "oxx",
            "triggered",
            "抵扣封顶：已触发，服务抵扣达到风险金额的月份 2026-02、2026-03。"
            "合同规定：连续2个月抵扣达到风险金额。",
        ),
        (
            "of: [2, 3]",
            "oxo",
            "near",
            "抵扣封顶：再有一个月抵扣达到风险金额即触发（已有：2026-02）。"
            "合同规定：3个考核月内2个月抵扣达到风险金额。",
        ),
        ("of: [2, 3]", "xooo", "clear", None),
    ],
)
def test_months_at_the_cap_of_their_credits(rule, signs, state, said):
    trigger = f"{{code: CAP, name: {{zh: 抵扣封顶, en: At the cap}}, at_cap: true, rule: {{{rule}}}}}"
    [contract], _, findings = load_contracts(FILE.format(trigger=trigger, rounding="") + AT_RISK, "c.yaml")
    assert not findings and contract_of(contract_to_yaml(contract)) == contract
    [found] = triggers(contract, {AT_CAP: row(signs)}, {})
    assert (found.state, found.words and found.words.zh) == (state, said)


@pytest.mark.parametrize(
    ("trigger", "money", "code"),
    [
        ("at_cap: true, rule: {consecutive: 2}", "", "contract_chronic_whose"),  # nothing is at risk
        ("at_cap: true, clause: SL, rule: {consecutive: 2}", AT_RISK, "contract_chronic_whose"),
        ("at_cap: true, rule: {consecutive: 2}, below: 60", AT_RISK, "contract_chronic_floor"),
    ],
)
def test_a_trigger_on_the_cap_needs_an_amount_at_risk_and_nothing_else(trigger, money, code):
    _, _, findings = load_contracts(FILE.format(trigger=f"{{code: CAP, {trigger}}}", rounding="") + money)
    assert [finding.code for finding in findings] == [code]


def test_a_clause_nobody_has_judged_yet_is_clear():
    assert standing("{code: RED, clause: SL, below: 60, rule: {consecutive: 2}}", QA="x").state == "clear"


@pytest.mark.parametrize(
    ("trigger", "value", "signs", "said"),
    [
        (
            "rule: {consecutive: 2}",
            None,
            "xx",
            Text(
                "长期未达标：已触发，未达标月份 2026-01、2026-02。合同规定：连续2个月未达标。",
                "Chronic: triggered, missed in 2026-01, 2026-02. The contract's rule: 2 misses in a row.",
            ),
        ),
        (
            "rule: {consecutive: 2}",
            None,
            "x",
            Text(
                "长期未达标：再有一个月未达标即触发（已未达标：2026-01）。合同规定：连续2个月未达标。",
                "Chronic: one more missed month triggers it (missed so far: 2026-01). "
                "The contract's rule: 2 misses in a row.",
            ),
        ),
        (
            "below: 60, level: serious",
            Fraction(59),
            "x",
            Text(
                "长期未达标：2026-01 实绩 59%，劣于单月红线，已触发（较重违约）。",
                "Chronic: 59 % in 2026-01 is worse than the critical floor: triggered (serious breach).",
            ),
        ),
        ("rule: {consecutive: 2}", None, "o", None),
    ],
)
def test_what_is_said(trigger, value, signs, said):
    name = "name: {zh: 长期未达标, en: Chronic}"
    assert standing(f"{{code: RUN, {name}, clause: SL, {trigger}}}", value, SL=signs).words == said
