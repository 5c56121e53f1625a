"""An audit form out to Excel and back: the same form, whatever it says; trouble is named by its cell."""

import io
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from museum_form import form_written_over

from core.finding import Place
from core.text import LANGS
from exports.form_read import read_form
from exports.form_sheet import form_workbook
from qa.form.blank import BLANK
from qa.form.columns import SETTINGS, SURVEY
from qa.form.condition_text import condition_text, read_condition_text
from qa.form.load import load_form, load_tree, shipped_forms
from qa.form.plain import as_plain
from qa.form.tree import placed
from qa.form.written import yaml_of

#: Everything a form can say at once.
EVERYTHING = """
form: {code: ALL, version: 3, name: {zh: 全, en: All}, kind: mystery, pass_mark: 62.5, guidance: {zh: "=先听", en: Listen}}
scoring:
  weights: multiplier
  na: exclude_even
  unanswered: zero
  fatal_scope: section
  fatal_display: keep
  base: 10
  bonus: none
  cap: 100
  floor: -5
  critical_score: true
  counts: {items: 1, sections: 1, fails: below_maximum}
  digits: 1
  compared: rounded
  aggregate: pooled_points
bands:
  - {code: LOW, text: {zh: 差, en: Low}, low: -5, high: 50, colour: red, closed: true}
  - {code: HIGH, text: {zh: 好, en: High}, low: 50, high: 100}
sections:
  - code: A
    text: {zh: 一, en: One}
    weight: 40
    pass_mark: 60
    asked_unconnected: true
    guidance: 慢慢听
    items:
      - code: REFUND
        text: {zh: 要求退款, en: Refund}
        points: 10
        choices: [{code: a b, text: 是, share: 1, passes: true}, {code: x, text: 中, share: 1/3}, {code: none, text: 否, share: 0, fatal: true, passes: false}]
        fatal: {when: chosen, scope: flag, section: B, display: zero}
        clause: {spec: SPEC, version: 2, clause: "3.2 a"}
        class: compliance
        phase: before
        undetermined: true
        question: true
        known_from: reached
        attribution: true
        root_causes: [{code: NOT_TRAINED, text: 未培训}]
        behaviours: forbidden_behaviours
      - {code: FAULTS, text: 毛病, kind: multi, points: 10, choices: [{code: LATE, text: 迟, points: -5}, {code: RUDE, text: 粗, points: -10}], fatal: {when: below, below: 60}}
      - {code: HOLD, text: 秒, kind: duration, points: 9, na: true, fatal: true, when: {item: REFUND, is: a b}, choices: [{code: s, text: 短, share: 1, up_to: 30}, {code: l, text: 长, share: 0}]}
  - code: B
    text: 二
    weight: 60
    when: {any: [{item: HOLD, above: 30}, {all: [{item: FAULTS, has_all: [LATE, RUDE]}, {item: REFUND, is_not: [x, none]}]}]}
    items:
      - {code: NOTE, text: 备注, kind: text}
      - {code: AT, text: 何时, kind: moment}
    sections:
      - code: C
        text: {zh: 三, en: Three}
        items:
          - {code: LAST, text: 末, points: 7, unscored: true, choices: [{code: y, text: 是, share: 1}, {code: n, text: 否, share: 0}]}
          - {code: COUNTED, text: 数, kind: number, points: 5, choices: [{code: few, text: 少, share: 1, up_to: 2.5}, {code: many, text: 多, share: 0}]}
  - {code: PLUS, text: 加, bonus: true, items: [{code: KIND, text: 贴心, points: 3, bonus: true, choices: [{code: y, text: 是, share: 1}, {code: n, text: 否, share: 0}]}]}
fatal:
  - {code: HANG_UP, text: {zh: 挂断, en: Hung up}, section: A, scope: form, display: keep}
  - {code: ABUSE, text: 辱骂}
"""  # noqa: E501


def everything():
    form, findings = load_form(EVERYTHING)
    assert [finding.sentence("en") for finding in findings] == []
    return form


