"""A vendor's daily figures are held against the calls it lists, whichever came first, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from core.principal import Principal
from services.house.bootstrap import House
from services.reports.import_report import stage
from tests.reports_example import bring, choice, line_house, previewed

HEAD = "来电时间,应答时间,挂机时间,通话结果"


@pytest.fixture
def line(tmp_path: Path) -> Iterator[tuple[House, Principal]]:
    house, who = line_house(tmp_path / "data")
    yield house, who
    house.close()


def calls(days=(1, 2, 3), n=40, lost=4, slow=10) -> list[list[str]]:
    """The calls of each day: some lost, some answered after 30 seconds, the others after 5."""
    found = []
    for day in days:
        for i in range(n):
            at = f"2026-10-{day:02d} 10:{i:02d}"
            wait = "30" if i < lost + slow else "05"
            found.append(
                [f"{at}:00", "" if i < lost else f"{at}:{wait}", f"{at}:50", "放弃" if i < lost else "接通"]
            )
    return found


def listed(*args, **how) -> str:
    return "\n".join([HEAD, *(",".join(call) for call in calls(*args, **how))]) + "\n"


def days(*figures: tuple[int, int, int, int]) -> str:
    rows = [f"2026-10-{day:02d},{offered},{answered},{within}" for day, offered, answered, within in figures]
    return "\n".join(["日期,人工请求量,人工接通量,20秒接通量", *rows]) + "\n"


TRUE = [(day, 40, 36, 26) for day in (1, 2, 3)]
#: Daily figures → what is said of them: the count, and its days with both figures.
FIGURES = {
    "the same": (TRUE, []),
    "a day's service level": ([TRUE[0], (2, 40, 36, 35), TRUE[2]], [("20秒内接通量", "10-02 35/26")]),
    "a call or two at midnight": ([(1, 41, 37, 27), (2, 39, 35, 25), TRUE[2]], []),
    # A call at midnight is asked for on the other day, too.
    "three more answered, none more asked for": (
        [(1, 40, 39, 26), *TRUE[1:]],
        [("人工接通量", "10-01 39/36")],
    ),
    "two more on every day": (
        [(day, 40, 38, 26) for day in (1, 2, 3)],
        [("人工接通量", "10-01 38/36、10-02 38/36、10-03 38/36")],
    ),
    "a day the list does not have": ([*TRUE, (4, 400, 360, 260)], []),
}


def told(staged) -> list[tuple[str, str]]:
    found = [f for f in staged.findings if f.code == "calls_differ"]
    return [(f.facts["count"].zh, f.sentence("zh").split("：")[1].rstrip("。")) for f in found]


@pytest.mark.parametrize(("figures", "said"), FIGURES.values(), ids=FIGURES)
def test_figures_are_held_against_the_list_that_is_in(line, figures, said):
    bring(*line, listed(), "通话清单.csv")
    staged = previewed(*line, days(*figures), "日报.csv")
    assert told(staged) == said
    cells = [f.place.in_("zh") for f in staged.findings if f.code == "calls_differ"]
    assert cells == {"20秒内接通量": ["D3"], "人工接通量": ["C2"]}.get(said[0][0] if said else "", [])


@pytest.mark.parametrize(("figures", "said"), FIGURES.values(), ids=FIGURES)
def test_a_list_is_held_against_the_figures_that_are_in(line, figures, said):
    bring(*line, days(*figures), "日报.csv")
    assert told(previewed(*line, listed(), "通话清单.csv")) == said


@pytest.mark.parametrize(("figures", "said"), FIGURES.values(), ids=FIGURES)
def test_so_are_two_sheets_of_one_file(line, tmp_path, figures, said):
    book = openpyxl.Workbook()
    book.active.title = "日报"
    for row in days(*figures).splitlines():
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row.split(",")])
    sheet = book.create_sheet("明细")
    for row in [HEAD.split(","), *calls()]:
        sheet.append([cell or None for cell in row])
    book.save(tmp_path / "both.xlsx")
    assert told(stage(*line, "both.xlsx", tmp_path / "both.xlsx", choice())) == said


def test_a_list_of_answered_calls_alone_says_nothing_of_the_others(line):
    bring(*line, listed(lost=0, n=36), "通话清单.csv")
    assert told(previewed(*line, days(*TRUE), "日报.csv")) == []


def test_talk_that_is_a_little_low_on_every_day_adds_up(line):
    """Three seconds in a thousand are rounding on one day, and none on all of them."""
    talk = [",".join([*call, "1000" if call[1] else ""]) for call in calls()]
    bring(*line, "\n".join([HEAD + ",通话时长(秒)", *talk]) + "\n", "通话清单.csv")
    rows = [f"2026-10-0{day},40,36,35890" for day in (1, 2, 3)]
    text = "\n".join(["日期,人工请求量,人工接通量,通话时长(秒)", *rows]) + "\n"
    said = [("通话时长", "10-01 35890/36000、10-02 35890/36000、10-03 35890/36000")]
    assert told(previewed(*line, text, "日报.csv")) == said


@pytest.mark.parametrize("more", [0, 1])
def test_sites_are_added_up_beside_a_list_that_tells_none_apart(line, more):
    bring(*line, listed(), "通话清单.csv")
    rows = [
        f"2026-10-0{day},{site},20,{18 + more * (day == 2)}" for day in (1, 2, 3) for site in ("一场", "二场")
    ]
    text = "\n".join(["日期,职场,人工请求量,人工接通量", *rows]) + "\n"
    said = told(previewed(*line, text, "日报.csv"))
    assert said == ([("人工接通量", "10-02 38/36")] if more else [])


def test_half_hours_are_held_as_their_day(line):
    bring(*line, listed(), "通话清单.csv")
    rows = [f"2026-10-0{day},{slot},20,18" for day in (1, 2, 3) for slot in ("10:00-10:30", "10:30-11:00")]
    text = "\n".join(["日期,时段,人工请求量,人工接通量", *rows[:-1], "2026-10-03,10:30-11:00,20,8"]) + "\n"
    assert told(previewed(*line, text, "时段.csv")) == [("人工接通量", "10-03 26/36")]


def test_a_month_is_held_against_a_list_of_all_its_days_and_no_fewer(line):
    bring(*line, listed(range(1, 32)), "通话清单.csv")
    month = "月份,人工请求量,人工接通量\n2026-10,1240,1200\n"
    assert told(previewed(*line, month, "月报.csv")) == [("人工接通量", "2026-10 1200/1116")]


def test_a_month_beside_twenty_days_of_calls_says_nothing(line):
    bring(*line, listed(range(1, 21)), "通话清单.csv")
    assert told(previewed(*line, "月份,人工请求量,人工接通量\n2026-10,1240,1200\n", "月报.csv")) == []
