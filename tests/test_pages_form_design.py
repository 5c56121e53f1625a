"""The designer of audit forms through its page: whatever is opened and saved untouched stays as it is; parts
are added, changed, moved, taken away and taken back, and what they weigh is said as they are typed."""

from __future__ import annotations

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import house_with_contract
from test_exports_form import EVERYTHING

from qa.form.body import body_of
from qa.form.written import yaml_of
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
def test_a_share_follows_what_is_typed(shared, lang):
    """F5 has five items of 20 points; 120 in the place of one is 120 of 200."""
    draft = form_drafts.start_shipped(shared.house, shared.manager, "F5")
    first = draft.form.sections[0].items[0].code
    app = part(shared, draft, first, lang)
    share = next(each for each in app.metric if each.value.startswith("20"))
    field(app, "text_input", f"{first}-{draft.version}-{lang}-points").set_value("120")
    app = fine(app.run())
    assert next(each for each in app.metric if each.label == share.label).value[:4] == "60.0"
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


def test_the_file_itself_is_saved_as_it_is_left(shared):
    draft = begun(shared)
    app = opened(shared, PAGE, tab="draft", record=draft.id)
    app.text_area[0].set_value(draft.text + "# 一句说明\n")
    fine(pressed(app, "form-save"))
    assert (
        now(shared, draft).text.endswith("# 一句说明\n") and now(shared, draft).version == draft.version + 1
    )


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


def points(app, draft, lang="zh", code="REFUND"):
    return field(app, "text_input", f"{code}-{draft.version}-{lang}-points")


SAVED = {"zh": "已保存", "en": "saved"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_typed_is_there_after_a_reload(shared, lang):
    """Nobody pressed anything: the second session is the page after F5, or after a dead tab."""
    draft = begun(shared)
    app = part(shared, draft, "REFUND", lang)
    points(app, draft, lang).set_value("44")
    app = fine(app.run())
    assert SAVED[lang] in words(app)
    again = now(shared, draft)
    assert again.form.item("REFUND").points == 44
    assert points(part(shared, again, "REFUND", lang), again, lang).value == "44"


def test_an_open_part_is_one_step_to_take_back(shared):
    draft = begun(shared)
    app = part(shared, draft, "REFUND")
    for typed in ("44", "45", "46"):
        points(app, draft).set_value(typed)
        app = fine(app.run())
    app = saved(app)
    assert now(shared, draft).form.item("REFUND").points == 46
    fine(pressed(app, "design-undo"))
    assert now(shared, draft).form == draft.form


@pytest.mark.parametrize("typed", ["REFUNDED", "", "HOLD", "form"])
def test_a_new_code_is_followed_and_one_that_cannot_be_waits(shared, typed):
    """An empty code, one of another item, and the word the address has for the form itself."""
    draft = begun(shared)
    app = part(shared, draft, "REFUND")
    field(app, "text_input", f"REFUND-{draft.version}-zh-code").set_value(typed)
    app = app.run()
    points(app, draft).set_value("44")
    app = app.run()
    kept = "REFUNDED" if typed == "REFUNDED" else "REFUND"
    assert form_design.part_of(body_of(now(shared, draft).text), kept)["points"] == "44"
    assert app.query_params["clause"] == kept
    assert field(app, "text_input", f"REFUND-{draft.version}-zh-code").value == typed


THEIRS = {"zh": "其他人刚刚保存过", "en": "Somebody saved this meanwhile"}


@pytest.mark.parametrize(("choice", "points_kept"), [("mine", 44), ("theirs", 31)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nobody_writes_over_what_somebody_else_saved_unseen(shared, lang, choice, points_kept):
    draft = begun(shared)
    app = part(shared, draft, "REFUND", lang)
    theirs = body_of(draft.text)
    changed = form_design.with_part(
        theirs, "REFUND", {**form_design.part_of(theirs, "REFUND"), "points": "31"}
    )
    form_drafts.save(shared.house, shared.manager, draft.id, draft.version, yaml_of(changed))
    points(app, draft, lang).set_value("44")
    app = fine(app.run())
    assert THEIRS[lang] in words(app)
    assert now(shared, draft).form.item("REFUND").points == 31
    app = fine(pressed(app, f"{choice}-design"))
    assert now(shared, draft).form.item("REFUND").points == points_kept
    assert THEIRS[lang] not in words(app)


def test_two_people_on_two_parts_lose_nothing_of_each_other(shared):
    draft = begun(shared)
    first, second = part(shared, draft, "REFUND"), part(shared, draft, "HOLD")
    for app, code, typed in ((first, "REFUND", "44"), (second, "HOLD", "45"), (first, "REFUND", "46")):
        points(app, draft, code=code).set_value(typed)
        app.run()
        assert THEIRS["zh"] not in words(app)
    form = now(shared, draft).form
    assert (form.item("REFUND").points, form.item("HOLD").points) == (46, 45)


def test_a_part_opened_again_in_the_other_language_keeps_what_was_typed(shared):
    draft = begun(shared)
    app = part(shared, draft, "REFUND")
    points(app, draft).set_value("44")
    app = fine(app.run())
    app.session_state["lang"] = "en"
    app = fine(app.run())
    app.session_state["lang"] = "zh"
    app = fine(app.run())
    assert now(shared, draft).form.item("REFUND").points == 44


def test_answers_typed_stay_while_the_table_gets_another_column(shared):
    """How it becomes fatal has a column of its own: the rows typed before it came were lost."""
    draft = begun(shared)
    app = part(shared, draft, "REFUND")
    [table] = app.data_editor
    app.session_state[table.key] = {
        "edited_rows": {},
        "added_rows": [{"code": "later", "text.zh": "改日"}],
        "deleted_rows": [],
    }
    app = app.run()
    field(app, "selectbox", f"REFUND-{draft.version}-zh-fatal.when").set_value("chosen")
    app.run()
    item = form_design.part_of(body_of(now(shared, draft).text), "REFUND")
    assert item["choices"][-1]["code"] == "later" and item["fatal"]["when"] == "chosen"


@pytest.mark.parametrize("code", CODES)
def test_a_part_that_is_only_looked_at_is_not_saved(shared, code):
    draft = begun(shared)
    app = part(shared, draft, code)
    fine(app.run())
    assert now(shared, draft) == draft


def test_an_item_known_from_the_wait_asks_up_to_how_many_seconds_at_once(shared):
    """Its steps could not be typed before: only a number's answers had the column."""
    assert "up_to" in dict(_shown(Asks(up_to=True, fatal=False), []))
    assert "up_to" not in dict(_shown(Asks(up_to=False, fatal=False), []))
    draft = begun(shared)
    app = part(shared, draft, "REFUND")
    field(app, "selectbox", f"REFUND-{draft.version}-zh-known_from").set_value("wait")
    fine(app.run())
