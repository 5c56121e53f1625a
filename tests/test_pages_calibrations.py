"""Calibration through its page: planned, scored unseen, opened, compared, minuted; zh and en, every role."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
import streamlit as st
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import house_with_contract

from core.principal import Role
from qa.form.load import shipped_forms
from qa.scoring.answers import Answer
from services.calibration import calibration, calibration_drift, calibration_view
from services.calibration.calibration_plan import CalibrationPlan, PickedCall, PickedRater, plan_calibration
from services.forms import form_drafts
from ui.calibration.calibration_plan_form import read_line

PAGE = "audits/calibrations"
FORM = next(form for form in shipped_forms() if form.code == "QUICK_LISTENING")
FULL = {item.code: Answer("full") for _section, item in FORM.items()}
NEEDLESS = FULL | {"NEED": Answer("none")}
LANGUAGES = [("zh", "校准会"), ("en", "Calibration")]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A house with a session that is sealed and one that is open."""
    cast = house_with_contract(tmp_path_factory.mktemp("calibration") / "data")
    sealed = planned(cast)
    give(cast, sealed, cast.auditor, 0, NEEDLESS)
    done = planned(cast, "四月校准会")
    give(cast, done, cast.auditor, 0)
    give(cast, done, cast.manager, 1, NEEDLESS)
    yield cast, sealed.id, done.id
    cast.house.close()


@pytest.fixture
def cast(built, monkeypatch):
    """The pages work on it; what a test changes, it changes in a session of its own."""
    st.cache_data.clear()
    monkeypatch.setattr("ui.house.house", lambda: built[0].house)
    yield built[0]
    st.cache_data.clear()


def planned(cast, title="五月校准会"):
    calls = [PickedCall(at=datetime(2026, 5, 11, hour, tzinfo=UTC), recording=f"R-{hour}") for hour in (1, 2)]
    scorers = [PickedRater(person=cast.auditor.id), PickedRater("周质检")]
    plan = CalibrationPlan("YUNHE", title, FORM.code, date(2026, 5, 20), calls, scorers, project="HOTLINE")
    return plan_calibration(cast.house, cast.manager, plan)


def give(cast, session, who, at, answers=FULL):
    view = calibration_view.calibration(cast.house, cast.manager, session.id)
    for call in view.calls:
        calibration.give_mark(cast.house, who, view.raters[at].id, call.id, answers)


def tables(app):
    return "\n".join(table.value.to_string() for table in app.table)


@pytest.mark.parametrize(("lang", "title"), LANGUAGES)
@pytest.mark.parametrize("role", list(Role))
def test_everyone_sees_the_sessions_and_only_who_audits_plans_one(cast, role, lang, title):
    app = fine(opened(cast, PAGE, role, lang))
    assert app.title[0].value == title and len(app.dataframe[0].value) >= 2
    plans = [button for button in app.button if (button.key or "").startswith("calibration-begin")]
    assert bool(plans) == (role in (Role.MANAGER, Role.AUDITOR))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", list(Role))
def test_a_sealed_session_shows_that_scores_are_in_and_none_of_them(cast, built, role, lang):
    app = fine(opened(cast, PAGE, role, lang, record=built[1]))
    shown = words(app) + tables(app)
    assert ("谁也看不到别人的评分" if lang == "zh" else "Sealed: nobody sees another's score") in shown
    # The seals are letters and digits at random: the score stands in none of them, nor anywhere else.
    told = re.sub(r"· [0-9a-f]{8}", "", tables(app)).replace("09:00", "")
    assert "90" not in told and "to be talked about" not in shown
    leads = [button for button in app.button if (button.key or "").startswith("calibration-open")]
    assert bool(leads) == (role is Role.MANAGER)
    # The manager enters the vendor's scores; the auditor, done with their own, may as well.
    scores = [button for button in app.button if (button.key or "").startswith("calibration-seal")]
    assert bool(scores) == (role in (Role.MANAGER, Role.AUDITOR))


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ("需要讨论", "通数太少", "未达到：平均偏差不超过3分")),
        ("en", ("to be talked about", "too few calls", "mean deviation at most 3 points")),
    ],
)
def test_an_opened_session_says_agreement_and_deviation_first(cast, built, lang, said):
    app = fine(opened(cast, PAGE, Role.AUDITOR, lang, record=built[2]))
    shown = words(app) + tables(app)
    assert [metric.value for metric in app.metric][1] == "10.00"
    assert [word for word in said if word not in shown] == []


def test_a_session_is_planned_scored_and_opened_on_the_page(cast):
    app = fine(opened(cast, PAGE, Role.MANAGER))
    field(app, "selectbox", "calibration-form").set_value("QUICK_LISTENING")
    field(app, "text_area", "calibration-typed").set_value("2026-05-11 10:05，R-9，0123")
    field(app, "multiselect", "calibration-ours-YUNHE").set_value([cast.manager.id])
    field(app, "text_input", "calibration-theirs").set_value("周质检、陈质检")
    app = fine(pressed(app.run(), "calibration-begin"))
    view = next(
        each for each in calibration_view.calibrations(cast.house, cast.manager) if len(each.raters) == 3
    )
    assert (len(view.calls), view.is_across, view.calls[0].project) == (1, True, "HOTLINE")
    for _each in view.raters:
        for item in FULL:
            field(app, "button_group", f"call-item-QUICK_LISTENING-{item}").set_value("full")
        app = fine(pressed(app.run(), "calibration-seal"))
    assert calibration_view.calibration(cast.house, cast.manager, view.record.id).is_open
    field(app, "text_input", "calibration-case").set_value("问候")
    field(app, "text_area", "calibration-reading").set_value("两句都要有")
    app = fine(pressed(app.run(), "calibration-keep"))
    assert "两句都要有" in tables(app)
    fine(pressed(app, "calibration-guidance"))
    [draft] = form_drafts.form_drafts(cast.house, cast.manager)
    assert any("两句都要有" in item.guidance.zh for _section, item in draft.form.items() if item.guidance)


