"""Pictures: specs hold no data, are valid Vega-Lite in both languages and themes, and fit their frames."""

import json
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from core.batch import Dataset, Source
from core.money import money
from core.people_lists import AgentRole
from core.period import calendar_month
from core.tally import Flag
from core.text import Text
from core.verdict import Verdict
from qa.programme.dayparts import Daypart
from qa.programme.quotas import CellCount
from qa.programme.wave import Cell as QuotaCell
from qa.roster.spell import Spell
from qa.training.burn_down import BurnDay, BurnDown
from qa.training.expiry import Expiring
from services.improvement.plans import PlanView
from services.records.call_lists import CallVolume
from services.reports.received import CoverageLine
from services.results.cost_satisfaction import CostBeside
from services.results.staffing import Staffing, Station
from services.training.board import TrainingBoard
from services.training.expiries import Expiries, RunsOut
from services.training.month_causes import MonthCauses
from sla.follow_up.plans import PLAN_STATUS_NAMES, PlanStatus
from sla.judging.staffing import Load
from store.records import PlanRecord
from ui import tables
from ui.charts.draw import Picture, fitted, spec, wrapped
from ui.improvement import plan_timeline
from ui.judged import cost_view, staffing_picture
from ui.mystery import programme_board
from ui.received import coverage_view
from ui.sampling import sample_planner
from ui.sentences import ClauseFigure
from ui.tables import Bar, Cell, Point, Side, Step
from ui.themes import THEMES
from ui.training import board_pictures, causes_view, change_burn, expiries_view

LANGS = ("zh", "en")
_FIGURE = ClauseFigure("接通率", Fraction(784, 10), "percent", Verdict.MISSED, ">=", Fraction(80), n=500)
_MET = ClauseFigure("满意率", Fraction(96), "percent", Verdict.MET, ">=", Fraction(95), n=300)

_LINE = CoverageLine(
    "EAST", Text("华东", "East"), Dataset.TRAFFIC, Source.VENDOR, frozenset({date(2026, 10, 1)}), 2
)

_PLAN = PlanView(
    PlanRecord(
        contract="C", vendor="V", title="接通率", due=date(2026, 11, 16),
        created_at=datetime(2026, 11, 2, tzinfo=UTC), created_by="王",
    ),
    PlanStatus.UNDERWAY, PLAN_STATUS_NAMES[PlanStatus.UNDERWAY], (), (), (), overdue=True,
)  # fmt: skip

_COST = CostBeside(
    "EAST", Text("华东", "East"), "C", Text("合同", "Contract"), money("2000"), 1000, Fraction(95), 200
)

_DAY = date(2026, 10, 12)
_STAFF = Staffing(
    tuple(
        Station("EAST", Text("华东", "East"), Text(at, at), (Load(_DAY, 540, 570, 9, n, Fraction(10)),))
        for at, n in (("A", Fraction(13)), ("B", Fraction(4)))
    ),
    None,
)

_BURN = BurnDown(
    (BurnDay(_DAY, 5, 3, Fraction(5)), BurnDay(date(2026, 10, 13), None, None, Fraction(0))),
    {"A": (BurnDay(_DAY, 5, 3, Fraction(5)),), "B": (BurnDay(_DAY, 0, 0, Fraction(0)),)},
    _DAY,
)

_RUNS_OUT = RunsOut(
    Spell("EAST", "m", "0001", None, "A", None, AgentRole.L1), Text("隐私", "Privacy"),
    Expiring("m", "A", "PRIVACY", True, date(2026, 10, 20)),
)  # fmt: skip
_BOARD = TrainingBoard(
    vendor="EAST", day=_DAY, known=None, courses={"PRIVACY": Text("隐私", "Privacy")},
    cells={("A", "PRIVACY"): (5, 4), (None, "PRIVACY"): (2, 2)}, due={}, waiting=(), changes=(),
    days={_DAY: {"A": (5, 4), None: (2, 2)}}, uncertified=(), contacts_named=None, run_out=(),
    records_until=None, carried_days=0,
)  # fmt: skip
_EXPIRIES = Expiries(
    "EAST", _DAY, (_RUNS_OUT,), 7, calendar_month(2026, 11), {}, {"PRIVACY": Text("隐私", "Privacy")}
)

_VOLUME = CallVolume(4000, 40, {}, {})
_ASKED = Fraction(5, 100), Fraction(90, 100), Fraction(1, 10)

