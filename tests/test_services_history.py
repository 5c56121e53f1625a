"""Earlier months taken over as they were settled: shown, and counted in streaks only where ticked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction as F
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from core.errors import NotAllowedError
from core.month import MonthState
from core.principal import Principal, Role
from core.tally import Flag
from core.verdict import Verdict
from exports.history_template import HEADS
from services.house.bootstrap import House
from services.judging.assess_month import current
from services.judging.misses import last_figure, misses
from services.judging.past import Past
from services.known.people import add_person
from services.months.month import set_state
from services.records.manual_figures import enter_figure
from services.reports.history import history_template, imports, take_back, take_over
from tests.reports_example import CONTRACT, bring, daily_report, line_house

HEAD = tuple(head.zh for head in HEADS.values())
SEPTEMBER = ("LINE-2026", "2026-09", "SL20", "", "未达标", 78.5, 40)


@pytest.fixture
def line(tmp_path: Path, database_url: str | None) -> Iterator[tuple[House, Principal]]:
    """The house with October missed (70 %), over SQLite and over a real PostgreSQL."""
    house, who = line_house(tmp_path / "data", database_url)
    bring(house, who, daily_report("2026-10", within=700))
    yield house, who
    house.close()


def filled(*rows: tuple, head: tuple = HEAD) -> bytes:
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def taken(house: House, who: Principal, *rows: tuple, counted: bool = False, keep: bool = True):
    return take_over(house, who, "期初.xlsx", filled(*rows), counted=counted, keep=keep)


def line_of(house: House, who: Principal, label: str = "2026-10"):
    return current(house, who, "LINE-2026", label).line("SL20")


def test_an_earlier_month_stands_in_the_trend_and_says_it_was_not_judged_here(line):
    house, who = line
    assert not taken(house, who, SEPTEMBER).refused
    before, this = line_of(house, who).trend
    assert (before.label, before.value, before.verdict, before.is_history) == (
        "2026-09", F("78.5"), Verdict.MISSED, True,
    )  # fmt: skip
    assert not this.is_history


@pytest.mark.parametrize(("counted", "streak", "is_breach"), [(False, 1, False), (True, 2, True)])
def test_it_counts_in_streaks_only_where_ticked(line, counted, streak, is_breach):
    house, who = line
    taken(house, who, SEPTEMBER, counted=counted)
    (found,) = [view for view in misses(house, who) if view.record.clause == "SL20"]
    assert (found.streak, found.breach is not None) == (streak, is_breach)


def test_taking_it_back_takes_it_out_of_trend_and_streak(line):
    house, who = line
    record = taken(house, who, SEPTEMBER, counted=True).record
    take_back(house, who, record.id, "发错了")
    assert [month.label for month in line_of(house, who).trend] == ["2026-10"]
    (found,) = misses(house, who, open_only=True, contract="LINE-2026")[:1]
    assert found.streak == 1
    (view,) = imports(house, who)
    assert view.record.withdrawn_reason == "发错了"


def test_a_month_judged_here_is_never_replaced(line):
    house, who = line
    taken(house, who, ("LINE-2026", "2026-10", "SL20", "", "达标", 99, 60), counted=True)
    assert [(m.value, m.is_history) for m in line_of(house, who).trend] == [(F(70), False)]


def looked_at(house: House, who: Principal) -> None:
    """Somebody opens the page of a month before our own figures: it is judged, and nothing is found."""
    assert not current(house, who, "LINE-2026", "2026-09").has_figures


@pytest.mark.parametrize("first", ["looked at", "taken over"])
def test_a_month_that_was_only_looked_at_hides_nothing_that_was_taken_over(line, first):
    house, who = line
    steps = [lambda: looked_at(house, who), lambda: taken(house, who, SEPTEMBER, counted=True)]
    for step in steps if first == "looked at" else reversed(steps):
        step()
    assert [(m.label, m.value, m.is_history) for m in line_of(house, who).trend] == [
        ("2026-09", F("78.5"), True),
        ("2026-10", F(70), False),
    ]
    (found,) = [view for view in misses(house, who) if view.record.clause == "SL20"]
    assert (found.streak, found.breach is not None) == (2, True)


def test_only_what_a_month_is_silent_about_is_taken_over(line):
    """September's own figures answer for service level; the reports' timeliness is known from before."""
    house, who = line
    bring(house, who, daily_report("2026-09", within=900))
    late = ("LINE-2026", "2026-09", "RPT", "", "未达标", 50, 0)
    taken(house, who, SEPTEMBER, late, counted=True)
    trend = {code: current(house, who, "LINE-2026", "2026-09").line(code).trend for code in ("SL20", "RPT")}
    assert {code: (m.value, m.is_history) for code, (m,) in trend.items()} == {
        "SL20": (F(90), False),
        "RPT": (F(50), True),
    }


def test_a_total_taken_over_counts_until_the_month_has_one_of_its_own(line):
    house, who = line
    looked_at(house, who)
    taken(house, who, ("LINE-2026", "2026-09", "TOTAL", "", "", 93.5, ""), counted=True)
    assert totals(house)["2026-09"] == Decimal("93.50")
    bring(house, who, daily_report("2026-09", within=700))
    enter_figure(house, who, "LINE-2026", "2026-09", "RPT", 20, 20, "按合同")
    own = current(house, who, "LINE-2026", "2026-09").score.total
    assert totals(house)["2026-09"] == own == Decimal("80.00")


def test_a_miss_taken_over_has_no_figure_of_ours(line):
    house, who = line
    looked_at(house, who)
    taken(house, who, ("LINE-2026", "2026-09", "RPT", "", "未达标", 50, 0), counted=True)
    (late,) = [view for view in misses(house, who) if view.record.clause == "RPT"]
    (own,) = [view for view in misses(house, who) if view.record.clause == "SL20"]
    assert last_figure(house, who, late) is None
    assert last_figure(house, who, own)[0].value == F(70)


def totals(house: House) -> dict[str, Decimal | None]:
    with house.database.read() as uow:
        return dict(Past.of(uow, ["LINE-2026"]).totals("LINE-2026"))


def test_a_month_made_final_stands_as_it_is_whatever_comes_in_of_earlier_months(line):
    house, who = line
    looked_at(house, who)
    boss = add_person(house, "赵审批", Role.APPROVER)
    for who_, state in ((who, MonthState.DRAFT), (who, MonthState.COMMENT), (boss, MonthState.FINAL)):
        set_state(house, who_, "LINE-2026", "2026-09", state)
    taken(house, who, SEPTEMBER, counted=True)
    assert [m.is_history for m in line_of(house, who).trend] == [False, False]


def test_of_two_imports_the_later_one_holds_and_the_earlier_one_again_after_it(line):
    house, who = line
    taken(house, who, SEPTEMBER)
    second = taken(house, who, ("LINE-2026", "2026-09", "SL20", "", "达标", 85, 60)).record
    assert line_of(house, who).trend[0].value == F(85)
    take_back(house, who, second.id, "发错了")
    assert line_of(house, who).trend[0].value == F("78.5")


@pytest.mark.parametrize(
    ("counted", "counts"), [(True, (26_350 + 24_000, 61_000)), (False, (26_350, 31_000))]
)
def test_a_rolling_window_takes_in_counts_only_where_ticked(tmp_path, database_url, counted, counts):
    rolling = CONTRACT.replace("params: {threshold_s: 20}", "params: {threshold_s: 20}, window: rolling_3")
    house, who = line_house(tmp_path / "data", database_url, rolling)
    bring(house, who, daily_report("2026-10"))
    row = ("LINE-2026", "2026-09", "SL20", "", "达标", 80, 60, 24_000, 30_000)
    taken(house, who, row, counted=counted)
    found = line_of(house, who).judgement
    assert (int(found.numerator), int(found.denominator)) == counts
    assert (Flag.ASSERTED in found.flags) is counted
    house.close()


@pytest.mark.parametrize(
    ("row", "place", "why"),
    [
        (("NOBODY", "2026-09", "SL20", "", "达标", 85, 60), "A2", "不是已录入的合同编号"),
        (("LINE-2026", "九月", "SL20", "", "达标", 85, 60), "B2", "不是月份"),
        (("LINE-2026", "2026-11", "SL20", "", "达标", 85, 60), "B2", "还没有结束"),
        (("LINE-2026", "2026-09", "SL99", "", "达标", 85, 60), "C2", "不是该合同的考核项编号"),
        (("LINE-2026", "2026-09", "SL20", "", "还行", 85, 60), "E2", "不是结论"),
        (("LINE-2026", "2026-09", "SL20", "", "达标", "约85", 60), "F2", "不是数字"),
    ],
)
def test_every_wrong_cell_is_named_and_nothing_comes_in(line, row, place, why):
    house, who = line
    found = taken(house, who, row)
    (finding,) = found.findings
    assert finding.place.in_("zh").endswith(place) and why in finding.sentence("zh")
    assert found.refused and imports(house, who) == []


def test_a_row_that_stands_twice_and_a_file_without_a_table_are_refused(line):
    house, who = line
    assert [f.place.row for f in taken(house, who, SEPTEMBER, SEPTEMBER).findings] == [3]
    found = take_over(house, who, "别的.xlsx", filled(("a", "b"), head=("x", "y")), counted=False)
    assert [f.code for f in found.findings] == ["history_no_table"] and found.refused
    broken = take_over(house, who, "坏的.xlsx", b"PK\x03\x04", counted=False)
    assert [f.code for f in broken.findings] == ["template_unreadable"]


def test_a_trial_keeps_nothing(line):
    house, who = line
    found = taken(house, who, SEPTEMBER, keep=False)
    assert not found.refused and found.record is None and imports(house, who) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_our_template_filled_in_comes_in_in_either_language(line, lang):
    house, who = line
    name, data = history_template(house, who, "LINE-2026", lang)
    book = load_workbook(BytesIO(data))
    sheet = book.active
    assert name.endswith("LINE-2026.xlsx") and (sheet["A2"].value, sheet["B2"].value) == (
        "LINE-2026",
        "2025-01",
    )
    assert [sheet[f"C{row}"].value for row in range(2, 6)] == ["SL20", "ABN", "RPT", "TOTAL"]
    sheet["E2"], sheet["F2"] = {"zh": "达标", "en": "Met"}[lang], 82
    sheet["F5"] = 93.5
    held = BytesIO()
    book.save(held)
    found = take_over(house, who, name, held.getvalue(), counted=False)
    assert [(row.clause, row.verdict, row.value) for row in found.rows] == [
        ("SL20", Verdict.MET, 82),
        ("TOTAL", None, F("93.5")),
    ]


def test_a_viewer_may_not_take_months_over(line):
    house, _ = line
    with pytest.raises(NotAllowedError):
        taken(house, add_person(house, "陈看", Role.VIEWER), SEPTEMBER)