@pytest.mark.parametrize("form", [*shipped_forms(), everything()], ids=lambda form: form.code)
@pytest.mark.parametrize("lang", LANGS)
def test_a_form_comes_back_from_excel_as_it_went_out(form, lang):
    again, findings = read_form(form_workbook(as_plain(form), lang), "form.xlsx")
    assert ([finding.sentence("en") for finding in findings], again) == ([], form)
    assert again.hash == form.hash


@pytest.mark.parametrize(
    ("lang", "sheet", "now", "once"), [("zh", "设置", "类别", "类型"), ("en", "survey", "Kind", "Type")]
)
def test_a_workbook_with_the_headings_of_before_still_imports(lang, sheet, now, once):
    """One word for one thing: what was called 类型 and Type is called 类别 and Kind, on the page and here."""
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(as_plain(everything()), lang)))
    headings = [cell for cell in (*book[sheet][1], *book[sheet]["A"]) if cell.value == now]
    assert headings
    for cell in headings:
        cell.value = once
    out = io.BytesIO()
    book.save(out)
    again, findings = read_form(out.getvalue(), "form.xlsx")
    assert (findings, again) == ([], everything())


@pytest.mark.parametrize("lang", LANGS)
def test_the_template_always_imports(lang):
    form, findings = read_form(form_workbook(BLANK, lang), "form.xlsx")
    assert (form.code, findings) == ("NEW-FORM", [])
    assert form == load_form(yaml_of(BLANK))[0] == load_tree(placed(BLANK, Place()))[0]


def test_every_key_of_a_form_has_a_column():
    """Only the lists, which have sheets of their own, and what follows from the type of a row have none."""
    said = {column.path for column in (*SETTINGS, *SURVEY)}
    plain = as_plain(everything())
    keys = {key for section in plain["sections"] for key in section}
    keys |= {key for section in plain["sections"] for item in section.get("items", []) for key in item}
    keys -= {"items", "sections", "kind"}
    assert keys <= {path.partition(".")[0] for path in said}
    assert {f"scoring.{key}" for key in plain["scoring"] if key != "counts"} <= said


def test_cells_are_texts_and_offer_what_may_be_chosen():
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(as_plain(everything()), "zh")))
    assert book.sheetnames[:4] == ["评分项", "选项", "等级", "设置"]
    assert book["备选"].sheet_state == "hidden"
    survey = book["评分项"]
    assert survey["E30"].number_format == "@", "1/2 typed here stays 1/2"
    kinds = {cell.data_type for row in book["设置"].iter_rows() for cell in row}
    assert "f" not in kinds, "guidance begins with ="
    offered = {
        str(rule.sqref).split(":")[0]: rule.formula1 for rule in survey.data_validations.dataValidation
    }
    assert offered["A2"].startswith("='备选'!") and offered["G2"] == "='选项'!$A$2:$A$400"


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"评分项": {"E3": "十"}}, "form_value", "评分项!E3：“分值”不能是“十”"),
        ({"评分项": {"H3": "也许"}}, "form_value", "评分项!H3：“可不适用”不能是“也许”"),
        ({"评分项": {"B4": "OPENING"}}, "form_code_twice", "评分项!第4行：编号 OPENING 已经用过"),
        ({"评分项": {"G3": "没有的表"}}, "form_value", "评分项!G3：“答案”不能是“没有的表”"),
        ({"选项": {"E2": "2"}}, "form_value", "选项!E2：“得分比例”不能是“2”"),
        ({"选项": {"A2": None}}, "form_field_missing", "选项!第2行缺少“选项表”"),
        ({"设置": {"B5": "listen"}}, "form_value", "设置!B5：“类别”不能是“listen”"),
        ({"设置": {"B6": None}}, "form_field_missing", "缺少“合格线，%”"),
        ({"等级": {"D3": "86"}}, "form_bands_hole", "应从 85 开始"),
        ({"评分项": {"A3": "打分"}}, "form_value", "评分项!A3：“类别”不能是“打分”"),
        ({"评分项": {"B3": None}}, "form_field_missing", "评分项!第3行缺少“编号”"),
        ({"评分项": {"P3": "LAST = x"}}, "form_condition_unknown", "评分项!第3行"),
    ],
)
def test_what_is_wrong_is_named_with_its_cell_and_the_words_of_its_column(changes, code, said):
    form, findings = read_form(form_written_over(changes), "F1.xlsx")
    assert form is None
    assert said in "\n".join(each.sentence("zh") for each in findings if each.code == code), findings


