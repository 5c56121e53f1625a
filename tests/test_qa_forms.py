"""Audit forms as YAML: the two that ship, and everything a wrong file is told at once."""

from pathlib import Path

import pytest

from core.text import LANGS
from qa.form.differences import Kind, differences
from qa.form.kinds import FormKind
from qa.form.load import IN_USE, load_form, shipped_forms
from qa.form.policies import (
    Aggregate,
    Bonus,
    Compared,
    CountRules,
    FatalDisplay,
    FatalScope,
    FatalTrigger,
    ItemFails,
    NaPolicy,
    Policies,
    Unanswered,
    WeightMode,
)
from qa.form.words import condition_words, policy_words, value_words, word
from qa.form.written import to_yaml
from qa.known import known_answers
from qa.scoring.answers import Answer
from qa.scoring.engine import score

GOOD = """
form: {code: F, version: 2, name: {zh: 表, en: Form}, kind: listening, pass_mark: 90, fatal_mode: call_zero}
scales:
  done: [{code: full, text: 是, share: 1}, {code: none, text: 否, share: 0}]
sections:
  - code: A
    text: 一
    items:
      - {code: A1, text: 问, points: 0.1, choices: done}
"""


def shipped(code):
    return next(form for form in shipped_forms() if form.code == code)


def test_the_quick_forms_ship_and_are_worth_100_points_each():
    forms = [shipped(code) for code in IN_USE]
    assert {form.code: form.kind for form in forms} == {
        "QUICK_MYSTERY": FormKind.MYSTERY,
        "QUICK_LISTENING": FormKind.LISTENING,
        "S1": FormKind.SITE,
    }
    for form in forms:
        assert sum(item.points for _, item in form.items()) == 100
        assert form.policies.fatal_scope is FatalScope.FORM


def test_the_forms_to_start_from_ship_beside_them():
    assert {form.code for form in shipped_forms()} - set(IN_USE) == {"F1", "F2", "F3", "F4", "F5", "M1"}
    points = {form.code: sum(item.points for _, item in form.items()) for form in shipped_forms()}
    assert points.pop("F3") == 0, "there everything only takes off"
    assert set(points.values()) == {100}
    assert [sum(i.points for i in s.items) for s in shipped("F4").sections] == [15, 15, 20, 25, 10, 15]
    assert [sum(i.points for i in s.items) for s in shipped("M1").sections] == [20, 5, 10, 30, 10, 15, 5, 5]
    assert [i.points for _, i in shipped("F5").items()] == [20] * 5


@pytest.mark.parametrize("form", shipped_forms(), ids=lambda form: form.code)
def test_a_form_written_out_reads_back_as_the_same_form(form):
    again, findings = load_form(to_yaml(form))
    assert (again, findings) == (form, [])
    assert again.hash == form.hash


def test_the_same_content_has_the_same_hash_however_it_is_spelt():
    before, _ = load_form(GOOD)
    inline, _ = load_form(
        GOOD.replace(", fatal_mode: call_zero", "").replace(
            "choices: done",
            "choices: [{code: full, text: 是, points: 0.1}, {code: none, text: 否, share: 0}]",
        )
    )
    assert inline.hash == before.hash


def test_a_form_kept_by_an_earlier_version_reads_as_it_was():
    """Word for word what the product before this one kept: one loader reads it, nothing of it is lost."""
    form, findings = load_form(GOOD.replace("call_zero", "section_zero"))
    assert findings == []
    assert form.policies == Policies(fatal_scope=FatalScope.SECTION)
    assert score(form, {"A1": Answer("none")}).total == 0


def test_the_five_forbidden_behaviours_are_a_ready_pick_list():
    picks = shipped("F1").item("ATTITUDE").behaviours
    assert [pick.text.zh for pick in picks] == ["推脱", "搪塞", "冷漠", "轻蔑", "无所谓"]


def test_every_word_of_a_shipped_form_is_there_in_both_languages():
    for form in shipped_forms():
        texts = [form.text, *(s.text for s in form.sections), *(item.text for _, item in form.items())]
        texts += [fault.text for fault in form.fatal_faults]
        texts += [choice.text for _, item in form.items() for choice in item.choices]
        assert all(text.as_dict()[lang] for text in texts for lang in LANGS)


def test_the_listening_form_knows_its_fatal_items():
    assert [c for c, s in shipped("QUICK_LISTENING").fatal_codes().items() if s] == [
        "IDENTITY",
        "ACCURACY",
        "ATTITUDE",
    ]


def test_a_call_that_reached_no_agent_is_scored_for_getting_through_only():
    form = shipped("QUICK_MYSTERY")
    access = {"CONNECT": Answer("none"), "MENU": Answer("full"), "QUEUE": Answer("none")}
    receipt = score(form, access, connected=False)
    assert (receipt.total, receipt.passed) == (None, None)
    assert receipt.sections[0].percent == 25
    assert receipt.sections[1].percent is None


def test_numbers_are_read_as_text_and_stay_exact():
    form, findings = load_form(GOOD, "f.yaml")
    assert findings == []
    assert str(form.sections[0].items[0].points) == "1/10"


def test_a_changed_word_changes_the_hash():
    before, _ = load_form(GOOD)
    after, _ = load_form(GOOD.replace("问", "另问"))
    assert before.hash != after.hash


