"""The template's further terms in words: every key of a contract goes out and comes back as it was."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from core.counts import plain_counts
from core.finding import Finding
from core.text import LANGS, Lang
from exports.contract_template import template
from exports.contract_template_read import read_template
from exports.formula_words import formula_words, read_formula
from exports.template_words import in_template_words
from services.contracts.term_fields.field import paths_of
from services.contracts.term_fields.settings import columns, key_of, settings
from sla.catalogue.ready_made import READY_MADE
from sla.contract_file.baseline import Month
from sla.contract_file.campaign import WindowOrDays
from sla.contract_file.clock import Clock
from sla.contract_file.layout import FILE
from sla.contract_file.node import Report, plain_node, written
from sla.contract_file.opening import HoursOfDays
from sla.contract_file.shape import Got, ListOf, MapOf, NumberOrPair, Pair, Record
from sla.contract_file.values import Choice, Code, Day, Kind, Names, Number, Words, YesNo
from sla.load import catalogue, read_contracts

MADE = datetime(2026, 1, 1)
SHEET = {"zh": "其他约定", "en": "Further terms"}
#: Keys that no row or column says, and why.
WITHOUT = {
    "contract.period.kind": "follows from the first day",
    "clauses[].curve": "short for a score on a line",
}


def test_every_key_of_a_contract_has_a_column_or_a_row_in_words():
    """A new key of the contract file fails here until it has a field in services/contracts/term_fields."""
    told = {*columns(), *(key_of(each) for each in settings().contract)}
    told |= {f"clauses[].{key_of(each)}" for each in settings().clause}
    known = {path for path in paths_of(FILE) if path not in WITHOUT}
    # Parameters, hours and campaigns are said part by part.
    parts = {"clauses[].hours", "clauses[].window"}
    assert known - told - parts == set()
    assert {"clauses[].hours.weekdays", "clauses[].hours.sites[].site", "clauses[].window.days"} <= told


@pytest.mark.parametrize("clause", [False, True])
def test_no_two_rows_have_one_name(clause):
    for lang in LANGS:
        labels = [each.label.in_(lang) for each in settings().of(clause=clause)]
        assert len(labels) == len(set(labels))


CODES = st.from_regex(r"[A-Z][A-Z0-9_-]{0,6}", fullmatch=True)
TEXTS = st.text("质检abcXYZ 09-/（）.%", min_size=1, max_size=12).map(str.strip).filter(bool)
WHOLE = st.integers(1, 12).map(str)
COUNTS = st.sampled_from([each.name for each in plain_counts()] + ["answered_within_{threshold_s}",
         "answered_within_20", "repeat_calls_within_604800", "x_回访量"])  # fmt: skip


def _numbers(kind: Number) -> st.SearchStrategy[str]:
    least, most = kind.least if kind.least is not None else -40, kind.most if kind.most is not None else 400
    if kind.whole:
        return st.integers(least, most).map(str)
    return st.decimals(least, most, places=2).map(lambda each: f"{each.normalize():f}")


def _of(kind: Kind, key: str) -> st.SearchStrategy[Any]:
    """Anything that key may say, as the contract file has it."""
    if isinstance(kind, Record):
        return _record(kind)
    if key in ("numerator", "denominator"):
        weights = st.sampled_from(["1", "-1", "2", "-3"])
        return st.dictionaries(COUNTS, weights, min_size=1, max_size=3)
    if isinstance(kind, ListOf):
        return st.lists(_of(kind.kind, key), min_size=1, max_size=2)
    if isinstance(kind, MapOf):
        names = st.sampled_from(
            ["threshold_s", "short_s", "window_s", "own_s"] if key == "params" else ["NJ", "HZ"]
        )
        return st.dictionaries(names, WHOLE, min_size=1, max_size=2)
    if isinstance(kind, NumberOrPair):
        return st.one_of(_numbers(Number(least=1)), st.just(["180", "220.5"]))
    if isinstance(kind, Pair):
        return st.lists(_numbers(kind.kind), min_size=2, max_size=2)
    if isinstance(kind, HoursOfDays):
        day = st.sampled_from(["08:00-20:00", "08:30-18:00", "closed"])
        own = {"weekdays": day}
        more = {"weekend": day, "holidays": day}
        sites = st.dictionaries(CODES, st.fixed_dictionaries(own, optional=more), min_size=1, max_size=2)
        whole = st.fixed_dictionaries(own, optional={**more, "sites": sites})
        return st.one_of(st.just(["8", "20"]), st.just("08:30-18:00"), whole)
    if isinstance(kind, WindowOrDays):
        days = {"days": WHOLE, "from": st.just("2026-03-10")}
        campaign = st.fixed_dictionaries(days, optional={"to": st.just("2026-04-10")})
        return st.one_of(st.sampled_from(["quarter", "rolling_12"]), campaign)
    return _single(kind)


def _single(kind: Kind) -> st.SearchStrategy[Any]:
    if isinstance(kind, Number):
        return _numbers(kind)
    if isinstance(kind, Choice):
        return st.sampled_from([each.value for each in kind.words if each.value != "campaign"])
    by_kind = {
        Code: CODES,
        Words: TEXTS,
        YesNo: st.sampled_from(["true", "false"]),
        Day: st.just("2026-03-31"),
        Month: st.just("2026-03"),
        Clock: st.just("06:00"),
        Names: st.one_of(TEXTS, st.fixed_dictionaries({"zh": TEXTS, "en": TEXTS})),
    }
    return by_kind[type(kind)]


def _record(kind: Record) -> st.SearchStrategy[dict[str, Any]]:
    left_out = {"curve", "kind"} if "first_day" in kind.keys or "curve" in kind.keys else set()
    return st.fixed_dictionaries(
        {key: _of(each.kind, key) for key, each in kind.keys.items() if key not in left_out}
    )


def _plain(got: Any) -> Any:
    """What was read, places left behind."""
    if isinstance(got, Got):
        return {key: _plain(value) for key, value in got.values.items()}
    if isinstance(got, dict):
        return {key: _plain(value) for key, value in got.items()}
    return [_plain(each) for each in got] if isinstance(got, list | tuple) else got


_ROUNDED = {"stage": "display", "digits": 2, "mode": "half_up"}


def _leave_out(record: dict[str, Any], usual: dict[str, Any]) -> None:
    for key, value in usual.items():
        if record.get(key) == value:
            del record[key]


def _meant(node: Any) -> Any:
    """The file as it is understood: what goes without saying is left out, hours are alike however written."""
    plain = _plain(FILE.read(node, Report(), "contract file"))
    _leave_out(plain["settlement"], {"floor_share": 0})
    for clause in plain["clauses"]:
        _leave_out(clause, {"aggregate": "pooled", "volume_floor": 0, "rounding": _ROUNDED})
        if isinstance(clause.get("hours"), dict) and clause["hours"].keys() == {"weekdays"}:
            clause["hours"] = clause["hours"]["weekdays"]
    plain["contract"]["period"].pop("kind", None)
    return plain


@pytest.mark.parametrize("lang", LANGS)
@limits(max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_key_goes_out_in_words_and_comes_back_as_it_was(lang: Lang, data):
    """Two clauses that say everything there is to say; nothing stands as JSON."""
    record = data.draw(_record(FILE))
    for n, clause in enumerate(record["clauses"]):
        clause["code"] = f"C{n}"
    content = template(lang, catalogue(), MADE, record, settings())
    node, findings = read_template(content, "x.xlsx", catalogue(), settings())
    assert [(finding.code, finding.place.in_("en")) for finding in findings] == []
    assert _meant(node) == _meant(plain_node(record))
    said = openpyxl.load_workbook(io.BytesIO(content))[SHEET[lang]]
    assert not [cell.value for cell in said["D"] if str(cell.value).startswith("{")]


@pytest.mark.parametrize("lang", LANGS)
@given(st.dictionaries(COUNTS, st.integers(-9, 9).filter(bool).map(str), min_size=1, max_size=6))
@limits(deadline=None)
def test_a_formula_in_words_is_read_as_that_formula(lang: Lang, weights):
    assert read_formula(formula_words(weights, lang)) == weights


@pytest.mark.parametrize("lang", LANGS)
def test_every_count_is_known_by_its_words(lang: Lang):
    """314 names; one that is not unambiguous would go out as its code."""
    for count in plain_counts():
        assert formula_words({count.name: 1}, lang) == count.text.in_(lang)


FORMULAS = [
    # as a person types it, what it means
    ("人工接通量 + 2 × 放弃量", {"answered": "1", "abandoned": "2"}),
    ("人工接通量+放弃量", {"answered": "1", "abandoned": "1"}),
    ("人工接通量－2*放弃量", {"answered": "1", "abandoned": "-2"}),  # a full-width sign, a star
    ("calls answered − Calls Abandoned", {"answered": "1", "abandoned": "-1"}),
    ("answered - abandoned", {"answered": "1", "abandoned": "-1"}),  # the counts' own names
    ("20秒内接通量", {"answered_within_20": "1"}),
    ("Answered within {threshold_s} s", {"answered_within_{threshold_s}": "1"}),
    ("168小时内重复来电量", {"repeat_calls_within_604800": "1"}),
    ("接通的电话", {"接通的电话": "1"}),  # nobody knows it: the loader says so
    ("人工接通量 + 人工接通量", "人工接通量 + 人工接通量"),  # said twice: not a sum of ours
]


@pytest.mark.parametrize(("typed", "meant"), FORMULAS)
def test_formulas_are_read_as_people_type_them(typed, meant):
    assert read_formula(typed) == meant


def _filled(*rows: tuple[object, ...], lang: Lang = "zh") -> bytes:
    """The hotline's template without money, with rows of further terms: clause, setting, number, value."""
    record = {key: said for key, said in READY_MADE["hotline"].record.items() if key != "settlement"}
    book = openpyxl.load_workbook(io.BytesIO(template(lang, catalogue(), MADE, record, settings())))
    for at, cells in enumerate(rows, start=90):
        for column, value in zip("ABCD", cells, strict=True):
            book[SHEET[lang]][f"{column}{at}"] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _found(content: bytes) -> tuple[list[Any], list[Finding]]:
    node, findings = read_template(content, "合同.xlsx", catalogue(), settings())
    contracts, _, more = read_contracts(node) if node else ([], [], [])
    return contracts, in_template_words([*findings, *more], settings())


