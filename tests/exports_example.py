"""One month for the workbook's tests: E2 of contract_examples.yaml (a government hotline), told in full."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

from core.batch import Dataset, Source
from core.counts import CountUnit
from core.finding import Finding, Place
from core.money import money
from core.month import MonthState
from core.period import calendar_month
from core.tally import Flag
from core.text import Text
from core.verdict import Verdict
from exports.month_report import (
    About,
    AdjustmentLine,
    DayLine,
    DifferenceLine,
    EventLine,
    Heading,
    MissLine,
    MonthReport,
    PlanLine,
    Ratio,
    ReceivedFile,
    Score,
    ScorecardLine,
    TrendPoint,
)

JANUARY = calendar_month(2024, 1)


def heading(state: MonthState = MonthState.DRAFT, edition: int = 1) -> Heading:
    """A vendor of a city's hotline, first edition, made on 3 February 2024 at 09:30 in Shanghai."""
    return Heading(
        "YUNFAN",
        Text("云帆客服", "Yunfan Services"),
        "HT-2024-01",
        "2",
        Text("政务热线坐席外包合同", "Government hotline seats"),
        JANUARY,
        state,
        edition,
        datetime(2024, 2, 3, 1, 30, tzinfo=UTC),
        client=Text("星城市政务服务中心", "Starcity Service Centre"),
        project_code="HOTLINE",
        project=Text("12345热线", "12345 hotline"),
    )


def month(state: MonthState = MonthState.DRAFT, edition: int = 1) -> MonthReport:
    """Every sheet has something in it."""
    return MonthReport(
        heading(state, edition),
        _lines(),
        _about(),
        _score(),
        _days(),
        _events(),
        _misses(),
        _plans(),
        _differences(),
        (
            Finding(
                "calendar_unpublished",
                Place("一月日报.xlsx", "日报", 7, "C"),
                {"year": 2031, "due": "2031-01-08"},
            ),
        ),
    )


def bare() -> MonthReport:
    """A contract that only judges: no points, no days, nothing received."""
    line = ScorecardLine("SL60", Text("60秒接通率", "Answered within 60 s"), Verdict.NOT_REPORTED)
    return MonthReport(heading(), (line,), About("0" * 64, "1"))


def _lines() -> tuple[ScorecardLine, ...]:
    return (
        _percent(
            "ANS",
            Text("人工接通率", "Answer rate"),
            93105,
            98420,
            95,
            20,
            18,
            Verdict.MISSED,
            Fraction("95.21"),
        ),
        _percent(
            "SL15",
            Text("15秒应答及时率", "Answered within 15 s"),
            76100,
            93105,
            80,
            15,
            15,
            Verdict.MET,
            None,
        ),
        # 94.9967 %: with two digits it would read 95.00 % and still be missed.
        _percent(
            "QA", Text("质检合格率", "QA pass rate"), 28499, 30000, 95, 15, 14, Verdict.MISSED, Fraction(96)
        ),
        ScorecardLine(
            "ATTR12",
            Text("滚动12个月流失率", "Attrition, rolling 12 months"),
            Verdict.MET,
            value=Fraction(9 * 100 * 1000, 49600),
            ratio=Ratio(9, 49600, CountUnit.COUNT, CountUnit.MILLI),
            comparison="<=",
            target=Fraction(20),
            dimension=Text("人员", "People"),
            weight=Fraction(5),
            points=Fraction(5),
        ),
        ScorecardLine(
            "AHT",
            Text("平均处理时长", "Average handle time"),
            Verdict.BELOW_TARGET,
            unit="s",
            value=Fraction(834, 10),
            ratio=Ratio(5_400_000, 64_748, CountUnit.SECONDS, CountUnit.COUNT),
            comparison="<=",
            target=Fraction(80),
            minimum=Fraction(90),
            dimension=Text("运营", "Operations"),
            weight=Fraction(15),
            points=Fraction("9.90"),
            previous=Fraction(81),
        ),
        ScorecardLine(
            "CMPL",
            Text("有责投诉", "Valid complaints"),
            Verdict.MET,
            unit="count",
            value=Fraction(3),
            dimension=Text("客户", "Customer"),
            weight=Fraction(5),
            points=Fraction(2),
            previous=Fraction(1),
            source="events",
            flags=frozenset({Flag.BY_HAND, Flag.PROVISIONAL}),
            note=Text("每件扣1分", "1 point each"),
        ),
        ScorecardLine(
            "CSAT",
            Text("话务满意率", "Satisfaction rate"),
            Verdict.INSUFFICIENT_SAMPLE,
            comparison=">=",
            target=Fraction(95),
            value=Fraction(90),
            ratio=Ratio(9, 10),
            weight=Fraction(15),
        ),
    )


def _percent(
    code: str,
    name: Text,
    num: int,
    den: int,
    target: int,
    weight: int,
    points: int,
    verdict: Verdict,
    before: Fraction | None,
) -> ScorecardLine:
    return ScorecardLine(
        code,
        name,
        verdict,
        value=Fraction(num * 100, den),
        ratio=Ratio(num, den),
        n=den,
        comparison=">=",
        target=Fraction(target),
        dimension=Text("运营", "Operations"),
        definition=Text("接通量/人工请求量，均为当月累计", "Answered / requests, summed over the month"),
        numerator_name=Text("人工接通量", "Calls answered"),
        denominator_name=Text("人工请求量", "Calls requesting an agent"),
        scoring=Text(
            "每低1个百分点扣2分，不足1个百分点按1个百分点计",
            "2 points off per point short, begun points count",
        ),
        receipt=Text(f"{weight} − … = {points}", f"{weight} − … = {points}"),
        weight=Fraction(weight),
        points=Fraction(points),
        previous=before,
    )


