"""What an assessed month is: one line a clause, the score, the settlement, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from core.month import MonthState
from core.period import Period
from core.scope import Scope
from core.text import Text
from core.verdict import Verdict
from sla.judging.verdict import Judgement
from sla.money.settlement import Payable
from sla.points.month import ItemScore, MonthScore
from sla.terms.contract import Clause, Contract
from sla.terms.indicator import Formula, Indicator


@dataclass(frozen=True)
class TrendMonth:
    """One month of a clause's past."""

    label: str
    value: Fraction | None
    verdict: Verdict
    target: Fraction | None = None
    #: Taken over as it was settled before, not judged here (未重算).
    is_history: bool = False


@dataclass(frozen=True)
class OtherSource:
    """What another source says on the same clause and month; it stands beside, it is not added."""

    source: str
    value: Fraction | None
    numerator: Fraction
    denominator: Fraction


@dataclass(frozen=True)
class ClauseLine:
    """One promise of the contract and what became of it in the month."""

    clause: Clause
    indicator: Indicator
    formula: Formula
    scope: Scope
    judgement: Judgement
    #: None where the contract gives no points for it.
    item: ItemScore | None = None
    #: Six months at most, oldest first, this month last.
    trend: tuple[TrendMonth, ...] = ()
    others: tuple[OtherSource, ...] = ()
    #: What was found before relief, where one was granted; `judgement` is the adjusted one.
    raw: Judgement | None = None
    #: How the one follows from the other, one sentence a step.
    relief: tuple[Text, ...] = ()
    #: Whether the money of the miss is waived.
    waived: bool = False
    #: Of a clause split by day: the days of the part that decides, and the line as it is without a split.
    days: Period | None = None
    whole: ClauseLine | None = None

    @property
    def name(self) -> Text:
        """The clause's name."""
        return self.clause.name

    @property
    def n(self) -> int | None:
        """Contacts, calls or people the figure is taken over; a plain count is a sample of nothing, and so is
        a share of time."""
        return None if self.formula.is_count or self.formula.is_of_time else self.judgement.n

    @property
    def previous(self) -> Fraction | None:
        """Last month's figure."""
        return self.trend[-2].value if len(self.trend) > 1 else None


@dataclass(frozen=True)
class MonthResult:
    """A contract's month, judged and scored."""

    contract: Contract
    label: str
    period: Period
    #: The day up to which figures were taken in: a file is judged as of its own data time.
    as_of: date
    lines: tuple[ClauseLine, ...]
    score: MonthScore | None = None
    settled: Payable | None = None
    state: MonthState = MonthState.COLLECTING
    edition: int = 1
    run_id: str = ""
    run_hash: str = ""
    rules_version: str = ""
    #: The program that judged; nothing of the time before it was kept.
    code_version: str = ""
    #: Received files (batch keys) the figures rest on.
    origins: tuple[str, ...] = field(default_factory=tuple)

    def line(self, clause: str) -> ClauseLine | None:
        """The line of a clause."""
        return next((line for line in self.lines if line.clause.code == clause), None)

    @property
    def has_figures(self) -> bool:
        """Whether anything at all was reported for the month."""
        return any(line.judgement.verdict is not Verdict.NOT_REPORTED for line in self.lines)

    @property
    def judged(self) -> tuple[ClauseLine, ...]:
        """The clauses held against their target: the whole that misses are counted of."""
        return tuple(line for line in self.lines if line.judgement.is_judged)

    @property
    def missed(self) -> tuple[ClauseLine, ...]:
        """The clauses that were missed."""
        return tuple(line for line in self.lines if line.judgement.verdict is Verdict.MISSED)

    @property
    def is_in_progress(self) -> bool:
        """Whether the month was not over yet when it was judged."""
        return self.as_of < self.period.end