def test_rows_are_read_as_people_fill_them_in():
    """In either language, the clause by code or name, choices as words, numbers as Excel has them."""
    rows = [
        ("ANS", "几个月内几次算违约", None, "3/12"),
        ("人工接通率", "无判定的月份", None, "重新计数"),  # the clause by its name
        ("ANS", "Weekdays", None, "Mon; 周二"),  # a label of the other language
        ("SL15", "Hours: working days, or every day", None, "08:00-20:00"),
        ("SL15", "时段：周末", None, "休息"),
        ("SL15", "前几个月不扣款", None, 2),
        ("SL15", "启动日期", None, datetime(2026, 3, 1)),  # a date that Excel made of it
        ("整个合同", "一票否决：代码", 11, "SLEEP"),
        (None, "一票否决：事项", 11, "值班睡觉"),  # no clause named: the contract
        ("整个合同", "一票否决：代码", "12", "ASLEEP"),
        ("整个合同", "可申请的免责方式", None, "剔除时段、视同达标"),
    ]
    contracts, findings = _found(_filled(*rows))
    assert [f.sentence("zh") for f in findings if f.severity == "blocks"] == []
    [contract] = contracts
    first = contract.clause("ANS")
    assert first.breach_rule.of == (3, 12) and first.breach_rule.gaps == "reset"
    assert first.weekdays == (1, 2)
    assert contract.clause("SL15").opening.weekend == (0, 0)
    assert contract.clause("SL15").ramp.since == date(2026, 3, 1)
    assert contract.vetoes[-2].name.zh == "值班睡觉"
    assert [each.code for each in contract.vetoes][-2:] == ["SLEEP", "ASLEEP"]


