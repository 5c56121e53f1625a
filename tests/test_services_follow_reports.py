"""From a figure down to its rows: those that are shown add up to it, whichever reports speak for its days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from core.batch import Role
from core.errors import DecisionNeeded
from core.principal import Principal
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.reports.import_report import commit
from services.reports.report_days import note_of, said_of
from services.results import follow
from services.results.month_pace import month_pace
from services.workbooks.export_month import report
from tests.reports_example import line_house, previewed

CODE, LABEL = "LINE-2026", "2026-10"
CALLS = "来电时间,应答时间,挂机时间,通话结果"
FIGURES = "日期,人工请求量,人工接通量,人工放弃量,20秒接通量"
#: Days without the service level.
NO_LEVEL = "日期,人工请求量,人工接通量,人工放弃量"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data")
    yield house, who
    house.close()


def listed(first: int, last: int, month: str = LABEL) -> tuple[str, str]:
    """Twelve calls a day: two lost, four answered after 30 seconds, six after 5."""
    rows = [CALLS]
    for day in range(first, last + 1):
        for i in range(12):
            at = f"{month}-{day:02d} 10:{i:02d}"
            answered = "" if i < 2 else f"{at}:{'30' if i < 6 else '05'}"
            rows.append(f"{at}:00,{answered},{at}:50,{'放弃' if i < 2 else '接通'}")
    return "\n".join(rows) + "\n", "通话清单.csv"


def daily(
    first: int, last: int, head: str = FIGURES, gap: int = 0, name: str = "日报.csv"
) -> tuple[str, str]:
    """Figures of these days, told one from another; on one of them the service level is an empty cell."""
    rows = [head]
    for day in range(first, last + 1):
        figures = [900 + day, 880 + day, 20, "" if day == gap else 700 + day]
        rows.append(",".join(map(str, [f"2026-10-{day:02d}", *figures[: head.count(",")]])))
    return "\n".join(rows) + "\n", name


DAYS, LIST = "“日报.csv”（按日数据）", "“通话清单.csv”（通话清单）"
#: What came → what is said of a service level's reports.
CASES = {
    "one report": ([daily(1, 31)], ""),
    "a list only": ([listed(1, 31)], ""),
    "days, then a list": (
        [daily(1, 15), listed(16, 31)], f"1–15日依据{DAYS}，16–31日依据{LIST}。",
    ),
    "a list, then days": (
        [listed(1, 15), daily(16, 31)], f"1–15日依据{LIST}，16–31日依据{DAYS}。",
    ),
    "they overlap": (
        [daily(1, 20), listed(15, 31)],
        f"1–20日依据{DAYS}，21–31日依据{LIST}。{LIST}也有15–20日，不重复计入。",
    ),
    "a list of the days that are there": (
        [daily(1, 31), listed(3, 4)], f"1–31日依据{DAYS}。{LIST}也有3–4日，不重复计入。",
    ),
    "days without the level beside a list": (
        [daily(1, 31, NO_LEVEL), listed(1, 31)], f"1–31日依据{LIST}。{DAYS}也有1–31日，不重复计入。",
    ),
    "an empty cell that the list has": (
        [daily(1, 31, gap=9), listed(8, 9)],
        f"1–8、10–31日依据{DAYS}，9日依据{LIST}。{DAYS}也有9日，不重复计入。{LIST}也有8日，不重复计入。",
    ),
    "an empty cell that nobody has": (
        [daily(1, 15, gap=9), daily(16, 31, name="下旬.csv")],
        f"1–8、10–15日依据{DAYS}，16–31日依据“下旬.csv”（按日数据）。{DAYS}的9日缺少所需的数，未计入。",
    ),
}  # fmt: skip


def came(line, files) -> None:
    for text, name in files:
        staged = previewed(*line, text, name)
        try:
            commit(*line, staged.file.id)
        except DecisionNeeded:
            commit(*line, staged.file.id, Role.FACTS)


@pytest.fixture(scope="module", params=CASES.values(), ids=CASES)
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[tuple[House, Principal], str]]:
    """A house into which the files of a case came, and what is said of them; looked at, never changed."""
    files, said = request.param
    house, who = line_house(tmp_path_factory.mktemp("told") / "data")
    came((house, who), files)
    yield (house, who), said
    house.close()


def judged(line, code: str = "SL20"):
    return current(*line, CODE, LABEL).line(code)


def added(line, form, day: date | None = None) -> tuple[Fraction, Fraction]:
    """Numerator and denominator of the rows that are shown."""
    found = follow.rows(*line, CODE, LABEL, "SL20", day, limit=9999)
    assert found.total == len(found.lines)
    sums = {name: sum(row.counts.get(name, 0) for row in found.lines) for name in form.base_counts}
    top, below = (sum(w * sums[n] for n, w in part.items()) for part in (form.numerator, form.denominator))
    return Fraction(top), Fraction(below)


def test_the_rows_add_up_to_the_month_and_to_each_of_its_days(told):
    line, _said = told
    clause = judged(line)
    judgement = clause.judgement
    assert added(line, clause.formula) == (judgement.numerator, judgement.denominator)
    each = follow.days(*line, CODE, LABEL, "SL20")
    assert len(each) == judgement.coverage.have
    for figure in each:
        assert added(line, clause.formula, figure.day) == (figure.numerator, figure.denominator)
    assert sum(figure.denominator for figure in each) == judgement.denominator


def test_a_sentence_says_which_report_speaks_for_which_days(told):
    line, said = told
    behind = follow.reports_behind(*line, CODE, LABEL, ("SL20",))["SL20"]
    assert said_of(behind).zh == said
    assert follow.rows(*line, CODE, LABEL, "SL20").reports == behind


def test_it_says_so_in_english_and_of_a_single_day(line):
    came(line, CASES["they overlap"][0])
    (month,) = follow.reports_behind(*line, CODE, LABEL, ("SL20",)).values()
    assert said_of(month).en == (
        "Days 1–20 from 日报.csv (daily figures), 21–31 from 通话清单.csv (call list). "
        "通话清单.csv (call list) has days 15–20 too, which count once."
    )
    day = follow.rows(*line, CODE, LABEL, "SL20", date(2026, 10, 16)).reports
    assert said_of(day).en == (
        "Day 16 from 日报.csv (daily figures). 通话清单.csv (call list) has day 16 too, which counts once."
    )
    assert said_of(follow.rows(*line, CODE, LABEL, "SL20", date(2026, 10, 5)).reports).zh == ""


def test_the_vendors_workbook_says_it_as_a_remark(line):
    came(line, CASES["days, then a list"][0])
    notes = {each.clause: each.note.zh for each in report(*line, CODE, LABEL).lines}
    assert notes["SL20"] == f"1–15日依据{DAYS}，16–31日依据{LIST}"


def test_reports_of_one_kind_that_go_on_from_each_other_need_no_remark(line):
    came(line, [daily(1, 15), daily(16, 31, name="下旬.csv")])
    (behind,) = follow.reports_behind(*line, CODE, LABEL, ("SL20",)).values()
    assert (said_of(behind).zh != "", note_of(behind).zh) == (True, "")


def test_a_figure_added_from_shifts_names_the_cell_of_each(line):
    shifts = "日期,早班人工接通量,晚班人工接通量,早班20秒接通量,晚班20秒接通量\n2026-10-01,10,5,9,4\n"
    came(line, [(shifts, "日报.csv")])
    (row,) = follow.rows(*line, CODE, LABEL, "SL20", date(2026, 10, 1)).lines
    assert (row.counts["answered"], row.added["answered"]) == (15, "B2 + C2")
    assert (row.cells["answered_within_20"], row.added["answered_within_20"]) == ("D2", "D2 + E2")


def test_what_is_still_to_come_is_reckoned_from_the_days_that_are_counted(line):
    """The list alone has the service level, of ten days; the figures have twenty without it."""
    head, *rows = daily(1, 20, NO_LEVEL)[0].splitlines()
    november = "\n".join([head, *(row.replace("2026-10", "2026-11") for row in rows)]) + "\n"
    came(line, [(november, "日报.csv"), listed(1, 10, "2026-11")])
    pace = {each.clause.code: each for each in month_pace(*line, "2026-11")}
    assert (pace["SL20"].last_day, pace["SL20"].days_left) == (date(2026, 11, 10), 20)
    assert (pace["ABN"].last_day, pace["ABN"].days_left) == (date(2026, 11, 20), 10)
