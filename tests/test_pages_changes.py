"""The page of changes: entered, opened, who lacks it, as issued beside known now; zh, en."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from core.principal import Role
from qa.training.course import Provider
from services.training import changes, courses
from tests.changes_example import HOTLINE, VENDOR, at, entered, exams, with_roster
from tests.records_pages import field, fine, in_house, opened, pressed, words
from tests.rosters_example import corrected
from tests.services_example import empty_house

PAGE = "training/changes"


@pytest.fixture
def cast(data_folder, monkeypatch):
    """Five agents at A, one course, 9 November."""
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        with_roster(cast)
        at(cast, 9)
        yield cast


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", list(Role))
def test_without_a_change_it_says_what_one_is(cast, role: Role, lang: str) -> None:
    app = fine(opened(cast, PAGE, role, lang))
    assert ("还没有变更" if lang == "zh" else "No change yet") in words(app)
    assert bool(app.get("multiselect")) is (role is Role.MANAGER)


@pytest.mark.parametrize(
    ("lang", "state", "left"), [("zh", "进行中", "剩5天"), ("en", "Running", "5 d left")]
)
def test_a_running_change_shows_its_countdown_and_who_is_open(cast, lang, state, left) -> None:
    key = entered(cast).id
    at(cast, 11)
    exams(cast, (1, 11), (2, 11))
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, vendor=VENDOR, record=key))
    assert state in words(app)
    assert [each.proto.delta for each in app.metric if "2026-11-16" in each.value] == [left]
    frame = next(each.value for each in app.dataframe if "later" in each.value)
    assert list(frame.agent) == ["0003", "0004", "0005"]
    assert not app.button or not [each for each in app.button if "change-off" in (each.key or "")]


@pytest.mark.parametrize(("lang", "issued"), [("zh", "按发出时"), ("en", "As issued")])
def test_what_was_issued_stands_beside_what_is_known_now(cast, lang: str, issued: str) -> None:
    key = entered(cast).id
    at(cast, 17)
    exams(cast, (1, 11), (2, 11), (3, 13), (4, 16))
    at(cast, 25)
    corrected(cast)
    app = fine(opened(cast, PAGE, Role.VIEWER, lang, vendor=VENDOR, record=key))
    text = words(app)
    assert issued in text and "0005" in text and ("按期完成" if lang == "zh" else "Met") in text


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "甲方尚未交付热线流程：应于2026-11-09交付。外包商不计逾期。"),
        ("en", "Hotline has not been handed over by the client"),
    ],
)
def test_a_course_the_client_never_handed_over_is_said_and_nothing_is_overdue(cast, lang, said) -> None:
    by_client = replace(HOTLINE, provider=Provider.CLIENT)
    courses.publish_course(cast.house, cast.manager, by_client, "由甲方培训")
    key = entered(cast).id
    at(cast, 23)
    text = words(fine(opened(cast, PAGE, Role.VIEWER, lang, vendor=VENDOR, record=key)))
    assert said in text and ("甲方课程未交付" if lang == "zh" else "own course is missing") in text
    assert ("逾期未完成" if lang == "zh" else "Breached") not in text


def test_the_list_says_state_and_count(cast) -> None:
    entered(cast)
    at(cast, 17)
    exams(cast, (1, 11), (2, 16))
    app = fine(opened(cast, PAGE, Role.VIEWER, "en"))
    frame = next(each.value for each in app.dataframe if "passed" in each.value)
    assert list(frame.iloc[0][["due", "passed", "state"]]) == ["2026-11-16", "2 / 5", "✕ Breached"]


def test_a_change_is_entered_a_course_handed_over_and_called_off(cast) -> None:
    app = fine(opened(cast, PAGE))
    field(app, "text_input", "change-zh").set_value("促销退换规则")
    field(app, "date_input", "change-effective").set_value(date(2026, 11, 20))
    field(app, "multiselect", "change-courses").set_value(["HOTLINE"])
    field(app, "text_input", "change-why").set_value("促销开始")
    fine(pressed(app, "change-enter"))
    (known,) = changes.changes(cast.house, cast.manager)
    assert (known.change.vendor, known.change.within, known.change.effective) == (None, 5, date(2026, 11, 20))
    at(cast, 13)
    app = fine(opened(cast, PAGE, vendor=VENDOR, record=known.change.key))
    field(app, "date_input", "change-day").set_value(datetime(2026, 11, 13).date())
    field(app, "file_uploader", f"delivery-{VENDOR}").set_value(("教材签收.pdf", b"%PDF", "application/pdf"))
    app = fine(pressed(app, "change-deliver"))
    assert "2026-11-20" in words(app)
    (noted,) = changes.handed_over(cast.house, cast.viewer, known.change.key, VENDOR)
    assert (noted.day.day, noted.evidence_name) == (13, "教材签收.pdf")
    assert any("教材签收.pdf" in each.label for each in app.get("download_button"))
    field(app, "text_input", "change-off-why").set_value("活动取消")
    fine(pressed(app, "change-off"))
    assert changes.changes(cast.house, cast.manager)[0].called_off