def test_what_a_person_types_is_read_as_it_is_meant():
    """A number Excel keeps as one, half as 50 %, full-width digits, the words of the other language."""
    cells = {
        "评分项": {"E3": 5, "H3": "yes"},
        "选项": {"E3": "50%"},
        "设置": {"B6": "９０", "B5": "Listening"},
    }
    form, findings = read_form(form_written_over(cells), "F1.xlsx")
    assert findings == []
    assert form.item("OPENING").na_allowed and form.pass_mark == 90
    assert form.item("OPENING").choices[1].points == Fraction(5, 2)


def test_a_column_nobody_knows_is_told_and_the_rest_is_read():
    form, findings = read_form(form_written_over({"评分项": {"AD1": "备忘", "AD2": "以后再说"}}), "F1.xlsx")
    assert (form.code, [finding.code for finding in findings]) == ("F1", ["template_heading_unknown"])


def test_what_is_no_workbook_is_told():
    assert [each.code for each in read_form(b"code: F1", "F1.xlsx")[1]] == ["template_unreadable"]


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("REFUND = full", {"item": "REFUND", "is": "full"}),
        (
            "REFUND＝full 或 REFUND ≠ none",
            {"any": [{"item": "REFUND", "is": "full"}, {"item": "REFUND", "is_not": "none"}]},
        ),
        (
            "A = x or B = y and HOLD >= 30",  # and binds closer
            {
                "any": [
                    {"item": "A", "is": "x"},
                    {"all": [{"item": "B", "is": "y"}, {"item": "HOLD", "at_least": "30"}]},
                ]
            },
        ),
        ("（A = x）", {"item": "A", "is": "x"}),
        ('A = "a b" | y', {"item": "A", "is": ["a b", "y"]}),
        ("A has x & y", {"item": "A", "has_all": ["x", "y"]}),
        ("any(A = x)", {"any": [{"item": "A", "is": "x"}]}),
        ("all()", {"all": []}),
        *[
            (wrong, None)
            for wrong in ("", "A", "A =", "A = x and", "(A = x", "A = x)", "A > 1 | 2", "有退款时", "A = x y")
        ],
    ],
)
def test_a_condition_in_one_line(line, plain):
    assert read_condition_text(line) == plain


_VALUES = st.text(
    st.characters(codec="utf-8", exclude_characters='"', exclude_categories=["C"]), min_size=1, max_size=8
)
_CODES = st.from_regex(r"[A-Z][A-Z0-9_-]{0,6}", fullmatch=True)
_TESTS = st.one_of(
    st.builds(
        lambda item, sign, value: {"item": item, sign: value},
        _CODES,
        st.sampled_from(["is", "is_not"]),
        _VALUES,
    ),
    st.builds(
        lambda item, values: {"item": item, "is": values}, _CODES, st.lists(_VALUES, min_size=2, max_size=3)
    ),
    st.builds(
        lambda item, values: {"item": item, "has_all": values},
        _CODES,
        st.lists(_VALUES, min_size=1, max_size=3),
    ),
    st.builds(
        lambda item, sign, n: {"item": item, sign: str(n)},
        _CODES,
        st.sampled_from(["above", "at_most"]),
        st.integers(0, 99),
    ),
)
_CONDITIONS = st.recursive(
    _TESTS,
    lambda inner: st.builds(
        lambda how, parts: {how: parts}, st.sampled_from(["all", "any"]), st.lists(inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(_CONDITIONS)
def test_every_condition_comes_back_from_its_line(plain):
    assert read_condition_text(condition_text(plain)) == plain
