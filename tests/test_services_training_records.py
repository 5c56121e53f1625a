"""Training records through the services: by hand, from lists, taken back, with their papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from core.batch import Source
from core.errors import NotAllowedError, NotFoundError, PlumblineError
from core.people_lists import ListKind, ListState, RecordKind
from core.privacy import AgentRule
from core.refusals import SENTENCES
from core.text import Text
from qa.training.course import Category, Course
from qa.training.evidence import EvidenceKind
from qa.training.held import held
from services.house.evidence import read_evidence
from services.house.privacy import privacy
from services.known.directory import save_site, save_vendor
from services.training import records
from services.training.list_records import codes_of, records_in
from services.training.records import Entered
from store.records.people_lists import PeopleListRecord
from tests.museum_records import records_of as read_as
from tests.services_example import Cast, empty_house
from tests.training_oracle import a_need

COURSE = Course("PRIVACY", 1, Text("个人信息保护", "Personal data"), Category.SKILL)
CSV = (
    "工号,课程,考试日期,成绩,补考日期,补考成绩,是否合格\n"
    "0001,个人信息保护,2026-05-04,92,,,合格\n"
    "0002,个人信息保护,2026-05-04,61,2026-05-06,84,合格\n"
    "0001,促销退换规则,2026-05-07,88,,,合格\n"
)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """Two vendors with a site each."""
    found = empty_house(tmp_path / "data", database_url)
    for code, site in (("ANDA", "AD-CD"), ("YUNHE", "YH-CS")):
        save_vendor(found.house, found.manager, code, Text(code, code))
        save_site(found.house, found.manager, code, site, Text(site, site))
    yield found
    found.house.close()


def taken_in(cast: Cast, text: str = CSV) -> PeopleListRecord:
    """A list as the door for people lists leaves it."""
    now = cast.clock.now()
    reading = read_as("exams.csv", text.encode(), privacy=privacy(cast.house, cast.manager))
    record = PeopleListRecord(
        vendor="ANDA", kind=ListKind.EXAMS, source=Source.VENDOR, name="exams.csv", sha256="a" * 64,
        day=date(2026, 5, 1), day_end=date(2026, 6, 1), state=ListState.COMMITTED, received_at=now,
        received_by="李静", committed_at=now, committed_by="李静",
    )  # fmt: skip
    place = f"lake/people/vendor=ANDA/{record.id}.parquet"
    written = cast.house.lake.write_aside(reading.frame)
    record = replace(record, rows_file=place, rows_sha256=written.sha256, rows=reading.frame.height)
    with cast.house.database.write(cast.manager) as uow:
        uow.people_lists.add(record)
        cast.house.lake.put_in_place(written, place)
        uow.commit()
    return record


def given(cast: Cast, **said: object) -> Entered:
    day = cast.house.today() - timedelta(days=1)
    facts = {"agent": "0001", "course": "PRIVACY", "kind": RecordKind.EXAM, "day": day, "passed": True}
    return Entered(**{**facts, **said})  # type: ignore[arg-type]


def an_hour_later(cast: Cast) -> None:
    cast.clock.at += timedelta(hours=1)


def by_hand(cast: Cast, given: Entered, why: str = "补录") -> Callable[[], object]:
    return lambda: records.enter(cast.house, cast.manager, "ANDA", given, why)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(PlumblineError) as found:
        act()
    assert found.value.reason in SENTENCES
    return found.value.reason


def test_a_record_by_hand_counts_until_it_is_taken_back_and_was_known_until_then(cast: Cast) -> None:
    who, house = cast.manager, cast.house
    kept = records.enter(house, who, "ANDA", given(cast), "补录纸质成绩", ("成绩单.pdf", b"%PDF"))
    assert read_evidence(house, who, "ANDA", kept.evidence_sha256 or "") == b"%PDF"
    (record,) = records.records_of(house, who, "ANDA", "1")
    assert record.by_hand and held([record], a_need())
    before = cast.clock.now()
    an_hour_later(cast)
    records.withdraw_entry(house, who, kept.id, "录错了人")
    assert records.records_of(house, who, "ANDA", "0001") == []
    assert [each.key for each in records.records_of(house, who, "ANDA", "0001", before)] == [kept.id]
    assert refused(lambda: records.withdraw_entry(house, who, kept.id, "再来")) == "already_state"
    assert cast.journal()[-2:] == ["training_entered", "training_withdrawn"]


def test_what_cannot_be_is_refused_and_leaves_nothing(cast: Cast) -> None:
    save_site(cast.house, cast.manager, "ANDA", "AD-XA", Text("西安", "Xi'an"), agents=AgentRule.DROP)
    today = cast.house.today()
    reasons = {
        "future": given(cast, day=today + timedelta(days=1)),
        "score_of_full": given(cast, score=Decimal(112)),
        "period_order": given(cast, expires=today - timedelta(days=9)),
        "needed": given(cast, agent=" "),
        "agent_not_kept": given(cast, site="AD-XA"),
    }
    for reason, wrong in reasons.items():
        assert (
            refused(lambda wrong=wrong: records.enter(cast.house, cast.manager, "ANDA", wrong, "补录"))
            == reason
        )
    assert (
        refused(lambda: records.enter(cast.house, cast.manager, "ANDA", given(cast), "")) == "reason_needed"
    )
    with cast.house.database.read(cast.manager) as uow:
        assert uow.training.entries.all() == []


def test_rows_of_lists_are_records_and_a_name_entered_later_makes_kept_rows_count(cast: Cast) -> None:
    taken_in(cast)
    with cast.house.database.read(cast.manager) as uow:
        plain = records_in(uow, cast.house.lake, "ANDA")
        named = records_in(uow, cast.house.lake, "ANDA", [COURSE])
    assert len({each.key for each in plain}) == len(plain) == 4
    assert {each.course for each in plain} == {"个人信息保护", "促销退换规则"}
    # 促销退换规则 is no course yet: kept as it is called.
    assert {each.course for each in named} == {"PRIVACY", "促销退换规则"}
    retaken = [each for each in named if each.agent == "0002"]
    assert [(each.attempt, each.passed) for each in retaken] == [(1, False), (2, True)]
    assert held(retaken, a_need())[0].first_day == date(2026, 5, 6)
    assert codes_of([COURSE]) == {"privacy": "PRIVACY", "个人信息保护": "PRIVACY", "personal data": "PRIVACY"}


def test_a_row_taken_back_and_a_list_withdrawn_were_known_until_then(cast: Cast) -> None:
    kept = taken_in(cast)
    at_first = cast.clock.now()
    an_hour_later(cast)
    records.retract(cast.house, cast.manager, kept.id, "", 2, "考试作废")
    after = cast.clock.now()
    now = records.records_of(cast.house, cast.manager, "ANDA", "0001")
    then = records.records_of(cast.house, cast.manager, "ANDA", "0001", at_first)
    assert [each.course for each in now] == ["促销退换规则"]
    assert [each.course for each in then] == ["个人信息保护", "促销退换规则"]
    again = lambda: records.retract(cast.house, cast.manager, kept.id, "", 2, "再作废")  # noqa: E731
    assert refused(again) == "already_state"
    with pytest.raises(NotFoundError):
        records.retract(cast.house, cast.manager, kept.id, "", 99, "没有这一行")
    an_hour_later(cast)
    with cast.house.database.write(cast.manager) as uow:
        gone = {"state": ListState.WITHDRAWN, "withdrawn_at": uow.now, "withdrawn_by": "李静", "why": "重发"}
        uow.people_lists.update(replace(uow.people_lists.get(kept.id), **gone))
        uow.commit()
    assert records.records_of(cast.house, cast.manager, "ANDA", "0001") == []
    assert len(records.records_of(cast.house, cast.manager, "ANDA", "0001", after)) == 1


def test_papers_are_kept_with_a_course_and_a_day(cast: Cast) -> None:
    day, sheet = date(2026, 5, 4), ("C:\\签到\\签到表.xlsx", b"sheet")
    kept = records.keep_paper(
        cast.house, cast.manager, "ANDA", "PRIVACY", day, EvidenceKind.ATTENDANCE, sheet, taken_in(cast).id
    )
    assert kept.name == "签到表.xlsx"
    assert records.papers(cast.house, cast.viewer, "ANDA", "PRIVACY", day) == [kept]
    assert records.papers(cast.house, cast.viewer, "ANDA", "CALM") == []


def test_nobody_sees_or_touches_another_vendors_records(cast: Cast) -> None:
    kept = records.enter(cast.house, cast.manager, "ANDA", given(cast), "补录")
    row = taken_in(cast)
    other = replace(cast.manager, vendors=frozenset({"YUNHE"}))
    for act in (
        lambda: records.records_of(cast.house, other, "ANDA", "0001"),
        lambda: records.enter(cast.house, other, "ANDA", given(cast), "补录"),
        lambda: records.papers(cast.house, other, "ANDA"),
        lambda: records.withdraw_entry(cast.house, other, kept.id, "撤"),
        lambda: records.retract(cast.house, other, row.id, "", 2, "撤"),
    ):
        with pytest.raises((NotAllowedError, NotFoundError)):
            act()
    with pytest.raises(NotAllowedError):
        records.enter(cast.house, cast.viewer, "ANDA", given(cast), "补录")
