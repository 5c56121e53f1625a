"""The file of an agent: rosters, what is asked and why, what was done; names of courses entered later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from core.errors import NotAllowedError, NotFoundError, WrongInputError
from core.privacy import AgentRule
from core.text import Text
from importers.people.said import ListSaid
from qa.roster.spell import Standing
from qa.training.record import Lack
from services.known.directory import save_site
from services.roster import lists
from services.training import course_names, record_lists
from services.training.agent_file import AgentFile, agent_file, mark_of
from services.training.record_lists import Preview, stage_records
from tests.records_example import EXAMS, HEAD, VENDOR, exams_in, listed, roster_in, with_training
from tests.services_example import Cast, empty_house

DAY = date(2026, 11, 20)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """22 November 2026, with a roster, a matrix and two courses."""
    found = empty_house(tmp_path / "data", database_url)
    found.clock.at = datetime(2026, 11, 22, 2, tzinfo=UTC)
    with_training(found)
    yield found
    found.house.close()


def file_of(cast: Cast, code: str, day: date = DAY, known: datetime | None = None) -> AgentFile:
    mark = mark_of(cast.house, cast.viewer, VENDOR, code)
    return agent_file(cast.house, cast.viewer, VENDOR, mark, day, known)


def stands(found: AgentFile) -> dict[str, Lack]:
    return {one.need.course: one.lack for one in found.asked}


def test_what_is_asked_with_why_and_how_it_stands(cast: Cast) -> None:
    exams_in(cast)
    found = file_of(cast, "1")
    assert (found.agent, found.standing, found.version) == ("0001", Standing.LIVE, 1)
    assert stands(found) == {"PRIVACY": Lack.NONE, "HOTLINE": Lack.NO_RECORD}
    (privacy,) = [one for one in found.asked if one.need.course == "PRIVACY"]
    assert privacy.held and (privacy.held.first_day, privacy.until) == (date(2026, 11, 10), date(2027, 11, 9))
    assert "R1" in privacy.need.why[0].en
    assert stands(file_of(cast, "0002"))["PRIVACY"] is Lack.FAILED


def test_a_name_said_to_be_a_course_makes_kept_rows_count(cast: Cast) -> None:
    exams_in(cast)
    house, who = cast.house, cast.manager
    (name,) = course_names.unknown_names(house, who, VENDOR)
    assert (name.said, name.rows, name.agents, name.files) == ("热线作业流程", 1, 1, ("考试.csv",))
    course_names.name_course(house, who, name.said, "HOTLINE", "同一门课")
    assert course_names.unknown_names(house, who, VENDOR) == []
    assert stands(file_of(cast, "0001")) == {"PRIVACY": Lack.NONE, "HOTLINE": Lack.NONE}
    with pytest.raises(WrongInputError):  # another course goes by it
        course_names.name_course(house, who, name.said, "PRIVACY", "改")
    with pytest.raises(NotFoundError):
        course_names.name_course(house, who, "别的", "CALM", "没有这门课")


def test_who_left_is_known_to_have_and_owes_nothing(cast: Cast) -> None:
    found = file_of(cast, "0003")
    assert (found.standing, found.asked) == (Standing.LEFT, ())
    assert [one.last_day for one in found.stretches if one.spell.left][:1]
    assert file_of(cast, "0099").spell is None


def test_the_file_as_it_was_known_before_a_list_came_and_after_it_went(cast: Cast) -> None:
    before = cast.clock.now()
    cast.clock.at += timedelta(hours=1)
    taken = exams_in(cast)
    after = cast.clock.now()
    cast.clock.at += timedelta(hours=1)
    lists.withdraw(cast.house, cast.manager, taken.id, "发错了")
    assert stands(file_of(cast, "0001"))["PRIVACY"] is Lack.NO_RECORD
    assert stands(file_of(cast, "0001", known=before))["PRIVACY"] is Lack.NO_RECORD
    assert stands(file_of(cast, "0001", known=after))["PRIVACY"] is Lack.NONE
    assert [one.withdrawn is not None for one in file_of(cast, "0001").records] == [True, True]


def test_records_under_another_code_of_the_same_person_count(cast: Cast) -> None:
    cast.clock.at += timedelta(minutes=1)
    roster_in(
        cast,
        "工号,身份证号,职场,岗位,入职日期\n0001,11010519491231002X,成都,热线坐席,2026-01-05\n"
        "0107,11010519491231002X,成都,热线坐席,2026-01-05\n",
        "名单二.csv",
    )
    exams_in(cast)
    found = file_of(cast, "0107")
    assert found.other_codes == ("0001",) and stands(found)["PRIVACY"] is Lack.NONE


def test_a_site_that_keeps_nothing_has_no_code_and_says_so(cast: Cast) -> None:
    save_site(cast.house, cast.manager, VENDOR, "BJ", Text("北京", "Beijing"), agents=AgentRule.DROP)
    rows = (("0001", "", "2026-11-10"), ("0002", "成都", "2026-11-10"), ("7001", "北京", "2026-11-10"))
    text = "工号,职场,课程,考试日期,成绩\n" + "".join(f"{a},{s},个人信息保护,{d},92\n" for a, s, d in rows)
    text += "7002,北京,个人信息保护,2027-11-10,92\n"
    staged = stage_records(cast.house, cast.manager, "考试.csv", text.encode(), ListSaid(VENDOR))
    # 0001 has no site in the list: the roster has it at 成都, whose rule lets the code be kept.
    assert staged.record and staged.record.rows == 2
    assert "7002" not in str(staged.rejected) and staged.rejected[0].cells["课程"] == "个人信息保护"
    said = [each.sentence("zh") for each in staged.findings]
    assert any("“北京”" in each and "1 人只计数" in each for each in said)
    assert file_of(cast, "7001").agent == ""


def test_another_vendors_person_opens_no_file(cast: Cast) -> None:
    other = replace(cast.manager, vendors=frozenset({"YUNHE"}))
    for act in (
        lambda: mark_of(cast.house, other, VENDOR, "0001"),
        lambda: agent_file(cast.house, other, VENDOR, "0" * 16, DAY),
        lambda: course_names.unknown_names(cast.house, other, VENDOR),
    ):
        with pytest.raises((NotAllowedError, NotFoundError)):
            act()


def test_a_list_is_looked_at_beside_what_is_in_the_books(cast: Cast) -> None:
    exams_in(cast)
    more = "0002,个人信息保护,2026-11-13,84,合格\n0009,个人信息保护,2026-11-13,101,合格\n"
    staged = stage_records(
        cast.house, cast.manager, "考试二.csv", f"{EXAMS}{more}".encode(), ListSaid(VENDOR)
    )
    assert staged.record
    assert record_lists.preview(cast.house, cast.manager, staged.record.id) == Preview(1, 3, 1)
    cast.clock.at += timedelta(days=2)
    again = record_lists.records_again(cast.house, cast.manager, staged.record.id)
    assert again.findings == staged.findings and len(again.rejected) == 1
    name, data = record_lists.rejected_records(cast.house, cast.manager, staged.record.id, "zh")
    assert name == "考试二_rejected.xlsx" and data


def test_results_that_look_made_up_are_said_before_they_are_taken_in(cast: Cast) -> None:
    """All with the full mark; three in the same second; faster than half of what the matrix asks for."""
    head = "学号,课程,完成时间,成绩,用时\n"
    rows = [(f"{n:04d}", "个信保护", f"2026-11-16T06:30:{n % 4:02d}Z", 100, 5) for n in range(1, 13)]
    staged = stage_records(
        cast.house, cast.manager, "lms.csv", listed(*rows, head=head).encode(), ListSaid(VENDOR)
    )
    assert staged.record and staged.record.rows == 12
    codes = [each.code for each in staged.record.findings]
    assert codes.count("finished_same_second") == 4
    assert {"scores_all_full", "too_fast"} <= set(codes)
    # Nothing is taken away because of it.
    lists.commit(cast.house, cast.manager, staged.record.id)
    assert stands(file_of(cast, "0001"))["PRIVACY"] is Lack.NONE


def test_two_lists_of_other_courses_wait_together(cast: Cast) -> None:
    """Records add up: the second is not refused because the first came in."""
    first = stage_records(cast.house, cast.manager, "一.csv", EXAMS.encode(), ListSaid(VENDOR)).record
    other = f"{HEAD}0004,热线流程,2026-11-11,85,合格\n"
    second = stage_records(cast.house, cast.manager, "二.csv", other.encode(), ListSaid(VENDOR)).record
    assert first and second
    cast.clock.at += timedelta(minutes=1)
    lists.commit(cast.house, cast.manager, first.id)
    cast.clock.at += timedelta(minutes=1)
    lists.commit(cast.house, cast.manager, second.id)
    assert stands(file_of(cast, "0004"))["HOTLINE"] is Lack.NONE


def test_a_retake_without_a_day_counts_from_the_day_somebody_says(cast: Cast) -> None:
    text = "工号,课程,考试日期,成绩,是否补考,补考成绩,是否合格\n0001,个人信息保护,2026-11-10,61,是,84,合格\n"
    exams_in(cast, text, said=ListSaid(VENDOR, retake_day=date(2026, 11, 14)))
    (asked,) = [one for one in file_of(cast, "0001").asked if one.need.course == "PRIVACY"]
    assert asked.held and asked.held.first_day == date(2026, 11, 14)