FRAMES = {
    Picture.HEAT: lambda lang: tables.heat([Cell("华东", _FIGURE, "EAST", "SL", Fraction(3, 2))], lang),
    Picture.LINE: lambda lang: tables.line([Point("2026-10", _FIGURE)], lang),
    Picture.BULLET: lambda lang: tables.bullets([Bar(_FIGURE, Fraction(75), Fraction(81))], lang)["percent"],
    Picture.CALENDAR: lambda lang: tables.calendar([(date(2026, 10, 5), _FIGURE)], lang),
    Picture.PARETO: lambda lang: tables.pareto([("A", Fraction(3))], "points", lang),
    Picture.WATERFALL: lambda lang: tables.waterfall([Step("G", money("10"), is_total=True)], lang),
    Picture.TIMELINE: lambda lang: plan_timeline.frame([_PLAN], date(2026, 11, 22)),
    Picture.DUMBBELL: lambda lang: tables.dumbbell(
        [Side("A", "reported", "R", Fraction(82), "percent", 9)], lang
    ),
    Picture.TRIED: lambda lang: tables.dumbbell(
        [Side("2026-10", "after", "R", Fraction(82), "points", 9)], lang
    ),
    Picture.SAME: lambda lang: tables.dumbbell([Side("A", "same", "R", Fraction(82), "percent", 9)], lang),
    Picture.BESIDE: lambda lang: tables.dumbbell([Side("A", "ours", "R", Fraction(82), "percent", 9)], lang),
    Picture.COST: lambda lang: cost_view.frame([_COST], lang),
    Picture.STAFFING: lambda lang: staffing_picture.frame(_STAFF, lang),
    Picture.PRECISION: lambda lang: sample_planner.frame(
        _VOLUME, sample_planner.planned(_VOLUME, *_ASKED), lang
    ),
    Picture.QUOTA: lambda lang: programme_board.frame(
        [CellCount(QuotaCell("YUNHE", "", "PLAN", Daypart.PEAK), 4, 2, 1, 2)], lambda cell: cell.vendor, str
    ),
    Picture.BURN_DOWN: lambda lang: change_burn.frame(_BURN, lang),
    Picture.HOLDING: lambda lang: board_pictures.holding(_BOARD, lang),
    Picture.CERTIFIED: lambda lang: board_pictures.certified(_BOARD, lang),
    Picture.LAST_DAYS: lambda lang: expiries_view.last_days(_EXPIRIES, lang),
    Picture.CAUSES: lambda lang: causes_view.frame(MonthCauses("EAST", "2026-10", 3, ()), lang),
    Picture.COVERAGE: lambda lang: coverage_view.frame([_LINE], "2026-10", date(2026, 10, 3), lang),
}


@pytest.mark.parametrize("picture", Picture)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("theme", THEMES)
def test_a_spec_is_valid_and_holds_no_data(picture, lang, theme):
    # Altair validates against Vega-Lite's schema while it builds.
    written = json.dumps(spec(picture, lang, theme, "percent"))
    assert '"values"' not in written and '"datasets"' not in written and '"data"' not in written


@pytest.mark.parametrize("picture", Picture)
def test_every_field_a_picture_reads_is_in_its_frame(picture):
    read = set(_fields(spec(picture, "zh", "light", "percent")))
    assert read <= set(FRAMES[picture]("zh").columns)


def test_a_spec_is_built_once():
    assert spec(Picture.LINE, "zh", "light", "percent") is spec(Picture.LINE, "zh", "light", "percent")


def test_the_heat_map_puts_what_loses_most_first():
    cells = [
        Cell("A", _MET, lost=Fraction(0)),
        Cell("A", _FIGURE, lost=Fraction(1)),
        Cell("B", _FIGURE, lost=Fraction(5)),
    ]
    frame = tables.heat(cells, "zh")
    assert dict(zip(frame.vendor, frame.vendor_rank, strict=True)) == {"B": 0, "A": 1}
    assert dict(zip(frame.clause, frame.clause_rank, strict=True)) == {"接通率": 0, "满意率": 1}


def test_the_waterfall_runs_from_gross_to_payable():
    steps = [
        Step("gross", money("360"), True),
        Step("less", money("-25.50")),
        Step("payable", money("334.50"), True),
    ]
    frame = tables.waterfall(steps, "en")
    assert list(frame.start) == [0, 360, 0]
    assert list(frame.end) == [360, 334.5, 334.5]
    assert list(frame.kind) == ["total", "less", "total"]
    assert frame.text[1] == "CNY −25.50"