def _score() -> Score:
    return Score(
        items=Fraction("63.90"),
        total=Fraction("63.40"),
        adjustments=(
            AdjustmentLine(
                Text("报表迟报1次", "One report late"), Fraction("-0.5"), Text("1月9日日报", "Daily of 9 Jan")
            ),
        ),
        coefficient=Fraction("0.98"),
        gross=money("240642.86"),
        payable=money("235830.00"),
        receipt=(Text("240,642.86 × 0.98 = 235,830.00", "240,642.86 × 0.98 = 235,830.00"),),
        trend=(
            TrendPoint("2023-11", Fraction("95.10")),
            TrendPoint("2023-12", Fraction("91.25")),
            TrendPoint("2024-01", Fraction("63.40")),
        ),
    )


def _days() -> tuple[DayLine, ...]:
    ans = [
        DayLine(
            "ANS",
            date(2024, 1, d),
            Verdict.MET if d % 3 else Verdict.MISSED,
            Fraction((3060 if d % 3 else 3000) * 100 + d * 100, 3200),
            Ratio((3060 if d % 3 else 3000) + d, 3200),
        )
        for d in range(1, 31)
    ]
    missing = DayLine("ANS", date(2024, 1, 31), Verdict.NOT_REPORTED)
    aht = [
        DayLine(
            "AHT",
            date(2024, 1, d),
            Verdict.MET,
            Fraction(70 + d),
            Ratio((70 + d) * 1000, 1000, CountUnit.SECONDS),
        )
        for d in (1, 2)
    ]
    return (*aht, *ans, missing)


def _events() -> tuple[EventLine, ...]:
    return (
        EventLine(
            date(2024, 1, 9),
            '=HYPERLINK("http://x","日报迟报")',
            clause="LATE",
            name=Text("报表迟报", "Late report"),
            points=Fraction("-0.5"),
            basis="合同第7.2条",
            recorded_by="李静",
            approved_by="王敏",
        ),
        EventLine(
            date(2024, 1, 5),
            "录音缺失1次",
            clause="CMPL",
            name=Text("有责投诉", "Valid complaints"),
            amount=money("-200"),
            evidence="录音核查.png",
            recorded_by="李静",
        ),
    )


def _misses() -> tuple[MissLine, ...]:
    opened = Text("待整改", "Open")
    return (
        MissLine(
            "M-2024-01-ANS",
            "ANS",
            Text("人工接通率", "Answer rate"),
            "2024-01",
            opened,
            value=Fraction(9310500, 98420),
            comparison=">=",
            target=Fraction(95),
            streak=2,
            breach_level=Text("一般违约", "Minor breach"),
            breach_rule=Text("连续2个月未达标", "Missed two months in a row"),
        ),
        MissLine(
            "M-2024-01-QA",
            "QA",
            Text("质检合格率", "QA pass rate"),
            "2024-01",
            opened,
            value=Fraction(2849900, 30000),
            comparison=">=",
            target=Fraction(95),
        ),
    )


def _plans() -> tuple[PlanLine, ...]:
    return (
        PlanLine(
            "ZG-YUNFAN-202401-001",
            ("M-2024-01-ANS", "M-2024-01-QA"),
            "接通率94.60%（93,105/98,420），目标95%，低0.40个百分点",
            Text("整改中", "In progress"),
            "早高峰排班不足",
            "增排6席",
            "按半小时预测排班",
            "赵强",
            date(2024, 2, 21),
            verification="连续4周≥95%",
        ),
        PlanLine(
            "ZG-YUNFAN-202311-002",
            ("M-2023-11-SL15",),
            "十一月应答偏慢",
            Text("待验证", "To be verified"),
            due=date(2031, 1, 8),
            due_certain=False,
        ),
    )


def _differences() -> tuple[DifferenceLine, ...]:
    return (
        DifferenceLine(
            Text("人工接通量", "Calls answered"),
            ((Source.VENDOR, Fraction(93105)), (Source.CLIENT, Fraction(92880))),
            "client",
            clause="ANS",
        ),
        DifferenceLine(
            Text("人工接通率", "Answer rate"),
            ((Source.VENDOR, Fraction(96)), (Source.CLIENT, Fraction("94.37"))),
            "client",
            "percent",
            "ANS",
            date(2024, 1, 9),
        ),
    )


def _about() -> About:
    file = ReceivedFile(
        "一月日报.xlsx",
        "ab" * 32,
        datetime(2024, 2, 2, 2, 5, tzinfo=UTC),
        "01HQ0000000000000000000000",
        ("日报", "人员"),
        Dataset.TRAFFIC,
        Source.VENDOR,
        date(2024, 1, 1),
        date(2024, 1, 31),
        31,
    )
    return About("c0ffee" + "0" * 58, "1.0", "0.1.0+036bf12e91", (file,))