WRONG = [
    # clause, setting, number, value; code; what the sentences call it
    (("ANS", "几个月内几次算违约", None, "三次"), "几个月内几次算违约", "Missed so often within"),
    (("ANS", "无判定的月份", None, "看情况"), "跳过、重新计数", "left out, start anew"),
    (("SL15", "置信水平", None, "0.9"), "样本检验", "Test of the sample"),  # what must stand beside it
    (("整个合同", "一票否决：总分至多", 9, "零"), "一票否决：总分至多", "Vetoes: Total at most"),
    (("整个合同", "一票否决：总分至多", 9, "0"), "一票否决：代码", "Vetoes: Code"),
    (("整个合同", "总分小数位", None, None), "总分小数位", "Decimals of the total"),
    (("整个合同", "自定义指标：分子", 1, "接通的电话"), "自定义指标：代码", "Own definitions: Code"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "zh", "en"), WRONG)
def test_what_is_wrong_names_the_row_and_the_setting(row, zh, en):
    _, findings = _found(_filled(row))
    assert any(zh in finding.sentence("zh") for finding in findings), [f.sentence("zh") for f in findings]
    assert any(en in finding.sentence("en") for finding in findings)
    assert any(finding.place.sheet == SHEET["zh"] and finding.place.row == 90 for finding in findings)


