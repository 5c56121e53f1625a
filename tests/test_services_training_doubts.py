"""What looks odd over all lists of a month, whichever brought a row; and in a list that waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lake_facts import draft, imported

from core.batch import Dataset
from core.errors import NotAllowedError
from core.finding import Finding
from core.people_lists import RecordKind
from core.period import MonthRule
from importers.people.said import ListSaid
from qa.training.matrix import Rule
from qa.training.record import Lack
from services.roster import lists
from services.training import matrix, records, trainers
from services.training.doubts import Doubted, doubted
from services.training.record_lists import stage_records
from services.training.records import Entered
from services.training.trainers import Certified
from tests.records_example import HEAD, VENDOR, exams_in, listed, roster_in, rules, with_training
from tests.services_example import Cast, empty_house
from tests.test_services_agent_file import file_of, stands

NOVEMBER = "2026-11"
ROSTER = "工号,职场,岗位,入职日期,上岗日期\n" + "".join(
    f"{n:04d},成都,热线坐席,2026-01-05,2026-01-12\n" for n in range(1, 13)
)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """22 November 2026; twelve agents at work."""
    found = empty_house(tmp_path / "data", database_url)
    found.clock.at = datetime(2026, 11, 22, 2, tzinfo=UTC)
    with_training(found)
    found.clock.at += timedelta(minutes=1)
    roster_in(found, ROSTER, "花名册二.csv")
    yield found
    found.house.close()


def month(cast: Cast) -> Doubted:
    return doubted(cast.house, cast.viewer, VENDOR, NOVEMBER)


def said(found: Doubted, code: str) -> list[str]:
    return [each.sentence("en") for each in found.findings if each.code == code]


def staged(cast: Cast, text: str, name: str) -> list[Finding]:
    """A list read and taken in; what was said of it before."""
    one = stage_records(cast.house, cast.manager, name, text.encode(), ListSaid(VENDOR))
    assert one.record
    lists.commit(cast.house, cast.manager, one.record.id)
    cast.clock.at += timedelta(minutes=1)
    return [each for each in one.record.findings if each.code != "exam_zone_unsaid"]


def asks(cast: Cast, **terms: object) -> None:
    """The matrix again, with these terms too."""
    [rule] = rules()
    stricter: Rule = replace(rule, **terms)  # type: ignore[arg-type]
    matrix.publish(cast.house, cast.manager, [stricter], date(2026, 1, 1), "从严")


def test_a_class_told_by_several_lists_is_looked_at_as_one(cast: Cast) -> None:
    """Four people a list, all with the full mark: no list alone is odd, the third beside the others is."""
    parts = [
        listed(*[(f"{n:04d}", "个人信息保护", "2026-11-11", 100, "合格") for n in range(first, first + 4)])
        for first in (1, 5, 9)
    ]
    found = [staged(cast, text, f"{at}.csv") for at, text in enumerate(parts)]
    assert [[each.code for each in one] for one in found] == [[], [], ["scores_all_full"]]
    assert found[2][0].sentence("zh") == "2026-11-11“个人信息保护”的 12 人全部满分。"
    assert found[2][0].sentence("en").startswith("12 people took “Personal data”")
    whole = month(cast)
    assert (whole.records, whole.lists) == (12, 3)
    assert said(whole, "scores_all_full") == [found[2][0].sentence("en")]
    # A list sent again tells nobody twice; one that goes takes its people along.
    again = staged(cast, parts[0] + "0001,热线流程,2026-11-11,90,合格\n", "又一次.csv")
    assert again == [] and said(month(cast), "scores_all_full") == said(whole, "scores_all_full")


def test_a_few_a_day_all_with_the_full_mark_are_said_together(cast: Cast) -> None:
    for day in (10, 11, 12):
        rows = [(f"{n:04d}", "热线流程", f"2026-11-{day}", 100, "合格") for n in range(day % 3, 13, 3) if n]
        exams_in(cast, listed(*rows), f"{day}.csv")
        cast.clock.at += timedelta(minutes=1)
    assert said(month(cast), "scores_all_full_days") == [
        "12 people took “Hotline procedure” between 2026-11-10 and 2026-11-12, a few each day, all with the "
        "full mark."
    ]


def test_the_same_second_is_the_same_in_several_lists_and_zones(cast: Cast) -> None:
    head = "学号,课程,完成时间,成绩\n"
    for n, at in enumerate(("2026-11-16T06:30:07Z", "2026-11-16T14:30:07+08:00", "2026-11-16 14:30:07"), 1):
        found = staged(cast, listed((f"{n:04d}", "热线流程", at, 80 + n), head=head), f"lms{n}.csv")
        assert [each.code for each in found] == (["finished_same_second"] if n == 3 else [])
    assert said(month(cast), "finished_same_second") == [
        "3 people finished “Hotline procedure” in the same second (2026-11-16 14:30:07)."
    ]


HEAD_BY = "工号,课程,考试日期,成绩,是否合格,讲师工号\n"


def test_a_class_by_nobody_certified_is_said_and_certifying_ends_it(cast: Cast) -> None:
    """T5.8: twelve passed, the trainer was not certified; nobody holds the course."""
    asks(cast, certified_trainer=True)
    rows = [(f"{n:04d}", "热线流程", "2026-11-16", 80 + n, "合格", "T01") for n in range(1, 13)]
    found = staged(cast, listed(*rows, head=HEAD_BY), "考试.csv")
    sentence = (
        "The class of “Hotline procedure” on 2026-11-16 was given by T01, who was not certified for it that "
        "day: it does not count for 12."
    )
    assert [each.sentence("en") for each in found] == [sentence]
    assert said(month(cast), "trainer_uncertified") == [sentence]
    assert stands(file_of(cast, "0001"))["HOTLINE"] is Lack.TRAINER_UNCERTIFIED
    given = Certified("T01", "HOTLINE", date(2026, 11, 1))
    trainers.certify_trainer(cast.house, cast.manager, VENDOR, given, "转训通过")
    assert month(cast).findings == ()
    assert stands(file_of(cast, "0001"))["HOTLINE"] is Lack.NONE


def test_a_class_that_names_no_trainer_is_said_as_that(cast: Cast) -> None:
    asks(cast, certified_trainer=True)
    found = staged(cast, listed(("0001", "热线流程", "2026-11-16", 81, "合格")), "考试.csv")
    assert [each.code for each in found] == ["trainer_unnamed"]
    # A course nobody asks of them for is nobody's class to count.
    assert staged(cast, listed(("T77", "热线流程", "2026-11-16", 81, "合格")), "外人.csv")[-1].code != (
        "trainer_unnamed"
    )


def test_a_try_beyond_those_allowed_is_said_wherever_the_others_were_told(cast: Cast) -> None:
    asks(cast, attempts=2)
    for day, score in ((9, 50), (10, 60)):
        staged(cast, f"{HEAD}0001,热线流程,2026-11-{day:02d},{score},不合格\n", f"{day}.csv")
    found = staged(cast, f"{HEAD}0001,热线流程,2026-11-11,95,合格\n", "11.csv")
    sentence = (
        "Agent 0001 passed “Hotline procedure” on 2026-11-11 at attempt 3 of at most 2: it does not count."
    )
    assert [each.sentence("en") for each in found] == [sentence]
    assert said(month(cast), "attempts_over") == [sentence]
    assert stands(file_of(cast, "0001"))["HOTLINE"] is Lack.ATTEMPTS_OVER
    given = Entered("0001", "HOTLINE", RecordKind.EXAM, date(2026, 11, 12), passed=True)
    records.enter(cast.house, cast.manager, VENDOR, given, "经理同意第三次")
    assert stands(file_of(cast, "0001"))["HOTLINE"] is Lack.NONE


def register(cast: Cast, course: str, attended: int, examined: int | None) -> None:
    """The vendor's register through the Import door: a class of 16 November."""
    row = {"on": date(2026, 11, 16), "item": course, "trainees_required": 12, "trainees_attended": attended}
    made = draft(
        [{**row, "exam_taken": examined, "trainees_passed": None}],
        MonthRule().month(NOVEMBER),
        vendor=VENDOR,
        dataset=Dataset.TRAINING,
        measures=("trainees_required", "trainees_attended", "exam_taken", "trainees_passed"),
    )
    imported(cast.house.database, cast.house.lake, made)


