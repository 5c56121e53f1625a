"""Calls without numbers that stand twice: copies count once, and calls that may be alike all count."""

from __future__ import annotations

from datetime import date

import pytest

from core.privacy import Privacy
from importers.draft import Choice, Directory, Known
from importers.read import read
from tests.received_file import received
from tests.test_importers_months import workbook

DIRECTORY = Directory(vendors=(Known("HX", ("恒信",)),), privacy=Privacy(b"a house's own key"))
HEAD = ["主叫号码", "进线时间", "等待时长(秒)", "通话时长(秒)", "工号", "是否接通"]
SAID = {"calls_repeated", "calls_alike"}


def call(n: int, *, caller: str | None = None, at: str = "", agent: str = "A1", talk: int | None = None):
    """The n-th call of the day, one every five minutes; lost where its talk is 0."""
    talk = 60 + n if talk is None else talk
    moment = at or f"2026-05-01 {8 + n // 12:02d}:{n % 12 * 5:02d}:{n % 59 + 1:02d}"
    number = f"138{n:08d}" if caller is None else caller
    return [number, moment, 5, talk, agent if talk else "", "是" if talk else "否"]


DAY = [call(n, talk=0 if n % 10 == 9 else None) for n in range(100)]


def reading(**sheets):
    with received("通话清单.xlsx", workbook({name: [HEAD, *rows] for name, rows in sheets.items()})) as file:
        return read(file, Choice("HX"), DIRECTORY, date(2026, 6, 5))


def told(result) -> tuple[int, list[tuple[str, int]]]:
    """How many calls count, and what is said of those that stand twice."""
    (draft,) = result.drafts
    return draft.frame["offered"].sum(), [(f.code, f.facts["n"]) for f in result.findings if f.code in SAID]


def by_the_minute(rows):
    return [[row[0], row[1][:16], *row[2:]] for row in rows]


def unnamed(rows):
    return [["", row[1], *row[2:4], "", row[5]] for row in rows]


def uncalled(rows):
    return [["", *row[1:]] for row in rows]


CASES = {
    "each once": ({"明细": DAY}, 100, []),
    "a copied sheet": ({"明细": DAY, "明细 (2)": DAY}, 100, [("calls_repeated", 100)]),
    "half of it copied": ({"明细": DAY, "补充": DAY[:50]}, 100, [("calls_repeated", 50)]),
    "pasted twice in other order": ({"明细": [*DAY, *reversed(DAY[3:6])]}, 100, [("calls_repeated", 3)]),
    "one more second of talk is another call": (
        {"明细": [*DAY, *([*row[:3], row[3] + 1, *row[4:]] for row in DAY[:5])]},
        105,
        [],
    ),
    "told by the minute": ({"明细": by_the_minute([*DAY, *DAY[:5]])}, 105, [("calls_alike", 5)]),
    # Without callers the second is not kept, so that nothing says they are copies.
    "copied without callers": (
        {"明细": uncalled(DAY), "补充": uncalled(DAY)},
        200,
        [("calls_alike", 100)],
    ),
    "a few pasted without callers": ({"明细": uncalled([*DAY, *DAY[:3]])}, 103, [("calls_alike", 3)]),
    # Only what an agent answered cannot be two.
    "one lost call of a caller at one second": ({"明细": [*DAY, DAY[9]]}, 101, [("calls_alike", 1)]),
    "by no agent and no caller": ({"明细": unnamed([*DAY, *DAY[:50]])}, 150, [("calls_alike", 50)]),
    # A second call of that minute is nothing to speak of.
    "few of nobody in particular": ({"明细": unnamed([*DAY, DAY[9]])}, 101, []),
    "lost calls of a switchboard at one second": (
        {"明细": [*DAY, *[call(0, caller="05511234567", talk=0) for _ in range(9)]]},
        109,
        [("calls_alike", 8)],
    ),
}


@pytest.mark.parametrize(("sheets", "counted", "said"), CASES.values(), ids=CASES)
def test_calls_that_stand_twice_count_once_where_they_cannot_be_two(sheets, counted, said):
    assert told(reading(**sheets)) == (counted, said)


def test_the_first_copy_is_shown_where_it_stands():
    (finding,) = [f for f in reading(明细=DAY, 补充=DAY[:50]).findings if f.code in SAID]
    assert (finding.place.sheet, finding.place.row, finding.facts["of"]) == ("补充", 2, 150)
