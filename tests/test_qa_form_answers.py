"""What a form says that no call could be scored by fairly: refused before it is published, in any file."""

from __future__ import annotations

import pytest

from core.finding import blocking
from qa.form.load import kept_form, load_form
from qa.scoring.answers import Answer
from qa.scoring.engine import score

HEAD = """form: {code: T, version: 1, name: {zh: 表, en: Form}, kind: mystery, pass_mark: 60}
"""
LISTS = """scales:
  done: [{code: full, text: {zh: 做到, en: Done}, share: 1}, {code: none, text: 未做, share: 0}]
"""
ONE = "{code: A, text: {zh: 甲, en: One}, points: 10, choices: done}"


def form_of(item: str, scoring: str = "", rest: str = "") -> str:
    """A form of one usual item and another."""
    text = "sections: [{code: S, text: {zh: 大项, en: Section}, items: [" + f"{ONE}, {item}]" + "}]\n"
    return HEAD + LISTS + (f"scoring: {scoring}\n" if scoring else "") + text + rest


def item(said: str, code: str = "B") -> str:
    return "{" + f"code: {code}, text: {{zh: 乙, en: Two}}, {said}" + "}"


X, Y = "{code: x, text: {zh: 是, en: Yes}, points: %s}", "{code: y, text: {zh: 否, en: No}, points: %s}"
ITEMS = [
    # an answer worth more than its item made a score of 200 of 100
    (item(f"points: 10, choices: [{X % 20}, {Y % 0}]"), "form_top_over"),
    # of several that may be chosen, what all the good ones earn together
    (item(f"kind: multi, points: 4, choices: [{X % 2}, {Y % 3}]"), "form_top_over"),
    (item(f"kind: multi, points: 10, choices: [{X % 2}, {Y % 3}]"), "form_top_short"),
    (item(f"kind: multi, points: 5, choices: [{X % 2}, {Y % 3}]"), None),
    # a list of faults comes off the full mark
    (item(f"kind: multi, points: 5, choices: [{X % -2}, {Y % -3}]"), None),
    # a number without steps earned nothing, whatever it was
    (item("kind: number, points: 10"), "form_top_short"),
    (item("kind: number, points: 0"), None),
    # two answers of one code, or of none, cannot be told apart
    (item(f"points: 10, choices: [{X % 10}, {X % 0}]"), "form_code_twice"),
    (item("points: 10, choices: [{text: 是, share: 1}, {text: 否, share: 0}]"), "form_field_missing"),
    (item("points: 10, choices: done, root_causes: [{code: C, text: 一}, {code: C, text: 二}]"),
     "form_code_twice"),
    # words that are there and say nothing
    ("{code: B, text: '', points: 10, choices: done}", "form_field_missing"),
    ("{code: B, text: {zh: '', en: ' '}, points: 10, choices: done}", "form_field_missing"),
    ("{code: B, text: {zh: 乙}, points: 10, choices: done}", None),
    ("{code: B, text: {cn: 乙, en: Two}, points: 10, choices: done}", "form_key_unknown"),
    # a key said twice: the second was passed over
    (item("points: 10, points: 20, choices: done"), "form_key_twice"),
    # what a call knows by itself chose the best answer always, or could not be scored
    (item("points: 10, choices: done, known_from: wait"), "form_known_from"),
    (item("points: 10, choices: done, known_from: reached"), None),
    (item("kind: duration, points: 10, known_from: wait, choices: [{code: a, text: 快, share: 1, up_to: 9}, "
          "{code: b, text: 慢, share: 0}]"), "form_known_from"),
    (item("points: 10, known_from: wait, choices: [{code: a, text: 快, share: 1, up_to: 9}, "
          "{code: b, text: 慢, share: 0}]"), None),
    # a trigger that nothing pulls
    (item("unscored: true, points: 10, choices: done, fatal: {when: below_maximum}"), "form_fatal_never"),
    (item("kind: text, fatal: {when: below, below: 60}"), "form_fatal_never"),
    (item("points: 0, choices: done, fatal: {when: below_maximum}"), "form_fatal_never"),
    (item("unscored: true, points: 10, choices: done, fatal: true"), None),
    # of a clause's version there are only whole ones
    (item("points: 10, choices: done, clause: {spec: SPEC, version: 1.5, clause: '3'}"), "form_value"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "code"), ITEMS)
def test_an_item_that_could_not_be_scored_fairly_is_refused(said, code):
    form, findings = load_form(form_of(said))
    assert [each.code for each in findings][:1] == ([code] if code else []), findings
    assert (form is None) == bool(code)


