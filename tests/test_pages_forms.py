"""Audit forms through their page: listed, read with their shares, written as the next version, published."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import house_with_contract

from core.principal import Role
from qa.scoring.answers import Answer
from services.audits import spot_check
from services.forms import audit_forms, form_drafts

PAGE = "setup/forms"
LANGUAGES = [("zh", "评分表"), ("en", "Forms")]


@pytest.fixture
def cast(data_folder, monkeypatch):
    with in_house(house_with_contract(data_folder), monkeypatch) as cast:
        yield cast


def tables(app):
    return "\n".join(table.value.to_string() for table in app.table)


@pytest.mark.parametrize(("lang", "title"), LANGUAGES)
@pytest.mark.parametrize("role", list(Role))
def test_everyone_sees_the_forms_and_only_a_manager_begins_one(cast, role, lang, title):
    app = fine(opened(cast, PAGE, role, lang))
    assert app.title[0].value == title
    assert sorted(app.dataframe[0].value["code"]) == ["QUICK_LISTENING", "QUICK_MYSTERY", "S1"]
    begins = [button for button in app.button if (button.key or "").startswith("form-start-go")]
    assert len(begins) == (role is Role.MANAGER)


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", ("开头语", "5.0%", "做到 5", "致命")), ("en", ("Greeting", "5.0 %", "Done 5", "fatal"))],
)
def test_a_form_is_read_with_what_each_item_really_weighs(cast, lang, said):
    app = fine(opened(cast, PAGE, Role.AUDITOR, lang, form="QUICK_LISTENING"))
    assert all(each in tables(app) for each in said), tables(app)


@pytest.mark.parametrize(("lang", "said"), [("zh", "下载 Excel"), ("en", "Download as Excel")])
def test_a_form_is_downloaded_as_excel_or_yaml_and_its_template_too(cast, lang, said):
    app = fine(opened(cast, PAGE, Role.AUDITOR, lang, form="QUICK_LISTENING"))
    assert said in [button.label for button in app.get("download_button")]
    app = fine(opened(cast, PAGE, lang=lang))
    assert [b for b in app.get("download_button") if "form-template" in b.proto.id]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_shipped_form_is_taken_up_published_and_offered_to_the_auditor(cast, lang):
    app = fine(pressed(opened(cast, PAGE, lang=lang), "form-start-go"))
    assert app.text_area[0].value.startswith("# F1")
    app = fine(pressed(app, "action-publish-form"))
    assert "F1" in [form.code for form in audit_forms.forms(cast.house, cast.viewer)]
    assert "F1" in words(app)
    app = fine(opened(cast, "audits/spot_check", lang=lang, tab="f1"))
    assert any("OPENING" in (each.key or "") for each in app.get("button_group"))


def test_a_contradiction_is_told_with_its_row_and_keeps_it_from_being_published(cast):
    app = fine(pressed(opened(cast, PAGE), "form-start-go"))
    text = app.text_area[0].value.replace("low: 85, high: 90", "low: 86, high: 90")
    app.text_area[0].set_value(text).run()
    app = pressed(app, "form-save")
    assert "应从 85 开始" in words(app) + "\n".join(each.value for each in app.error)
    [publish] = [button for button in app.button if (button.key or "").startswith("action-publish-form")]
    assert publish.disabled


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", ("合格线", "90", "95")), ("en", ("Pass mark", "90", "95"))]
)
def test_a_new_version_says_in_words_what_it_changes(cast, lang, said):
    start = form_drafts.start_version(cast.house, cast.manager, "QUICK_LISTENING", 1)
    text = start.text.replace("pass_mark: 90", "pass_mark: 95")
    saved = form_drafts.save(cast.house, cast.manager, start.id, start.version, text)
    app = fine(opened(cast, PAGE, lang=lang, tab="draft", record=saved.id))
    assert all(each in tables(app) for each in said)
    app = fine(pressed(app, "action-publish-form"))
    assert field(app, "selectbox", "form-version").options == ["2", "1"]
    assert all(each in tables(app) for each in said)


def test_a_draft_is_thrown_away(cast):
    draft = form_drafts.start_shipped(cast.house, cast.manager, "M1")
    app = fine(opened(cast, PAGE, tab="draft", record=draft.id))
    fine(pressed(app, "form-discard"))
    assert form_drafts.form_drafts(cast.house, cast.manager) == []


ASKING = """
form: {code: ASK, version: 1, name: {zh: 各种题, en: All kinds}, kind: listening, pass_mark: 50}
scales:
  yn: [{code: full, text: 是, share: 1}, {code: none, text: 否, share: 0}]
sections:
  - code: A
    text: 一
    items:
      - {code: REFUND, text: 要求退款, points: 10, choices: yn}
      - {code: PAID, text: 已退款, points: 10, choices: yn, when: {item: REFUND, is: full}}
      - code: FAULTS
        text: 毛病
        kind: multi
        points: 10
        choices: [{code: LATE, text: 迟, points: -5}, {code: RUDE, text: 粗, points: -10}]
      - code: HOLD
        text: 保持秒数
        kind: duration
        points: 10
        choices: [{code: short, text: 短, share: 1, up_to: 30}, {code: long, text: 长, share: 0}]
      - {code: NOTE, text: 备注, kind: text}
