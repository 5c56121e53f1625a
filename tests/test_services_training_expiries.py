"""What runs out, as seen on a day: 60, 30 and 7 days ahead, expired, and next month's forecast (T5.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.errors import NotAllowedError, WrongInputError
from core.principal import Principal, Role
from core.text import Text
from qa.training.expiry import Bucket, holds_until
from qa.training.matrix import Rule, RuleKind, Where
from services.known import directory
from services.training.board import board
from services.training.expiries import Expiries, expiries, expiries_file
from tests.compliance_example import OCTOBER, books, examined, with_matrix
from tests.rosters_example import NOVEMBER, VENDOR, corrected, taken_in
from tests.services_example import Cast, empty_house

TODAY = date(2026, 11, 25)


@pytest.fixture
def cast(tmp_path: Path, database_url: str | None) -> Iterator[Cast]:
    found = empty_house(tmp_path / "data", database_url)
    yield found
    found.house.close()


def house_of_expiries(cast: Cast) -> None:
    """Each holds PRIVACY for 30 days: 0001 until 11-24, 0002 until today, 0003 to 12-02, 0004 to 12-18;
    0005 never passed. HOTLINE has no end."""
    privacy = Rule("R2", RuleKind.ENTRY, Where(), ("PRIVACY",), OCTOBER, valid_days=30)
    with_matrix(cast, Rule("R1", RuleKind.ENTRY, Where(), ("HOTLINE",), OCTOBER), privacy)
    taken_in(cast)
    cast.clock.at = datetime(2026, 11, 25, 1, tzinfo=UTC)
    days = {1: "2026-10-26", 2: "2026-10-27", 3: "2026-11-03", 4: "2026-11-19"}
    examined(cast, "".join(f"000{n},{day},90,合格\n" for n, day in days.items()), "PRIVACY")
    examined(cast, "".join(f"000{n},2026-11-02,90,合格\n" for n in range(1, 6)))


def seen(cast: Cast, day: date | None = None) -> Expiries:
    return expiries(cast.house, cast.manager, VENDOR, day)


def test_each_last_day_stands_in_the_nearest_window(cast: Cast) -> None:
    house_of_expiries(cast)
    found = seen(cast)
    told = [(each.spell.agent, each.last_day, each.line.bucket(TODAY)) for each in found.listed]
    assert told == [
        ("0001", date(2026, 11, 24), Bucket.EXPIRED),
        ("0002", date(2026, 11, 25), Bucket.TODAY),
        ("0003", date(2026, 12, 2), Bucket.WITHIN_7),
        ("0004", date(2026, 12, 18), Bucket.WITHIN_30),
    ]
    assert (found.agents, dict(found.forecast)) == (5, {("A", "PRIVACY"): 2})
    assert [each.mark for each in found.blocking] == [found.listed[0].spell.mark]
    assert found.by_day == {date(2026, 11, 25): 1, date(2026, 12, 2): 1, date(2026, 12, 18): 1}


def test_a_renewal_moves_the_last_day_and_an_earlier_day_does_not_know_it(cast: Cast) -> None:
    house_of_expiries(cast)
    examined(cast, "0001,2026-11-25,95,合格\n", "PRIVACY")
    assert [each.spell.agent for each in seen(cast).listed][:1] == ["0002"]
    assert [each.last_day for each in seen(cast).listed][-1] == date(2026, 12, 24)
    the_day_before = seen(cast, TODAY - timedelta(days=1))
    assert the_day_before.listed[0].line.bucket(the_day_before.day) is Bucket.TODAY


def test_the_forecast_is_of_the_site_where_somebody_is_now(cast: Cast) -> None:
    """0004 moved to B on the 10th."""
    house_of_expiries(cast)
    corrected(cast)
    assert dict(seen(cast).forecast) == {("A", "PRIVACY"): 1, ("B", "PRIVACY"): 1}


def test_the_last_days_are_those_the_rule_says_agent_by_agent(cast: Cast) -> None:
    """The same as `qa.training.expiry.holds_until` says of each agent's records."""
    house_of_expiries(cast)
    examined(cast, "0002,2026-11-20,95,合格\n0003,2026-11-24,30,不合格\n", "PRIVACY")
    known = books(cast, NOVEMBER)
    said = {}
    for mark, spell in known.at_work(TODAY).items():
        for need in known.owed(spell, TODAY):
            last = holds_until(known.held(mark, need), TODAY)
            if last is not None:
                said[spell.agent, need.course] = last
    assert {(each.spell.agent, each.line.course): each.last_day for each in seen(cast).lines} == said


def test_the_board_and_the_list_say_the_same(cast: Cast) -> None:
    house_of_expiries(cast)
    of_board = board(cast.house, cast.manager, VENDOR, NOVEMBER)
    assert (of_board.day, of_board.ending(30), of_board.ending(7)) == (TODAY, 3, 2)
    assert of_board.run_out == seen(cast).listed


def test_the_list_to_send_names_no_other_vendor(cast: Cast) -> None:
    house_of_expiries(cast)
    name, data = expiries_file(cast.house, cast.manager, VENDOR, TODAY, "zh")
    book = load_workbook(BytesIO(data))
    lines, seats = book.worksheets
    cells = [[cell.value for cell in row] for row in lines.iter_rows()]
    assert name == "YUNHE_20261125_证书到期.xlsx"
    assert [row[2] for row in cells if str(row[2] or "").startswith("000")] == [
        "0001",
        "0002",
        "0003",
        "0004",
    ]
    assert ["A", "PRIVACY", "个人信息保护", 2] in [
        [cell.value for cell in row][:4] for row in seats.iter_rows()
    ]
    assert "王" not in str(cells) and cast.journal()[-1] == "expiries_list"
    directory.save_vendor(cast.house, cast.manager, "PRIVACY", Text("个人信息保护", "Personal data"))
    with pytest.raises(WrongInputError):
        expiries_file(cast.house, cast.manager, VENDOR, TODAY, "zh")


def test_expiries_are_of_a_vendor_one_may_see(cast: Cast) -> None:
    house_of_expiries(cast)
    other = Principal("01JANDA", "安达专员", Role.MANAGER, "zh", frozenset({"ANDA"}))
    for act in (expiries, lambda *a: expiries_file(*a, "zh")):
        with pytest.raises(NotAllowedError):
            act(cast.house, other, VENDOR, TODAY)
