"""What one contract's month says to the vendor: the values a workbook is written from.

Services fill these; nothing here judges, sums or rounds. Figures are exact: Fraction, int, Money.
A figure that is not there is None, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from core.batch import Dataset, Source
from core.counts import CountUnit
from core.finding import Finding
from core.money import Money
from core.month import MonthState
from core.period import Period
from core.tally import Flag
from core.text import Text
from core.verdict import Verdict
from exports.relief_line import ReliefLine
from exports.statement_report import StatementReport
from exports.supplement_line import SupplementLine
from exports.training_report import TrainingReport

NONE = Text("", "")


@dataclass(frozen=True)
class Heading:
    """What every sheet and the file name say about themselves."""

    #: 乙方, the only vendor the workbook may name.
    vendor_code: str
    vendor: Text
    contract_code: str
    contract_version: str
    contract: Text
    period: Period
    state: MonthState
    #: 1 for the first edition of the month; a corrected edition counts on.
    edition: int
    #: Aware; shown on the wall clock of `timezone`.
    generated_at: datetime
    timezone: str = "Asia/Shanghai"
    #: 甲方; the title leaves it out where it is not known.
    client: Text = NONE
    project_code: str | None = None
    project: Text = NONE


@dataclass(frozen=True)
class Ratio:
    """Numerator over denominator, as a tally has them, each in its smallest unit (core/counts.py)."""

    numerator: Fraction | int
    denominator: Fraction | int
    numerator_unit: CountUnit = CountUnit.COUNT
    denominator_unit: CountUnit = CountUnit.COUNT


@dataclass(frozen=True)
class ScorecardLine:
    """One clause of the contract and what became of it this month."""

    clause: str
    name: Text
    verdict: Verdict
    #: The indicator's unit: percent, seconds, per_10k, count, … (exports/units.py); decides the format.
    unit: str = "percent"
    #: In the indicator's unit: 94.5997 for 94.5997 %; None where there is none to judge.
    value: Fraction | None = None
    ratio: Ratio | None = None
    #: How many contacts, calls or people it rests on; shown where it is not the denominator.
    n: int | None = None
    #: '>=', '>', '<=', '<' or 'between'; empty where the clause has no target.
    comparison: str = ""
    target: Fraction | None = None
    minimum: Fraction | None = None
    #: The upper ends, where the comparison is 'between'.
    target_high: Fraction | None = None
    minimum_high: Fraction | None = None
    #: The group the clause is shown under (运营, 质量, …).
    dimension: Text = NONE
    #: The exact definition of the figure, short enough for a cell.
    definition: Text = NONE
    numerator_name: Text = NONE
    denominator_name: Text = NONE
    #: How points follow from the figure, in words.
    scoring: Text = NONE
    #: The worked calculation of this month's points, in words.
    receipt: Text = NONE
    #: What the contract says the clause is worth; None where the contract does not score.
    weight: Fraction | None = None
    #: What it could earn this month, where points of absent clauses were spread; None: the weight.
    attainable: Fraction | None = None
    points: Fraction | None = None
    #: Last month's figure in the same unit.
    previous: Fraction | None = None
    #: Whose figure counts (the clause's source): vendor, client, third_party, by_hand, audits, …
    source: str = Source.VENDOR.value
    flags: frozenset[Flag] = frozenset()
    note: Text = NONE

    @property
    def lost(self) -> Fraction | None:
        """Points not earned of what the clause is worth this month; None where nothing was scored."""
        if not self.weight or self.points is None:
            return None
        worth = self.weight if self.attainable is None else self.attainable
        return worth - self.points * worth / self.weight

    @property
    def change(self) -> Fraction | None:
        """This month less last month, in the indicator's unit (percentage points for a percentage)."""
        return None if self.value is None or self.previous is None else self.value - self.previous


@dataclass(frozen=True)
class AdjustmentLine:
    """Points added or taken beside the clauses (加减分)."""

    name: Text
    points: Fraction
    note: Text = NONE


@dataclass(frozen=True)
class TrendPoint:
    """An earlier month's final score."""

    label: str
    total: Fraction


@dataclass(frozen=True)
class Score:
    """From the items to the payable amount; absent where the contract does not score."""

    #: Sum of the rounded item points.
    items: Fraction
    #: After adjustments, vetoes and caps.
    total: Fraction
    full_mark: Fraction = Fraction(100)
    adjustments: tuple[AdjustmentLine, ...] = ()
    #: Why the total is set aside (一票否决); empty where nothing was vetoed.
    veto: Text = NONE
    coefficient: Fraction | None = None
    gross: Money | None = None
    payable: Money | None = None
    #: Amounts added (bonus) or taken (negative) beside the coefficient.
    amounts: tuple[tuple[Text, Money], ...] = ()
    #: The settlement worked step by step, in words.
    receipt: tuple[Text, ...] = ()
    #: Oldest first, this month included; two or more make a chart.
    trend: tuple[TrendPoint, ...] = ()


