"""The designer of audit forms through its page: whatever is opened and saved untouched stays as it is; parts
are added, changed, moved, taken away and taken back, and what they weigh is said as they are typed."""

from __future__ import annotations

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import house_with_contract
from test_exports_form import EVERYTHING

from qa.form.body import body_of
from services.forms import form_design, form_drafts
from ui.forms import design_answers
from ui.forms.design_answers import Asks, _shown

PAGE = "setup/forms"
BOTH, NO, OLD = {"zh": "是", "en": "是"}, {"zh": "No", "en": "No"}, {"zh": "旧", "en": "Old"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("design")
        with in_house(house_with_contract(folder), patch) as cast:
            yield cast


def begun(cast, text=EVERYTHING):
    return form_drafts.start_file(cast.house, cast.manager, text.encode())


def part(cast, draft, code, lang="zh"):
    return fine(opened(cast, PAGE, lang=lang, tab="draft", record=draft.id, clause=code))


def now(cast, draft):
    return form_drafts.form_draft(cast.house, cast.manager, draft.id)


def saved(app):
    [button] = [
        each for each in app.button if (each.key or "").endswith("-save") and "design-part" in each.key
    ]
    return fine(button.click().run())


CODES = ("form", "A", "REFUND", "FAULTS", "HOLD", "B", "NOTE", "C", "LAST", "COUNTED", "PLUS", "HANG_UP")


@pytest.mark.parametrize("code", CODES)
def test_what_is_saved_untouched_stays_as_it_is(shared, code):
    draft = begun(shared)
    saved(part(shared, draft, code, "en"))
    assert now(shared, draft).form == draft.form


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ("要求退款", "致命", "占总分", "试打一通")),
        ("en", ("Refund", "fatal", "of the whole", "A pretend call")),
    ],
)
def test_the_outline_says_what_each_part_is_and_weighs(shared, lang, said):
    app = fine(opened(shared, PAGE, lang=lang, tab="draft", record=begun(shared).id))
    told = words(app) + "\n".join(button.label for button in app.button)
    assert all(each in told for each in said), told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_share_follows_what_is_typed_before_it_is_saved(shared, lang):
    """F5 has five items of 20 points; 120 in the place of one is 120 of 200."""
    draft = form_drafts.start_shipped(shared.house, shared.manager, "F5")
    first = draft.form.sections[0].items[0].code
    app = part(shared, draft, first, lang)
    share = next(each for each in app.metric if each.value.startswith("20"))
    field(app, "text_input", f"{first}-{draft.version}-{lang}-points").set_value("120")
    app = fine(app.run())
    assert next(each for each in app.metric if each.label == share.label).value[:4] == "60.0"
    assert now(shared, draft).form == draft.form, "not saved yet"
    saved(app)
    assert now(shared, draft).form.item(first).points == 120


def test_a_wrong_value_is_told_below_its_field_and_keeps_the_rest(shared):
    draft = begun(shared)
    app = part(shared, draft, "REFUND")
    field(app, "text_input", f"REFUND-{draft.version}-zh-points").set_value("十")
    app = app.run()
    assert "“分值”不能是“十”" in words(app)
    assert "表里没有错误后" in words(app), "no call can be tried on it"
    saved(app)
    app = opened(shared, PAGE, tab="draft", record=draft.id)
    [publish] = [button for button in app.button if (button.key or "").startswith("action-publish-form")]
    assert publish.disabled


def test_parts_are_added_moved_taken_away_and_taken_back(shared):
    draft = begun(shared)
    app = fine(opened(shared, PAGE, tab="draft", record=draft.id))
    app = fine(pressed(app, "design-item-A"))
    added = body_of(now(shared, draft).text)
    assert form_design.part_of(added, "ITEM")["points"] == "10"
    app = fine(pressed(app, f"design-part-{draft.id}-ITEM-2-zh-remove"))
    assert now(shared, draft).form == draft.form
    app = fine(pressed(app, "design-move-FAULTS--1"))
    assert [item.code for item in now(shared, draft).form.sections[0].items][:2] == ["FAULTS", "REFUND"]
    app = fine(pressed(app, "design-undo"))
    assert now(shared, draft).form == draft.form
    app = fine(pressed(app, "design-undo"))
    assert "ITEM" in now(shared, draft).text, "two steps back"
    app = fine(pressed(app, "design-undo"))
    assert not [button for button in app.button if "design-undo" in (button.key or "")]


def test_nothing_of_somebody_else_is_taken_back(shared):
    draft = begun(shared)
    app = fine(opened(shared, PAGE, tab="draft", record=draft.id))
    app = fine(pressed(app, "design-move-FAULTS--1"))
    theirs = now(shared, draft)
    form_drafts.save(shared.house, shared.manager, draft.id, theirs.version, theirs.text + "\n")
    app = fine(app.run())
    assert not [button for button in app.button if "design-undo" in (button.key or "")]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_condition_is_put_together_from_drop_downs(shared, lang):
    draft = begun(shared)
    app = part(shared, draft, "LAST", lang)
    field(app, "selectbox", "when-0-item").set_value("REFUND")
    app = fine(app.run())
    field(app, "multiselect", "when-0-REFUND-is-values").set_value(["none"])
    app = fine(app.run())
    saved(app)
    [test] = now(shared, draft).form.item("LAST").condition.tests()
    assert (test.item, test.values) == ("REFUND", ("none",))


