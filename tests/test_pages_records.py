"""The pages of our own records: spot-check calls, training, daily events, manual figures."""

from datetime import date
from decimal import Decimal

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import empty_house, house_with_contract

from core.principal import Role
from qa.review.states import ReviewState
from qa.scoring.answers import Answer
from services.audits.spot_check import CallDraft, calls, log_call
from services.desk.audit_drafts import drafts
from services.desk.draft_submit import left_open, unproven
from services.forms import form_drafts, form_retiring
from services.records.daily_events import events, record_event
from services.records.manual_figures import enter_figure, figures
from services.review import audit_story
from store.records import EntryState, EventState
from ui import formats

PAGES = ("audits/spot_check", "records/training", "records/events", "records/figures")
#: Who is not asked for here: an approver and a viewer do not log calls, so their menu has no such page.
NOT_THEIRS = {("audits/spot_check", Role.APPROVER), ("audits/spot_check", Role.VIEWER)}
CASES = [(page, role) for page in PAGES for role in Role if (page, role) not in NOT_THEIRS]
CALL = "audits/spot_check"
EVENTS = "records/events"
FIGURES = "records/figures"


@pytest.fixture
def empty(data_folder, monkeypatch):
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        yield cast


@pytest.fixture
def cast(data_folder, monkeypatch):
    with in_house(house_with_contract(data_folder), monkeypatch) as cast:
        yield cast


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("page", "role"), CASES)
def test_an_empty_house_says_what_will_be_here(empty, page, role, lang):
    app = fine(opened(empty, page, role, lang))
    assert app.title[0].value and "**" in words(app)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("page", "role"), CASES)
def test_a_house_with_entries_shows_them_to_everyone(cast, page, role, lang):
    filled(cast)
    app = fine(opened(cast, page, role, lang))
    shown = {CALL: 0, "records/training": 0}.get(page, 1)
    assert len(app.dataframe) == shown


@pytest.mark.parametrize(("page", "role"), sorted(NOT_THEIRS))
def test_who_does_not_log_calls_has_no_such_page(cast, page, role):
    with pytest.raises(ValueError, match="navigation page"):
        opened(cast, page, role)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_call_is_logged_in_one_screen_and_the_form_empties(cast, lang):
    app = opened(cast, CALL, Role.AUDITOR, lang)
    assert field(app, "button", "log-call").disabled  # nothing is answered yet
    field(app, "text_input", "dialled").set_value("13812345678")
    field(app, "text_input", "recording").set_value("REC-1")
    fine(pressed(app, "fill-rest"))
    assert "100.00" in app.metric[0].value
    cast.clock.at = cast.clock.at.replace(second=48)
    fine(pressed(app, "log-call"))
    [call] = calls(cast.house, cast.viewer)
    assert (call.dialled, call.points, call.passed) == ("138****5678", Decimal("100.00"), True)
    # It counts for the vendor's one contract and its project.
    assert (call.contract, call.project, call.logged_by) == ("GOV12345", "HOTLINE", "李质检")
    assert "100.00" in app.toast[0].value and "48" in app.toast[0].value
    assert field(app, "text_input", "dialled").value == ""
    assert "13812345678" not in str(app.dataframe[0].value)


def test_the_score_follows_the_answers(cast):
    app = opened(cast, CALL, Role.AUDITOR)
    pressed(app, "fill-rest")
    field(app, "button_group", "ATTITUDE").set_value("none").run()
    assert "85.00" in app.metric[0].value and "✓" in words(app)
    field(app, "button_group", "fatal").set_value(["LEAK"]).run()
    assert "0.00" in app.metric[0].value and "✕" in words(app)


def test_a_call_that_reached_nobody_is_scored_on_getting_through_only(cast):
    app = opened(cast, CALL, Role.AUDITOR)
    field(app, "button_group", "connected").set_value(False).run()
    # Whether an agent was reached was asked once, and the wait never ended: one question is left.
    assert [w.key for w in app.get("button_group") if "item" in w.key] == [
        "call-item-QUICK_MYSTERY-MENU-0-zh"
    ]
    field(app, "button_group", "MENU").set_value("none").run()
    fine(pressed(app, "log-call"))
    [call] = calls(cast.house, cast.viewer)
    assert (call.connected, call.points, call.passed, call.outcome) == (False, None, None, "no_answer")


