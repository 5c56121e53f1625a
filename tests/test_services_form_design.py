"""A form changed part by part: read from any file, written back as the same form, every change by itself."""

import pytest
from test_exports_form import EVERYTHING

from core.errors import NotFoundError
from core.finding import Place
from qa.form.body import body_of, read_body
from qa.form.columns import BANDS, SETTINGS, SURVEY
from qa.form.kinds import ItemKind
from qa.form.load import SHIPPED, load_form
from qa.form.written import yaml_of
from qa.scoring.weighing import effective_shares
from services.contracts.term_fields.field import said_by
from services.forms import form_design as design
from services.forms import form_fields as fields

TEXTS = {path.stem: path.read_text("utf-8") for path in sorted(SHIPPED.glob("*.yaml"))} | {"all": EVERYTHING}


def body(text=EVERYTHING):
    return body_of(text)


def codes(found):
    return [each["code"] for each in found]


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_is_designed_and_written_back_as_the_same_form(name):
    form, _ = load_form(TEXTS[name])
    again = body(TEXTS[name])
    assert read_body(again) == (form, [])
    assert load_form(yaml_of(again)) == (form, [])
    assert load_form(yaml_of(body(yaml_of(again)))) == (form, [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a",
        "form: [",
        "form: {code: X}\nsections: [text]",
        "sections: []",
        "form: x",
        "form: {code: X}\nscales: [a]",
    ],
)
def test_what_is_no_form_at_all_cannot_be_designed(text):
    assert body_of(text) is None


def test_what_is_wrong_is_told_at_its_part_and_field():
    wrong = body()
    design.part_of(wrong, "REFUND")["points"] = "ten"
    design.part_of(wrong, "C")["text"] = ""
    form, findings = read_body(wrong)
    assert form is None
    places = [(finding.place.sheet, finding.place.key) for finding in findings]
    assert places == [("REFUND", "points"), ("C", "")]
    assert findings[0].sentence("zh") == "评分表 ALL REFUND：“分值”不能是“ten”。"
    head = body()
    head["scoring"]["na"] = "maybe"
    assert read_body(head)[1][0].place == Place("", "ALL", key="scoring.na")


def test_a_contradiction_is_told_at_its_part():
    """A band's hole stands with the form's own terms, a condition of a later item at the item."""
    wrong = body()
    wrong["bands"][1]["low"] = "51"
    design.part_of(wrong, "REFUND")["when"] = {"item": "HOLD", "above": "3"}
    found = {finding.code: finding.place.sheet for finding in read_body(wrong)[1]}
    assert found == {"form_bands_hole": "ALL", "form_condition_loop": "HOLD"}


def test_parts_move_and_an_item_goes_on_into_the_next_section():
    assert codes(design.sections_of(body())) == ["A", "B", "C", "PLUS"]
    up = design.moved(body(), "FAULTS", -1)
    assert codes(design.part_of(up, "A")["items"]) == ["FAULTS", "REFUND", "HOLD"]
    # B has sections of its own and is passed over: C takes what goes down out of A.
    down = design.moved(body(), "HOLD", 1)
    assert codes(design.part_of(down, "C")["items"]) == ["HOLD", "LAST", "COUNTED"]
    assert codes(design.part_of(design.moved(down, "HOLD", -1), "A")["items"])[-1] == "HOLD"
    assert codes(design.moved(body(), "PLUS", -1)["sections"]) == ["A", "PLUS", "B"]
    assert design.moved(body(), "A", -1) == body() == design.moved(body(), "ABUSE", 1)
    assert codes(design.moved(body(), "ABUSE", -1)["fatal"]) == ["ABUSE", "HANG_UP"]
    put = design.moved_into(body(), "REFUND", "C")
    assert codes(design.part_of(put, "C")["items"]) == ["LAST", "COUNTED", "REFUND"]


@pytest.mark.parametrize("kind", list(ItemKind))
def test_a_new_item_of_every_kind_is_right_as_it_is(kind):
    changed, code = design.with_new_item(body(TEXTS["f1_hotline"]), "CONTACT", kind)
    changed["bands"] = []
    form, findings = read_body(changed)
    # A form of 100 points has more with it, which is remarked on and keeps nothing out.
    more = [] if kind.is_written else ["form_points_over"]
    assert ([each.code for each in findings], form.item(code).kind) == (more, kind)