FORMS = [
    # what the weights add up to: of a form that scores by points, its points
    ("{weights_total: 20}", None, None),
    ("{weights_total: 100}", "form_weights_total", "points"),
    ("{weights: question, weights_total: 100}", "form_weights_total", "weights"),
    ("{cap: 80, floor: 90}", "form_value", None),
    ("{cap: 90, floor: 80}", None, None),
]


@pytest.mark.parametrize(("scoring", "code", "what"), FORMS)
def test_the_rules_of_a_form_can_be_met(scoring, code, what):
    _form, findings = load_form(form_of(item("points: 10, choices: done"), scoring))
    assert [each.code for each in findings][:1] == ([code] if code else []), findings
    if what:
        assert what in findings[0].sentence("en")


POINTS_OVER = [
    # scored by points, out of 100: of 160 each is worth 0.63, which is said unless it is meant; ten are
    # those of the item that is always there
    (150, "{cap: 100}", True),
    (150, "{}", True),
    (90, "{}", False),
    (57, "{}", False),  # short forms are common: five items of two points
    (150, "{weights_total: 160}", False),
    (60, "{base: 100}", True),  # everybody starts from 100 and can earn 60 besides
    (150, "{weights: none}", False),  # what an item is worth of 100 does not come from its points
]


@pytest.mark.parametrize(("points", "scoring", "warned"), POINTS_OVER)
def test_points_that_add_up_to_more_than_the_score_are_remarked_on(points, scoring, warned):
    form, findings = load_form(form_of(item(f"points: {points}, choices: done"), scoring))
    assert form is not None  # a remark, no refusal
    assert [each.code for each in findings] == ["form_points_over"] * warned


def test_the_remark_says_what_one_point_is_worth():
    found = load_form(form_of(item("points: 150, choices: done")))[1][0]
    assert "各项分值合计 160，而得分最高 100，一分约折合 0.63 分" in found.sentence("zh")
    assert "the points add up to 160 and a score is at most 100" in found.sentence("en")


WEIGHTLESS = [
    ("question", "weight: 0, "), ("section", ""), ("multiplier", ""), ("points", ""),
]  # fmt: skip


@pytest.mark.parametrize(("mode", "weight"), WEIGHTLESS)
def test_a_form_nothing_of_which_weighs_is_refused(mode, weight):
    """Its score was 10, 10, 0 and 0 of 100, for the same perfect call."""
    points = 0 if mode == "points" else 10
    of_section = "weight: 0, " if mode in ("section", "multiplier") else ""
    one = "{" + f"code: A, {weight}text: {{zh: 甲, en: One}}, points: {points}, choices: done" + "}"
    rest = f"sections: [{{code: S, {of_section}text: 大项, items: [{one}]}}]\n"
    _form, findings = load_form(HEAD + LISTS + f"scoring: {{weights: {mode}}}\n" + rest)
    assert "form_weights_zero" in [each.code for each in findings]


def test_a_form_that_only_writes_down_has_no_score():
    text = HEAD + "sections: [{code: S, text: 大项, items: [{code: A, text: 甲, kind: text}]}]\n"
    form, findings = load_form(text)
    assert findings == []
    assert score(form, {"A": Answer(text="x")}).total is None


def test_a_fatal_fault_costs_a_section_and_no_item():
    """Naming an item it cost nothing at all, and failed the call all the same."""
    fault = "fatal: [{code: F, text: {zh: 挂断, en: Hung up}, section: A}]\n"
    _form, findings = load_form(form_of(item("points: 10, choices: done"), rest=fault))
    assert [each.code for each in findings] == ["form_fatal_section"]
    assert findings[0].place.row == 5


def test_bands_have_a_code_each():
    bands = "bands: [{code: L, text: 低, low: 0, high: 50}, {code: L, text: 高, low: 50, high: 100}]\n"
    _form, findings = load_form(form_of(item("points: 10, choices: done"), rest=bands))
    assert [each.code for each in findings] == ["form_code_twice"]


@pytest.mark.parametrize(("said", "code"), [(s, c) for s, c in ITEMS if c and c != "form_key_unknown"])
def test_what_was_published_before_these_checks_is_read_as_it_was(said, code):
    """A published version never changes: what a later check would refuse opens all the same."""
    assert blocking(load_form(form_of(said))[1])
    assert kept_form(form_of(said)).item("A").points == 10


def test_what_is_no_form_is_not_taken_for_a_kept_one():
    with pytest.raises(ValueError, match="form_key_unknown"):
        kept_form(form_of(item("points: 10, choices: done, weigth: 5")))