def test_a_session_is_cancelled_only_with_a_reason(cast):
    session = planned(cast, "作废")
    app = opened(cast, PAGE, record=session.id)
    app = pressed(app, "calibration-cancel")
    assert [error.value for error in app.error] == ["请填写原因，原因会随记录保存。"]
    assert calibration_view.calibration(cast.house, cast.manager, session.id).is_going
    field(app, "text_input", "calibration-why").set_value("录音损坏")
    fine(pressed(app.run(), "calibration-cancel"))
    assert not calibration_view.calibration(cast.house, cast.manager, session.id).is_going


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("2026-05-11 10:05, R-1, 0123", ("2026-05-11 02:05", "R-1", "0123")),
        ("2026/05/11 10:05\tR-1", ("2026-05-11 02:05", "R-1", "")),  # pasted from a sheet
        ("昨天，R-1", (None, "R-1", "")),  # refused when it is planned
    ],
)
def test_pasted_recordings_are_read(line, call):
    found = read_line(line)
    at = found.at and f"{found.at.astimezone(UTC):%Y-%m-%d %H:%M}"
    assert (at, found.recording, found.agent) == call


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_half_given_score_outlives_a_reload_and_is_no_other_raters(cast, lang):
    """What is said of one rater's call never stands in another's form."""
    session_ = planned(cast, f"六月校准会{lang}")
    app = fine(opened(cast, PAGE, Role.AUDITOR, lang, record=session_.id))
    field(app, "button_group", "call-item-QUICK_LISTENING-NEED").set_value("none")
    field(app, "button_group", "calibration-fatal").set_value(["LEAK"])
    fine(app.run())
    # The manager, who enters the vendor's scores, begins with an empty form.
    other = fine(opened(cast, PAGE, Role.MANAGER, lang, record=session_.id))
    assert field(other, "button_group", "call-item-QUICK_LISTENING-NEED").value in (None, [])
    app = fine(opened(cast, PAGE, Role.AUDITOR, lang, record=session_.id))  # F5
    assert field(app, "button_group", "call-item-QUICK_LISTENING-NEED").value == "none"
    assert field(app, "button_group", "calibration-fatal").value == ["LEAK"]
    field(app, "button_group", "calibration-fatal").set_value([])
    for item in FULL:
        field(app, "button_group", f"call-item-QUICK_LISTENING-{item}").set_value("full")
    app = fine(pressed(app.run(), "calibration-seal"))
    # The next call's form is empty again.
    assert field(app, "button_group", "call-item-QUICK_LISTENING-NEED").value in (None, [])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sessions_one_after_the_other_say_whether_scorers_drift(data_folder, monkeypatch, lang):
    """One session is no drift; from two on the line and the figures stand under the list, each with its n."""
    with in_house(house_with_contract(data_folder), monkeypatch) as cast:
        first = planned(cast, "四月校准会")
        give(cast, first, cast.auditor, 0)
        give(cast, first, cast.manager, 1, NEEDLESS)
        app = fine(opened(cast, PAGE, Role.MANAGER, lang))
        assert not drift_of(app)
        second = planned(cast, "五月校准会")
        give(cast, second, cast.auditor, 0)
        give(cast, second, cast.manager, 1)
        app = fine(opened(cast, PAGE, Role.MANAGER, lang))
        [told] = drift_of(app)
        assert told.iloc[:, 1].tolist() == ["四月校准会", "五月校准会"]
        assert told.iloc[:, 2].tolist() == ["2", "2"]  # calls
        assert told.iloc[:, 4].tolist() == ["10.00", "0.00"]
        assert "18" in told.iloc[0, 3] and "100" in told.iloc[1, 3]
        gaps = calibration_drift.calibration_drift(cast.house, cast.viewer)
        assert [(gap.across, gap.calls, gap.deviation) for gap in gaps] == [(True, 2, 10), (True, 2, 0)]


def drift_of(app):
    return [table.value for table in app.table if len(table.value.columns) == 5]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_before_the_first_session_the_form_to_plan_one_stands_open(data_folder, monkeypatch, lang, built):
    with in_house(house_with_contract(data_folder), monkeypatch) as cast:
        app = opened(cast, PAGE, Role.MANAGER, lang)
        assert [fold.proto.expanded for fold in app.expander] == [True]
    monkeypatch.setattr("ui.house.house", lambda: built[0].house)
    app = opened(built[0], PAGE, Role.MANAGER, lang)
    assert not any(fold.proto.expanded for fold in app.expander)