"""


def test_every_kind_of_item_can_be_answered_and_a_condition_shows_its_item(cast):
    start = form_drafts.start_file(cast.house, cast.manager, ASKING.encode())
    form_drafts.publish(cast.house, cast.manager, start.id, start.version)
    app = fine(opened(cast, "audits/spot_check", tab="ask"))
    assert not [each for each in app.get("button_group") if "PAID" in (each.key or "")]
    field(app, "button_group", "item-ASK-REFUND").set_value("full")
    app = fine(app.run())
    field(app, "button_group", "item-ASK-PAID").set_value("none")
    field(app, "button_group", "item-ASK-FAULTS").set_value(["LATE"])
    field(app, "number_input", "item-ASK-HOLD").set_value(30)
    app = fine(fine(app.run()))
    fine(pressed(app, "log-call"))
    [call] = spot_check.calls(cast.house, cast.viewer)
    assert (str(call.points), call.answers["FAULTS"]["choices"]) == ("62.50", ["LATE"])


def logged(cast, day, **answers):
    """A call of that day on the newest version of the quick form, all done but what is said otherwise."""
    forms = audit_forms.forms(cast.house, cast.viewer)
    form = next(each for each in forms if each.code == "QUICK_LISTENING")
    full = {item.code: Answer("full") for _s, item in form.items()}
    draft = spot_check.CallDraft(
        vendor="YUNHE", form=form.code, kind=form.kind, at=datetime(2026, 5, day, 3, tzinfo=UTC),
        contract="GOV12345", answers=full | answers, recording="R-1",
    )  # fmt: skip
    return spot_check.log_call(cast.house, cast.auditor, draft).record


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", ("身份核验", "不适用", "做到")), ("en", ("Identity check", "N/A", "Done"))]
)
def test_a_logged_call_shows_its_receipt_item_by_item(cast, lang, said):
    call = logged(cast, 11, IDENTITY=Answer(not_applicable=True))
    app = fine(opened(cast, "audits/spot_check", lang=lang, record=call.id))
    assert all(each in tables(app) for each in said)
    assert call.receipt[:12] in words(app)


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", ("起始分", "命令语气或敷衍", "2次")), ("en", ("Points to start from", "Twice"))]
)
def test_points_taken_off_are_told_beside_the_points_everybody_starts_from(cast, lang, said):
    start = form_drafts.start_shipped(cast.house, cast.manager, "F3")
    form = form_drafts.publish(cast.house, cast.manager, start.id, start.version)
    answers = {item.code: Answer("none") for _s, item in form.items()} | {"TONE": Answer("twice")}
    draft = spot_check.CallDraft(
        vendor="YUNHE", form="F3", kind=form.kind, at=datetime(2026, 5, 11, 3, tzinfo=UTC), answers=answers
    )
    call = spot_check.log_call(cast.house, cast.auditor, draft).record
    app = fine(opened(cast, "audits/spot_check", lang=lang, record=call.id))
    assert all(each in tables(app) for each in said)
    assert "80" in next(code.value for code in app.code), "of the 100 everybody starts from"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_form_did_to_the_mean_stands_beside_what_the_service_did(cast, lang):
    """90 on version 1; the failed item weighs double in version 2, so the same call has 81.82 there."""
    logged(cast, 10, NEED=Answer("none"))
    start = form_drafts.start_version(cast.house, cast.manager, "QUICK_LISTENING", 1)
    text = start.text.replace("en: Need confirmed}, points: 10", "en: Need confirmed}, points: 20")
    saved = form_drafts.save(cast.house, cast.manager, start.id, start.version, text)
    form_drafts.publish(cast.house, cast.manager, saved.id, saved.version)
    logged(cast, 11)
    app = fine(opened(cast, PAGE, lang=lang, form="QUICK_LISTENING"))
    assert [metric.value for metric in app.metric] == ["90.00", "81.82", "100.00", "−8.18", "+18.18"]


@pytest.mark.parametrize(("lang", "said"), [("zh", "停用"), ("en", "Retired")])
def test_a_form_is_retired_with_a_reason_and_taken_into_use_again(cast, lang, said):
    app = fine(opened(cast, PAGE, lang=lang, form="QUICK_LISTENING"))
    field(app, "text_input", "retire-QUICK_LISTENING").set_value("换新表")
    app = fine(pressed(app, "retire-QUICK_LISTENING"))
    told = "\n".join(each.value for each in app.warning)
    assert said in told and "换新表" in told
    assert "QUICK_LISTENING" not in [form.code for form in audit_forms.forms(cast.house, cast.viewer)]
    field(app, "text_input", "retire-QUICK_LISTENING").set_value("还要用")
    app = fine(pressed(app, "retire-QUICK_LISTENING"))
    assert not app.warning
    assert "QUICK_LISTENING" in [form.code for form in audit_forms.forms(cast.house, cast.viewer)]


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "SPEC 第2版：3.2 要求退款"), ("en", "SPEC version 2: 3.2 要求退款")]
)
def test_the_clauses_a_form_stands_on_lead_to_the_specification(cast, lang, said):
    text = ASKING.replace(
        "{code: REFUND, text: 要求退款,",
        "{code: REFUND, text: 要求退款, clause: {spec: SPEC, version: 2, clause: '3.2'},",
    )
    start = form_drafts.start_file(cast.house, cast.manager, text.encode())
    form_drafts.publish(cast.house, cast.manager, start.id, start.version)
    app = fine(opened(cast, PAGE, lang=lang, form="ASK"))
    links = [link.proto for link in app.get("page_link")]
    [link] = [each for each in links if each.label.replace("\\", "") == said]
    assert "spec=SPEC" in link.query_string and "version=2" in link.query_string
    assert "clause=3.2" in link.query_string, "to the clause itself and not to its version only"
