"""The contract template: what is written comes back equal, what is wrong is named with its cell."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.finding import Finding
from exports.contract_template import template
from exports.contract_template_read import read_template
from exports.template_choices import COMPARISONS
from exports.template_fields import ADJUSTMENTS, CLAUSES, VENDORS
from exports.template_header import HEADER
from exports.template_words import in_template_words
from services.contracts.term_fields.settings import settings
from sla.catalogue.ready_made import READY_MADE
from sla.contract_file.node import plain_node
from sla.contract_file.plain import contract_as_dict
from sla.load import catalogue, load_contracts, read_contracts
from sla.terms.contract import Clause, Contract
from sla.terms.indicator import formula, formula_text

SAMPLES = Path(__file__).resolve().parent.parent / "sample_data" / "contracts"
MADE = datetime(2026, 1, 1)


#: What a person types from the contract: the examples themselves hold no money (E1, E2).
MONEY = {
    "telecom": {
        "fee": {"kind": "per_call", "amount": "0.85", "volume": "valid_calls"},
        "tiers": [["95", "1.03"], ["90", "1"], ["85", "0.97"], ["80", "0.93"], ["0", "0.88"]],
    },
    "hotline": {
        "fee": {"kind": "seat_month", "amount": "1684500", "months": "7"},
        "tiers": [["95", "1"], ["90", "0.98"], ["85", "0.95"], ["80", "0.9"], ["0", "0.8"]],
    },
}


def _written(lang: str, contract: dict[str, Any] | None = None) -> bytes:
    return template(lang, catalogue(), MADE, contract, settings())  # type: ignore[arg-type]


def _read(content: bytes) -> tuple[list[Contract], list[Finding]]:
    node, findings = read_template(content, "合同.xlsx", catalogue(), settings())
    contracts, _, more = read_contracts(node) if node else ([], [], [])
    return contracts, in_template_words([*findings, *more], settings())


def _changed(cells: dict[tuple[str, str], Any], lang: str = "zh", percent: tuple[str, ...] = ()) -> bytes:
    """The hotline's template, nothing said of money, with some cells written over."""
    record = {key: said for key, said in READY_MADE["hotline"].record.items() if key != "settlement"}
    book = openpyxl.load_workbook(io.BytesIO(_written(lang, record)))
    for (sheet, place), value in cells.items():
        book[sheet][place] = value
        if place in percent:
            book[sheet][place].number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _column(zh: str) -> str:
    index = next(i for i, field in enumerate(CLAUSES, start=1) if field.label.zh == zh)
    return openpyxl.utils.get_column_letter(index)


def _contract(**changes: Any) -> Contract:
    file = {**READY_MADE["telecom"].record, **changes}
    contracts, _, findings = read_contracts(plain_node(file))
    assert not [finding for finding in findings if finding.severity == "blocks"], findings
    return contracts[0]


