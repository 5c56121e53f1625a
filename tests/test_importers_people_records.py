"""Attendance, exams and certificates by agent as vendors and learning platforms send them (china §6.1)."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from core.people_lists import ListKind
from core.privacy import AgentRule, Privacy
from importers.people.record_rows import RecordReading
from importers.preview.rejects import rejected_workbook
from qa.training.inflation import inflated
from tests.museum_records import TODAY, as_records, records_of

HEAD = "工号,课程,考试日期,成绩,是否合格\n"


def _csv(text: str, **said: object) -> RecordReading:
    return records_of("exams.csv", text.encode(), **said)


def _rows(reading: RecordReading, *names: str) -> list[tuple[object, ...]]:
    return reading.frame.select(names).rows()


def test_exam_list_without_date_or_course_asks_for_them() -> None:
    """cn6.1: 工号, 姓名, 成绩, 是否补考, 补考成绩, 是否合格 — neither a day nor a course."""
    text = "工号,姓名,成绩,是否补考,补考成绩,是否合格\n0001,王某,92,否,,合格\n"
    assert _csv(text).questions == ("course", "day")
    told = _csv(text, course="个人信息保护", day=date(2026, 11, 11))
    assert told.questions == ()
    assert _rows(told, "agent", "course_said", "day", "score", "passed") == [
        ("0001", "个人信息保护", date(2026, 11, 11), "92", True)
    ]


def test_the_course_is_taken_from_the_title_where_one_known_name_stands_there() -> None:
    text = "热线流程进阶考试成绩\n工号,姓名,成绩,是否合格\n0001,王某,92,合格\n0002,李某,81,合格\n"
    known = frozenset({"热线流程", "热线流程进阶"})
    told = _csv(text, courses=known, day=date(2026, 11, 11))
    assert set(told.frame["course_said"]) == {"热线流程进阶"}


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("云禾 个人信息保护 考试成绩（2026年11月11日）", date(2026, 11, 11)),
        # A person who says another day is right.
        ("个人信息保护 2026-11-10", date(2026, 11, 11)),
    ],
)
def test_the_day_is_taken_from_the_title_where_one_full_date_stands_there(title: str, day: date) -> None:
    text = f"{title}\n工号,姓名,成绩,是否合格\n0001,王某,92,合格\n0002,李某,81,合格\n"
    said = {} if str(day.year) + "年" in title else {"day": day}
    told = _csv(text, courses=frozenset({"个人信息保护"}), **said)
    assert set(told.frame["day"]) == {day}


@pytest.mark.parametrize(
    "title", ["2026年11月考试成绩", "考试成绩 导出日期：2026-11-12", "2026-11-09至2026-11-13"]
)
def test_a_month_a_span_or_the_day_of_printing_is_no_day(title: str) -> None:
    text = f"{title}\n工号,姓名,成绩,是否合格\n0001,王某,92,合格\n0002,李某,81,合格\n"
    assert _csv(text, course="个人信息保护").questions == ("day",)


def test_a_time_of_day_is_of_the_day_beside_it() -> None:
    """China §6.1: 培训日期 stands in one column, 签到时间 and 签退时间 tell the clock alone."""
    text = "工号,课程,培训日期,签到时间,签退时间,是否参训\n0001,热线流程,2026-11-04,09:00,10:30,是\n"
    told = _csv(text + "0002,热线流程,2026-11-04,,,否\n")
    assert not told.rejected
    assert _rows(told, "agent", "day", "at", "minutes", "absent") == [
        ("0001", date(2026, 11, 4), "2026-11-04T01:00:00+00:00", 90, False),
        ("0002", date(2026, 11, 4), None, None, True),
    ]


def test_a_cell_that_is_no_time_is_said_with_its_header() -> None:
    text = "工号,课程,完成时间,成绩\n0001,热线流程,上周五,92\n0002,热线流程,2026-11-11 09:00:00,92\n"
    [row] = _csv(text).rejected
    for lang in ("zh", "en"):
        assert any("上周五" in why.sentence(lang) for why in row.reasons)  # type: ignore[arg-type]


def test_a_register_of_numbers_is_no_list_of_people() -> None:
    """China §6.1: the 培训台账 counts people; it goes through Import."""
    head = "序号,培训日期,课程,讲师,应训人数,实训人数,参训率,合格人数,合格率,备注\n"
    told = _csv(head + "1,2026-11-04,热线流程,李老师,5,4,80%,3,75%,\n")
    assert [each.code for each in told.findings] == ["records_kind_unclear"]


def test_a_retake_beside_the_score_is_a_second_attempt() -> None:
    head = "工号,课程,考试日期,成绩,补考日期,补考成绩,是否合格\n"
    text = head + "0001,个人信息保护,2026-11-11,61,2026-11-13,84,合格\n"
    assert _rows(_csv(text), "day", "attempt", "score", "passed") == [
        (date(2026, 11, 11), 1, "61", False),
        (date(2026, 11, 13), 2, "84", True),
    ]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ({}, TODAY),
        # A person says the day of the retakes: nothing is left to warn of.
        ({"retake_day": date(2026, 11, 14)}, date(2026, 11, 14)),
    ],
)
def test_a_retake_without_a_day_counts_from_the_day_the_list_came(said: dict[str, object], day: date) -> None:
    text = "工号,课程,考试日期,成绩,是否补考,补考成绩,是否合格\n0001,个人信息保护,2026-11-11,61,是,84,合格\n"
    told = _csv(text, **said)
    assert told.frame["day"].to_list() == [date(2026, 11, 11), day]
    assert ("retake_day_missing" in [each.code for each in told.findings]) is (not said)


def test_a_retake_in_its_own_row_is_the_second_attempt() -> None:
    text = "工号,课程,考试日期,成绩,是否补考,是否合格\n0001,个人信息保护,2026-11-13,84,是,合格\n"
    assert _rows(_csv(text), "attempt", "passed") == [(2, True)]


def test_utc_export_falls_on_the_next_day() -> None:
    head = "Learner ID,Course Name,Completed At,Score,Status\n"
    text = head + "0001,个人信息保护,2026-11-16T16:30:00Z,92,Passed\n"
    text += "0002,个人信息保护,2026-11-16T23:30:00+08:00,92,Passed\n"
    told = _csv(text)
    assert _rows(told, "day", "at") == [
        (date(2026, 11, 17), "2026-11-16T16:30:00+00:00"),
        (date(2026, 11, 16), "2026-11-16T15:30:00+00:00"),
    ]
    assert [each.code for each in told.findings] == []


def test_times_without_a_zone_are_read_in_the_one_that_was_said() -> None:
    text = "学号,课程,完成时间,成绩\n0001,个人信息保护,2026-11-16 18:30:00,92\n"
    told = _csv(text, zone="America/New_York", zone_said=True)
    assert _rows(told, "day", "at") == [(date(2026, 11, 16), "2026-11-16T23:30:00+00:00")]
    assert told.findings == ()


@pytest.mark.parametrize(
    ("status", "rows"),
    [
        ("completed", [(True, False)]),
        ("已通过", [(True, False)]),
        ("failed", [(False, False)]),
        ("No-show", [(None, True)]),
        ("缺考", [(None, True)]),
        # Enrolled or under way: required, and no record yet.
        ("In progress", []),
        ("未开始", []),
    ],
)
def test_what_a_learning_platform_calls_it(status: str, rows: list[tuple[object, ...]]) -> None:
    text = f"Learner ID,Course Name,Completed At,Status\n0001,个人信息保护,2026-11-16T06:30:00Z,{status}\n"
    told = _csv(text)
    assert _rows(told, "passed", "absent") == rows
    assert told.rejected == ()


@pytest.mark.parametrize(
    ("written", "score", "full"),
    [
        ("92.5", "92.5", None),
        ("92.5分", "92.5", None),
        ("67/72", "67", "72"),
        ("93%", "93", "100"),
        ("缺考", None, None),
    ],
)
def test_scores_are_exact_and_keep_their_full_mark(written: str, score: str | None, full: str | None) -> None:
    told = _csv(f"{HEAD}0001,个人信息保护,2026-11-11,{written},\n")
    assert _rows(told, "score", "full", "absent") == [(score, full, score is None)]


def test_a_revoked_certificate_is_two_records_and_an_expired_one_has_run_out() -> None:
    text = (
        "工号,课程,发证日期,有效期至,证书编号,证书状态\n"
        "0001,个人信息保护,2026-01-05,2027-01-04,P-1,有效\n"
        "0002,个人信息保护,2026-01-05,2027-01-04,P-2,吊销\n"
        "0003,个人信息保护,2026-01-05,,P-3,过期\n"
    )
    told = _csv(text)
    assert told.kind is ListKind.CERTIFICATES
    assert _rows(told, "kind", "day", "expires", "number") == [
        ("certificate", date(2026, 1, 5), date(2027, 1, 4), "P-1"),
        ("certificate", date(2026, 1, 5), date(2027, 1, 4), "P-2"),
        ("revoked", TODAY, None, "P-2"),
        ("certificate", date(2026, 1, 5), date(2026, 11, 21), "P-3"),
    ]


def test_attendance_tells_how_long_and_by_whom() -> None:
    text = (
        "工号,姓名,课程,课程版本,培训日期,签到时间,签退时间,讲师工号,是否参训\n"
        "0001,王某,个人信息保护,2,2026-11-11,2026-11-11 09:00,2026-11-11 10:30,T7,是\n"
        "0002,李某,个人信息保护,2,2026-11-11,,,T7,否\n"
    )
    told = _csv(text, zone_said=True)
    assert told.kind is ListKind.ATTENDANCE
    assert _rows(told, "kind", "course_version", "minutes", "trainer", "absent") == [
        ("attended", 2, 90, "T7", False),
        ("attended", 2, None, "T7", True),
    ]


def test_one_agent_is_one_however_his_code_is_written_and_no_name_is_kept() -> None:
    text = "工号,姓名,课程,考试日期,成绩\n0012,王小明,个人信息保护,2026-11-11,92\n"
    text += "12,王小明,个人信息保护,2026-11-12,93\n"
    told = _csv(text)
    assert told.frame["mark"].n_unique() == 1
    assert "王小明" not in str(told.frame.rows())


def test_an_id_number_is_handed_over_whole_and_kept_nowhere() -> None:
    number, heard = "11010519491231002X", []
    text = f"工号,身份证号,课程,考试日期,成绩\n0001,{number},个人信息保护,2026-11-11,92\n"
    text += f",{number},个人信息保护,,92\n"
    told = _csv(text, person=lambda cell: heard.append(cell) or "0123456789abcdef")
    assert set(heard) == {number}
    assert told.frame["person"].to_list() == ["0123456789abcdef"]
    assert number not in f"{told.frame.rows()}{told.rejected}{told.findings}"


@pytest.mark.parametrize(
    ("rule", "kept"), [(AgentRule.KEEP, 1), (AgentRule.CODE, 1), (AgentRule.HASH, 1), (AgentRule.DROP, 0)]
)
def test_a_site_that_keeps_nothing_of_its_agents_has_no_rows(rule: AgentRule, kept: int) -> None:
    told = _csv(
        f"{HEAD}0001,个人信息保护,2026-11-11,92,合格\n", privacy=Privacy(b"key", {("ANDA", "CD"): rule})
    )
    assert (told.frame.height, told.unkept) == (kept, 1 - kept)
    assert ("0001" in str(told.frame.rows())) is (rule in {AgentRule.KEEP, AgentRule.CODE})


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            "0001,个人信息保护,2026-11-02,92,合格",
            "坐席 0001 的考试记录 2026-11-02 早于入职日期 2026-11-09。",
        ),
        ("0002,个人信息保护,2026-11-11,112,合格", "成绩 112 高于满分 100。"),
        ("0002,个人信息保护,2027-11-11,92,合格", "日期 2027-11-11 晚于今天（2026-11-22）。"),
        ("0002,个人信息保护,2026-11-11,92,再议", "看不懂“再议”是通过还是未通过。"),
        (",个人信息保护,2026-11-11,92,合格", "这一行没有工号。"),
        ("0002,个人信息保护,,92,合格", "坐席 0002 这一行没有日期。"),
    ],
)
def test_nothing_is_lost_of_bad_input(row: str, sentence: str) -> None:
    """Each bad row has its sentence and stands in the workbook of rejected rows; the good one stays."""
    told = _csv(
        f"{HEAD}0002,个人信息保护,2026-11-10,90,合格\n{row}\n",
        joined={"1": date(2026, 11, 9), "2": None, "": None},
    )
    assert told.frame.height == 1
    (rejected,) = told.rejected
    assert sentence in [why.sentence("zh") for why in rejected.reasons]
    sheet = load_workbook(io.BytesIO(rejected_workbook(told.rejected, "zh"))).active
    assert sheet is not None
    written = [str(cell.value) for line in sheet.iter_rows() for cell in line]
    assert any(sentence in cell for cell in written)
    assert all(part in written for part in row.split(",") if part)


def test_a_code_that_stands_alone_is_a_line_and_a_remark_is_named() -> None:
    told = _csv(
        f"{HEAD}A0001,个人信息保护,2026-11-10,92,合格\nA0005,,,,\n请见附件二,,,,\nA0002,个人信息保护,2026-11-10,92,合格\n"
    )
    assert told.frame["agent"].to_list() == ["A0001", "A0002"]
    assert [(row.place.row, row.reasons[0].code) for row in told.rejected] == [(3, "record_day_missing")]
    assert [(each.code, each.facts["rows"]) for each in told.findings] == [("list_lines_left_out", "4")]


def test_a_workbook_with_days_as_excel_keeps_them() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["个人信息保护 考试成绩"],
        ["工号", "考试日期", "成绩", "满分", "是否合格"],
        ["0001", date(2026, 11, 11), 108, 120, "合格"],
        ["0002", date(2026, 11, 11), 80.5, 120, "不合格"],
    ):
        sheet.append(line)
    stream = io.BytesIO()
    book.save(stream)
    told = records_of("exams.xlsx", stream.getvalue())
    assert _rows(told, "agent", "course_said", "day", "score", "full", "passed") == [
        ("0001", "个人信息保护", date(2026, 11, 11), "108", "120", True),
        ("0002", "个人信息保护", date(2026, 11, 11), "80.5", "120", False),
    ]


def test_a_file_without_people_and_results_asks_what_it_is() -> None:
    assert _csv("日期,呼入量\n2026-11-11,92\n").questions == ("kind",)


def test_results_that_look_made_up_are_said_and_few_are_not() -> None:
    full = "".join(f"{n:04d},个人信息保护,2026-11-11,100,合格\n" for n in range(1, 10))
    assert inflated(as_records(_csv(HEAD + full))) == []
    tenth = "0010,个人信息保护,2026-11-11,100,合格\n"
    assert [each.code for each in inflated(as_records(_csv(HEAD + full + tenth)))] == ["scores_all_full"]
    # One who failed first and then passed is judged by the last result of the day.
    times = [f"{n:04d},个人信息保护,2026-11-11T08:15:00Z,{n}\n" for n in range(1, 10)]
    made_of_minutes = _csv("学号,课程,完成时间,成绩\n" + "".join(times))
    assert inflated(as_records(made_of_minutes)) == []
