"""A report of all beside one of sites: nothing is asked where the sites come to it, else a person says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.batch import Role
from core.errors import DecisionNeeded
from core.principal import Principal
from services.house.bootstrap import House
from services.reports.import_report import commit
from tests.reports_example import HEAD, bring, line_house, previewed
from tests.test_services_part_and_whole import sites, volume

DAY = (200, 192, 8, 170)


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data", database_url)
    yield house, who
    house.close()


def whole(*, days: int = 31, changed: dict[int, tuple[int, ...]] | None = None, more: str = "") -> str:
    """What two sites come to on each day of October, but for the days that are changed."""
    head = HEAD + (f",{more}" if more else "")
    told = [(n, (changed or {}).get(n, DAY)) for n in range(1, days + 1)]
    rows = [",".join([f"2026-10-{n:02d}", *map(str, day), *(["9000"] if more else [])]) for n, day in told]
    return "\n".join([head, *rows]) + "\n"


BOTH = sites("合肥", "成都")
ORDERS = {"the sites first": (BOTH, whole()), "the whole first": (whole(), BOTH)}


@pytest.mark.parametrize(("first", "second"), ORDERS.values(), ids=ORDERS)
def test_what_agrees_is_not_asked_about_and_counts_once(line, first, second):
    house, who = line
    bring(house, who, first, "first.csv")
    shown = previewed(house, who, second, "second.csv")
    assert not shown.decision and not [batch for batch in shown.batches if batch.gone]
    assert not {"rows_taken_out", "more_taken_out"} & {f.code for f in shown.findings}
    (batch,) = commit(house, who, shown.file.id).batches
    assert batch.role is (Role.CHECK if second == whole() else Role.FACTS)
    assert volume(house, who) == 31 * DAY[0]


OTHERWISE = {
    "a call more on one day": (BOTH, whole(changed={7: (201, 192, 9, 170)})),
    "an answer within 20 s less": (BOTH, whole(changed={31: (200, 192, 8, 169)})),
    "a count that the sites lack": (BOTH, whole(more="Talk time (s)")),
    "one of the two sites": (sites("合肥"), whole()),
}


@pytest.mark.parametrize("turned", [False, True], ids=["the sites first", "the whole first"])
@pytest.mark.parametrize("pair", OTHERWISE.values(), ids=OTHERWISE)
def test_what_does_not_agree_or_would_lose_something_is_asked(line, pair, turned):
    house, who = line
    first, second = reversed(pair) if turned else pair
    bring(house, who, first, "first.csv")
    shown = previewed(house, who, second, "second.csv")
    assert "part_and_whole" in {each.code for each in shown.decision}
    with pytest.raises(DecisionNeeded):
        commit(house, who, shown.file.id)


def test_sites_of_more_days_than_the_whole_count_on_all_of_them(line):
    house, who = line
    bring(house, who, whole(days=20), "whole.csv")
    assert not previewed(house, who, BOTH, "sites.csv").decision
    bring(house, who, BOTH, "sites.csv")
    assert volume(house, who) == 31 * DAY[0]


def test_a_day_that_the_sites_lack_stays_that_of_the_whole(line):
    house, who = line
    fewer = sites("合肥", "成都", days=30)
    bring(house, who, whole(), "whole.csv")
    assert not previewed(house, who, fewer, "sites.csv").decision
    bring(house, who, fewer, "sites.csv")
    assert volume(house, who) == 31 * DAY[0]


def test_a_whole_with_a_day_that_the_sites_lack_is_asked_about(line):
    house, who = line
    bring(house, who, sites("合肥", "成都", days=30), "sites.csv")
    assert "part_and_whole" in {each.code for each in previewed(house, who, whole(), "whole.csv").decision}


def test_a_person_may_still_say_that_the_whole_counts(line):
    house, who = line
    bring(house, who, BOTH, "sites.csv")
    shown = previewed(house, who, whole(), "whole.csv")
    (batch,) = commit(house, who, shown.file.id, Role.FACTS).batches
    assert batch.role is Role.FACTS and volume(house, who) == 31 * DAY[0]