@dataclass(frozen=True)
class DayLine:
    """One clause on one day."""

    clause: str
    day: date
    verdict: Verdict
    value: Fraction | None = None
    ratio: Ratio | None = None


@dataclass(frozen=True)
class EventLine:
    """One entry of the daily events ledger (日常事项)."""

    day: date
    what: str
    clause: str = ""
    #: What the code stands for in the contract: a clause, an adjustment, a veto, a deduction.
    name: Text = NONE
    points: Fraction | None = None
    amount: Money | None = None
    #: The contract paragraph or rule it rests on.
    basis: str = ""
    #: The evidence file's name.
    evidence: str = ""
    recorded_by: str = ""
    approved_by: str = ""


@dataclass(frozen=True)
class MissLine:
    """One missed clause, as it stands."""

    number: str
    clause: str
    name: Text
    #: The month it belongs to, 'YYYY-MM'; an open miss of an earlier month is listed too.
    label: str
    status: Text
    unit: str = "percent"
    value: Fraction | None = None
    comparison: str = ""
    target: Fraction | None = None
    minimum: Fraction | None = None
    #: The upper ends, where the comparison is 'between'.
    target_high: Fraction | None = None
    minimum_high: Fraction | None = None
    #: How many months in a row, this one included.
    streak: int = 1
    #: Empty unless the contract's own rule makes it a breach (违约).
    breach_level: Text = NONE
    #: The contract's rule that made it one, in words.
    breach_rule: Text = NONE


@dataclass(frozen=True)
class PlanLine:
    """An improvement plan (整改方案); it answers one or more misses."""

    number: str
    #: Numbers of the misses it answers.
    misses: tuple[str, ...]
    problem: str
    status: Text
    root_cause: str = ""
    corrective: str = ""
    preventive: str = ""
    owner: str = ""
    due: date | None = None
    #: False where the working-day calendar on the way is not published (待核).
    due_certain: bool = True
    verification: str = ""


@dataclass(frozen=True)
class CorrectionLine:
    """One figure of the vendor's report that the client set right (甲方更正), for the vendor to confirm."""

    day: date
    name: Text
    #: Site, queue, agent …, and the time of day of an interval.
    where: Text
    #: In the count's smallest unit; None where nothing was reported.
    before: int | None
    after: int
    unit: CountUnit
    file: str
    #: 'Sheet!D7'.
    cell: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class DifferenceLine:
    """Two or more sources on the same figure: which says what, and which one counts."""

    name: Text
    figures: tuple[tuple[Source, Fraction], ...]
    #: The source the contract takes.
    of_record: str
    unit: str = "count"
    clause: str = ""
    #: None for the whole period.
    day: date | None = None
    note: Text = NONE

    @property
    def gap(self) -> Fraction | None:
        """The vendor's figure less the first other one; None where the vendor reported none."""
        figures = dict(self.figures)
        others = [value for source, value in self.figures if source is not Source.VENDOR]
        return figures[Source.VENDOR] - others[0] if others and Source.VENDOR in figures else None


@dataclass(frozen=True)
class ReceivedFile:
    """One received file the figures rest on."""

    name: str
    sha256: str
    received_at: datetime
    #: The committed batch's key.
    batch: str = ""
    sheets: tuple[str, ...] = ()
    dataset: Dataset | None = None
    source: Source | None = None
    first_day: date | None = None
    last_day: date | None = None
    rows: int | None = None


@dataclass(frozen=True)
class About:
    """What it takes to rebuild this workbook to the same figures."""

    run_hash: str
    rules_version: str
    code_version: str = ""
    files: tuple[ReceivedFile, ...] = ()
    #: Further lines, such as changes since the last edition.
    remarks: tuple[Text, ...] = ()


@dataclass(frozen=True)
class MonthReport:
    """One contract's month, complete."""

    heading: Heading
    lines: tuple[ScorecardLine, ...]
    about: About
    score: Score | None = None
    days: tuple[DayLine, ...] = ()
    events: tuple[EventLine, ...] = ()
    misses: tuple[MissLine, ...] = ()
    plans: tuple[PlanLine, ...] = ()
    differences: tuple[DifferenceLine, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    corrections: tuple[CorrectionLine, ...] = ()
    reliefs: tuple[ReliefLine, ...] = ()
    #: In force in the month.
    supplements: tuple[SupplementLine, ...] = ()
    #: None before the month is final, and where the contract settles nothing.
    statement: StatementReport | None = None
    #: None where no roster tells who is there.
    training: TrainingReport | None = None

    def line(self, clause: str) -> ScorecardLine | None:
        """The scorecard line of a clause; None where the contract has no such clause."""
        return next((line for line in self.lines if line.clause == clause), None)
