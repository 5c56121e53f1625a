"""Lists of training records through the door for people lists: staged, taken in, withdrawn."""

from __future__ import annotations

from pathlib import Path

from core.people_lists import ListKind
from core.text import Text
from importers.people.said import ListSaid
from services.known.directory import save_vendor
from services.roster import lists
from services.training import records
from services.training.record_lists import stage_records
from tests.services_example import empty_house

CSV = (
    "工号,课程,考试日期,成绩,是否合格\n"
    "0001,个人信息保护,2026-05-04,92,合格\n"
    "0002,个人信息保护,2026-05-04,112,合格\n"
)


def test_a_list_of_exams_is_taken_in_and_withdrawn(tmp_path: Path) -> None:
    cast = empty_house(tmp_path / "data")
    house, who = cast.house, cast.manager
    save_vendor(house, who, "ANDA", Text("安达", "ANDA"))
    staged = stage_records(house, who, "exams.csv", CSV.encode(), ListSaid("ANDA"))
    assert staged.record and (staged.record.kind, staged.record.rows) == (ListKind.EXAMS, 1)
    (why,) = staged.rejected[0].reasons
    assert why.code == "score_over_maximum"
    assert records.records_of(house, who, "ANDA", "0001") == []
    lists.commit(house, who, staged.record.id)
    assert [each.course for each in records.records_of(house, who, "ANDA", "1")] == ["个人信息保护"]
    again = stage_records(house, who, "exams.csv", CSV.encode(), ListSaid("ANDA"))
    assert again.same_as and again.same_as.id == staged.record.id
    lists.withdraw(house, who, staged.record.id, "重发")
    assert records.records_of(house, who, "ANDA", "0001") == []
    house.close()


def test_a_list_that_names_no_course_waits_for_one(tmp_path: Path) -> None:
    cast = empty_house(tmp_path / "data")
    save_vendor(cast.house, cast.manager, "ANDA", Text("安达", "ANDA"))
    text = "工号,成绩,考试日期,是否合格\n0001,92,2026-05-04,合格\n"
    staged = stage_records(cast.house, cast.manager, "exams.csv", text.encode(), ListSaid("ANDA"))
    assert staged.record is None and [each.code for each in staged.findings] == ["list_course_missing"]
    told = ListSaid("ANDA", course="个人信息保护")
    assert stage_records(cast.house, cast.manager, "exams.csv", text.encode(), told).record
    cast.house.close()