RICH = [
    {
        "code": "AHT",
        "name": {"zh": "均长", "en": "AHT"},
        "indicator": "AHT",
        "target": ["180", "220"],
        "comparison": "between",
        "hours": ["8", "20"],
        "weekdays": ["1", "2"],
        "scope": {"channel": "VOICE"},
        "rounding": {"stage": "compare", "digits": "1", "mode": "half_up"},
    },
    {
        "code": "SL",
        "name": "SL",
        "indicator": "SL",
        "variant": "SL-2",
        "params": {"threshold_s": "30", "short_s": "10", "inclusive": "false"},
        "target": "80.125",
        "minimum": "75",
        "volume_floor": "100",
        "breach_rule": {"consecutive": "2", "gaps": "reset"},
        "breach_level": "serious",
        "source": "client",
        "weight": "100",
        "score": {
            "method": "linear",
            "points": [["75", "0"], ["80", "100"]],
            "cap_if": {
                "indicator": "SL",
                "variant": "SL-5",
                "params": {"threshold_s": "60"},
                "below": "70",
                "cap": "60",
            },
        },
    },
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", list(READY_MADE))
def test_an_example_written_and_read_is_the_same_contract(name: str, lang: str) -> None:
    contracts, findings = _read(_written(lang, READY_MADE[name].record))
    assert findings == []
    assert contracts == read_contracts(plain_node(READY_MADE[name].record))[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_copy_of_a_contract_keeps_what_has_no_column_of_its_own(lang: str) -> None:
    """Hours, weekdays, rounding, a cap's own parameters, vetoes, gates: as further terms."""
    settlement = {**MONEY["telecom"], "gates": ["SL"], "cap_share": "0.2"}
    head = {**READY_MADE["telecom"].record["contract"], "period": {"kind": "settlement", "first_day": "26"}}
    vetoes = [{"code": "LEAK", "name": {"zh": "泄露信息", "en": "Data leak"}}]
    contract = _contract(contract=head, clauses=RICH, settlement=settlement, vetoes=vetoes)
    contracts, findings = _read(_written(lang, contract_as_dict(contract)))
    assert (contracts, [f for f in findings if f.severity == "blocks"]) == ([contract], [])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_list_of_choices_fits_into_a_cell_s_list(lang: str) -> None:
    """Excel takes 255 characters with the commas between them, and parts a choice at its own comma."""
    lists = {
        field.label.en: [words.in_(lang) for words in field.choices.values()]
        for field in (*HEADER, *VENDORS, *CLAUSES, *ADJUSTMENTS)
        if field.choices
    }
    assert {name: len(",".join(words)) for name, words in lists.items() if len(",".join(words)) > 255} == {}
    assert [name for name, words in lists.items() if any("," in word for word in words)] == []


def test_months_sites_and_triggers_without_a_column_come_back_as_they_went_out() -> None:
    clauses = [
        {
            "code": "SL",
            "indicator": "SL",
            "target": "80",
            "window": "quarter_end",
            "aggregate": "weighted",
            "site_weights": {"NJ": "60", "HZ": "40"},
        },
        {"code": "ABN", "indicator": "ABANDON_RATE", "target": "5", "window": "rolling_7"},
        {"code": "ANS", "indicator": "ANSWER_RATE", "target": "90", "cut_month": "by_day"},
    ]
    risk = {"at_risk": {"share": "0.1", "allocations": [{"clause": "SL", "share": "0.5"}]}}
    settlement = {"fee": {"kind": "monthly", "amount": "100"}, "credits": risk}
    chronic = [{"code": "CAP", "at_cap": "true", "rule": {"of": ["3", "12"]}}]
    head = {**READY_MADE["telecom"].record["contract"], "cut_month": "most_days", "chronic": chronic}
    contract = _contract(contract=head, clauses=clauses, settlement=settlement)
    for lang in ("zh", "en"):
        assert _read(_written(lang, contract_as_dict(contract)))[0] == [contract]


def test_e2_s_contract_total_and_tiers_survive_to_the_cent() -> None:
    [contract], _ = _read(_written("zh", {**READY_MADE["hotline"].record, "settlement": MONEY["hotline"]}))
    assert contract.settlement is not None
    assert contract.settlement.fee.amount == 1_684_500
    assert [str(tier.coefficient) for tier in contract.settlement.tiers] == [
        "1",
        "49/50",
        "19/20",
        "9/10",
        "4/5",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", list(READY_MADE))
def test_a_ready_template_has_no_price_in_it_and_says_so(name: str, lang: str) -> None:
    content = _written(lang, READY_MADE[name].record)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = {row[0].value: row for row in sheet.iter_rows(max_col=3)}
    kind, amount = (
        next(field for field in HEADER if field.path == ("settlement", "fee", key))
        for key in ("kind", "amount")
    )
    assert rows[getattr(amount.label, lang)][1].value == 0
    assert {"zh": "金额不预填", "en": "No money is filled in"}[lang] in rows[getattr(kind.label, lang)][
        2
    ].value
    contracts, _ = _read(content)
    for contract in contracts:
        assert contract.settlement and contract.settlement.fee.amount == 0
        assert [each.amount for each in contract.settlement.deductions if each.amount is not None] == []


@pytest.mark.parametrize("name", list(READY_MADE))
def test_a_ready_template_says_every_definition_comparison_and_source(name: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(_written("zh", READY_MADE[name].record)))["考核条款"]
    for row, clause in enumerate(READY_MADE[name].record["clauses"], start=2):
        filled = [sheet[f"{_column(label)}{row}"].value for label in ("口径", "比较", "数据来源")]
        assert all(filled), clause["code"]
        assert filled[0].split()[0] in [v.code for v in catalogue()[clause["indicator"]].variants]
    offered = openpyxl.load_workbook(io.BytesIO(_written("zh")))["选项"]["B"]
    last = len(READY_MADE[name].record["clauses"]) + 2
    assert {sheet[f"{_column('口径')}{row}"].value for row in range(2, last)} <= {
        cell.value for cell in offered
    }


@pytest.mark.parametrize(
    ("name", "demo"), [("hotline", "yunhe_hotline.yaml"), ("telecom", "hengxin_telecom.yaml")]
)
def test_a_ready_template_means_the_same_figures_as_the_demo_s_contract(name: str, demo: str) -> None:
    """Word for word the same formula, so that a first contract of one's own judges like the demo."""
    [ready] = read_contracts(plain_node(READY_MADE[name].record))[0]
    [shown] = load_contracts((SAMPLES / demo).read_text("utf-8"))[0]
    for clause in ready.clauses:
        other = shown.clause(clause.code)
        assert other is not None and _spoken(clause) == _spoken(other), clause.code


def _spoken(clause: Clause) -> tuple[object, ...]:
    said = formula_text(formula(catalogue()[clause.indicator], clause.variant, clause.params))
    return said, clause.comparison


TYPED = [
    # what a person types into 目标值, the target that is meant
    (95, "95"),
    (95.5, "191/2"),
    ("95%", "95"),
    ("９５", "95"),  # full-width digits
    ("≥95", "95"),
    (0.995, "199/200"),  # no percent format: the number itself, and nothing is guessed
]


@pytest.mark.parametrize(("typed", "target"), TYPED)
def test_targets_are_read_as_people_type_them(typed: object, target: str) -> None:
    [contract], _ = _read(_changed({("考核条款", f"{_column('目标值')}2"): typed}))
    assert str(contract.clauses[0].target) == target


def test_a_percent_cell_is_read_as_the_percentage_it_shows() -> None:
    place = f"{_column('目标值')}2"
    [contract], _ = _read(_changed({("考核条款", place): 0.945}, percent=(place,)))
    assert str(contract.clauses[0].target) == "189/2"


@pytest.mark.parametrize("typed", [date(2026, 3, 1), "2026-03-01", "2026/3/1", "2026年3月1日"])
def test_dates_are_read_as_people_write_them(typed: object) -> None:
    row = next(i for i, field in enumerate(HEADER, start=1) if field.label.zh == "生效日期")
    [contract], _ = _read(_changed({("合同信息", f"B{row}"): typed}))
    assert contract.effective.start == date(2026, 3, 1)


def test_an_indicator_may_be_chosen_by_its_name_alone_and_a_clause_without_a_code_takes_its() -> None:
    cells = {("考核条款", "A2"): None, ("考核条款", f"{_column('指标')}2"): "接通率"}
    [contract], _ = _read(_changed(cells))
    assert (contract.clauses[0].code, contract.clauses[0].indicator) == ("ANSWER_RATE", "ANSWER_RATE")


TROUBLE = [
    # column, what stands there, finding
    ("计分办法", "看情况", "template_scoring_unknown"),
    ("计分办法", "每低1个百分点扣2分", "template_partial_assumed"),
    ("扣分单位", "0.5个百分点", "template_step_differs"),
    ("目标值", "九十五", "contract_bad_number"),
    ("权重", "二十", "contract_bad_number"),
    ("指标", "接通那啥", "contract_bad_code"),
    ("指标", "NOTHING", "contract_unknown_indicator"),
    ("口径", "SL-99 没有", "contract_unknown_variant"),
    ("比较", "大概", "contract_bad_choice"),
    ("数据来源", "听说", "contract_bad_choice"),
    ("条款代码", "接通率", "contract_bad_code"),
]


@pytest.mark.parametrize(("column", "value", "code"), TROUBLE)
def test_what_is_wrong_is_named_with_its_cell(column: str, value: str, code: str) -> None:
    place = f"{_column(column)}2"
    _, findings = _read(_changed({("考核条款", place): value}))
    finding = next(finding for finding in findings if finding.code == code)
    assert (finding.place.file, finding.place.in_("zh")) == ("合同.xlsx", f"考核条款!{place}")
    assert place in finding.sentence("zh") and place in finding.sentence("en")


WORDS = [
    # sheet, column, what stands there, how the trouble is called in either language
    ("考核条款", "目标值", "九十五", ("目标值",), ("Target",)),
    ("考核条款", "权重", "二十", ("权重",), ("Weight",)),
    ("考核条款", "时限（秒）", "很快", ("时限（秒）",), ("Threshold (s)",)),
    ("考核条款", "比较", "大概", ("比较", "≥、≤、＞、＜、介于"), ("Comparison", "≥, ≤, >, <, between")),
    ("考核条款", "数据来源", "培训记录", ("培训记录",), ("training records",)),
    ("考核条款", "违约等级", "很重", ("违约等级", "一般、较重、重大"), ("minor, serious, major",)),
    ("考核条款", "连续几个月未达标算违约", "两", ("连续几个月未达标算违约",), ("Misses in a row",)),
    ("考核条款", "指标", None, ("没有填写“指标”",), ("“Indicator” is not filled in",)),
    ("外包商", "外包商代码", "云和", ("外包商代码",), ("Vendor code",)),
    ("外包商", "外包商代码", None, ("没有填写“外包商代码”",), ("“Vendor code” is not filled in",)),
    ("加减分项", "每次加减分", "减半分", ("每次加减分",), ("Points each time",)),
    ("合同信息", "生效日期", "年初", ("生效日期",), ("In force from",)),
    ("合同信息", "截止日期", "年底", ("截止日期",), ("In force to",)),
    ("合同信息", "合同编号", None, ("没有填写“合同编号”",), ("“Contract code” is not filled in",)),
    ("合同信息", "版本", None, ("没有填写“版本”",), ("“Version” is not filled in",)),
    ("合同信息", "生效日期", None, ("没有填写“生效日期”",), ("“In force from” is not filled in",)),
    ("合同信息", "单价或金额", 90, ("没有填写“计费方式”",), ("“Kind of fee” is not filled in",)),
    ("合同信息", "计费方式", "按月均摊", ("计费方式", "每月固定金额"), ("fixed amount a month",)),
    ("合同信息", "考核月起始日", 31, ("考核月起始日",), ("First day of the month",)),
]  # fmt: skip
_KEYS = re.compile(r"“(to|from|name|score|code|target|weight|vendors|clauses|kind|effective|params)”")


@pytest.mark.parametrize(("sheet", "label", "value", "zh", "en"), WORDS)
def test_trouble_is_called_by_the_heading_of_its_cell(sheet, label, value, zh, en) -> None:
    _, findings = _read(_changed({(sheet, _at(sheet, label)): value}))
    for lang, words in (("zh", zh), ("en", en)):
        said = [finding.sentence(lang) for finding in findings]
        assert any(all(word in sentence for word in words) for sentence in said), said
        assert not [
            s for finding in findings if _KEYS.search(s := finding.sentence(lang) + finding.remedy(lang))
        ]


def test_a_fee_half_filled_in_names_the_cells_that_lack() -> None:
    _, findings = _read(_changed({("合同信息", _at("合同信息", "结算系数")): "90:1 0:0.8"}))
    assert [(f.code, f.place.in_("zh")) for f in findings] == [
        ("template_cell_missing", f"合同信息!{_at('合同信息', '计费方式')}"),
        ("template_cell_missing", f"合同信息!{_at('合同信息', '单价或金额')}"),
    ]


@pytest.mark.parametrize("typed", ["看情况", "达标得满分吧"])
def test_scoring_that_cannot_be_read_is_the_only_trouble_of_its_row(typed: str) -> None:
    """It is not also said that the clause has no scoring, nor (a curve would imply it) no target."""
    cells = {("考核条款", f"{_column('计分办法')}2"): typed, ("考核条款", f"{_column('目标值')}2"): None}
    _, findings = _read(_changed(cells))
    assert [finding.code for finding in findings] == ["template_scoring_unknown"]


@pytest.mark.parametrize(
    ("value", "code"), [("{", "template_further_unreadable"), ('{"hurs": 3}', "contract_unknown_key")]
)
def test_the_column_of_json_of_earlier_templates_is_named_with_its_cell(value: str, code: str) -> None:
    """What stands there keeps the words it is written in."""
    _, findings = _read(_changed({("考核条款", "AB1"): "其他设置", ("考核条款", "AB2"): value}))
    finding = next(finding for finding in findings if finding.code == code)
    assert finding.place.in_("zh") == "考核条款!AB2"
    assert code != "contract_unknown_key" or "hurs" in finding.sentence("zh")


def _at(sheet: str, label: str) -> str:
    """The cell of a heading: below it in a table, beside it on the first sheet."""
    if sheet == "合同信息":
        return f"B{next(i for i, field in enumerate(HEADER, start=1) if field.label.zh == label)}"
    fields = {"考核条款": CLAUSES, "外包商": VENDORS, "加减分项": ADJUSTMENTS}[sheet]
    index = next(i for i, field in enumerate(fields, start=1) if field.label.zh == label)
    return f"{openpyxl.utils.get_column_letter(index)}2"


def test_an_empty_template_says_what_is_missing_and_where() -> None:
    contracts, findings = _read(_written("en"))
    assert contracts == []
    assert {"Contract!B1", "Contract!B2", "Contract!B5"} <= {f.place.in_("en") for f in findings}
    assert {"contract_no_vendor", "contract_no_clause"} <= {f.code for f in findings}


def test_an_unknown_heading_is_told_and_not_read() -> None:
    _, findings = _read(_changed({("考核条款", "Z1"): "备注二", ("合同信息", "A40"): "联系人"}))
    assert [(f.code, f.place.in_("zh")) for f in findings] == [
        ("template_heading_unknown", "合同信息!A40"),
        ("template_heading_unknown", "考核条款!Z1"),
    ]


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    return out.getvalue()


BROKEN = {
    "empty": (b"", "template_unreadable"),
    "text": ("指标,目标值\n".encode("gb18030"), "template_unreadable"),
    "html": (b"<html><table></table></html>", "template_unreadable"),
    "half a zip": (_written("zh")[:2000], "template_unreadable"),
    "password (OLE2)": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "template_unreadable"),
    "zip bomb": (_bomb(), "template_too_large"),
    "ten megabytes": (bytes(10_000_001), "template_too_large"),
}


@pytest.mark.parametrize("name", list(BROKEN))
def test_a_file_that_is_no_template_is_a_finding_not_a_crash(name: str) -> None:
    content, code = BROKEN[name]
    node, findings = read_template(content, "x.xlsx", catalogue(), settings())
    assert (node, [finding.code for finding in findings]) == (None, [code])


def test_another_workbook_is_told_which_sheets_it_lacks() -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    _, findings = read_template(out.getvalue(), "x.xlsx", catalogue(), settings())
    assert [finding.sentence("en") for finding in findings] == [
        "The file has no sheet “Contract”.",
        "The file has no sheet “Vendors”.",
        "The file has no sheet “Clauses”.",
    ]


def test_a_cell_far_out_does_not_take_the_server_with_it() -> None:
    [contract], findings = _read(_changed({("考核条款", "XFD1048576"): "x"}))
    assert len(contract.clauses) == 9 and findings == []


def test_what_can_be_chosen_is_offered_in_the_cells() -> None:
    book = openpyxl.load_workbook(io.BytesIO(_written("zh")))
    rules = {str(rule.sqref).split(":")[0]: rule for rule in book["考核条款"].data_validations.dataValidation}
    assert rules[f"{_column('比较')}2"].formula1 == f'"{",".join(c.zh for c in COMPARISONS.values())}"'
    assert rules[f"{_column('指标')}2"].formula1 == "选项!$A$1:$A$200"
    assert book["选项"].sheet_state == "hidden"
    assert book["选项"]["A1"].value == "SL 服务水平"
    assert len([row for row in book["选项"]["A"] if row.value]) == len(catalogue()) <= 200
    assert len([row for row in book["选项"]["B"] if row.value]) <= 400


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_baseline_and_forecast_have_cells_of_their_own_and_come_back(lang):
    """Excel makes a day of a month typed as 2026-01; it is read as its month."""
    measured = {
        "code": "AHT",
        "indicator": "AHT",
        "comparison": "<=",
        "baseline": {"from": "2026-01", "to": "2026-03", "change": "-5", "digits": "1"},
    }
    record = READY_MADE["telecom"].record
    head = {**record["contract"], "weighted": "false"}
    head["relief"] = {"forecast": {"clauses": ["AHT"], "tolerance": "0.2", "source": "third_party"}}
    file = {**record, "contract": head, "clauses": [measured], "settlement": None}
    contracts, _, _ = read_contracts(plain_node({k: v for k, v in file.items() if v is not None}))
    said = contract_as_dict(contracts[0])
    content = _written(lang, said)
    book = openpyxl.load_workbook(io.BytesIO(content))
    heads = [cell.value for cell in book.worksheets[2][1]]
    first = heads.index("基准期自" if lang == "zh" else "Baseline from") + 1
    assert [book.worksheets[2].cell(2, first + n).value for n in range(4)] == ["2026-01", "2026-03", -5, 1]
    book.worksheets[2].cell(2, first).value = date(2026, 1, 1)
    out = io.BytesIO()
    book.save(out)
    for written in (content, out.getvalue()):
        [back], _found = _read(written)
        assert (back.clause("AHT").baseline, back.relief) == (
            contracts[0].clause("AHT").baseline,
            contracts[0].relief,
        )
