"""The same bytes handed in twice: what waits already is given again, never a second entry beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.principal import Principal, Role
from core.text import Text
from importers.draft import Choice
from services.house.bootstrap import House
from services.known.directory import save_vendor
from services.reports.dropped import take
from services.reports.import_report import commit, discard
from services.reports.received import received
from tests.reports_example import choice, counted_report, line_house

REPORT = counted_report("2026-10").encode()


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data")
    yield house, who
    house.close()


def entries(house: House, who: Principal) -> list[str]:
    return [view.file.id for view in received(house, who)]


def test_what_waits_is_given_again_under_whatever_name_and_committed_once(line):
    house, who = line
    first = take(house, who, "十月.csv", REPORT, choice())
    second = take(house, who, "十月（重发）.csv", REPORT, choice())
    assert (first.waited, second.waited) == (False, True)
    assert second.file.id == first.file.id and entries(house, who) == [first.file.id]
    assert [b.record.id for b in second.batches] == [b.record.id for b in first.batches]
    commit(house, who, second.file.id)
    third = take(house, who, "十月.csv", REPORT, choice())
    assert third.same_as is not None and not third.waited


def test_what_was_let_go_or_holds_other_bytes_is_read(line):
    house, who = line
    first = take(house, who, "十月.csv", REPORT, choice())
    other = take(house, who, "十月.csv", REPORT + b"\n", choice())
    assert not other.waited and other.file.id != first.file.id
    discard(house, who, first.file.id)
    assert not take(house, who, "十月.csv", REPORT, choice()).waited


def test_what_waits_for_another_vendor_or_of_another_persons_is_not_given(line):
    house, who = line
    save_vendor(house, who, "OTHER", Text("别家", "Other"))
    first = take(house, who, "十月.csv", REPORT, choice())
    theirs = Principal("p2", "李工", Role.MANAGER, vendors=frozenset({"OTHER"}))
    for person in (who, theirs):
        assert take(house, person, "十月.csv", REPORT, Choice("OTHER")).file.id != first.file.id
