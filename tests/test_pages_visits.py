"""Site visits through their page: planned, answered, noted, submitted, refused, followed up, booked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from records_pages import field, fine, in_house, opened, pressed, words
from services_example import Cast, house_with_contract
from streamlit.testing.v1 import AppTest

from core.principal import Role
from qa.scoring.answers import Answer
from qa.visit.states import Booking, FindingState, Grade, VisitState
from services.records import daily_events
from services.visits import visit_answers, visit_findings, visit_photos, visits
from services.visits.visit_findings import Found
from tests.visits_example import answered, planned, submitted

PAGE = "audits/visits"
LANGS = ("zh", "en")
#: One pixel: what the page shows has to be a picture.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


@pytest.fixture
def cast(tmp_path: Path, monkeypatch: Any) -> Iterator[Cast]:
    """The house with one contract, on 12 May 2026."""
    with in_house(house_with_contract(tmp_path / "data"), monkeypatch) as found:
        yield found


def view_of(cast: Cast, id: str) -> Any:
    return visits.visit(cast.house, cast.manager, id)


@pytest.mark.parametrize(("lang", "said"), [("zh", "还没有现场检查"), ("en", "No site visit yet")])
@pytest.mark.parametrize("role", Role)
def test_without_any_it_says_what_one_is_and_only_auditors_plan(
    cast: Cast, lang: str, said: str, role: Role
) -> None:
    app = fine(opened(cast, PAGE, role, lang))
    assert said in words(app)
    plans = any((button.key or "").startswith("action-primary") for button in app.button)
    assert plans is (role in (Role.MANAGER, Role.AUDITOR))


def test_a_visit_is_planned_on_the_page(cast: Cast) -> None:
    planned(cast)  # the site of Changsha
    app = fine(opened(cast, PAGE, Role.AUDITOR, tab="new"))
    field(app, "text_input", "visit-purpose").set_value("投产前检查")
    fine(pressed(app, "visit-plan"))
    [made] = [each for each in visits.visits(cast.house, cast.viewer) if each.record.purpose == "投产前检查"]
    assert (made.record.site, made.record.day, made.record.auditors) == ("CS", date(2026, 5, 12), ("李质检",))
    assert app.query_params["record"] == made.record.id and "已安排" in words(app)


@pytest.mark.parametrize("lang", LANGS)
def test_every_answer_is_kept_at_once_with_its_remark(cast: Cast, lang: str) -> None:
    visit = planned(cast)
    app = fine(opened(cast, PAGE, Role.AUDITOR, lang, record=visit.id))
    field(app, "button_group", "-DESKS-").set_value("none").run()
    field(app, "text_input", "visit-note").set_value("桌面有手机").run()
    field(app, "text_input", "SEATS_TAKEN").set_value("４０").run()
    fine(app)
    kept = view_of(cast, visit.id).answers
    assert (kept["DESKS"].choice, kept["DESKS"].comment) == ("none", "桌面有手机")
    assert kept["SEATS_TAKEN"].number == 40
    field(app, "text_input", "SEATS_TAKEN").set_value("N/A").run()
    field(app, "checkbox", "DATA_OUT").check().run()
    view = view_of(cast, visit.id)
    assert view.answers["SEATS_TAKEN"].not_applicable and view.record.fatal == ("DATA_OUT",)
    # Not everything has an answer: it cannot be submitted yet.
    assert next(each for each in app.button if (each.key or "").startswith("visit-submit")).disabled


def test_an_answer_somebody_else_gave_meanwhile_is_not_written_over(cast: Cast) -> None:
    visit = planned(cast)
    app = opened(cast, PAGE, Role.AUDITOR, record=visit.id)
    visit_answers.answer_item(cast.house, cast.manager, visit.id, "DESKS", Answer("none"), None)
    app = field(app, "button_group", "-DESKS-").set_value("full").run()
    assert any("刚被别人评过" in error.value for error in app.error)
    assert view_of(cast, visit.id).answers["DESKS"].choice == "none"
    assert field(app, "button_group", "-DESKS-").value == "none"


@pytest.mark.parametrize("lang", LANGS)
def test_a_finding_is_noted_changed_and_taken_off(cast: Cast, lang: str) -> None:
    visit = planned(cast)
    query = {"record": visit.id, "tab": "findings", "clause": "DESKS"}
    app = fine(opened(cast, PAGE, Role.AUDITOR, lang, **query))
    field(app, "text_area", "finding-what").set_value("桌面有手机")
    field(app, "text_input", "finding-points").set_value("２")
    fine(pressed(app, "finding-add"))
    [finding] = view_of(cast, visit.id).findings
    assert (finding.item, finding.grade, finding.points) == ("DESKS", Grade.GENERAL, Decimal(2))
    fine(pressed(app, "finding-off"))
    assert view_of(cast, visit.id).findings == ()
    fine(pressed(app, "undo"))
    assert len(view_of(cast, visit.id).findings) == 1


def stands(cast: Cast) -> tuple[str, AppTest]:
    """A submitted visit with something found and photographed, on its findings."""
    visit = planned(cast)
    found = visit_findings.add_finding(cast.house, cast.auditor, visit.id, Found("桌面有手机", item="DESKS"))
    visit_photos.add_photo(cast.house, cast.auditor, visit.id, ("手机.png", PIXEL), found.id)
    submitted(cast, visit.id, DESKS=Answer("none", comment="三部"))
    return visit.id, fine(opened(cast, PAGE, Role.MANAGER, record=visit.id, tab="findings"))


def test_a_visit_is_submitted_and_refused_with_the_reason(cast: Cast) -> None:
    visit = planned(cast)
    answered(cast, visit.id)
    app = fine(pressed(opened(cast, PAGE, Role.AUDITOR, record=visit.id), "visit-submit"))
    assert "100.00分 ✓ 合格" in [metric.value for metric in app.metric]
    assert any("需要填写签字纸面的照片" in error.value or "签字" in error.value
               for error in pressed(app, "visit-signed").error)  # fmt: skip
    field(app, "text_input", "sign-signer").set_value("周经理")
    field(app, "text_input", "why-visit-refused").set_value("不认可")
    # The clock of the field is the machine's: the house stands still on 12 May.
    field(app, "datetime_input", "sign-at").set_value(datetime(2026, 5, 12, 9))
    fine(pressed(app, "visit-refused"))
    assert view_of(cast, visit.id).record.state is VisitState.REFUSED and "拒绝签认" in words(app)


def test_what_was_found_is_answered_closed_and_not_booked(cast: Cast) -> None:
    id, app = stands(cast)
    field(app, "text_area", "finding-did").set_value("设手机柜")
    app = fine(pressed(app, "finding-answer"))
    field(app, "text_input", "finding-seen").set_value("手机柜在用")
    app = fine(pressed(app, "finding-close"))
    field(app, "text_input", "why-finding-drop").set_value("首次")
    app = fine(pressed(app, "finding-drop"))
    [finding] = view_of(cast, id).findings
    assert (finding.state, finding.booking) == (FindingState.CLOSED, Booking.DROPPED)
    assert "复核所见：手机柜在用" in words(app) and "不登记：首次" in words(app)


def test_what_was_found_is_booked_under_the_contract(cast: Cast) -> None:
    id, app = stands(cast)
    field(app, "selectbox", "booking-code").set_value("OTHER").run()
    field(app, "text_input", "booking-points").set_value("-2")
    app = fine(pressed(app, "finding-book"))
    [line] = daily_events.events(cast.house, cast.manager)
    assert (line.code, line.points, line.evidence_name) == ("OTHER", Decimal(-2), "手机.png")
    assert view_of(cast, id).findings[0].event == line.id and "已登记到日常事项：待审批" in words(app)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("tab", ["checklist", "findings", "about"])
def test_a_viewer_reads_all_of_it_and_changes_nothing(cast: Cast, lang: str, tab: str) -> None:
    id, _app = stands(cast)
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, record=id, tab=tab))
    keys = [button.key or "" for button in app.button]
    assert not [key for key in keys if key.startswith(("finding-", "visit-", "photo-"))]


def test_the_list_says_what_waits(cast: Cast) -> None:
    stands(cast)
    app = fine(opened(cast, PAGE))
    assert [metric.value for metric in app.metric] == ["1", "1", "0", "1"]
    assert list(app.dataframe[0].value["state"]) == ["待签认"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_form_for_the_road_and_the_vendors_copy_are_offered(cast: Cast, lang: str) -> None:
    visit = planned(cast)
    # Where one lands after planning: the form for the road is the checklist.
    app = fine(opened(cast, PAGE, Role.AUDITOR, lang, record=visit.id))
    assert any("visit-form" in (each.key or "") for each in app.get("download_button"))
    app = pressed(app, "visit-form-back")
    assert [error.value for error in app.error] == [
        "请先选择带回的检查表文件。" if lang == "zh" else "Choose a file first\\: the form that comes back."
    ]
    answered(cast, visit.id)
    app = fine(pressed(opened(cast, PAGE, Role.AUDITOR, lang, record=visit.id), "visit-submit"))
    assert any("visit-copy" in (each.key or "") for each in app.get("download_button"))


@pytest.mark.parametrize(("lang", "said"), [("zh", "已保存 "), ("en", "saved ")])
def test_what_is_said_of_a_visit_is_there_after_a_reload(cast: Cast, lang: str, said: str) -> None:
    """Nobody pressed anything; the fields keep their place while the visit is saved again and again."""
    visit = planned(cast)
    app = fine(opened(cast, PAGE, Role.AUDITOR, lang, record=visit.id, tab="about"))
    for name, typed in (("visit-purpose", "投产前检查"), ("visit-attendees", "王主管，李组长")):
        field(app, "text_input", name).set_value(typed)
        app = fine(app.run())
    field(app, "text_area", "visit-summary").set_value("整体良好")
    app = fine(app.run())
    assert said in words(app)
    kept = view_of(cast, visit.id).record
    assert (kept.purpose, kept.attendees, kept.summary) == ("投产前检查", ("王主管", "李组长"), "整体良好")
    again = fine(opened(cast, PAGE, Role.AUDITOR, lang, record=visit.id, tab="about"))
    assert field(again, "text_area", "visit-summary").value == "整体良好"
    assert view_of(cast, visit.id).record == kept, "only looked at"


@pytest.mark.parametrize(("choice", "kept"), [("theirs", "他们写的"), ("mine", "我写的")])
def test_of_a_visit_nobody_writes_over_what_somebody_else_said_unseen(
    cast: Cast, choice: str, kept: str
) -> None:
    visit = planned(cast)
    app = fine(opened(cast, PAGE, Role.AUDITOR, record=visit.id, tab="about"))
    now = view_of(cast, visit.id).record
    theirs = visits.VisitPlan(now.vendor, now.day, now.site, now.purpose, now.auditors, summary="他们写的")
    visits.change_visit(cast.house, cast.manager, visit.id, now.version, theirs)
    field(app, "text_area", "visit-summary").set_value("我写的")
    app = fine(app.run())
    assert view_of(cast, visit.id).record.summary == "他们写的"
    assert field(app, "text_area", "visit-summary").value == "我写的"
    app = fine(pressed(app, f"{choice}-visit"))
    assert view_of(cast, visit.id).record.summary == kept
    assert field(app, "text_area", "visit-summary").value == kept
