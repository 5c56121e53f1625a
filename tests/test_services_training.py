"""Training as reported: by vendor and course, ratio of sums, silence never zero."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from lake_facts import draft, imported
from services_example import house_with_contract

from core.batch import Dataset, Source
from core.errors import NotAllowedError
from core.period import calendar_month
from services.records.training import compliance, count_rows

COUNTS = ("trainees_required", "trainees_attended", "exam_taken", "trainees_passed")
MAY = calendar_month(2026, 5)


@pytest.fixture
def cast(data_folder, database_url):
    cast = house_with_contract(data_folder, database_url)
    yield cast
    cast.house.close()


def held(cast, *classes, month=MAY, source=Source.VENDOR):
    """Take in classes: (day of the month, course, required, attended, passed)."""
    rows = [
        {"on": month.start.replace(day=day), "item": course, "trainees_required": required}
        | {"trainees_attended": attended, "exam_taken": attended, "trainees_passed": passed}
        for day, course, required, attended, passed in classes
    ]
    made = draft(
        rows,
        month,
        vendor="YUNHE",
        source=source,
        dataset=Dataset.TRAINING,
        measures=COUNTS,
        project="HOTLINE",
    )
    imported(cast.house.database, cast.house.lake, made)


def test_classes_of_a_course_are_added_before_a_rate_is_formed(cast):
    held(cast, (4, "新政策", 10, 10, 5), (6, "新政策", 30, 15, 15), (6, "消防", 8, 8, 8))
    lines = {line.course: line for line in compliance(cast.house, cast.viewer, label="2026-05")}
    policy = lines["新政策"]
    assert (policy.required, policy.attended, policy.passed) == (40, 25, 20)
    assert (policy.attendance, policy.passing) == (Fraction(125, 2), 50)  # 62.5 %, not the mean of 100 and 50
    assert (policy.rows, policy.last_day, policy.vendor_name.zh) == (2, date(2026, 5, 6), "云禾客服")
    assert lines["消防"].passing == 100


def test_a_figure_one_class_did_not_report_is_none_not_zero(cast):
    held(cast, (4, "新政策", 10, 10, 5), (6, "新政策", 30, 15, None))
    [line] = compliance(cast.house, cast.viewer, "YUNHE")
    assert (line.attended, line.passed, line.passing) == (25, None, None)


def test_sources_stand_beside_each_other(cast):
    held(cast, (4, "新政策", 10, 10, 10))
    held(cast, (4, "新政策", 10, 9, 8), source=Source.CLIENT)
    found = {line.source: line.passed for line in compliance(cast.house, cast.viewer)}
    assert found == {Source.VENDOR: 10, Source.CLIENT: 8}


def test_a_month_shows_its_own_classes_and_no_month_all_of_them(cast):
    held(cast, (4, "新政策", 10, 10, 10))
    held(cast, (7, "新政策", 5, 5, 0), month=calendar_month(2026, 4))
    assert [line.required for line in compliance(cast.house, cast.viewer, label="2026-04")] == [5]
    assert [line.required for line in compliance(cast.house, cast.viewer)] == [15]
    assert compliance(cast.house, cast.viewer, label="2026-03") == []


def test_clauses_are_judged_on_the_same_counts(cast):
    held(cast, (4, "新政策", 10, 10, 5), (6, "消防", 30, 15, None))
    with cast.house.database.read() as uow:
        rows = count_rows(uow, cast.house, "YUNHE", Source.VENDOR, MAY)
    assert sum(row.counts["trainees_required"] for row in rows) == 40
    assert [row.counts.get("trainees_passed") for row in rows] == [5, None]


def test_somebody_elses_vendor_is_not_shown(cast):
    held(cast, (4, "新政策", 10, 10, 5))
    elsewhere = replace(cast.viewer, vendors=frozenset({"ANDA"}))
    assert compliance(cast.house, elsewhere) == []
    with pytest.raises(NotAllowedError):
        compliance(cast.house, elsewhere, "YUNHE")