@pytest.mark.parametrize(
    ("wrong", "right", "code", "row"),
    [
        ("points: 0.1", "points: many", "form_value", 9),
        ("choices: done", "choices: nowhere", "form_value", 9),
        ("code: A1", "code: A", "form_code_twice", 9),
        ("kind: listening", "kind: dreaming", "form_value", 2),
        ("pass_mark: 90, ", "", "form_field_missing", 2),
        ("share: 0}", "share: 2}", "form_value", 4),
        ("form: {", "form: {{", "form_unreadable", 3),
    ],
)
def test_a_wrong_form_is_told_what_and_where(wrong, right, code, row):
    form, findings = load_form(GOOD.replace(wrong, right, 1), "f.yaml")
    assert form is None
    assert code in [finding.code for finding in findings]
    finding = next(f for f in findings if f.code == code)
    assert (finding.place.file, finding.place.row) == ("f.yaml", row)
    assert all(finding.sentence(lang) and finding.remedy(lang) for lang in LANGS)


def test_all_findings_come_at_once():
    _, findings = load_form(GOOD.replace("points: 0.1", "points: x").replace("version: 2", "version: 0"))
    assert len(findings) == 2


@pytest.mark.parametrize(
    ("connected", "wait", "known"),
    [
        (True, 20, {"CONNECT": "full", "QUEUE": "full"}),
        (True, 21, {"CONNECT": "full", "QUEUE": "partial"}),
        (True, 61, {"CONNECT": "full", "QUEUE": "none"}),
        (True, None, {"CONNECT": "full"}),  # nobody took the time: the queue stays a question
        (False, None, {"CONNECT": "none", "QUEUE": "none"}),
        (False, 5, {"CONNECT": "none", "QUEUE": "none"}),  # a busy tone after 5 s is no short queue
    ],
)
def test_what_the_facts_of_a_call_say_is_not_asked_again(connected, wait, known):
    found = known_answers(shipped("QUICK_MYSTERY"), connected, wait)
    assert {code: answer.choice for code, answer in found.items()} == known


def test_every_switch_has_words_and_alike_spellings_are_not_mixed_up():
    kinds = (
        WeightMode,
        NaPolicy,
        Unanswered,
        FatalTrigger,
        FatalScope,
        FatalDisplay,
        ItemFails,
        Compared,
        Aggregate,
        Bonus,
    )
    assert all(word(each).zh and word(each).en for kind in kinds for each in kind)
    assert word(NaPolicy.ZERO) != word(FatalDisplay.ZERO)
    assert set(policy_words(shipped("F3").policies)) >= {"weights", "na", "base", "floor", "aggregate"}
    assert {"weights", "na"} <= set(policy_words(Policies())) and "base" not in policy_words(Policies())


@pytest.mark.parametrize(
    ("rules", "zh", "en"),
    [
        (CountRules(), None, None),
        (
            CountRules(items=2),
            "大项内 2 项不通过（一分未得）则大项不合格",
            "failed items (nothing earned) that fail a section: 2",
        ),
        (CountRules(sections=1), "1 个大项不合格则整通不合格", "failed sections that fail the form: 1"),
        (
            CountRules(3, 2, ItemFails.BELOW_MAXIMUM),
            "大项内 3 项不通过（未得满分）则大项不合格；2 个大项不合格则整通不合格",
            "failed items (less than its full points) that fail a section: 3; "
            "failed sections that fail the form: 2",
        ),
    ],
)
def test_count_rules_are_told_as_far_as_they_are_set(rules, zh, en):
    found = value_words(rules)
    assert (found and found.zh, found and found.en) == (zh, en)


def test_a_condition_is_read_in_words():
    form, _ = load_form(
        GOOD + "      - {code: A2, text: 再, points: 1, choices: done, when: {item: A1, is: full}}\n"
    )
    assert condition_words(form, form.item("A2").condition).zh == "“问”是“是”"


def test_what_a_version_says_otherwise():
    before, _ = load_form(GOOD)
    after, _ = load_form(GOOD.replace("points: 0.1", "points: 0.2").replace("pass_mark: 90", "pass_mark: 80"))
    found = differences(before, after)
    assert [
        (c.code, [(line.label.en, line.before.en, line.after.en) for line in c.lines]) for c in found
    ] == [
        ("", [("Pass mark", "90", "80")]),
        ("A1", [("Points", "0.1", "0.2")]),
    ]
    assert differences(before, before) == ()


def test_words_in_two_languages_are_told_each_in_its_own():
    said = "{zh: 问, en: Ask}"
    before, _ = load_form(GOOD.replace("text: 问,", f"text: {said},"))
    after, _ = load_form(GOOD.replace("text: 问,", "text: {zh: 问清, en: Ask clearly},"))
    [[line]] = [change.lines for change in differences(before, after)]
    assert (line.before.zh, line.before.en, line.after.en) == ("问", "Ask", "Ask clearly")


def test_what_is_added_and_what_is_gone_is_named_and_not_taken_apart():
    one, _ = load_form(GOOD)
    both, _ = load_form(GOOD + "      - {code: A2, text: 再, points: 1, choices: done}\n")
    for before, after, kind in ((one, both, Kind.ADDED), (both, one, Kind.GONE)):
        [found] = differences(before, after)
        assert (found.code, found.name.zh, found.kind, found.lines) == ("A2", "再", kind, ())


def test_the_example_of_the_guide_is_a_form():
    guide = (Path(__file__).parent.parent / "docs" / "writing_forms.md").read_text("utf-8")
    form, findings = load_form(guide.partition("```yaml\n")[2].partition("```")[0])
    assert findings == []
    assert form.item("IDENTITY").condition is not None