def test_what_stands_in_a_column_is_not_said_again():
    _, findings = _found(_filled(("ANS", "计分：办法", None, "分档")))
    assert [finding.code for finding in findings if finding.place.sheet == SHEET["zh"]][:1] == [
        "template_setting_twice"
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_the_sheet_offers_clauses_settings_and_choices_and_says_what_each_means(lang: Lang):
    """Three lists that follow what is chosen in the row, a hint beside, cells of text that wrap."""
    content = template(lang, catalogue(), MADE, READY_MADE["telecom"].record, settings())
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[SHEET[lang]]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert {place for place, rule in rules.items() if rule.type == "list"} == {"A2", "B2", "D2"}
    assert all(len(rule.formula1 or "") <= 255 and not rule.showErrorMessage for rule in rules.values())
    assert all(len(rule.promptTitle) <= 32 and len(rule.prompt) <= 255 for rule in rules.values())
    assert sheet["D2"].number_format == "@" and sheet["D2"].alignment.wrap_text
    assert [sheet.column_dimensions[each].width > 6 for each in "ABCDE"] == [True] * 5
    lists = book[{"zh": "选项", "en": "Choices"}[lang]]
    offered = [cell.value for column in "DE" for cell in lists[column] if cell.value]
    assert len(offered) == sum(
        each.offered for whole in (False, True) for each in settings().of(clause=whole)
    )
    hints = [cell.value for cell in lists["G"] if cell.value]
    assert len(hints) == len(settings().contract) + len(settings().clause)


def test_a_template_of_before_with_its_column_of_json_is_read():
    """The column Further settings of earlier templates, on the clauses and on the first sheet."""
    record = {key: said for key, said in READY_MADE["hotline"].record.items() if key != "settlement"}
    book = openpyxl.load_workbook(io.BytesIO(template("zh", catalogue(), MADE, record, settings())))
    del book[SHEET["zh"]]
    clauses, first = book["考核条款"], book["合同信息"]
    clauses["AC1"], clauses["AC2"] = "其他设置", '{"weekdays": [1, 2], "breach_rule": {"of": [3, 12]}}'
    first["A60"], first["B60"] = "Further settings", '{"vetoes": [{"code": "LEAK"}]}'
    out = io.BytesIO()
    book.save(out)
    [contract], findings = _found(out.getvalue())
    assert findings == []
    assert contract.clauses[0].weekdays == (1, 2) and contract.clauses[0].breach_rule.of == (3, 12)
    assert [each.code for each in contract.vetoes] == ["LEAK"]


@pytest.mark.parametrize(
    "broken",
    [
        {"targets": [{"scope": "NJ", "target": "80"}]},  # a scope that is none
        {"score": {"method": "step"}},  # half written
        {"hours": {"weekdays": ["8"]}},
        {"nonsense": {"a": "1"}},
    ],
)
def test_a_draft_that_is_not_well_formed_loses_nothing(broken):
    """What no words can stand for goes out as JSON in a last row, and comes back."""
    record = {**READY_MADE["hotline"].record}
    record["clauses"] = [{**record["clauses"][0], **broken}, *record["clauses"][1:]]
    content = template("zh", catalogue(), MADE, record, settings())
    node, findings = read_template(content, "x.xlsx", catalogue(), settings())
    assert findings == []
    [key] = broken
    back = written(node.entries["clauses"].items[0])[key]
    assert back == broken[key]
