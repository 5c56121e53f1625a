"""Lists taken in as files: each by what its columns say; nothing that a person has to answer goes in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import NotAllowedError
from core.people_lists import ListKind, ListState
from core.period import calendar_month
from services.roster import lists
from services.training.take_in import Became, take_in
from tests.changes_example import VENDOR, with_roster
from tests.services_example import Cast, empty_house

SAMPLES = Path(__file__).resolve().parent.parent / "sample_data" / "training"
ROSTER, CHANGES, EXAMS = (
    SAMPLES / name
    for name in ("yunhe_2026-11_roster.csv", "anda_2026-11_changes.csv", "yunhe_2026-10_exams.csv")
)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    """A vendor with a roster of five."""
    found = empty_house(tmp_path / "data", database_url)
    with_roster(found)
    yield found
    found.house.close()


def committed(cast: Cast) -> int:
    return sum(one.state is ListState.COMMITTED for one in lists.listed(cast.house, cast.manager))


@pytest.mark.parametrize(
    ("file", "kind", "rows"),
    [(ROSTER, ListKind.ROSTER, 60), (CHANGES, ListKind.CHANGES, 2), (EXAMS, ListKind.EXAMS, 118)],
)
def test_each_file_is_taken_in_for_what_its_columns_say(
    cast: Cast, file: Path, kind: ListKind, rows: int
) -> None:
    found = take_in(cast.house, cast.manager, file, VENDOR)
    assert found.record is not None
    assert (found.became, found.record.kind, found.record.rows) == (Became.TAKEN_IN, kind, rows)
    assert found.record.state is ListState.COMMITTED
    again = take_in(cast.house, cast.manager, file, VENDOR)
    assert again.became is Became.SAME and again.record is not None and again.record.id == found.record.id


@pytest.mark.parametrize("file", [ROSTER, EXAMS])
def test_what_is_only_looked_at_leaves_nothing_behind(cast: Cast, file: Path) -> None:
    before = committed(cast)
    found = take_in(cast.house, cast.manager, file, VENDOR, dry_run=True)
    assert found.became is Became.LOOKED_AT and found.record is not None and found.record.rows
    assert committed(cast) == before
    assert not any(one.state is ListState.STAGED for one in lists.listed(cast.house, cast.manager))


@pytest.mark.parametrize("kind", [None, ListKind.ROSTER, ListKind.EXAMS])
def test_a_file_that_is_no_list_is_refused_with_a_sentence(
    cast: Cast, tmp_path: Path, kind: ListKind | None
) -> None:
    file = tmp_path / "notes.csv"
    file.write_text("标题,内容\n会议,周五\n", encoding="utf-8")
    found = take_in(cast.house, cast.manager, file, VENDOR, kind)
    assert (found.became, found.record) == (Became.REFUSED, None)
    assert all(each.sentence("zh") and each.sentence("en") for each in found.staged.findings)
    assert found.staged.findings


def test_the_month_is_said_where_the_list_says_none(cast: Cast) -> None:
    november = calendar_month(2026, 11)
    found = take_in(cast.house, cast.manager, EXAMS, VENDOR, days=november)
    assert found.record is not None and found.record.day_end == november.end


def test_nobody_takes_in_a_list_of_a_vendor_they_may_not_see(cast: Cast) -> None:
    other = replace(cast.manager, vendors=frozenset({"ANDA"}))
    with pytest.raises(NotAllowedError):
        take_in(cast.house, other, ROSTER, VENDOR)
