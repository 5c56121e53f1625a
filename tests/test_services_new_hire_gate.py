"""The new-hire gate 上岗门禁: nobody takes a live contact before passing (domain reference 5.1, T5.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from lake_facts import draft, imported

from core.batch import Dataset, Grain
from core.period import Period
from services.roster import watch
from services.training.count_rows import compliance_rows
from tests.changes_example import at
from tests.compliance_example import examined, with_matrix
from tests.rosters_example import HEAD, NOVEMBER, VENDOR, taken_in
from tests.services_example import Cast, empty_house

#: 0001 is live since February; 0002 and 0003 joined on 2 November and go live on the 20th.
NEW = HEAD + (
    "0001,王一,甲职场,热线坐席,2026-01-05,2026-02-02,\n"
    "0002,王二,甲职场,热线坐席,2026-11-02,2026-11-20,\n"
    "0003,王三,甲职场,热线坐席,2026-11-02,2026-11-20,\n"
)
DAYS = Period(date(2026, 11, 16), date(2026, 11, 19))


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    found = empty_house(tmp_path / "data", database_url)
    with_matrix(found)
    taken_in(found, NEW)
    at(found, 18)
    examined(found, "0001,2026-11-10,90,合格\n0003,2026-11-17,90,合格\n")
    yield found
    found.house.close()


def called(cast: Cast, *calls: tuple[int, str]) -> None:
    rows = [
        {"on": date(2026, 11, day), "slot": 540, "agent": agent, "site": "A", "item": str(n), "answered": 1}
        for n, (day, agent) in enumerate(calls)
    ]
    calls_of = draft(rows, DAYS, grain=Grain.CALL, vendor=VENDOR, dataset=Dataset.CALLS)
    imported(cast.house.database, cast.house.lake, calls_of)


def counted(cast: Cast, name: str) -> dict[int, int]:
    with cast.house.database.read(cast.manager) as uow:
        rows = compliance_rows(uow, cast.house.lake, VENDOR, NOVEMBER, date(2026, 11, 18))
    return {row.day.day: int(row.counts[name]) for row in rows if name in row.counts}


def test_who_is_not_live_yet_takes_no_contact_before_passing(cast: Cast) -> None:
    """Calls of the 16th: 0001 and 0002 one each, 0003 one; of the 18th: 0002 two, 0003 one, who passed on
    the 17th. Uncertified: 0002 and 0003 on the 16th, 0002 twice on the 18th."""
    called(cast, (16, "0001"), (16, "0002"), (16, "0003"), (18, "0002"), (18, "0002"), (18, "0003"))
    assert counted(cast, "contacts_named") == {16: 3, 18: 3}
    assert counted(cast, "uncertified_contacts") == {16: 2, 18: 2}


def test_who_is_not_live_yet_is_in_no_coverage_and_no_certified_share(cast: Cast) -> None:
    called(cast, (16, "0002"))
    assert set(counted(cast, "agents_live").values()) == {1}


def test_contacts_before_the_live_day_are_flagged(cast: Cast) -> None:
    called(cast, (16, "0001"), (16, "0002"), (18, "0002"))
    seen = watch.watched(cast.house, cast.manager, VENDOR, NOVEMBER).findings
    assert [one.sentence("en") for one in seen] == [
        "0002 handled 2 contacts on 2026-11-16–2026-11-18; the roster says of then: Not live yet."
    ]