def test_new_sections_and_faults_have_codes_of_their_own():
    changed, first = design.with_new_section(body(TEXTS["f5_recovery"]))
    changed, second = design.with_new_section(changed, within=first)
    changed, fault = design.with_new_fault(changed)
    assert (first, second, fault) == ("SECTION", "SECTION-2", "FAULT")
    assert design.section_with(changed, second)["code"] == first
    form, findings = read_body({**changed, "bands": []})
    assert form is not None and [each.code for each in findings] == ["form_points_over"]


def test_a_new_code_is_followed_by_what_names_it():
    changed = design.with_part(body(), "REFUND", {**design.part_of(body(), "REFUND"), "code": "MONEY_BACK"})
    changed = design.with_part(changed, "A", {**design.part_of(changed, "A"), "code": "FIRST"})
    form, findings = read_body(changed)
    assert findings == []
    assert form.fatal_faults[0].section == "FIRST"
    assert {test.item for test in form.sections[1].condition.tests()} == {"HOLD", "FAULTS", "MONEY_BACK"}


def test_what_is_taken_away_is_gone_and_what_is_not_there_is_refused():
    assert "REFUND" not in codes(design.items_of(design.without_part(body(), "REFUND")))
    with pytest.raises(NotFoundError):
        design.part_of(body(), "NOBODY")


def test_a_condition_looks_at_what_is_asked_before():
    assert codes(design.asked_before(body(), "HOLD")) == ["REFUND", "FAULTS"]
    assert codes(design.asked_before(body(), "B")) == ["REFUND", "FAULTS", "HOLD"]
    assert design.asked_before(body(), "A") == []


def test_answers_of_other_items_are_offered_by_kind():
    offered = design.answer_lists(body(TEXTS["m1_mystery"]), ItemKind.SINGLE)
    assert "做到 / 部分 / 未做到" in offered and len(offered) == 4
    assert list(design.answer_lists(body(), ItemKind.DURATION)) == ["短 / 长"]


def test_at_16_the_designer_shows_the_effective_share_of_a_multiplier():
    """“40/20” over two items and one: 80 % of the whole, not 66.7 %."""
    made = """
form: {code: F, version: 1, name: 表, kind: listening, pass_mark: 0}
scoring: {weights: multiplier}
sections:
  - {code: G1, text: 一, weight: 40, items: [{code: Q1, text: 问, points: 10, choices: &c [{code: y, text: 是}, {code: n, text: 否}]}, {code: Q2, text: 问, points: 10, choices: [{code: y, text: 是}, {code: n, text: 否}]}]}
  - {code: G2, text: 二, weight: 20, items: [{code: Q3, text: 问, points: 10, choices: [{code: y, text: 是}, {code: n, text: 否}]}]}
""".replace("&c ", "")  # noqa: E501
    form, _ = read_body(body(made))
    assert effective_shares(form) == {"Q1": 40, "Q2": 40, "Q3": 20}


def test_every_key_of_a_form_has_a_field():
    """Of the sheet's columns those with controls of their own: the kind, answers, condition, clause."""
    asked = said_by(fields.ASKED) + [
        path for part in (fields.ANSWERED, fields.ABOUT, fields.FATALLY) for path in said_by(part.fields)
    ]
    asked += [*said_by(fields.OF_SECTION), "type", "choices", "when", "clause"]
    plain = {path.removesuffix(".zh").removesuffix(".en") for path in (each.path for each in SURVEY)}
    assert plain - {path.partition("[")[0] for path in asked} == set()
    head = [path for part in fields.HEAD_SECTIONS for path in said_by(part.fields)]
    told = {each.path.removesuffix(".zh").removesuffix(".en") for each in SETTINGS} - {"form.version"}
    assert told - set(head) == set()
    bands = {each.path.removesuffix(".zh").removesuffix(".en") for each in BANDS}
    assert {f"bands[].{path}" for path in bands} <= set(head)