def test_what_the_facts_say_is_told_and_not_asked_again(cast):
    app = opened(cast, CALL, Role.AUDITOR)
    assert app.metric[0].value == formats.DASH  # nothing is filled in, nothing is earned
    field(app, "number_input", "wait").set_value(21).run()
    assert not [w for w in app.get("button_group") if "CONNECT" in w.key or "QUEUE" in w.key]
    assert "接通人工：是" in words(app) and "排队时长：21–60秒" in words(app)
    fine(pressed(pressed(app, "fill-rest"), "log-call"))
    assert calls(cast.house, cast.viewer)[0].points == Decimal("96.00")


def test_a_missing_recording_is_said_beside_its_field_before_saving_and_not_after(cast):
    app = opened(cast, CALL, Role.AUDITOR)
    assert "没有填写录音编号" not in words(app)  # an empty form is not scolded
    field(app, "text_input", "agent").set_value("0123").run()
    assert "没有填写录音编号" in words(app)
    pressed(pressed(app, "fill-rest"), "log-call")
    assert "没有填写录音编号" not in words(app) and app.toast
    assert len(calls(cast.house, cast.viewer)) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_fatal_goes_on_on_the_desk_which_asks_for_reason_and_evidence(cast, lang):
    """It cannot be logged in passing; everything filled in is taken along."""
    app = opened(cast, CALL, Role.AUDITOR, lang)
    field(app, "text_input", "agent").set_value("0123").run()
    pressed(app, "fill-rest")
    field(app, "button_group", "fatal").set_value(["LEAK"]).run()
    assert not [button for button in app.button if (button.key or "").startswith("log-call")]
    fine(pressed(app, "to-desk"))
    [begun] = drafts(cast.house, cast.auditor)
    assert (begun.fact("@agent"), begun.fatal, left_open(begun)) == ("0123", {"LEAK"}, [])
    assert calls(cast.house, cast.viewer) == [] and unproven(begun) == (["LEAK"], ["LEAK"])
    assert not offered(fine(opened(cast, CALL, Role.AUDITOR, lang)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_half_filled_call_outlives_a_reload(cast, lang):
    app = opened(cast, CALL, Role.AUDITOR, lang)
    field(app, "text_input", "dialled").set_value("12345")
    field(app, "text_input", "agent").set_value("0123")
    field(app, "number_input", "wait").set_value(31)
    field(app, "button_group", "ATTITUDE").set_value("partial")
    field(app, "button_group", "fatal").set_value(["LEAK"])
    fine(app.run())
    again = fine(opened(cast, CALL, Role.AUDITOR, lang))  # F5: a new session
    assert field(again, "text_input", "dialled").value == ""
    fine(pressed(again, "go-on"))
    assert field(again, "text_input", "dialled").value == "12345"
    assert field(again, "text_input", "agent").value == "0123"
    assert field(again, "number_input", "wait").value == 31
    assert field(again, "button_group", "ATTITUDE").value == "partial"
    assert field(again, "button_group", "fatal").value == ["LEAK"]
    field(again, "button_group", "fatal").set_value([]).run()
    fine(pressed(pressed(again, "fill-rest"), "log-call"))
    assert not offered(fine(opened(cast, CALL, Role.AUDITOR, lang)))


def test_a_half_filled_call_is_let_go_and_nobody_elses_is_offered(cast):
    app = opened(cast, CALL, Role.AUDITOR)
    field(app, "text_input", "agent").set_value("0123").run()
    assert not offered(opened(cast, CALL, Role.MANAGER))
    again = opened(cast, CALL, Role.AUDITOR)
    assert len(offered(again)) == 1
    assert not offered(fine(pressed(again, "let-call-go")))


def test_undo_withdraws_the_call_and_puts_it_back_into_the_form(cast):
    app = opened(cast, CALL, Role.AUDITOR)
    field(app, "text_input", "agent").set_value("0123")
    pressed(pressed(app, "fill-rest"), "log-call")
    fine(pressed(app, "undo"))
    assert [call.state for call in calls(cast.house, cast.viewer)] == [EntryState.WITHDRAWN]
    assert field(app, "text_input", "agent").value == "0123"
    fine(pressed(app, "log-call"))
    assert [call.state for call in calls(cast.house, cast.viewer)].count(EntryState.LIVE) == 1


def test_pressing_twice_logs_once(cast):
    app = opened(cast, CALL, Role.AUDITOR)
    pressed(app, "fill-rest")
    pressed(app, "log-call")
    assert field(app, "button", "log-call").disabled
    assert len(calls(cast.house, cast.viewer)) == 1


def test_a_call_is_withdrawn_with_a_reason(cast):
    app = opened(cast, CALL, Role.AUDITOR)
    pressed(app, "fill-rest")
    pressed(app, "log-call")
    [call] = calls(cast.house, cast.viewer)
    app = opened(cast, CALL, Role.AUDITOR, record=call.id)
    assert len(pressed(app, "withdraw").error) == 1  # the reason is missing
    field(app, "text_input", "why-withdraw").set_value("重复登记")
    fine(pressed(app, "withdraw"))
    assert calls(cast.house, cast.viewer)[0].state is EntryState.WITHDRAWN


@pytest.mark.parametrize(
    ("lang", "to_it", "label"), [("zh", "送复核", "查看复核"), ("en", "Take into review", "Its review")]
)
def test_a_call_logged_before_its_form_was_reviewed_is_taken_into_review(cast, lang, to_it, label):
    """From then on it does not count until it is released, and the vendor can appeal."""
    pressed(pressed(opened(cast, CALL, Role.AUDITOR), "fill-rest"), "log-call")
    [call] = calls(cast.house, cast.viewer)
    app = opened(cast, CALL, Role.AUDITOR, lang, record=call.id)
    assert field(app, "button", "review").label == to_it
    app = fine(pressed(app, "review"))
    assert audit_story.story_of(cast.house, cast.viewer, call.id).line.standing is ReviewState.SUBMITTED
    assert label in [link.label for link in app.get("page_link")]


def test_an_opened_call_and_a_typed_figure_copy_as_a_sentence(cast):
    """Whose, when, the points or counts it is made of, what it is held against, and where it comes from."""
    app = opened(cast, CALL, Role.AUDITOR)
    pressed(pressed(app, "fill-rest"), "log-call")
    [call] = calls(cast.house, cast.viewer)
    for lang, tail in (("zh", "：100.00分，"), ("en", ": 100.00 points, ")):
        [said] = opened(cast, CALL, Role.AUDITOR, lang, record=call.id).code
        assert tail in said.value and cast.auditor.name in said.value
    filled(cast)
    [figure] = figures(cast.house, cast.viewer, "GOV12345", "2026-05")
    [said] = opened(cast, FIGURES, record=figure.id).code
    assert "2026年5月 报表及时率：90.00%（9/10），目标≥" in said.value
    assert f"来源：运营月报（{cast.auditor.name}录入）" in said.value
    [said] = opened(cast, FIGURES, lang="en", record=figure.id).code
    assert "90.00 % (9 / 10), target ≥ " in said.value and "source: 运营月报, typed in by" in said.value


def test_an_event_is_booked_by_one_and_approved_by_another(cast):
    app = opened(cast, EVENTS, Role.AUDITOR, tab="new")
    field(app, "selectbox", "event-code").set_value("OTHER").run()
    field(app, "text_input", "event-points").set_value("－1.5")  # as a Chinese keyboard types it
    field(app, "text_input", "event-what").set_value("报表迟报")
    fine(pressed(app, "event-save"))
    [line] = events(cast.house, cast.viewer, "GOV12345", "2026-05")
    assert (line.points, line.state, line.day) == (Decimal("-1.5"), EventState.RECORDED, date(2026, 5, 12))
    assert not [b for b in app.button if (b.key or "").startswith("approve")]
    app = opened(cast, EVENTS, Role.APPROVER, record=line.id)
    fine(pressed(app, "approve"))
    assert events(cast.house, cast.viewer)[0].state is EventState.APPROVED


def test_an_event_without_words_is_refused_and_the_form_keeps_what_was_typed(cast):
    app = opened(cast, EVENTS, tab="new")
    field(app, "number_input", "event-times").set_value(3)
    pressed(app, "event-save")
    assert len(app.error) == 1
    assert field(app, "number_input", "event-times").value == 3
    assert events(cast.house, cast.viewer) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_saved_event_closes_the_form_says_so_and_can_be_taken_back(cast, lang):
    app = opened(cast, EVENTS, lang=lang, tab="new")
    field(app, "text_input", "event-what").set_value("市民来信表扬")
    fine(pressed(app, "event-save"))
    assert not [widget for widget in app.text_input if "event-what" in widget.key]
    assert "市民来信表扬" in words(app) and app.query_params.get("tab") is None
    fine(pressed(app, "undo"))
    assert events(cast.house, cast.viewer)[0].state is EventState.WITHDRAWN


def test_a_past_month_says_so_and_chooses_no_day_by_itself(cast):
    app = opened(cast, EVENTS, tab="new", period="2026-04")
    assert "日期限于2026年4月" in words(app)
    field(app, "text_input", "event-what").set_value("市民来信表扬")
    pressed(app, "event-save")
    assert len(app.error) == 1 and events(cast.house, cast.viewer) == []
    field(app, "date_input", "event-day").set_value(date(2026, 4, 9))
    fine(pressed(app, "event-save"))
    assert events(cast.house, cast.viewer)[0].day == date(2026, 4, 9)


@pytest.mark.parametrize("page", [EVENTS, FIGURES, "records/training", "results/scorecard"])
def test_every_page_of_a_month_opens_on_the_last_one_that_is_over_and_has_figures(cast, monkeypatch, page):
    monkeypatch.setattr("ui.judged.results.months", lambda contract=None: ["2026-05", "2026-03"])
    monkeypatch.setattr("ui.entries.training_lines", lambda vendor, label: [] if label else ["some"])
    assert entry_label(fine(opened(cast, page))) == "2026-03"
    assert entry_label(fine(opened(cast, page, period="2026-05"))) == "2026-05"


def test_an_event_is_rejected_with_a_reason(cast):
    line = booked(cast)
    app = opened(cast, EVENTS, Role.APPROVER, record=line.id)
    field(app, "text_input", "why-reject").set_value("没有佐证")
    fine(pressed(app, "reject"))
    assert events(cast.house, cast.viewer)[0].state is EventState.REJECTED


def test_a_figure_is_typed_in_with_its_source(cast):
    app = opened(cast, FIGURES, tab="new")
    assert "报表及时率" in words(app)  # the clause that waits for a figure
    field(app, "text_input", "figure-numerator").set_value("1,234")
    field(app, "text_input", "figure-denominator").set_value("1,250")
    field(app, "text_input", "figure-source").set_value("运营月报")
    fine(pressed(app, "figure-save"))
    [figure] = figures(cast.house, cast.viewer, "GOV12345", "2026-05")
    assert (figure.clause, figure.numerator, figure.denominator) == ("HAND", 1234, 1250)
    assert "98.72%" in str(app.dataframe[0].value)
    assert not [widget for widget in app.text_input if "figure-source" in widget.key]
    fine(pressed(app, "undo"))
    assert figures(cast.house, cast.viewer, "GOV12345", "2026-05")[0].state is EntryState.WITHDRAWN


def test_a_figure_in_place_of_another_says_so(cast):
    filled(cast)
    app = opened(cast, FIGURES, tab="new")
    field(app, "text_input", "figure-numerator").set_value("8")
    field(app, "text_input", "figure-denominator").set_value("10")
    field(app, "text_input", "figure-source").set_value("更正的月报")
    fine(pressed(app, "figure-save"))
    assert "代替" in words(app)


def test_a_figure_that_is_no_number_is_refused(cast):
    app = opened(cast, FIGURES, tab="new")
    field(app, "text_input", "figure-numerator").set_value("很多")
    field(app, "text_input", "figure-denominator").set_value("10")
    field(app, "text_input", "figure-source").set_value("运营月报")
    pressed(app, "figure-save")
    assert len(app.error) == 1
    assert figures(cast.house, cast.viewer, "GOV12345", "2026-05") == []


def entry_label(app):
    return field(app, "selectbox", "switch-period").value


def offered(app):
    return [button.key for button in app.button if button.key.startswith("go-on")]


def booked(cast):
    return record_event(cast.house, cast.auditor, "GOV12345", date(2026, 5, 4), "PRAISE", "市民来信表扬")


ONE_ITEM = """
form: {code: F, version: 1, name: {zh: 表, en: Form}, kind: listening, pass_mark: 90}
scales:
  done:
    - {code: full, text: {zh: 做到, en: Done}, share: 1}
    - {code: none, text: {zh: 未做到, en: Not done}, share: 0}
sections:
  - code: A
    text: {zh: 开场, en: Opening}
    items: [{code: A1, text: {zh: 开头语, en: Greeting}, points: 100, choices: done, na: true}]
"""


def test_a_call_to_which_nothing_applied_says_so_and_not_that_nobody_was_reached(cast):
    """No score is neither 0 nor 100, nor a call that failed to connect (AT-15)."""
    draft = form_drafts.start_file(cast.house, cast.manager, ONE_ITEM.encode(), "form.yaml")
    form = form_drafts.publish(cast.house, cast.manager, draft.id, draft.version)
    draft = CallDraft(
        vendor="YUNHE", form=form.code, at=cast.clock.at, kind=form.kind, agent="0123", recording="R-1",
        answers={"A1": Answer(not_applicable=True)},
    )  # fmt: skip
    call = log_call(cast.house, cast.auditor, draft).record
    for lang, said in (("zh", "没有一项适用，不计分"), ("en", "Nothing applied: no score")):
        app = fine(opened(cast, CALL, Role.AUDITOR, lang, record=call.id))
        [table] = [frame.value for frame in app.dataframe if "result" in frame.value.columns]
        assert list(table["result"]) == [f"– {said}"] and said in words(app)


def filled(cast):
    """An event and a typed figure in the present month."""
    booked(cast)
    enter_figure(cast.house, cast.auditor, "GOV12345", "2026-05", "HAND", 9, 10, "运营月报")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_every_form_is_retired_the_page_says_so(cast, lang):
    for code in ("QUICK_LISTENING", "QUICK_MYSTERY"):
        form_retiring.retire_form(cast.house, cast.manager, code, "改用标准表")
    app = fine(opened(cast, CALL, Role.AUDITOR, lang))
    assert {"zh": "没有在用的评分表", "en": "No form in use"}[lang] in words(app)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_call_begun_before_its_form_was_retired_is_gone_on_with_and_logged(cast, lang):
    app = opened(cast, CALL, Role.AUDITOR, lang, tab="quick_listening")
    field(app, "text_input", "agent").set_value("0123").run()
    form_retiring.retire_form(cast.house, cast.manager, "QUICK_LISTENING", "改用标准表")
    again = fine(opened(cast, CALL, Role.AUDITOR, lang))
    assert not [box for box in again.selectbox if "switch-tab" in (box.key or "")]  # one form is left
    fine(pressed(again, "go-on"))
    assert field(again, "text_input", "agent").value == "0123"
    fine(pressed(pressed(again, "fill-rest"), "log-call"))
    assert [call.form for call in calls(cast.house, cast.viewer)] == ["QUICK_LISTENING"]
    assert not offered(fine(opened(cast, CALL, Role.AUDITOR, lang)))
