"""The page of training records: lists taken in and back, names said, records typed in; zh, en, by role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.people_lists import ListState
from core.principal import Role
from services.roster import lists
from services.training import course_names, records
from services.training.record_lists import stage_records
from tests.records_example import EXAMS, VENDOR, exams_in, with_training
from tests.records_pages import field, fine, in_house, opened, pressed, words
from tests.services_example import Cast, empty_house

PAGE = "training/records"


@pytest.fixture
def cast(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """22 November 2026, with a roster, a matrix and two courses."""
    with in_house(empty_house(data_folder), monkeypatch) as cast:
        cast.clock.at = datetime(2026, 11, 22, 2, tzinfo=UTC)
        with_training(cast)
        yield cast


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", list(Role))
def test_without_records_it_says_what_they_are(cast: Cast, role: Role, lang: str) -> None:
    """Who may not import sees no place to drop a list."""
    app = fine(opened(cast, PAGE, role, lang, vendor=VENDOR))
    assert ("还没有培训记录" if lang == "zh" else "No training record yet") in words(app)
    assert bool(app.get("file_uploader")) is (role in (Role.MANAGER, Role.AUDITOR))


def waiting(cast: Cast, text: str) -> str:
    record = stage_records(cast.house, cast.manager, "考试.csv", text.encode(), lists.ListSaid(VENDOR)).record
    assert record
    return record.id


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        (
            "zh",
            (
                "坐席 0004 的考试记录 2026-11-02 早于入职日期 2026-11-09",
                "“热线作业流程”不是已登记的课程",
            ),
        ),
        (
            "en",
            (
                "the record (Exam) of 2026-11-02 lies before joining",
                "“热线作业流程” is no course",
            ),
        ),
    ],
)
def test_a_list_that_waits_is_looked_at_and_taken_in(
    cast: Cast, lang: str, sentences: tuple[str, str]
) -> None:
    id = waiting(cast, f"{EXAMS}0004,个人信息保护,2026-11-02,92,合格\n")
    app = fine(opened(cast, PAGE, Role.MANAGER, lang, vendor=VENDOR, record=id))
    for sentence in sentences:
        assert sentence in words(app).replace("*", "").replace("\\", "")
    assert [each.value for each in app.metric] == ["3", "0", "1"]
    assert len(app.get("download_button")) == 1
    fine(pressed(app, "list-commit"))
    assert lists.listed(cast.house, cast.manager, VENDOR)[0].state is ListState.COMMITTED


def test_a_list_that_waits_is_let_go(cast: Cast) -> None:
    fine(pressed(opened(cast, PAGE, vendor=VENDOR, record=waiting(cast, EXAMS)), "list-discard"))
    with cast.house.database.read(cast.manager) as uow:
        assert {one.state for one in uow.people_lists.all(name="考试.csv")} == {ListState.DISCARDED}


def test_a_list_dropped_is_read_with_what_was_said_of_it(cast: Cast) -> None:
    """china 6.1: the list of an exam names neither its course nor its day."""
    app = fine(opened(cast, PAGE, vendor=VENDOR))
    field(app, "selectbox", "records-course").set_value("PRIVACY").run()
    field(app, "date_input", "records-day").set_value(datetime(2026, 11, 10).date()).run()
    text = "工号,姓名,成绩,是否合格\n0001,王某,92,合格\n"
    app.get("file_uploader")[0].set_value(("考试.csv", text.encode(), "text/csv")).run()
    fine(app)
    (found,) = [one for one in lists.listed(cast.house, cast.manager) if one.name == "考试.csv"]
    assert (found.state, found.rows, found.said["course"]) == (ListState.STAGED, 1, "PRIVACY")


@pytest.mark.parametrize(("lang", "words_"), [("zh", "没有课程一列"), ("en", "has no column of courses")])
def test_a_list_that_cannot_be_taken_in_says_what_it_lacks(cast: Cast, lang: str, words_: str) -> None:
    app = fine(opened(cast, PAGE, Role.MANAGER, lang, vendor=VENDOR))
    text = "工号,姓名,成绩,是否合格\n0001,王某,92,合格\n"
    app.get("file_uploader")[0].set_value(("成绩.csv", text.encode(), "text/csv")).run()
    assert words_ in words(app).replace("*", "")
    assert all(one.name != "成绩.csv" for one in lists.listed(cast.house, cast.manager))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", list(Role))
def test_a_list_in_the_books_shows_its_rows_and_is_taken_back_by_who_may(
    cast: Cast, role: Role, lang: str
) -> None:
    id = exams_in(cast).id
    app = fine(opened(cast, PAGE, role, lang, vendor=VENDOR, record=id))
    may = role in (Role.MANAGER, Role.AUDITOR)
    assert bool([each for each in app.button if (each.key or "").startswith("withdraw")]) is may
    app = fine(field(app, "toggle", "records-rows").set_value(True).run())
    (frame,) = [each.value for each in app.dataframe if "where" in each.value]
    assert list(frame["agent"]) == ["0001", "0002", "0001"]
    assert frame["course"].iloc[0] == ("个人信息保护" if lang == "zh" else "Personal data")
    assert ("尚无对应课程" if lang == "zh" else "no course yet") in frame["course"].iloc[2]


def test_a_name_is_said_to_be_a_course(cast: Cast) -> None:
    exams_in(cast)
    app = fine(opened(cast, PAGE, vendor=VENDOR, tab="names"))
    assert "热线作业流程" in words(app)
    field(app, "selectbox", "name-course-0").set_value("HOTLINE").run()
    field(app, "text_input", "name-why-0").set_value("同一门课").run()
    fine(pressed(app, "name-course"))
    assert course_names.unknown_names(cast.house, cast.manager, VENDOR) == []


def test_without_a_reason_no_name_is_said(cast: Cast) -> None:
    exams_in(cast)
    app = opened(cast, PAGE, vendor=VENDOR, tab="names")
    field(app, "selectbox", "name-course-0").set_value("HOTLINE").run()
    pressed(app, "name-course")
    assert len(course_names.unknown_names(cast.house, cast.manager, VENDOR)) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_record_is_typed_in_and_taken_back(cast: Cast, lang: str) -> None:
    app = fine(opened(cast, PAGE, Role.MANAGER, lang, vendor=VENDOR, tab="hand"))
    for name, value in (("entry-agent", "0002"), ("entry-score", "８５"), ("entry-why", "纸质成绩")):
        field(app, "text_input", name).set_value(value).run()
    fine(pressed(app, "entry-keep"))
    (kept,) = records.entries(cast.house, cast.manager, VENDOR)
    assert (kept.agent, kept.course, str(kept.score), kept.why) == ("0002", "HOTLINE", "85", "纸质成绩")
    app = fine(opened(cast, PAGE, Role.MANAGER, lang, vendor=VENDOR, tab="hand"))
    assert "0002" in words(app) and "85 / 100" in words(app)
    field(app, "text_input", f"why-withdraw-{kept.id}").set_value("录错").run()
    fine(pressed(app, f"withdraw-{kept.id}"))
    assert records.entries(cast.house, cast.manager, VENDOR)[0].withdrawn_at


@pytest.mark.parametrize(
    ("lang", "said"),
    [("zh", ("缺考", "第 2 次", "45 分钟")), ("en", ("absent", "attempt 2", "45 minutes"))],
)
def test_attempt_minutes_trainer_and_absence_can_be_typed_in(
    cast: Cast, lang: str, said: tuple[str, ...]
) -> None:
    app = fine(opened(cast, PAGE, Role.MANAGER, lang, vendor=VENDOR, tab="hand"))
    typed = {
        "entry-agent": "0002",
        "entry-why": "纸质签到",
        "entry-trainer": "T-1",
        "entry-material": "热线手册2版",
    }
    for name, value in typed.items():
        field(app, "text_input", name).set_value(value).run()
    for name, n in (("entry-attempt", 2), ("entry-minutes", 45), ("entry-version", 1)):
        field(app, "number_input", name).set_value(n).run()
    field(app, "selectbox", "entry-passed").set_value("absent").run()
    fine(pressed(app, "entry-keep"))
    (kept,) = records.entries(cast.house, cast.manager, VENDOR)
    assert (kept.attempt, kept.minutes, kept.course_version, kept.material) == (2, 45, 1, "热线手册2版")
    assert (kept.absent, kept.passed) == (True, None) and kept.trainer
    app = fine(opened(cast, PAGE, Role.MANAGER, lang, vendor=VENDOR, tab="hand"))
    assert all(each in words(app) for each in said)


@pytest.mark.parametrize("role", [Role.APPROVER, Role.VIEWER])
@pytest.mark.parametrize("tab", ["hand", "papers", "names"])
def test_who_only_looks_finds_nothing_to_type_in(cast: Cast, role: Role, tab: str) -> None:
    exams_in(cast)
    app = fine(opened(cast, PAGE, role, "en", vendor=VENDOR, tab=tab))
    assert not app.get("file_uploader") and not [b for b in app.button if "keep" in (b.key or "")]


def test_a_paper_is_kept_with_its_course_and_day(cast: Cast) -> None:
    app = fine(opened(cast, PAGE, vendor=VENDOR, tab="papers"))
    app.get("file_uploader")[0].set_value(("签到.pdf", b"%PDF", "application/pdf")).run()
    fine(pressed(app, "paper-keep"))
    (kept,) = records.papers(cast.house, cast.manager, VENDOR)
    assert (kept.name, kept.course) == ("签到.pdf", "HOTLINE")
    assert "签到表" in words(opened(cast, PAGE, vendor=VENDOR, tab="papers"))