def test_the_pareto_adds_up_to_all_of_it():
    frame = tables.pareto([("A", Fraction(1)), ("B", Fraction(3)), ("none", 0)], "points", "en")
    assert list(frame.label) == ["B", "A"]
    assert list(frame.share) == ["75 %", "100 %"]


def test_what_stands_beside_a_bar_is_said_in_words():
    frame = tables.pareto([("A", Fraction(1)), ("B", Fraction(3))], "points", "en")
    assert list(frame.text) == ["3.00 points, cumulative 75 %", "1.00 points, cumulative 100 %"]


@pytest.mark.parametrize("picture", [Picture.PARETO, Picture.BULLET, Picture.LINE, Picture.DUMBBELL])
def test_an_axis_of_numbers_has_few_ticks_and_no_zeros_at_the_end(picture):
    axes = [
        node["axis"]
        for node in _nodes(spec(picture, "en", "light", "percent"))
        if "tickCount" in node["axis"]
    ]
    assert axes and all((axis["tickCount"], axis["format"]) == (5, ",.4~f") for axis in axes)


def test_a_restated_month_is_marked():
    figure = ClauseFigure("x", Fraction(1), "percent", Verdict.MET, flags={Flag.RESTATED})
    assert tables.line([Point("2026-10", figure)], "zh").restated[0]


def test_nothing_to_draw_makes_an_empty_frame():
    assert (
        tables.heat([], "zh").empty
        and tables.line([], "zh").empty
        and tables.pareto([], "points", "zh").empty
    )


def test_a_title_takes_the_lines_the_width_needs_but_for_pictures_that_scroll():
    long = "Yunhe Service: three clauses of nine were missed in October, and four in September"
    said = fitted(long, Picture.PARETO, FRAMES[Picture.COST]("en"))
    # Narrower than 620 a ranking scrolls, and its title stays in the lines a phone has.
    assert said["expr"].startswith("width >= 760 ? ") and "width >= 620 ? " in said["expr"]
    assert said["expr"].endswith(f"({json.dumps(wrapped(long))}))")
    said = fitted(long, Picture.COST, FRAMES[Picture.COST]("en"))
    assert said["expr"].startswith(
        'width >= 760 ? ["Yunhe Service: three clauses of nine were missed in October, '
    )
    assert fitted("Short", Picture.COST, FRAMES[Picture.COST]("en")) == ["Short"]


def test_the_staff_picture_names_when_sites_could_help_each_other():
    frame = FRAMES[Picture.STAFFING]("zh")
    assert list(zip(frame["site"], frame["time"], frame["figure"], frame["sign"], strict=True)) == [
        ("A", "09:00", "130", "↑"),
        ("B", "09:00", "40", "↓"),
        ("⇄ 可互助（天）", "09:00", "1", "⇄"),
    ]


def test_a_title_wraps_to_a_phone():
    assert wrapped("Short title") == ["Short title"]
    assert wrapped("三家外包商中，华东呼叫中心丢分最多：20秒接通率连续三个月未达标") == [
        "三家外包商中，华东呼叫中心丢分最多：20秒接通",
        "率连续三个月未达标",
    ]


def _nodes(node):
    """Every encoding that has an axis."""
    if isinstance(node, dict):
        if isinstance(node.get("axis"), dict):
            yield node
        for value in node.values():
            yield from _nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from _nodes(value)


def _fields(node):
    if isinstance(node, dict):
        if isinstance(node.get("field"), str):
            yield node["field"]
        for value in node.values():
            yield from _fields(value)
    elif isinstance(node, list):
        for value in node:
            yield from _fields(value)


def test_the_precision_curve_marks_the_planned_number_and_falls():
    plan = sample_planner.planned(_VOLUME, *_ASKED)
    shown = sample_planner.frame(_VOLUME, plan, "en")
    assert list(shown[shown.chosen].n) == [plan.calls]
    # 134 independent calls; of 40 agents, 0.10 alike, 134 × 0.9 / (1 − 13.4 / 40).
    assert plan.calls == 182
    assert list(shown.reach) == sorted(shown.reach, reverse=True)
    assert shown[shown.chosen].reach.iloc[0] <= 5.02
    few = CallVolume(4000, 6, {}, {})
    assert sample_planner.planned(few, *_ASKED).calls is None
    assert sample_planner.planned(few, *_ASKED).start(few) == 134
