"""From audits to the workbook: calls drawn, heard and scored; a month judged, closed, read back from Excel.

One house, one October: what the workbook says is what the receipts of the calls add up to, and what whoever
has the call list can reckon by hand.
"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest

from core.month import MonthState
from core.period import calendar_month
from core.principal import Role
from core.rounding import rounded
from core.text import Text
from core.verdict import Verdict
from qa.form.load import shipped_forms
from qa.sampling.strata import Dimension
from qa.scoring.answers import Answer
from services.audits.spot_check import CallDraft, log_call, receipt_of
from services.contracts.contracts import load_contract
from services.desk.sample_audits import sample_result
from services.forms.form_drafts import publish, start_shipped
from services.judging.assess_month import assess, current
from services.judging.disputes import contested
from services.judging.rebuild import rebuild
from services.known.people import add_person
from services.months.month import set_state
from services.reports.import_report import commit, stage
from services.results.clause_notes import judged_words
from services.sampling.sample_lines import sample
from services.sampling.sampling import MoreOften, SampleWish, draw_sample
from services.workbooks.export_month import export
from sla.rules import PRESENT, RULES
from sla.terms.review import ScoredOn
from store.records import MonthPaperRecord, PaperKind, SamplePurpose
from tests.drawn_call import draft_of
from tests.reports_example import choice, line_house
from tests.rules_house import under

LABEL, CODE = "2026-10", "HEARD-2026"
HEAD = "通话流水号,来电时间,主叫号码,技能组,工号,应答时间,挂机时间,通话结果"
FORMS = {form.code: form for form in shipped_forms()}
CONTRACT = f"""
contract:
  code: {CODE}
  version: '1'
  name: {{zh: 抽检合同, en: Contract on audits}}
  effective: {{from: 2026-01-01, to: 2026-12-31}}
  vendors: [{{code: YUNHE, name: {{zh: 云禾客服, en: Yunhe Service}}}}]
clauses:
  - {{code: PASS, indicator: QA_PASS, source: audits, target: 80, weight: 30, score: {{method: full_or_zero}},
     sample: {{method: wilson, adequate: 5}}}}
  - {{code: MEAN, indicator: QA_AVG, source: audits, target: 85, weight: 20, score: {{method: full_or_zero}}}}
  - {{code: POOLED, indicator: QA_AVG, variant: AVG-2, source: audits, target: 85}}
  - {{code: ZERO-FLAW, indicator: FLAWLESS_RATE, source: audits, target: 50, weight: 10,
     score: {{method: full_or_zero}}}}
  - {{code: COMPLIANCE, indicator: COMPLIANCE_ACC, source: audits, target: 98, weight: 20,
     score: {{method: full_or_zero}}}}
  - {{code: FATAL, indicator: CRITICAL_RATE, source: audits, comparison: '<=', target: 2}}
  - {{code: DIALTEST, indicator: MYSTERY_PASS, variant: MYS-2, source: audits, target: 50, weight: 20,
     score: {{method: full_or_zero}}}}
  - {{code: ANSWERS, indicator: INFO_ACC, source: audits, target: 75}}
  - {{code: COVERAGE, indicator: QA_COVERAGE, source: audits, target: 10}}
settlement:
  fee: {{kind: monthly, amount: 100000}}
  tiers: [[90, 1], [0, 0.9]]
  cap_share: 0.2