@pytest.mark.parametrize(("lang", "score"), [("zh", "100.00"), ("en", "100.00")])
def test_a_pretend_call_is_scored_while_the_form_is_designed(shared, lang, score):
    draft = form_drafts.start_shipped(shared.house, shared.manager, "F5")
    app = fine(opened(shared, PAGE, lang=lang, tab="draft", record=draft.id))
    first = draft.form.sections[0].items[0]
    best = max(first.choices, key=lambda choice: choice.points).code
    field(app, "button_group", f"try-{draft.id}-{first.code}").set_value(best)
    app = fine(app.run())
    assert score in [each.value.split()[0].removesuffix("分") for each in app.metric]


def test_a_code_that_audits_may_carry_cannot_be_changed(shared):
    draft = form_drafts.start_version(shared.house, shared.manager, "QUICK_LISTENING", 1)
    app = part(shared, draft, "IDENTITY")
    assert field(app, "text_input", f"IDENTITY-{draft.version}-zh-code").disabled


def test_a_file_nobody_can_design_is_still_corrected_as_a_file(shared):
    draft = begun(shared, "form: [")
    app = opened(shared, PAGE, tab="draft", record=draft.id)
    assert not app.exception and app.text_area[0].value == "form: ["


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_form_is_designed_from_nothing(shared, lang):
    app = fine(pressed(opened(shared, PAGE, lang=lang), "form-blank"))
    assert "NEW-FORM" in [each.code for each in form_drafts.form_drafts(shared.house, shared.manager)]
    assert not app.exception


def test_answers_are_taken_over_from_another_item(shared):
    draft = form_drafts.start_shipped(shared.house, shared.manager, "M1")
    app = part(shared, draft, "CONNECT")
    field(app, "selectbox", "-as").set_value("做到 / 部分 / 未做到")
    app = fine(app.run())
    saved(app)
    changed = now(shared, draft).form.item("CONNECT")
    assert [(choice.code, str(choice.points)) for choice in changed.choices] == [
        ("full", "5"), ("partial", "5/2"), ("none", "0"),
    ]  # fmt: skip


KEPT = {"code": "old", "text": "x", "share": "1", "passes": "true"}


@pytest.mark.parametrize(
    ("row", "choice"),
    [
        (("y", "是", "", " 1/2 ", ""), {"code": "y", "text": BOTH, "share": "1/2"}),
        (("n", "", "No", "", "-5"), {"code": "n", "text": NO, "points": "-5"}),
        # what the table does not show stays: that the answer passes
        (("old", "旧", "Old", "0", ""), {"code": "old", "text": OLD, "share": "0", "passes": "true"}),
    ],
)
def test_a_row_of_the_table_is_an_answer_of_the_file(row, choice):
    cells = dict(zip(("code", "text.zh", "text.en", "share", "points"), row, strict=True))
    assert design_answers._choice(cells, [KEPT]) == choice


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_going_back_keeps_what_was_typed_and_one_step_takes_it_out(shared, lang):
    draft = begun(shared)
    app = part(shared, draft, "REFUND", lang)
    field(app, "text_input", f"REFUND-{draft.version}-{lang}-points").set_value("44")
    [back] = [each for each in app.button if (each.key or "").startswith("back-clause")]
    app = fine(back.click().run())
    assert now(shared, draft).form.item("REFUND").points == 44
    fine(next(each for each in app.button if (each.key or "").startswith("design-undo")).click().run())
    assert now(shared, draft).form == draft.form


LEFT = {
    "zh": ("还没保存就离开了", "其后别人改过本表"),
    "en": ("was left before it was saved", "changed since by somebody else"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_part_left_by_the_browsers_way_back_is_offered(shared, lang):
    draft = begun(shared)
    app = part(shared, draft, "REFUND", lang)
    field(app, "text_input", f"REFUND-{draft.version}-{lang}-points").set_value("44")
    app = fine(app.run())
    del app.query_params["clause"]
    app = fine(app.run())
    assert LEFT[lang][0] in words(app)
    fine(next(each for each in app.button if (each.key or "").startswith("design-unsaved")).click().run())
    assert now(shared, draft).form.item("REFUND").points == 44
    assert LEFT[lang][0] not in words(app)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_left_unsaved_goes_over_nobodys_change(shared, lang):
    draft = begun(shared)
    app = part(shared, draft, "REFUND", lang)
    field(app, "text_input", f"REFUND-{draft.version}-{lang}-points").set_value("44")
    app = fine(app.run())
    form_drafts.save(shared.house, shared.manager, draft.id, draft.version, draft.text.replace("30", "31"))
    del app.query_params["clause"]
    app = fine(app.run())
    assert LEFT[lang][1] in words(app)
    assert not [each for each in app.button if (each.key or "").startswith("design-unsaved")]
    fine(next(each for each in app.button if (each.key or "").startswith("design-drop")).click().run())
    assert now(shared, draft).form.item("REFUND").points == draft.form.item("REFUND").points


@pytest.mark.parametrize("code", CODES)
def test_a_part_that_is_only_looked_at_is_not_called_unsaved(shared, code):
    draft = begun(shared)
    app = part(shared, draft, code)
    del app.query_params["clause"]
    assert LEFT["zh"][0] not in words(fine(app.run()))


def test_an_item_known_from_the_wait_asks_up_to_how_many_seconds_at_once(shared):
    """Its steps could not be typed before: only a number's answers had the column."""
    assert "up_to" in dict(_shown(Asks(up_to=True, fatal=False), []))
    assert "up_to" not in dict(_shown(Asks(up_to=False, fatal=False), []))
    draft = begun(shared)
    app = part(shared, draft, "REFUND")
    field(app, "selectbox", f"REFUND-{draft.version}-zh-known_from").set_value("wait")
    fine(app.run())