def test_the_register_is_held_against_the_names(cast: Cast) -> None:
    register(cast, "个信保护", 12, 12)  # by another of the course's names
    assert month(cast).findings == ()  # no list by name is in: nothing follows
    rows = [(f"{n:04d}", "个人信息保护", "2026-11-16", 80 + n, "合格") for n in range(1, 12)]
    exams_in(cast, listed(*rows))
    assert said(month(cast), "register_differs") == [
        "“Personal data” on 2026-11-16: the register says 12 took the exam, the lists by name have 11."
    ]
    cast.clock.at += timedelta(minutes=1)
    exams_in(cast, f"{HEAD}0012,个人信息保护,2026-11-16,93,合格\n", "补报.csv")
    assert month(cast).findings == ()


def test_a_figure_the_register_does_not_tell_is_compared_with_nothing(cast: Cast) -> None:
    register(cast, "个人信息保护", 12, None)
    exams_in(cast, f"{HEAD}0001,个人信息保护,2026-11-16,93,合格\n")
    assert month(cast).findings == ()


def test_nobody_sees_what_is_odd_at_another_vendor(cast: Cast) -> None:
    theirs = replace(cast.viewer, vendors=frozenset({"YUNHE"}))
    with pytest.raises(NotAllowedError):
        doubted(cast.house, theirs, VENDOR, NOVEMBER)
