"""The pages of our own records: spot-check calls, training, daily events, manual figures."""

from datetime import date
from decimal import Decimal

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import empty_house, house_with_contract

from core.principal import Role
from services.daily_events import events, record_event
from services.manual_figures import enter_figure, figures
from services.spot_check import calls
from store.records import EntryState, EventState

PAGES = ("records/spot_check", "records/training", "records/events", "records/figures")
#: Who is not asked for here: an approver and a viewer do not log calls, so their menu has no such page.
NOT_THEIRS = {("records/spot_check", Role.APPROVER), ("records/spot_check", Role.VIEWER)}
CASES = [(page, role) for page in PAGES for role in Role if (page, role) not in NOT_THEIRS]
CALL = "records/spot_check"
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
    for item in ("CONNECT", "MENU", "QUEUE"):
        field(app, "button_group", item).set_value("none")
    app.run()
    fine(pressed(app, "log-call"))
    [call] = calls(cast.house, cast.viewer)
    assert (call.connected, call.points, call.passed, call.outcome) == (False, None, None, "no_answer")


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


def test_a_figure_that_is_no_number_is_refused(cast):
    app = opened(cast, FIGURES, tab="new")
    field(app, "text_input", "figure-numerator").set_value("很多")
    field(app, "text_input", "figure-denominator").set_value("10")
    field(app, "text_input", "figure-source").set_value("运营月报")
    pressed(app, "figure-save")
    assert len(app.error) == 1
    assert figures(cast.house, cast.viewer, "GOV12345", "2026-05") == []


def booked(cast):
    return record_event(cast.house, cast.auditor, "GOV12345", date(2026, 5, 4), "PRAISE", "市民来信表扬")


def filled(cast):
    """An event and a typed figure in the present month."""
    booked(cast)
    enter_figure(cast.house, cast.auditor, "GOV12345", "2026-05", "HAND", 9, 10, "运营月报")