"""
FULL = {item.code: Answer("full") for _, item in FORMS["F1"].items()}
NOT_ASKED = {"IDENTITY": Answer(not_applicable=True)}
#: Half of each draw: (what the night's and the day's calls were answered with, in turn).
AT_NIGHT = FULL | {"IDENTITY": Answer("none"), "ACCURACY": Answer("none")}
NIGHT = MoreOften(Dimension.DAYPART, "night", Fraction(9))


def listed():
    """120 answered calls of October: 12 at night, 108 by day, of six agents."""
    rows = []
    for i in range(120):
        at = f"2026-10-{1 + i % 25:02d} {23 if i % 10 == 0 else 9 + i % 8:02d}:{i % 60:02d}"
        rows.append(f"C{i:04d},{at}:05,1380000{i:04d},STD,00{i % 6:02d},{at}:15,{at}:55,接通")
    return "\n".join([HEAD, *rows]) + "\n"


def _hear(house, who, line, answers, **more):
    draft = draft_of(line, "F1")
    return log_call(house, who, replace(draft, answers=answers, contract=CODE, **more)).record


def _dial(house, who, number, **answers):
    """A mystery call on the form of china 5; the third reaches nobody."""
    form = FORMS["M1"]
    best = {
        item.code: Answer(max(item.choices, key=lambda each: each.points).code) for _, item in form.items()
    }
    draft = CallDraft(
        vendor="YUNHE", form="M1", at=datetime(2026, 10, 5 + number, 3, tzinfo=UTC), kind=form.kind,
        wait_s=10, answers=best | answers, recording=f"M{number}", token=f"m{number}", dialled="10000",
        contract=CODE,
    )  # fmt: skip
    return log_call(house, who, draft).record


@pytest.fixture(scope="module")
def heard(tmp_path_factory):
    """The house with what was heard: the night three times as often as its share, all of it failed."""
    house, who = line_house(tmp_path_factory.mktemp("chain") / "data")
    load_contract(house, who, CONTRACT, "heard.yaml")
    for code in ("F1", "M1"):
        draft = start_shipped(house, who, code)
        publish(house, who, draft.id, draft.version)
    staged = stage(house, who, "通话清单.csv", listed().encode(), choice(LABEL))
    commit(house, who, staged.file.id)
    wish = SampleWish(
        "YUNHE", calendar_month(2026, 10), 12, dimensions=(Dimension.DAYPART,), more_often=[NIGHT], seed="10"
    )
    drawn = draw_sample(house, who, wish)
    view = sample(house, who, drawn.id)
    by_day = 0
    for line in view.to_hear:
        night = view.part_of(line).stratum == ("night",)
        by_day += not night
        # By day one in two calls asks for no identity, and one has a flaw.
        small = {"VOICE": Answer("partial")} if by_day == 1 else {}
        _hear(house, who, line, AT_NIGHT if night else FULL | (NOT_ASKED if by_day % 2 else {}) | small)
    picked = SampleWish(
        "YUNHE", calendar_month(2026, 10), 3, purpose=SamplePurpose.TARGETED, reason="新坐席",
        only={"agent": "0003"}, seed="11",
    )  # fmt: skip
    for line in sample(house, who, draw_sample(house, who, picked).id).to_hear:
        _hear(house, who, line, AT_NIGHT)
    _dial(house, who, 0)
    _dial(house, who, 1, Q1=Answer("none"))
    yield house, who, drawn
    house.close()


def of(house, who, rules=PRESENT):
    lines, points, _ = under(house, who, rules, LABEL, CODE)
    return {line.clause.code: line for line in lines}, points


def receipts(house, who, kind):
    """(audit, receipt) of everything that may feed a clause."""
    with house.database.read(who) as uow:
        audits = [a for a in uow.audits.all() if a.kind == kind and a.sample_type in (None, "random")]
    return [(audit, receipt_of(house, who, audit)) for audit in audits]


def test_each_stratum_weighs_as_many_calls_as_it_has(heard):
    """All 6 of the night failed, all 6 by day passed: 108 of 120 calls, where the audits alone say half."""
    house, who, drawn = heard
    line = of(house, who)[0]["PASS"]
    page = sample_result(house, who, drawn.id)
    assert (line.judgement.value, line.judgement.verdict) == (90, Verdict.MET)
    assert line.judgement.value == 100 * page.passed.share
    assert (line.judgement.numerator, line.judgement.denominator) == (6, 12)
    words = " ".join(word.zh for word in judged_words(line))
    assert "夜间（22–8点）：话务量 12、抽检 6、0/6" in words and "不加权 50" in words
    # The interval is that of the sample's own page, of as many independent calls as the audits are worth.
    low = f"{100 * page.passed.low:.2f}"
    assert f"95% 置信区间 {low}" in words
    assert line.judgement.sample.weighed == (page.passed.share, page.passed.n_effective)


def test_before_version_5_small_strata_spoke_too_loudly(heard):
    house, who, _ = heard
    line = of(house, who, RULES["4"])[0]["PASS"]
    assert (line.judgement.value, line.judgement.verdict) == (50, Verdict.MISSED)


def test_while_it_is_objected_to_a_weighed_figure_shows_no_sum_that_does_not_hold(heard):
    """6 of 12 are not 90 %: the figure is said to be no plain ratio; one that is shows its sum."""
    house, who, _ = heard
    lines, _ = of(house, who)
    paper = MonthPaperRecord(
        contract=CODE, vendor="YUNHE", period=LABEL, edition=1, kind=PaperKind.OBJECTION,
        day=date(2026, 11, 3), given_by="云禾", recorded_by="", recorded_at=datetime(2026, 11, 3, tzinfo=UTC),
    )  # fmt: skip
    said = {
        code: contested(lines[code], lines[code], ScoredOn.VENDOR, paper, lines[code].judgement)
        for code in ("PASS", "DIALTEST")
    }
    assert said["PASS"].judgement.steps[1] == Text(
        "不计争议时 90%（并非单纯的分子÷分母）：达标",
        "Without the objection 90 % (not plainly one count over another): met",
    )
    assert said["DIALTEST"].judgement.steps[1].en == "Without the objection 2 ÷ 2 = 100 %: met"


def test_the_month_is_what_the_receipts_of_its_calls_say(heard):
    """Every clause reckoned once more from the receipts alone, weights and all; picked calls are in none."""
    house, who, drawn = heard
    lines, _ = of(house, who)
    listened, dialled = receipts(house, who, "listening"), receipts(house, who, "mystery")
    view = sample(house, who, drawn.id)
    at = {line.id: line.stratum for line in view.to_hear}
    n = Counter(at[audit.sample] for audit, _ in listened)
    weight = {
        audit.id: Fraction(view.parts[at[audit.sample]].volume, n[at[audit.sample]]) for audit, _ in listened
    }

    def rate(top, below=lambda _: 1):
        found = [(weight[audit.id], receipt) for audit, receipt in listened]
        return 100 * Fraction(sum(w * top(r) for w, r in found)) / sum(w * below(r) for w, r in found)

    asked = [receipt.item("IDENTITY").left_out is None for _, receipt in listened]
    assert (len(listened), sum(asked)) == (12, 9)
    expected = {
        "PASS": rate(lambda r: bool(r.passed)),
        # A score is kept to the thousandth of a point.
        "MEAN": rate(lambda r: Fraction(rounded(r.total, 3)) / 100),
        "ZERO-FLAW": rate(lambda r: r.flawless),
        "COMPLIANCE": rate(
            lambda r: r.item("IDENTITY").left_out is None and r.item("IDENTITY").earned == 10,
            lambda r: r.item("IDENTITY").left_out is None,
        ),
        "FATAL": rate(lambda r: bool(r.fatal)),
        # Twelve of the 120 calls the vendor's list tells; picked calls are no monitoring of the whole.
        "COVERAGE": Fraction(100 * len(listened), 120),
        "DIALTEST": 100 * Fraction(sum(bool(r.passed) for _, r in dialled), len(dialled)),
        "ANSWERS": 100
        * Fraction(sum(r.questions_correct for _, r in dialled), sum(r.questions_asked for _, r in dialled)),
        "POOLED": rate(
            lambda r: sum(i.earned for i in r.items) if r.total else 0,
            lambda r: sum(i.applicable for i in r.items),
        ),
    }
    assert {code: line.judgement.value for code, line in lines.items()} == expected
    assert lines["COMPLIANCE"].judgement.n == 9


def test_audits_clause_scorecard_and_workbook_say_the_same(heard):
    house, who, _ = heard
    assess(house, who, [LABEL])
    boss = add_person(house, "赵总", Role.APPROVER)
    month = current(house, who, CODE, LABEL)
    lines, points = of(house, who)
    assert month.score == points.score and month.settled == points.payable
    set_state(house, boss, CODE, LABEL, MonthState.FINAL, run_id=month.run_id)
    assert rebuild(house, who, CODE, LABEL).is_same
    for lang, head in (("zh", "指标"), ("en", "Indicator")):
        _, data = export(house, who, CODE, LABEL, lang)
        book = openpyxl.load_workbook(BytesIO(data), data_only=True)
        rows = _table(book.worksheets[0], head)
        for code, line in lines.items():
            row = rows[code]
            shown = float(line.judgement.value)
            result = row["实际值" if lang == "zh" else "Result"]
            assert abs(result * (100 if line.formula.unit.value == "percent" else 1) - shown) < 1e-6
        everything = " ".join(
            str(cell.value) for ws in book for r in ws.iter_rows() for cell in r if cell.value
        )
        assert str(month.score.total) in everything.replace(",", "")
        assert ("不加权 50" if lang == "zh" else "unweighted 50") in everything


def _table(sheet, head):
    """Clause code → its row by heading."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(i for i, row in enumerate(rows) if head in row)
    heads = rows[at]
    code = heads.index("条款") if "条款" in heads else heads.index("Clause")
    return {row[code]: dict(zip(heads, row, strict=True)) for row in rows[at + 1 :] if row[code]}
