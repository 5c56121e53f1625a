"""Bad input through the real door, on both databases: exam before hire, score over the maximum, unknown
course, overlapping rosters, time zones; each with its sentence in both languages, nothing lost."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.finding import Finding
from core.period import MonthRule
from qa.roster.spell import Standing
from qa.training.record import Lack
from services.roster import lists, roster
from services.roster.lists import ListSaid, StagedList
from services.training import course_names, record_lists
from services.training.agent_file import agent_file, mark_of
from services.training.record_lists import stage_records
from tests.records_example import HEAD, VENDOR, exams_in, with_training
from tests.services_example import Cast, empty_house

DAY = date(2026, 11, 20)
#: 0005 is new, 0003 and 0004 are not named, 0001 has moved.
OVERLAP = (
    "2026-11-01–2026-11-30 的名单此前已收到（花名册.csv）：本次多 1 人、少 2 人，职场或岗位不同的 1 人。"
    "以本次为准，此前的仍可查。",
    "2026-11-01–2026-11-30 were told by 花名册.csv already: 1 more, 2 fewer, 1 elsewhere. This later list "
    "counts; what was known before stays known.",
)
BAD = (
    f"{HEAD}"
    "0001,个人信息保护,2026-11-10,92,合格\n"
    "0004,个人信息保护,2026-11-02,92,合格\n"  # joined on the 9th
    "0002,个人信息保护,2026-11-10,112,合格\n"
    "0001,热线作业流程,2026-11-11,88,合格\n"
    "0002,个人信息保护,2026-12-24,90,合格\n"  # a day to come
    ",个人信息保护,2026-11-10,90,合格\n"
    "0003,个人信息保护,2026-11-10,77,再议\n"
    "0001,个人信息保护,2026-11-10,92,合格\n"  # once more
)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """22 November 2026, with a roster, a matrix and two courses."""
    found = empty_house(tmp_path / "data", database_url)
    found.clock.at = datetime(2026, 11, 22, 2, tzinfo=UTC)
    with_training(found)
    yield found
    found.house.close()


def staged_from(cast: Cast, text: str, name: str = "考试.csv", **said: object) -> StagedList:
    told = ListSaid(VENDOR, **said)  # type: ignore[arg-type]
    staged = stage_records(cast.house, cast.manager, name, text.encode(), told)
    assert staged.record, [each.sentence("en") for each in staged.findings]
    return staged


def both(found: Finding) -> tuple[str, str]:
    return found.sentence("zh"), found.sentence("en")


def held(cast: Cast, code: str, course: str = "PRIVACY") -> Lack:
    mark = mark_of(cast.house, cast.viewer, VENDOR, code)
    found = agent_file(cast.house, cast.viewer, VENDOR, mark, DAY)
    return next(one.lack for one in found.asked if one.need.course == course)


def test_each_bad_line_has_its_sentence(cast: Cast) -> None:
    staged = staged_from(cast, BAD)
    assert {row.place.row: both(row.reasons[0]) for row in staged.rejected} == {
        3: (
            "坐席 0004 的考试记录 2026-11-02 早于入职日期 2026-11-09。",
            "Agent 0004: the record (Exam) of 2026-11-02 lies before joining on 2026-11-09.",
        ),
        4: ("成绩 112 高于满分 100。", "The score 112 is more than the full mark of 100."),
        6: ("日期 2026-12-24 晚于今天（2026-11-22）。", "2026-12-24 lies after today (2026-11-22)."),
        7: ("这一行没有工号。", "The row has no agent's code."),
        8: ("看不懂“再议”是通过还是未通过。", "“再议” does not tell whether it was passed."),
    }
    assert [both(each) for each in staged.findings] == [
        (
            "“热线作业流程”不是已登记的课程：1 行照收，登记课程名称后即计入。",
            "“热线作业流程” is no course: 1 rows are kept and count once the name is entered with a course.",
        ),
        (
            "坐席 0001 的“个人信息保护”与前面一行完全相同：只计一次。",
            "Agent 0001, “个人信息保护”: the same as an earlier row in every figure; it counts once.",
        ),
    ]


def test_nothing_is_lost(cast: Cast) -> None:
    """Each of the eight lines is a record or stands in the workbook that goes back, cell by cell."""
    staged = staged_from(cast, BAD)
    assert staged.record
    kept = set(staged.reading.frame["row"])
    out = {row.place.row for row in staged.rejected}
    assert kept | out == set(range(2, 10)) and not kept & out
    _name, data = record_lists.rejected_records(cast.house, cast.manager, staged.record.id, "zh")
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    written = [{str(cell.value) for cell in line} for line in sheet.iter_rows()]
    for row in out:
        cells = {cell for cell in BAD.splitlines()[row - 1].split(",") if cell}
        assert any(cells <= line for line in written), row


def test_lines_put_right_come_in_with_the_list_sent_again(cast: Cast) -> None:
    lists.commit(cast.house, cast.manager, staged_from(cast, BAD).record.id)  # type: ignore[union-attr]
    assert (held(cast, "0001"), held(cast, "0002")) == (Lack.NONE, Lack.NO_RECORD)
    cast.clock.at += timedelta(hours=1)
    right = BAD.replace("2026-11-02,92", "2026-11-12,92").replace(",112,", ",92,")
    staged = staged_from(cast, right, "考试_更正.csv")
    assert staged.record
    # What the first told counts once.
    seen = record_lists.preview(cast.house, cast.manager, staged.record.id)
    assert (seen.new, seen.already, seen.held_back) == (2, 3, 3)
    lists.commit(cast.house, cast.manager, staged.record.id)
    assert (held(cast, "0002"), held(cast, "0004")) == (Lack.NONE, Lack.NONE)


def test_a_course_nobody_knew_counts_once_it_is_said_which(cast: Cast) -> None:
    exams_in(cast, BAD)
    assert held(cast, "0001", "HOTLINE") is Lack.NO_RECORD
    course_names.name_course(cast.house, cast.manager, "热线作业流程", "HOTLINE", "同一门课")
    assert held(cast, "0001", "HOTLINE") is Lack.NONE


def test_overlapping_rosters_are_said_and_the_later_counts(cast: Cast) -> None:
    before = cast.clock.now()
    cast.clock.at += timedelta(hours=1)
    text = (
        "工号,职场,岗位,入职日期,上岗日期\n"
        "0001,西安,热线坐席,2026-01-05,2026-01-12\n"
        "0002,成都,热线坐席,2026-01-05,2026-01-12\n"
        "0005,成都,热线坐席,2026-01-05,2026-01-12\n"
    )
    said = ListSaid(VENDOR, days=MonthRule().month("2026-11"))
    staged = lists.stage(cast.house, cast.manager, "花名册_二.csv", text.encode(), said)
    assert staged.record
    found = roster.overlapping(cast.house, cast.manager, staged.record.id)
    assert found and found.code == "rosters_overlap"
    assert both(found) == OVERLAP
    lists.commit(cast.house, cast.manager, staged.record.id)
    now = roster.day_of(cast.house, cast.viewer, VENDOR, DAY).spells
    then = roster.day_of(cast.house, cast.viewer, VENDOR, DAY, before).spells
    assert sorted(one.agent for one in now.values()) == ["0001", "0002", "0005"]
    # The earlier one stays known as it was.
    assert sorted(one.agent for one in then.values()) == ["0001", "0002", "0003", "0004"]
    assert {one.agent: one.standing(DAY) for one in then.values()}["0003"] is Standing.LEFT


@pytest.mark.parametrize(
    ("head", "at", "said", "day", "sentence"),
    [
        # Its own zone: half past midnight of the next day at the vendor.
        ("学号,课程,完成时间,成绩", "2026-11-16T16:30:00Z", {}, date(2026, 11, 17), None),
        ("学号,课程,完成时间,成绩", "2026-11-16 23:30:00+08:00", {}, date(2026, 11, 16), None),
        # No zone: read as the vendor's, and said.
        (
            "学号,课程,完成时间,成绩",
            "2026-11-16 23:30:00",
            {},
            date(2026, 11, 16),
            "1 times have no zone and are read as Asia/Shanghai; 1 of them lie within an hour of midnight.",
        ),
        # A person says it is the vendor's: nothing is left to say.
        ("学号,课程,完成时间,成绩", "2026-11-16 23:30:00", {"zone_told": True}, date(2026, 11, 16), None),
    ],
)
def test_times_fall_on_the_vendors_own_day(
    cast: Cast, head: str, at: str, said: dict[str, object], day: date, sentence: str | None
) -> None:
    staged = staged_from(cast, f"{head}\n0001,PRIVACY,{at},92\n", **said)
    assert staged.record and staged.record.day == day
    assert [each.sentence("en") for each in staged.findings] == ([sentence] if sentence else [])
    lists.commit(cast.house, cast.manager, staged.record.id)
    mark = mark_of(cast.house, cast.viewer, VENDOR, "0001")
    assert [one.day for one in agent_file(cast.house, cast.viewer, VENDOR, mark, DAY).records] == [day]
